"""Notes that publishers add to the text of an act: «(в ред. Закона от … № …)»."""

import re

_WORDS = (
    r"в\s+ред(?:\.|акции)|нов(?:ая|ой)\s+редакци|редакци[яи]|ред\.|введен|дополнен|нумераци|изменени|исключен|"
    r"утратил|признан"
)
_SOURCE = r"закон|постановлени|решени|указ|приказ|распоряжени|определени|от\s+\d"
_WHOLE = re.compile(
    rf"^[(<\[](?=.*(?:{_WORDS}))(?=.*(?:{_SOURCE}))(?!.*настоящ).*[)>\]]\.?$",
    re.IGNORECASE | re.DOTALL,
)
_REPEALED = re.compile(r"утратил|признан\w* утратив|исключен", re.IGNORECASE)
_INLINE = re.compile(
    r"\s*(?P<note>[(<]\s*(?:в\s+ред|в\s+редакции|дополнен|введен|(?:статья|часть|пункт|подпункт|абзац|"
    r"наименование|п\.|ч\.|ст\.)\s[^()]*(?:в\s+ред|редакции|введен|дополнен))"
    r"(?:[^()]|\([^()]*\))*[)>])\s*$",
    re.IGNORECASE,
)
_DATED = re.compile(r"от\s+\d{1,2}[.\s]", re.IGNORECASE)
_MAX_NOTE = 6000


def is_note(text: str) -> bool:
    """Whether the whole line is an editor's note. Notes of repeal are text, not notes."""
    if text[0] not in "(<[" or len(text) > _MAX_NOTE:
        return False
    return bool(_WHOLE.match(text)) and not _REPEALED.search(text)


def split_inline(text: str) -> tuple[str, str]:
    """The text and the editor's note at its end (empty if there is none)."""
    if text[-1:] not in (")", ">"):
        return text, ""
    start = max(text.rfind("("), 0)
    tail_from = max(0, min(start, len(text) - 1) - _MAX_NOTE)
    found = _INLINE.search(text, tail_from)
    if found is None or not _DATED.search(found["note"]) or "настоящ" in found["note"].lower():
        return text, ""
    return text[: found.start()], found["note"]
