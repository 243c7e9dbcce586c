"""Following is open to everybody; the own list needs an account or the link of a letter."""

from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import Row
from core.web.menus import SectionLink

ROWS: tuple[Row, ...] = ()

MY_LINKS = (
    SectionLink(_("What I follow"), "following:mine", action="my.enter", order=20, icon="bell"),
)
