"""Addresses and forms of the desk of opinions."""

from typing import Any

from django.urls import reverse

from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.models import Opinion
from consultations.expertise.selectors import opinion_data
from consultations.process.models import Referral


def address(referral: Referral, name: str = "opinion", *more: Any) -> str:
    return reverse(f"expertise:{name}", args=[referral.pk, *more])


def posted(opinion: Opinion) -> dict[str, Any]:
    """What the browser sends of a saved draft if nothing is changed, with room for one more
    remark."""
    data: OpinionData = opinion_data(opinion)
    form: dict[str, Any] = {
        name: _value(getattr(data, name))
        for name in ("findings", "consequences", "proposals", "recommendation", "number", "place",
                     "materials", "meeting_on", "meeting_form", "minutes_number",
                     "accreditation_expert", "accreditation_number", "accreditation_on",
                     "members_present", "votes_for", "votes_against", "votes_abstained")
    }  # fmt: skip
    form["rapporteur"] = _value(data.rapporteur_id)
    form["revision"] = opinion.revision
    for name, rows, extra in (("factors", data.factors, 1), ("remarks", data.remarks, 1),
                              ("dissents", data.dissents, 0)):  # fmt: skip
        form[f"{name}-TOTAL_FORMS"] = len(rows) + extra
        form[f"{name}-INITIAL_FORMS"] = len(rows)
        for number, row in enumerate(rows):
            for field in row.__dataclass_fields__:
                if field != "authors":
                    key = field.removesuffix("_id")
                    form[f"{name}-{number}-{key}"] = _value(getattr(row, field))
    form[f"remarks-{len(data.remarks)}-importance"] = "medium"
    for row in data.assessments:
        form |= {f"check-{row.code}-verdict": row.verdict, f"check-{row.code}-text": row.text}
    for row in data.ballots:
        form[f"ballot-{row.member_id}-attendance"] = row.attendance
        form[f"ballot-{row.member_id}-vote"] = row.vote
    return form


def _value(value: Any) -> Any:
    return "" if value is None else value
