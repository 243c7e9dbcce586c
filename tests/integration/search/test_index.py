"""The index as a whole: filling, comparing, mending; the full-text tables follow every change."""

import datetime as dt
import random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drafts.models import Bill
from search import services
from search.backends.database import DatabaseBackend
from search.domain.query import compile_query
from search.engine import backend
from search.interface import Document, SearchRequest
from search.models import IndexBatch, IndexedDocument, IndexJob
from search.services import writing
from tests.factories.drafts import BillVersionFactory, ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.integration.search.test_page import one_of_each

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
WORDS = ("совет", "палата", "закон", "порядок", "житель", "проект", "ответ", "область")


def run(action: str, capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    call_command("search_index", action)
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    return {line[0]: line[1:] for line in lines}


def test_fill_indexes_everything_that_is_public(capsys: pytest.CaptureFixture[str]) -> None:
    ProvisionFactory()
    BillVersionFactory(draft=True)
    printed = run("fill", capsys)
    assert (printed["bill"], printed["provision"], printed["comment"]) == (["1"], ["1"], ["0"])
    assert printed["version"] == ["1"]
    assert IndexedDocument.objects.count() == 3
    assert run("verify", capsys)["bill"] == ["missing 0", "outdated 0", "stale 0"]


def test_verify_names_what_differs_and_exits_with_3(capsys: pytest.CaptureFixture[str]) -> None:
    changed, hidden = (BillVersionFactory().bill for _ in range(2))
    services.fill()
    Bill.objects.filter(pk=changed.pk).update(title="О другом")
    hidden.versions.update(status="draft", published_at=None)
    added = BillVersionFactory().bill
    with pytest.raises(CommandError) as caught:
        call_command("search_index", "verify")
    assert caught.value.returncode == 3
    assert "bill\tmissing 1\toutdated 1\tstale 1\n" in capsys.readouterr().out
    expected = services.Difference([added.pk], [changed.pk], [hidden.pk])
    assert services.verify()["bill"] == expected


def test_rebuild_mends_it(capsys: pytest.CaptureFixture[str]) -> None:
    bill = BillVersionFactory().bill
    backend().index(
        [Document("bill", 10**9, "Лишний", "", NOW),
         Document("bill", bill.pk, "Старый", "", NOW)]
    )  # fmt: skip
    assert run("rebuild", capsys)["bill"] == ["1"]
    assert not any(services.verify().values())


def test_filling_goes_by_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 4)
    version = BillVersionFactory()
    for _ in range(9):
        ProvisionFactory(version=version)
    assert services.fill()["provision"] == 9
    assert not any(services.verify().values())


def test_the_full_text_index_follows_every_change() -> None:
    dice = random.Random(7)
    backend = DatabaseBackend()
    texts: dict[int, str] = {}
    for _ in range(60):
        ids = dice.sample(range(20), 5)
        if dice.random() < 0.4:
            assert backend.remove(("bill", pk) for pk in ids) == len(texts.keys() & set(ids))
            texts = {pk: text for pk, text in texts.items() if pk not in ids}
        else:
            new = {pk: " ".join(dice.choices(WORDS, k=4)) for pk in ids}
            backend.index(Document("bill", pk, text, "", NOW) for pk, text in new.items())
            texts |= new
    for word in WORDS:
        found = backend.search(SearchRequest(compile_query(word), limit=50)).hits
        assert {hit.object_id for hit in found} == {pk for pk in texts if word in texts[pk]}
    assert backend.checksums("bill").keys() == texts.keys()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Raises DatabaseError if the full-text index and the table tell different things.
            cursor.execute("INSERT INTO search_fts(search_fts, rank) VALUES ('integrity-check', 1)")


def test_documents_cost_the_same_for_1_and_6_of_each_kind() -> None:
    costs = []
    for more in (1, 5):
        for _ in range(more):
            one_of_each(ConsultationFactory(closed=True))
        # What waits is looked through by itself, event by event.
        IndexJob.objects.all().delete()
        IndexBatch.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            services.verify()
        costs.append(len(captured))
    assert costs[0] == costs[1]
