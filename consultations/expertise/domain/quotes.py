"""Whether words that somebody quotes stand in a text, whatever marks and spaces were typed."""

import re
from typing import Final

_SAME: Final = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟″❝❞", '"'),
        **dict.fromkeys("’‘‚‛′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "ё": "е",
        "Ё": "Е",
        "\N{SOFT HYPHEN}": None,
        "\N{ZERO WIDTH SPACE}": None,
        "\N{WORD JOINER}": None,
        "\N{ZERO WIDTH NO-BREAK SPACE}": None,
    }
)
_SPACE: Final = re.compile(r"\s+")
# Space around these is a matter of taste.
_LOOSE: Final = re.compile(r'\s*([-"\'(),.:;№])\s*')
_OMITTED: Final = re.compile(r"<…>|\[…\]|\(…\)|<\.\.\.>|\[\.\.\.\]|\(\.\.\.\)|…|\.\.\.")
_EDGES: Final = " \"'.,:;"


def plain(text: str) -> str:
    """The words as they are compared: one kind of quotation mark, dash and space, small letters."""
    straight = text.translate(_SAME).casefold()
    return _LOOSE.sub(r"\1", _SPACE.sub(" ", straight)).strip()


def stands_in(quotation: str, text: str) -> bool:
    """Do the words stand in the text, one piece after another where something was left out («…»)?

    Quotation marks around the words and a mark at their end need not be in the text. An empty
    quotation stands nowhere.
    """
    pieces = [plain(piece).strip(_EDGES) for piece in _OMITTED.split(quotation)]
    pieces = [piece for piece in pieces if piece]
    where, place = plain(text), 0
    for piece in pieces:
        found = where.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return bool(pieces)
