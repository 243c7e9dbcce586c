"""What changed between two revisions of a signed document, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.conclusions.domain.revisions import (
    Comparison,
    CouncilChange,
    CouncilChangeKind,
)
from consultations.conclusions.domain.rowchanges import (
    AnswerChange,
    ChangeKind,
    GroupChange,
    Members,
)
from consultations.conclusions.domain.snapshot import AnswerFacts
from consultations.conclusions.domain.wording import comparable
from consultations.conclusions.exports.resolving.rows import Text
from consultations.conclusions.models import Disposition, SignedDocument
from consultations.conclusions.selectors.changes import TextPair
from consultations.expertise.models import Recommendation
from drafts.domain.citations import citation

_TAGS: Final = {
    ChangeKind.ADDED: "success",
    ChangeKind.REMOVED: "error",
    ChangeKind.CHANGED: "warning",
}


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of an answer in both revisions; `is_redline`: a comparison word by word helps."""

    label: str
    old: str
    new: str

    @property
    def is_redline(self) -> bool:
        return comparable(self.old, self.new)


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the document. `was` and `now`: the position of the committee, empty if there is none
    to tell of; `notes`: what came and what left; `is_silent`: the answer is another one, but its
    texts may not be shown."""

    kind: str
    tag: str
    label: str
    place: str
    row: int
    url: str
    was: str
    now: str
    was_code: str
    now_code: str
    notes: tuple[str, ...]
    parts: tuple[PartLine, ...]
    is_silent: bool


@dataclass(frozen=True, slots=True)
class CouncilLine:
    name: str
    words: str


def row_url(signed: SignedDocument, row: int) -> str:
    """Where a row of a document is read, be the document on one page or on many."""
    return f"{signed.revision_url}?row={row}#row-{row}"


def summary_words(found: Comparison) -> str:
    """«3 изменения: добавлена 1 строка, изменены 2 строки»"""
    if not found.count:
        return _("Rows, answers and opinions are the same as before.")
    total = ngettext("%(n)s change", "%(n)s changes", found.count) % {"n": found.count}
    return _("%(total)s: %(parts)s.") % {"total": total, "parts": ", ".join(_counted(found))}


def _counted(found: Comparison) -> Iterator[str]:
    added, removed, changed = (found.rows(kind) for kind in ChangeKind)
    if added:
        yield ngettext("%(n)s row was added", "%(n)s rows were added", added) % {"n": added}
    if removed:
        yield ngettext("%(n)s row was removed", "%(n)s rows were removed", removed) % {"n": removed}
    if changed:
        yield ngettext("%(n)s row was changed", "%(n)s rows were changed", changed) % {"n": changed}
    councils = len(found.councils)
    if councils:
        words = ngettext(
            "the part of %(n)s council is different",
            "the parts of %(n)s councils are different",
            councils,
        )
        yield words % {"n": councils}
    if found.minutes:
        yield _("the minutes are different")


def row_lines(
    old: SignedDocument,
    new: SignedDocument,
    changes: Iterable[GroupChange],
    answers: dict[int, TextPair],
) -> list[RowLine]:
    """`answers` as `selectors.changes.changed_answers` gives them."""
    return [_row_line(old, new, one, answers.get(one.group_id)) for one in changes]


def _row_line(
    old: SignedDocument, new: SignedDocument, change: GroupChange, texts: TextPair | None
) -> RowLine:
    kind, place, answer = change.kind, change.place, change.answer
    before, after = texts or (None, None)
    return RowLine(
        kind=str(kind),
        tag=_TAGS[kind],
        label=_labels()[kind],
        place=_place(place.path),
        row=place.row,
        url=row_url(old if change.new is None else new, place.row),
        was=_position(answer.old) if answer and kind is not ChangeKind.ADDED else "",
        now=_position(answer.new) if answer and kind is not ChangeKind.REMOVED else "",
        was_code=_code(answer.old if answer else None),
        now_code=_code(answer.new if answer else None),
        notes=tuple(_notes(change)),
        parts=tuple(_parts(before, after)) if before and after else (),
        is_silent=_is_reworded(answer) and not (before and after),
    )


def _labels() -> dict[ChangeKind, str]:
    return {
        ChangeKind.ADDED: _("added row"),
        ChangeKind.REMOVED: _("removed row"),
        ChangeKind.CHANGED: _("changed row"),
    }


def _is_reworded(answer: AnswerChange | None) -> bool:
    return answer is not None and answer.old is not None and answer.new is not None


def _place(path: str) -> str:
    return capfirst(citation(path)) if path else _("The bill as a whole")


def _position(answer: AnswerFacts | None) -> str:
    if answer is None:
        return _("the committee has not given its position")
    return str(Disposition(answer.disposition).label)


def _code(answer: AnswerFacts | None) -> str:
    return answer.disposition if answer else ""


def _notes(change: GroupChange) -> Iterator[str]:
    if change.old and change.new and change.old.path != change.new.path:
        yield _("It stood elsewhere before: %(place)s.") % {"place": _place(change.old.path)}
    came, left = change.came, change.left
    if came.count:
        yield _with_moved(
            _("Added: %(what)s."),
            _("Added: %(what)s, of them from other rows: %(moved)s."),
            came,
        )
    if left.count:
        yield _with_moved(
            _("Not in this row any more: %(what)s."),
            _("Not in this row any more: %(what)s, of them moved to other rows: %(moved)s."),
            left,
        )


def _with_moved(plain: str, moved: str, members: Members) -> str:
    said = {"what": ", ".join(_counts(members)), "moved": members.moved}
    return (moved if members.moved else plain) % said


def _counts(members: Members) -> Iterator[str]:
    """«2 proposals», «1 remark of a council»"""
    n = len(members.proposals)
    if n:
        yield ngettext("%(n)s proposal", "%(n)s proposals", n) % {"n": n}
    n = len(members.remarks)
    if n:
        yield ngettext("%(n)s remark of a council", "%(n)s remarks of councils", n) % {"n": n}
    n = len(members.recommendations)
    if n:
        words = ngettext("%(n)s recommendation of hearings", "%(n)s recommendations of hearings", n)
        yield words % {"n": n}


def _parts(before: Text, after: Text) -> Iterator[PartLine]:
    """Those that differ."""
    labels = {
        "reason": _("Reason"),
        "text": _("Reasoning"),
        "norm": _("Norm it rests on"),
        "expected": _("Expected wording"),
    }
    for name, label in labels.items():
        if before[name] != after[name]:
            yield PartLine(label, before[name], after[name])


def council_lines(changes: Iterable[CouncilChange]) -> list[CouncilLine]:
    return [CouncilLine(change.council.name, _council_words(change)) for change in changes]


def _council_words(change: CouncilChange) -> str:
    before = _recommended(change.old.recommendation) if change.old else ""
    after = _recommended(change.new.recommendation) if change.new else ""
    words = {
        CouncilChangeKind.ASKED: _("the bill was sent to the council"),
        CouncilChangeKind.RELEASED: _("the bill is no longer with the council"),
        CouncilChangeKind.GIVEN: _("an opinion was added: %(after)s"),
        CouncilChangeKind.WITHDRAWN: _("the opinion is not there any more: %(before)s"),
        CouncilChangeKind.CORRECTED: (
            _("the opinion was corrected, the recommendation is the same: %(after)s")
            if before == after
            else _("the opinion was corrected: %(before)s – before, %(after)s – now")
        ),
    }
    return words[change.kind] % {"before": before, "after": after}


def _recommended(code: str) -> str:
    return str(Recommendation(code).label)
