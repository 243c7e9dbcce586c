"""Growth of the work with the size of the input: 1×, 4×, 16× in one run; a table and JSON.

Ratios of one run are what to look at; seconds depend on the machine. Linear work shows about 4 and
16, work that does not depend on the size about 1.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from bench import cases, files

SIZES = (1, 4, 16)
RUNS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """Medians in seconds for each size, the ratios to the first, and the most memory that a reader
    of files had taken by then."""

    name: str
    unit: str
    seconds: tuple[float, ...]
    peak_mb: float

    @property
    def ratios(self) -> tuple[float, ...]:
        return tuple(round(value / self.seconds[0], 2) for value in self.seconds)


def measure(prepare: Callable[[int], Callable[[], object]], size: int) -> float:
    """The median time of several runs of the work that `prepare` makes ready."""
    work = prepare(size)
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def main(wanted: list[str]) -> int:
    """Runs all cases, or those whose names contain one of the words."""
    lines = []
    print(f"{'case':34} {'1x, s':>9} {'4x, s':>9} {'16x, s':>9}  ratios")
    with cases.database():
        for name, unit, prepare in cases.CASES:
            if wanted and not any(word in name for word in wanted):
                continue
            seconds = tuple(measure(prepare, size) for size in SIZES)
            line = Line(name, unit, seconds, files.peak_memory())
            lines.append(line)
            figures = " ".join(f"{value:9.4f}" for value in line.seconds)
            peak = f"  readers ≤ {line.peak_mb} MB" if name.startswith("read") else ""
            print(f"{line.name:34} {figures}  {line.ratios}{peak}")
    report = {
        line.name: {
            "unit": line.unit,
            "seconds": line.seconds,
            "ratios": line.ratios,
            "peak_mb": line.peak_mb,
        }
        for line in lines
    }
    print(json.dumps(report, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["load"]:
        from bench.load import run

        sys.exit(run.main(sys.argv[2:]))
    if sys.argv[1:2] == ["grouping"]:
        from bench import grouping

        sys.exit(grouping.main())
    if sys.argv[1:2] == ["desk"]:
        from bench import desk

        sys.exit(desk.main())
    if sys.argv[1:2] == ["documents"]:
        from bench import documents

        sys.exit(documents.main())
    if sys.argv[1:2] == ["search"]:
        from bench import searching

        sys.exit(searching.main(sys.argv[2:]))
    if sys.argv[1:2] == ["freshness"]:
        from bench import freshness

        sys.exit(freshness.main(sys.argv[2:]))
    if sys.argv[1:2] == ["day"]:
        from bench import day

        sys.exit(day.main(sys.argv[2:]))
    if sys.argv[1:2] == ["relevance"]:
        from bench.relevance import run

        sys.exit(run.main(sys.argv[2:]))
    sys.exit(main(sys.argv[1:]))
