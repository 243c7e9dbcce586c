"""The rows of comments in the permission table. An object is a comment or a consultation's side."""

from django.utils.translation import gettext_lazy as _

from consultations.process.domain.lifecycle import Phase
from core.web.access import Role, Row
from core.web.menus import SectionLink

ROWS = (
    Row(
        "comments.moderate",
        {Role.MODERATOR},
        phases={Phase.ANNOUNCED, Phase.OPEN, Phase.ANSWERING, Phase.CONCLUDED},
        description=_("check, hide and restore proposals on the grounds of the rules"),
    ),
)

LINKS = (
    SectionLink(
        _("Moderation"), "comments:moderation", action="comments.moderate", order=40, icon="eye"
    ),
)
