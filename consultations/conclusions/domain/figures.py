"""Which numbers differ between two revisions of a signed document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from consultations.conclusions.domain.snapshot import Snapshot

# From which format on they stand in a snapshot.
_WITH_PLACES: Final = 3
_NO_TITLES: Final[Mapping[str, str]] = {}


class Section(StrEnum):
    """From what part of the statistics a number is; of the tally there is one for each kind."""

    NUMBERS = "numbers"
    AUTHOR_TYPES = "by_author_type"
    CHANNELS = "by_channel"
    PROPOSALS = "proposals"
    REMARKS = "remarks"
    RECOMMENDATIONS = "recommendations"
    GROUNDS = "grounds"
    MODERATION = "moderation"
    OBJECTIONS = "objections"
    PLACES = "places"
    QUESTIONS = "questions"
    OPTIONS = "options"


@dataclass(frozen=True, slots=True)
class NumberChange:
    """`code` within its section; `title`: in words, where they stand in the snapshot."""

    section: Section
    code: str
    old: int
    new: int
    title: str = ""


def number_changes(old: Snapshot, new: Snapshot) -> Iterator[NumberChange]:
    """In the order of the document. A number that one of the two formats does not know is none."""
    yield from _participation(old.numbers, new.numbers)
    for section in (Section.PROPOSALS, Section.REMARKS, Section.RECOMMENDATIONS):
        if section in old.tally and section in new.tally:
            yield from _differing(section, old.tally[section], new.tally[section])
    grounds = {one.code: one.title for one in (*old.grounds, *new.grounds)}
    before, after = ({one.code: one.count for one in side.grounds} for side in (old, new))
    yield from _differing(Section.GROUNDS, before, after, grounds)
    if min(old.format, new.format) >= _WITH_PLACES:
        yield from _differing(Section.MODERATION, old.moderation, new.moderation)
        yield from _differing(Section.OBJECTIONS, old.objections, new.objections)
        before, after = _places(old), _places(new)
        yield from _differing(
            Section.PLACES, before, after, {name: name for name in before | after}
        )
    yield from _questions(old, new)


def _participation(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[NumberChange]:
    known = [key for key in new if isinstance(new[key], int) and isinstance(old.get(key), int)]
    before, after = ({key: side[key] for key in known} for side in (old, new))
    yield from _differing(Section.NUMBERS, before, after)
    for section in (Section.AUTHOR_TYPES, Section.CHANNELS):
        if section in old and section in new:
            yield from _differing(section, old[section], new[section])


def _places(snapshot: Snapshot) -> dict[str, int]:
    return {place.municipality: sum(place.by_author_type.values()) for place in snapshot.places}


def _questions(old: Snapshot, new: Snapshot) -> Iterator[NumberChange]:
    """Of questions that both have."""
    before = {one.id: one for one in old.questions}
    for one in new.questions:
        was = before.get(one.id)
        if was is None:
            continue
        if was.respondents != one.respondents:
            counted = (was.respondents, one.respondents)
            yield NumberChange(Section.QUESTIONS, str(one.id), *counted, one.text)
        counts, now = ({each.text: each.count for each in side.options} for side in (was, one))
        titles = {text: f"{one.text} – {text}" for text in counts | now}
        yield from _differing(Section.OPTIONS, counts, now, titles)


def _differing(
    section: Section,
    old: Mapping[str, int],
    new: Mapping[str, int],
    titles: Mapping[str, str] = _NO_TITLES,
) -> Iterator[NumberChange]:
    """What is missing is nought."""
    for code in dict.fromkeys((*new, *old)):
        before, after = old.get(code, 0), new.get(code, 0)
        if before != after:
            yield NumberChange(section, code, before, after, titles.get(code, ""))
