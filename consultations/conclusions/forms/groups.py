"""Forms of argument groups."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models import ArgumentGroup, ArgumentItem
from consultations.conclusions.services.grouping import LONGEST_TITLE
from core.web.forms import SiteForm


class MergeForm(SiteForm):
    """Which groups of the same provision come into `group`."""

    sources = forms.ModelMultipleChoiceField(queryset=ArgumentGroup.objects.none())

    def __init__(self, *args: Any, group: ArgumentGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beside = ArgumentGroup.objects.filter(consultation=group.consultation_id)
        self.fields["sources"].queryset = beside.exclude(pk=group.pk)


class TitleForm(SiteForm):
    """What the argument is, in short."""

    title = forms.CharField(
        label=_("What is proposed, in short"),
        required=False,
        max_length=LONGEST_TITLE,
        help_text=_("Everybody reads it, in the place of the first words of a proposal."),
    )


class MembersForm(SiteForm):
    """Which members leave the group, and where they go. `choices`: (id, words) of other groups."""

    items = forms.ModelMultipleChoiceField(
        queryset=ArgumentItem.objects.none(),
        error_messages={"required": _("Choose at least one proposal.")},
    )
    target = forms.ModelChoiceField(
        label=_("Where to"),
        queryset=ArgumentGroup.objects.none(),
        required=False,
        empty_label=_("to a group of their own"),
    )
    title = forms.CharField(
        label=_("Name of the new group"), required=False, max_length=LONGEST_TITLE
    )

    mark_optional = False

    def __init__(
        self, *args: Any, group: ArgumentGroup, choices: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = ArgumentItem.objects.filter(group=group)
        target = self.fields["target"]
        target.queryset = ArgumentGroup.objects.filter(pk__in=[pk for pk, _words in choices])
        target.choices = [("", target.empty_label), *choices]
