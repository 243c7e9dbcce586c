"""Grouping of comments at 1×, 4×, 16× (6,250, 25,000, 100,000), each in a process of its own;
beside it the defaults of datasketch over the same words, in the same run."""

import json
import multiprocessing
import resource
import time
from collections.abc import Callable
from typing import Any, Final

from bench.texts import comments

SMALLEST: Final = 6_250
SIZES: Final = (1, 4, 16)
_MB: Final = 1024


def ours(rows: list[tuple[int, str, str]]) -> int:
    """The engine of the site; returns how many groups it found."""
    from consultations.conclusions.domain.grouping import group_texts

    return len(group_texts(rows))


def datasketch_defaults(rows: list[tuple[int, str, str]]) -> int:
    """MinHashLSH as it comes (threshold 0.9, 128 permutations) over words, without confirming what
    it finds; returns how many texts found no earlier one."""
    from datasketch import MinHash, MinHashLSH

    index, alone = MinHashLSH(), 0
    for key, text, place in rows:
        made = MinHash()
        made.update_batch([f"{place} {word}".encode() for word in text.lower().split()])
        alone += not index.query(made)
        index.insert(key, made)
    return alone


def main() -> int:
    """Prints a table and JSON."""
    report: dict[str, list[dict[str, Any]]] = {}
    print(
        f"{'grouping':24} {'comments':>9} {'seconds':>9} {'ratio':>7} {'peak, MB':>9} {'groups':>8}"
    )
    for work in (ours, datasketch_defaults):
        lines = [_measured(work, SMALLEST * size) for size in SIZES]
        report[work.__name__] = lines
        for line in lines:
            ratio = line["seconds"] / lines[0]["seconds"]
            print(
                f"{work.__name__:24} {line['comments']:9} {line['seconds']:9.2f} {ratio:7.2f}"
                f" {line['peak_mb']:9.0f} {line['groups']:8}"
            )
    print(json.dumps(report))
    return 0


def _measured(work: Callable[[list[Any]], int], number: int) -> dict[str, Any]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_child, (work, number))


def _child(work: Callable[[list[Any]], int], number: int) -> dict[str, Any]:
    rows = list(comments(number))
    started = time.perf_counter()
    groups = work(rows)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    return {"comments": number, "seconds": seconds, "peak_mb": peak, "groups": groups}
