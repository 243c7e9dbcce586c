from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import classproperty
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from cms.registers.kit.rights import registers


class NoBulkDelete(DeleteBulkAction):
    """Takes the place of Wagtail's own for registers: nothing is deleted there, and the page that
    asks would name rows of other bodies."""

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805
        return [each.model for each in registers()]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise Http404
