"""Short addresses of bills, made of their titles. Pure: text in, text out."""

import re
from collections.abc import Collection
from typing import Final

MAX_LENGTH: Final = 60
_LONGEST: Final = 80
_SLUG: Final = re.compile(r"[-a-zA-Z0-9_]+", re.ASCII)

_LETTERS: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "_",
            "y",
            "_",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
# What most titles begin with and what tells none of them from another.
_BOILERPLATE: Final = re.compile(
    r"^о(?:б|бо)?\s+внесении\s+изменени[йя]\s+(?:и\s+дополнений\s+)?в\s+"
    r"(?:(?:отдельные\s+)?законодательные\s+акты|(?:некоторые\s+|отдельные\s+)?закон[ыа]?)?\s*"
    r"(?:\w+\s+област[ьи](?:\s+|$))?",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"^(?:о|об|обо)\s+", re.IGNORECASE)
_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")


def is_slug(text: str) -> bool:
    """Whether a person may choose `text` as an address: Latin letters, digits, hyphens and
    underscores, at most 80."""
    return len(text) <= _LONGEST and _SLUG.fullmatch(text) is not None


def transliterate(text: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens; other letters are lost."""
    spelt = "".join(_LETTERS.get(char, char) for char in text.lower()).replace("_", "")
    return _NOT_WORD.sub("-", spelt).strip("-")


def slug_of(title: str, *, max_length: int = MAX_LENGTH) -> str:
    """The address for a bill called `title`: whole words, at most `max_length` characters.

    «О внесении изменений в Закон Амурской области «О …»» keeps only what it changes, with «izm»
    before it. Never empty.
    """
    plain = title.strip().strip('«»"“”„')
    rest = _BOILERPLATE.sub("", plain, count=1) or plain
    prefix = "izm" if rest != plain else ""
    rest = _ABOUT.sub("", rest.strip().lstrip('«»"“”„'), count=1)
    words = [word for word in (prefix, *transliterate(rest).split("-")) if word]
    return _fitting(words, max_length) or "bill"


def _fitting(words: list[str], max_length: int) -> str:
    taken = ""
    for word in words:
        longer = f"{taken}-{word}" if taken else word
        if len(longer) > max_length:
            return taken or word[:max_length]
        taken = longer
    return taken


def unique_slug(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3` … that is not in `taken`."""
    if wanted not in taken:
        return wanted
    return next(
        candidate
        for number in range(2, len(taken) + 3)
        if (candidate := f"{wanted}-{number}") not in taken
    )
