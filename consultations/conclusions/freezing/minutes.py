"""Signed minutes, as facts of a snapshot."""

from consultations.conclusions import texts
from consultations.conclusions.domain.snapshot import Entry, MinutesFacts
from consultations.conclusions.salts import Salts
from consultations.hearings.selectors import minutes_in_force
from consultations.process.models import Consultation


def minutes(consultation: Consultation, salts: Salts) -> MinutesFacts | None:
    """Those in force, with everything that was put to the vote; None if there are none."""
    found = minutes_in_force(consultation)
    if found is None or found.held_on is None:
        return None
    rows = found.recommendations.select_related("provision").order_by("position")
    return MinutesFacts(
        id=found.pk,
        number=found.number,
        held_on=found.held_on.isoformat(),
        attending=found.attending or 0,
        file_sha256=found.file_sha256,
        recommendations=tuple(
            Entry(row.pk, salts.commit("vote", row.pk, texts.of_recommendation(row)))
            for row in rows
        ),
        commitment=salts.commit("minutes", found.pk, texts.of_minutes(found)),
    )
