"""`python -m bench relevance`: how good the first ten results are, by judged queries.

The acts of the corpus and the demo are searched as the site does it; each query gets its nDCG@10
(1: the best order that the judgments allow). Prints a table, the means by kind of query, of all, of
those that may be tuned by and of those that are held out, and JSON. How the queries were judged:
docs/relevance.md.
"""

import argparse
import json
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.test.utils import override_settings

from bench import cases  # noqa: F401 - sets Django up
from bench.relevance import collection, judged, keys
from bench.relevance.metric import CUT, mean, ndcg
from search import engine, services
from search.asked import Asked
from search.backends.elastic import indices
from search.selectors import find

BACKENDS: Final = {
    "database": "search.backends.database.DatabaseBackend",
    "elastic": "search.backends.elastic.ElasticBackend",
}
GOAL: Final = 0.85
MAY_LAG: Final = 0.08
_SHOWN: Final = 52
_PREFIX: Final = "veche-relevance"


@dataclass(frozen=True, slots=True)
class Line:
    """A query with what was found for it and how good that is."""

    query: judged.Judged
    found: tuple[str, ...]
    value: float
    grades: dict[str, int]


Lines = dict[str, list[Line]]  # backend → lines of all queries


def main(arguments: Sequence[str]) -> int:
    """1 if `--check` is asked for and a goal is missed, 3 if a backend is not there."""
    options = _options(arguments)
    names = list(BACKENDS) if options.backend == "both" else [options.backend]
    if "elastic" in names and (problem := _absent()):
        print(problem)
        return 3
    queries = judged.load()
    lines: Lines = {}
    with collection.database():
        for name in names:
            with _backend(name):
                lines[name] = _run(queries)
    if options.explain:
        _explain(lines, options.explain - 1)
        return 0
    _print(lines)
    print(json.dumps({name: _report(of_one) for name, of_one in lines.items()}, ensure_ascii=False))
    return int(options.check and not _reached(lines))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench relevance")
    parser.add_argument(
        "--backend", default="database", help="database, elastic, both, or a dotted path of a class"
    )
    parser.add_argument(
        "--check", action="store_true", help=f"fail under {GOAL} or with a lag over {MAY_LAG}"
    )
    parser.add_argument("--explain", type=int, metavar="N", help="what is found for query N")
    options = parser.parse_args(arguments)
    if options.check and options.backend != "both":
        parser.error("--check compares: add --backend both")
    return options


def _absent() -> str:
    """Why Elasticsearch cannot be measured: without it the site would answer from the database."""
    address = settings.ELASTICSEARCH_URL
    if not address:
        return "no Elasticsearch: scripts/elasticsearch run -- python -m bench relevance"
    try:
        urllib.request.urlopen(f"{address}/_cluster/health", timeout=30).close()  # noqa: S310 - ours
    except OSError as error:
        return f"Elasticsearch does not answer at {address}: {error}"
    return ""


@contextmanager
def _backend(name: str) -> Iterator[None]:
    """The site with that index, filled with everything that is public. The one in the database is
    filled first: from it comes the spelling of words. Indices have names of our own, and are
    dropped at the end."""
    path = BACKENDS.get(name, name)
    with override_settings(
        SEARCH_BACKEND=path, ELASTICSEARCH_PREFIX=_PREFIX, ELASTICSEARCH_TIMEOUT=30
    ):
        try:
            for target in engine.targets():
                services.rebuild(target)
            yield
        finally:
            if name == "elastic":
                indices.drop(indices.state().aliases)


def _run(queries: Sequence[judged.Judged]) -> list[Line]:
    addresses = keys.addresses()
    known = set(addresses.values())
    absent = {key for query in queries for key in query.grades} - known
    if absent:
        print(f"judged, but not searched: {', '.join(sorted(absent))}")
    lines = []
    for query in queries:
        found = _ask(query.text, addresses)
        grades = keys.with_derived(query.grades, known)
        lines.append(Line(query, found, ndcg(found, grades), grades))
    return lines


def _ask(text: str, addresses: keys.Addresses) -> tuple[str, ...]:
    """Keys of the first results, as the page of the site shows them. Raises RuntimeError if another
    index than the measured one has answered."""
    page = find(Asked(text))
    if page.is_fallback:
        raise RuntimeError(f"the index did not answer «{text}»")
    rows = page.results[:CUT]
    return tuple(addresses.get((row.kind, row.url), f"{row.kind}:{row.url}") for row in rows)


# --- What is printed ---------------------------------------------------------------------------


def _print(lines: Lines) -> None:
    names = list(lines)
    first = lines[names[0]]
    head = " ".join(f"{name[-9:]:>9}" for name in names)
    print(f"{'':3} {'query':{_SHOWN}} {head}")
    for number, line in enumerate(first, start=1):
        mark = "*" if line.query.held_out else " "
        _row(
            f"{number:3}{mark}{line.query.text[:_SHOWN]}",
            [lines[n][number - 1].value for n in names],
        )
    print()
    for kind in dict.fromkeys(line.query.kind for line in first):
        _row(f"    {kind}", [_mean(lines[n], kind=kind) for n in names])
    print()
    _row("    all", [_mean(lines[n]) for n in names])
    _row("    to tune by", [_mean(lines[n], held_out=False) for n in names])
    _row("    held out (*)", [_mean(lines[n], held_out=True) for n in names])


def _row(title: str, values: Sequence[float]) -> None:
    """With two values their difference as well."""
    figures = " ".join(f"{value:9.3f}" for value in values)
    gap = f" {values[1] - values[0]:+9.3f}" if len(values) > 1 else ""
    print(f"{title:{_SHOWN + 4}} {figures}{gap}")


def _mean(lines: Sequence[Line], *, kind: str = "", held_out: bool | None = None) -> float:
    return mean(
        [
            line.value
            for line in lines
            if kind in ("", line.query.kind) and held_out in (None, line.query.held_out)
        ]
    )


def _report(lines: Sequence[Line]) -> dict[str, Any]:
    kinds = dict.fromkeys(line.query.kind for line in lines)
    return {
        "queries": len(lines),
        "ndcg10": round(_mean(lines), 4),
        "tuned": round(_mean(lines, held_out=False), 4),
        "held_out": round(_mean(lines, held_out=True), 4),
        "kinds": {kind: round(_mean(lines, kind=kind), 4) for kind in kinds},
        "each": {line.query.text: round(line.value, 4) for line in lines},
    }


def _reached(lines: Lines) -> bool:
    elastic, database = _mean(lines["elastic"]), _mean(lines["database"])
    if elastic < GOAL:
        print(f"Elasticsearch: {elastic:.3f}, under {GOAL}")
    if database < elastic - MAY_LAG:
        print(f"the database is {elastic - database:.3f} behind, more than {MAY_LAG}")
    return elastic >= GOAL and database >= elastic - MAY_LAG


def _explain(lines: Lines, number: int) -> None:
    """What was found and what was missed; [-] is what nobody has read."""
    for name, of_one in lines.items():
        line = of_one[number]
        print(f"{name}: «{line.query.text}» ({line.query.kind}), nDCG@{CUT} {line.value:.3f}")
        for place, key in enumerate(line.found, start=1):
            print(f"{place:4}. [{line.grades.get(key, '-')}] {key}")
        for key, grade in line.grades.items():
            if grade and key not in line.found:
                print(f"missed [{grade}] {key}")
