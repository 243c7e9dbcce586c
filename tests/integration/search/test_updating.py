"""After an update the index in the database is written anew by itself."""

import pytest
from django.core.management import call_command

from search import services
from search.domain.query import compile_query
from search.engine import ask
from search.interface import SearchRequest
from search.models import IndexBatch, IndexVersion
from search.services import updating
from tests.factories.drafts import BillVersionFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
ASKED = SearchRequest(compile_query("околица"))


def migrate() -> None:
    call_command("migrate", verbosity=0)


def test_an_index_that_was_never_filled_is_filled_by_a_worker() -> None:
    BillVersionFactory(bill__title="Об околице")
    IndexVersion.objects.all().delete()
    assert ask(ASKED).total == 0
    migrate()
    assert {batch.target for batch in IndexBatch.objects.all()} == {"database"}
    run_tasks()
    assert ask(ASKED).facets["kind"] == {"bill": 1}
    assert not any(services.verify().values())


def test_it_is_written_anew_if_words_are_made_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    bill = BillVersionFactory(bill__title="Об околице").bill
    migrate()
    run_tasks()
    IndexBatch.objects.all().delete()
    migrate()
    assert not IndexBatch.objects.exists()
    monkeypatch.setattr(updating, "VERSION", updating.VERSION + 1)
    migrate()
    batch = IndexBatch.objects.get(kind="bill")
    assert batch.ids == [bill.pk]
    assert IndexVersion.objects.get(target="database-words").last == updating.VERSION


def test_an_empty_site_has_nothing_to_write() -> None:
    IndexVersion.objects.all().delete()
    migrate()
    assert not IndexBatch.objects.exists()
