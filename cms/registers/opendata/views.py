import json
from collections.abc import Iterator
from typing import Final

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.registers.opendata.passport import FORMATS, file_url, passport
from cms.registers.opendata.registry import Dataset, datasets, find
from core.accounts.permissions import public
from core.documents.csv import render_csv
from core.mail.links import absolute

CSV: Final = "text/csv; charset=utf-8"


@public
@require_safe
def dataset_list(request: HttpRequest) -> HttpResponse:
    """All datasets with what is in them."""
    return render(request, "cms/opendata/list.html", {"datasets": datasets()})


@public
@require_safe
def dataset_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The passport, the columns and the files."""
    dataset = _dataset(slug)
    files = [(each.upper(), file_url(dataset, each)) for each in FORMATS]
    context = {"dataset": dataset, "rows": passport(dataset), "files": files}
    return render(request, "cms/opendata/dataset.html", context)


@public
@require_safe
def passport_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The passport as CSV."""
    dataset = _dataset(slug)
    rows = ((str(name), value) for name, value in passport(dataset))
    content = render_csv([_("Field of the passport"), _("Value")], rows)
    response = HttpResponse(content, content_type=CSV)
    return _open(response, f"passport-{dataset.slug}.csv")


@public
@require_safe
def schema(request: HttpRequest, slug: str) -> HttpResponse:
    """The Table Schema of the files."""
    data = _dataset(slug).schema(absolute(request.path))
    content = json.dumps(data, ensure_ascii=False, indent=2)
    return _open(HttpResponse(content, content_type="application/vnd.tableschema+json"))


@public
@require_safe
def file(request: HttpRequest, slug: str, fmt: str) -> HttpResponseBase:
    """All rows as CSV or JSON."""
    dataset = _dataset(slug)
    if fmt == "csv":
        content = render_csv(dataset.header, dataset.lines())
        return _open(HttpResponse(content, content_type=CSV), f"{dataset.slug}.csv")
    if fmt == "json":
        stream = StreamingHttpResponse(_json(dataset), content_type="application/json")
        return _open(stream, f"{dataset.slug}.json")
    raise Http404


def _dataset(slug: str) -> Dataset:
    found = find(slug)
    if found is None:
        raise Http404
    return found


# Made once: a file may have thousands of rows.
_dumped: Final = DjangoJSONEncoder(ensure_ascii=False).encode


def _json(dataset: Dataset) -> Iterator[str]:
    """An object whose rows come one by one."""
    head = {"dataset": dataset.slug, "title": str(dataset.title), "changed": dataset.changed()}
    yield _dumped(head)[:-1] + ', "rows": ['
    for number, record in enumerate(dataset.records()):
        yield ("," if number else "") + "\n" + _dumped(record)
    yield "\n]}\n"


def _open(response: HttpResponseBase, filename: str = "") -> HttpResponse:
    """Programs of other sites may read it as well."""
    response["Access-Control-Allow-Origin"] = "*"
    if filename:
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response  # type: ignore[return-value]
