"""Whether the text of a PDF is text: garbage is told, wrong encodings are mended."""

import re
from collections.abc import Iterable
from dataclasses import replace

from .shapes import Fragment, PageContent

# --- is it text at all ----------------------------------------------------------------------

_LETTERS = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_HIGH_LATIN = re.compile(r"[\u00a8\u00b8\u00c0-\u00ff]")
_BAD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_]+")
_VOWELS = frozenset("аеёиоуыэюяaeiouyàâäéèêëîïôöùûüáíóúә ө ү".replace(" ", ""))
# Signs that stand between letters where letters were taken for others.
_INSIDE = re.compile(r"[^\W\d_][\\^_\[\]@`{}|~<>=?;:#$%&*+]+[^\W\d_]|[^\W\d_][\\^`{}|~]")
_COMMON = frozenset("оеаинтсрвл")
_ENOUGH = 40  # words; below that only control characters tell


def looks_garbled(text: str) -> bool:
    """Whether the text is garbage: signs inside words, letters that no language mixes so."""
    letters = len(_LETTERS.findall(text))
    bad = len(_BAD.findall(text))
    if bad > 0.1 * (letters + bad):
        return True
    tokens = [token for token in _TOKEN.findall(text) if _LETTERS.search(token)]
    if len(tokens) < _ENOUGH:
        return False
    spoiled = sum(1 for token in tokens if _INSIDE.search(token) and not _is_address(token))
    if spoiled > 0.12 * len(tokens):
        return True
    odd = sum(1 for token in tokens if not _is_wordlike(token))
    if odd > 0.4 * len(tokens):
        return True
    cyrillic = "".join(_CYRILLIC.findall(text)).lower()
    if len(cyrillic) < 0.5 * letters:
        return False
    return sum(char in _COMMON for char in cyrillic) < 0.42 * len(cyrillic)


def _is_address(token: str) -> bool:
    return "://" in token or "@" in token or token.startswith("www.")


def _is_wordlike(token: str) -> bool:
    """Letters of one alphabet and case, with a vowel in every longer word."""
    words = re.findall(r"[^\W\d_]+", token)
    return all(
        _WORD.fullmatch(word)
        and _has_one_case(word)
        and (len(word) < 5 or _VOWELS & {*word.lower()})
        for word in words
    )


def _has_one_case(word: str) -> bool:
    return word.isupper() or word[1:].islower() or len(word) < 4


def mended_fonts(pages: Iterable[PageContent]) -> set[str]:
    """Fonts whose Cyrillic came out as Western letters («Ñòàòüÿ» for «Статья»)."""
    texts: dict[str, list[str]] = {}
    for page in pages:
        for fragment in page.fragments:
            for piece in fragment.pieces:
                texts.setdefault(piece.font, []).append(piece.text)
    return {font for font, pieces in texts.items() if is_mojibake(" ".join(pieces))}


def is_mojibake(text: str) -> bool:
    """Whether reading the bytes of the text as windows-1251 would make it Russian."""
    letters = len(_LETTERS.findall(text))
    high = len(_HIGH_LATIN.findall(text))
    if high < 6 or high < 0.6 * letters:
        return False
    mended = "".join(_CYRILLIC.findall(mend(text))).lower()
    return sum(char in _COMMON for char in mended) >= 0.42 * max(len(mended), 1)


def mend(text: str) -> str:
    """«Ñòàòüÿ» → «Статья»."""
    return "".join(map(_mend_char, text))


def _mend_char(char: str) -> str:
    if ord(char) < 0x80:
        return char
    for encoding in ("latin-1", "cp1252"):
        try:
            return char.encode(encoding).decode("cp1251")
        except UnicodeError:
            continue
    return char


def mend_page(page: PageContent, fonts: set[str]) -> PageContent:
    """The page with the text of these fonts mended."""
    page.fragments = [
        Fragment(
            item.x0,
            item.x1,
            item.top,
            item.bottom,
            tuple(
                replace(piece, text=mend(piece.text)) if piece.font in fonts else piece
                for piece in item.pieces
            ),
            item.block,
        )
        for item in page.fragments
    ]
    return page
