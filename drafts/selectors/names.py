"""Provisions by their names, for a person to choose from."""

from typing import Any, Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from drafts.domain.citations import citation
from drafts.models import BillVersion, Provision

Choice = tuple[Any, Any]


def provision_names(version: BillVersion) -> tuple[list[Choice], dict[int, str]]:
    """Units of a text in document order: choices grouped by article or annex, and words by id.

    One query. A group is named by its outermost unit; the bill as a whole comes first.
    """
    rows = Provision.objects.filter(version=version).order_by("position")
    groups: list[tuple[str, list[Choice]]] = []
    words: dict[int, str] = {}
    for row in rows.only("pk", "path", "kind", "depth", "heading", "text", "num_label"):
        words[row.pk] = citation(row.path)
        begins = not groups or row.kind in _HEADS or row.depth == 0
        if begins:
            groups.append((_head(row), []))
        groups[-1][1].append((row.pk, _option(row, inside=not begins)))
    return [("", _("The bill as a whole")), *groups], words


_HEADS: Final = frozenset({"article", "annex", "chapter", "section", "part_of_act", "subsection"})


def _head(row: Provision) -> str:
    return Truncator(f"{row.num_label or citation(row.path)} {row.heading}".strip()).chars(80)


def _option(row: Provision, *, inside: bool) -> str:
    name = citation(row.path, short=inside)
    text = row.heading or row.text
    return Truncator(f"{name}: {text}" if text else name).chars(90)
