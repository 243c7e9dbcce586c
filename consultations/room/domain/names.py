"""People named in a table: in full, by surname and initials in either order, or by surname."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"[a-zа-яё]+(?:-[a-zа-яё]+)*", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"[;\n]|,\s*(?=\S)|\s+и\s+")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the room; `refusal` is the code of why nothing can be entered for them, if so."""

    id: int
    full_name: str
    refusal: str = ""


def named(written: str, people: Iterable[Person]) -> list[Person]:
    """Everybody whom the words fit; people are called «Surname Name Patronymic»."""
    words = _words(written)
    return [person for person in people if words and _fits(words, _words(person.full_name))]


def is_several(written: str) -> bool:
    """Whether a cell names more than one person."""
    return len([part for part in _SEVERAL.split(written.strip(" ,;")) if part.strip()]) > 1


def _words(text: str) -> list[str]:
    return [word.replace("ё", "е") for word in _WORD.findall(text.casefold())]


def _fits(written: list[str], name: list[str]) -> bool:
    if not name or name[0] not in written:
        return False
    rest = list(written)
    rest.remove(name[0])
    given = name[1:]
    if len(rest) > len(given):
        return False
    return all(_is_short_for(part, whole) for part, whole in zip(rest, given, strict=False))


def _is_short_for(part: str, whole: str) -> bool:
    return part == whole or (len(part) == 1 and whole.startswith(part))
