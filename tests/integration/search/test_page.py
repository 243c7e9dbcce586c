"""The page of results."""

import re
from dataclasses import replace
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from consultations.comments.services import hide_comment
from consultations.conclusions.domain.answers import AnswerData
from consultations.process.models import Consultation
from search import selectors, services
from search.asked import LAST_PAGE, Asked
from search.backends.database import DatabaseBackend
from search.domain.query import compile_query
from search.engine import backend
from search.interface import FACETS, SearchRequest
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import (
    adopted,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
)
from tests.factories.drafts import BillVersionFactory, ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
WORD = "околица"


def one_of_each(consultation: Consultation) -> None:
    """An object of every kind of the floors below, each with WORD in it."""
    version = consultation.version
    version.bill.summary = f"Про {WORD}"
    version.bill.save()
    provision = ProvisionFactory(version=version, heading=f"Их {WORD}")
    published(consultation, provision=provision, comment=f"Наша {WORD}")
    adopted(consultation, {"text": WORD})
    answer_everything(consultation)
    consultation.organiser.name = f"Палата «{WORD}» {consultation.pk}"
    consultation.organiser.save()
    signed(consultation)


def search(client: Client, query: str, status: int = 200, **extra: object) -> str:
    parameters = "".join(f"&{name}={value}" for name, value in extra.items())
    response = client.get(f"/search/?q={quote(query)}{parameters}")
    assert response.status_code == status
    return response.content.decode()


def titles(page: str) -> list[str]:
    found = re.findall(r'<h3 class="results__title"><a [^>]*>(.*?)</a></h3>', page, re.DOTALL)
    return [re.sub(r"</?mark>", "", title) for title in found]


def counts(page: str) -> list[int]:
    """Of the values of the facet «kind»."""
    value = r'id="kind-\d+".*?<small>(\d+)</small>'
    return [int(count) for count in re.findall(value, page, re.DOTALL)]


def test_results_of_every_kind_with_counts(client: Client) -> None:
    one_of_each(ConsultationFactory(closed=True))
    services.fill()
    page = search(client, WORD)
    # Bill, provision, event, proposal, council, opinion, conclusion; the rest lacks the word.
    assert len(titles(page)) == 7
    assert "Найдено 7 результатов" in page
    assert counts(page) == [1] * 7
    narrowed = search(client, WORD, kind="opinion")
    assert len(titles(narrowed)) == 1
    assert counts(narrowed) == counts(page)
    either = client.get(f"/search/?q={quote(WORD)}&kind=opinion&kind=bill").content.decode()
    assert len(titles(either)) == 2


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("value", ["nothing", "bill'--", "«»", "1", "%00x", "%ff%fe", "9" * 5000])
def test_an_unknown_value_matches_nothing_and_says_so(
    client: Client, facet: str, value: str
) -> None:
    BillVersionFactory(bill__title=f"О том, где {WORD}")
    services.fill()
    page = search(client, WORD, **{facet: value})
    assert titles(page) == []
    known = facet == "municipality"
    assert ("notice--warning" in page) != known
    assert f'href="/search/?q={quote(WORD)}"' in page


def test_pages_of_the_list_follow_one_another(client: Client) -> None:
    for number in range(45):
        BillVersionFactory(bill__title=f"О деле {number} – {WORD}")
    services.fill()
    seen, address = [], f"/search/?q={quote(WORD)}&kind=bill"
    while address:
        page = client.get(address).content.decode()
        seen.append(titles(page))
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = found[1].replace("&amp;", "&") if found else ""
        assert ('rel="prev"' in page) == (len(seen) > 1)
    assert [len(part) for part in seen] == [20, 20, 5]
    assert len({title for part in seen for title in part}) == 45


def test_an_answer_that_is_given_twice_stands_once_and_leads_to_both(client: Client) -> None:
    consultation = ConsultationFactory()
    same = AnswerData("rejected", "federal_law", f"Так как {WORD} не предмет закона области.")
    other = AnswerData("rejected", "federal_law", f"Потому что {WORD} решена и так, она не нужна.")
    for data in (same, same, other):
        provision = ProvisionFactory(version=consultation.version)
        text = f"Предложение к единице {provision.pk}: {uuid4().hex}"
        answered(group_of(published(consultation, provision=provision, comment=text)), data)
    services.fill()
    page = search(client, WORD, kind="answer")
    assert "Найдено 3 результата" in page
    assert len(titles(page)) == 2
    twins = re.findall(r'<p class="results__twins">.*?</p>', page, re.DOTALL)
    assert len(twins) == 1
    links = re.findall(r'href="([^"]+)"', twins[0])
    assert len(links) == 1
    assert client.get(links[0].replace("&amp;", "&").partition("#")[0]).status_code == 200


