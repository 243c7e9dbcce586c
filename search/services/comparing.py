"""An index is compared with what is public, object by object, and mended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils import timezone

from search import engine, registry
from search.interface import SearchBackend
from search.models import IndexJob
from search.services import batches, failing, writing
from search.services.locking import only_writer
from search.services.pruning import prune

# What seems to differ is looked at again by so many objects at a time.
_AGAIN: Final = 5_000


@dataclass(frozen=True, slots=True)
class Difference:
    """How the index differs from what is public, in ids of one kind: not indexed; indexed with
    other words; indexed though not public."""

    missing: list[int] = field(default_factory=list)
    outdated: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.stale)

    @property
    def ids(self) -> list[int]:
        return sorted({*self.missing, *self.outdated, *self.stale})


def verify(
    target: str = engine.DATABASE, *, progress: writing.Progress = writing.say_nothing
) -> dict[str, Difference]:
    """How the index differs from what is public, by kind; changes nothing.

    Changes that are noted but not applied yet are no difference, nor is what is written meanwhile.
    """
    return compare(target, engine.targets()[target], progress)


def mend(
    target: str = engine.DATABASE, *, progress: writing.Progress = writing.say_nothing
) -> dict[str, Difference]:
    """Indexes what is missing or outdated and removes what is stale; returns what differs even
    then (documents that the index refuses)."""
    index = engine.targets()[target]
    writing.must_exist(target, index)
    for kind, source in registry.sources().items():
        for ids in writing.in_portions(_suspects(index, source, progress).ids):
            keys = {(kind, object_id) for object_id in ids}
            with only_writer(target):
                failing.settle(target, keys, writing.index_objects(index, keys))
    if target == engine.DATABASE:
        prune(timezone.now())
    return compare(target, index, progress)


def compare(
    target: str, index: SearchBackend, progress: writing.Progress = writing.say_nothing
) -> dict[str, Difference]:
    """`verify` of an index that need not be the live one of `target`."""
    found: dict[str, Difference] = {}
    for kind, source in registry.sources().items():
        suspects = _suspects(index, source, progress)
        found[kind] = _confirmed(target, index, source, suspects.ids) if suspects else suspects
    return found


def _suspects(
    index: SearchBackend, source: registry.Source, progress: writing.Progress
) -> Difference:
    """What seems to differ while others may write: without the lock, hence not for sure."""
    writing.settle(index)
    indexed = dict(index.checksums(source.kind))
    found, done = Difference(), 0
    for ids in writing.portions(source):
        _add(found, source, ids, indexed)
        for object_id in ids:
            indexed.pop(object_id, None)
        done += len(ids)
        progress(source.kind, done)
    found.stale.extend(sorted(indexed))
    return found


def _confirmed(
    target: str, index: SearchBackend, source: registry.Source, suspects: list[int]
) -> Difference:
    """What differs of the suspects while nobody writes, without what a noted change will mend."""
    found = Difference()
    for start in range(0, len(suspects), _AGAIN):
        with only_writer(target):
            writing.settle(index)
            indexed = index.checksums(source.kind)
            part = Difference()
            for ids in writing.in_portions(suspects[start : start + _AGAIN]):
                _add(part, source, ids, indexed)
            # Read last: what has changed since the objects were read is noted here.
            noted = _noted(target, source.kind)
        for name in ("missing", "outdated", "stale"):
            getattr(found, name).extend(pk for pk in getattr(part, name) if pk not in noted)
    return found


def _add(
    found: Difference, source: registry.Source, ids: list[int], indexed: Mapping[int, str]
) -> None:
    """Sorts `ids` into what they differ by, if they do. What cannot be read is not compared; why is
    noted where it was to be indexed."""
    read = writing.read(source, ids)
    public = {document.object_id: document.checksum for document in read.documents}
    for object_id in ids:
        if object_id in read.faults:
            continue
        if object_id not in public:
            if object_id in indexed:
                found.stale.append(object_id)
        elif object_id not in indexed:
            found.missing.append(object_id)
        elif indexed[object_id] != public[object_id]:
            found.outdated.append(object_id)


def _noted(target: str, kind: str) -> set[int]:
    jobs = IndexJob.objects.filter(target=target, kind=kind)
    return {*jobs.values_list("object_id", flat=True), *batches.waiting_ids(target, kind)}
