"""Paragraphs → act, in stages.

1. ``lines``      reads paragraphs          writes lines with labels
   ``asides``     reads lines               writes notes of reference systems
   ``misread``    reads lines               writes lines, labels that were misread mended
   ``glued``      reads lines               writes lines, those of two units cut
2. ``quotes``     reads lines               writes quoted regions
3. ``annexes``    reads lines, regions      writes the bounds of the annexes
4. ``matter``     reads lines, bounds       writes front lines, preamble, back lines
5. ``builder``    reads lines, regions      writes units, warnings
6. ``checks``     reads the act             writes warnings about its numbers
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from . import annexes, matter
from .asides import mark_asides
from .builder import TreeBuilder, repair_warnings
from .checks import tree_warnings
from .glued import split_glued
from .lines import SourceLine, find_marker, source_lines
from .misread import mend_labels
from .nodes import (
    Act,
    Alinea,
    Block,
    Kind,
    Line,
    Note,
    NoteKind,
    ParserWarning,
    QuotedStructure,
    Role,
    Unit,
)
from .numbering import Number, Shape
from .paragraphs import Paragraph
from .quotes import Region, find_regions
from .tree import Node, next_marked

_ABOUT_LAW = re.compile(r"\bстать[яеиюёй]|\bст\.|закон|кодекс|\bустав", re.IGNORECASE)
_ABOUT_RULES = re.compile(
    r"положени|правил|порядок|порядк|постановлени|приказ|инструкци|регламент", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"^(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\*{1,3}|<\d{1,3}>)\s*[^\d.)\s]")
_RULE = re.compile(r"^[_\-–—]{3,}$")
_MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Parsed:
    act: Act
    warnings: tuple[ParserWarning, ...]


def parse(paragraphs: Sequence[Paragraph]) -> Parsed:
    """The act in ``paragraphs`` and the doubts about it. Never fails: at worst all is preamble."""
    lines = _with_footnotes(split_glued(mend_labels(mark_asides(source_lines(paragraphs)))))
    warnings: list[ParserWarning] = []
    act = _Document(lines, warnings).act()
    warnings.extend(tree_warnings(act))
    return Parsed(act, tuple(warnings))


def _with_footnotes(lines: list[SourceLine]) -> list[SourceLine]:
    """A rule of underscores with «1 Текст сноски» under it becomes notes; other rules go."""
    result: list[SourceLine] = []
    below_rule = False
    for index, line in enumerate(lines):
        if line.block is None and _RULE.match(line.text) and _drops_rule(lines, index):
            below_rule = True
            continue
        if (
            below_rule
            and line.block is None
            and not line.blank_before
            and _FOOTNOTE.match(line.text)
        ):
            line = replace(line, text="", marker=None, block=Note(line.text, NoteKind.FOOTNOTE))
        else:
            below_rule = False
        result.append(line)
    return result


def _drops_rule(lines: list[SourceLine], index: int) -> bool:
    if index + 1 == len(lines):
        return True
    below = lines[index + 1]
    if below.block is not None:
        return False
    return bool(_FOOTNOTE.match(below.text)) or annexes.is_annex_start(lines, index + 1)


class _Document:
    """One parse. Also used for the text of a quotation (``depth`` > 0)."""

    def __init__(
        self,
        lines: Sequence[SourceLine],
        warnings: list[ParserWarning],
        *,
        depth: int = 0,
        articles: bool | None = None,
    ) -> None:
        self.lines = lines
        self.warnings = warnings
        self.depth = depth
        self.forced_scheme = articles
        regions = find_regions(lines) if depth < _MAX_DEPTH else []
        self.regions = {region.start: region for region in regions}
        self.quoted = bytearray(len(lines))
        for region in regions:
            first = region.start + (1 if region.column else 0)
            self.quoted[first : region.end + 1] = b"\x01" * (region.end + 1 - first)
        self.article_lines = [
            index
            for index, line in enumerate(lines)
            if line.marker and line.marker.shape is Shape.ARTICLE and not self.quoted[index]
        ]
        self.next_marked = next_marked(lines)
        self.stop = self._end_of_act() if depth == 0 else len(lines)
        self.annex_starts = self._annex_starts()

    # --- the whole --------------------------------------------------------------------------

    def act(self) -> Act:
        body_stop = self.annex_starts[0] if self.annex_starts else self.stop
        body_start = self._body_start(body_stop)
        if body_start == body_stop:  # no units: all is preamble, but a signature ends it
            body_start = self._signature(min(3, body_stop), body_stop)
        signature = self._signature(body_start, body_stop)
        front = matter.FrontMatter(self.lines[:body_start])
        self.warnings.extend(repair_warnings(self.lines[:body_start], ""))
        units, back = self._body(body_start, signature, body_stop)
        units += self._annexes()
        back += matter.back_lines(self.lines[self.stop :], role=Role.OTHER)
        return Act(tuple(front.front), tuple(front.preamble), units, tuple(back))

    def quotation(self) -> tuple[tuple[Block, ...], tuple[Unit, ...], tuple[Block, ...]]:
        """The text of a quotation: blocks before the units, units, blocks after them."""
        stop = self.annex_starts[0] if self.annex_starts else self.stop
        builder = self._builder(0, stop)
        builder.build(0, stop)
        units = builder.root.freeze()
        return units.intro, units.children + self._annexes(), units.wrap_up

    # --- bounds -----------------------------------------------------------------------------

    def _end_of_act(self) -> int:
        """Where the explanatory note begins, if it is in the same file."""
        labelled = False
        for index, line in enumerate(self.lines):
            labelled = labelled or line.marker is not None
            if labelled and not self.quoted[index] and matter.starts_accompanying(line):
                self.warnings.append(ParserWarning("accompanying_text", "", {"text": line.text}))
                return index
        return len(self.lines)

    def _annex_starts(self) -> list[int]:
        starts: list[int] = []
        for index, line in enumerate(self.lines[: self.stop]):
            if self.quoted[index] or not annexes.is_annex_start(self.lines, index):
                continue
            begins_act = line.text[0] == "У" and not self._has_text_before(index)
            if not begins_act and not self._inside_head(starts, index):
                starts.append(index)
        return starts

    def _inside_head(self, starts: list[int], index: int) -> bool:
        """«УТВЕРЖДЕНО» right under «Приложение № 1» belongs to the same head."""
        if not starts or not self.lines[index].text.upper().startswith("УТВ"):
            return False
        return annexes.read_head(self.lines, starts[-1], len(self.lines)).body > index

    def _has_text_before(self, index: int) -> bool:
        return any(line.marker is not None or line.text[-1:] in ".:" for line in self.lines[:index])

    def _has_articles(self, start: int, stop: int) -> bool:
        place = bisect_left(self.article_lines, start)
        return place < len(self.article_lines) and self.article_lines[place] < stop

    def _body_start(self, stop: int) -> int:
        articles = self._has_articles(0, stop)
        for index in range(stop):
            marker = self.lines[index].marker
            if marker is None or self.quoted[index]:
                continue
            if marker.shape in (Shape.DOT, Shape.PAREN, Shape.LETTER):
                if not articles and (marker.sure or marker.number.key == (1,)):
                    return index
            elif not marker.roman or self._roman_opens(index):
                return index
        return stop

    def _roman_opens(self, index: int) -> bool:
        line = self.lines[index]
        marker = line.marker
        if marker is None or marker.number.key != (1,):
            return False
        return line.emphasised or marker.rest[-1:] not in (".", ";", ",")

    def _signature(self, start: int, stop: int) -> int:
        for index in range(start, stop):
            if not self.quoted[index] and matter.starts_signature(self.lines, index, stop):
                return index
        return self._bare_back(start, stop)

    def _bare_back(self, start: int, stop: int) -> int:
        """Without a signature: place, date and number at the very end still close the body."""
        index = stop
        while index > start and stop - index < 4:
            line = self.lines[index - 1]
            if (
                line.block is not None
                or line.marker is not None
                or not matter.is_closing(line.text)
            ):
                break
            index -= 1
        return index

    # --- parts ------------------------------------------------------------------------------

    def _body(self, start: int, signature: int, stop: int) -> tuple[tuple[Unit, ...], list[Line]]:
        resumed = self._resumes(signature, stop)
        builder = self._builder(start, stop)
        builder.build(start, signature)
        back = matter.back_lines(self.lines[signature:resumed])
        self.warnings.extend(repair_warnings(self.lines[signature:resumed], ""))
        if resumed < stop:
            self.warnings.append(ParserWarning("units_after_signature"))
            builder.build(resumed, stop)
        root = builder.root.freeze()
        units = root.children
        if root.intro or root.wrap_up:
            units = _attach_stray(units, root.intro + root.wrap_up)
        return units, back

    def _resumes(self, signature: int, stop: int) -> int:
        """Where numbered text goes on after the signature (a lost annex head), or ``stop``."""
        for index in range(signature, stop):
            marker = self.lines[index].marker
            if marker is not None and marker.shape is not Shape.LETTER and marker.sure:
                return index
        return stop

    def _builder(self, start: int, stop: int, *, annex: str = "") -> TreeBuilder:
        """``annex`` is the path of the annex that stands in these lines."""
        articles = self._has_articles(start, stop)
        if self.forced_scheme is not None and not annex:
            articles = articles or self.forced_scheme
        return TreeBuilder(
            self.lines,
            self.next_marked,
            articles=articles,
            regions=self.regions,
            parse_quote=self._quote,
            warnings=self.warnings,
            loose=self.depth > 0,
            prefix=annex,
        )

    def _annexes(self) -> tuple[Unit, ...]:
        roots: list[Node] = []
        open_annexes: list[tuple[Node, annexes.AnnexHead]] = []
        bounds = [*self.annex_starts, self.stop]
        for start, stop in pairwise(bounds):
            head = annexes.read_head(self.lines, start, stop)
            while open_annexes and not annexes.is_annex_of(head, open_annexes[-1][1].title):
                open_annexes.pop()
            siblings = open_annexes[-1][0].children if open_annexes else roots
            number = head.number or str(_place_among(siblings))
            outer = [node.number.text for node, _head in open_annexes]
            path = "/".join(f"{Kind.ANNEX}:{text}" for text in [*outer, number])
            self.warnings.extend(repair_warnings(self.lines[start : head.body], path))
            node = self._annex(head, stop, number, path)
            siblings.append(node)
            open_annexes.append((node, head))
        return tuple(node.freeze() for node in roots)

    def _annex(self, head: annexes.AnnexHead, stop: int, number: str, path: str) -> Node:
        builder = self._builder(head.body, stop, annex=path)
        builder.build(head.body, stop)
        root = builder.root
        return Node(
            rank=-1,
            kind=Kind.ANNEX,
            number=Number(number, ()),
            num=head.num,
            heading=head.title,
            stamp=head.stamp,
            intro=[*map(Note, head.notes), *root.intro],
            children=root.children,
            wrap_up=root.wrap_up,
            source=self.lines[head.start].source,
        )

    # --- quotations -------------------------------------------------------------------------

    def _quote(self, region: Region, context: str) -> QuotedStructure:
        lines = self._stripped(region)
        inner = _Document(
            lines, self.warnings, depth=self.depth + 1, articles=self._scheme_of(context, lines)
        )
        intro, units, wrap_up = inner.quotation()
        return QuotedStructure(
            opening=region.opening,
            closing=region.closing,
            intro=intro,
            units=units,
            wrap_up=wrap_up,
            inline=region.column > 0,
        )

    def _stripped(self, region: Region) -> list[SourceLine]:
        """The lines of a quotation without its outer quotation marks."""
        lines = list(self.lines[region.start : region.end + 1])
        first = lines[0].text[region.column + len(region.opening) :].lstrip()
        lines[0] = replace(lines[0], text=first)
        if region.column:
            lines[0] = replace(lines[0], repairs=())  # its host tells of them
        if region.closing:
            lines[-1] = replace(lines[-1], text=lines[-1].text[: -len(region.closing)].rstrip())
        return [
            replace(line, marker=find_marker(line.text))
            if line.block is None and line.text
            else line
            for line in lines
            if line.text or line.block is not None
        ]

    def _scheme_of(self, context: str, lines: Sequence[SourceLine]) -> bool:
        """Whether the amended act has articles: its quoted «1.» is then a part of an article."""
        if any(line.marker is not None and line.marker.shape is Shape.ARTICLE for line in lines):
            return True
        for text in context.split("\n"):
            law, rules = _ABOUT_LAW.search(text), _ABOUT_RULES.search(text)
            if re.search(r"\bстать[яеиюёй]", text, re.IGNORECASE):
                return True
            if bool(law) != bool(rules):
                return bool(law)
        if self.forced_scheme is not None:
            return self.forced_scheme
        return self._has_articles(0, len(self.lines))


def _place_among(siblings: list[Node]) -> int:
    return sum(1 for node in siblings if node.kind is Kind.ANNEX) + 1


def _attach_stray(units: tuple[Unit, ...], blocks: tuple[Block, ...]) -> tuple[Unit, ...]:
    """Text between the signature and resumed units belongs to the last unit before it."""
    if not units:
        return units
    last = units[-1]
    return (*units[:-1], replace(last, wrap_up=(*last.wrap_up, *blocks)))


def text_of(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, (Alinea, Note)))
