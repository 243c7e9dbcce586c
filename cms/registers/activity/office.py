"""Forms of the back office."""

import datetime as dt
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.registers.activity.domain.quorum import has_quorum, least_present
from cms.registers.activity.models import ControlForm, MeetingForm
from cms.registers.kit.forms import EntryForm
from core.accounts.models import Council

# What is known only when a meeting has been held.
_AFTERWARDS: Final = (
    "decisions", "protocol_number", "protocol", "members_total", "members_present",
)  # fmt: skip


class MeetingOfficeForm(EntryForm):
    """A meeting ahead has an agenda; one that was held decides only with a quorum."""

    keeper_field = "council"

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        self._check_place(data)
        held_on: dt.date | None = data.get("held_on")
        if held_on is not None and held_on > timezone.localdate():
            for name in _AFTERWARDS:
                if data.get(name) not in (None, ""):
                    self.add_error(name, _("This is known after the meeting: its day is ahead."))
        else:
            self._check_presence(data)
        return data

    def _check_place(self, data: dict[str, Any]) -> None:
        form = data.get("form")
        if form and form != MeetingForm.REMOTE and not data.get("place"):
            self.add_error("place", _("Say where the council meets."))
        if form == MeetingForm.VISITING and not data.get("municipality"):
            self.add_error("municipality", _("Name the municipality that the council visits."))

    def _check_presence(self, data: dict[str, Any]) -> None:
        total, present = data.get("members_total"), data.get("members_present")
        council: Council | None = data.get("council")
        if council is not None and council.pk != self.instance.council_id:
            self.instance.quorum_percent = council.quorum_percent
        percent = self.instance.quorum_percent
        if total == 0:
            self.add_error("members_total", _("A council has at least one member."))
        elif present is not None and total is None and "members_total" not in self.errors:
            self.add_error("members_total", _("Say how many members the council had."))
        elif total is not None and present is None and "members_present" not in self.errors:
            self.add_error("members_present", _("Say how many members were present."))
        elif total is not None and present is not None and present > total:
            self.add_error("members_present", _("There are fewer members than that."))
        elif data.get("decisions"):
            self._check_quorum(present, total, percent)

    def _check_quorum(self, present: int | None, total: int | None, percent: int) -> None:
        if present is None or total is None:
            if not {"members_present", "members_total"} & set(self.errors):
                self.add_error(
                    "members_present", _("Say how many members decided: a decision needs a quorum.")
                )
        elif not has_quorum(present=present, total=total, percent=percent):
            words = _("There was no quorum (at least %(n)d members): nothing could be decided.")
            least = least_present(total=total, percent=percent)
            self.add_error("decisions", words % {"n": least})


class ControlWorkForm(EntryForm):
    """What was held outside the platform is entered with evidence."""

    keeper_field = "council"

    def clean_held_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["held_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        is_other = data.get("form") == ControlForm.OTHER
        if is_other and not data.get("other_form"):
            self.add_error("other_form", _("Name the form."))
        if data.get("form") and not is_other and data.get("other_form"):
            self.add_error("other_form", _("Only for another form: leave it empty."))
        if bool(data.get("url")) == bool(data.get("document")) and "url" not in self.errors:
            self.add_error("url", _("Give a link or a file: one of the two."))
        return data
