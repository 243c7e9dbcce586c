"""What the published data means, for programs, and the program that checks it. Programs of other
sites may read it as well."""

from pathlib import Path
from typing import Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from consultations.conclusions.exports import columns, schema, verify_conclusion
from core.accounts.permissions import public
from core.mail.links import absolute

CHECKER: Final = Path(verify_conclusion.__file__)


@public
@require_safe
def conclusion(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of a signed document."""
    return _json(schema.json_schema(absolute(schema.PATH)), "application/schema+json")


@public
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The Table Schema of its CSV."""
    return _json(columns.table_schema(absolute(columns.PATH)), "application/vnd.tableschema+json")


@public
@require_safe
def checker(request: HttpRequest) -> HttpResponse:
    """The file that checks a signed document where there is no site."""
    return _open(
        FileResponse(
            CHECKER.open("rb"),
            as_attachment=True,
            filename=CHECKER.name,
            content_type="text/x-python; charset=utf-8",
        )
    )


def _json(data: dict[str, Any], content_type: str) -> HttpResponse:
    params = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(data, json_dumps_params=params)
    response["Content-Type"] = content_type
    return _open(response)


def _open(response: Any) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    made: HttpResponse = response
    return made
