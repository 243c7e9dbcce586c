"""Menus of the site, and the port through which higher floors fill them.

`providers.public`, `.footer` and `.footer_note` hold one callable each: an editorial floor may
replace what is built in. `desk` and `my` are collected: each app adds its own entries and everybody
sees those that the permission table allows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from core.web.access import policy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A link of a menu. `current` is set when the reader is inside that section."""

    label: "StrOrPromise"
    url: str
    current: bool = False
    note: "StrOrPromise" = ""


@dataclass(frozen=True, slots=True)
class FooterColumn:
    """A titled list of links at the foot of every page."""

    title: "StrOrPromise"
    items: tuple[MenuItem, ...]


@dataclass(frozen=True, slots=True)
class SectionLink:
    """An entry of the desk or of «my» pages.

    `url_name` is reversed when shown; `action` hides the entry from those who may not perform it
    (empty: everybody who sees the menu); entries are sorted by (group_order, order).
    """

    label: "StrOrPromise"
    url_name: str
    action: str = ""
    group: "StrOrPromise" = ""
    group_order: int = 100
    order: int = 100
    icon: str = ""


@dataclass(frozen=True, slots=True)
class SectionItem:
    label: "StrOrPromise"
    url: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class SectionGroup:
    title: "StrOrPromise"
    items: tuple[SectionItem, ...]


def built_in_menu(request: HttpRequest) -> Sequence[MenuItem]:
    """The permanent addresses of the site."""
    root = get_script_prefix()
    return (
        MenuItem(_("Bills"), f"{root}bills/"),
        MenuItem(_("Consultations and expertise"), f"{root}consultations/"),
        MenuItem(_("Councils"), f"{root}councils/"),
        MenuItem(_("Public journal"), f"{root}journal/"),
    )


def built_in_footer(request: HttpRequest) -> Sequence[FooterColumn]:
    """Columns shown until an editorial floor provides its own."""
    root = get_script_prefix()
    return (
        FooterColumn(
            _("Take part"),
            (
                MenuItem(_("Bills"), f"{root}bills/"),
                MenuItem(_("Consultations and expertise"), f"{root}consultations/"),
                MenuItem(_("Check a receipt"), f"{root}receipts/"),
            ),
        ),
        FooterColumn(
            _("Check us"),
            (
                MenuItem(_("Public journal"), f"{root}journal/"),
                MenuItem(_("Councils"), f"{root}councils/"),
                MenuItem(_("Search"), f"{root}search/"),
            ),
        ),
    )


def no_note(request: HttpRequest) -> str:
    """Nothing is said at the foot of the pages beyond what is built in."""
    return ""


MenuProvider = Callable[[HttpRequest], Sequence[MenuItem]]
FooterProvider = Callable[[HttpRequest], Sequence[FooterColumn]]
NoteProvider = Callable[[HttpRequest], str]


@dataclass(slots=True)
class Providers:
    """Where an upper floor puts its own functions (once, in `AppConfig.ready`)."""

    public: MenuProvider = built_in_menu
    footer: FooterProvider = built_in_footer
    footer_note: NoteProvider = no_note


providers: Final = Providers()


class SectionMenu:
    """A menu gathered from many apps."""

    def __init__(self) -> None:
        self._links: list[SectionLink] = []

    def add(self, links: Iterable[SectionLink]) -> None:
        """Adds links; one that is already there is not added twice."""
        self._links.extend(link for link in links if link not in self._links)

    def groups(self, request: HttpRequest) -> tuple[SectionGroup, ...]:
        """The menu as this person sees it on this page. Entries whose address does not exist in
        this installation are left out."""
        user = getattr(request, "user", None)
        found: dict[str, list[SectionItem]] = {}
        titles: dict[str, StrOrPromise] = {}
        resolved = [
            (link, _address(link.url_name))
            for link in sorted(self._links, key=lambda link: (link.group_order, link.order))
            if not link.action or policy.check(user, link.action)
        ]
        current = _longest_prefix(request.path, [url for _link, url in resolved if url])
        for link, url in resolved:
            if url is None:
                continue
            key = str(link.group)
            titles.setdefault(key, link.group)
            item = SectionItem(link.label, url, link.icon, url == current)
            found.setdefault(key, []).append(item)
        return tuple(SectionGroup(titles[key], tuple(items)) for key, items in found.items())


desk: Final = SectionMenu()
my: Final = SectionMenu()


def public_menu(request: HttpRequest) -> list[MenuItem]:
    """The main menu with the section that the reader is in marked as current."""
    items = list(providers.public(request))
    current = _longest_prefix(request.path, [item.url for item in items])
    return [replace(item, current=item.url == current) for item in items]


def footer_columns(request: HttpRequest) -> list[FooterColumn]:
    return list(providers.footer(request))


def footer_note(request: HttpRequest) -> str:
    return providers.footer_note(request)


def _address(url_name: str) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _longest_prefix(path: str, urls: Iterable[str]) -> str | None:
    """The address under which `path` lies most narrowly; the root only matches itself."""
    inside = [url for url in urls if path == url or (len(url) > 1 and path.startswith(url))]
    return max(inside, key=len, default=None)
