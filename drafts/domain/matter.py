"""Stage «matter»: the lines before and after the units of an act, each with its role.

Reads: lines. Writes: ``Line`` values, the preamble.
"""

import re
from collections.abc import Sequence

from .editorial import is_note
from .lines import SourceLine
from .nodes import Alinea, Block, Figure, Line, Note, NoteKind, Role, Table

_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_SPELT_DAY = rf"[«\"]?(?:\d{{1,2}}|_+)[»\"]?\s+(?:{_MONTHS}|_+)\s+(?:\d{{4}}|20_+)"
_DAY = rf"(?:\d{{1,2}}\.\d{{2}}\.\d{{4}}|{_SPELT_DAY})"
_DATE = rf"{_DAY}\s*(?:года|год|г\.?)?"
_NUMBER = r"(?:№|N|No)\s*[\w/\-–_. ]{1,30}"

_STAMP = re.compile(
    r"^(проект\b|вносится|внес[её]н|подготовлен|редакция от|к первому чтению|ко второму)",
    re.IGNORECASE,
)
_REGISTERED = re.compile(r"^(зарегистрирован|регистрационный\s+(?:№|номер|N))", re.IGNORECASE)
_ADOPTION = re.compile(r"^(принят|одобрен|утвержд[её]н|подписан)[аоы]?\b(?!.*[:;]$)", re.IGNORECASE)
_DATE_NUMBER = re.compile(rf"^(?:от\s+)?{_DATE}[\s,]*{_NUMBER}$", re.IGNORECASE)
_DATE_ONLY = re.compile(rf"^(?:от\s+)?{_DATE}$", re.IGNORECASE)
_NUMBER_ONLY = re.compile(rf"^{_NUMBER}$")
_PLACE = re.compile(
    r"^(?:(?:г|гор|пос|пгт|с|ст)\.\s*[А-ЯЁ][\w\- ]{2,40}|город [А-ЯЁ][\w\- ]{2,30}|"
    r"МОСКВА|Москва(?:, [А-ЯЁ][\w ]{2,30})?)$"
)
_TYPES = (
    r"(?:федеральный\s+(?:конституционный\s+)?)?закон|конституция|кодекс|устав|указ|постановление|распоряжение|приказ|"
    r"решение|соглашение|договор|конвенция|протокол|положение|правила|порядок|регламент|проект\s+\w+"
)
_ACT_TYPE = re.compile(rf"^(?:{_TYPES})(?:\s+[А-ЯЁ][А-ЯЁ\s\-]+)?$", re.IGNORECASE)
_OF_WHOM = re.compile(r"^[А-ЯЁ\s\-«»\"№,.]+$")
_ISSUER = re.compile(
    r"^(российская\s+федерация|правительство|министерство|администрация|глава\s|президент|губернатор|"
    r"законодательн|государственн|дума|совет|федеральн\w+\s+(служба|агентство)|комитет|департамент|управление|"
    r"центральн|верховн|муниципальн|городск|избирательн|собрание|[а-яё]+ая\s+(область|республика|городская|районная))",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(О|Об|ОБ|Обо|По|«О|\"О)\s")
_NAMED = re.compile(r"^(Кодекс|Устав|Конституция|Основы)\s")  # acts that have a name
_ENACTS = re.compile(
    r"(постановля|приказыва|реша|распоряжа|законодательно\w* собрани|принимает|реш[а-я]+)\w*\s*:?$",
    re.IGNORECASE,
)
_LOST_SPACE = re.compile(r"^(Принят[аоы]?|Одобрен[аоы]?|ПРИНЯТ[АОЫ]?)(?=[А-ЯЁ][а-яё])")
_HISTORY = (
    "Список изменяющих документов",
    "(В редакции",
    "(Новая редакция",
    "(с изменениями",
    "<Изменени",
    "(вступил",
)
_MAX_FRONT = 80
_MAX_TITLE_LINE = 600


def repair(text: str) -> str:
    """Undoes what conversion and taste do: «ПринятЗаконодательным», «П Р И К А З»."""
    letters = text.split(" ")
    if len(letters) > 2 and all(len(char) == 1 and char.isupper() for char in letters):
        return "".join(letters)
    return _LOST_SPACE.sub(r"\1 ", text)


class FrontMatter:
    """Sorts the lines before the first unit into roles and the preamble."""

    def __init__(self, lines: Sequence[SourceLine]) -> None:
        self.lines = lines
        self.front: list[Line] = []
        self.preamble: list[Block] = []
        self._last_type = max(
            (index for index, line in enumerate(lines[:40]) if _ACT_TYPE.match(repair(line.text))),
            default=-1,
        )
        for index, line in enumerate(lines):
            self._sort(index, line)
        self._settle_titles()

    def _sort(self, index: int, line: SourceLine) -> None:
        if line.block is not None:
            self._sort_block(line.block)
            return
        text = repair(line.text)
        role = self._role(index, line, text)
        if role is not None:
            self.front.append(Line(role, text))
        else:
            self.preamble.append(Note(text) if is_note(text) else Alinea(text))

    def _sort_block(self, block: Table | Figure | Note) -> None:
        """A title may stand in a table of one cell; other blocks belong to the preamble."""
        if isinstance(block, Note) and block.kind is NoteKind.EDITORIAL and not self.preamble:
            self.front.append(Line(Role.NOTE, block.text))
            return
        if isinstance(block, Table) and len(block.rows) == 1 and len(block.rows[0]) == 1:
            text = " ".join(block.rows[0][0].lines)
            if _TITLE.match(text) and not self._title_seen():
                self.front.append(Line(Role.TITLE, text))
                return
        self.preamble.append(block)

    def _settle_titles(self) -> None:
        """«О …» is the title; captions taken for it before are something else."""
        places = [index for index, line in enumerate(self.front) if line.role is Role.TITLE]
        titles = [index for index in places if _TITLE.match(self.front[index].text)]
        for index in places:
            if titles and index < titles[0]:
                self.front[index] = Line(Role.OTHER, self.front[index].text)

    def _title_seen(self) -> str:
        """The title so far."""
        return " ".join(line.text for line in self.front if line.role is Role.TITLE)

    def _role(self, index: int, line: SourceLine, text: str) -> Role | None:
        if len(self.front) > _MAX_FRONT or any(isinstance(b, Alinea) for b in self.preamble):
            return None
        if is_note(text) or text.startswith(_HISTORY):
            return Role.NOTE
        previous = self.front[-1].role if self.front else None
        fixed = _fixed_role(text)
        short = len(text) < 80 and text[-1] not in ".:;"
        continues = not line.blank_before and short and fixed in (None, Role.DATE)
        if previous is Role.ADOPTION and continues:
            return Role.ADOPTION  # «Принят / Законодательным Собранием / 24 сентября 2020 года»
        if fixed is not None:
            return fixed
        if previous is Role.STAMP and not line.blank_before and self._continues_stamp(line, text):
            return Role.STAMP  # «Вносится Губернатором / Амурской области»
        return self._head_role(index, line, text, previous)

    def _continues_stamp(self, line: SourceLine, text: str) -> bool:
        if line.centred or line.bold or text.isupper() or _TITLE.match(text):
            return False
        return len(text) < 80 and text[-1] not in ".:;" and not _ACT_TYPE.match(text)

    def _head_role(
        self, index: int, line: SourceLine, text: str, previous: Role | None
    ) -> Role | None:
        title = self._title_seen()
        if not _TITLE.match(title) and _TITLE.match(text) and self._fits_title(line, text, title):
            return Role.TITLE
        if title:
            continues = previous is Role.TITLE and self._continues_title(line, text)
            return Role.TITLE if continues else None
        if _NAMED.match(text) and self._is_typed() and text[-1] not in ".:;," and len(text) < 250:
            return Role.TITLE
        if _ACT_TYPE.match(text) and (line.emphasised or len(text) < 40):
            return Role.ACT_TYPE
        if previous is Role.ACT_TYPE and _OF_WHOM.match(text):
            return Role.ACT_TYPE
        if _ISSUER.match(text) and (line.emphasised or text.isupper()) and len(text) < 200:
            return Role.ISSUER
        return self._other_role(index, line, text)

    def _is_typed(self) -> bool:
        return any(known.role is Role.ACT_TYPE for known in self.front)

    def _fits_title(self, line: SourceLine, text: str, title: str) -> bool:
        if len(text) > _MAX_TITLE_LINE or text.endswith(":"):
            return False
        return not title or line.emphasised

    def _other_role(self, index: int, line: SourceLine, text: str) -> Role | None:
        if text.endswith((":", ";")) or (text.endswith(".") and len(text) > 60) or len(text) > 300:
            return None
        before_type = index < self._last_type
        if self._is_typed() and not before_type and not line.emphasised:
            return None
        if line.right and before_type:
            return Role.STAMP
        if before_type and text.isupper():
            return Role.ISSUER
        if line.emphasised and not before_type:
            return Role.TITLE
        return Role.OTHER

    def _continues_title(self, line: SourceLine, text: str) -> bool:
        title = self.front[-1].text
        if text.endswith((":", ";")) or len(text) > _MAX_TITLE_LINE:
            return False
        if line.centred or line.bold or (line.caps and title.upper() == title):
            return not text.endswith(".") or text.upper() == text
        return not line.blank_before and not text.endswith(".")


def _fixed_role(text: str) -> Role | None:
    for pattern, role in (
        (_DATE_NUMBER, Role.DATE_NUMBER),
        (_DATE_ONLY, Role.DATE),
        (_NUMBER_ONLY, Role.NUMBER),
        (_PLACE, Role.PLACE),
        (_STAMP, Role.STAMP),
        (_ADOPTION, Role.ADOPTION),
        (_REGISTERED, Role.NOTE),
    ):
        if len(text) < 250 and pattern.match(text):
            return role
    return None


# --- the end of the act ---------------------------------------------------------------------

_POST = re.compile(
    r"^(временно\s+исполняющ|исполняющ|и\.\s?о\.|врио|(?:первый\s+)?заместитель|президент|губернатор|"
    r"председател|глава\s+(?!\d|[IVX]+\b)|министр|руководител|мэр|директор|начальник|секретарь|управляющ|"
    r"генеральн|полномочн|главный|спикер)",
    re.IGNORECASE,
)
_INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?"
_SURNAME = r"[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]+)(?:-[А-ЯЁа-яё]+)?"
_NAME = re.compile(rf"(?:{_INITIALS}{_SURNAME}|{_SURNAME}\s+{_INITIALS}|(?:_{{4,}}))\s*$")
_NAME_ONLY = re.compile(rf"^{_INITIALS}{_SURNAME}$")
_GLUED = re.compile(rf"^(?P<name>.*{_INITIALS}[А-ЯЁ][а-яё]+)(?P<rest>\d{{1,2}}\.\s+[А-ЯЁ].*)$")
_MAX_SIGNATURE_LINE = 200
_SIGNATURE_LINES = 5


def split_glued(text: str) -> tuple[str, str]:
    """«П.А. Коньков6. Порядок возврата» → the name and the line that was glued to it."""
    found = _GLUED.match(text)
    return (found["name"], found["rest"]) if found else (text, "")


def starts_signature(lines: Sequence[SourceLine], index: int, stop: int) -> bool:
    """Whether a signature («Губернатор … И.О. Фамилия») begins at this line."""
    line = lines[index]
    if line.block is not None or line.marker is not None or len(line.text) > _MAX_SIGNATURE_LINE:
        return False
    if _NAME_ONLY.match(line.text) and index + 1 < stop and lines[index + 1].block is None:
        return is_closing(lines[index + 1].text)  # «В.Путин / Москва, Кремль»
    if not _POST.match(line.text) or not line.text[0].isupper() or line.text[-1] in ";:,":
        return False
    for other in lines[index : min(index + _SIGNATURE_LINES, stop)]:
        if (
            other.block is not None
            or len(other.text) > _MAX_SIGNATURE_LINE
            or other.text[-1] in ";:"
        ):
            return False
        if _NAME.search(split_glued(other.text)[0]):
            return True
        if other is not line and _closing_role(other.text) is not None:
            return True
        if other is not line and other.marker is not None:
            return False
    return False


_ACCOMPANYING = re.compile(
    r"^(пояснительная записка|финансово-экономическое обоснование|сравнительная таблица|"
    r"перечень\s.{3,120}(?:подлежащ|требующ).{3,120}(?:принят|измен|отмен|признан))",
    re.IGNORECASE,
)


def starts_accompanying(line: SourceLine) -> bool:
    """Whether a paper that goes with a draft begins here: «ПОЯСНИТЕЛЬНАЯ ЗАПИСКА»."""
    if line.block is not None or line.marker is not None or len(line.text) > 300:
        return False
    return bool(_ACCOMPANYING.match(line.text)) and line.emphasised and line.text[-1] not in ".;:"


def back_lines(lines: Sequence[SourceLine], role: Role | None = None) -> list[Line]:
    """The lines after the units: signatures, place, date, number; or all of one ``role``."""
    result: list[Line] = []
    fixed = role
    for line in lines:
        if line.block is not None or _is_rule(line.text):
            continue
        if fixed is not None:
            result.append(Line(fixed, line.text))
            continue
        role = _closing_role(line.text)
        if role is None:
            signed = not any(item.role in (Role.PLACE, Role.DATE, Role.NUMBER) for item in result)
            role = Role.SIGNATURE if signed or _POST.match(line.text) else Role.OTHER
        result.append(Line(role, line.text))
    return result


def is_closing(text: str) -> bool:
    """Whether ``text`` is a place, a date or a number as printed under an act."""
    return _closing_role(text) is not None


def _is_rule(text: str) -> bool:
    return not text.strip("_-–—=* ")


def _closing_role(text: str) -> Role | None:
    for pattern, role in (
        (_DATE_NUMBER, Role.DATE_NUMBER),
        (_DATE_ONLY, Role.DATE),
        (_NUMBER_ONLY, Role.NUMBER),
        (_PLACE, Role.PLACE),
    ):
        if pattern.match(text):
            return role
    return None
