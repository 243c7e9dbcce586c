"""Tasks for the tests of repetition."""

from django_tasks import task

calls: list[tuple[int, str]] = []


@task
def fails(number: int, *, word: str) -> None:
    """Writes down that it was called, and fails."""
    calls.append((number, word))
    raise RuntimeError("no")


@task(priority=7)
def works(number: int) -> int:
    """Succeeds."""
    calls.append((number, ""))
    return number
