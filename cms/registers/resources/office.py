"""Forms of the back office."""

from typing import Any

from django.utils.translation import gettext as _

from cms.registers.kit.forms import EntryForm


class PremisesForm(EntryForm):
    """Who wants a room must be able to ask for it."""

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        has_contact = data.get("phone") or data.get("email")
        if not has_contact and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", _("Give a telephone or an e-mail of the office."))
        if data.get("places") == 0:
            self.add_error("places", _("Leave it empty if it is not known."))
        return data


class PracticeForm(EntryForm):
    keeper_field = "council"

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        places, students = data.get("places"), data.get("students")
        if places == 0:
            self.add_error("places", _("There is at least one place."))
        elif places is not None and students is not None and students > places:
            self.add_error("students", _("There are fewer places than that."))
        return data
