"""Forms of the back office."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.registers.formation.domain.stages import Days, faults
from cms.registers.formation.models import Competition, Decision, Outcome
from cms.registers.kit.forms import EntryForm
from consultations.experts.domain.ogrn import is_ogrn, plain_ogrn
from core.accounts.models import Membership
from core.accounts.models.bodies import COUNCIL_ROLES

# What came of a stage is told once its day has come.
_RESULTS: Final = (
    ("announce_result", "announced_on"),
    ("nominate_result", "nominations_from"),
    ("check_result", "nominations_until"),
    ("approve_result", "approved_on"),
)


class CompetitionForm(EntryForm):
    """The days go forward, and nothing is told of what has not happened."""

    keeper_field = "council"

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        days = Days(**{name: data.get(name) for name in Days.__dataclass_fields__})
        for fault in faults(days):
            # A day that was refused itself is not spoken of again.
            if fault.before not in self.errors and fault.name not in self.errors:
                self.add_error(fault.name, self._words(fault.before, fault.is_missing))
        self._check_results(data)
        self._check_outcome(data)
        return data

    def _words(self, before: str, is_missing: bool) -> str:
        label = Competition._meta.get_field(before).verbose_name  # noqa: SLF001 - documented
        if is_missing:
            return _("Name the day before it first: “%(label)s”.") % {"label": label}
        return _("This is before the day of “%(label)s”: the days must go forward.") % {
            "label": label
        }

    def _check_results(self, data: dict[str, Any]) -> None:
        today = timezone.localdate()
        for result, name in _RESULTS:
            day: dt.date | None = data.get(name)
            if data.get(result) and name not in self.errors and (day is None or day > today):
                self.add_error(result, _("This stage has not come yet."))

    def _check_outcome(self, data: dict[str, Any]) -> None:
        outcome, approved_on = data.get("outcome"), data.get("approved_on")
        is_approved = approved_on is not None and approved_on <= timezone.localdate()
        if outcome == Outcome.FORMED and not is_approved and "approved_on" not in self.errors:
            self.add_error("approved_on", _("Name the day on which the composition was approved."))
        if outcome in (Outcome.FAILED, Outcome.CANCELLED) and not data.get("outcome_reason"):
            self.add_error("outcome_reason", _("Say why."))


class _Seats:
    """How a seat is called in a list of choices."""

    @staticmethod
    def label(membership: Membership) -> str:
        role = membership.post or membership.get_role_display()
        return f"{membership.body}: {membership.user.full_name} – {role}"


class NominationForm(EntryForm):
    """An organisation is known by its number, a candidate by name only with a consent."""

    keeper_field = "competition"
    keeper_lookup = "council"

    # Longer than the number itself: people type it with spaces or hyphens.
    ogrn = forms.CharField(
        label=gettext_lazy("OGRN of the organisation"),
        max_length=20,
        required=False,
        help_text=gettext_lazy(
            "13 digits. Empty only for a public association that is no legal entity."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        competition: Any = self.fields["competition"]
        competition.error_messages["invalid_choice"] = _(
            "Choose a competition of one of your own councils."
        )
        seat: Any = self.fields["membership"]
        rows = Membership.objects.filter(role__in=COUNCIL_ROLES)
        rows = rows.filter(body__in=competition.queryset.values("council"))
        seat.queryset = rows.select_related("user", "body").order_by(
            "body__name", "user__full_name"
        )
        seat.label_from_instance = _Seats.label

    def clean_ogrn(self) -> str:
        number = plain_ogrn(str(self.cleaned_data["ogrn"] or ""))
        if number and not is_ogrn(number):
            raise ValidationError(
                _("This is not an OGRN: it has 13 digits, the last of which checks the others.")
            )
        return number

    def clean_consented_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["consented_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        self._check_organisation(data)
        self._check_name(data)
        self._check_decision(data)
        return data

    def _check_organisation(self, data: dict[str, Any]) -> None:
        is_known = data.get("ogrn") or data.get("is_public_association")
        if not is_known and "ogrn" not in self.errors:
            self.add_error("ogrn", _("Give the OGRN of the organisation."))

    def _check_name(self, data: dict[str, Any]) -> None:
        name, day = data.get("candidate"), data.get("consented_on")
        if name and not day and "consented_on" not in self.errors:
            self.add_error(
                "consented_on",
                _("The name is published only with the candidate's consent: give its day."),
            )
        if day and not name:
            self.add_error("candidate", _("There is a consent, but no name: give it too."))

    def _check_decision(self, data: dict[str, Any]) -> None:
        decision, seat = data.get("decision"), data.get("membership")
        if decision == Decision.REFUSED and not data.get("reason"):
            self.add_error("reason", _("Say why the candidate is not admitted."))
        if seat is None:
            return
        competition = data.get("competition")
        if decision != Decision.CHOSEN:
            self.add_error("membership", _("Only who is included in the composition has a seat."))
        elif competition and seat.body_id != competition.council_id:
            self.add_error("membership", _("This seat is in another council."))


class SeatRuleForm(EntryForm):
    keeper_field = "council"

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        council, others = data.get("council"), data.get("others") or ()
        if council and council in others:
            self.add_error("others", _("This is the same council."))
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        return data
