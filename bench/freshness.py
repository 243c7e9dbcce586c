"""`python -m bench freshness`: how long after its commit a change is found; a table and JSON.

A database of its own (PostgreSQL where it is installed, else SQLite), the worker of production in a
process of its own, and the node that ELASTICSEARCH_URL names (without one, the index in the
database alone). A bill is described anew at odd moments with a word that was never there; each
index is asked for the word until it has it.

Then the same is measured while an event with many proposals changes its phase again and again:
`--phase` proposals, 0 leaves this out.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from bench.load import servers

GOAL_SECONDS = 2.0
COMMENTS = 2_000
BILLS = 5
CHANGES = 200
PHASE = 20_000
LOST_SECONDS = 30.0
LETTERS = "абвгдежзиклмнопрстуфхцчшэюя"


def main(arguments: list[str]) -> int:
    """1 if the p95 of the index that answers is over the goal, or a change was never found."""
    parser = argparse.ArgumentParser(prog="python -m bench freshness", description=__doc__)
    parser.add_argument("--changes", type=int, default=CHANGES)
    parser.add_argument("--phase", type=int, default=PHASE, help="proposals of the busy event")
    parser.add_argument("--interval", default="0.5", help="of the worker, between empty looks")
    options = parser.parse_args(arguments)
    with servers.run_folder() as folder:
        where = servers.binaries()
        file = f"sqlite:///{folder / 'veche.sqlite3'}"
        with servers.postgres(folder, where) if where else nullcontext(file) as database:
            env = servers.environment(folder, database, servers.free_port())
            env |= {"ELASTICSEARCH_PREFIX": f"freshness-{os.getpid()}"}
            servers.manage(env, "migrate", "-v", "0")
            comments = max(COMMENTS, options.phase)
            size = ("--bills", str(BILLS), "--comments", str(comments), "--seed", "1")
            servers.manage(env, "seed", *size)
            servers.manage(env, "search_index", "rebuild")
            try:
                with worker(env, options.interval):
                    lines = driven(env, options.changes, is_busy=False)
                    if options.phase:
                        lines += driven(env, options.changes, is_busy=True)
            finally:
                _run(env, "drop")
    print(f"{'index':18} {'changes':>8} {'p50, s':>8} {'p95, s':>8} {'max, s':>8} {'lost':>6}")
    for line in lines:
        print(
            f"{line['index']:18} {line['changes']:8} {line['p50']:8.2f} {line['p95']:8.2f} "
            f"{line['max']:8.2f} {line['lost']:6}"
        )
    kind = "PostgreSQL" if where else "SQLite"
    print(json.dumps({"database": kind, "interval": options.interval, "indexes": lines}))
    return int(any(line["p95"] > GOAL_SECONDS or line["lost"] for line in lines))


@contextmanager
def worker(env: dict[str, str], interval: str) -> Iterator[None]:
    command = [sys.executable, "manage.py", "db_worker", "--interval", interval, "--no-reload"]
    process = subprocess.Popen(  # noqa: S603
        command, cwd=servers.ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def driven(env: dict[str, str], changes: int, *, is_busy: bool) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        _run(env, "busy" if is_busy else "drive", str(changes))
    )
    return found


def _run(env: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "bench.freshness", *arguments]
    done = subprocess.run(  # noqa: S603
        command, cwd=servers.ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


# --- Inside the site of the run ----------------------------------------------------------------


def drive(changes: int, *, is_busy: bool = False) -> list[dict[str, Any]]:
    """Seconds until each change was found, by index, in the figures of a line. `is_busy`: a phase
    has changed just before, and whatever follows from it is never done."""
    from search import engine

    dice = random.Random(1)  # noqa: S311 – no secret
    seconds: dict[str, list[float]] = {name: [] for name in engine.targets()}
    lost = dict.fromkeys(seconds, 0)
    for number in range(changes + 3):
        if is_busy:
            _phase()
        word = "".join(dice.choices(LETTERS, k=14))
        for name, taken in _waited(word, number).items():
            if number < 3:  # the worker and both clients open their connections
                continue
            if taken is None:
                lost[name] += 1
            else:
                seconds[name].append(taken)
        time.sleep(dice.uniform(0.1, 1.1))
    suffix = ", busy" if is_busy else ""
    return [_line(f"{name}{suffix}", sorted(taken), lost[name]) for name, taken in seconds.items()]


def _phase() -> None:
    """What the opening of the event with the most proposals notes, unless some of it still waits
    for every index."""
    from django.db.models import Count

    from consultations.process.events import ConsultationOpened, consultation_opened
    from consultations.process.models import Consultation
    from search import engine
    from search.models import IndexBatch

    waiting = set(IndexBatch.objects.values_list("target", flat=True))
    if waiting != set(engine.targets()):
        largest = Consultation.objects.annotate(n=Count("comments")).order_by("-n")[0]
        event = ConsultationOpened(largest.pk)
        consultation_opened.send(sender=ConsultationOpened, event=event)


def _waited(word: str, number: int) -> dict[str, float | None]:
    from django.utils import timezone

    from drafts.models import Bill
    from drafts.services import describe_bill
    from search import engine
    from search.domain.query import compile_query
    from search.interface import SearchRequest

    bills = Bill.objects.order_by("pk")
    bill = bills[number % bills.count()]
    describe_bill(
        actor=None, bill=bill, summary=f"О чём: {word}.", status=bill.status,
        introduced_on=bill.introduced_on, now=timezone.now(),
    )  # fmt: skip
    committed = time.perf_counter()
    request = SearchRequest(compile_query(word), limit=1, count=False)
    waiting, found = dict(engine.targets()), {}
    while waiting and time.perf_counter() - committed < LOST_SECONDS:
        for name, index in list(waiting.items()):
            if index.search(request).total:
                found[name] = time.perf_counter() - committed
                del waiting[name]
        time.sleep(0.02)
    return {**dict.fromkeys(waiting), **found}


def _line(name: str, taken: list[float], lost: int) -> dict[str, Any]:
    def at(share: float) -> float:
        return round(taken[min(len(taken) - 1, int(len(taken) * share))], 3) if taken else 0.0

    return {
        "index": name, "changes": len(taken) + lost, "p50": at(0.5), "p95": at(0.95),
        "max": at(1), "lost": lost,
    }  # fmt: skip


def drop() -> None:
    """The indices of the run."""
    from django.conf import settings

    if settings.ELASTICSEARCH_URL:
        from elasticsearch import Elasticsearch

        node = Elasticsearch(settings.ELASTICSEARCH_URL)
        names = list(
            node.indices.get(index=f"{settings.ELASTICSEARCH_PREFIX}-*", features="aliases")
        )
        if names:
            node.indices.delete(index=names)


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] in {"drive", "busy"}:
        print(json.dumps(drive(int(sys.argv[2]), is_busy=sys.argv[1] == "busy")))
    else:
        drop()
