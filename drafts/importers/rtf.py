"""RTF: superscripts, numbers of lists, tables, notes, tracked changes, pictures.

Headers, footers, comments and deleted text are left out; insertions are taken as accepted. The
numbers of lists are those that the word processor wrote out beside them (``\\listtext``).
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace

from core.uploads import RefusalCode, UploadLimits, UploadRefused
from drafts.domain.lines import flatten_runs, tidy
from drafts.domain.nodes import Figure, Note, NoteKind
from drafts.domain.paragraphs import Alignment, Paragraph, Run, merged

from .base import Imported
from .rtf_tables import RowLayout, TableBuilder
from .rtf_tokens import CHARACTERS, LEFT_OUT, SYMBOLS, Kind, Token, code_page, decoded, tokens

_ALIGNMENTS = {
    "ql": Alignment.LEFT,
    "qr": Alignment.RIGHT,
    "qc": Alignment.CENTRE,
    "qj": Alignment.JUSTIFY,
}
_ENTERED = frozenset({"shptxt", "shpinst", "shppict", "pict", "listtext", "pntext", "footnote"})
_CONTENTS_STYLE = re.compile(r"^(toc|оглавление)\b", re.IGNORECASE)
_HEX = re.compile(r"[^0-9a-fA-F]")
_RAISED = 4  # half points, from which raised text is a superscript
_MAX_DEPTH = 2_000
_TWIPS = 20.0


def read(data: bytes, limits: UploadLimits) -> Imported:
    """Paragraphs of an RTF. UploadRefused: damaged, or groups nested beyond reason."""
    return _Reader().read(data)


@dataclass(frozen=True, slots=True)
class _Look:
    """Properties that a group hands down and that end with it."""

    place: str = "text"  # or «skip», «shape», «label», «fonts», «styles», «pict»
    page: str = ""  # code page of the font
    superscript: bool = False
    bold: bool = False
    caps: bool = False
    hidden: bool = False
    unicode_skip: int = 1
    alignment: Alignment | None = None
    indent: float = 0.0
    style: int = 0
    in_table: bool = False


@dataclass(slots=True)
class _Flow:
    """Paragraphs of the document, of a note or of a text box."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    label: str = ""
    extra: list[Paragraph] = field(default_factory=list)
    table: TableBuilder = field(default_factory=TableBuilder)


@dataclass(slots=True)
class _Group:
    look: _Look
    closes: str = ""  # what ends with the group: «note», «box», «pict», «style», «font»


