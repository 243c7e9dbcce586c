"""RTF as a stream of tokens, and what its words and code pages mean (RTF specification 1.9.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|[\r\n\x00]+"
    r"|(?P<text>[^\\{}\r\n\x00]+)",
    re.DOTALL,
)
# fcharset → code page (the field \fcharsetN of the font table).
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip
_SYMBOL_CHARSET = 2

CHARACTERS = {
    "tab": "\t", "line": "\n", "softline": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
    "enspace": " ", "qmspace": " ", "lbr": "\n",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "-", "-": "", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
# Groups whose text is no part of the document's.
LEFT_OUT = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "header", "headerl", "headerr", "headerf",
    "footer", "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc",
    "aftncn", "fldinst", "nonshppict", "shprslt", "listtable", "listoverridetable",
    "revtbl", "generator", "themedata", "colorschememapping", "datastore", "latentstyles", "xe",
    "tc", "tcn", "rxe", "bkmkstart", "bkmkend", "annotation", "atnid", "atnauthor", "atnref",
    "atnicn", "atndate", "atntime", "atrfstart", "atrfend", "nonesttables", "upr", "filetbl",
    "userprops", "pnseclvl", "template", "title", "subject", "author", "operator",
})  # fmt: skip


class Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    BYTES = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """``value`` is the word, the sign or the text; ``number`` the parameter of a word."""

    kind: Kind
    value: str = ""
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of an RTF file. Text outside ASCII and «\\'e0» come as latin-1, to be decoded by
    the code page of their font; what follows «\\bin» is passed over."""
    source = data.decode("latin-1")
    position = 0
    while (found := _TOKEN.match(source, position)) is not None:
        position = found.end()
        if found["word"]:
            number = int(found["number"]) if found["number"] else None
            if found["word"] == "bin":
                position += max(number or 0, 0)
                continue
            yield Token(Kind.WORD, found["word"], number)
        elif found["byte"]:
            yield Token(Kind.BYTES, chr(int(found["byte"], 16)))
        elif found["symbol"]:
            yield Token(Kind.SYMBOL, found["symbol"])
        elif found["brace"]:
            yield Token(Kind.OPEN if found["brace"] == "{" else Kind.CLOSE)
        elif found["text"]:
            yield Token(Kind.TEXT, found["text"])


def code_page(charset: int, default: str) -> str:
    """The code page of a font; fonts that name none, or «ANSI», have that of the document."""
    return "symbol" if charset == _SYMBOL_CHARSET else _CHARSETS.get(charset, default)


def decoded(text: str, page: str) -> str:
    """Text as it was in the file (latin-1) in its own code page."""
    if text.isascii():
        return text
    if page == "symbol":
        return "•"
    try:
        return text.encode("latin-1").decode(page, "replace")
    except LookupError:
        return text.encode("latin-1").decode("cp1251", "replace")
