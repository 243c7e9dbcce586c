"""Whether two prints are the same argument, perhaps with slips of the pen.

Two texts are the same if their sentences can be paired so that the words of each pair are equal in
their order. A word may differ from its counterpart only as a slip does: one of both is in no
dictionary, and a letter or two lie between them. A word more, a word less, another number, another
known word make another argument: it is for a person to say that it is the same.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Final

from rapidfuzz.distance import OSA, Levenshtein

from consultations.conclusions.domain.grouping.passages import Sentence
from consultations.conclusions.domain.grouping.prints import TextPrint
from consultations.conclusions.domain.grouping.words import Word

_MOST_SLIPS: Final = 0.5  # of the words
_SHORT, _LONG, _GLUED = 4, 8, 12  # letters


def is_same(one: TextPrint, two: TextPrint) -> bool:
    """Symmetric. Texts without words are the same as nothing."""
    if not one.sentences or not two.sentences or one.turns != two.turns:
        return False
    if one.ordered == two.ordered:
        return True
    left, right = _without_common(one.sentences, two.sentences)
    if _are_slips(_flat(left), _flat(right)):
        return True
    return len(left) == len(right) and _can_be_paired(left, right)


def are_same_words(one: Sentence, two: Sentence) -> bool:
    """Whether one sentence is the other but for slips of the pen. Symmetric; numbers, denials and
    directions are the same in their order."""
    return [said.code for said in one] == [said.code for said in two] and _are_slips(one, two)


def _without_common(
    one: Sequence[Sentence], two: Sequence[Sentence]
) -> tuple[list[Sentence], list[Sentence]]:
    """Both without the sentences that both have."""
    common = Counter(map(_keys, one)) & Counter(map(_keys, two))
    return _less(one, Counter(common)), _less(two, Counter(common))


def _less(sentences: Sequence[Sentence], common: Counter[tuple[str, ...]]) -> list[Sentence]:
    left = []
    for sentence in sentences:
        keys = _keys(sentence)
        if common[keys]:
            common[keys] -= 1
        else:
            left.append(sentence)
    return left


def _keys(sentence: Sentence) -> tuple[str, ...]:
    return tuple(said.key for said in sentence)


def _flat(sentences: Sequence[Sentence]) -> list[Word]:
    return list(chain.from_iterable(sentences))


def _can_be_paired(left: Sequence[Sentence], right: Sequence[Sentence]) -> bool:
    """Whether each sentence has its own counterpart on the other side."""
    free = list(right)
    for sentence in left:
        found = next((other for other in free if _are_slips(sentence, other)), None)
        if found is None:
            return False
        free.remove(found)
    return True


def _are_slips(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Whether the words are equal in their order but for slips."""
    if not one or not two:
        return not one and not two
    slips = 0
    for first, second in _differences(one, two):
        slips += max(len(first), len(second))
        if slips > max(1, _MOST_SLIPS * max(len(one), len(two))) or not _is_slip(first, second):
            return False
    return True


def _differences(
    one: Sequence[Word], two: Sequence[Word]
) -> list[tuple[Sequence[Word], Sequence[Word]]]:
    """The stretches in which both differ, each with its counterpart (perhaps empty)."""
    spans: list[list[int]] = []
    keys = [said.key for said in one], [said.key for said in two]
    for code in Levenshtein.opcodes(*keys):
        if code.tag == "equal":
            continue
        if spans and spans[-1][1] == code.src_start and spans[-1][3] == code.dest_start:
            spans[-1][1], spans[-1][3] = code.src_end, code.dest_end
        else:
            spans.append([code.src_start, code.src_end, code.dest_start, code.dest_end])
    return [(one[a:b], two[c:d]) for a, b, c, d in spans]


def _is_slip(first: Sequence[Word], second: Sequence[Word]) -> bool:
    if not first or not second or any(said.is_number for said in chain(first, second)):
        return False
    if _turns(first) != _turns(second):
        return False
    if len(first) == len(second) and all(map(_is_misspelt, first, second)):
        return True
    return len(first) + len(second) > 2 and _is_misplaced_space(first, second)


def _turns(words: Sequence[Word]) -> list[str]:
    return sorted(said.code for said in words if said.code)


def _is_misspelt(one: Word, two: Word) -> bool:
    """Whether one word is the other with a slip: at most one in four to seven letters, two in
    eight and more, none in the first letter if there are two."""
    if one.key == two.key or one.raw == two.raw:
        return True
    if (one.is_known and two.is_known) or (one.is_proper and two.is_proper):
        return False
    shorter = min(len(one.raw), len(two.raw))
    allowed = 2 if shorter >= _LONG else 1
    distance = OSA.distance(one.raw, two.raw, score_cutoff=allowed)
    if distance > allowed:
        return False
    is_risky = distance > 1 or shorter < _SHORT
    return not is_risky or one.raw[0] == two.raw[0]


def _is_misplaced_space(first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Whether both are the same letters, divided into words in another way; in long ones with one
    slip besides."""
    one, two = ("".join(said.raw for said in words) for words in (first, second))
    if one == two:
        return True
    if all(said.is_known for said in chain(first, second)):
        return False
    return min(len(one), len(two)) >= _GLUED and OSA.distance(one, two, score_cutoff=1) <= 1
