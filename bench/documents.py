"""`python -m bench documents`: signing and every format of a conclusion with 6,250, 25,000 and
100,000 comments in 312, 1,250 and 5,000 groups; a table and JSON. Then a line for each step of the
page with 25,000 comments in 150 groups: few rows, but every text of them is read.

Each step runs in a process of its own, forked after the seed, so that its memory is its own: `MB`
is the most that the process and those that it started had at once, what the seed left in it
included (the line «start»). «preview» is the page before the signature, «page» makes the kept pages
of the site, «open10» opens ten of them as a visitor does. Seconds are those of the clock. Ratios of
one run are what to look at. SQLite, unless DATABASE_URL says more.
"""

import datetime as dt
import json
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from typing import Any, BinaryIO, Final, cast

from django.db import connections
from django.test import Client
from django.utils import timezone

from bench import cases
from bench.desk import _clerk, _words
from bench.memory import family_mb
from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.conclusions.exports.files import write
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import (
    PAGE,
    Answer,
    ArgumentGroup,
    Format,
    ProposalSummary,
    SummaryConclusion,
)
from consultations.conclusions.pages import preview
from consultations.conclusions.services import finalise_conclusion, sign_summary
from consultations.conclusions.services.files import make_file, order_files
from consultations.process.models import Consultation
from core.documents.domain.portions import USUAL
from demo.load import world

SIZES: Final = ((6_250, 312), (25_000, 1_250), (100_000, 5_000))
FEW_ROWS: Final = (25_000, 150)
_PAGE_STEPS: Final = ("preview", "sign", "conclude", "resolve", PAGE, "open10")
# Seconds and megabytes at the largest size.
GOALS: Final = {"sign": 20.0, Format.XLSX: 30.0, Format.CSV: 30.0, Format.PDF: 60.0}
GOAL_MB: Final = 1_500
OPENED: Final = 10
_PORTION: Final = 500
_MB: Final = 1024
_SAMPLE: Final = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Figures:
    seconds: float
    peak_mb: int
    size_mb: float = 0.0


def main() -> int:
    """Prints a table and JSON; 1 if something at the largest size is over its goal."""
    with cases.database():
        sizes = [_measure(number, *size) for number, size in enumerate(SIZES)]
        few = _measure(len(SIZES), *FEW_ROWS, only=_PAGE_STEPS)
    print(f"{'step':8} {'1x, s':>8} {'4x':>8} {'16x':>8}  {'ratios':>14} {'MB':>7} {'file MB':>8}")
    over = []
    for name, last in sizes[-1].items():
        lines = [size[name] for size in sizes]
        seconds = " ".join(f"{line.seconds:8.2f}" for line in lines)
        ratios = " ".join(f"{line.seconds / (lines[0].seconds or 1):6.1f}" for line in lines[1:])
        print(f"{name:8} {seconds}  {ratios:>14} {last.peak_mb:7} {last.size_mb:8.1f}")
        if last.seconds > GOALS.get(name, float("inf")) or last.peak_mb > GOAL_MB:
            over.append(name)
    print("{:,} comments in {} groups:".format(*FEW_ROWS))
    for name, line in few.items():
        print(f"{name:8} {line.seconds:8.2f} {line.peak_mb:7} {line.size_mb:8.1f}")
    print(f"over the goals: {', '.join(over) or 'none'}")
    print(
        json.dumps([{name: asdict(line) for name, line in size.items()} for size in [*sizes, few]])
    )
    return int(bool(over))


def _measure(
    number: int, comments: int, groups: int, only: Collection[str] = ()
) -> dict[str, Figures]:
    """Every step, or `only` some."""
    pk = _seed(number, comments, groups)
    steps: dict[str, Callable[[], float]] = {
        "start": lambda: 0.0,
        "preview": lambda: _preview(pk),
        "sign": lambda: _sign(pk),
        "conclude": lambda: _conclude(pk),
        "resolve": lambda: _resolve(pk),
    }
    steps |= {str(fmt): _maker(pk, fmt) for fmt in Format.values}
    steps |= {PAGE: lambda: _keep_page(pk), "open10": lambda: _open(pk)}
    return {name: _apart(step) for name, step in steps.items() if not only or name in only}


