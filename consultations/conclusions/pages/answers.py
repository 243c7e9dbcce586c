"""The pages of answers."""

from collections.abc import Mapping
from typing import Any, Final

from consultations.conclusions.forms import AnswersFilter
from consultations.conclusions.pages.route import Route
from consultations.conclusions.presenters import GroupLine
from consultations.conclusions.selectors import desk
from consultations.process.models import Consultation

PER_PAGE: Final = 30


def answers_context(consultation: Consultation, query: Mapping[str, str]) -> dict[str, Any]:
    """For consultations/conclusions/answers.html. Filters appear when one page is not enough."""
    provisions = desk.provisions_with_groups(consultation)
    form = AnswersFilter(query or None, provisions=provisions)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = desk.groups_page(
        consultation,
        state=wanted.get("state", ""),
        kind=wanted.get("kind", ""),
        people=wanted.get("people", ""),
        on=wanted.get("on", ""),
        cursor=query.get("cursor"),
        per_page=PER_PAGE,
    )
    progress = desk.progress(consultation)
    is_filtered = any(wanted.values())
    return {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "form": form,
        "page": page,
        "lines": [GroupLine(group) for group in page.items],
        "way": Route({name: value for name, value in wanted.items() if value}).query,
        "progress": progress,
        "is_filtered": is_filtered,
        "has_filters": progress.total > PER_PAGE or is_filtered,
        "phase": consultation.phase,
    }
