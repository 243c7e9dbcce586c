"""Makes the snapshot of a consultation from what stands in the database at the signature."""

import datetime as dt
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Final

from django.utils import timezone

from consultations.comments.models import ModerationRecord
from consultations.comments.selectors import questions_of, results_of
from consultations.conclusions import texts
from consultations.conclusions.domain.snapshot import (
    FORMAT,
    AnswerFacts,
    BillFacts,
    CouncilFacts,
    DissentFacts,
    DocumentFacts,
    Entry,
    GroundCount,
    GroupFacts,
    OpinionFacts,
    OptionFacts,
    Party,
    ProcedureFacts,
    QuestionFacts,
    SignatureFacts,
    Snapshot,
    commitment,
)
from consultations.conclusions.models import Answer, ArgumentGroup
from consultations.conclusions.selectors.answers import tally
from consultations.expertise.models import Opinion
from consultations.expertise.selectors import adopted_opinions
from consultations.process.models import Consultation, Referral, ReferralStatus
from consultations.process.numbers import Numbers, numbers
from core.accounts.models import Body
from core.journal.domain.leaves import SALT_BYTES
from core.rules import selectors as rules

CITED: Final = ("fz212.art16", "fz212.art22", "fz212.art26")


class Salts:
    """Fresh salts, remembered by the key of what they were given for."""

    def __init__(self) -> None:
        self.by_key: dict[str, str] = {}

    def commit(self, kind: str, pk: int, text: Mapping[str, str]) -> str:
        """The commitment to a text under a new salt."""
        salt = secrets.token_bytes(SALT_BYTES)
        self.by_key[f"{kind}:{pk}"] = salt.hex()
        return commitment(salt, text)


def freeze(
    consultation: Consultation,
    signature: SignatureFacts,
    *,
    document: DocumentFacts,
    on: dt.date,
    salts: Salts,
) -> Snapshot:
    """The snapshot of a consultation read `with_parties`; `on` is the day of the signature.

    Groups that wait for an answer are there without one. The salts of all commitments are left in
    `salts`.
    """
    opinions = {opinion.council_id: opinion for opinion in adopted_opinions(consultation)}
    counts = numbers([consultation.pk])[consultation.pk]
    citations = rules.citations(on)
    return Snapshot(
        format=FORMAT,
        procedure=_procedure(consultation, salts),
        bill=_bill(consultation),
        organiser=_party(consultation.organiser),
        responder=_party(consultation.responder),
        addressee=_party(consultation.addressee),
        signature=signature,
        numbers=asdict(counts),
        tally=asdict(tally(consultation)),
        grounds=tuple(_grounds(consultation, counts)),
        councils=tuple(_councils(consultation, opinions, salts)),
        groups=tuple(_groups(consultation, salts)),
        citations={code: citations[code] for code in CITED if code in citations},
        questions=tuple(_questions(consultation)),
        document=document,
    )


def _party(body: Body) -> Party:
    return Party(body.pk, body.name, body.name_genitive)


def _bill(consultation: Consultation) -> BillFacts:
    version = consultation.version
    bill = version.bill
    return BillFacts(
        id=bill.pk,
        title=bill.title,
        number=bill.number,
        sponsor=bill.sponsor,
        version_id=version.pk,
        version_number=version.number,
        source_sha256=version.source_sha256,
    )


def _procedure(consultation: Consultation, salts: Salts) -> ProcedureFacts:
    text = texts.of_procedure(consultation)
    return ProcedureFacts(
        consultation_id=consultation.pk,
        year=consultation.year,
        slug=consultation.slug,
        form=str(consultation.form),
        announced_on=consultation.announced_on.isoformat(),
        opens_on=consultation.opens_on.isoformat(),
        closes_on=consultation.closes_on.isoformat(),
        premoderated=consultation.premoderated,
        commitment=salts.commit("procedure", consultation.pk, text),
    )


def _questions(consultation: Consultation) -> Iterator[QuestionFacts]:
    for result in results_of(questions_of(consultation)):
        yield QuestionFacts(
            id=result.id,
            kind=result.kind,
            text=result.text,
            path=result.path,
            respondents=result.respondents,
            options=tuple(OptionFacts(option.text, option.count) for option in result.options),
        )


