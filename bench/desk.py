"""`python -m bench desk`: pages of the committee's desk with 312, 1,250 and 5,000 groups of
argument (five comments each), a third of them drafted and a third answered; a table and JSON.

Milliseconds are those of the test client in this process, on SQLite, and of the processor: what
the page takes where the machine has nothing else to do. `first` is the first time that a page is
opened, with nothing kept; `wall` is the clock's p95 of the largest size. Ratios of one run are what
to look at.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from bench import cases
from consultations.conclusions.domain.substance import text_key
from consultations.conclusions.forms import AnswersFilter
from consultations.conclusions.models import Answer, AnswerDraft, ArgumentGroup
from consultations.conclusions.selectors import desk
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from demo.load import world

GROUPS: Final = (312, 1_250, 5_000)
COMMENTS_OF_ONE: Final = 5
RUNS: Final = 9
GOAL_MS: Final = 300
# Pages that may not be there yet, by the name of their address.
LATER: Final = {"agree": "conclusions:agree", "publish": "conclusions:publish"}


@dataclass(frozen=True, slots=True)
class Figures:
    first: float
    p50: float
    p95: float
    wall_p95: float
    queries: int
    kb: float


def main() -> int:
    """Prints a table and JSON; 1 if a page of the largest size is over the goal."""
    with cases.database():
        sizes = [dict(_measure_all(_prepare(number, size))) for number, size in enumerate(GROUPS)]
    print(
        f"{'page':34} {'queries':>11} {'first':>7} {'p50 1x':>8} {'4x':>8} {'16x':>8} {'p95':>8}"
        f" {'wall':>8}"
    )
    slow = []
    for name, last in sizes[-1].items():
        lines = [size[name] for size in sizes if name in size]
        times = " ".join(f"{line.p50:8.1f}" for line in lines)
        queries = "/".join(str(line.queries) for line in lines)
        worst = f"{last.p95:8.1f} {last.wall_p95:8.0f}"
        print(f"{name:34} {queries:>11} {last.first:7.0f} {times} {worst}")
        slow += [name] * (last.p95 > GOAL_MS)
    print(f"over {GOAL_MS} ms at {GROUPS[-1]} groups: {', '.join(slow) or 'none'}")
    print(json.dumps([{name: asdict(line) for name, line in size.items()} for size in sizes]))
    return int(bool(slow))


def _prepare(number: int, groups: int) -> Consultation:
    """A consultation with so many groups; the first third is answered, the next one drafted."""
    comments = groups * COMMENTS_OF_ONE
    steps = world.load(
        bills=1, comments=comments, seed=number + 1, now=timezone.now(), arguments=groups
    )
    consultation = next(steps).consultation
    list(steps)
    keys = list(
        ArgumentGroup.objects.filter(consultation=consultation).values_list("pk", flat=True)
    )
    clerk = _clerk()
    now = timezone.now()
    third = len(keys) // 3
    Answer.objects.bulk_create(
        Answer(group_id=key, published_at=now, answered_by=clerk, **_words(key))
        for key in keys[:third]
    )
    ArgumentGroup.objects.filter(pk__in=keys[:third]).update(is_open=False, answer_version=1)
    AnswerDraft.objects.bulk_create(
        AnswerDraft(group_id=key, version=1, saved_at=now, saved_by=clerk, **_words(key))
        for key in keys[third : 2 * third]
    )
    ArgumentGroup.objects.filter(pk__in=keys[third : 2 * third]).update(answer_version=1)
    Consultation.objects.filter(pk=consultation.pk).public_changed()
    return Consultation.objects.select_related("version__bill").get(pk=consultation.pk)


def _words(key: int) -> dict[str, str]:
    text = f"Порядок установлен федеральным законом, довод № {key} касается его применения."
    return {
        "disposition": "rejected",
        "reason_code": "federal_law",
        "reason_title": "Противоречит федеральному законодательству",
        "text": text,
        "text_key": text_key(text),
    }


def _clerk() -> User:
    found = User.objects.filter(memberships__role=MembershipRole.CLERK).order_by("pk")
    return found.distinct()[0]


def _measure_all(consultation: Consultation) -> Iterator[tuple[str, Figures]]:
    client = Client()
    client.force_login(_clerk())
    for name, address in _addresses(consultation):
        yield name, _measured(client, address)


def _addresses(consultation: Consultation) -> Iterator[tuple[str, str]]:
    listing = reverse("conclusions:answers", args=[consultation.pk])
    yield "list", listing
    places = desk.provisions_with_groups(consultation)
    form = AnswersFilter(None, provisions=places[:1])
    for name, field in form.fields.items():
        for value, _label in [choice for choice in getattr(field, "choices", []) if choice[0]]:
            yield f"list, {name}={value if name != 'on' else 'one'}", f"{listing}?{name}={value}"
    groups = ArgumentGroup.objects.filter(consultation=consultation, size__gt=0)
    largest = groups.order_by("-size", "pk")[0]
    waiting = groups.filter(is_open=True, draft=None).order_by("-pk")[0]
    yield "screen, the largest group", reverse("conclusions:answer", args=[largest.pk])
    yield "screen, one that waits", reverse("conclusions:answer", args=[waiting.pk])
    filtered = reverse("conclusions:answer", args=[waiting.pk]) + "?in=kind%3Dproposals"
    yield "screen, from a filtered list", filtered
    yield "members of the largest", reverse("conclusions:members", args=[largest.pk])
    yield "readiness", reverse("conclusions:sign", args=[consultation.pk])
    for name, route in LATER.items():
        try:
            yield name, reverse(route, args=[consultation.pk])
        except NoReverseMatch:
            print(f"{name}: there is no such page yet")


def _measured(client: Client, address: str) -> Figures:
    times, walls = [], []
    for _run in range(RUNS + 1):
        started, before = time.perf_counter(), time.process_time()
        response = client.get(address)
        times.append((time.process_time() - before) * 1000)
        walls.append((time.perf_counter() - started) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    first, ordered = times[0], sorted(times[1:])
    return Figures(
        first=round(first, 1),
        p50=round(ordered[len(ordered) // 2], 1),
        p95=round(ordered[-1], 1),
        wall_p95=round(max(walls[1:]), 1),
        queries=len(captured),
        kb=round(len(response.content) / 1000, 1),
    )
