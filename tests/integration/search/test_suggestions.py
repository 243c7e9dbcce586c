"""What is proposed while one types."""

from dataclasses import replace
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from consultations.comments.services import hide_comment
from drafts.models import Bill
from search import services, suggestions
from search.domain.query import Field, Phrase, Query
from search.models import SynonymGroup
from search.sources.bills import ProvisionSource
from search.suggestions import MOST, suggest
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import published
from tests.factories.drafts import BillFactory, BillVersionFactory, ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


def titles(text: str) -> list[str]:
    return [suggestion.title for suggestion in suggest(text)]


def test_titles_with_words_that_begin_so() -> None:
    bill = BillVersionFactory(bill__title="О тишине и покое").bill
    ProvisionFactory(path="article:5", heading="Тишина ночью")
    BillVersionFactory(bill__title="О другом")
    services.fill()
    assert titles("тиш") == [bill.title, "Статья 5. Тишина ночью"]
    assert titles("ПОК тиш") == [bill.title]
    assert titles("тиш другом") == []
    assert suggest("тиш")[0].url == bill.get_absolute_url()


@pytest.mark.parametrize("text", ["", " ", "т", "т ", "«»", "\x00", "-", "т" * 300])
def test_too_little_or_nothing_known(text: str) -> None:
    BillVersionFactory(bill__title="О тишине")
    services.fill()
    assert suggest(text) == []


def test_words_typed_in_the_other_layout() -> None:
    BillVersionFactory(bill__title="О тишине")
    services.fill()
    assert titles("nbi") == ["О тишине"]


def test_a_number_of_a_bill_in_any_spelling_leads_there() -> None:
    bill = BillVersionFactory(bill__number="15-8").bill
    BillVersionFactory(bill__number="115-8")
    services.fill()
    for typed in ("15-8", "№ 15/8", "15–8"):
        assert [one.url for one in suggest(typed)] == [bill.get_absolute_url()]
    assert suggest("5-8") == []


def test_a_code_of_a_receipt_leads_there() -> None:
    comment = published(ConsultationFactory())
    services.fill()
    typed = comment.receipt_code.replace("-", " ").lower()
    assert suggest(typed)[0].url == f"/receipts/{comment.receipt_code}/"


def test_a_citation_leads_to_the_unit(monkeypatch) -> None:
    unit = ProvisionFactory(path="article:5")
    ProvisionFactory(path="article:5/paragraph:1", version=unit.version)
    first = (Phrase(("article5",), field=Field.LEAF),)
    query = Query((first,), first=(first,))
    monkeypatch.setattr(suggestions, "compile_query", lambda _text, **_options: query)
    monkeypatch.setattr(
        "search.sources.bills.ProvisionSource.documents", _documents_with_paths([unit.pk])
    )
    services.fill()
    assert suggest("ст. 5")[0].url == unit.get_absolute_url()


def _documents_with_paths(units: list[int]):
    plain = ProvisionSource.documents

    def documents(source: ProvisionSource, ids: list[int]):
        for document in plain(source, ids):
            is_unit = document.object_id in units
            yield replace(document, path="article:5" if is_unit else "", is_unit=is_unit)

    return documents


def test_only_what_everybody_may_see() -> None:
    consultation = ConsultationFactory()
    comment = published(consultation, comment="Тишина должна быть")
    bill = BillVersionFactory(bill__title="О тишине").bill
    BillFactory(title="О тишине втайне")
    services.fill()
    assert titles("тиш") == ["О тишине"]
    hide_comment(actor=UserFactory(), comment=comment, ground_code="spam", now=timezone.now())
    bill.versions.update(status="draft", published_at=None)
    assert suggest("тиш") == []
    assert suggest("О тишине") == []


def test_at_most_seven_in_the_order_of_kinds() -> None:
    for number in range(5):
        BillVersionFactory(bill__title=f"О тишине {number}")
        ProvisionFactory(path=f"article:{number}", heading="О тишине")
    services.fill()
    found = suggest("тишине")
    assert len(found) == MOST
    labels = [str(one.label) for one in found]
    assert labels == ["Законопроекты"] * 5 + ["Положения законопроектов"] * 2


def test_the_fragment(client: Client) -> None:
    bill = BillVersionFactory(bill__title="О <b>тишине</b>").bill
    services.fill()
    response = client.get(f"/search/suggest/?q={quote('тиш')}")
    text = response.content.decode()
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert "max-age=" in response["Cache-Control"]
    assert "&lt;b&gt;тишине" in text
    assert text.count('role="option"') == 2
    assert f'href="{bill.get_absolute_url()}"' in text
    assert f'href="/search/?q={quote("тиш")}"' in text
    for broken in ("", "?q=", "?q=%00", f"?q={'a' * 10_000}", "?q=%ff&page=x"):
        answer = client.get(f"/search/suggest/{broken}")
        assert answer.status_code == 200
    assert client.post("/search/suggest/?q=a").status_code == 405


def test_suggestions_cost_the_same_for_1_and_30(client: Client) -> None:
    costs = []
    for total in (1, 30):
        while Bill.objects.count() < total:
            version = BillVersionFactory(bill__title="О тишине")
            ProvisionFactory(version=version, heading="О тишине")
        services.fill()
        costs.append(page_queries(client, f"/search/suggest/?q={quote('тиш')}"))
    assert costs[0] >= costs[1]
    assert costs[1] <= 8


def test_suggestions_have_a_limit_of_their_own(client: Client, settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "suggest": "2/m"}
    statuses = [client.get("/search/suggest/?q=a").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert client.get("/search/?q=a").status_code == 200


def test_editors_synonyms_are_proposed_behind() -> None:
    BillVersionFactory(bill__title="О тачках")
    BillVersionFactory(bill__title="О легковых автомобилях")
    services.fill()
    assert titles("тачк") == titles("тачка") == ["О тачках"]
    group = SynonymGroup.objects.create(words="тачка, легковой автомобиль")
    assert titles("тачка") == ["О тачках", "О легковых автомобилях"]
    assert titles("тачку") == ["О легковых автомобилях"]
    group.delete()
    assert titles("тачка") == ["О тачках"]


def test_typed_filters_are_no_words_of_a_title() -> None:
    BillVersionFactory(bill__title="О тишине")
    ProvisionFactory(path="article:5", heading="Тишина ночью")
    services.fill()
    assert titles("тиш вид:законопроект") == ["О тишине"]
    assert titles("вид:норма тиш") == ["Статья 5. Тишина ночью"]
    assert titles("тиш -вид:норма") == ["О тишине"]
    # Titles do not know years.
    assert titles("тиш год:2026") == titles("вид:законопроект год:2026") == []
    assert titles("вид:законопроект") == []
