"""Words of the law between quotation marks: «ёлочки» outside, „лапки“ inside."""

from typing import Final

_INNER: Final = str.maketrans("«»", "„“")
_OUTER: Final = str.maketrans("„“", "«»")
_PAWS: Final = frozenset("„“”")


def quoted(words: str) -> str:
    """«Слова „внутренние“». Marks that do not fit each other are left as they are."""
    return f"«{words.translate(_INNER) if is_plain(words) else words}»"


def unquoted(inside: str) -> str:
    """The words that `quoted` has put between its marks, if they are plain."""
    return inside.translate(_OUTER)


def is_plain(words: str) -> bool:
    """Whether inner marks can be told from the outer ones: guillemets are paired and not nested,
    and there are no „лапки“ yet."""
    depth = 0
    for char in words:
        if char in _PAWS:
            return False
        depth += (char == "«") - (char == "»")
        if depth not in (0, 1):
            return False
    return depth == 0
