"""The words of the bill that a text repeats, told from the words that it proposes."""

import re
from functools import lru_cache
from typing import Final

from consultations.conclusions.domain.grouping.lexicon import PROPOSES_WORDS, REPEATS_WORDS
from consultations.conclusions.domain.grouping.sentences import TOKEN, Written, sentences_of
from consultations.conclusions.domain.grouping.words import plain

_QUOTED: Final = re.compile(r"«([^«»]{12,})»|\"([^\"]{12,})\"|“([^“”]{12,})”|„([^„“”]{12,})[“”]")
_STOPS: Final = (". ", "! ", "? ", "\n")
_CITED_LINE: Final = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_FEWEST: Final = 5  # words; less is a term, not a repeated provision
_FEWEST_AT_FIRST: Final = 3  # words of a quotation that begins a text
_KEPT: Final = 2000  # provisions
_LONGEST_LEAD: Final = 14  # words before a quotation that only introduce it


def without_quotations(text: str) -> str:
    """A `plain` text without quoted words of the bill; proposed words stay."""
    text = _CITED_LINE.sub("\n\n", text)
    for found in reversed(list(_QUOTED.finditer(text))):
        begin = _lead_begins(text, found.start())
        lead = text[begin : found.start()].lower()
        if _is_repeated(found[0], lead, is_first=not begin):
            introduces = len(TOKEN.findall(lead)) <= _LONGEST_LEAD
            rest = text[: begin if introduces else found.start()]
            text = f"{rest}\n\n{text[found.end() :].lstrip(' .,;:–—-')}"
    return text


def without_provision(sentences: list[Written], provision: str) -> list[Written]:
    """Without sentences that stand in the provision word for word; all, if nothing were left."""
    if not provision:
        return sentences
    theirs = _provision_keys(provision)
    left = [
        sentence
        for sentence in sentences
        if len(sentence) < _FEWEST or f" {_keys(sentence)} " not in theirs
    ]
    return left or sentences


@lru_cache(maxsize=_KEPT)
def _provision_keys(provision: str) -> str:
    return f" {' '.join(_keys(sentence) for sentence in sentences_of(plain(provision)))} "


def _keys(sentence: Written) -> str:
    return " ".join(token.word.key for token in sentence)


def _lead_begins(text: str, end: int) -> int:
    """Where the sentence begins in which a quotation stands."""
    before = text[:end]
    return max(
        (before.rfind(mark) + len(mark) for mark in (". ", "! ", "? ", "\n") if mark in before),
        default=0,
    )


def _is_repeated(quoted: str, lead: str, *, is_first: bool) -> bool:
    """Whether the words before a quotation say that the bill says so; a quotation that begins a
    sentence repeats as well."""
    length = len(TOKEN.findall(quoted))
    if not TOKEN.search(lead):
        return length >= (_FEWEST_AT_FIRST if is_first else _FEWEST)
    if any(mark in lead for mark in PROPOSES_WORDS):
        return False
    is_introduced = lead.rstrip().endswith((":", "–", "—", "-", ","))
    return any(mark in lead for mark in REPEATS_WORDS) and (
        length >= _FEWEST or (is_introduced and length >= _FEWEST_AT_FIRST)
    )
