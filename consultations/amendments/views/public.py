"""Published editions of the tables of amendments."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.amendments import presenters, selectors
from consultations.amendments.domain.editions import PARTS
from consultations.amendments.models import AmendmentTable
from consultations.amendments.views.files import file_of
from consultations.process.models import Consultation
from core.accounts.permissions import public
from core.web.ratelimits import SAFE, rate_limited


def _find(year: int, slug: str) -> Consultation:
    return get_object_or_404(Consultation.objects.with_parties(), year=year, slug=slug)


@public
@require_safe
def edition(request: HttpRequest, year: int, slug: str, edition: int | None = None) -> HttpResponse:
    """The newest edition, or the one named, with links to the others."""
    consultation = _find(year, slug)
    published = list(selectors.editions(consultation))
    shown = next((one for one in published if edition in (None, one.edition)), None)
    if shown is None and edition is not None:
        raise Http404
    context: dict[str, Any] = {"consultation": consultation, "bill": consultation.version.bill}
    context["editions"] = published
    if shown is not None:
        context |= _shown(request, consultation, shown)
    return render(request, "consultations/amendments/edition.html", context)


def _shown(
    request: HttpRequest, consultation: Consultation, shown: AmendmentTable
) -> dict[str, Any]:
    part = PARTS[presenters.part_asked(request.GET.get("table", "1"))]
    rows = shown.rows.filter(part=part).order_by("number")
    return {
        "shown": shown,
        "head": presenters.head_of(consultation, now=shown.published_at, table=shown).facts,
        "part": part,
        "query": f"table={part}",
        "portion": presenters.portion(rows, presenters.page_asked(request.GET.dict())),
        "tabs": _tabs(shown, part),
        "files": _files(shown),
    }


def _tabs(shown: AmendmentTable, part: int) -> list[dict[str, object]]:
    labels = {
        1: _("№ 1: to be adopted"),
        2: _("№ 2: to be rejected"),
        3: _("№ 3: no decision yet"),
    }
    counts = selectors.row_counts(shown)
    return [
        {
            "label": label,
            "url": f"{shown.get_absolute_url()}?table={number}",
            "current": number == part,
            "count": counts[number],
        }
        for number, label in labels.items()
    ]


def _files(shown: AmendmentTable) -> list[dict[str, object]]:
    base, title = shown.get_absolute_url(), _("Tables of amendments")
    return [{"title": title, "format": fmt, "url": f"{base}{fmt}/"} for fmt in ("docx", "xlsx")]


@public
@rate_limited("amendments-file", rate="120/h", methods=SAFE)
@require_safe
def edition_file(
    request: HttpRequest, year: int, slug: str, edition: int, fmt: str
) -> HttpResponse:
    """A published edition as a file; the same whenever it is asked for."""
    consultation = _find(year, slug)
    table = selectors.edition_of(consultation, edition)
    if table is None:
        raise Http404
    head = presenters.head_of(consultation, now=table.published_at, table=table)
    response = file_of(head, partial(selectors.lines_of_edition, table), fmt, slug)
    if response is None:
        raise Http404
    return response
