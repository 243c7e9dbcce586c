"""Stage «slips»: what recognition and careless typing did to letters, and lost spaces.

Reads: paragraphs. Writes: paragraphs, each change with a ``Repair``. Only what cannot be right is
touched: a word of two alphabets whose Latin letters look like Cyrillic ones, a number without its
space, two words of the document written as one.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from .paragraphs import Paragraph, Repair, Run
from .wrapping import Vocabulary

_LATIN = "ABCEHKMOPTXYaceopxyk"
_CYRILLIC = "АВСЕНКМОРТХУасеорхук"
_LOOKALIKES = str.maketrans(_LATIN, _CYRILLIC)
_MIXED = re.compile(r"[A-Za-zА-Яа-яЁё]*(?:[А-Яа-яЁё][A-Za-z]|[A-Za-z][А-Яа-яЁё])[A-Za-zА-Яа-яЁё]*")
_LONE = re.compile(r"(?:(?<=[а-яё] )[acoyk]|(?:(?<=^)|(?<=[а-яё]\. ))[ABCKO])(?= [а-яё])")
_LABEL_SPACE = re.compile(
    r"^((?:Статья|СТАТЬЯ|Глава|ГЛАВА|Раздел|РАЗДЕЛ|Подраздел|ПОДРАЗДЕЛ)(?=[\dIVXLC])|"
    r"(?:Принят|Принята|Принято|ПРИНЯТ|Одобрен|Одобрена)(?=[А-ЯЁ][а-яё])|"
    r"(?:Приложение|ПРИЛОЖЕНИЕ)(?=[№\d]))"
)
_UNIT_SPACE = re.compile(
    r"(?<!\w)((?:под)?пункт(?:ами|ах|ам|ов|ом|а|у|е|ы)?|част(?:ью|ями|ях|ям|ей|ь|и)|"
    r"стат(?:ьями|ьях|ьям|ьей|ья|ьи|ье|ью|ей)|глав(?:ами|ах|ам|ой|а|ы|е|у))(?=\d)"
)
_PUNCTUATION = re.compile(r"(?<=[а-яё]{2})([,;])(?=[а-яё]{2})")
_GLUED = re.compile(r"(?<!\w)([А-Яа-яЁё]?[а-яё]{2,})([А-ЯЁ][а-яё]{3,})(?!\w)")
_STRAY_SIGN = re.compile(r"^\s*[©®¬¦|¤]\s*(?=[«\"А-ЯЁ])")  # a speck on the paper
_HAS_LATIN = re.compile(r"[A-Za-z]")
_FORMULA = re.compile(r"[=×÷√∑∫]")
_LONG, _SHORT = 6, 4  # letters: names of variables are shorter
_BRAND = 3  # a word written so this often is written so on purpose


def mend(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs with evident slips mended."""
    words = Vocabulary(paragraph.text for paragraph in paragraphs)
    changes: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("latin_letters", lambda text: _cyrillic(text, words)),
        ("space_lost", lambda text: _spaced(text, words)),
        ("sign_removed", lambda text: _STRAY_SIGN.sub("", text)),
    )
    return [_mended(paragraph, changes) for paragraph in paragraphs]


def _mended(paragraph: Paragraph, changes: Iterable[tuple[str, Callable[[str], str]]]) -> Paragraph:
    if paragraph.block is not None or not paragraph.text:
        return paragraph
    for code, change in changes:
        runs = tuple(_changed(run, change) for run in paragraph.runs)
        if runs != paragraph.runs:
            before, after = _difference(paragraph.text, "".join(run.text for run in runs))
            repair = Repair(code, before, after)
            paragraph = replace(paragraph, runs=runs, repairs=(*paragraph.repairs, repair))
    return paragraph


def _changed(run: Run, change: Callable[[str], str]) -> Run:
    text = change(run.text)
    return run if text == run.text else replace(run, text=text)


def _difference(old: str, new: str) -> tuple[str, str]:
    """The words that differ, as they were and as they are: the first three places."""
    before, after = old.split(), new.split()
    changes = [
        (" ".join(before[a:b]), " ".join(after[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if tag != "equal"
    ][:3]
    return ", ".join(words for words, _new in changes), ", ".join(words for _old, words in changes)


# --- letters --------------------------------------------------------------------------------


def _cyrillic(text: str, words: Vocabulary) -> str:
    if not _HAS_LATIN.search(text) or _FORMULA.search(text):
        return text
    text = _MIXED.sub(lambda found: _one_alphabet(found[0], words), text)
    return _LONE.sub(lambda found: found[0].translate(_LOOKALIKES), text)


def _one_alphabet(word: str, words: Vocabulary) -> str:
    """``word`` in Cyrillic, if all its Latin letters have Cyrillic twins and the result is a word;
    «Tотх» is a variable of a formula."""
    latin = sum(char.isascii() for char in word)
    if any(char.isascii() and char not in _LATIN for char in word) or 2 * latin > len(word):
        return word
    mended = word.translate(_LOOKALIKES)
    return mended if len(word) >= _LONG or (len(word) >= _SHORT and mended in words) else word


# --- spaces ---------------------------------------------------------------------------------


def _spaced(text: str, words: Vocabulary) -> str:
    text = _LABEL_SPACE.sub(r"\1 ", text)
    text = _UNIT_SPACE.sub(r"\1 ", text)
    text = _PUNCTUATION.sub(r"\1 ", text)
    return _GLUED.sub(lambda found: _parted(found, words), text)


def _parted(found: re.Match[str], words: Vocabulary) -> str:
    whole, left, right = found[0], found[1], found[2]
    if words.words[whole.lower()] >= _BRAND or left not in words or right not in words:
        return whole
    return f"{left} {right}"
