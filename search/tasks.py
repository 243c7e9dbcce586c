from django_tasks import task

from search import services

# Seconds of work on changes of many after which other tasks have their turn.
_TURN = 5.0


# Before letters and files: a change must be found soon after it was made.
@task(priority=50)
def apply_jobs() -> int:
    """Applies the noted single changes; safe to run twice and in any order."""
    return services.apply_changes()


# Behind single changes, which come in between as well.
@task(priority=25)
def apply_batches() -> int:
    """Applies some of the noted changes of many and leaves the others to the next; as safe."""
    count = services.apply_batches(seconds=_TURN)
    if services.batches_are_waiting():
        apply_batches.enqueue()
    return count
