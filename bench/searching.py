"""`python -m bench search`: filling and asking the index; a table and JSON.

Two collections: 100,000 comments with 20,000 provisions in both backends, then 1,000,000 with
200,000 in Elasticsearch alone. `docs/s` is the rate of `index` in portions of 500, the making of
the documents not counted. Queries are asked by 8 processes at once, with facets and as many hits as
a page of results asks for: first each asks again as soon as it has its answer, which keeps the
machine full and measures how much it can do; then each thinks for half a second on the average
before it asks again, which measures how long one waits. Without ELASTICSEARCH_URL the database
alone is measured; `--small` measures a tenth, `--elastic` leaves the database out. Exits with 1 if
a goal is missed.
"""

import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import chain, islice
from random import Random
from statistics import quantiles
from typing import Any, Final

from django.conf import settings
from django.db import connection, connections
from django.test.utils import override_settings
from django.utils.module_loading import import_string

from bench import cases
from bench import searching_texts as texts
from search.backends.elastic import indices
from search.backends.elastic.client import client
from search.interface import Document, Order, Rebuildable, SearchBackend
from search.ordering import WINDOW

CLIENTS: Final = 8
ASKED: Final = 25  # of each kind by each client
THOUGHT: Final = 0.5  # seconds between two questions of a client that thinks
PORTION: Final = 500
GOAL_P95: Final = 0.050
BACKENDS: Final = {
    "database": "search.backends.database.DatabaseBackend",
    "elastic": "search.backends.elastic.ElasticBackend",
}


@dataclass(frozen=True, slots=True)
class Filled:
    documents: int
    seconds: float
    joined_after: float
    size_mb: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of one kind of question, by clients that do not pause and by clients that think,
    and how many were found on the average."""

    p50: float
    p95: float
    thinking_p50: float
    thinking_p95: float
    found: float


def main(arguments: list[str]) -> int:
    tenth = 10 if "--small" in arguments else 1
    both, large = (100_000 // tenth, 20_000 // tenth), (1_000_000 // tenth, 200_000 // tenth)
    report: dict[str, Any] = {}
    names = {"ELASTICSEARCH_PREFIX": f"veche-bench-{os.getpid()}", "ELASTICSEARCH_TIMEOUT": 60}
    with cases.database(), override_settings(**names):
        if "--elastic" not in arguments:
            report["database"] = _measure("database", *both)
        if settings.ELASTICSEARCH_URL:
            report["elastic"] = _measure("elastic", *both)
            report["elastic, large"] = _measure("elastic", *large)
        else:
            print("no Elasticsearch: scripts/elasticsearch run -- python -m bench search")
    print(json.dumps(report, ensure_ascii=False))
    over = [
        f"{kind} ({name})"
        for name, part in report.items()
        for kind, asked in part["asked"].items()
        if name != "database" and asked["p95"] > GOAL_P95 * 1000
    ]
    print(f"over the goal of {GOAL_P95 * 1000:.0f} ms: {', '.join(over) or 'none'}")
    return int(bool(over))


def backend(name: str) -> SearchBackend:
    found: SearchBackend = import_string(BACKENDS[name])()
    return found


def _measure(name: str, comments: int, provisions: int) -> dict[str, Any]:
    try:
        return _figures(name, backend(name), comments, provisions)
    finally:
        if name != "database":
            indices.drop(indices.state().aliases)


def _figures(name: str, engine: SearchBackend, comments: int, provisions: int) -> dict[str, Any]:
    filled = _fill(engine, chain(texts.provisions(provisions), texts.comments(comments)))
    print(f"{name}: {filled.documents:,} documents in {filled.seconds:.1f} s, "
          f"{filled.documents / filled.seconds:,.0f} docs/s, {filled.size_mb:,.0f} MB, "
          f"joined after {filled.joined_after:.0f} s")  # fmt: skip
    asked = _ask(name)
    print(f"{'':22} {'without a pause':>19} {'thinking':>19}")
    print(f"{'':22} {'p50, ms':>9} {'p95, ms':>9} {'p50, ms':>9} {'p95, ms':>9} {'found':>10}")
    for kind, line in asked.items():
        print(f"{kind:22} {line.p50:9.1f} {line.p95:9.1f} {line.thinking_p50:9.1f} "
              f"{line.thinking_p95:9.1f} {line.found:10,.0f}")  # fmt: skip
    return {"filled": asdict(filled), "asked": {kind: asdict(line) for kind, line in asked.items()}}


def _fill(engine: SearchBackend, documents: Iterator[Document]) -> Filled:
    """As `search_index rebuild` does: an index is filled beside the one that answers, and takes its
    place; what the node does after that (it joins the pieces) is waited for and told apart."""
    filled = engine
    if isinstance(engine, Rebuildable):
        engine.create()
        filled = engine.following() or engine
    count, seconds = 0, 0.0
    while portion := list(islice(documents, PORTION)):
        start = time.perf_counter()
        count += filled.index(portion)
        seconds += time.perf_counter() - start
    start = time.perf_counter()
    if isinstance(engine, Rebuildable):
        engine.swap()
        engine.settled()
    seconds += time.perf_counter() - start
    start = time.perf_counter()
    while isinstance(engine, Rebuildable) and not _is_joined():
        time.sleep(0.5)
    return Filled(count, seconds, time.perf_counter() - start, _size_mb(engine))


def _is_joined() -> bool:
    found = client().indices.segments(index=indices.LIVE.every)["indices"].values()
    shards = (shard for index in found for copies in index["shards"].values() for shard in copies)
    return all(shard["num_search_segments"] <= 1 for shard in shards)


def _size_mb(engine: SearchBackend) -> float:
    if isinstance(engine, Rebuildable):
        return engine.size() / 2**20
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('search_indexeddocument')")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return float(cursor.fetchone()[0]) / 2**20


def _ask(name: str) -> dict[str, Asked]:
    connections.close_all()
    lines = {}
    with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:
        for kind in texts.KINDS:
            times, totals = [], []
            for thought in (0.0, THOUGHT):
                jobs = [(name, kind, client, thought) for client in range(CLIENTS)]
                answers = list(chain.from_iterable(pool.map(_client, jobs, chunksize=1)))
                cuts = quantiles((seconds * 1000 for seconds, _total in answers), n=20)
                times += [round(cuts[9], 1), round(cuts[18], 1)]
                totals += [total for _seconds, total in answers]
            lines[kind] = Asked(*times, round(sum(totals) / len(totals), 1))
    return lines


def _client(job: tuple[str, str, int, float]) -> list[tuple[float, int]]:
    """(seconds, matches) of the questions of one client, others if it thinks; the first two warm it
    up."""
    name, kind, client, thought = job
    engine, random = backend(name), Random(f"{kind} {client} {thought}")  # noqa: S311
    answers = []
    for _number in range(ASKED + 2):
        request = texts.requests(kind, random)
        if request.order is Order.RELEVANCE and not request.offset:
            request = replace(request, limit=WINDOW)
        time.sleep(random.expovariate(1 / thought) if thought else 0)
        start = time.perf_counter()
        total = engine.search(request).total
        answers.append((time.perf_counter() - start, total))
    return answers[2:]
