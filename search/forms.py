from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.web.texts import clean_text
from search.asked import PER_PAGE, Asked
from search.interface import FACETS, Order

LONGEST_TEXT: Final = 1000
# More values than anybody chooses are no longer read.
MOST_VALUES: Final = 20
_LONGEST_VALUE: Final = 200


class SearchForm(forms.Form):
    """The address of a search: words, what narrows it (facets, repeated), order, page."""

    q = forms.CharField(
        label=_("Search"),
        max_length=LONGEST_TEXT,
        required=False,
        error_messages={
            "max_length": _("The words are too many to search for. Keep the most telling ones."),
            "null_characters_not_allowed": _("Type the words again."),
        },
    )
    sort = forms.CharField(required=False)
    older = forms.CharField(required=False)
    exact = forms.CharField(required=False)
    page = forms.IntegerField(required=False, min_value=1)
    # Pages of former addresses were counted in results.
    offset = forms.IntegerField(required=False, min_value=0)

    def clean_q(self) -> str:
        """The words without what nobody sees."""
        return clean_text(self.cleaned_data["q"]).strip()

    @property
    def asked(self) -> Asked:
        """What is asked for; a broken field asks for nothing."""
        given = self.cleaned_data
        return Asked(
            text=str(given.get("q", "")),
            filters=filters_in(self.data),
            order=Order.NEWEST if given.get("sort") == Order.NEWEST else Order.RELEVANCE,
            older=given.get("older") == "1",
            exact=given.get("exact") == "1",
            page=given.get("page") or self._former_page() or 1,
        )

    @property
    def is_former(self) -> bool:
        """Whether the address is one of those that counted results."""
        return "offset" in self.data

    def _former_page(self) -> int:
        return int(self.cleaned_data.get("offset") or 0) // PER_PAGE + 1


def filters_in(given: QueryDict) -> dict[str, tuple[str, ...]]:
    """What narrows a search, as its address says: values by names of facets."""
    wanted = {name: _values(given, name) for name in FACETS}
    return {name: values for name, values in wanted.items() if values}


def _values(given: QueryDict, name: str) -> tuple[str, ...]:
    cleaned = (clean_text(value).strip()[:_LONGEST_VALUE] for value in given.getlist(name))
    return tuple(dict.fromkeys(filter(None, cleaned)))[:MOST_VALUES]
