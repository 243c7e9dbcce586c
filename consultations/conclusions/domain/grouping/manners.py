"""Greeting, signature, courtesy: what a letter has besides its argument."""

import re
from collections.abc import Sequence
from typing import Final

from consultations.conclusions.domain.grouping.lexicon import (
    ADDRESSING,
    FAREWELLS,
    GREETING,
    INTRODUCING,
    SILENT,
    WISHED,
    WISHING,
)
from consultations.conclusions.domain.grouping.sentences import Token, Written, begins_line

_MARK: Final = re.compile(r"[,!.:;…\n–—-]")
_ACTS: Final = frozenset({"VERB", "INFN", "PRED", "GRND", "PRTS", "COMP"})
_LONGEST_ADDRESS: Final = 7
_LONGEST_WISH: Final = 4
_LONGEST_CALL: Final = 4
_LONGEST_INTRODUCTION: Final = 12
_LONGEST_NAME: Final = 14
_LONGEST_LINE: Final = 9
_LONGEST_UNFINISHED: Final = 5
_LONGEST_TRADE: Final = 3
_AFTER_FAREWELL: Final = 22
_FAREWELL_STARTS: Final = frozenset(end[0] for end in FAREWELLS)


def without_greeting(sentences: list[Written]) -> list[Written]:
    left = list(sentences)
    while left:
        after = left[1][0].gap if len(left) > 1 else ""
        length = _greeting(left[0], after)
        if not length:
            break
        rest = left[0][length:]
        left = [rest, *left[1:]] if rest else left[1:]
    return left


def without_signature(sentences: list[Written]) -> list[Written]:
    left = _without_last_line(_without_farewell(sentences))
    while len(left) > 1 and (is_polite(left[-1]) or _is_signature(left[-1])):
        left = left[:-1]
    while len(left) > 1 and _is_name(left[0]):
        left = left[1:]
    return left


def without_courtesy(sentences: list[Written]) -> list[Written]:
    return [sentence for sentence in sentences if not is_polite(sentence)]


def is_polite(sentence: Written) -> bool:
    """Nothing but thanks and hopes."""
    return all(token.word.is_courteous or token.word.raw in SILENT for token in sentence)


def acts(tokens: Sequence[Token]) -> bool:
    """Whether something is done or said to be so: a verb or what stands for one."""
    return any(token.word.grammemes & _ACTS for token in tokens)


# --- The beginning -------------------------------------------------------------------------------


def _greeting(sentence: Written, after: str) -> int:
    """How many words at the beginning of a sentence greet or address somebody."""
    raws = [token.word.raw for token in sentence]
    if raws[0] in INTRODUCING and len(sentence) <= _LONGEST_INTRODUCTION:
        return 0 if any(token.word.speaks for token in sentence) else len(sentence)
    length = _wish(raws)
    if not length and raws[0] not in ADDRESSING:
        return _exclamation(sentence, after)
    if length and _only_addresses(sentence[length:]):
        return len(sentence)
    while (end := _addressed(sentence, length)) > length:
        length = end
    return length


def _only_addresses(rest: Written) -> bool:
    """What follows a wish in its sentence and does nothing: «…, минздрав», «… всем, кто решает»."""
    if len(rest) > _LONGEST_ADDRESS or (acts(rest) and all(t.word.raw != "кто" for t in rest)):
        return False
    return not any(token.word.speaks or token.word.is_number for token in rest)


def _wish(raws: list[str]) -> int:
    """«Здравствуйте», «всем привет», «добрый всем день»: the words up to its last one, or 0."""
    start = raws[: _LONGEST_WISH + 1]
    for place, raw in enumerate(start[:_LONGEST_WISH]):
        if raw in GREETING:
            return place + 1
        if raw in WISHING:
            wished = [at for at in range(place + 1, len(start)) if start[at] in WISHED]
            return wished[-1] + 1 if wished else 0
    return 0


def _addressed(sentence: Written, start: int) -> int:
    """The end of a stretch without verbs, up to the next mark, that names who is addressed."""
    end = start + 1
    while end < len(sentence) and not _MARK.search(sentence[end].gap):
        end += 1
    stretch = sentence[start:end]
    is_long = len(stretch) > _LONGEST_ADDRESS
    if not stretch or is_long or acts(stretch) or any(t.word.is_number for t in stretch):
        return start
    is_argued = any(token.word.speaks and "NOUN" not in token.word.grammemes for token in stretch)
    is_named = any(token.word.raw in ADDRESSING or _names(token) for token in stretch)
    return end if is_named and not is_argued else start


def _names(token: Token) -> bool:
    return bool(token.word.grammemes & {"anim", "Name", "Patr", "Surn"}) or token.word.is_proper


def _exclamation(sentence: Written, after: str) -> int:
    """«Неравнодушные люди!», «Крик души!»: a few words that only call, up to their mark."""
    is_call = "!" in after and len(sentence) <= _LONGEST_CALL and not acts(sentence)
    says = any(token.word.speaks or token.word.code for token in sentence)
    return len(sentence) if is_call and not says else 0


# --- The end -------------------------------------------------------------------------------------


def _without_last_line(sentences: list[Written]) -> list[Written]:
    """«…⏎егерь»: a person on the last line, after a sentence that nothing ends."""
    if not sentences:
        return sentences
    last = sentences[-1]
    for place in range(max(1, len(last) - _LONGEST_TRADE), len(last)):
        rest = last[place:]
        if "\n" in rest[0].gap and _begins_with_person(rest) and not acts(rest):
            return [*sentences[:-1], last[:place]]
    return sentences


def _without_farewell(sentences: list[Written]) -> list[Written]:
    after = 0
    for number in range(len(sentences) - 1, -1, -1):
        sentence = sentences[number]
        raws = [token.word.raw for token in sentence]
        for place in range(len(raws) - 1, -1, -1):
            if after + len(raws) - place > _AFTER_FAREWELL:
                return sentences
            if raws[place] in _FAREWELL_STARTS and _is_farewell(raws[place:]):
                rest = [sentence[:place]] if place else []
                return [*sentences[:number], *rest]
        after += len(raws)
    return sentences


def _is_farewell(raws: list[str]) -> bool:
    return any(tuple(raws[: len(end)]) == end for end in FAREWELLS)


def _is_signature(sentence: Written) -> bool:
    """A name, or a line of its own that neither does nor argues anything."""
    if _is_name(sentence):
        return True
    longest = 0
    if begins_line(sentence, after_end=True) or _begins_with_person(sentence):
        longest = _LONGEST_LINE
    elif begins_line(sentence, after_end=False):
        longest = _LONGEST_UNFINISHED
    argues = any(token.word.speaks for token in sentence)
    return len(sentence) <= longest and not argues and not acts(sentence)


def _is_name(sentence: Written) -> bool:
    """Names, places, trades, numbers and nothing else."""
    return len(sentence) <= _LONGEST_NAME and all(
        token.word.is_signing or token.word.is_number for token in sentence
    )


def _begins_with_person(sentence: Written) -> bool:
    first = sentence[0].word
    return (
        first.is_signing and bool(first.grammemes & {"anim", "Name"}) and "NOUN" in first.grammemes
    )
