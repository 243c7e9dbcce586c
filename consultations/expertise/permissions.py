"""The rows of opinions in the permission table; the object is a referral or an opinion."""

from django.utils.translation import gettext_lazy as _

from consultations.process.domain.lifecycle import Phase
from core.accounts.permissions import Role, Row
from core.web.menus import SectionLink

# A late opinion is still an opinion: it may come until the summary conclusion is signed.
_UNTIL_CONCLUDED = {Phase.ANNOUNCED, Phase.OPEN, Phase.ANSWERING}

ROWS = (
    Row(
        "expertise.read",
        {Role.SECRETARY, Role.MEMBER},
        description=_("see what was referred to the own council, with the draft of its opinion"),
    ),
    Row(
        "expertise.write",
        {Role.SECRETARY},
        phases=_UNTIL_CONCLUDED,
        description=_("record the opinion of the own council"),
    ),
    Row(
        "expertise.adopt",
        {Role.SECRETARY},
        phases=_UNTIL_CONCLUDED,
        description=_("record that the own council adopted its opinion"),
    ),
    # The signed paper may come when all else is over.
    Row(
        "expertise.sign",
        {Role.SECRETARY},
        description=_("record the signature under the opinion of the own council, attach files"),
    ),
)

LINKS = (
    SectionLink(
        _("Opinions of the council"),
        "expertise:referrals",
        "expertise.read",
        group_order=0,
        order=40,
        icon="vote",
    ),
)
