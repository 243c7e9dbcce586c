"""Texts as the index gets them, so that the stock `russian` analyzer makes of every word the very
stem that search.domain.words makes: both backends then find the same.

The analyzer gets a word in its own form. Three sorts of words it would not take as we do:

- «порядок»: our stem has no fleeting vowel. It gets the stem, which it leaves as it is;
- «человек», «жизнь», «через» are in its list of words to drop, and «15x8» or «法» it might cut.
  It gets our stem with a sign behind it: no ending of Russian words, and in no list;
- «15-8» is one word and two: it gets the whole and then the parts, as the database does.

Units of words that are this way equal in both are what makes phrases the same as well.
"""

import re
from functools import lru_cache
from typing import Final

from search.domain.words import Word, fold, joined, snowball, spelled, stem

# Raise it whenever the same text is fed in another way: the index must be made anew.
VERSION: Final = 2
# Behind a stem that the analyzer must take as it is.
_SIGN: Final = "x"
_LONGEST: Final = 200  # letters; the tokenizer cuts what is longer than 255
_PLAIN: Final = re.compile(rf"(?:(?!{_SIGN})[0-9a-zа-я]){{1,{_LONGEST}}}")
_STRANGE: Final = re.compile(r"[^0-9a-zа-я]")
_JOINT: Final = re.compile(r"[-.]")
# What Lucene's `russian` analyzer drops.
STOP_WORDS: Final = (
    "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне "
    "было вот от меня еще нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него "
    "до вас нибудь опять уж вам сказал ведь там потом себя ничего ей может они тут где есть надо "
    "ней для мы тебя их чем была сам чтоб без будто человек чего раз тоже себе под жизнь будет ж "
    "тогда кто этот говорил того потому этого какой совсем ним здесь этом один почти мой тем чтобы "
    "нее кажется сейчас были куда зачем сказать всех никогда сегодня можно при наконец два об "
    "другой хоть после над больше тот через эти нас про всего них какая много разве сказала три "
    "эту моя впрочем хорошо свою этой перед иногда лучше чуть том нельзя такой им более всегда "
    "конечно всю между"
)
_STOP_STEMS: Final = frozenset(map(stem, STOP_WORDS.split()))


def fed(text: str) -> str:
    """A text as the analyzer gets it."""
    return " ".join(map(_fed, spelled(text)))


@lru_cache(maxsize=2_000)
def fed_often(text: str) -> str:
    """The same for what stands in many documents: the name of a law, the headings above a unit."""
    return fed(text)


def asked(term: str) -> str:
    """What the index has for a term of a query."""
    return term if _is_plain(term) else _signed(term)


@lru_cache(maxsize=100_000)
def _fed(word: str) -> str:
    form = fold(word)
    whole, *parts = Word(stem(word), 0, len(word)).terms
    if not parts:
        return _token(form, whole)
    found = [asked(whole), *map(_token, _JOINT.split(form), parts)]
    if one := joined(word):
        found.append(_token(form.replace("-", ""), one))
    return " ".join(found)


def _token(form: str, term: str) -> str:
    if not _is_plain(term):
        return _signed(term)
    return form if snowball(form) == term else term


def _is_plain(term: str) -> bool:
    return term not in _STOP_STEMS and _PLAIN.fullmatch(term) is not None


def _signed(term: str) -> str:
    spelled = _STRANGE.sub(lambda letter: f"{_SIGN}{ord(letter[0]):x}{_SIGN}", term)
    return spelled[:_LONGEST] + _SIGN
