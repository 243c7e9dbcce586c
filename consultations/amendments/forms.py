"""The forms of the tables of amendments."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.amendments.domain.editions import PARTS
from consultations.amendments.domain.places import place_words
from consultations.amendments.models import Amendment, Decision
from consultations.amendments.selectors.filtering import WHOLE, Wanted
from consultations.amendments.services import MAX_LINE, MAX_TEXT, AmendmentData
from core.web.formpages import line_field, text_field
from core.web.forms import SiteForm
from drafts.models import Provision


def _sponsor_field() -> forms.CharField:
    return line_field(
        _("Who tables the amendment"),
        most=MAX_LINE,
        help_text=_(
            "As it is printed in the table. Only holders of legislative initiative table "
            "amendments, so a proposal needs one."
        ),
    )


class _Suggesting(SiteForm):
    """`suggestions`: names that the browser offers for the author."""

    def suggest(self, suggestions: Iterable[str]) -> None:
        names = [name for name in suggestions if len(name) <= MAX_LINE]
        self.fields["sponsor"].help_text = _(
            "As it is printed in the table, for example: %(names)s. Only holders of legislative "
            "initiative table amendments."
        ) % {"names": "; ".join(names[:4])}
        if names and not self.fields["sponsor"].initial:
            self.fields["sponsor"].initial = names[0]


class SponsorForm(_Suggesting):
    """Accepted proposals become amendments of somebody."""

    sponsor = _sponsor_field()


class AmendmentForm(_Suggesting):
    """All words of an amendment. `version`: the one that was seen, 0 for a new amendment."""

    sponsor = _sponsor_field()
    is_whole_text = forms.BooleanField(
        label=_("The amendment is on the whole text of the bill"), required=False
    )
    provision = forms.ModelChoiceField(
        Provision.objects.none(),
        label=_("Unit of the bill"),
        required=False,
        empty_label=_("None of them"),
    )
    place = line_field(
        _("The unit in words"),
        required=False,
        most=MAX_LINE,
        help_text=_(
            "Empty: as the unit chosen is cited. A new unit («статья 5.1») stands after the unit "
            "chosen."
        ),
    )
    original = text_field(_("Text of the bill"), required=False, most=MAX_TEXT)
    text = text_field(_("Text of the amendment"), rows=6, most=MAX_TEXT)
    resulting = text_field(_("Text with the amendment"), required=False, most=MAX_TEXT)
    decision = forms.ChoiceField(
        label=_("Decision of the committee"),
        choices=Decision,
        initial=Decision.UNDECIDED,
        widget=forms.RadioSelect,
    )
    reason = text_field(
        _("Reason of the decision"),
        required=False,
        most=MAX_TEXT,
        help_text=_("Required if the amendment is to be rejected; printed in the table."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, units: Sequence[Provision] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provision"]
        field.queryset = Provision.objects.filter(  # type: ignore[attr-defined]
            pk__in=[unit.pk for unit in units]
        )
        field.choices = [  # type: ignore[attr-defined]
            ("", _("None of them")),
            *((unit.pk, place_words(unit.path)) for unit in units),
        ]

    @staticmethod
    def initial_of(amendment: Amendment) -> dict[str, Any]:
        names = ("sponsor", "is_whole_text", "provision", "place", "original", "text")
        more = ("resulting", "decision", "reason", "version")
        return {name: getattr(amendment, name) for name in (*names, *more)}

    def rebase(self, version: int) -> None:
        """Makes the next saving take the place of this version."""
        data = self.data.copy()
        data["version"] = str(version)
        self.data = data

    @staticmethod
    def words(data: dict[str, Any]) -> AmendmentData:
        return AmendmentData(**{name: value for name, value in data.items() if name != "version"})


ALL: Final = "all"


class FilterForm(SiteForm):
    """Which amendments the desk shows. `table`: its number, or ALL."""

    table = forms.CharField(required=False, widget=forms.HiddenInput)
    on = forms.ChoiceField(label=_("Structural unit"), required=False)
    sponsor = forms.ChoiceField(label=_("Author of the amendment"), required=False)
    words = forms.CharField(label=_("Words of the text"), required=False, max_length=100)
    changed = forms.BooleanField(label=_("Only those whose answer was revised"), required=False)

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[str, str]],
        sponsors: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole text")),
            (WHOLE, _("The bill as a whole")),
            *units,
        ]
        self.fields["sponsor"].choices = [  # type: ignore[attr-defined]
            ("", _("All authors")),
            *((name, name) for name in sponsors),
        ]

    def wanted(self) -> Wanted:
        """What was chosen; what cannot be understood counts as not chosen."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        by_number = {str(number): decision for decision, number in PARTS.items()}
        table = cleaned.get("table", "")
        return Wanted(
            decision="" if table == ALL else by_number.get(table, Decision.UNDECIDED),
            on=cleaned.get("on", ""),
            sponsor=cleaned.get("sponsor", ""),
            changed=cleaned.get("changed", False),
            words=cleaned.get("words", "").strip(),
        )


class DecideForm(SiteForm):
    """One decision for the amendments that are ticked in the list («id:version»), or for
    `everything` that fits the filters, if it is what was `seen` (domain.seen.digest_of)."""

    everything = forms.BooleanField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    chosen = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    decision = forms.ChoiceField(
        label=_("Decision of the committee"), choices=Decision, widget=forms.RadioSelect
    )
    reason = text_field(
        _("Reason of the decision"),
        rows=3,
        required=False,
        most=MAX_TEXT,
        help_text=_("Required if the amendments are to be rejected; printed in the table."),
    )

    def __init__(self, *args: Any, amendments: Iterable[Amendment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        known = {f"{one.pk}:{one.version}" for one in amendments}
        choices = known | {value for value in sent if _is_key(value)}
        self.fields["chosen"].choices = [(key, key) for key in sorted(choices)]  # type: ignore[attr-defined]
        self.ticked = {value.partition(":")[0] for value in sent}

    def rebase(self, seen: str) -> None:
        """Makes the next decision one on what there is now."""
        data = self.data.copy()
        data["seen"] = seen
        self.data = data

    def versions(self) -> dict[int, int]:
        """id → version of what is ticked."""
        pairs = (value.split(":") for value in self.cleaned_data["chosen"])
        return {int(pk): int(version) for pk, version in pairs}


class ReasonForm(SiteForm):
    reason = text_field(_("Reason of the withdrawal"), most=MAX_TEXT)


def _is_key(value: str) -> bool:
    pk, _sign, version = value.partition(":")
    numbers = (pk, version)
    return all(part.isascii() and part.isdigit() and len(part) < 10 for part in numbers)
