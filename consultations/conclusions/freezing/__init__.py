"""Makes the snapshot of a consultation from what stands in the database at the signature."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from consultations.comments.models import ModerationRecord
from consultations.comments.selectors import moderation_numbers, questions_of, results_of
from consultations.conclusions import texts
from consultations.conclusions.domain.snapshot import (
    FORMAT,
    BillFacts,
    DocumentFacts,
    GroundCount,
    OptionFacts,
    PlaceFacts,
    ProcedureFacts,
    QuestionFacts,
    SignatureFacts,
    Snapshot,
)
from consultations.conclusions.freezing.groups import groups
from consultations.conclusions.freezing.minutes import minutes
from consultations.conclusions.freezing.opinions import councils, party
from consultations.conclusions.salts import Salts
from consultations.conclusions.selectors.answers import tally
from consultations.conclusions.selectors.objections import objection_numbers
from consultations.expertise.selectors import adopted_opinions
from consultations.process.models import Consultation
from consultations.process.numbers import Numbers, numbers, place_numbers
from core.rules import selectors as rules

CITED: Final = ("fz212.art16", "fz212.art22", "fz212.art26")


def freeze(
    consultation: Consultation,
    signature: SignatureFacts,
    *,
    document: DocumentFacts,
    on: dt.date,
    salts: Salts,
    first: int | None = None,
) -> Snapshot:
    """The snapshot of a consultation read `with_parties`; `on` is the day of the signature.

    Groups that wait for an answer are there without one. The salts of all commitments are left in
    `salts`. A preview needs only the `first` so many groups; its numbers are those of all.
    """
    opinions = {opinion.council_id: opinion for opinion in adopted_opinions(consultation)}
    counts = numbers([consultation.pk])[consultation.pk]
    citations = rules.citations(on)
    return Snapshot(
        format=FORMAT,
        procedure=_procedure(consultation, salts),
        bill=_bill(consultation),
        organiser=party(consultation.organiser),
        responder=party(consultation.responder),
        addressee=party(consultation.addressee),
        signature=signature,
        numbers=asdict(counts),
        tally=asdict(tally(consultation)),
        grounds=tuple(_grounds(consultation, counts)),
        councils=tuple(councils(consultation, opinions, salts)),
        groups=tuple(groups(consultation, salts, first)),
        citations={code: citations[code] for code in CITED if code in citations},
        questions=tuple(_questions(consultation)),
        document=document,
        places=tuple(_places(consultation)),
        minutes=minutes(consultation, salts),
        moderation=_moderation(consultation),
        objections=asdict(objection_numbers([consultation.pk], on=on)[consultation.pk]),
    )


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
        commitment=salts.commit("procedure", consultation.pk, text, keep=True),
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


def _places(consultation: Consultation) -> Iterator[PlaceFacts]:
    for place in place_numbers([consultation.pk])[consultation.pk]:
        yield PlaceFacts(place.municipality, place.by_author_type)


def _moderation(consultation: Consultation) -> dict[str, int]:
    """What moderators and the rules have done, by `comments.selectors.ModerationNumbers`."""
    done = moderation_numbers(consultation)
    names = ("held_by_rules", "objections", "upheld", "rejected", "reports", "settled")
    return done.decisions | {name: getattr(done, name) for name in names}
