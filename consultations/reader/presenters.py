"""What the cards and pages of the reader show, prepared once so that templates only print."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from consultations.process.numbers import Numbers
from core.web.templatetags.veche import local_date

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PHASE_KIND = {
    Phase.ANNOUNCED: "info",
    Phase.OPEN: "success",
    Phase.ANSWERING: "warning",
    Phase.CONCLUDED: "accent",
}


@dataclass(frozen=True, slots=True)
class ConsultationCard:
    """Parameters of components/consultation_card.html."""

    url: str
    title: str
    form: "StrOrPromise"
    status: str
    status_kind: str
    organiser: str
    closes_on: dt.date
    is_open: bool
    counts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of components/steps.html; `state` is done, current or ahead."""

    label: str
    state: str
    date: dt.date | dt.datetime | None = None
    note: str = ""
    url: str = ""


def phase_words(phase: Phase) -> str:
    return {
        Phase.ANNOUNCED: _("announced"),
        Phase.OPEN: _("proposals are being received"),
        Phase.ANSWERING: _("answers are being prepared"),
        Phase.CONCLUDED: _("concluded"),
    }[phase]


def count_words(numbers: Numbers) -> tuple[tuple[int, str], ...]:
    """Counts of a card, each with its noun in the right form."""
    return (
        (numbers.published, ngettext("proposal", "proposals", numbers.published)),
        (numbers.participants, ngettext("participant", "participants", numbers.participants)),
    )


def consultation_card(
    consultation: Consultation, numbers: Numbers, now: dt.datetime
) -> ConsultationCard:
    phase = consultation.phase_at(now)
    return ConsultationCard(
        url=consultation.get_absolute_url(),
        title=consultation.version.bill.title,
        form=consultation.get_form_display(),
        status=phase_words(phase),
        status_kind=PHASE_KIND[phase],
        organiser=consultation.organiser.name,
        closes_on=consultation.closes_on,
        is_open=phase is Phase.OPEN,
        counts=count_words(numbers),
    )


def consultation_cards(
    consultations: Iterable[Consultation], counts: dict[int, Numbers], now: dt.datetime
) -> list[ConsultationCard]:
    """Cards in the order given; `counts` as `process.numbers.numbers` returns them."""
    return [consultation_card(item, counts[item.pk], now) for item in consultations]


def step_states(done: Sequence[bool]) -> list[str]:
    """Done up to the first step that is not; that one is current, the rest are ahead."""
    first = list(done).index(False) if False in done else len(done)
    return [
        "done" if place < first else "current" if place == first else "ahead"
        for place in range(len(done))
    ]


def consultation_steps(consultation: Consultation, now: dt.datetime) -> list[Step]:
    """The way from announcement to the signed conclusion."""
    phase = consultation.phase_at(now)
    passed = {Phase.ANNOUNCED: 1, Phase.OPEN: 1, Phase.ANSWERING: 2, Phase.CONCLUDED: 4}[phase]
    states = step_states([place < passed for place in range(4)])
    return [
        Step(_("Announced"), states[0], consultation.announced_on),
        Step(
            _("Proposals"),
            states[1],
            note=_("%(first)s – %(last)s, the last day included")
            % {
                "first": local_date(consultation.opens_on),
                "last": local_date(consultation.closes_on),
            },
        ),
        Step(
            _("Answers of the committee"),
            states[2],
            note=_("due by %(date)s") % {"date": local_date(consultation.answer_due_on)},
        ),
        _last_step(consultation, states[3]),
    ]


def _last_step(consultation: Consultation, state: str) -> Step:
    """The summary conclusion, or the closing document of a monitoring or an inspection."""
    is_control = consultation.is_control
    label = _("Closing document") if is_control else _("Summary conclusion")
    page = "closing" if is_control else "conclusion"
    concluded = consultation.concluded_at
    url = f"{consultation.get_absolute_url()}{page}/" if concluded else ""
    return Step(label, state, concluded, url=url)
