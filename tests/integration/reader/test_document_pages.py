"""A large signed document is read by pages that the worker has kept; nothing outdated is shown."""

import hashlib
import json
import re
import shutil
import zipfile
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from consultations.comments.services import hide_comment
from consultations.conclusions.exports import page as pages
from consultations.conclusions.models import (
    PAGE,
    FileJob,
    JobProblem,
    JobState,
    ProposalSummary,
    SummaryConclusion,
)
from consultations.conclusions.selectors import reading
from consultations.process.models import Consultation
from core.accounts.services import erase_contact, withdraw_dissemination
from core.documents.domain.portions import Limits
from core.uploads.storage import private_storage
from tests.factories.accounts import UserFactory, consent_texts
from tests.factories.conclusions import adopted, answer_everything, published, signed
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_storage() -> None:
    """Ids come again in every test, and with them the folders."""
    shutil.rmtree(private_storage().path("conclusions"), ignore_errors=True)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four rows are many; tables of more than six are cut."""
    monkeypatch.setattr(pages, "LARGE", 3)
    monkeypatch.setattr(pages, "USUAL", Limits(rows=3))


def conclusion_of(*words: str) -> SummaryConclusion:
    consultation = ConsultationFactory(closed=True)
    for said in words:
        published(consultation, comment=said)
    answer_everything(consultation)
    return signed(consultation)


def many(count: int = 7) -> SummaryConclusion:
    names = ("бобры", "ветер", "гроза", "дождь", "ежи", "жара", "зима", "иней", "калина", "лёд")
    return conclusion_of(*(f"Учесть: {name} мешает посёлку." for name in names[:count]))


def text_of(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        text_of(client, url)
    return len(captured)


def hide(conclusion: SummaryConclusion, words: str) -> None:
    comment = conclusion.consultation.comments.get(comment__contains=words)
    hide_comment(actor=UserFactory(), comment=comment, ground_code="insults", now=timezone.now())


def test_the_size_is_known_without_the_snapshot() -> None:
    consultation = ConsultationFactory(closed=True)
    for said in ("Учесть: бобры мешают посёлку.", "Учесть: бобры мешают посёлку.", "Ветер."):
        published(consultation, comment=said)
    adopted(consultation, {}, {})
    answer_everything(consultation)
    conclusion = signed(consultation)
    for document in (conclusion, conclusion.summary):
        assert document is not None
        assert document.rows == len(document.snapshot["groups"]) < 5
        assert document.members == 5


def test_size_is_counted_for_documents_signed_before() -> None:
    conclusion = many(3)
    SummaryConclusion.objects.update(members=0)
    ProposalSummary.objects.update(members=0)
    migration = import_module("consultations.conclusions.migrations.0015_members_of_documents")
    migration.count_members(apps, None)
    for document in (conclusion, conclusion.summary):
        assert document is not None
        document.refresh_from_db()
        assert document.members == 3


def test_many_proposals_in_few_rows_are_a_large_document(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody reads thousands of texts for a visitor, although the rows are few."""
    consultation = ConsultationFactory(closed=True)
    for _time in range(5):
        published(consultation, comment="Учесть: бобры мешают посёлку.")
    answer_everything(consultation)
    conclusion = signed(consultation)
    assert conclusion.rows == 1
    monkeypatch.setattr(reading, "conclusion_document", lambda _signed: pytest.fail("made live"))
    monkeypatch.setattr(pages, "MANY", 4)
    url = conclusion.get_absolute_url()
    text_of(client, url, 503)
    run_tasks()
    assert "бобры" in text_of(client, url)
    assert client.get(f"{url}?row=1")["Location"] == f"{url}#row-1"
    hide_comment(
        actor=UserFactory(), comment=consultation.comments.first(), ground_code="insults",
        now=timezone.now(),
    )  # fmt: skip
    text_of(client, url, 503)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("name", ["conclusion", "summary"])
