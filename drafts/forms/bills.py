"""Forms of the desk for bills."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.accounts.models import Body
from core.web.forms import SiteForm
from drafts.models import Bill, BillStatus, Stage, Topic
from drafts.services import MAX_SUMMARY, possible_sponsors


def choose(form: forms.Form, name: str, found: QuerySet[Any]) -> None:
    """Sets what a field of a form offers."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
    field.queryset = found


class _OpenSelect(forms.Select):
    """A choice whose empty value means something: never announced as missing."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class BillField(forms.ModelChoiceField):
    """One of the bills, or a new one (None)."""

    widget = _OpenSelect

    def clean(self, value: Any) -> Bill | None:
        return None if value in self.empty_values else super().clean(value)


class ImportForm(SiteForm):
    """The file of a bill and its passport. `committees`: ids of those that the clerk works for."""

    file = forms.FileField(
        label=_("File with the text"),
        help_text=_(
            "DOCX, ODT, RTF, DOC, PDF with text, HTML or TXT. The file of the word processor is "
            "best: a PDF keeps neither numbering nor paragraphs. Nothing is published yet: first "
            "you will see how the text was read."
        ),
        error_messages={"required": _("Choose the file with the text of the bill.")},
    )
    bill = BillField(
        Bill.objects.none(),
        label=_("Which bill is it?"),
        empty_label=_("A new bill"),
        help_text=_(
            "For a new text of a known bill choose the bill; its unpublished version is replaced."
        ),
    )
    committee = forms.ModelChoiceField(
        Body.objects.none(), label=_("Responsible committee"), empty_label=None
    )
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage, initial=Stage.INTRODUCED)
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Leave it empty, and a new bill takes the title from the file."),
    )
    number = forms.CharField(label=_("Number"), required=False, max_length=60)
    sponsor = forms.CharField(label=_("Sponsor"), required=False, max_length=300)

    def __init__(self, *args: Any, committees: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "bill", Bill.objects.of_committees(list(committees)))
        choose(self, "committee", Body.objects.filter(pk__in=committees).order_by("name"))
        if len(committees) == 1:
            self.fields["committee"].widget = forms.HiddenInput()
            self.fields["committee"].required = False
            self.fields["committee"].initial = committees[0]


class DescribeForm(SiteForm):
    """The card of a bill, above its text. `committee`: the responsible one."""

    summary = forms.CharField(
        label=_("What it is about"),
        required=False,
        max_length=MAX_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In plain words: what changes, for whom, and from when."),
    )
    status = forms.ChoiceField(label=_("Where the bill stands"), choices=BillStatus)
    introduced_on = forms.DateField(
        label=_("Introduced on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    sponsor_body = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Sponsor on the site"),
        required=False,
        empty_label=_("takes no part here"),
        help_text=_(
            "Whose people may give the position of the sponsor on proposals. The responsible "
            "committee of the bill is not among them."
        ),
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        label=_("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Readers find the bill by them, and those who follow a topic hear of it."),
    )

    def __init__(self, *args: Any, committee: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "sponsor_body", possible_sponsors(committee))
        if not Topic.objects.exists():
            del self.fields["topics"]


class PublishForm(SiteForm):
    """The last look before a text becomes final; `seen` is the state of the text that
    was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=100)
    checked = forms.BooleanField(
        label=_("I have compared the text with the file, and the doubts above are settled"),
        error_messages={"required": _("Confirm that you have compared the text with the file.")},
    )
