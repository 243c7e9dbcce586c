"""What the reader's pages print over and over, kept by this process between requests.

A published text never changes, so its tree is kept. The HTML of a unit or of a comment is kept
together with every value that it was made of: when one of them differs (a count, a status, an
address of a form) it is made anew. So nothing kept can be out of date, and nothing here depends on
who is reading.
"""

import datetime as dt
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Max
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from consultations.conclusions.selectors import forget_substance, forget_tallies
from consultations.conclusions.selectors.desk import forget_progress
from consultations.process.models import Consultation
from core.web.kept import Kept
from drafts.models import BillVersion, Provision
from drafts.selectors import Tree, forget_provisions, version_tree

_KEPT: Final = 24  # texts; one of 500 provisions takes about 2 MB
_FRAGMENTS: Final = 2000  # a comment takes about 3 KB
_BETWEEN_TAGS: Final = re.compile(r">\s*\n\s*<")


@dataclass(slots=True)
class Printed:
    """A text with what has been printed of it so far."""

    tree: Tree
    _parts: dict[tuple[Any, ...], tuple[Any, SafeString]] = field(default_factory=dict)

    def part(self, name: tuple[Any, ...], values: Any, make: Callable[[], str]) -> SafeString:
        """The HTML of the part `name` in the current language. `values` is everything that may
        differ from one time to the next; `make` is called when it does."""
        key = (get_language(), *name)
        known = self._parts.get(key)
        if known is None or known[0] != values:
            known = self._parts[key] = (values, _tight(make()))
        return known[1]


def _tight(html: str) -> SafeString:
    """Without the line breaks between tags that templates leave; spaces inside lines stay."""
    return mark_safe(_BETWEEN_TAGS.sub("><", html.strip()))  # noqa: S308 – a rendered template


_texts: Final = Kept[Printed](_KEPT)


def printed(version: BillVersion) -> Printed:
    """The text of a published version; one query, two when it is not known yet."""
    rows = Provision.objects.filter(version=version).order_by()
    state = rows.aggregate(count=Count("pk"), last=Max("pk"))
    key = (version.pk, version.published_at, version.get_absolute_url(), *state.values())
    return _texts.get(key, lambda: Printed(version_tree(version)))


_fragments: Final = Kept[SafeString](_FRAGMENTS)


def fragment(made_of: Hashable, make: Callable[[], str]) -> SafeString:
    """HTML in the current language; `made_of` is everything that `make` reads, by value."""
    return _fragments.get((get_language(), made_of), lambda: _tight(make()))


_PAGES: Final = 200  # lists; one takes about 60 KB
_pages: Final = Kept[SafeString](_PAGES)


def kept_list(
    consultation: Consultation, query: str, make: Callable[[], str], now: dt.datetime
) -> SafeString:
    """The HTML of a list of proposals in the current language, as long as nothing has changed in
    what everybody reads of the consultation (`public_state`); a minute at most. It must not depend
    on who is reading."""
    version = consultation.version
    key = (
        get_language(), consultation.pk, consultation.public_state, consultation.phase_at(now),
        version.pk, version.bill.title, consultation.get_absolute_url(), query,
        int(now.timestamp() // 60),
    )  # fmt: skip
    # Nothing but a rendered template.
    return _pages.get(key, lambda: mark_safe(make()))  # noqa: S308


def forget() -> None:
    """Forgets everything (tests take their databases back)."""
    forget_provisions()
    forget_tallies()
    forget_substance()
    forget_progress()
    for kept in (_texts, _fragments, _pages):
        kept.clear()
