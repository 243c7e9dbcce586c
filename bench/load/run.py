"""`python -m bench load`: the site of production with two workers, measured; a table and JSON.

Three consultations with 1×, 4× and 16× comments on 500 provisions are measured from inside; the
largest one is then read and written by eight clients over HTTP, once with a worker killed in the
middle.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from bench.load import servers

CLIENTS = 8
GROWTH = (16, 4, 1)  # divisors of the largest
FULL = 50_000
Figures = dict[str, Any]


def module(env: dict[str, str], name: str, *arguments: str, task: Any = None) -> Figures:
    """What one of our processes prints as JSON."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", f"bench.load.{name}", *arguments],
        cwd=servers.ROOT, env=env, input=json.dumps(task), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"bench.load.{name} ended with {done.returncode}")
    found: Figures = json.loads(done.stdout)
    return found


class Site:
    """The running site of one run."""

    def __init__(self, env: dict[str, str], port: int, master: int, seconds: float) -> None:
        self.env, self.port, self.master, self.seconds = env, port, master, seconds

    def rate(self, what: str, addresses: list[str], name: str = "") -> Figures:
        """Eight clients for so many seconds; every address has been opened before."""
        task = {
            "what": what, "addresses": addresses, "port": self.port, "clients": CLIENTS,
            "seconds": self.seconds, "name": name,
        }  # fmt: skip
        if what in ("read", "anew"):
            module(self.env, "client", task=task | {"seconds": 2})
        before = servers.cpu_seconds(self.master)
        found = module(self.env, "client", task=task)
        # What the workers took: tells more than the rate where the machine has other work to do.
        spent = servers.cpu_seconds(self.master) - before
        return found | {"cpu_ms": round(spent / max(found["done"], 1) * 1000, 1)}

    def kill_a_worker(self, addresses: list[str]) -> Figures:
        """Submission with `kill -9` in the middle; what was acknowledged must be there."""
        victim = servers.workers_of(self.master)[0]
        timer = threading.Timer(self.seconds / 2, os.kill, (victim, signal.SIGKILL))
        timer.start()
        found = self.rate("submit", addresses, name="kill")
        timer.join()
        kept = module(self.env, "probe", "rows", task=found.pop("acknowledged"))
        replaced = victim not in servers.workers_of(self.master)
        # The time of the worker that is gone went with it.
        return {**found, **kept, "cpu_ms": None, "worker_replaced": replaced}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench load", description=__doc__)
    parser.add_argument("--comments", type=int, default=8000, help="on the largest consultation")
    parser.add_argument("--full", action="store_true", help=f"the same as --comments {FULL}")
    parser.add_argument("--seconds", type=float, default=8, help="for each measured rate")
    parser.add_argument("--stock", type=int, nargs="*", default=[1000, 5000])
    options = parser.parse_args(arguments)
    comments = FULL if options.full else options.comments
    where = servers.binaries()
    if where is None:
        print("PostgreSQL is not installed: apt install postgresql")
        return 3
    with servers.run_folder() as folder, servers.postgres(folder, where) as database:
        port = servers.free_port()
        env = servers.environment(folder, database, port)
        servers.manage(env, "migrate", "-v", "0")
        servers.manage(env, "collectstatic", "--noinput", "-v", "0")
        report: Figures = {"comments": comments, "seed": seed(env, comments)}
        report["pages"] = growth(env)
        print_pages(report["pages"])
        report["stock"] = [
            module(env, "probe", "stock", "load-3-1", str(count))
            for count in options.stock
            if count <= comments * 0.7
        ]
        with servers.gunicorn(env, port) as master:
            report["http"] = http(Site(env, port, master, options.seconds))
        report["after"] = module(env, "probe", "counts", "load-3-1")
    print_rest(report)
    print(json.dumps(report, ensure_ascii=False))
    return 0


def seed(env: dict[str, str], comments: int) -> Figures:
    """Load data of three sizes; how long the largest took."""
    started = time.monotonic()
    for number, divisor in enumerate(GROWTH, start=1):
        started = time.monotonic()
        share = str(comments // divisor)
        servers.manage(env, "seed", "--bills", "1", "--comments", share, "--seed", str(number))
    seconds = time.monotonic() - started
    return {"seconds": round(seconds, 1), "per_second": round(comments / seconds)}


def growth(env: dict[str, str]) -> dict[str, list[Figures]]:
    """Figures of each page at 1×, 4× and 16×."""
    sizes = [module(env, "probe", "pages", f"load-{number}-1") for number in (1, 2, 3)]
    return {name: [size[name] for size in sizes] for name in sizes[0]}


def http(site: Site) -> Figures:
    """Rates over HTTP on the largest consultation."""
    slug = "load-3-1"
    year = time.strftime("%Y")
    base = f"/consultations/{year}/{slug}"
    units = [f"{base}/comments/new/?on=art_{number}" for number in range(2, 40)]
    found = {
        "reader": site.rate("read", [f"/bills/{slug}/v1/"]),
        "list": site.rate("read", [f"{base}/comments/"]),
        "lists": site.rate(
            "read",
            [f"{base}/comments/?{query}" for query in ("order=supported", "kind=amend", "")],
        ),
        "list, made anew": site.rate("anew", [f"{base}/comments/"]),
        "submission": site.rate("post", units, name="post"),
        "form and submission": site.rate("submit", units, name="steady"),
    }
    for name in ("submission", "form and submission"):
        found[name] |= module(site.env, "probe", "rows", task=found[name]["acknowledged"])
    for rate in found.values():
        if isinstance(rate["acknowledged"], list):
            del rate["acknowledged"]
    return {**found, "submission, kill -9": site.kill_a_worker(units)}


def print_pages(pages: dict[str, list[Figures]]) -> None:
    print(f"{'page':24} {'queries':>12} {'ms 1x':>8} {'4x':>8} {'16x':>8} {'KB':>8}")
    for name, sizes in pages.items():
        queries = "/".join(str(size["queries"]) for size in sizes)
        times = " ".join(f"{size['ms']:8.1f}" for size in sizes)
        print(f"{name:24} {queries:>12} {times} {sizes[-1].get('kb', 0):8.1f}")


def print_rest(report: Figures) -> None:
    for row in report["stock"]:
        print(
            f"stock tree of {row['comments']}: {row['stock_ms']} ms, {row['stock_queries']} "
            f"queries, {row['stock_kb']} KB; our list is {row['times_faster']} times faster "
            f"({row['times_less_cpu']} by processor time), {row['kept_times_faster']} if nothing "
            "has changed since it was printed"
        )
    for name, row in report["http"].items():
        words = (
            f"{row['per_second']:8.1f}/s  median {row['median_ms']} ms  p95 {row['p95_ms']} ms  "
            f"{row['cpu_ms']} ms of CPU each"
        )
        extra = (
            f"  acknowledged {row['acknowledged']}, lost {row['missing']}"
            if "missing" in row
            else ""
        )
        print(f"{name:24} {words}  failed {row['failed']}{extra}")
    print(f"seed: {report['seed']}; counts after all this: {report['after']}")
