from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from search.interface import SearchBackend


def backend() -> SearchBackend:
    """The backend that the settings name."""
    return cast(SearchBackend, import_string(settings.SEARCH_BACKEND)())
