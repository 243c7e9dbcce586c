"""The permission table of the whole site: role × object × phase.

Every app declares its rows in its `permissions.py` and registers them when it starts; here are the
rows for views that other packages bring, and the functions that read the whole. A test walks the
URL configuration and finds each view in it.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.web.access import PUBLIC, Role, Row, table

ROWS = (
    Row("account.own", {Role.ANYONE}, description=_("sign in, sign up, change the own password")),
    Row(
        "cms.admin",
        {Role.EDITOR, Role.STAFF, Role.SECRETARY, Role.ADMINISTRATOR},
        description=_("edit pages and menus, keep registers"),
    ),
    Row("cms.read", {Role.ANYONE}, description=_("read published pages and their files")),
    Row("site.common", {Role.ANYONE}, description=_("languages, static files, robots")),
)

# Views of packages, by the beginning of their address. They judge by their own means; what these
# are is said in the comment of the row.
PACKAGE_VIEWS: tuple[tuple[str, str], ...] = (
    ("accounts/", "account.own"),  # allauth: each page serves only the person who has signed in
    ("cms-admin/", "cms.admin"),  # Wagtail: permission `wagtailadmin.access_admin`
    ("documents/", "cms.read"),  # Wagtail: documents of published collections
    ("media/", "cms.read"),
    ("_util/", "cms.read"),  # Wagtail: doors of private pages, of which there are none
    ("static/", "site.common"),
)
# Wagtail's page server answers whatever address is left; the view, not the address, tells it.
PAGE_SERVER = "wagtail.views"


def action_of(address: str, view: Callable[..., Any]) -> str | None:
    """The action of a view: its own mark, or the row of the package it comes from.

    Returns None for a view of ours that carries no mark, and for a view of a package that nobody
    has thought of: such a view is a fault.
    """
    mark = getattr(view, "access", None)
    if mark is not None:
        return str(mark)
    if is_ours(view):
        return None
    if view.__module__ == PAGE_SERVER:
        return "cms.read"
    return next(
        (action for prefix, action in PACKAGE_VIEWS if address.lstrip("^").startswith(prefix)), None
    )


def is_ours(view: Callable[..., Any]) -> bool:
    """Whether it is this code that lets people in. Wagtail does for its own views of snippets, also
    if we have changed a word of them."""
    bases = getattr(getattr(view, "view_class", None), "__mro__", ())
    if any(base.__module__.startswith("wagtail.snippets.views.") for base in bases):
        return False
    floors = ("config", "demo", "cms", "search", "consultations", "drafts", "core")
    return view.__module__.split(".")[0] in floors


def whole_table() -> tuple[Row, ...]:
    """All rows of all apps, with the one for pages that everybody may open."""
    return (Row(PUBLIC, {Role.ANYONE}, description=_("open a public page")), *table())