def test_beyond_the_last_page_there_is_a_way_back(client: Client) -> None:
    BillVersionFactory(bill__title=f"О том, где {WORD}")
    services.fill()
    page = search(client, WORD, page=21)
    assert titles(page) == []
    assert f'href="/search/?q={quote(WORD)}"' in page


def test_past_ten_thousand_results_there_is_a_hint(client: Client) -> None:
    BillVersionFactory(bill__title=f"О том, где {WORD}")
    services.fill()
    for number in (LAST_PAGE + 1, 10**30):
        page = search(client, WORD, page=number, kind="bill")
        assert "10" in re.search(r'<div class="empty">(.*?)</div>', page, re.DOTALL)[1]
        assert f'href="/search/?q={quote(WORD)}&amp;kind=bill"' in page
        assert 'rel="next"' not in page


def test_the_last_page_that_is_shown_says_so(client: Client, monkeypatch) -> None:
    BillVersionFactory(bill__title=f"О том, где {WORD}")
    services.fill()
    one = backend().search(SearchRequest(compile_query(WORD)))
    many = replace(one, total=54_321)
    monkeypatch.setattr(DatabaseBackend, "search", lambda self, request: many)
    last = search(client, WORD, page=LAST_PAGE)
    assert "notice" in last
    assert 'rel="next"' not in last
    assert 'rel="prev"' in last
    assert f"page={LAST_PAGE}" in search(client, WORD)
    assert f"page={LAST_PAGE + 1}" not in search(client, WORD)


def test_former_addresses_lead_to_pages(client: Client) -> None:
    moved = client.get(f"/search/?q={quote(WORD)}&kind=bill&offset=40")
    assert moved.status_code == 301
    assert moved["Location"] == f"/search/?q={quote(WORD)}&kind=bill&page=3"
    assert client.get("/search/?q=a&offset=0")["Location"] == "/search/?q=a"


def test_what_is_found_is_marked_and_nothing_of_it_is_markup(client: Client) -> None:
    published(
        ConsultationFactory(),
        comment=f"<script>alert('{WORD}')</script> <b>{WORD}</b> &amp; \"кавычки\"",
    )
    services.fill()
    page = search(client, WORD)
    assert f"&lt;script&gt;alert(&#x27;<mark>{WORD}</mark>&#x27;)&lt;/script&gt;" in page
    assert f"&lt;b&gt;<mark>{WORD}</mark>&lt;/b&gt; &amp;amp; &quot;кавычки&quot;" in page
    assert "<script>alert" not in page


def test_the_query_is_escaped_everywhere(client: Client) -> None:
    page = search(client, "\"><script>alert(1)</script>&kind='x")
    assert "<script>alert" not in page
    escaped = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;kind=&#x27;x"
    assert f'id="results-search" name="q" value="{escaped}"' in page


def test_a_hidden_comment_disappears_at_once(client: Client) -> None:
    consultation = ConsultationFactory()
    hidden = published(consultation, comment=f"Злая {WORD}")
    published(consultation, comment=f"Добрая {WORD}")
    services.fill()
    assert len(titles(search(client, WORD))) == 2
    hide_comment(actor=UserFactory(), comment=hidden, ground_code="spam", now=timezone.now())
    page = search(client, WORD)
    assert "Злая" not in page
    assert "Добрая" in page
    assert selectors.find(Asked(WORD)).total == 1
    assert selectors.find(Asked(WORD)).facets["kind"] == {"comment": 1}


def test_without_a_query_nothing_is_searched(client: Client, django_assert_max_num_queries) -> None:
    for address in ("/search/", "/search/?q=", "/search/?q=%20%20&older=1", "/search/?kind=&year="):
        page = client.get(address)
        assert page.status_code == 200
        assert "results-count" not in page.content.decode()


def test_an_over_long_query_is_refused_in_words(client: Client) -> None:
    long = "а" * 1001
    page = search(client, long, status=422)
    assert "results-count" not in page
    assert f'value="{long}"' in page
    assert "results-count" in search(client, "а" * 1000)
    assert 'role="alert"' in page
    assert 'role="alert"' in search(client, "\x00", status=422)
    assert 'role="alert"' in search(client, WORD, status=422, offset="x")
    assert 'role="alert"' in search(client, WORD, status=422, page="0")


def test_what_nobody_sees_in_a_query_is_left_out(client: Client) -> None:
    BillVersionFactory(bill__title=f"О том, где {WORD}")
    services.fill()
    assert len(titles(search(client, f"\u202e{WORD[:3]}\u200b{WORD[3:]}\x07"))) == 1


