"""Objections to answers as pages show them."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.conclusions.models import AnswerObjection, AnswerObjectionOutcome, TextState
from consultations.process.domain.lifecycle import days_late
from drafts.domain.citations import citation

_KINDS: Final = {"upheld": "success", "answered": "success", "rejected": "info"}


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection read `with_sources`, for lists and for its page. Texts of a proposal that is
    not published are empty: they are for nobody but the member who decides."""

    objection: AnswerObjection
    today: dt.date

    @property
    def place(self) -> str:
        """«Пункт 2 части 1 статьи 5», or the bill as a whole."""
        provision = self.objection.group.provision
        words = citation(provision.path) if provision else _("The bill as a whole")
        return words[:1].upper() + words[1:]

    @property
    def text(self) -> str:
        is_shown = self.objection.text_state == TextState.SHOWN
        return self.objection.text if is_shown and self.objection.comment.is_visible else ""

    @property
    def text_note(self) -> str:
        """Why there is no text."""
        if self.objection.text_state == TextState.HELD:
            return _("The text is being checked; the objection is considered meanwhile.")
        if self.objection.text_state == TextState.HIDDEN:
            ground = {"ground": self.objection.text_ground}
            return _("The text is hidden by the organiser: %(ground)s.") % ground
        return _(
            "The proposal is not published now, so the text of the objection is not shown either."
        )

    @property
    def excerpt(self) -> str:
        return Truncator(self.objection.text).chars(200)

    @property
    def days_late(self) -> int:
        """By how many days it is overdue; 0 if it is not, or is decided."""
        is_over = bool(self.objection.outcome)
        return 0 if is_over else days_late(self.objection.due_on, self.today)

    @property
    def state(self) -> str:
        if self.objection.outcome == AnswerObjectionOutcome.UPHELD:
            return pgettext("objection", "upheld")
        if self.objection.outcome == AnswerObjectionOutcome.ANSWERED:
            return pgettext("objection", "answered anew")
        if self.objection.outcome:
            return pgettext("objection", "rejected")
        if self.days_late:
            return pgettext("objection", "overdue")
        return pgettext("objection", "being considered")

    @property
    def state_kind(self) -> str:
        waiting = "error" if self.days_late else "warning"
        return _KINDS.get(self.objection.outcome, waiting)

    @property
    def who(self) -> str:
        """Who decides; members of councils act in public."""
        reviewer = self.objection.reviewer
        return f"{reviewer.user}, {reviewer.council}" if reviewer else ""
