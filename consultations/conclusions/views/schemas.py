"""What the published data means, for programs."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from consultations.conclusions.exports.schema import PATH, json_schema
from core.accounts.permissions import public
from core.mail.links import absolute


@public
@require_safe
def conclusion(request: HttpRequest) -> JsonResponse:
    """The JSON Schema of a signed document; programs of other sites may read it."""
    params = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(json_schema(absolute(PATH)), json_dumps_params=params)
    response["Content-Type"] = "application/schema+json"
    response["Access-Control-Allow-Origin"] = "*"
    return response