def test_nothing_found(client: Client) -> None:
    assert '<div class="empty">' in search(client, "абракадабра")


def test_words_typed_in_the_other_layout(client: Client) -> None:
    BillVersionFactory(bill__title="О тишине")
    services.fill()
    page = search(client, "nbibyt")
    assert titles(page) == ["О тишине"]
    assert "По словам «nbibyt» ничего не нашлось" in page
    assert "в другой раскладке: «тишине»" in page
    assert selectors.find(Asked("тишина")).layout == ""
    assert selectors.find(Asked("zzzz")).layout == ""
    literal = 'href="/search/?q=nbibyt&amp;exact=1"'
    assert literal in page
    assert titles(search(client, "nbibyt", exact=1)) == []
    assert '<div class="empty">' in search(client, "zzzz")
    # One letter of many is no reason to believe in the other layout.
    BillVersionFactory(bill__title="О вещах с ценой f")
    services.fill()
    assert selectors.find(Asked("абракадабра")).total == 0
    quoted = search(client, "<b>nbibyt")
    assert "<b>nbibyt" not in quoted


def test_other_layout_keeps_the_pages_and_the_kinds(client: Client) -> None:
    """The filters stand in the address with the words as they were typed."""
    for number in range(selectors.PER_PAGE + 1):
        BillVersionFactory(bill__title=f"О тишине {number}")
    services.fill()
    page = search(client, "nbibyt", kind="bill")
    assert "q=nbibyt&amp;kind=bill&amp;page=2" in page
    assert len(titles(search(client, "nbibyt", kind="bill", page=2))) == 1


def test_some_of_the_words_if_nothing_has_all(client: Client) -> None:
    BillVersionFactory(bill__title="О тишине")
    BillVersionFactory(bill__title="О пчёлах")
    services.fill()
    page = search(client, "тишина единорогов")
    assert titles(page) == ["О тишине"]
    assert selectors.find(Asked("тишина единорогов")).is_loose
    assert not selectors.find(Asked("тишина единорогов", exact=True)).is_loose
    assert not selectors.find(Asked("тишина")).is_loose
    assert not selectors.find(Asked("единорог")).is_loose


def test_filters_are_no_reason_to_take_other_words(client: Client) -> None:
    """What the words find elsewhere is told; nothing near them is searched for."""
    BillVersionFactory(bill__title="О тишине и покое")
    BillVersionFactory(bill__title="О тишине")
    services.fill()
    found = selectors.find(Asked("тишина покой", {"kind": ("page",)}))
    assert (found.total, found.without, found.is_loose) == (0, 1, False)
    page = search(client, "тишина покой", kind="page")
    assert "results__item" not in page
    assert page.count(f'href="/search/?q={quote("тишина покой").replace("%20", "+")}"') >= 2


def test_a_receipt_code_leads_to_the_proposal(client: Client) -> None:
    comment = published(ConsultationFactory())
    services.fill()
    typed = comment.receipt_code.replace("-", " ").lower()
    assert f'href="/receipts/{comment.receipt_code}/"' in search(client, typed)
    assert "/receipts/" not in search(client, WORD).split("<footer")[0].split("<main")[1]


def test_the_page_costs_the_same_for_1_and_20_of_each_kind(client: Client) -> None:
    costs: dict[str, list[int]] = {}
    everything = []
    for total in (1, 20):
        while Consultation.objects.count() < total:
            one_of_each(ConsultationFactory(closed=True))
        services.fill()
        for kind in ("bill", "provision", "comment", "opinion", "conclusion"):
            address = f"/search/?q={WORD}&kind={kind}"
            assert len(titles(client.get(address).content.decode())) == total
            costs.setdefault(kind, []).append(page_queries(client, address))
        answers = f"/search/?q={quote('противоречит')}&kind=answer"
        costs.setdefault("answer", []).append(page_queries(client, answers))
        everything.append(page_queries(client, f"/search/?q={WORD}"))
    # If little is found, a few more ask whether another spelling is more frequent.
    assert all(twenty <= one <= twenty + 4 for one, twenty in costs.values()), costs
    # Twenty results of some kinds cost no more than one of each.
    assert everything[1] <= everything[0] <= 22


def test_searching_is_limited(client: Client, settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search": "2/m"}
    asked = (client.get, client.head, client.get, client.head)
    assert [ask("/search/?q=а").status_code for ask in asked] == [200, 200, 429, 429]


def test_only_reading(client: Client) -> None:
    assert client.post("/search/?q=а").status_code == 405
