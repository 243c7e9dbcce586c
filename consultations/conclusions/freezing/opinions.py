"""What councils said, as facts of a snapshot."""

from collections.abc import Iterator, Mapping

from consultations.conclusions import texts
from consultations.conclusions.domain.snapshot import (
    AssessmentFacts,
    ConsideredFacts,
    CouncilFacts,
    DissentFacts,
    Entry,
    FactorFacts,
    OpinionFacts,
    Party,
)
from consultations.conclusions.salts import Salts
from consultations.expertise.models import Opinion
from consultations.expertise.selectors import OpinionText, opinion_text
from consultations.process.models import Consultation, Referral, ReferralStatus
from core.accounts.models import Body


def party(body: Body) -> Party:
    return Party(body.pk, body.name, body.name_genitive)


def councils(
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
            council=party(referral.council),
            due_on=referral.due_on.isoformat(),
            opinion=_opinion(opinion, salts) if opinion is not None else None,
        )


def _opinion(opinion: Opinion, salts: Salts) -> OpinionFacts:
    read = opinion_text(opinion)
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
        remarks=tuple(
            Entry(remark.pk, salts.commit("remark", remark.pk, texts.of_remark(remark)))
            for remark in opinion.remarks.all()
        ),
        dissents=tuple(_dissents(opinion, salts)),
        checklist=tuple(_checklist(read, salts)),
        factors=tuple(_factors(read, salts)),
        considered=tuple(_considered(opinion, salts)),
        # Names and posts of people may change where they stand.
        details=salts.commit("details", opinion.pk, texts.of_details(read), keep=True),
    )


def _dissents(opinion: Opinion, salts: Salts) -> Iterator[DissentFacts]:
    for dissent in opinion.dissents.all():
        text = texts.of_dissent(dissent) | {"member": dissent.member.user.full_name}
        yield DissentFacts(
            id=dissent.pk,
            member_id=dissent.member_id,
            filed_on=dissent.filed_on.isoformat(),
            commitment=salts.commit("dissent", dissent.pk, text, keep=True),
        )


def _checklist(read: OpinionText, salts: Salts) -> Iterator[AssessmentFacts]:
    """What was assessed; items without a word are left out."""
    rows = {row.code: row for row in read.opinion.assessments.all()}
    for line in read.checklist:
        row = rows.get(line.item.code)
        if row is not None and (line.is_assessed or line.text):
            yield AssessmentFacts(
                id=row.pk,
                code=line.item.code,
                number=line.item.number,
                title=line.item.title,
                verdict=str(line.verdict),
                commitment=salts.commit("assessment", row.pk, texts.of_assessment(row)),
            )


def _factors(read: OpinionText, salts: Salts) -> Iterator[FactorFacts]:
    for line in read.found_factors:
        for row in line.findings:
            yield FactorFacts(
                id=row.pk,
                code=line.item.code,
                number=line.item.number,
                title=line.item.title,
                path=row.provision.path if row.provision else "",
                commitment=salts.commit("factor", row.pk, texts.of_factor(row)),
            )


def _considered(opinion: Opinion, salts: Salts) -> Iterator[ConsideredFacts]:
    for row in opinion.considered.order_by("position", "pk"):
        yield ConsideredFacts(
            id=row.pk,
            comment=row.comment_id,
            result=str(row.result),
            commitment=salts.commit("considered", row.pk, {"note": row.note}),
        )
