"""Saving a search is open to everybody; the own list needs an account or the link of a letter."""

from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import Row
from core.web.menus import SectionLink

ROWS: tuple[Row, ...] = ()

MY_LINKS = (
    SectionLink(_("Saved searches"), "alerts:mine", action="my.enter", order=25, icon="search"),
)
