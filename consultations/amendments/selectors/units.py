"""The units of a bill as amendments need them."""

from collections.abc import Mapping
from dataclasses import dataclass

from consultations.amendments.domain.units import new_unit_follows
from consultations.amendments.domain.wording import UnitText
from drafts.models import Provision
from drafts.selectors import own_words


@dataclass(frozen=True, slots=True)
class BillUnits:
    """`last`: path of a unit → the place in the text of the last unit inside it, or of itself;
    `holding`: ids of units with units inside."""

    last: Mapping[str, int]
    holding: frozenset[int]

    def text_of(self, unit: Provision) -> UnitText:
        words = own_words(unit)
        return UnitText(
            path=unit.path,
            label=unit.num_label,
            heading=words.heading,
            lines=words.lines,
            has_inner=unit.pk in self.holding,
            opening=words.opening,
            is_plain=words.is_plain,
        )

    def position_after(self, path: str, added: str, otherwise: int) -> int:
        """Where a new unit stands that was proposed for the unit `path`: after its sibling there,
        or at the end of what gets it."""
        return self.last.get(new_unit_follows(path, added), otherwise)


def bill_units(version_id: int) -> BillUnits:
    """One query."""
    rows = Provision.objects.filter(version=version_id).order_by("position")
    last: dict[str, int] = {}
    holding = set()
    for parent, path, position in rows.values_list("parent", "path", "position"):
        if parent is not None:
            holding.add(parent)
        steps = path.split("/")
        for end in range(1, len(steps) + 1):
            last["/".join(steps[:end])] = position
    return BillUnits(last, frozenset(holding))
