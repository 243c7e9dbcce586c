"""Indices and the aliases by which they are known.

Each kind has an index `<prefix>-<kind>-<time>`. `<prefix>-<kind>` is the one that answers,
`<prefix>-<kind>-next` the one that is being made; `<prefix>-live` and `<prefix>-next` are all of
them. An index that answers no longer is known as `<prefix>-retired-<time>` until it is dropped.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from search.backends.elastic.client import client
from search.backends.elastic.documents import definition
from search.domain.weights import KINDS

# How long an index is kept after another took its place: the way back if the new one is bad.
KEPT: Final = dt.timedelta(days=1)
_TIME: Final = "%Y%m%d%H%M%S%f"
_KIND: Final = re.compile(r"[a-z_]+")
_RESERVED: Final = frozenset({"live", "next", "retired"})


@dataclass(frozen=True, slots=True)
class Names:
    """How the indices that answer, or those that are being made, are called."""

    is_next: bool = False

    @property
    def every(self) -> str:
        return f"{_prefix()}-{'next' if self.is_next else 'live'}"

    def of(self, kind: str) -> str:
        return f"{_prefix()}-{kind}" + ("-next" if self.is_next else "")


LIVE: Final = Names()
NEXT: Final = Names(is_next=True)


@dataclass(frozen=True, slots=True)
class State:
    """Indices with their aliases, as they are at this moment."""

    aliases: Mapping[str, frozenset[str]]

    def named(self, alias: str) -> list[str]:
        return sorted(index for index, known in self.aliases.items() if alias in known)

    def kinds(self, names: Names) -> frozenset[str]:
        return frozenset(kind_of(index) for index in self.named(names.every))

    def retired(self) -> Iterator[tuple[str, dt.datetime]]:
        """(index, since when)"""
        start = _retired("")
        for index, known in self.aliases.items():
            for alias in known:
                if alias.startswith(start):
                    moment = f"{alias.removeprefix(start)} +0000"
                    yield index, dt.datetime.strptime(moment, f"{_TIME} %z")


def worth() -> list[dict[str, float]]:
    """What documents of each kind are worth, for all its indices by their own names."""
    return [{f"{_prefix()}-{kind}-*": worth} for kind, worth in KINDS.items()]


def state() -> State:
    """Asks the node: others may have made and swapped indices meanwhile."""
    found = client().indices.get_alias(index=f"{_prefix()}-*").body
    own = {index: entry["aliases"] for index, entry in found.items() if _is_own(index)}
    return State({index: frozenset(aliases) for index, aliases in own.items()})


def kind_of(index: str) -> str:
    return index.removeprefix(f"{_prefix()}-").rpartition("-")[0]


def make(kind: str, names: Names, *, is_partial: bool = False) -> None:
    """An empty index of this kind; a partial one is never filled with what there was before. Raises
    ValueError for a kind that no index can be called by."""
    if not _KIND.fullmatch(kind) or kind in _RESERVED:
        raise ValueError(f"No index can be called after the kind {kind!r}.")
    aliases: dict[str, Any] = {names.of(kind): {}, names.every: {}}
    index = f"{_prefix()}-{kind}-{timezone.now().strftime(_TIME)}"
    found = definition(is_partial=is_partial)
    client().indices.create(index=index, aliases=aliases, **found)


def drop(indices: Iterable[str]) -> None:
    """By their own names, never by a pattern."""
    if names := sorted(indices):
        client().indices.delete(index=names, ignore_unavailable=True)


def drop_expired(now: dt.datetime) -> None:
    drop(index for index, since in state().retired() if since < now - KEPT)


def swap(now: dt.datetime) -> None:
    """What is being made answers from now on, in one step for all kinds; what answered is kept for
    a while. Raises LookupError if nothing is being made."""
    found = state()
    coming, going = found.named(NEXT.every), found.named(LIVE.every)
    if not coming:
        raise LookupError("There is no next index.")
    actions: list[dict[str, Any]] = []
    for index in going:
        actions += (_removal(index, name) for name in (LIVE.of(kind_of(index)), LIVE.every))
        actions.append(_addition(index, _retired(now.astimezone(dt.UTC).strftime(_TIME))))
    for index in coming:
        actions += (_removal(index, name) for name in (NEXT.of(kind_of(index)), NEXT.every))
        actions += (_addition(index, name) for name in (LIVE.of(kind_of(index)), LIVE.every))
    client().indices.update_aliases(actions=actions)
    # Filled at one go, an index is in pieces, and each is looked through by itself. The node joins
    # them when it finds the time.
    client().indices.forcemerge(index=coming, max_num_segments=1, wait_for_completion=False)


def _addition(index: str, alias: str) -> dict[str, Any]:
    return {"add": {"index": index, "alias": alias}}


def _removal(index: str, alias: str) -> dict[str, Any]:
    """Fails, and the whole step with it, if somebody else has swapped meanwhile."""
    return {"remove": {"index": index, "alias": alias, "must_exist": True}}


def _prefix() -> str:
    return str(settings.ELASTICSEARCH_PREFIX)


def _retired(moment: str) -> str:
    return f"{_prefix()}-retired-{moment}"


def _is_own(index: str) -> bool:
    """Another site on the same node may have a longer prefix that begins with ours."""
    return re.fullmatch(rf"{re.escape(_prefix())}-[a-z_]+-\d{{20}}", index) is not None
