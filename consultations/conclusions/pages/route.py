"""The list that a clerk came from, kept in the address of the groups that he opens from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from consultations.conclusions.forms import AnswersFilter

_LONGEST: Final = 300
_LONGEST_KEY: Final = 15


@dataclass(frozen=True, slots=True)
class Route:
    """The filters of a list: `wanted` by name, empty ones left out."""

    wanted: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: str) -> "Route":
        """From the query string of the list; one that the list would not understand chooses
        nothing."""
        typed = QueryDict(query[:_LONGEST])
        form = AnswersFilter(typed, provisions=[], people=[])
        for name in ("on", "assignee"):  # keys: that they lead to something is not known here
            key = typed.get(name, "")
            if key.isdecimal() and len(key) <= _LONGEST_KEY:
                form.fields[name].choices = [(key, key)]
        if not form.is_valid():
            return cls()
        return cls({name: value for name, value in form.cleaned_data.items() if value})

    @property
    def query(self) -> str:
        """What follows the address of a group on this way: «?in=…», or nothing."""
        return _address("", self._in)

    @property
    def _in(self) -> dict[str, str]:
        return {"in": urlencode(self.wanted)} if self.wanted else {}

    def to_group(self, pk: int, **more: object) -> str:
        """The address of a group on this way."""
        return _address(reverse("conclusions:answer", args=[pk]), self._in | more)

    def to_list(self, consultation: int) -> str:
        return _address(reverse("conclusions:answers", args=[consultation]), self.wanted)


def _address(path: str, query: Mapping[str, object]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
