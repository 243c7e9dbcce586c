"""Addresses in messages: they are read outside the site, so they are always absolute."""

from typing import Any

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """The full address of a path of this site, by `SITE_URL`. Raises ValueError for anything that
    is not a path from the root («//host» is not)."""
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"not a path from the root: {path!r}")
    return settings.SITE_URL.rstrip("/") + path


def absolute_reverse(name: str, **kwargs: Any) -> str:
    """The full address of a named view."""
    return absolute(reverse(name, kwargs=kwargs or None))
