"""What the home page prints of what lies below."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import ngettext

from consultations.conclusions.domain.tally import Tally
from consultations.conclusions.models import SummaryConclusion


@dataclass(frozen=True, slots=True)
class ConclusionCard:
    """A signed conclusion: `counts` are pairs of a number and its words; `note` says that the
    committee's position is not in it."""

    url: str
    title: str
    number: str
    signed_at: dt.datetime
    organiser: str
    counts: tuple[tuple[int, str], ...]
    note: str = ""


def conclusion_cards(
    conclusions: Iterable[SummaryConclusion], tallies: Mapping[int, Tally]
) -> list[ConclusionCard]:
    """Cards in the order given; `tallies` by consultation."""
    return [_card(item, tallies[item.consultation_id]) for item in conclusions]


def _card(conclusion: SummaryConclusion, tally: Tally) -> ConclusionCard:
    counts = tally.total
    return ConclusionCard(
        url=conclusion.get_absolute_url(),
        title=conclusion.consultation.version.bill.title,
        number=conclusion.number,
        signed_at=conclusion.signed_at,
        organiser=conclusion.consultation.organiser.name,
        counts=(
            (
                counts.answered,
                ngettext(
                    "proposal or remark answered",
                    "proposals and remarks answered",
                    counts.answered,
                ),
            ),
            (
                counts.accepted_any,
                ngettext(
                    "accepted in full or in part",
                    "accepted in full or in part",
                    counts.accepted_any,
                ),
            ),
        ),
        note=str(conclusion.get_kind_display()) if conclusion.is_lapsed else "",
    )
