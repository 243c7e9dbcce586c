"""Looks into the site of a run from inside: `python -m bench.load.probe WHAT …`; JSON out.

pages SLUG: queries, milliseconds and bytes of the pages of a consultation, by the test client.
stock SLUG N: the package's own tree of N comments beside our list of the same ones.
rows: which of the ids of submissions on the standard input are not in the database.
counts SLUG: whether all kept counts agree with a recount.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import django

django.setup()

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from django_comments.models import Comment

from consultations.comments.models import PendingComment, ProvisionComment
from consultations.comments.services import recount_comments
from consultations.conclusions.services import recount_open_items
from consultations.process.models import Consultation
from core.accounts.models import User
from drafts.models import Provision

RUNS = 7
Figures = dict[str, Any]


def find(slug: str) -> Consultation:
    return Consultation.objects.select_related("version__bill").get(slug=slug)


def busiest(consultation: Consultation) -> Provision:
    """The provision with the most proposals."""
    rows = consultation.comment_counts.exclude(provision=None).order_by("-count")
    found: Provision = rows.select_related("provision")[0].provision
    return found


def listings(consultation: Consultation) -> dict[str, str]:
    """Every filter and order of the list, by name."""
    place = busiest(consultation)
    same = consultation.comments.exclude(words_hash="").order_by("pk")[0].words_hash
    queries = {
        "list": "",
        "list, oldest": "order=oldest",
        "list, most joined": "order=supported",
        "list, one provision": f"on={place.eid}",
        "list, inside": f"on={place.eid}&inside=1",
        "list, kind": "kind=amend",
        "list, stance": "stance=oppose",
        "list, author": "author=authority",
        "list, channel": "channel=hearing",
        "list, place": "place=Зея",
        "list, answered": "answered=yes",
        "list, not answered": "answered=no",
        "list, same words": f"same={same}",
        "list, rare": "kind=add&stance=neutral&author=authority&order=supported",
    }
    base = f"{consultation.get_absolute_url()}comments/"
    return {name: f"{base}?{query}" if query else base for name, query in queries.items()}


def deep(client: Client, address: str) -> str:
    """The address of the page of a list 25 pages further on."""
    for _page in range(25):
        found = re.search(r'href="(\?[^"]*cursor=[^"]+)"[^>]*rel="next"', page(client, address))
        if found is None:
            break
        address = address.split("?")[0] + found[1].replace("&amp;", "&")
    return address


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def measured(client: Client, address: str, *, anew: bool = False) -> Figures:
    """What a page costs; `anew`: after a change of what is public, so that nothing kept serves."""

    def changed() -> None:
        if anew:
            Consultation.objects.all().public_changed()

    changed()
    client.get(address)
    times = []
    cpu = 0.0
    for _run in range(RUNS):
        changed()
        started, before = time.perf_counter(), time.process_time()
        client.get(address)
        times.append(time.perf_counter() - started)
        cpu += time.process_time() - before
    changed()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    return {
        "status": response.status_code,
        "queries": len(captured),
        "ms": round(median(times) * 1000, 1),
        "cpu_ms": round(cpu / RUNS * 1000, 1),
        "kb": round(len(response.content) / 1000, 1),
    }


def pages(slug: str) -> Figures:
    consultation = find(slug)
    anybody, moderator = Client(), Client()
    moderator.force_login(User.objects.filter(memberships__role="moderator").order_by("pk")[0])
    comment = consultation.comments.published().filter(nested_count__gt=1).order_by("pk")[0]
    lists = listings(consultation)
    first = lists["list"]
    found = {
        "reader": measured(anybody, consultation.version.get_absolute_url()),
        "consultation": measured(anybody, consultation.get_absolute_url()),
        **{name: measured(anybody, address, anew=True) for name, address in lists.items()},
        "list, 25 pages on": measured(anybody, deep(anybody, first), anew=True),
        "list, nothing changed": measured(anybody, first),
        "permalink": measured(anybody, comment.get_absolute_url()),
        "queue": measured(moderator, "/desk/moderation/"),
        **{
            f"queue, {status}": measured(moderator, f"/desk/moderation/?status={status}")
            for status in ("held", "hidden", "reported")
        },
    }
    form = f"{first}new/?on={busiest(consultation).eid}"
    return {**found, "form": measured(anybody, form), "submission": submission(anybody, form)}


def submission(client: Client, address: str) -> Figures:
    """The POST of the form; the statements of the limits and of the transaction are told apart."""
    stamp = re.search(r'name="stamp" value="([^"]+)"', page(client, address))
    typed = {
        "kind": "opinion", "stance": "neutral", "author_type": "citizen",
        "name_display": "pseudonym", "consent_processing": "on", "stamp": stamp[1] if stamp else "",
    }  # fmt: skip
    times, statements = [], []
    for run in range(RUNS):
        words = {"rationale": f"Проба {run} {time.time()}", "email": f"probe{run}@load.example"}
        started = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            response = client.post(address, typed | words)
        times.append(time.perf_counter() - started)
        statements = [row["sql"] for row in captured]
    ours = [sql for sql in statements if "web_cache" not in sql]
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return {
        "status": response.status_code,
        "queries": sum(not sql.startswith(control) for sql in ours),
        "ms": round(median(times) * 1000, 1),
        "with_limits_and_transaction": len(statements),
    }


def stock(slug: str, count: str) -> Figures:
    """The package's tree of so many comments on one thing; everything is taken back."""
    consultation = find(slug)
    address = listings(consultation)["list"]
    ours, kept = measured(Client(), address, anew=True), measured(Client(), address)
    keys = list(consultation.comments.published().order_by("pk").values_list("pk", flat=True))
    tree = engines["django"].from_string(
        "{% load comments_xtd %}{% render_xtdcomment_tree for thing %}"
    )
    with transaction.atomic():
        thing = busiest(consultation)
        content_type = ContentType.objects.get_for_model(thing)
        Comment.objects.filter(object_pk=str(thing.pk)).update(object_pk="0")
        chosen = Comment.objects.filter(pk__in=keys[: int(count)])
        rows = chosen.update(content_type=content_type, object_pk=str(thing.pk))
        request = RequestFactory().get("/")
        request.user = User.objects.order_by("pk")[0]
        started, cpu = time.perf_counter(), time.process_time()
        with (
            override_settings(ROOT_URLCONF="bench.load.urls"),
            CaptureQueriesContext(connection) as captured,
        ):
            html = tree.render({"thing": thing}, request)
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
        transaction.set_rollback(True)
    return {
        "comments": rows,
        "stock_ms": round(seconds * 1000),
        "stock_queries": len(captured),
        "stock_kb": round(len(html.encode()) / 1000),
        "ours_ms": ours["ms"],
        "times_faster": round(seconds * 1000 / ours["ms"]),
        "times_less_cpu": round(cpu * 1000 / ours["cpu_ms"]),
        "kept_ms": kept["ms"],
        "kept_times_faster": round(seconds * 1000 / kept["ms"]),
    }


def rows() -> Figures:
    wanted = {int(key) for key in json.load(sys.stdin)}
    there = set(PendingComment.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    return {"acknowledged": len(wanted), "missing": len(wanted - there)}


def counts(slug: str) -> Figures:
    consultation = find(slug)
    comments = ProvisionComment.objects.in_consultation(consultation.pk).count()
    return {
        "comments": comments,
        "counts": recount_comments(consultation=consultation),
        "open_items": recount_open_items(consultation=consultation) == consultation.open_items,
    }


_WHAT: dict[str, Callable[..., Figures]] = {
    "pages": pages,
    "stock": stock,
    "rows": rows,
    "counts": counts,
}

if __name__ == "__main__":
    json.dump(_WHAT[sys.argv[1]](*sys.argv[2:]), sys.stdout, ensure_ascii=False)
