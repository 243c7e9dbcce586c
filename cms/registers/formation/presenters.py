"""Competitions as pages show them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.registers.formation.domain.share import Share
from cms.registers.formation.domain.stages import Progress, Stage, progress
from cms.registers.formation.models import (
    Competition,
    CompetitionDocument,
    Outcome,
    StageChoice,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Kinds of components/tag.html.
KINDS: Final = {
    Outcome.RUNNING: "info",
    Outcome.FORMED: "success",
    Outcome.FAILED: "warning",
    Outcome.CANCELLED: "",
}
_STATES: Final = {
    Progress.UNPLANNED: gettext_lazy("not planned yet"),
    Progress.AHEAD: gettext_lazy("ahead"),
    Progress.NOW: gettext_lazy("going on"),
    Progress.PASSED: gettext_lazy("over"),
}


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage as the page of a competition shows it. `first` and `last`: its days, None where they
    are not named; one day has both the same."""

    stage: StageChoice
    state: "StrOrPromise"
    is_now: bool
    first: dt.date | None
    last: dt.date | None
    result: str
    documents: list[CompetitionDocument]


def stage_lines(
    competition: Competition, documents: Iterable[CompetitionDocument], today: dt.date
) -> list[StageLine]:
    """The four stages in their order."""
    known, at = list(documents), progress(competition.days, today)
    rows = (
        (Stage.ANNOUNCE, competition.announced_on, competition.announced_on,
         competition.announce_result),
        (Stage.NOMINATE, competition.nominations_from, competition.nominations_until,
         competition.nominate_result),
        (Stage.CHECK, None, competition.checked_on, competition.check_result),
        (Stage.APPROVE, competition.approved_on, competition.approved_on,
         competition.approve_result),
    )  # fmt: skip
    return [
        StageLine(
            StageChoice(stage),
            _STATES[at[stage]],
            at[stage] is Progress.NOW and competition.outcome == Outcome.RUNNING,
            first,
            last,
            result,
            [each for each in known if each.stage == stage],
        )
        for stage, first, last, result in rows
    ]


def outcome_tag(competition: Competition) -> tuple[str, str]:
    """(label, kind) of components/tag.html."""
    outcome = Outcome(competition.outcome)
    return str(outcome.label), KINDS[outcome]


def share_notice(found: Share) -> tuple[str, str] | None:
    """(kind of components/notice.html, sentence) about who comes from public associations; None
    while a council has no members."""
    if not found.members:
        return None
    if not found.is_alarming:
        words = _("From public associations: %(n)d of %(all)d members (%(percent)d %%).") % {
            "n": found.associations, "all": found.members, "percent": found.percent,
        }  # fmt: skip
        return "info", f"{words} {_unknown(found)}".strip()
    if not found.unknown:
        return "warning", _("No member of the council comes from a public association.")
    words = _("No member of the council is known to come from a public association.")
    return "warning", f"{words} {_unknown(found)}"


def _unknown(found: Share) -> str:
    if not found.unknown:
        return ""
    return ngettext(
        "Of %(n)d member it is not known whether an association nominated them.",
        "Of %(n)d members it is not known whether an association nominated them.",
        found.unknown,
    ) % {"n": found.unknown}
