"""The pages of saved searches: with an account, by the link of a letter, by the mail program."""

import pytest
from django.test import Client
from django.urls import reverse

from consultations.following.services import person_token
from core.accounts.models import Confirmation
from search.alerts import services
from search.alerts.models import SavedSearch
from tests.factories.accounts import UserFactory, consent_texts
from tests.integration.alerts.helpers import EMAIL, WORD, saved
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
SAVE = f"/search/save/?q={WORD}"
MINE = "/my/searches/"
TYPED = {"email": EMAIL, "frequency": "daily", "consent_processing": "on"}


@pytest.fixture(autouse=True)
def _texts() -> None:
    consent_texts()


def manage(search: SavedSearch) -> str:
    return reverse("alerts:manage", args=[person_token(search.email_hash)])


def test_the_page_of_results_leads_to_saving_and_to_the_feed(client: Client) -> None:
    page = client.get(f"/search/?q={WORD}&kind=bill").content.decode()
    assert "/search/save/?q=" in page
    assert page.count("/search/feed/?q=") == 2  # for programs and for people
    assert 'rel="alternate" type="application/atom+xml"' in page
    assert "/search/save/" not in client.get("/search/").content.decode()


def test_without_an_account_first_comes_a_letter(client: Client) -> None:
    done = client.post(SAVE, TYPED)
    assert "/confirm/sent/" in done["Location"]
    assert not SavedSearch.objects.exists()
    assert Confirmation.objects.get().payload["frequency"] == "daily"
    assert client.get(done["Location"]).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "не почта"},
        {"email": ""},
        {"email": f"{'a' * 250}@veche.example"},
        {"frequency": "каждую минуту"},
        {"consent_processing": ""},
    ],
)
def test_what_is_typed_wrongly_stays(client: Client, typed: dict[str, str]) -> None:
    refused = client.post(SAVE, TYPED | typed)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert f'value="{(TYPED | typed)["email"]}"' in page or not (TYPED | typed)["email"]
    assert "error-summary" in page
    assert not Confirmation.objects.exists()


def test_a_robot_saves_nothing(client: Client) -> None:
    assert client.post(SAVE, {**TYPED, "homepage": "http://spam.example"}).status_code == 302
    assert not Confirmation.objects.exists()


def test_without_words_there_is_nothing_to_save(client: Client) -> None:
    for query in ("", "?q=", "?q=%00%01", "?older=1", f"?q={'a' * 10_000}&kind=bill"):
        assert client.get(f"/search/save/{query}")["Location"] == "/search/"


def test_an_account_is_asked_for_a_name_and_how_often(client: Client) -> None:
    client.force_login(UserFactory())
    page = client.get(SAVE).content.decode()
    assert f'value="{WORD}"' in page
    assert 'name="email"' not in page
    done = client.post(SAVE, {"name": "Моё село", "frequency": "soon"})
    assert done["Location"] == MINE
    assert "Моё село" in client.get(MINE).content.decode()


def test_too_many_are_refused_in_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MAX_SEARCHES", 0)
    client.force_login(UserFactory())
    refused = client.post(SAVE, {"name": "Ещё одно", "frequency": "daily"})
    assert refused.status_code == 422
    assert 'value="Ещё одно"' in refused.content.decode()


def test_a_too_long_search_is_refused_in_words(client: Client) -> None:
    bills = "".join(f"&bill={number}{'b' * 190}" for number in range(20))
    long = f"{SAVE}{bills}&{bills.replace('bill', 'council')}"
    assert client.post(long, TYPED).status_code == 422


def test_the_own_list_needs_an_account_and_changes(client: Client) -> None:
    search = saved(actor=UserFactory(email=EMAIL))
    assert client.get(MINE).status_code == 302
    client.force_login(search.contact.user)
    client.post(MINE, {"search": search.pk, "name": "Дворы", "frequency": "weekly"})
    search.refresh_from_db()
    assert (search.name, search.frequency) == ("Дворы", "weekly")
    for name in ("", "б" * 121):
        refused = client.post(MINE, {"search": search.pk, "name": name, "frequency": "weekly"})
        assert refused.status_code == 422
        assert '<details class="disclosure" open>' in refused.content.decode()
    client.post(MINE, {"search": search.pk, "act": "stop"})
    assert not SavedSearch.objects.exists()
    assert client.get(MINE).status_code == 200


def test_the_link_of_a_letter_changes_and_stops(client: Client) -> None:
    search = saved()
    assert f">{WORD}</a>" in client.get(manage(search)).content.decode()
    client.post(manage(search), {"search": search.pk, "name": "Дворы", "frequency": "soon"})
    search.refresh_from_db()
    assert search.frequency == "soon"
    client.post(manage(search), {"search": search.pk, "act": "stop"})
    assert not SavedSearch.objects.exists()


def test_nobody_changes_the_searches_of_others(client: Client) -> None:
    search = saved()
    other = reverse("alerts:manage", args=[person_token("f" * 64)])
    client.post(other, {"search": search.pk, "act": "stop"})
    client.force_login(UserFactory())
    for pk in (str(search.pk), "x", "9" * 30, "²"):
        client.post(MINE, {"search": pk, "act": "stop"})
    assert SavedSearch.objects.exists()


def test_a_damaged_link_says_so(client: Client) -> None:
    forged = person_token("f" * 64)[:-2] + "xx"
    for name in ("alerts:manage", "alerts:stop"):
        assert client.post(reverse(name, args=[forged])).status_code == 410
        assert client.get(reverse(name, args=[forged])).status_code == 410


def test_a_mail_program_stops_everything_by_one_press_and_a_scanner_nothing() -> None:
    search = saved()
    strict = Client(enforce_csrf_checks=True)
    address = reverse("alerts:stop", args=[person_token(search.email_hash)])
    assert strict.get(address).status_code == 302
    assert SavedSearch.objects.exists()
    strict.post(address, {"List-Unsubscribe": "One-Click"})
    assert not SavedSearch.objects.exists()


def test_a_list_of_many_costs_what_a_list_of_one_costs(client: Client) -> None:
    user = UserFactory(email=EMAIL)
    client.force_login(user)
    saved(f"q={WORD}&bill=a&topic=b&council=c", actor=user)
    one = page_queries(client, MINE)
    for number in range(20):
        saved(f"q=дело{number}&bill=a{number}&topic=b&council=c{number}", actor=user)
    assert page_queries(client, MINE) == one
    assert page_queries(client, SAVE) <= 6


def test_a_list_without_words_is_saved_by_its_filters(client: Client) -> None:
    client.force_login(UserFactory(email=EMAIL))
    consent_texts()
    page = client.get("/search/save/?kind=bill&year=2026").content.decode()
    assert 'value="Законопроекты, 2026"' in page
    assert "Что это: Законопроекты; Год: 2026" in page
    listed = client.get("/search/?kind=bill&year=2026").content.decode()
    assert 'href="/search/save/?q=&amp;kind=bill&amp;year=2026"' in listed
