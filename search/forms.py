from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """The address of a search: words, kind, place in the list."""

    q = forms.CharField(label=_("Search"), max_length=300, required=False, strip=True)
    kind = forms.SlugField(required=False)
    offset = forms.IntegerField(required=False, min_value=0)
