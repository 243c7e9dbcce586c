"""The rows of experts in the permission table.

The object of a decision on the register is the Chamber's place, of everything else a referral, or
what belongs to one: an appointment, an application, a request.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from consultations.process.domain.lifecycle import Phase
from core.accounts.models import Body, BodyKind
from core.accounts.permissions import Role, Row
from core.web.menus import SectionLink

_UNTIL_CONCLUDED = {Phase.ANNOUNCED, Phase.OPEN, Phase.ANSWERING}

ROWS = (
    Row(
        "experts.apply",
        {Role.CITIZEN},
        description=_("apply to the register of experts, to a call, ask for an organisation"),
    ),
    Row(
        "experts.read",
        {Role.SECRETARY, Role.CHAIR, Role.ADMINISTRATOR},
        description=_("see the register of experts on the desk, with candidates"),
    ),
    Row(
        "experts.decide",
        {Role.SECRETARY, Role.CHAIR},
        description=_("include in the register of experts and exclude from it (the Chamber)"),
    ),
    Row(
        "experts.see_work",
        {Role.SECRETARY, Role.MEMBER},
        description=_("see who is appointed to the own council's work on a bill"),
    ),
    Row(
        "experts.appoint",
        {Role.SECRETARY, Role.CHAIR},
        phases=_UNTIL_CONCLUDED,
        description=_("appoint experts, announce calls, decide on applications"),
    ),
)

LINKS = (
    SectionLink(
        _("Experts"), "experts:desk", "experts.read", group_order=0, order=50, icon="person"
    ),
)
MY_LINKS = (
    SectionLink(
        _("Work with councils"), "experts:mine", action="my.enter", order=40, icon="people"
    ),
)


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """The register belongs to the Public Chamber of the region."""

    chambers: tuple[int, ...]

    @classmethod
    def of_region(cls) -> "RegisterPlace":
        """One query."""
        chambers = Body.objects.of_kind(BodyKind.PUBLIC_CHAMBER)
        return cls(tuple(chambers.values_list("pk", flat=True)))

    def access_bodies(self, action: str) -> Iterable[int]:
        return self.chambers
