"""An opinion as JSON and back: what a revision keeps, and what a merge carries through a form."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from consultations.expertise.domain.opinions import (
    AssessmentData,
    BallotData,
    ConsideredData,
    DissentData,
    FactorData,
    OpinionData,
    RemarkData,
)

ROWS: Final[dict[str, type]] = {
    "assessments": AssessmentData,
    "factors": FactorData,
    "remarks": RemarkData,
    "considered": ConsideredData,
    "ballots": BallotData,
    "dissents": DissentData,
}
_DAYS: Final = frozenset({"meeting_on", "accreditation_on", "filed_on"})
_NUMBERS: Final = frozenset(
    {"members_present", "votes_for", "votes_against", "votes_abstained", "comment_id"}
)
_IDS: Final = frozenset({"pk", "provision_id", "rapporteur_id", "member_id"})
_REQUIRED: Final = frozenset({"member_id", "comment_id", "filed_on"})
_MOST: Final = 60_000


class MalformedOpinion(ValueError):
    """Not what `to_json` writes."""


def to_json(data: OpinionData) -> dict[str, Any]:
    """Only strings, numbers, booleans, None, lists and dicts."""
    return {field.name: _out(getattr(data, field.name)) for field in fields(data)}


def _out(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [{item.name: _out(getattr(row, item.name)) for item in fields(row)} for row in value]
    return value


def from_json(value: Any) -> OpinionData:
    """What `to_json` wrote; fields that it did not know yet are empty. Raises MalformedOpinion."""
    try:
        return OpinionData(**_fields(OpinionData, value))
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise MalformedOpinion(str(error)) from error


def _fields(kind: type, value: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise MalformedOpinion(kind.__name__)
    known = [field.name for field in fields(kind)]
    return {name: _in(name, value[name]) for name in known if name in value}


def _in(name: str, value: Any) -> Any:
    if name in ROWS:
        return tuple(ROWS[name](**_fields(ROWS[name], row)) for row in value)
    if name == "authors":
        return frozenset(_number(item) for item in value)
    if value is None and (name in _DAYS or name in _IDS) and name not in _REQUIRED:
        return None
    if name in _DAYS:
        return dt.date.fromisoformat(value)
    if name in _IDS or name in _NUMBERS:
        return _number(value)
    if name == "is_secret":
        return bool(value)
    if not isinstance(value, str) or len(value) > _MOST:
        raise MalformedOpinion(name)
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**18:
        raise MalformedOpinion(repr(value))
    return value
