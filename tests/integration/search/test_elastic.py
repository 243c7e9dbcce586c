"""With a real node: following, making anew while others write, and what a node that comes back has
missed."""

import random
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from consultations.comments.services import hide_comment
from drafts.models import Bill, BillVersion
from search import checks, engine, selectors, services
from search.asked import Asked
from search.domain.query import compile_query
from search.interface import SearchRequest
from search.models import IndexJob, IndexOutage
from search.services import writing
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import published
from tests.factories.drafts import BillVersionFactory
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = [pytest.mark.elastic, pytest.mark.django_db]
NOWHERE = "http://127.0.0.1:9"  # the port of «discard»: nobody listens


@pytest.fixture(autouse=True)
def _elastic(elastic_prefix: str, settings: Any, monkeypatch: Any) -> Iterator[None]:
    settings.SEARCH_BACKEND = settings.ELASTIC_SEARCH
    monkeypatch.setattr(checks, "_SECONDS", 30)
    cache.clear()
    yield
    cache.clear()


def found(words: str) -> set[int]:
    results = engine.ask(SearchRequest(compile_query(words), limit=100))
    assert not results.is_fallback
    return {hit.object_id for hit in results.hits if hit.kind != "version"}


def note(bill: Bill) -> None:
    """What happens if a bill or its version changes."""
    services.note_change(kind="bill", object_id=bill.pk)
    services.note_changes(kind="version", ids=list(bill.versions.values_list("pk", flat=True)))


def test_a_change_is_found_and_a_hidden_comment_is_not() -> None:
    consultation = ConsultationFactory()
    services.rebuild("elastic")
    hidden, other = (published(consultation, comment=f"Слово {n}") for n in range(2))
    run_tasks()
    assert found("слово") == {hidden.pk, other.pk}
    hide_comment(actor=UserFactory(), comment=hidden, ground_code="spam", now=timezone.now())
    page = selectors.find(Asked("слово"))
    assert (page.total, len(page.results)) == (1, 1)
    assert page.facets["kind"] == {"comment": 1}
    run_tasks()
    assert found("слово") == {other.pk}
    assert not any(services.verify("elastic").values())


def test_the_database_answers_until_the_first_rebuild() -> None:
    version = BillVersionFactory(bill__title="О тишине")
    services.note_change(kind="bill", object_id=version.bill_id)
    assert services.apply_pending() == 1
    page = selectors.find(Asked("тишина"))
    assert (page.total, page.is_fallback) == (1, True)
    (warning,) = checks.check_index(None)
    assert warning.id == "search.W001"
    assert "There is no index of amendment, answer, bill" in str(warning.msg)
    services.rebuild("elastic")
    cache.clear()
    assert found("тишина") == {version.bill_id}
    assert checks.check_index(None) == []
    assert not IndexJob.objects.exists()


def test_an_outage_loses_nothing(settings: Any) -> None:
    services.rebuild("elastic")
    address = settings.ELASTICSEARCH_URL
    settings.ELASTICSEARCH_URL = NOWHERE
    version = BillVersionFactory(bill__title="О тишине")
    note(version.bill)
    run_tasks()
    page = selectors.find(Asked("тишина"))
    assert (page.total, page.is_fallback) == (1, True)
    assert [warning.id for warning in checks.check_index(None)] == ["search.W002"]
    settings.ELASTICSEARCH_URL = address
    IndexOutage.objects.update(retry_at=timezone.now())
    assert services.sweep(timezone.now()) == "2 objects"
    cache.clear()
    assert found("тишина") == {version.bill_id}
    assert not any(services.verify("elastic").values())


def test_repairing_mends_what_was_lost() -> None:
    changed, hidden = (BillVersionFactory(bill__title="О тишине").bill for _ in range(2))
    services.rebuild("elastic")
    Bill.objects.filter(pk=changed.pk).update(title="О музыке")
    hidden.versions.update(status="draft", published_at=None)
    added = BillVersionFactory(bill__title="О музыке").bill
    expected = services.Difference([added.pk], [changed.pk], [hidden.pk])
    assert services.verify("elastic")["bill"] == expected
    assert not any(services.mend("elastic").values())
    assert found("тишина") == set()
    assert found("музыка") == {changed.pk, added.pk}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_and_search_is_never_empty_while_it_is_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Writers change, publish and withdraw bills, a worker follows, readers search, while the index
    is made anew twice."""
    monkeypatch.setattr(writing, "BATCH", 20)
    steady = BillVersionFactory(bill__title="Постоянный").bill
    bills = [BillVersionFactory(bill__title=f"Переменный {n}").bill.pk for n in range(30)]
    services.fill()
    services.rebuild("elastic")
    stop, faults, counts = threading.Event(), [], dict.fromkeys(("write", "follow", "read"), 0)

    def write() -> None:
        dice = random.Random(counts["write"])
        pk = dice.choice(bills)
        with transaction.atomic():
            if dice.random() < 0.4:
                public = dice.random() < 0.6
                BillVersion.objects.filter(bill=pk).update(
                    status="published" if public else "draft",
                    published_at=timezone.now() if public else None,
                )
            else:
                Bill.objects.filter(pk=pk).update(title=f"Переменный {dice.random()}")
            note(Bill.objects.get(pk=pk))
        time.sleep(0.1)

    def read() -> None:
        if steady.pk not in found("постоянный"):
            faults.append("the steady bill was not found")
        time.sleep(0.02)

    def again(name: str, work: Any) -> None:
        try:
            while not stop.is_set():
                work()
                counts[name] += 1
        except Exception as error:  # noqa: BLE001 – it is what the test reports
            faults.append(repr(error))
        finally:
            connection.close()

    works = {"write": write, "follow": services.apply_pending, "read": read}
    threads = [threading.Thread(target=again, args=item) for item in works.items()]
    for thread in threads:
        thread.start()
    try:
        for _ in range(2):
            services.rebuild("elastic")
            # Under running writes nothing seems to differ that does not.
            assert not any(services.verify("elastic").values())
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert faults == []
    assert min(counts.values()) > 2, counts
    services.apply_pending()
    assert not IndexJob.objects.exists()
    assert not any(services.verify("elastic").values())
    assert not any(services.verify("database").values())
    public = set(BillVersion.objects.filter(status="published").values_list("bill", flat=True))
    assert found("переменный") | {steady.pk} == public
