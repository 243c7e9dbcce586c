"""The rows of bills in the permission table. An object is a bill, a version, or a committee."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.web.access import Role, Row

__all__ = ["ROWS", "CommitteePlace"]

ROWS = (
    Row(
        "drafts.work",
        {Role.CLERK, Role.ADMINISTRATOR},
        description=_("see the bills of the own committee with unpublished versions"),
    ),
    Row(
        "drafts.import",
        {Role.CLERK},
        description=_("import the text of a bill from a file"),
    ),
    Row(
        "drafts.publish",
        {Role.CLERK},
        phases={"draft"},
        description=_("publish an imported version"),
    ),
    Row(
        "drafts.discard",
        {Role.CLERK},
        phases={"draft"},
        description=_("discard an imported version"),
    ),
)


@dataclass(frozen=True, slots=True)
class CommitteePlace:
    """A committee as the place of an action on a bill that does not exist yet."""

    committee_id: int

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.committee_id]
