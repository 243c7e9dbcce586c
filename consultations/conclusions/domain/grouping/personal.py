"""The author's own story: sentences about the author that argue nothing."""

from typing import Final

from consultations.conclusions.domain.grouping.sentences import Written
from consultations.conclusions.domain.grouping.words import Word

_LONGEST: Final = 30
_LONGEST_WITHOUT_SUBJECT: Final = 14
_AFTER_FOR: Final = frozenset({"то", "это", "этот", "такой", "закон", "законопроект"})


def without_story(sentences: list[Written]) -> list[Written]:
    return [sentence for sentence in sentences if not is_personal(sentence)]


def is_personal(sentence: Written) -> bool:
    """Somebody in the first person, or «отработала двенадцать лет» without saying who; no word
    that speaks."""
    words = [token.word for token in sentence]
    if len(words) > _LONGEST or any(said.speaks for said in words) or _is_for(words):
        return False
    return any(said.is_first_person for said in words) or _lacks_subject(words)


def _lacks_subject(words: list[Word]) -> bool:
    """A verb in the past at the beginning, and no noun that could have done it."""
    first = words[0].grammemes
    if len(words) > _LONGEST_WITHOUT_SUBJECT or not {"VERB", "past"} <= first:
        return False
    if "plur" in first:
        return any(said.key == "свой" for said in words)
    gender = first & {"masc", "femn"}
    subjects = [w for w in words[1:] if {"NOUN", "nomn"} <= w.grammemes and w.grammemes & gender]
    return bool(gender) and not subjects


def _is_for(words: list[Word]) -> bool:
    """«Я за», «мы за то, чтобы»: a side, not a place."""
    places = [place for place, said in enumerate(words) if said.raw == "за"]
    return any(place + 1 == len(words) or words[place + 1].raw in _AFTER_FOR for place in places)