def test_a_large_document_has_pages(client: Client, name: str) -> None:
    conclusion = many()
    document: Any = conclusion if name == "conclusion" else conclusion.summary
    run_tasks()
    url = document.get_absolute_url()
    first = text_of(client, url)
    assert "бобры" not in first
    assert 'href="?page=2"' in first
    assert document.snapshot_sha256 in first
    assert "csv/" in first
    second, last = text_of(client, f"{url}?page=2"), text_of(client, f"{url}?page=4")
    assert "бобры" in second
    assert "зима" not in second
    assert "зима" in last
    assert 'rel="prev" href="?page=1"' in second
    assert 'rel="next" href="?page=3"' in second
    assert 'rel="next"' not in last
    assert '<tr id="row-7">' in last
    assert "<h1>" in second
    names = re.findall(r'<nav class="pagination no-print" aria-label="([^"]+)"', second)
    assert len(set(names)) == len(names) == 2
    shown = "".join(text_of(client, f"{url}?page={n}") for n in range(1, 5))
    for row in range(1, 8):
        assert shown.count(f'<tr id="row-{row}">') == 1


@pytest.mark.usefixtures("large")
def test_pages_that_make_no_sense(client: Client) -> None:
    url = many().get_absolute_url()
    run_tasks()
    for asked in ("кот", "-1", "0", "1" * 30):
        page = text_of(client, f"{url}?page={asked}")
        assert 'rel="prev"' not in page
        assert 'rel="next" href="?page=2"' in page
    assert "зима" in text_of(client, f"{url}?page=999")


@pytest.mark.usefixtures("large")
def test_a_row_leads_to_its_page(client: Client) -> None:
    conclusion = many()
    url = conclusion.get_absolute_url()
    assert client.get(f"{url}?row=7").status_code == 503  # nobody can tell yet
    run_tasks()
    for address in (url, conclusion.revision_url):
        response = client.get(f"{address}?row=7")
        assert (response.status_code, response["Location"]) == (302, f"{address}?page=4#row-7")
    for row in ("8", "0", "кот", "-1", "1" * 30):
        page = text_of(client, f"{url}?row={row}", 404)
        assert "notice--warning" in page
        assert f'value="{row}"' in page


def test_rows_of_a_small_document_stand_on_its_page(client: Client) -> None:
    conclusion = many(2)
    url = conclusion.get_absolute_url()
    for _when in ("before the files are made", "afterwards"):
        assert client.get(f"{url}?row=2")["Location"] == f"{url}#row-2"
        assert "notice--warning" in text_of(client, f"{url}?row=3", 404)
        page = text_of(client, url)
        assert '<tr id="row-2">' in page
        assert "?page=" not in page
        run_tasks()


