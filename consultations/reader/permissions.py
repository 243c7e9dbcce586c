"""All pages of the reader are public but one: the own page, whose row is declared by accounts."""

from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import Row
from core.web.menus import SectionLink

ROWS: tuple[Row, ...] = ()

MY_LINKS = (
    SectionLink(_("My proposals"), "reader:my", action="my.enter", order=10, icon="comment"),
    SectionLink(_("Password"), "account_change_password", action="my.enter", order=90, icon="lock"),
)
