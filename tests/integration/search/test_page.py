"""The page of results."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from consultations.comments.services import hide_comment
from consultations.process.models import Consultation
from search import selectors, services
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import adopted, answer_everything, published, signed
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


def search(client: Client, query: str, **extra: object) -> str:
    parameters = "".join(f"&{name}={value}" for name, value in extra.items())
    response = client.get(f"/search/?q={quote(query)}{parameters}")
    assert response.status_code == 200
    return response.content.decode()


def titles(page: str) -> list[str]:
    found = re.findall(r'<h3 class="results__title"><a [^>]*>(.*?)</a></h3>', page, re.DOTALL)
    return [re.sub(r"</?mark>", "", title) for title in found]


def counts(page: str) -> list[tuple[str, int]]:
    tab = r'<a href="/search/[^>]*>([^<]*?) <span class="count">(\d+)</span>'
    return [(label, int(count)) for label, count in re.findall(tab, page)]


def test_results_of_every_kind_with_counts(client: Client) -> None:
    one_of_each(ConsultationFactory(closed=True))
    services.fill()
    page = search(client, WORD)
    assert len(titles(page)) == 6 - 1  # the answers do not have the word
    assert counts(page)[0][1] == 5
    assert [count for _label, count in counts(page)[1:]] == [1, 1, 1, 1, 1]
    narrowed = search(client, WORD, kind="opinion")
    assert len(titles(narrowed)) == 1
    assert counts(narrowed) == counts(page)
    assert narrowed.count('aria-current="page"') == 1


def test_an_unknown_kind_means_everything(client: Client) -> None:
    version = BillVersionFactory(bill__title=f"О том, где {WORD}")
    services.fill()
    for kind in ("nothing", "bill'--", "«»"):
        assert titles(search(client, WORD, kind=kind)) == [version.bill.title]


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


def test_beyond_the_last_page_there_is_a_way_back(client: Client) -> None:
    BillVersionFactory(bill__title=f"О том, где {WORD}")
    services.fill()
    page = search(client, WORD, offset=400)
    assert titles(page) == []
    assert f'href="/search/?q={quote(WORD)}"' in page
    assert search(client, WORD, offset=10**30)


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
    assert selectors.find(WORD).total == 1
    assert [facet.count for facet in selectors.find(WORD).facets] == [1]


def test_without_a_query_nothing_is_searched(client: Client, django_assert_max_num_queries) -> None:
    for address in ("/search/", "/search/?q=", "/search/?q=%20%20&kind=bill"):
        page = client.get(address)
        assert page.status_code == 200
        assert "results-count" not in page.content.decode()


def test_an_over_long_query_is_refused_in_words(client: Client) -> None:
    long = "а" * 1001
    page = search(client, long)
    assert "results-count" not in page
    assert f'value="{long}"' in page
    assert "results-count" in search(client, "а" * 1000)
    assert 'role="alert"' in page
    assert 'role="alert"' in search(client, "\x00")
    assert 'role="alert"' in search(client, WORD, offset="x")


def test_nothing_found(client: Client) -> None:
    assert '<div class="empty">' in search(client, "абракадабра")


def test_words_typed_in_the_other_layout(client: Client) -> None:
    BillVersionFactory(bill__title="О тишине")
    services.fill()
    page = search(client, "nbibyt")
    assert titles(page) == ["О тишине"]
    assert "По словам «nbibyt» ничего не нашлось" in page
    assert "в другой раскладке: «тишине»" in page
    assert selectors.find("тишина").asked == ""
    assert selectors.find("zzzz").asked == ""
    assert '<div class="empty">' in search(client, "zzzz")
    quoted = search(client, "<b>nbibyt")
    assert "<b>nbibyt" not in quoted


def test_other_layout_keeps_the_pages_and_the_kinds(client: Client) -> None:
    """The filters stand in the address with the words as they were typed."""
    for number in range(selectors.PER_PAGE + 1):
        BillVersionFactory(bill__title=f"О тишине {number}")
    services.fill()
    page = search(client, "nbibyt", kind="bill")
    assert "q=nbibyt&amp;kind=bill&amp;offset=20" in page
    assert len(titles(search(client, "nbibyt", kind="bill", offset="20"))) == 1


def test_some_of_the_words_if_nothing_has_all(client: Client) -> None:
    BillVersionFactory(bill__title="О тишине")
    BillVersionFactory(bill__title="О пчёлах")
    services.fill()
    page = search(client, "тишина единорогов")
    assert titles(page) == ["О тишине"]
    assert selectors.find("тишина единорогов").is_loose
    assert not selectors.find("тишина").is_loose
    assert not selectors.find("единорог").is_loose


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
    assert everything[1] <= everything[0] <= 20


def test_searching_is_limited(client: Client, settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search": "2/m"}
    asked = (client.get, client.head, client.get, client.head)
    assert [ask("/search/?q=а").status_code for ask in asked] == [200, 200, 429, 429]


def test_only_reading(client: Client) -> None:
    assert client.post("/search/?q=а").status_code == 405
