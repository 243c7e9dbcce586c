"""The texts behind a snapshot: reads them by their ids, checks each against its commitment.

Repeated on the same data it gives the same report. A text that was hidden, withdrawn or erased
since then is left out; one that is not what was signed is never printed as if it were.
"""

import datetime as dt
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from django.utils import timezone

from consultations.comments.models import (
    Attachment,
    CommentStatus,
    ModerationRecord,
    ProvisionComment,
)
from consultations.comments.selectors import load_files
from consultations.conclusions import texts
from consultations.conclusions.domain import snapshot as frozen
from consultations.conclusions.domain.report import (
    CouncilReport,
    DissentText,
    FileFacts,
    Member,
    MemberKind,
    Opening,
    OpinionText,
    Position,
    Procedure,
    Report,
    ReportRow,
    Signer,
    TextState,
    Unit,
)
from consultations.conclusions.domain.tally import Counts, Tally
from consultations.conclusions.exports import words
from consultations.conclusions.models import Answer, SignedDocument
from consultations.expertise.models import Dissent, Opinion, Remark
from consultations.hearings.models import Recommendation
from core.accounts.selectors import chosen_name
from core.mail.links import absolute
from drafts.models import Provision
from drafts.selectors import own_text


@dataclass
class Rows:
    """Everything that a snapshot names, read in a fixed number of queries, and the salts."""

    comments: dict[int, ProvisionComment]
    remarks: dict[int, Remark]
    dissents: dict[int, Dissent]
    opinions: dict[int, Opinion]
    answers: dict[int, Answer]
    provisions: dict[int, Provision]
    grounds: dict[int, str]
    salts: dict[str, bytes]
    altered: list[str] = field(default_factory=list)
    openings: dict[str, Opening] = field(default_factory=dict)
    recommendations: dict[int, Recommendation] = field(default_factory=dict)

    def is_signed(self, kind: str, pk: int, text: Mapping[str, str], commitment: str) -> bool:
        """Whether a text is the one that was signed; without its salt nobody can tell, and it is
        taken as it is (the salt is deleted only together with an erased text)."""
        key = f"{kind}:{pk}"
        salt = self.salts.get(key)
        if salt is None:
            return True
        if hmac.compare_digest(frozen.commitment(salt, text), commitment):
            self.openings[key] = Opening(salt.hex(), text)
            return True
        self.altered.append(key)
        return False


@dataclass(frozen=True, slots=True)
class SignedRemark:
    """What the snapshot says of a remark: its commitment, the council's name, the meeting."""

    commitment: str
    council: str
    meeting_on: str


def resolve(document: SignedDocument, *, salts: Mapping[str, str] | None = None) -> Report:
    """The report of a signed document; at most a dozen queries, whatever its size. `salts` by key
    belong to one that is not saved (a preview)."""
    return _report(document, frozen.Snapshot.from_dict(document.snapshot), salts)[0]


def altered_texts(document: SignedDocument) -> list[str]:
    """Keys («comment:17») of texts that are there, but are not what was signed."""
    return _report(document, frozen.Snapshot.from_dict(document.snapshot), None)[1].altered


def _report(
    document: SignedDocument, snapshot: frozen.Snapshot, salts: Mapping[str, str] | None
) -> tuple[Report, Rows]:
    rows = _read(document, snapshot, salts)
    remarks = {
        entry.id: SignedRemark(entry.commitment, council.council.name, council.opinion.meeting_on)
        for council in snapshot.councils
        if council.opinion is not None
        for entry in council.opinion.remarks
    }
    report = Report(
        procedure=_procedure(document, snapshot.procedure, rows),
        bill=snapshot.bill,
        organiser=snapshot.organiser,
        responder=snapshot.responder,
        addressee=snapshot.addressee,
        signature=snapshot.signature,
        signer=_signer(document, snapshot.signature, rows),
        signed_at=document.signed_at,
        sha256=document.snapshot_sha256,
        address=absolute(_address(document)),
        numbers=snapshot.numbers,
        tally=_tally(snapshot.tally),
        grounds=snapshot.grounds,
        councils=tuple(_council(facts, rows) for facts in snapshot.councils),
        units=_units(snapshot.groups, rows, remarks),
        dissents=tuple(_dissents(snapshot.councils, rows)),
        citations=snapshot.citations,
        snapshot=document.snapshot,
        # Evaluated last: everything above has been checked by now.
        openings=rows.openings,
        questions=snapshot.questions,
        document=snapshot.document,
    )
    return report, rows