def _seed(number: int, comments: int, groups: int) -> int:
    """A consultation of that size whose groups are all answered; its id."""
    now = timezone.now()
    steps = world.load(bills=1, comments=comments, seed=number + 1, now=now, arguments=groups)
    consultation = next(steps).consultation
    list(steps)
    mine = ArgumentGroup.objects.filter(consultation=consultation)
    keys = list(mine.values_list("pk", flat=True))
    clerk = _clerk()
    Answer.objects.bulk_create(
        (Answer(group_id=key, published_at=now, answered_by=clerk, **_words(key)) for key in keys),
        batch_size=_PORTION,
    )
    mine.update(is_open=False, answer_version=1)
    # What a moderator is still looking at would keep the signature.
    comments = ProvisionComment.objects.in_consultation(consultation.pk)
    comments.filter(status=CommentStatus.HELD).update(status=CommentStatus.WITHDRAWN)
    # The days of the window are over, the term of the committee is not.
    today = timezone.localdate()
    Consultation.objects.filter(pk=consultation.pk).update(
        open_items=0,
        closes_on=today - dt.timedelta(days=10),
        closes_at=now - dt.timedelta(days=9),
        answer_due_on=today + dt.timedelta(days=10),
    )
    return int(consultation.pk)


def _consultation(pk: int) -> Consultation:
    found: Consultation = Consultation.objects.with_parties().get(pk=pk)
    return found


def _sign(pk: int) -> float:
    sign_summary(actor=None, consultation=_consultation(pk), number="1", now=timezone.now())
    return 0.0


def _conclude(pk: int) -> float:
    finalise_conclusion(actor=None, consultation=_consultation(pk), number="1", now=timezone.now())
    return 0.0


def _signed(pk: int) -> SummaryConclusion | ProposalSummary:
    for model in (SummaryConclusion, ProposalSummary):
        rows: Any = model.objects
        found = rows.select_related("consultation__version__bill").filter(consultation=pk).first()
        if found is not None:
            signed: SummaryConclusion | ProposalSummary = found
            return signed
    raise RuntimeError("nothing is signed")


def _resolve(pk: int) -> float:
    resolve(_signed(pk))
    return 0.0


def _preview(pk: int) -> float:
    return len(preview(_consultation(pk), "summary", now=timezone.now()).html) / 1e6


def _keep_page(pk: int) -> float:
    """Made as the worker makes it, but for the other files."""
    signed = _signed(pk)
    order_files(document=signed)
    make_file(job_id=signed.jobs.get(format=PAGE).pk)
    return float(signed.files.get(format=PAGE).size / 1e6)


def _open(pk: int) -> float:
    """Ten pages from all over the document; megabytes of one of them on the average."""
    signed, client, size = _signed(pk), Client(), 0
    for number in range(OPENED):
        page = 1 + number * signed.rows // USUAL.rows // OPENED
        response = client.get(signed.get_absolute_url(), {"page": page})
        if response.status_code != HTTPStatus.OK:
            raise RuntimeError(response.status_code)
        size += len(response.content)
    signed.files.get(format=PAGE).file.delete(save=False)
    return size / OPENED / 1e6


def _maker(pk: int, fmt: str) -> Callable[[], float]:
    def make() -> float:
        with tempfile.TemporaryFile() as out:
            write(_signed(pk), fmt, cast("BinaryIO", out))
            return out.tell() / 1e6

    return make


def _apart(step: Callable[[], float]) -> Figures:
    """Runs a step in a forked process; its file is read by nobody."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(step, sender))
    child.start()
    sender.close()
    peak = 0
    try:
        while not receiver.poll(_SAMPLE):
            peak = max(peak, family_mb(child.pid or 0))
        figures: Figures = receiver.recv()
    except EOFError as error:
        raise RuntimeError("a step failed; see above") from error
    finally:
        child.join()
    return replace(figures, peak_mb=max(peak, figures.peak_mb))


def _child(step: Callable[[], float], sender: Any) -> None:
    started = time.perf_counter()
    size = step()
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MB
    sender.send(Figures(round(seconds, 2), peak, round(size, 1)))
    sender.close()
    connections.close_all()
    os._exit(0)
