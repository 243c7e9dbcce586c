"""`python -m bench day`: a clerk's day, walked through in a browser by keyboard alone.

25,000 comments that make 150 arguments are answered one after another on the site of production
with two workers; keystrokes, words shown and page times are counted, and the length of the day is
estimated from them. What is assumed: ASSUMED.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from bench import day_texts
from bench.load import run, servers
from demo.content.people import DEMO_PASSWORD

CLERK: Final = "clerk@veche.example"
ASSUMED: Final = {"words_per_minute": 180, "keys_per_minute": 200, "thinking_seconds": 60}
# Of the positions in their order: accepted, in part, not accepted, noted, outside the subject.
_WEIGHTS: Final = (12, 18, 40, 24, 6)
_REASONS: Final = {1: 1, 2: 3, 3: 12, 4: 6, 5: 4}
_TAKEN_EVERY: Final = 5
_BROWSER: Final = "/usr/bin/chromium"


@dataclass(slots=True)
class Keyboard:
    """Presses keys and counts them by kind."""

    page: Page
    counts: Counter[str] = field(default_factory=Counter)

    def press(self, key: str, kind: str) -> None:
        self.page.keyboard.press(key)
        self.counts[kind] += 1 + key.count("+")

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.counts["text"] += len(text)


@dataclass(slots=True)
class Day:
    """What was measured."""

    keys: Counter[str] = field(default_factory=Counter)
    words: list[int] = field(default_factory=list)
    page_ms: list[float] = field(default_factory=list)
    saved_ms: list[float] = field(default_factory=list)
    taken: int = 0
    seconds: float = 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench day", description=__doc__)
    parser.add_argument("--comments", type=int, default=25_000)
    parser.add_argument("--arguments", type=int, default=150)
    parser.add_argument("--database", help="DATABASE_URL of a copy to work in; else PostgreSQL")
    options = parser.parse_args(arguments)
    if options.database is None and servers.binaries() is None:
        print("PostgreSQL is not installed: apt install postgresql")
        return 3
    with servers.run_folder() as folder, _database(folder, options.database) as database:
        port = servers.free_port()
        env = servers.environment(folder, database, port)
        servers.manage(env, "migrate", "-v", "0")
        servers.manage(env, "collectstatic", "--noinput", "-v", "0")
        sizes = ["--comments", str(options.comments), "--arguments", str(options.arguments)]
        servers.manage(env, "seed", "--bills", "1", *sizes)
        facts = run.module(env, "day_end", "facts")
        with servers.gunicorn(env, port), _browser(f"http://127.0.0.1:{port}") as page:
            day = _walk(page, facts["listing"], facts["groups"])
        end = run.module(env, "day_end", "finish")
    report = {**facts, **_report(day), "end": end}
    _print(report)
    print(json.dumps(report, ensure_ascii=False))
    return 0


@contextmanager
def _database(folder: Path, given: str | None) -> Iterator[str]:
    """The given database, or a PostgreSQL of this run."""
    where = servers.binaries()
    if given is not None or where is None:
        yield given or ""
        return
    with servers.postgres(folder, where) as address:
        yield address


@contextmanager
def _browser(site: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=_BROWSER, args=["--no-sandbox"])
        viewport = {"width": 1280, "height": 900}
        page = found.new_context(base_url=site, viewport=viewport, locale="ru-RU").new_page()  # type: ignore[arg-type]
        page.context.set_default_timeout(120_000)
        page.goto("/accounts/login/")
        page.fill("[name=login]", CLERK)
        page.fill("[name=password]", DEMO_PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/desk/**")
        yield page
        found.close()


def _walk(page: Page, listing: str, groups: int) -> Day:
    """From the list through all groups, and back to the list."""
    random = Random(1)  # noqa: S311 - no secret
    day, keyboard = Day(), Keyboard(page)
    started = time.monotonic()
    page.goto(listing)
    day.page_ms.append(_ready_ms(page))
    page.locator("main ol.queue a[href*='/desk/answers/']").first.focus()
    with page.expect_navigation(wait_until="load"):
        keyboard.press("Enter", "ways")
    for number in range(1, groups + 1):
        day.page_ms.append(_ready_ms(page))
        day.words.append(_words_shown(page))
        day.taken += _answer(keyboard, random, number)
        sent = time.monotonic()
        with page.expect_navigation(wait_until="load"):
            keyboard.press("Control+Enter", "ways")
        day.saved_ms.append((time.monotonic() - sent) * 1000)
        if page.locator(".error-summary").count():
            raise RuntimeError(f"{page.url}: {page.locator('.error-summary').inner_text()}")
    assert page.url.split("?")[0].endswith(listing), page.url
    day.page_ms.append(_ready_ms(page))
    day.keys, day.seconds = keyboard.counts, time.monotonic() - started
    return day


def _answer(keyboard: Keyboard, random: Random, number: int) -> bool:
    """Answers the group that is open; whether an earlier text was taken."""
    page = keyboard.page
    if number % _TAKEN_EVERY == 0 and page.locator("[data-take]").count():
        keyboard.press("a", "choices")
        keyboard.press("Control+End", "ways")
        keyboard.write(day_texts.addition(random, number))
        return True
    position = random.choices(range(1, 6), _WEIGHTS)[0]
    keyboard.press(str(position), "choices")
    keyboard.press("r", "ways")
    for _step in range(random.randint(1, _REASONS[position])):
        keyboard.press("ArrowDown", "choices")
    keyboard.press("Tab", "ways")
    keyboard.write(day_texts.reasoning(random, number))
    norm = day_texts.norm(random)
    if norm:
        keyboard.press("Tab", "ways")
        keyboard.write(norm)
    return False


def _ready_ms(page: Page) -> float:
    """From the start of the navigation, with what led to it, until the page is complete."""
    page.wait_for_load_state("load")
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].domComplete"))


def _words_shown(page: Page) -> int:
    """Words of what is to be read before an answer, without what is folded away."""
    return len(page.locator(".screen__said").inner_text().split())


def _report(day: Day) -> dict[str, Any]:
    words, keys = sum(day.words), sum(day.keys.values())
    groups = len(day.words)
    minutes = {
        "reading": words / ASSUMED["words_per_minute"],
        "typing": keys / ASSUMED["keys_per_minute"],
        "thinking": groups * ASSUMED["thinking_seconds"] / 60,
        "waiting": sum(day.page_ms) / 60_000,
    }
    return {
        "keys": dict(day.keys),
        "keys_in_all": keys,
        "words": words,
        "words_p50": sorted(day.words)[groups // 2],
        "words_most": max(day.words),
        "page_ms": _percentiles(day.page_ms),
        "save_ms": _percentiles(day.saved_ms),
        "taken": day.taken,
        "walk_seconds": round(day.seconds),
        "minutes": {name: round(value, 1) for name, value in minutes.items()},
        "hours": round(sum(minutes.values()) / 60, 1),
    }


def _percentiles(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    last = len(ordered) - 1
    return {name: round(ordered[round(last * share)]) for name, share in
            (("p50", 0.5), ("p95", 0.95), ("most", 1.0))}  # fmt: skip


def _print(report: dict[str, Any]) -> None:
    print(
        f"{report['comments']} comments, {report['groups']} groups, {report['taken']} taken texts"
    )
    print(f"keystrokes {report['keys_in_all']}: {report['keys']}")
    print(f"words shown {report['words']}, half of the groups under {report['words_p50']}")
    print(f"page, ms {report['page_ms']}; save and next, ms {report['save_ms']}")
    print(f"minutes {report['minutes']}; hours {report['hours']} with {ASSUMED}")
    print(f"agreeing and publishing {report['end']}")
