"""Reads what a page tells programs, as they would (HTML, microdata)."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOCABULARY = "https://schema.org/"


@dataclass(slots=True)
class Told:
    """A thing: its type and what is said of it, by property."""

    kind: str
    facts: dict[str, list[Any]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """The only value of a property; fails if there are several or none."""
        (value,) = self.facts[name]
        return value


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Told] = []
        # A thing for each open <div> that is one, None for the others.
        self._open: list[Told | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        around = next((thing for thing in reversed(self._open) if thing), None)
        value: Any = given.get("content", given.get("href"))
        if "itemscope" in given:
            assert str(given["itemtype"]).startswith(VOCABULARY)
            value = Told(str(given["itemtype"]).removeprefix(VOCABULARY))
            if "itemprop" not in given:
                self.found.append(value)
        if given.get("itemprop") and around is not None:
            around.facts.setdefault(str(given["itemprop"]), []).append(value)
        if tag == "div":
            self._open.append(value if isinstance(value, Told) else None)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._open.pop()


def told(html: str) -> Told:
    """The only thing that a page tells of; fails if there are several or none."""
    reader = _Reader()
    reader.feed(html)
    (thing,) = reader.found
    return thing
