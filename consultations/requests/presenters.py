"""Tabs of lists of requests."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Tab:
    """One link of components/tabs.html."""

    label: Any
    url: str
    current: bool


def _tabs(states: dict[str, Any], current: str) -> list[Tab]:
    return [
        Tab(label, f"?state={state}" if state else "?", state == current)
        for state, label in states.items()
    ]


def public_tabs(current: str) -> list[Tab]:
    """Views of the public list."""
    states = {
        "": pgettext_lazy("requests", "All"),
        "waiting": _("Wait for a decision"),
        "overdue": _("Decision overdue"),
        "decided": pgettext_lazy("requests", "Decided"),
    }
    return _tabs(states, current)


def desk_tabs(current: str) -> list[Tab]:
    """Views of the list on the desk."""
    states = {
        "checking": _("To check"),
        "shown": _("To decide"),
        "decided": pgettext_lazy("requests", "Decided"),
        "hidden": pgettext_lazy("requests", "Hidden"),
        "": pgettext_lazy("requests", "All"),
    }
    return _tabs(states, current)
