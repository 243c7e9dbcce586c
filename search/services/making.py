"""Indexes are filled, and made anew while they go on answering.

A next index is made beside the live one. From then on every change is written to both; what was
there before is put into the next by portions, under the lock of writers. Then the next is compared
with the database and takes the place of the live one in one step. Whoever is stopped half-way
leaves the live index as it was, and the next attempt begins anew.
"""

from django.utils import timezone

from search import engine, registry, vocabulary
from search.interface import Rebuildable, SearchBackend
from search.models import IndexJob
from search.services import failing, outages, writing
from search.services.comparing import Difference, compare
from search.services.following import apply_pending
from search.services.locking import only_writer
from search.services.pruning import prune


class IndexDiffersError(Exception):
    """The next index is not what is public, so it does not take the place of the live one."""

    def __init__(self, differences: dict[str, Difference]) -> None:
        self.differences = {kind: found for kind, found in differences.items() if found}
        super().__init__(", ".join(self.differences))


def create(target: str) -> bool:
    """Makes an empty next index; one that was begun before is dropped. False if an index of this
    kind needs none."""
    index = engine.targets()[target]
    if not isinstance(index, Rebuildable):
        return False
    with only_writer(target):
        index.create()
    return True


def fill(
    target: str = engine.DATABASE, *, progress: writing.Progress = writing.say_nothing
) -> dict[str, int]:
    """Indexes everything that is public, into the next index if there is one, else into the live
    one; returns how many of each kind were indexed."""
    index = engine.targets()[target]
    following = index.following() if isinstance(index, Rebuildable) else None
    counts = _filled(target, following or index, progress)
    if following is not None:
        _replay(target, following)
    writing.settle(following or index)
    return counts


def _filled(target: str, index: SearchBackend, progress: writing.Progress) -> dict[str, int]:
    counts: dict[str, int] = {}
    for kind, source in registry.sources().items():
        counts[kind] = 0
        for ids in writing.portions(source):
            with only_writer(target):
                read = writing.read(source, ids)
                counts[kind] += writing.put(index, read.documents)
                faults = {(kind, object_id): fault for object_id, fault in read.faults.items()}
                failing.settle(target, set(), faults)
            progress(kind, counts[kind])
    return counts


def _replay(target: str, following: SearchBackend) -> None:
    """Changes that are noted but not applied yet are read into the next index, too. They stay noted
    for the live one."""
    last = 0
    while True:
        with only_writer(target):
            waiting = IndexJob.objects.filter(target=target, pk__gt=last).order_by("pk")
            jobs = list(waiting[: writing.BATCH])
            if not jobs:
                return
            writing.index_objects(following, {(job.kind, job.object_id) for job in jobs})
        last = jobs[-1].pk


def swap(target: str, *, progress: writing.Progress = writing.say_nothing) -> bool:
    """Lets the next index answer. Raises IndexDiffersError if it is not what is public, LookupError
    if there is none. False if an index of this kind has no next."""
    index = engine.targets()[target]
    if not isinstance(index, Rebuildable):
        return False
    following = index.following()
    if following is None:
        raise LookupError(target)
    differences = compare(target, following, progress)
    if any(differences.values()):
        raise IndexDiffersError(differences)
    with only_writer(target):
        index.swap()
    outages.end(target)
    apply_pending()
    return True


def rebuild(
    target: str = engine.DATABASE, *, progress: writing.Progress = writing.say_nothing
) -> dict[str, int]:
    """Makes the index anew; searching goes on meanwhile. Returns how many of each kind are public.
    Raises IndexDiffersError if the new one does not fit; the old one answers then."""
    is_beside = create(target)
    counts = fill(target, progress=progress)
    if is_beside:
        swap(target, progress=progress)
    else:
        _remove_stale(target, engine.targets()[target])
        with only_writer(target):
            vocabulary.recount()
        prune(timezone.now())
    return counts


def _remove_stale(target: str, index: SearchBackend) -> None:
    for kind, source in registry.sources().items():
        with only_writer(target):
            stale = set(index.checksums(kind)) - set(source.all_ids())
            index.remove([(kind, object_id) for object_id in sorted(stale)])