def _address(document: SignedDocument) -> str:
    """Where this revision stays; documents of format 1 had no address of their own."""
    is_first = document.snapshot["format"] == 1
    return document.get_absolute_url() if is_first else document.revision_url


# --- Reading ----------------------------------------------------------------------------------


def _read(
    document: SignedDocument, snapshot: frozen.Snapshot, salts: Mapping[str, str] | None
) -> Rows:
    consultation = document.consultation.pk
    kept = dict(document.salts.values_list("key", "salt")) if salts is None else salts
    comments = ProvisionComment.objects.in_consultation(consultation).proposals()
    opinions = Opinion.objects.filter(consultation=consultation)
    dissents = Dissent.objects.filter(opinion__consultation=consultation)
    last = ModerationRecord.objects.filter(
        comment__consultation=consultation, comment__status=CommentStatus.HIDDEN, action="hide"
    ).order_by("decided_at", "pk")
    proposals = list(comments.select_related("contact", "participant"))
    load_files(proposals)
    for proposal in proposals:
        proposal.consultation = document.consultation
    return Rows(
        comments={row.pk: row for row in proposals},
        remarks={row.pk: row for row in Remark.objects.filter(opinion__consultation=consultation)},
        dissents={row.pk: row for row in dissents.select_related("member__user")},
        opinions={row.pk: row for row in opinions.select_related("rapporteur__user")},
        answers={row.pk: row for row in Answer.objects.filter(group__consultation=consultation)},
        provisions={
            row.pk: row for row in Provision.objects.filter(version=snapshot.bill.version_id)
        },
        grounds=dict(last.values_list("comment", "ground_title")),
        salts={key: bytes.fromhex(salt) for key, salt in kept.items()},
        recommendations={
            row.pk: row
            for row in Recommendation.objects.filter(
                minutes__consultation=consultation
            ).select_related("minutes")
        },
    )


def _procedure(document: SignedDocument, facts: frozen.ProcedureFacts, rows: Rows) -> Procedure:
    consultation = document.consultation
    text = texts.of_procedure(consultation)
    if not rows.is_signed("procedure", consultation.pk, text, facts.commitment):
        text = dict.fromkeys(text, "")
    return Procedure(
        form=facts.form,
        announced_on=dt.date.fromisoformat(facts.announced_on),
        opens_on=dt.date.fromisoformat(facts.opens_on),
        closes_on=dt.date.fromisoformat(facts.closes_on),
        premoderated=facts.premoderated,
        **text,
    )


def _signer(document: SignedDocument, facts: frozen.SignatureFacts, rows: Rows) -> Signer:
    text = texts.of_signature(document.signer_name, document.signer_post)
    if not rows.is_signed("signature", document.consultation.pk, text, facts.commitment):
        return Signer("", "")
    return Signer(**text)


def _tally(data: Mapping[str, Any]) -> Tally:
    return Tally(**{kind: Counts(**counts) for kind, counts in data.items()})


def _council(facts: frozen.CouncilFacts, rows: Rows) -> CouncilReport:
    if facts.opinion is None:
        return CouncilReport(facts, None)
    opinion = rows.opinions.get(facts.opinion.id)
    if opinion is None:
        return CouncilReport(facts, OpinionText("", "", "", is_altered=True))
    text = texts.of_opinion(opinion)
    if not rows.is_signed("opinion", opinion.pk, text, facts.opinion.commitment):
        return CouncilReport(facts, OpinionText("", "", "", is_altered=True))
    rapporteur = opinion.rapporteur
    name = rapporteur.user.full_name if rapporteur else ""
    return CouncilReport(facts, OpinionText(**text, rapporteur=name))


