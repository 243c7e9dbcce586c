"""The draft as the desk shows it: what is missing, what differs from a colleague's text."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.expertise.domain.adoption import AdoptionFault
from consultations.expertise.domain.opinions import DissentData, OpinionData, RemarkData
from consultations.expertise.messages import FAULT_FIELDS, FAULTS
from consultations.expertise.models import Importance, MeetingForm, Opinion, Recommendation


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault in words with the anchor of the field that mends it."""

    text: Any
    anchor: str


def fault_lines(faults: Iterable[AdoptionFault]) -> list[FaultLine]:
    return [FaultLine(FAULTS[fault], f"id_{FAULT_FIELDS[fault]}") for fault in faults]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the own text and the saved one differ."""

    label: str
    mine: str
    theirs: str


def differences(mine: OpinionData, theirs: OpinionData, names: "Names") -> list[Difference]:
    """Fields that differ, in the order of the form; values in words."""
    found = []
    for field in _FIELDS:
        show = names.shown.get(field, str)
        found.append(
            Difference(_label(field), show(getattr(mine, field)), show(getattr(theirs, field)))
        )
    found += _pairs(mine.remarks, theirs.remarks, _("Remark %(number)d"), names.remark)
    found += _pairs(
        mine.dissents, theirs.dissents, _("Dissenting opinion %(number)d"), names.dissent
    )
    return [difference for difference in found if difference.mine != difference.theirs]


def _pairs(
    mine: Iterable[Any], theirs: Iterable[Any], label: str, show: Callable[[Any], str]
) -> list[Difference]:
    pairs = enumerate(zip_longest(mine, theirs), start=1)
    return [
        Difference(label % {"number": number}, show(one) if one else "", show(two) if two else "")
        for number, (one, two) in pairs
    ]


class Names:
    """Words for the ids of a draft: units of the text and people of the council."""

    def __init__(self, provisions: Mapping[int, str], people: Mapping[int, str]) -> None:
        self.provisions = provisions
        self.people = people
        self.shown: dict[str, Callable[[Any], str]] = {
            "recommendation": lambda code: str(dict(Recommendation.choices).get(code, "")),
            "meeting_form": lambda code: str(dict(MeetingForm.choices).get(code, "")),
            "rapporteur_id": self.person,
            "meeting_on": _day,
        }

    def person(self, pk: int | None) -> str:
        return self.people.get(pk, "") if pk else ""

    def remark(self, remark: RemarkData) -> str:
        place = self.provisions.get(remark.provision_id, "") if remark.provision_id else ""
        importance = str(dict(Importance.choices).get(remark.importance, ""))
        lines = [place or _("The bill as a whole"), remark.text, remark.proposed_text, importance]
        return "\n".join(filter(None, lines))

    def dissent(self, dissent: DissentData) -> str:
        return "\n".join([self.person(dissent.member_id), _day(dissent.filed_on), dissent.text])


def _day(day: dt.date | None) -> str:
    return date_format(day) if day else ""


_FIELDS: Final = (
    "findings", "consequences", "proposals", "recommendation", "rapporteur_id", "number",
    "meeting_on", "meeting_form", "minutes_number", "members_present", "votes_for",
    "votes_against", "votes_abstained",
)  # fmt: skip


def _label(field: str) -> str:
    name = str(Opinion._meta.get_field(field.removesuffix("_id")).verbose_name)  # noqa: SLF001
    return name[:1].upper() + name[1:]
