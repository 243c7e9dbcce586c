"""The rows of requests in the permission table; the object is a request, its phase its status."""

from django.utils.translation import gettext_lazy as _

from consultations.requests.models import RequestStatus
from core.accounts.permissions import Role, Row
from core.web.menus import SectionLink

# Whoever comes second is told what was decided, so decided ones are among them.
_RECEIVED = set(RequestStatus) - {RequestStatus.UNCONFIRMED}

ROWS = (
    Row(
        "requests.read",
        {Role.MODERATOR, Role.SECRETARY, Role.CHAIR},
        description=_("see the requests to the own chamber on the desk"),
    ),
    Row(
        "requests.check",
        {Role.MODERATOR, Role.SECRETARY},
        phases=_RECEIVED,
        description=_("show or hide a request to the own chamber"),
    ),
    Row(
        "requests.decide",
        {Role.SECRETARY, Role.CHAIR},
        phases={RequestStatus.SHOWN, RequestStatus.DECIDED},
        description=_("decide on a request to the own chamber"),
    ),
    Row(
        "requests.follow",
        {Role.SECRETARY, Role.CHAIR},
        phases={RequestStatus.DECIDED},
        description=_("name the event that is held upon an agreed request"),
    ),
)

LINKS = (
    SectionLink(
        _("Requests to the Public Chamber"),
        "requests:desk",
        "requests.read",
        group_order=0,
        order=48,
        icon="mail",
    ),
)
