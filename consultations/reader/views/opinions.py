from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from consultations.expertise.exports.files import FORMATS, file_response, opinion_response
from consultations.expertise.models import Opinion
from consultations.reader import selectors
from consultations.reader.views.consultations import find
from core.accounts.permissions import public


@public
def opinion(request: HttpRequest, year: int, slug: str, council: str) -> HttpResponse:
    """The opinion of a council that counts."""
    consultation = find(year, slug)
    place = {"consultation": consultation, "council__slug": council}
    return _shown(request, get_object_or_404(_read(Opinion.objects.adopted()), **place))


@public
def edition(request: HttpRequest, year: int, slug: str, council: str, edition: int) -> HttpResponse:
    """An opinion for ever, also when a correction has taken its place."""
    return _shown(request, _edition(year, slug, council, edition))


@public
def document(
    request: HttpRequest, year: int, slug: str, council: str, edition: int, fmt: str
) -> HttpResponse:
    """The opinion as a DOCX or PDF document."""
    if fmt not in FORMATS:
        raise Http404(fmt)
    return opinion_response(_edition(year, slug, council, edition), fmt)


@public
def file(
    request: HttpRequest, year: int, slug: str, council: str, edition: int, file: int
) -> FileResponse:
    """The scan of the signed opinion, or an annex."""
    found = _edition(year, slug, council, edition)
    return file_response(get_object_or_404(found.files, pk=file))


def _edition(year: int, slug: str, council: str, edition: int) -> Opinion:
    place = {"consultation": find(year, slug), "council__slug": council, "edition": edition}
    return get_object_or_404(_read(Opinion.objects.published()), **place)


def _read(opinions: QuerySet[Opinion]) -> QuerySet[Opinion]:
    return opinions.select_related(
        "council", "rapporteur__user", "signed_by__user", "supersedes",
        "consultation__version__bill", "consultation__organiser",
    )  # fmt: skip


def _shown(request: HttpRequest, shown: Opinion) -> HttpResponse:
    context = {"consultation": shown.consultation, **selectors.opinion_page(shown)}
    return render(request, "consultations/reader/opinion.html", context)
