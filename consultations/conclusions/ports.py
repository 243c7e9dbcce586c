"""What others may put beside the answer to a group, on the desk of the committee."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol


@dataclass(frozen=True, slots=True)
class BesideBlock:
    """A block of the screen on which a group is answered: its template, which gets `context` as
    `block`. The template brings its own heading of level 3."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class BesideProvider(Protocol):
    """Blocks by id of group, for all these groups at once, in a constant number of queries."""

    def __call__(self, groups: Collection[int]) -> Mapping[int, Sequence[BesideBlock]]: ...


_providers: Final[dict[str, BesideProvider]] = {}


def register_beside(name: str, provider: BesideProvider) -> None:
    """Shows the provider's blocks from now on (once, in `ready`), in the order of registering."""
    _providers[name] = provider


def beside_blocks(groups: Collection[int]) -> dict[int, list[BesideBlock]]:
    """What is to be shown beside these groups."""
    blocks: dict[int, list[BesideBlock]] = {group: [] for group in groups}
    for provider in _providers.values():
        for group, found in provider(groups).items():
            blocks[group] += found
    return blocks
