"""What else must happen before an event is concluded: a port that an upper floor fills.

Citizens may have spoken in a monitoring as in any other event, and none of them is left without an
answer; how that is counted is known above this floor.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from consultations.process.models import Consultation


class Gate(Protocol):
    """Recounts under the lock that the caller holds; sentences about what still waits."""

    def __call__(self, consultation: Consultation, now: dt.datetime, /) -> Sequence[str]: ...


@dataclass(slots=True)
class _Gates:
    gate: Gate | None = None


_gates: Final = _Gates()


def register(gate: Gate) -> None:
    """Once, in the upper app's `ready`."""
    _gates.gate = gate


def waiting(consultation: Consultation, now: dt.datetime) -> list[str]:
    """What stands in the way; nothing if nobody has registered."""
    return list(_gates.gate(consultation, now)) if _gates.gate is not None else []
