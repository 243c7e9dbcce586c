from django import forms
from django.utils.translation import gettext_lazy as _

from search import registry


class SearchForm(forms.Form):
    """The address of a search: words, kind, place in the list."""

    q = forms.CharField(
        label=_("Search"),
        max_length=1000,
        required=False,
        error_messages={
            "max_length": _("The words are too many to search for. Keep the most telling ones."),
            "null_characters_not_allowed": _("Type the words again."),
        },
    )
    kind = forms.CharField(required=False)
    # «1»: the words as they were typed, whatever they find.
    exact = forms.CharField(required=False)
    offset = forms.IntegerField(required=False, min_value=0)

    def clean_kind(self) -> str:
        """A kind that is not there means all of them."""
        kind: str = self.cleaned_data["kind"]
        return kind if kind in registry.sources() else ""

    @property
    def query(self) -> str:
        """The words, if they can be searched for."""
        return str(self.cleaned_data.get("q", ""))

    @property
    def kind_or_all(self) -> str:
        return str(self.cleaned_data.get("kind", ""))

    @property
    def is_literal(self) -> bool:
        return bool(self.cleaned_data.get("exact") == "1")

    @property
    def offset_or_start(self) -> int:
        return int(self.cleaned_data.get("offset") or 0)
