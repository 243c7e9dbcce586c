"""What a text argues: its sentences without greeting, signature, courtesy, the author's own story
and the repeated words of the bill.

Each rule looks at one text alone, so that what is left of it does not depend on other texts. If
nothing to speak of would be left, the rule is not applied.
"""

import re
from collections.abc import Iterator
from typing import Final

from consultations.conclusions.domain.grouping.lexicon import NEGATIONS, SILENT
from consultations.conclusions.domain.grouping.manners import (
    without_courtesy,
    without_greeting,
    without_signature,
)
from consultations.conclusions.domain.grouping.personal import without_story
from consultations.conclusions.domain.grouping.quotations import (
    without_provision,
    without_quotations,
)
from consultations.conclusions.domain.grouping.sentences import Written, sentences_of
from consultations.conclusions.domain.grouping.words import Word, denied, plain

Sentence = tuple[Word, ...]

_LINK: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_CORE_WORDS: Final = 4
_CORE_SHARE: Final = 0.2


def passages(text: str, provision: str = "", *, with_story: bool = False) -> tuple[Sentence, ...]:
    """The sentences that argue, in their order, each a tuple of words without silent ones.

    `provision`: the words of the bill that the text speaks on, to know them when they are repeated.
    `with_story`: what the author tells of oneself stays. Empty for a text without words.
    """
    written = plain(_LINK.sub(" ", text))
    sentences = sentences_of(without_quotations(written)) or sentences_of(written)
    sentences = without_provision(sentences, provision)
    letter = (without_greeting, without_signature, without_courtesy)
    for strip in letter if with_story else (*letter, without_story):
        left = strip(sentences)
        if _is_enough(left, sentences):
            sentences = left
    said = map(spoken, sentences)
    return tuple(sentence for sentence in said if sentence)


def each_word(sentences: tuple[Sentence, ...]) -> Iterator[Word]:
    """All words in their order."""
    return (said for sentence in sentences for said in sentence)


def _is_enough(left: list[Written], before: list[Written]) -> bool:
    words, total = sum(map(len, left)), sum(map(len, before))
    return bool(left) and (words == total or words >= max(_CORE_WORDS, _CORE_SHARE * total))


def spoken(sentence: Written) -> Sentence:
    """Denials joined with what they deny, silent words left out."""
    words: list[Word] = []
    denies = False
    for token in sentence:
        said = token.word
        if said.raw in NEGATIONS and not denies:
            denies = True
        elif denies:
            words.append(denied(said))
            denies = False
        elif said.raw not in SILENT:
            words.append(said)
    return tuple(words)
