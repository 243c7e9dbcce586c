"""Addresses of pages outside the site, where a path is all that is known."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page


def path_of(page: Page, roots: list[Any]) -> str:
    """The path of a page from the root of the site. `roots` (`Site.get_site_root_paths()`) are
    looked up once for all pages that are printed."""
    # What the page would look up for itself anew.
    page._wagtail_cached_site_root_paths = roots  # noqa: SLF001
    parts = page.get_url_parts()
    return (parts[2] if parts else None) or "/"


def path_in(page: Page, request: HttpRequest) -> str:
    """The same for the page that a request shows; the root for one that is not saved yet."""
    parts = page.get_url_parts(request) if page.pk else None
    return (parts[2] if parts else None) or "/"