def _grounds(consultation: Consultation, counts: Numbers) -> Iterator[GroundCount]:
    """Hidden proposals by ground, each with the title that its moderators saw last."""
    decisions = ModerationRecord.objects.filter(
        comment__consultation=consultation, ground_code__in=counts.by_ground
    )
    titles = dict(decisions.order_by("decided_at", "pk").values_list("ground_code", "ground_title"))
    for code, count in counts.by_ground.items():
        yield GroundCount(code, titles[code], count)


def _councils(
    consultation: Consultation, opinions: Mapping[int, Opinion], salts: Salts
) -> Iterator[CouncilFacts]:
    """Those that have been asked, each once, by its latest referral: what its sender has withdrawn
    is left out."""
    referrals = Referral.objects.filter(consultation=consultation).select_related("council")
    asked = referrals.once_a_council().exclude(status=ReferralStatus.WITHDRAWN)
    for referral in asked.order_by("council__name", "pk"):
        is_live = referral.status != ReferralStatus.DECLINED
        opinion = opinions.get(referral.council_id) if is_live else None
        yield CouncilFacts(
            referral_id=referral.pk,
            council=_party(referral.council),
            due_on=referral.due_on.isoformat(),
            opinion=_opinion(opinion, salts) if opinion is not None else None,
        )


def _opinion(opinion: Opinion, salts: Salts) -> OpinionFacts:
    remarks = [
        Entry(remark.pk, salts.commit("remark", remark.pk, texts.of_remark(remark)))
        for remark in opinion.remarks.all()
    ]
    dissents = [
        DissentFacts(
            id=dissent.pk,
            member_id=dissent.member_id,
            filed_on=dissent.filed_on.isoformat(),
            commitment=salts.commit("dissent", dissent.pk, texts.of_dissent(dissent)),
        )
        for dissent in opinion.dissents.all()
    ]
    return OpinionFacts(
        id=opinion.pk,
        number=opinion.number,
        recommendation=str(opinion.recommendation),
        rapporteur_id=opinion.rapporteur_id,
        meeting_on=opinion.meeting_on.isoformat() if opinion.meeting_on else "",
        meeting_form=str(opinion.meeting_form),
        minutes_number=opinion.minutes_number,
        seats=opinion.council.seats,
        present=opinion.members_present,
        votes_for=opinion.votes_for,
        votes_against=opinion.votes_against,
        votes_abstained=opinion.votes_abstained,
        commitment=salts.commit("opinion", opinion.pk, texts.of_opinion(opinion)),
        remarks=tuple(remarks),
        dissents=tuple(dissents),
    )


def _groups(consultation: Consultation, salts: Salts) -> Iterator[GroupFacts]:
    groups = ArgumentGroup.objects.filter(consultation=consultation).answerable().with_every_item()
    for group in groups.order_by("position", "pk"):
        items = group.shown_items
        comments = [item.comment for item in items if item.comment and item.comment.is_visible]
        yield GroupFacts(
            id=group.pk,
            provision_id=group.provision_id,
            path=group.provision.path if group.provision else "",
            comments=tuple(
                Entry(comment.pk, salts.commit("comment", comment.pk, texts.of_comment(comment)))
                for comment in comments
            ),
            remarks=tuple(item.remark_id for item in items if item.remark_id),
            answer=_answer(group, salts),
            recommendations=tuple(
                Entry(row.pk, salts.commit("recommendation", row.pk, texts.of_recommendation(row)))
                for row in (item.recommendation for item in items)
                if row is not None
            ),
        )


def _answer(group: ArgumentGroup, salts: Salts) -> AnswerFacts | None:
    answers: list[Answer] = group.current_answers  # type: ignore[attr-defined]
    if group.is_open or not answers:
        return None
    answer = answers[0]
    agreement = answer.agreement
    return AnswerFacts(
        id=answer.pk,
        revision=answer.revision,
        disposition=str(answer.disposition),
        reason_code=answer.reason_code,
        published_on=timezone.localdate(answer.published_at).isoformat(),
        commitment=salts.commit("answer", answer.pk, texts.of_answer(answer)),
        sitting_on=agreement.sitting_on.isoformat() if agreement else "",
        minutes_number=agreement.minutes_number if agreement else "",
    )