def test_a_small_document_is_the_same_from_the_kept_page_and_live(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    conclusion = many(2)
    url = conclusion.get_absolute_url()
    run_tasks()
    kept = text_of(client, url)
    with monkeypatch.context() as patched:
        patched.setattr(reading, "conclusion_document", lambda _signed: pytest.fail("made anew"))
        assert text_of(client, url) == kept
    conclusion.files.filter(format=PAGE).delete()
    assert text_of(client, url) == kept


@pytest.mark.usefixtures("large")
def test_until_the_pages_are_made_the_page_says_so(client: Client) -> None:
    conclusion = many()
    url = conclusion.get_absolute_url()
    response = client.get(url)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    page = response.content.decode()
    assert "бобры" not in page
    assert conclusion.number in page
    assert conclusion.snapshot_sha256 in page
    assert "Ким" in page
    assert f"{conclusion.files_url}?ready=0&amp;waits=1" in page
    # While the texts are read, nobody knows of how many pages.
    FileJob.objects.filter(format=PAGE).update(state=JobState.MAKING, done=0, total=1)
    part = text_of(client, f"{conclusion.files_url}?ready=0&waits=1")
    assert '<progress id="making-page"></progress>' in part
    FileJob.objects.filter(format=PAGE).update(state=JobState.MAKING, done=3, total=9)
    part = text_of(client, f"{conclusion.files_url}?ready=0&waits=1")
    assert 'id="making-page" max="9" value="3"' in part
    FileJob.objects.filter(format=PAGE).update(state=JobState.FAILED, problem="disk")
    part = text_of(client, f"{conclusion.files_url}?ready=0&waits=1")
    assert str(JobProblem.DISK.label) in part
    FileJob.objects.filter(format=PAGE).update(state=JobState.WAITING)
    run_tasks()
    part = text_of(client, f"{conclusion.files_url}?ready=0&waits=1")
    assert f'href="{conclusion.revision_url}">' in part
    assert "hx-get" not in part
    text_of(client, url)


@pytest.mark.usefixtures("large")
def test_what_was_hidden_is_not_shown_while_the_pages_are_made_anew(client: Client) -> None:
    conclusion = many()
    url = conclusion.get_absolute_url()
    run_tasks()
    assert "бобры" in text_of(client, f"{url}?page=2")
    hide(conclusion, "бобры")
    assert "бобры" not in text_of(client, f"{url}?page=2", 503)
    run_tasks()
    shown = [text_of(client, f"{url}?page={n}") for n in range(1, 5)]
    assert not any("бобры" in page for page in shown)
    assert any("зима" in page for page in shown)


def test_a_small_document_is_made_anew_at_once(client: Client) -> None:
    conclusion = many(2)
    url = conclusion.get_absolute_url()
    run_tasks()
    hide(conclusion, "бобры")
    page = text_of(client, url)
    assert "бобры" not in page
    assert "ветер" in page


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("verb", [erase_contact, withdraw_dissemination])
def test_nobody_is_named_who_must_not_be_named_any_more(client: Client, verb: Any) -> None:
    """From the moment of the verb on: what is kept is ordered anew by it, not by the clock."""
    conclusion = many()
    run_tasks()
    author = conclusion.consultation.comments.first().contact
    text = consent_texts()["dissemination"]
    text.grants.create(contact=author, text_hash=text.text_hash)
    url = conclusion.get_absolute_url()
    text_of(client, url)
    verb(actor=None, contact=author)
    text_of(client, url, 503)


def damaged(conclusion: SummaryConclusion, how: str) -> None:
    kept = conclusion.files.get(format=PAGE)
    path = Path(private_storage().path(kept.file.name))
    if how == "gone":
        path.unlink()
    elif how == "half":
        path.write_bytes(path.read_bytes()[:400])
    elif how == "no archive":
        path.write_bytes(b"PK half of it")
    else:
        whole = BytesIO(path.read_bytes())
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == how:
                    facts = {**json.loads(data), "version": pages.VERSION - 1}
                    data = json.dumps(facts).encode()
                new.writestr(name, data)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("asked", ["?page=2", "?row=2"])
@pytest.mark.parametrize("how", ["gone", "half", "no archive", "outline.json"])
def test_pages_that_are_lost_or_outdated_are_made_again(
    client: Client, how: str, asked: str
) -> None:
    """«outline.json»: of another version of the program."""
    conclusion = many()
    url = conclusion.get_absolute_url()
    run_tasks()
    whole = text_of(client, f"{url}?page=2")
    damaged(conclusion, how)
    page = text_of(client, f"{url}{asked}", 503)
    assert "hx-get" in page  # it is being prepared, and the page asks how far it is
    for again in (asked, "?page=1"):
        text_of(client, f"{url}{again}", 503)
    ready = DBTaskResult.objects.ready()
    assert len(ready) == 1  # ordered once, whoever has asked
    run_tasks()
    assert text_of(client, f"{url}?page=2") == whole
    assert client.get(f"{url}?row=2").status_code == 302
    assert not DBTaskResult.objects.ready()


@pytest.mark.parametrize("how", ["gone", "half", "outline.json"])
def test_a_small_document_whose_page_is_lost_is_read_meanwhile(client: Client, how: str) -> None:
    conclusion = many(2)
    url = conclusion.get_absolute_url()
    run_tasks()
    whole = text_of(client, url)
    damaged(conclusion, how)
    for _time in range(2):
        assert text_of(client, url) == whole
    assert len(run_tasks()) == 1
    kept = conclusion.files.get(format=PAGE)
    with kept.file.open("rb") as stream, zipfile.ZipFile(stream) as bundle:
        assert json.loads(bundle.read("outline.json"))["version"] == pages.VERSION


def test_a_download_that_is_lost_is_made_again(client: Client) -> None:
    conclusion = many(2)
    run_tasks()
    kept = conclusion.files.get(format="csv")
    private_storage().delete(kept.file.name)
    for _time in range(2):
        text_of(client, f"{conclusion.revision_url}csv/", 503)
    assert len(run_tasks()) == 1
    response = client.get(f"{conclusion.revision_url}csv/")
    assert response.status_code == 200
    assert hashlib.sha256(response.getvalue()).hexdigest() == kept.sha256


@pytest.mark.usefixtures("large")
def test_damage_anywhere_is_found_and_is_no_error_of_the_site(client: Client) -> None:
    conclusion = many()
    url = conclusion.get_absolute_url()
    run_tasks()
    kept = conclusion.files.get(format=PAGE)
    path = Path(private_storage().path(kept.file.name))
    whole = path.read_bytes()
    with pages.KeptPages(BytesIO(whole)) as bundle:
        right = bundle.page(2), bundle.where(2)
    found = 0
    # Every byte of the directory at the end, and one of seven before it.
    directory = whole.index(b"PK\x01\x02")
    for position in (*range(0, directory, 7), *range(directory, len(whole))):
        for flipped in (0x01, 0xFF):
            data = bytearray(whole)
            data[position] ^= flipped
            try:
                with pages.KeptPages(BytesIO(data)) as bundle:
                    assert (bundle.page(2), bundle.where(2)) == right, position
            except pages.BrokenPagesError:
                found += 1
    assert found > 500
    for position in range(3, len(whole), len(whole) // 20):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        assert client.get(f"{url}?page=2").status_code in (200, 503), position
        conclusion.jobs.filter(format=PAGE).update(state=JobState.DONE, made=F("wanted"))


@pytest.mark.usefixtures("large")
def test_the_kept_pages_are_no_file_of_the_document(client: Client) -> None:
    conclusion = many()
    run_tasks()
    assert client.get(f"{conclusion.revision_url}page/").status_code == 404
    assert PAGE not in [file.format for file in conclusion.documents()]
    kept = conclusion.files.get(format=PAGE)
    with kept.file.open("rb") as stream, zipfile.ZipFile(stream) as bundle:
        assert bundle.testzip() is None
        assert len(json.loads(bundle.read("outline.json"))["parts"]) == 3


@pytest.mark.usefixtures("large")
def test_the_same_texts_give_the_same_pages() -> None:
    conclusion = many()
    run_tasks()
    first = conclusion.files.get(format=PAGE).sha256
    conclusion.files.filter(format=PAGE).delete()
    from consultations.conclusions.services.files import make_files

    make_files(document=conclusion)
    assert conclusion.files.get(format=PAGE).sha256 == first


@pytest.mark.usefixtures("large")
def test_a_page_costs_the_same_whatever_the_document_holds(client: Client) -> None:
    short, long = many(7).consultation, many(10).consultation
    run_tasks()

    def cost(consultation: Consultation, page: int) -> int:
        place = f"/consultations/{consultation.year}/{consultation.slug}/conclusion/"
        return queries(client, f"{place}?page={page}")

    assert cost(short, 1) == cost(long, 1) == cost(short, 2) == cost(long, 4)
    assert cost(long, 2) <= 15