def _dissents(councils: Iterable[frozen.CouncilFacts], rows: Rows) -> Iterable[DissentText]:
    for facts in councils:
        for entry in facts.opinion.dissents if facts.opinion else ():
            dissent = rows.dissents.get(entry.id)
            if dissent is None:
                continue
            text = texts.of_dissent(dissent)
            signed = rows.is_signed("dissent", dissent.pk, text, entry.commitment)
            yield DissentText(
                council=facts.council.name,
                member=dissent.member.user.full_name,
                text=dissent.text if signed else "",
                filed_on=dt.date.fromisoformat(entry.filed_on),
            )


# --- Proposals and remarks --------------------------------------------------------------------


def _units(
    groups: Iterable[frozen.GroupFacts], rows: Rows, remarks: Mapping[int, SignedRemark]
) -> tuple[Unit, ...]:
    """Groups by unit, in the order of the snapshot, which is that of the text."""
    by_path: dict[str, list[ReportRow]] = {}
    originals: dict[str, str] = {}
    for group in groups:
        if group.path not in originals:
            provision = rows.provisions.get(group.provision_id) if group.provision_id else None
            originals[group.path] = own_text(provision) if provision else ""
        members = [_remark(pk, rows, remarks[pk]) for pk in group.remarks]
        members += [_recommendation(entry, rows) for entry in group.recommendations]
        members += [_proposal(entry, rows) for entry in group.comments]
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


def _remark(pk: int, rows: Rows, frozen_as: SignedRemark) -> Member:
    remark = rows.remarks.get(pk)
    if remark is None:
        return Member(MemberKind.REMARK, pk, TextState.ERASED, name=frozen_as.council)
    signed = rows.is_signed("remark", pk, texts.of_remark(remark), frozen_as.commitment)
    return Member(
        kind=MemberKind.REMARK,
        id=pk,
        state=TextState.SHOWN if signed else TextState.ALTERED,
        name=frozen_as.council,
        received_on=dt.date.fromisoformat(frozen_as.meeting_on),
        kind_code=str(remark.importance),
        wording=remark.proposed_text if signed else "",
        rationale=remark.text if signed else "",
    )


def _recommendation(entry: frozen.Entry, rows: Rows) -> Member:
    row = rows.recommendations[entry.id]
    text = texts.of_recommendation(row)
    signed = rows.is_signed("recommendation", row.pk, text, entry.commitment)
    return Member(
        kind=MemberKind.RECOMMENDATION,
        id=row.pk,
        state=TextState.SHOWN if signed else TextState.ALTERED,
        name=words.HEARINGS,
        received_on=row.minutes.held_on,
        kind_code=text["votes"],
        wording=row.proposed_text if signed else "",
        rationale=row.text if signed else "",
    )


def _proposal(entry: frozen.Entry, rows: Rows) -> Member:
    comment = rows.comments.get(entry.id)
    if comment is None:
        return Member(MemberKind.PROPOSAL, entry.id, TextState.ERASED)
    state = _state(comment, entry, rows)
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


def _state(comment: ProvisionComment, entry: frozen.Entry, rows: Rows) -> TextState:
    if comment.status in (CommentStatus.HIDDEN, CommentStatus.HELD):
        return TextState.HIDDEN
    if comment.status == CommentStatus.WITHDRAWN:
        return TextState.WITHDRAWN
    if not comment.proposed_text and not comment.rationale:
        return TextState.ERASED
    if not rows.is_signed("comment", comment.pk, texts.of_comment(comment), entry.commitment):
        return TextState.ALTERED
    return TextState.SHOWN


def _position(facts: frozen.AnswerFacts | None, rows: Rows) -> Position | None:
    if facts is None:
        return None
    published_on = dt.date.fromisoformat(facts.published_on)
    answer = rows.answers.get(facts.id)
    if answer is None or not rows.is_signed(
        "answer", answer.pk, texts.of_answer(answer), facts.commitment
    ):
        return Position(facts.disposition, "", "", "", "", published_on, is_altered=True)
    sitting_on = dt.date.fromisoformat(facts.sitting_on) if facts.sitting_on else None
    return Position(
        disposition=facts.disposition,
        reason=answer.reason_title,
        text=answer.text,
        norm=answer.norm,
        expected=answer.expected_text,
        published_on=published_on,
        sitting_on=sitting_on,
        minutes_number=facts.minutes_number,
    )
