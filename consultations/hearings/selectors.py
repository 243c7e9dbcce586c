"""Minutes as pages read them."""

from dataclasses import dataclass

from consultations.hearings.domain.minutes import MinutesData, RecommendationData
from consultations.hearings.models import HearingMinutes
from consultations.process.models import Consultation
from drafts.domain.citations import citation
from drafts.models import Provision


@dataclass(frozen=True, slots=True)
class Editions:
    """All editions of the minutes of an event, the newest first."""

    rows: tuple[HearingMinutes, ...]

    @property
    def draft(self) -> HearingMinutes | None:
        return next((each for each in self.rows if each.is_draft), None)

    @property
    def in_force(self) -> HearingMinutes | None:
        signed = (each for each in self.rows if not each.is_draft and not each.is_superseded)
        return next(signed, None)

    @property
    def public(self) -> list[HearingMinutes]:
        return [each for each in self.rows if not each.is_draft]


def editions_of(consultation: Consultation) -> Editions:
    """One query."""
    found = list(HearingMinutes.objects.filter(consultation=consultation).order_by("-edition"))
    for each in found:
        each.consultation = consultation
    return Editions(tuple(found))


def minutes_in_force(consultation: Consultation) -> HearingMinutes | None:
    """One query."""
    found = HearingMinutes.objects.in_force().filter(consultation=consultation).first()
    if found is not None:
        found.consultation = consultation
    return found


def data_of(minutes: HearingMinutes) -> MinutesData:
    """The minutes as plain values; one query."""
    return MinutesData(
        held_on=minutes.held_on,
        started_at=minutes.started_at,
        ended_at=minutes.ended_at,
        place=minutes.place,
        number=minutes.number,
        chair_name=minutes.chair_name,
        secretary_name=minutes.secretary_name,
        attending=minutes.attending,
        officials=minutes.officials,
        question=minutes.question,
        course=minutes.course,
        recommendations=tuple(
            RecommendationData(
                text=row.text,
                provision_id=row.provision_id,
                proposed_text=row.proposed_text,
                votes_for=row.votes_for,
                votes_against=row.votes_against,
                votes_abstained=row.votes_abstained,
                pk=row.pk,
            )
            for row in minutes.recommendations.order_by("position")
        ),
    )


def provision_choices(consultation: Consultation) -> list[tuple[int, str]]:
    """The units of the text that have a number, in their order; one query."""
    units = Provision.objects.filter(version=consultation.version_id).exclude(path="")
    rows = units.order_by("position").values_list("pk", "path")
    return [(pk, citation(path)) for pk, path in rows]
