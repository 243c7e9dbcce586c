"""The list of amendments on the desk, with its filters."""

from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.amendments import presenters, selectors
from consultations.amendments.domain.editions import PARTS
from consultations.amendments.domain.seen import digest_of
from consultations.amendments.errors import AmendmentsError, AmendmentsProblem
from consultations.amendments.forms import ALL, DecideForm, FilterForm
from consultations.amendments.models import Decision
from consultations.amendments.selectors import filtering
from consultations.process.models import Consultation
from core.accounts.permissions import policy

# What the address of the list may ask for, and how long it may get on the way to a form and back.
_ASKED: Final = ("table", "on", "sponsor", "words", "changed", "page")
_LONGEST: Final = 1500


def back_url(consultation: Consultation, way: str = "") -> str:
    """The list of a consultation; `way`: its query as `way_of` gave it, for who comes back from a
    form."""
    query = _asked(QueryDict(way[:_LONGEST]))
    address = reverse("amendments:desk", args=[consultation.pk])
    return f"{address}?{query}" if query else address


def way_of(request: HttpRequest) -> str:
    """What follows the address of a form, so that it leads back to the list as it is; empty if
    nothing was asked of the list."""
    query = _asked(request.GET)
    return f"?{urlencode({'in': query})}" if 0 < len(query) <= _LONGEST else ""


def _asked(query: QueryDict) -> str:
    return urlencode({name: query[name] for name in _ASKED if query.get(name)})


class DeskPage:
    """What fits the filters of the address, a page at a time."""

    def __init__(self, request: HttpRequest, consultation: Consultation) -> None:
        self.request = request
        self.consultation = consultation

    @cached_property
    def filter(self) -> FilterForm:
        return FilterForm(
            self.request.GET,
            units=filtering.units_with_amendments(self.consultation),
            sponsors=filtering.sponsors(self.consultation),
        )

    @cached_property
    def wanted(self) -> filtering.Wanted:
        return self.filter.wanted()

    @cached_property
    def portion(self) -> presenters.Portion:
        found = filtering.matching(self.consultation, self.wanted)
        shown = presenters.portion(found, self.request.GET.get("page", "1"))
        if self.wanted.is_filtered or not self.wanted.decision:
            numbers = filtering.numbers_of(self.consultation)
            return shown.renumbered(numbers)
        return shown

    @cached_property
    def form(self) -> DecideForm:
        """The decision for what is ticked."""
        data = self.request.POST if self.request.method == "POST" else None
        rows = [one for _number, one in self.portion.rows]
        return DecideForm(data, amendments=rows, initial={"seen": self.seen})

    @cached_property
    def counts(self) -> dict[str, int]:
        return filtering.fitting_counts(self.consultation, self.wanted)

    @property
    def found(self) -> int:
        """How many fit, in the table asked for."""
        decision = self.wanted.decision
        return self.counts[decision] if decision else sum(self.counts.values())

    @property
    def seen(self) -> str:
        """The digest of all that fits, where it can be decided on at once; one query."""
        return digest_of(self._versions()) if self.portion.pages > 1 else ""

    def _versions(self) -> dict[int, int]:
        found = filtering.matching(self.consultation, self.wanted).order_by()
        return dict(found.values_list("pk", "version"))

    def chosen_versions(self) -> dict[int, int]:
        """id → version of what is ticked, or of all that fits. Raises AmendmentsError (stale) if
        that is not what was seen."""
        data = self.form.cleaned_data
        if not data["everything"]:
            return self.form.versions()
        versions = self._versions()
        if digest_of(versions) != data["seen"]:
            raise AmendmentsError(AmendmentsProblem.STALE)
        return versions

    def context(self) -> dict[str, Any]:
        """For consultations/amendments/desk.html."""
        consultation, user = self.consultation, self.request.user
        side = consultation.as_responder
        return {
            "consultation": consultation,
            "bill": consultation.version.bill,
            "counts": selectors.part_counts(consultation),
            "tabs": self._tabs(),
            "heading": dict(_labels())[self.wanted.decision],
            "filter": self.filter,
            "wanted": self.wanted,
            "portion": self.portion,
            "form": self.form,
            "found": self.found,
            "query": self._query(),
            "way": way_of(self.request),
            "table": PARTS.get(self.wanted.decision, ALL),
            "newest": selectors.editions(consultation).first(),
            "may_edit": policy.check(user, "amendments.edit", side),
            "may_publish": policy.check(user, "amendments.publish", side),
        }

    def _query(self, **changes: str) -> str:
        """The filters as a query; the page is left out."""
        query = self.request.GET.copy()
        query.pop("page", None)
        for name, value in changes.items():
            query[name] = value
        return query.urlencode()

    def _tabs(self) -> list[dict[str, Any]]:
        """The tables with how many fit in each; the other filters stay."""
        return [
            {
                "label": label,
                "url": f"?{self._query(table=str(PARTS.get(decision, ALL)))}",
                "current": decision == self.wanted.decision,
                "count": self.counts[decision] if decision else sum(self.counts.values()),
            }
            for decision, label in _labels()
        ]


def _labels() -> list[tuple[str, str]]:
    """Decision → how its table is called, empty for all of them."""
    return [
        (Decision.ADOPT, _("№ 1: to be adopted")),
        (Decision.REJECT, _("№ 2: to be rejected")),
        (Decision.UNDECIDED, _("№ 3: no decision yet")),
        ("", _("All")),
    ]
