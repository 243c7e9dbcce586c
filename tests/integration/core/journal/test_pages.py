"""The public pages of the journal and its export."""

import hashlib
import html
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.journal import selectors, subjects
from core.journal.domain.leaves import opens, parse_leaf
from core.journal.models import JournalEntry
from core.journal.services import erase_bodies, sequence_all
from core.journal.subjects import SubjectLink

Write = Callable[..., JournalEntry]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _things(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even things have a page; odd ones are known by their id only."""
    monkeypatch.setattr(subjects, "_providers", {"thing": _links})


def _links(ids: list[str]) -> dict[str, SubjectLink]:
    return {n: SubjectLink(f"Thing <{n}>", f"/things/{n}/") for n in ids if int(n) % 2 == 0}


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_addresses() -> None:
    assert reverse("journal:list") == "/journal/"
    assert reverse("journal:entry", args=[0]) == "/journal/0/"
    assert reverse("journal:export") == "/journal/export.jsonl"


def test_an_empty_journal(client: Client) -> None:
    assert "/journal/export.jsonl" in page(client, "/journal/")


def test_the_list_shows_sequenced_entries_newest_first(
    client: Client, write: Write, now: datetime
) -> None:
    for number in range(1, 4):
        write(number)
    sequence_all(now=now)
    write(4)
    text = page(client, "/journal/")
    assert re.findall(r'href="/journal/(\d+)/"', text) == ["2", "1", "0"]
    assert "Thing &lt;2&gt;" in text
    assert 'href="/things/2/"' in text
    assert "<code>thing:3</code>" in text
    assert "thing made" in text
    assert "4" not in re.findall(r"thing:(\d)", text)


def test_the_list_is_paged(
    client: Client, write: Write, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "PER_PAGE", 2)
    for number in range(5):
        write(number)
    sequence_all(now=now)
    seen, address = [], "/journal/"
    while address:
        text = page(client, address)
        seen += [int(place) for place in re.findall(r'href="/journal/(\d+)/"', text)]
        further = re.search(r'rel="next" href="([^"]+)"', text)
        address = f"/journal/{html.unescape(further[1])}" if further else ""
    assert seen == [4, 3, 2, 1, 0]


def test_filters(client: Client, write: Write, now: datetime) -> None:
    write(1), write(2, kind="thing.moved"), write(2)
    sequence_all(now=now)

    def shown(query: str) -> list[str]:
        return re.findall(r'href="/journal/(\d+)/"', page(client, f"/journal/?{query}"))

    assert len(shown("kind=thing.moved")) == 1
    assert len(shown("subject=thing:2")) == 2
    assert len(shown("subject=thing:2&kind=thing.made")) == 1
    assert shown("subject=thing:9") == []


@pytest.mark.parametrize("query", ["subject=thing", "subject=:", "kind=thing.unknown"])
def test_filters_that_make_no_sense_say_so(
    client: Client, write: Write, now: datetime, query: str
) -> None:
    write(1)
    sequence_all(now=now)
    text = page(client, f"/journal/?{query}")
    assert "error-summary" in text
    assert not re.findall(r'href="/journal/\d+/"', text)


@pytest.mark.parametrize("cursor", ["x", "e30", "%00", "a" * 5000])
def test_a_bad_cursor_shows_the_first_page(
    client: Client, write: Write, now: datetime, cursor: str
) -> None:
    write(1)
    sequence_all(now=now)
    assert 'href="/journal/0/"' in page(client, f"/journal/?cursor={cursor}")


def test_the_list_costs_the_same_for_one_entry_and_for_a_page(
    client: Client,
    write: Write,
    now: datetime,
    django_assert_num_queries: Callable[..., AbstractContextManager[object]],
) -> None:
    write(0)
    sequence_all(now=now)
    page(client, "/journal/")  # menus are kept
    with CaptureQueriesContext(connection) as for_one:
        page(client, "/journal/")
    for number in range(1, 60):
        write(number)
    sequence_all(now=now)
    with django_assert_num_queries(len(for_one)):
        page(client, "/journal/")
    with django_assert_num_queries(1):
        assert len(selectors.entries_page().items) == 50


def test_an_entry_can_be_checked_from_its_page(client: Client, write: Write, now: datetime) -> None:
    written = write(7)
    sequence_all(now=now)
    text = page(client, "/journal/0/")
    leaf = re.search(r'<pre id="leaf"[^>]*>(.*?)</pre>', text, re.DOTALL)
    body = re.search(r'<pre id="body"[^>]*>(.*?)</pre>', text, re.DOTALL)
    assert leaf is not None
    assert body is not None
    data = html.unescape(leaf[1]).encode()
    assert hashlib.sha256(b"\x00" + data).hexdigest() == written.leaf_hash
    assert written.leaf_hash in text
    commitment = parse_leaf(data).commitment
    assert opens(commitment, bytes.fromhex(written.salt), json.loads(html.unescape(body[1])))
    assert "notice--error" not in text


def test_an_erased_entry_still_shows_its_leaf(client: Client, write: Write, now: datetime) -> None:
    written = write(7)
    sequence_all(now=now)
    erase_bodies(subject_type="thing", subject_id=7)
    text = page(client, "/journal/0/")
    assert 'id="leaf"' in text
    assert 'id="body"' not in text
    assert written.salt not in text


def test_a_page_shows_that_an_entry_was_tampered_with(
    client: Client, write: Write, now: datetime
) -> None:
    write(7), write(8)
    sequence_all(now=now)
    JournalEntry.objects.filter(sequence=0).update(body={"thing": 9})
    assert "notice--error" in page(client, "/journal/0/")
    assert "notice--error" not in page(client, "/journal/1/")


def test_neighbours(client: Client, write: Write, now: datetime) -> None:
    for number in range(3):
        write(number)
    sequence_all(now=now)

    def neighbours(place: int) -> set[str]:
        found = re.findall(r'href="/journal/(\d+)/"', page(client, f"/journal/{place}/"))
        return set(found)

    assert neighbours(0) == {"1"}
    assert neighbours(1) == {"0", "2"}
    assert neighbours(2) == {"1"}


@pytest.mark.parametrize("place", [0, 5, 2**63 - 1, 2**63, 10**40])
def test_no_entry_there(client: Client, write: Write, place: int) -> None:
    write(1)
    assert client.get(f"/journal/{place}/").status_code == 404


def exported(client: Client, query: str = "") -> list[dict[str, object]]:
    response = client.get(f"/journal/export.jsonl{query}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/jsonl")
    return [json.loads(line) for line in response.getvalue().decode().splitlines()]


def test_the_export_holds_what_proves_each_entry(
    client: Client, write: Write, now: datetime
) -> None:
    for number in range(3):
        write(number, actor_role="clerk")
    sequence_all(now=now)
    write(9)
    erase_bodies(subject_type="thing", subject_id=1)
    lines = exported(client)
    assert [line["sequence"] for line in lines] == [0, 1, 2]
    for line in lines:
        leaf = parse_leaf(str(line["leaf"]).encode())
        assert leaf.hash().hex() == line["leaf_hash"]
        if leaf.subject_id == "1":
            assert line["body"] is line["salt"] is None
        else:
            assert opens(leaf.commitment, bytes.fromhex(str(line["salt"])), line["body"])  # type: ignore[arg-type]


def test_the_export_is_paged(
    client: Client, write: Write, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "EXPORT_PAGE", 2)
    monkeypatch.setattr(selectors, "_CHUNK", 1)
    for number in range(5):
        write(number)
    sequence_all(now=now)
    seen: list[object] = []
    address = "/journal/export.jsonl"
    while address:
        response = client.get(address)
        lines = response.getvalue().decode().splitlines()
        seen += [json.loads(line)["sequence"] for line in lines]
        further = re.fullmatch(r'<(.+)>; rel="next"', response.get("Link", ""))
        address = further[1] if further else ""
    assert seen == [0, 1, 2, 3, 4]
    assert exported(client, "?after=4") == []
    assert exported(client, "?after=400") == []


@pytest.mark.parametrize("after", ["x", "1.5", "-2", str(2**63)])
def test_a_bad_place_is_refused(client: Client, after: str) -> None:
    assert client.get(f"/journal/export.jsonl?after={after}").status_code == 400


@pytest.mark.parametrize("address", ["/journal/", "/journal/0/", "/journal/export.jsonl"])
def test_the_pages_only_read(client: Client, write: Write, now: datetime, address: str) -> None:
    write(1)
    sequence_all(now=now)
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def test_the_command_exports_the_same(client: Client, write: Write, now: datetime) -> None:
    for number in range(4):
        write(number)
    sequence_all(now=now)
    out = StringIO()
    call_command("journal", "export", stdout=out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == exported(client)
    out = StringIO()
    call_command("journal", "export", "--after", "2", stdout=out)
    assert [json.loads(line)["sequence"] for line in out.getvalue().splitlines()] == [3]


def test_the_command_needs_an_action() -> None:
    with pytest.raises(CommandError):
        call_command("journal")
