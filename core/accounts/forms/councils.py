"""Forms of councils: the card, members, absences, notes. The rules are judged by the services."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.accounts.domain.members import CardData, CompositionData, MemberData, PersonData
from core.accounts.models import Council, Membership, MembershipRole
from core.accounts.models.bodies import COUNCIL_ROLES
from core.accounts.selectors import current_members
from core.accounts.services.records import MOST_WORDS
from core.rules import selectors as rules
from core.web.formpages import day_field, line_field, text_field
from core.web.forms import SiteForm


def _number(label: Any, least: int, most: int, help_text: Any = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, help_text=help_text, widget=widget
    )


class CardForm(SiteForm):
    """The card of a council."""

    formation_act = line_field(
        _("Formed by"), required=False, help_text=_("The act: its kind, date and number.")
    )
    formed_on = day_field(_("Formed on"), required=False)
    term_ends_on = day_field(_("Term ends on"), required=False)
    seats = _number(_("Number of members"), 1, 500)
    quorum_percent = _number(
        _("Quorum, percent"),
        0,
        99,
        _("The share of all members that must be exceeded: 50 means more than half."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    about = text_field(_("About the council"), rows=4, required=False, most=4000)

    def data_of(self) -> CardData:
        return CardData(**self.cleaned_data)


class MemberForm(SiteForm):
    """A member's place."""

    role = forms.ChoiceField(
        label=_("Role in the council"),
        choices=[(role.value, role.label) for role in COUNCIL_ROLES],
        initial=MembershipRole.MEMBER.value,
    )
    post = line_field(
        _("Post or occupation"), required=False, most=200, help_text=_("Shown in public.")
    )
    nominated_by = line_field(
        _("Nominated by"),
        required=False,
        help_text=_("The public association, body or other organisation that nominated."),
    )
    starts_on = day_field(_("Member from"), required=False)
    ends_on = day_field(_("Member until"), required=False, help_text=_("The last day, included."))

    def data_of(self) -> MemberData:
        names = ("role", "post", "nominated_by", "starts_on", "ends_on")
        return MemberData(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(membership: Membership) -> dict[str, Any]:
        names = ("role", "post", "nominated_by", "starts_on", "ends_on")
        return {name: getattr(membership, name) for name in names}


class SeatForm(MemberForm):
    """A new member: who it is, and the place."""

    email = forms.EmailField(
        label=_("E-mail of the member"),
        help_text=_("A letter goes there. If the person has an account, it is the same account."),
    )
    full_name = line_field(
        _("Surname, first name, patronymic"),
        required=False,
        most=200,
        help_text=_("Needed if the person has no account yet."),
    )
    municipality = line_field(_("Municipality"), required=False, most=120)
    has_consented = forms.BooleanField(
        label=_(
            "The member has signed the consents to the processing and to the dissemination of "
            "personal data; we keep the sheets"
        ),
        required=False,
    )
    field_order = ("email", "full_name", "municipality")

    def person(self) -> PersonData:
        return PersonData(
            self.cleaned_data["email"],
            self.cleaned_data["full_name"],
            self.cleaned_data["municipality"],
        )

    @classmethod
    def for_council(cls, data: Any, council: Council, today: dt.date) -> "SeatForm":
        first = max(today, council.formed_on) if council.formed_on else today
        return cls(data, initial={"starts_on": first, "ends_on": council.term_ends_on})


class EndForm(SiteForm):
    """The end of a membership."""

    ended_on = day_field(_("Last day in the council"))
    reason = line_field(
        _("Reason"),
        help_text=_("For example: own wish, recalled by the organisation that nominated. Public."),
    )


class _MembersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.full_name} – {obj.post or obj.get_role_display()}"


class RenewForm(SiteForm):
    """A new composition and who stays in it."""

    formation_act = line_field(
        _("Formed by"), help_text=_("The act on the new composition: its kind, date and number.")
    )
    formed_on = day_field(_("Formed on"))
    term_ends_on = day_field(_("Term ends on"))
    seats = _number(_("Number of members"), 1, 500)
    reason = line_field(
        _("Why the former memberships end"), help_text=_("Shown beside each former member.")
    )
    staying = _MembersField(
        Membership.objects.none(),
        label=_("Who stays in the new composition"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least the secretary. New members are added afterwards."),
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staying"].queryset = current_members(council)  # type: ignore[attr-defined]
        self.fields["seats"].initial = council.seats
        self.fields["reason"].initial = gettext("the term of the composition ended")

    def data_of(self) -> CompositionData:
        names = ("formation_act", "formed_on", "term_ends_on", "seats")
        return CompositionData(**{name: self.cleaned_data[name] for name in names})


class AbsenceForm(SiteForm):
    """Days for which a member is excused."""

    starts_on = day_field(_("From"))
    ends_on = day_field(_("To"), help_text=_("The last day, included."))
    ground = line_field(
        _("Ground"),
        help_text=_("Only the secretary sees it; in public it says “for a good reason”."),
    )


class NoteForm(SiteForm):
    """A member's own note."""

    text = text_field(
        _("Your note"),
        rows=6,
        most=MOST_WORDS,
        help_text=_("For example: what you are working on, how people can reach you, a report."),
    )


class HideNoteForm(SiteForm):
    """The ground on which a note is hidden."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = rules.moderation_grounds(today)
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (ground.code, ground.label) for ground in grounds
        ]


def term_words(council: Council) -> str:
    """«С … по …», for the lead of a form; empty if the card has no days."""
    if not council.formed_on or not council.term_ends_on:
        return ""
    return gettext("The composition works from %(first)s to %(last)s.") % {
        "first": date_format(council.formed_on),
        "last": date_format(council.term_ends_on),
    }
