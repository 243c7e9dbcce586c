"""Tags and filters of the design system. They format what views give them and read nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django import template
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm
from django.template.context import Context
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.web.localtime import zone_name
from core.web.microdata import Thing, microdata
from core.web.redline import redline as compare

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = template.Library()

SOON_DAYS = 3


# --- What programs read ------------------------------------------------------------------------


@register.simple_tag(name="microdata")
def microdata_tag(thing: Thing | None) -> str:
    """What the page tells programs of a thing (core.web.microdata); nothing of None."""
    return microdata(thing) if thing is not None else ""


# --- Pictures and blocks ----------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline drawing of templates/components/icons; says nothing to screen readers."""
    return _icon(name)


@lru_cache(maxsize=128)
def _icon(name: str) -> SafeString:
    if not name.replace("-", "").isalnum():
        raise ValueError(f"Not the name of an icon: {name!r}")
    return mark_safe(render_to_string(f"components/icons/{name}.svg").strip())  # noqa: S308


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: "StrOrPromise" = "") -> str:
    """{% notice "warning" title=… %} … {% endnotice %}: a notice with any body."""
    return render_to_string(
        "components/notice.html", {"kind": kind, "title": title, "body": content}
    )


@register.filter
def message_kind(message: Message) -> str:
    """The kind of notice for one of Django's messages."""
    kinds = {
        constants.SUCCESS: "success",
        constants.WARNING: "warning",
        constants.ERROR: "error",
    }
    return kinds.get(message.level, "info")


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping has under a key; None if it has nothing."""
    return mapping.get(key)


@register.filter
def disposition_kind(disposition: str) -> str:
    """The kind of tag for a disposition of an answer."""
    kinds = {"accepted": "success", "partly": "warning", "rejected": "error", "noted": "info"}
    return kinds.get(str(disposition), "")


# --- Times ------------------------------------------------------------------------------------


@register.filter
def local_date(value: date | datetime | None) -> str:
    """A day in words of the current language; a moment is taken in the time of the region."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = _local(value)
    return formats.date_format(value, "DATE_FORMAT")


@register.filter
def local_datetime(value: datetime | None) -> str:
    """A moment in the time of the region, saying whose time it is."""
    if value is None or value == "":
        return ""
    local = _local(value)
    return f"{_day_and_time(local)} ({zone_name(local)})"


@register.filter
def moment(value: date | datetime | None) -> str:
    """A <time> element: machine-readable, and in words (a bare day has no time of day).

    Every page says at its foot whose time it is; beside each moment that would be noise.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        local = _local(value)
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            local.isoformat(),
            local_datetime(value),
            _day_and_time(local),
        )
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), local_date(value))


def _day_and_time(local: datetime) -> str:
    day, time = formats.date_format(local, "DATE_FORMAT"), formats.time_format(local, "H:i")
    return f"{day}, {time}"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


@dataclass(frozen=True, slots=True)
class Due:
    """How far a last day is: `kind` is ahead, soon or over; `days` is negative when it is past."""

    kind: str
    days: int
    label: str


@register.filter
def due_state(last_day: date | datetime, today: date | str | None = None) -> Due:
    """How many days are left till `last_day`, which still counts, seen from `today` (default: the
    day in the region now)."""
    if isinstance(last_day, datetime):
        last_day = _local(last_day).date()
    now = today if isinstance(today, date) else timezone.localdate()
    days = (last_day - now).days
    if days < 0:
        return Due("over", days, _("the term is over"))
    if days == 0:
        return Due("soon", days, _("today is the last day"))
    label = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return Due("soon" if days <= SOON_DAYS else "ahead", days, label)


@register.simple_tag
def due_of(last_day: date | datetime, today: date | str | None = None) -> Due:
    """`due_state` as a tag, for templates where `today` may be absent."""
    return due_state(last_day, today)


@register.filter
def days_left(last_day: date | datetime, today: date | str | None = None) -> str:
    """The words of `due_state` alone."""
    return due_state(last_day, today).label


# --- Texts ------------------------------------------------------------------------------------


@register.filter
def file_size(size: int | None) -> str:
    """Bytes in words of the current language."""
    return "" if size is None else str(filesizeformat(size))


@register.simple_tag
def redline(old: str, new: str) -> SafeString:
    """The words of both texts with <del> and <ins>, escaped; each change is also announced."""
    parts = []
    for segment in compare(str(old), str(new)):
        if segment.operation == "equal":
            parts.append(format_html("{}", segment.text))
            continue
        tag, said = ("del", _("removed")) if segment.operation == "delete" else ("ins", _("added"))
        parts.append(
            format_html(
                '<{tag}><span class="visually-hidden">[{said}: </span>{text}'
                '<span class="visually-hidden">]</span></{tag}>',
                tag=mark_safe(tag),  # noqa: S308
                said=said,
                text=segment.text,
            )
        )
    return format_html_join("", "{}", ((part,) for part in parts))


# --- Plumbing of components -------------------------------------------------------------------


@register.filter
def as_pairs(items: Iterable[Any] | None) -> list[tuple[Any, Any]]:
    """(label, url) pairs out of pairs, objects or dicts."""
    return [_pair(item) for item in items or ()]


def _pair(item: Any) -> tuple[Any, Any]:
    if isinstance(item, (tuple, list)):
        return item[0], item[1]
    if isinstance(item, Mapping):
        return item["label"], item["url"]
    return item.label, item.url


@register.filter
def zip_with(first: Iterable[Any], second: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pairs of two iterables; the shorter one is filled with empty strings."""
    return list(zip_longest(first, second, fillvalue=""))


@register.simple_tag(takes_context=True)
def page_link(context: Context, cursor: str, param: str = "") -> str:
    """The address of this page with another cursor; other parameters stay."""
    query = context["request"].GET.copy()
    query[param or "cursor"] = cursor
    return f"?{query.urlencode()}"


@dataclass(frozen=True, slots=True)
class ErrorLine:
    anchor: str
    label: str
    message: str


@register.simple_tag
def error_lines(form: BaseForm | str | None, forms: Iterable[BaseForm] = ()) -> list[ErrorLine]:
    """Every error of a form, or of several, in the order of their fields."""
    several = [form] if isinstance(form, BaseForm) else list(forms or ())
    return [line for form in several for line in _form_lines(form)]


def _form_lines(form: BaseForm) -> Iterable[ErrorLine]:
    for message in form.non_field_errors():
        yield ErrorLine("", "", str(message))
    for field in form:
        anchor = field.id_for_label or str(field.auto_id)
        for message in field.errors:
            yield ErrorLine(anchor, str(field.label), str(message))
