"""Which models are registers, and which of them every body keeps for itself. Declared by each
register when its app starts; cms.groups gives the permissions."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Register:
    """`is_kept_by_bodies`: bodies add and change their own rows and hand them in; else only those
    who oversee registers do."""

    model: type[Model]
    is_kept_by_bodies: bool


_registers: Final[list[Register]] = []


def register(model: type[Model], *, is_kept_by_bodies: bool) -> None:
    """Adds a model (once, in `ready`); raises ValueError if it is there already."""
    if any(each.model is model for each in _registers):
        raise ValueError(f"{model.__name__} is a register already")
    _registers.append(Register(model, is_kept_by_bodies))


def registers() -> tuple[Register, ...]:
    return tuple(_registers)
