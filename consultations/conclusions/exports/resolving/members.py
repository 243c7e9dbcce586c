"""Rows of the document: what was said, with the committee's position on it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from django.utils import timezone

from consultations.comments.models import Attachment, CommentStatus, ProvisionComment
from consultations.conclusions import texts
from consultations.conclusions.domain import snapshot as frozen
from consultations.conclusions.domain.report import (
    FileFacts,
    Member,
    MemberKind,
    Position,
    ReportRow,
    TextState,
    Unit,
)
from consultations.conclusions.exports import words
from consultations.conclusions.exports.resolving.rows import Rows, read_proposals
from consultations.conclusions.models import SignedDocument
from core.accounts.selectors import chosen_name
from core.mail.links import absolute
from drafts.selectors import own_text


@dataclass(frozen=True, slots=True)
class SignedRemark:
    """What the snapshot says of a remark: its commitment, the council's name, the meeting."""

    commitment: str
    council: str
    meeting_on: str


def units(document: SignedDocument, snapshot: frozen.Snapshot, rows: Rows) -> tuple[Unit, ...]:
    """Groups by unit, in the order of the snapshot, which is that of the text."""
    proposals = _proposals(document, snapshot, rows)
    remarks = _remarks(snapshot.councils)
    by_path: dict[str, list[ReportRow]] = {}
    originals: dict[str, str] = {}
    for group in snapshot.groups:
        if group.path not in originals:
            provision = rows.provisions.get(group.provision_id) if group.provision_id else None
            originals[group.path] = own_text(provision) if provision else ""
        members = [_remark(pk, rows, remarks[pk]) for pk in group.remarks]
        members += [_recommendation(entry, rows) for entry in group.recommendations]
        members += [
            proposals.get(entry.id) or Member(MemberKind.PROPOSAL, entry.id, TextState.ERASED)
            for entry in group.comments
        ]
        row = ReportRow(0, group.id, tuple(members), _position(group.answer, rows))
        by_path.setdefault(group.path, []).append(row)
    numbers = count(1)
    return tuple(
        Unit(path, originals[path], tuple(_numbered(by_path[path], numbers))) for path in by_path
    )


def _numbered(rows: Iterable[ReportRow], numbers: Iterator[int]) -> Iterator[ReportRow]:
    """What people proposed, then what councils remarked."""
    for row in sorted(rows, key=lambda row: bool(row.remarks)):
        yield replace(row, number=next(numbers))


# --- Remarks and recommendations --------------------------------------------------------------


def _remarks(councils: Iterable[frozen.CouncilFacts]) -> dict[int, SignedRemark]:
    return {
        entry.id: SignedRemark(entry.commitment, facts.council.name, facts.opinion.meeting_on)
        for facts in councils
        if facts.opinion is not None
        for entry in facts.opinion.remarks
    }


def _remark(pk: int, rows: Rows, frozen_as: SignedRemark) -> Member:
    remark = rows.remarks.get(pk)
    if remark is None:
        return Member(MemberKind.REMARK, pk, TextState.ERASED, name=frozen_as.council)
    text = rows.signed("remark", pk, texts.of_remark(remark), frozen_as.commitment)
    return Member(
        kind=MemberKind.REMARK,
        id=pk,
        state=TextState.SHOWN if text else TextState.ALTERED,
        name=frozen_as.council,
        received_on=dt.date.fromisoformat(frozen_as.meeting_on),
        kind_code=str(remark.importance),
        wording=text["proposed"] if text else "",
        rationale=text["text"] if text else "",
    )


def _recommendation(entry: frozen.Entry, rows: Rows) -> Member:
    row = rows.recommendations[entry.id]
    said = texts.of_recommendation(row)
    text = rows.signed("recommendation", row.pk, said, entry.commitment)
    return Member(
        kind=MemberKind.RECOMMENDATION,
        id=row.pk,
        state=TextState.SHOWN if text else TextState.ALTERED,
        name=words.HEARINGS,
        received_on=row.minutes.held_on,
        kind_code=said["votes"],
        wording=text["proposed"] if text else "",
        rationale=text["text"] if text else "",
    )


# --- Proposals --------------------------------------------------------------------------------


def _proposals(
    document: SignedDocument, snapshot: frozen.Snapshot, rows: Rows
) -> Mapping[int, Member]:
    signed = {entry.id: entry.commitment for group in snapshot.groups for entry in group.comments}
    if not signed:
        return {}
    only = [group.id for group in snapshot.groups] if rows.left_out else None
    return {
        comment.pk: _proposal(comment, signed[comment.pk], rows)
        for comment in read_proposals(document, only)
        if comment.pk in signed
    }


def _proposal(comment: ProvisionComment, commitment: str, rows: Rows) -> Member:
    state = _state(comment, commitment, rows)
    shown = state is TextState.SHOWN
    return Member(
        kind=MemberKind.PROPOSAL,
        id=comment.pk,
        state=state,
        name=chosen_name(comment.contact) if state is not TextState.WITHDRAWN else "",
        number=comment.participant.number,
        author_type=str(comment.author_type),
        municipality=comment.municipality,
        channel=str(comment.channel),
        received_on=timezone.localdate(comment.submitted_at),
        receipt_code=comment.receipt_code,
        kind_code=str(comment.kind),
        wording=comment.proposed_text if shown else "",
        rationale=comment.rationale if shown else "",
        state_note=rows.grounds.get(comment.pk, "") if state is TextState.HIDDEN else "",
        files=tuple(_file(item) for item in comment.shown_files) if shown else (),
    )


def _file(item: Attachment) -> FileFacts:
    return FileFacts(item.name, item.kind, item.size, item.sha256, absolute(item.url))


def _state(comment: ProvisionComment, commitment: str, rows: Rows) -> TextState:
    if comment.status in (CommentStatus.HIDDEN, CommentStatus.HELD):
        return TextState.HIDDEN
    if comment.status == CommentStatus.WITHDRAWN:
        return TextState.WITHDRAWN
    if not comment.proposed_text and not comment.rationale:
        return TextState.ERASED
    if rows.signed("comment", comment.pk, texts.of_comment(comment), commitment) is None:
        return TextState.ALTERED
    return TextState.SHOWN


# --- Positions --------------------------------------------------------------------------------


def _position(facts: frozen.AnswerFacts | None, rows: Rows) -> Position | None:
    if facts is None:
        return None
    published_on = dt.date.fromisoformat(facts.published_on)
    answer = rows.answers.get(facts.id)
    said = texts.of_answer(answer) if answer is not None else None
    text = rows.signed("answer", facts.id, said, facts.commitment)
    if text is None:
        return Position(facts.disposition, "", "", "", "", published_on, is_altered=True)
    return Position(
        disposition=facts.disposition,
        reason=text["reason"],
        text=text["text"],
        norm=text["norm"],
        expected=text["expected"],
        published_on=published_on,
        sitting_on=dt.date.fromisoformat(facts.sitting_on) if facts.sitting_on else None,
        minutes_number=facts.minutes_number,
    )