class _Reader:
    def __init__(self) -> None:
        self.result = Imported()
        self.look = _Look()
        self.groups: list[_Group] = []
        self.flows = [_Flow()]
        self.default_page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.styles: dict[int, str] = {}
        self.font = 0
        self.to_skip = 0  # characters that only stand in for the one in Unicode
        self.starred = False
        self.fresh = False  # nothing of the group has been read yet
        self.words: list[str] = []  # text of a font name, a style name, a picture
        self.pictures = 0

    @property
    def flow(self) -> _Flow:
        return self.flows[-1]

    def read(self, data: bytes) -> Imported:
        for token in tokens(data):
            self._token(token)
            if len(self.groups) > _MAX_DEPTH:
                raise UploadRefused(RefusalCode.TOO_COMPLEX, detail="nesting")
        if self.groups:
            self.result.warn("file_cut")
        while self.groups:
            self._close()
        self._end_paragraph(at_end=True)
        self._end_table()
        self.result.paragraphs = self.flow.paragraphs
        return self.result

    # --- tokens -----------------------------------------------------------------------------

    def _token(self, token: Token) -> None:
        if token.kind is Kind.OPEN:
            self.groups.append(_Group(self.look))
            self.fresh, self.starred, self.to_skip = True, False, 0
            return
        if token.kind is Kind.CLOSE:
            self.to_skip = 0
            self._close()
        elif token.kind is Kind.WORD:
            self._word(token.value, token.number)
        elif token.kind is Kind.SYMBOL:
            self._symbol(token.value)
        else:
            self._raw(token.value)
        if not (token.kind is Kind.SYMBOL and token.value == "*"):
            self.fresh = self.starred = False

    def _close(self) -> None:
        if not self.groups:
            return
        group = self.groups.pop()
        inside, self.look = self.look, group.look
        if group.closes == "note":
            self._end_note()
        elif group.closes == "box":
            self._end_box()
        elif group.closes == "pict":
            self._end_picture()
        elif inside.place in ("fonts", "styles"):
            self._end_entry(inside)

    def _symbol(self, sign: str) -> None:
        if sign == "*":
            self.starred = self.fresh
        elif sign in "\r\n":
            self._word("par", None)
        elif self.to_skip:
            self.to_skip -= 1
        else:
            self._text(SYMBOLS.get(sign, ""))

    def _raw(self, text: str) -> None:
        skipped = min(self.to_skip, len(text))
        self.to_skip -= skipped
        if text[skipped:]:
            self._text(decoded(text[skipped:], self.look.page or self.default_page))

    def _text(self, text: str) -> None:
        place = self.look.place
        if place in ("skip", "shape") or not text:
            return
        if place == "label":
            self.flow.label += text
        elif place in ("fonts", "styles", "pict"):
            self.words.append(text)
        elif not self.look.hidden:
            shown = text.upper() if self.look.caps else text
            self.flow.runs.append(Run(shown, self.look.superscript, self.look.bold))

    # --- words ------------------------------------------------------------------------------

    def _word(self, word: str, number: int | None) -> None:
        if self.fresh and self._begins_group(word):
            return
        if word == "u" and number is not None:
            self._unicode(number)
        elif word in CHARACTERS:
            self._text(CHARACTERS[word])
        elif word in _ALIGNMENTS:
            self.look = replace(self.look, alignment=_ALIGNMENTS[word])
        elif not self._paragraph_word(word, number) and not self._look_word(word, number):
            self._other_word(word, number)

    def _begins_group(self, word: str) -> bool:
        """The first word of a group tells what the group is for."""
        if self.look.place == "skip":
            return True
        if word in ("fonttbl", "stylesheet"):
            place = "fonts" if word == "fonttbl" else "styles"
            self.look = replace(self.look, place=place)
        elif word in LEFT_OUT or (self.starred and word not in _ENTERED):
            self.look = replace(self.look, place="skip")
        elif word == "sp":
            self.look = replace(self.look, place="shape")
        elif word in ("listtext", "pntext"):
            self.flow.label = ""
            self.look = replace(self.look, place="label")
        elif word == "footnote":
            self._open_flow("note")
        elif word == "shptxt":
            self._open_flow("box")
        elif word == "pict":
            self.words = []
            self.groups[-1].closes = "pict"
            self.look = replace(self.look, place="pict")
        else:
            return False
        return True

    def _open_flow(self, closes: str) -> None:
        self.groups[-1].closes = closes
        self.flows.append(_Flow())
        self.look = _Look(page=self.look.page, unicode_skip=self.look.unicode_skip)

    def _unicode(self, number: int) -> None:
        code = number % 0x10000
        with suppress(ValueError):
            self._text(chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd")
        self.to_skip = self.look.unicode_skip

    def _paragraph_word(self, word: str, number: int | None) -> bool:
        if self.look.place != "text":
            return word in ("par", "cell", "row", "pard")
        match word:
            case "par" | "sect":
                self._end_paragraph()
            case "cell" | "nestcell":
                self._end_cell(nested=word == "nestcell")
            case "row":
                self.flow.table.end_row()
            case "trowd":
                self.flow.table.layout = RowLayout()
            case "cellx" | "clvmgf" | "clvmrg" | "clmgf" | "clmrg":
                self.flow.table.layout.add(word, number or 0)
            case "intbl":
                self.look = replace(self.look, in_table=True)
            case "pard":
                self.look = replace(self.look, alignment=None, indent=0.0, style=0, in_table=False)
            case _:
                return False
        return True

    def _look_word(self, word: str, number: int | None) -> bool:
        is_on = number != 0
        match word:
            case "super":
                self.look = replace(self.look, superscript=is_on)
            case "nosupersub" | "sub":
                self.look = replace(self.look, superscript=False)
            case "up":
                self.look = replace(self.look, superscript=(number or 6) >= _RAISED)
            case "b":
                self.look = replace(self.look, bold=is_on)
            case "caps":
                self.look = replace(self.look, caps=is_on)
            case "v":
                self.look = replace(self.look, hidden=is_on)
            case "plain":
                self.look = replace(
                    self.look, superscript=False, bold=False, caps=False, hidden=False
                )
            case _:
                return False
        return True

    def _other_word(self, word: str, number: int | None) -> None:
        match word:
            case "f" | "af" if self.look.place == "fonts" and word == "f":
                self.font = number or 0
            case "f":
                self.look = replace(self.look, page=self.fonts.get(number or 0, ""))
            case "fcharset":
                self.fonts[self.font] = code_page(number or 0, "")
            case "ansicpg":
                self.default_page = f"cp{number}"
            case "mac":
                self.default_page = "mac_cyrillic"
            case "pc" | "pca":
                self.default_page = "cp866"
            case "uc":
                self.look = replace(self.look, unicode_skip=min(max(number or 0, 0), 20))
            case "s":
                self.look = replace(self.look, style=number or 0)
            case "li" | "lin":
                self.look = replace(self.look, indent=(number or 0) / _TWIPS)
            case "deleted":
                self.result.warn("tracked_changes")
                self.look = replace(self.look, hidden=number != 0)
            case "revised":
                self.result.warn("tracked_changes")

    def _end_entry(self, inside: _Look) -> None:
        """A name in the table of styles is complete."""
        name = "".join(self.words).strip()
        if inside.place == "styles" and name:
            self.styles[inside.style] = name.rstrip(";")
        self.words = []

    # --- paragraphs -------------------------------------------------------------------------

    def _end_paragraph(self, *, at_end: bool = False) -> None:
        flow = self.flow
        runs, label, extra = tuple(merged(flow.runs)), tidy(flow.label), flow.extra
        flow.runs, flow.label, flow.extra = [], "", []
        visible = any(run.text.strip() for run in runs)
        if at_end and not visible and not extra:
            return
        if _CONTENTS_STYLE.match(self.styles.get(self.look.style, "")) and visible:
            self.result.warn("contents_dropped")
            return
        paragraph = Paragraph(
            runs=runs,
            style=self.styles.get(self.look.style, ""),
            alignment=self.look.alignment,
            label=_shown_label(label) if visible else "",
            indent=self.look.indent,
        )
        if self.look.in_table:
            flow.table.cell_paragraphs.extend([paragraph, *extra])
            return
        self._end_table()
        flow.paragraphs.extend([paragraph, *extra])

    def _end_cell(self, *, nested: bool) -> None:
        if nested:
            self.flow.runs.append(Run("\t"))
            return
        kept, self.look = self.look, replace(self.look, in_table=True)
        self._end_paragraph(at_end=True)
        self.look = kept
        self.flow.table.end_cell()

    def _end_table(self) -> None:
        table, figures = self.flow.table.finish()
        if table is not None:
            self.flow.paragraphs.append(Paragraph(block=table))
        self.flow.paragraphs.extend(figures)

    # --- what stands beside the text --------------------------------------------------------

    def _end_note(self) -> None:
        self._end_paragraph(at_end=True)
        inside = self.flows.pop()
        text = tidy(" ".join(flatten_runs(item) for item in inside.paragraphs))
        if text:
            self.result.warn("footnotes")
            self.flow.extra.append(Paragraph(block=Note(text, NoteKind.FOOTNOTE)))

    def _end_box(self) -> None:
        self._end_paragraph(at_end=True)
        self._end_table()
        inside = self.flows.pop()
        if any(item.block is not None or item.text.strip() for item in inside.paragraphs):
            self.result.warn("text_boxes")
            self.flow.extra.extend(inside.paragraphs)

    def _end_picture(self) -> None:
        digits = _HEX.sub("", "".join(self.words))
        self.words = []
        self.pictures += 1
        name = f"image{self.pictures}"
        self.result.warn("figures")
        self.result.keep_image(name, bytes.fromhex(digits[: len(digits) // 2 * 2]))
        self.flow.extra.append(Paragraph(block=Figure(name, "")))


def _shown_label(label: str) -> str:
    """A bullet of any font is a dash."""
    return label if any(char.isalnum() for char in label) else "–" if label else ""
