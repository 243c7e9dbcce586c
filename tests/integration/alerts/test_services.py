"""Saved searches: by an account at once, by e-mail after a letter; letters come only with news."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.comments.services import hide_comment, restore_comment
from core.accounts import services as accounts
from core.accounts.errors import ConfirmationError
from core.accounts.models import Confirmation, Contact
from core.accounts.purposes import Impossible
from core.clock import registry as clock
from core.mail.models import OutboxMessage
from search import services as search
from search.alerts import selectors, services
from search.alerts.asking import parsed
from search.alerts.errors import AlertError, AlertProblem
from search.alerts.models import Frequency, SavedSearch
from search.models import IndexedDocument
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import published
from tests.factories.process import ConsultationFactory
from tests.integration.alerts.helpers import (
    DAY,
    EMAIL,
    HOUR,
    WORD,
    asked,
    bill,
    confirm,
    saved,
)
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


def letters(now: dt.datetime) -> list[str]:
    """The texts of the letters that are due at a moment."""
    run_tasks()
    mail.outbox.clear()
    services.send_alerts(now=now)
    run_tasks()
    return [str(letter.body) for letter in mail.outbox]


# --- Saving ------------------------------------------------------------------------------------


def test_an_account_saves_at_once_and_once() -> None:
    user = UserFactory()
    first = saved(f"q={WORD}&page=3&sort=newest", actor=user)
    again = saved(f"q={WORD}", actor=user, name="Моё село", frequency=Frequency.WEEKLY)
    assert first == again
    kept = SavedSearch.objects.get()
    assert (kept.name, kept.frequency) == ("Моё село", "weekly")
    assert Contact.objects.count() == 1


def test_a_search_is_called_by_its_words_until_it_gets_a_name() -> None:
    assert saved(f"q={WORD}++дворы").name == f"{WORD} дворы"


def test_others_save_after_the_letter() -> None:
    waiting = asked(f"q={WORD}&year=2026")
    assert not SavedSearch.objects.exists()
    run_tasks()
    assert f"«{WORD}»" in mail.outbox[0].body
    confirm(waiting)
    kept = SavedSearch.objects.get()
    assert kept.contact.email == EMAIL
    assert selectors.asked_of(kept) == parsed(f"q={WORD}&year=2026")
    with pytest.raises(ConfirmationError):
        confirm(waiting)


def test_two_spellings_of_one_mailbox_save_once() -> None:
    confirm(asked())
    confirm(asked(email=EMAIL.upper(), frequency="weekly"))
    assert SavedSearch.objects.get().frequency == "weekly"
    assert Contact.objects.count() == 1  # the second address is not kept


def test_who_does_not_confirm_leaves_nothing() -> None:
    waiting = asked()
    later = timezone.now() + 3 * DAY
    with pytest.raises(ConfirmationError):
        accounts.confirm(token=accounts.token_of(waiting), now=later)
    accounts.forget_lapsed(now=later)
    assert not Contact.objects.exists()
    assert not Confirmation.objects.exists()
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", AlertProblem.NOTHING_ASKED),
        ("q=!!!", AlertProblem.NOTHING_ASKED),
        ("sort=newest", AlertProblem.NOTHING_ASKED),
        (f"q={'слово ' * 200}", AlertProblem.NOTHING_ASKED),  # longer than the page takes
        (f"q={WORD}" + "".join(f"&bill={n}{'б' * 190}" for n in range(5)), AlertProblem.TOO_LONG),
    ],
)
def test_what_cannot_be_searched_for_cannot_be_saved(query: str, problem: AlertProblem) -> None:
    with pytest.raises(AlertError) as refused:
        saved(query)
    assert refused.value.code is problem
    with pytest.raises(AlertError):
        asked(query)
    assert not Contact.objects.exists()


def test_one_person_cannot_save_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MAX_SEARCHES", 1)
    user = UserFactory(email=EMAIL)
    saved(actor=user)
    with pytest.raises(AlertError) as refused:
        saved("q=дворы", actor=user)
    assert refused.value.code is AlertProblem.TOO_MANY
    with pytest.raises(Impossible):
        confirm(asked("q=дворы"))
    assert SavedSearch.objects.count() == 1


# --- Letters -----------------------------------------------------------------------------------


def test_a_letter_tells_what_is_new_and_only_once() -> None:
    now = timezone.now()
    bill(f"Старое: {WORD}")
    confirm(asked())
    bill(f"Новое: {WORD}")
    bill("Совсем другое")
    assert letters(now + 22 * HOUR) == []
    (letter,) = letters(now + 2 * DAY)
    assert f"Новое: {WORD}" in letter
    assert "Старое" not in letter
    assert "другое" not in letter
    assert letters(now + 2 * DAY) == []
    assert letters(now + 4 * DAY) == []  # no news, no letter


def test_a_letter_can_be_stopped_from_the_mail_program() -> None:
    confirm(asked())
    bill()
    letters(timezone.now() + 2 * DAY)
    (letter,) = mail.outbox
    assert letter.extra_headers["List-Unsubscribe"].endswith("/stop/>")
    assert "/searches/" in letter.body


def test_all_searches_of_one_person_make_one_letter() -> None:
    user = UserFactory()
    saved(f"q={WORD}", actor=user)
    saved("q=дворы&kind=bill", actor=user)
    saved("q=ничего", actor=user)
    bill(f"{WORD} и дворы")
    (letter,) = letters(timezone.now() + 2 * DAY)
    assert letter.count("– околица и дворы") == 2
    assert letter.count("  Законопроекты · ") == 2
    assert "(Что это: Законопроекты)" in letter
    assert "ничего" not in letter


def test_a_letter_names_twenty_and_says_how_many_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "IN_LETTER", 2)
    saved()
    for number in range(5):
        bill(f"Дело {number}: {WORD}")
    (letter,) = letters(timezone.now() + 2 * DAY)
    assert letter.count("– Дело ") == 2
    assert "И ещё 3:" in letter


def test_filters_of_the_search_narrow_its_news() -> None:
    user = UserFactory()
    saved(f"q={WORD}&kind=comment", actor=user)
    saved(f"q={WORD}&kind=bill&kind=comment", actor=user)
    bill()
    (letter,) = letters(timezone.now() + 2 * DAY)
    assert letter.count("– О том, где ") == 1


def test_what_has_been_hidden_meanwhile_is_not_told() -> None:
    saved()
    comment = published(ConsultationFactory(), comment=f"Наша {WORD}")
    search.apply_pending()
    moderator = UserFactory()
    hide_comment(actor=moderator, comment=comment, ground_code="spam", now=timezone.now())
    # The index has not followed yet.
    assert IndexedDocument.objects.filter(kind="comment").exists()
    assert letters(timezone.now() + 2 * DAY) == []
    restore_comment(actor=moderator, comment=comment, now=timezone.now())
    search.apply_pending()


def test_an_index_that_is_filled_anew_makes_no_news() -> None:
    found = bill()
    found.created_at = timezone.now() - 60 * DAY
    found.save()
    saved()
    IndexedDocument.objects.all().delete()
    search.fill()
    assert letters(timezone.now() + 2 * DAY) == []


def test_soon_is_soon_but_not_every_minute() -> None:
    now = timezone.now()
    saved(frequency=Frequency.SOON, now=now - HOUR)
    bill("Совсем другое")
    assert letters(now) == []
    bill(f"Первое: {WORD}")
    assert len(letters(now + HOUR / 60)) == 1  # no hour is lost by a look that found nothing
    for number in range(5):
        bill(f"Дело {number}: {WORD}")
    assert letters(now + HOUR / 2) == []
    (letter,) = letters(now + 2 * HOUR)
    assert letter.count(WORD) > 5
    assert "Первое" not in letter


def test_weekly_letters_wait_a_week() -> None:
    saved(frequency=Frequency.WEEKLY)
    bill()
    now = timezone.now()
    assert letters(now + 2 * DAY) == []
    assert len(letters(now + 8 * DAY)) == 1


def test_names_of_people_stand_in_no_letter() -> None:
    saved()
    comment = published(ConsultationFactory(), comment=f"Наша {WORD}")
    comment.contact.full_name, comment.contact.name_display = "Иван Петров", "full"
    comment.contact.save()
    search.apply_pending()
    (letter,) = letters(timezone.now() + 2 * DAY)
    assert f"Наша {WORD}" in letter
    assert "Петров" not in letter


def test_the_clock_sends_the_letters() -> None:
    confirm(asked())
    bill()
    (job,) = [job for job in clock.jobs() if job.name == "search.alerts"]
    later = timezone.now() + 2 * DAY
    assert [job.run(later), job.run(later)] == ["1 letters", ""]


# --- Stopping ----------------------------------------------------------------------------------


def test_stopping_destroys_the_address() -> None:
    confirm(asked())
    services.stop_search(search=SavedSearch.objects.get())
    assert not Contact.objects.exists()


def test_stopping_everything_stops_the_letters_that_wait() -> None:
    user = UserFactory()
    kept = saved(actor=user)
    saved("q=дворы", actor=user)
    bill()
    services.send_alerts(now=timezone.now() + 2 * DAY)
    assert services.stop_all(person=kept.email_hash) == 2
    assert OutboxMessage.objects.get(key__startswith="search:").status == "suppressed"
    assert not Contact.objects.exists()


def test_a_person_who_is_forgotten_gets_no_letters() -> None:
    confirm(asked())
    accounts.erase_contact(actor=None, contact=Contact.objects.get())
    assert not SavedSearch.objects.exists()


# --- Cost --------------------------------------------------------------------------------------


def test_a_letter_costs_the_same_however_much_is_new() -> None:
    def cost(titles: list[str]) -> int:
        for title in titles:
            bill(title)
        kept, upto = list(SavedSearch.objects.all()), selectors.reached()
        with CaptureQueriesContext(connection) as captured:
            (news,) = selectors.news_of(kept, upto=upto)
        assert len(news.items) == len(titles)
        SavedSearch.objects.update(seen=upto)
        return len(captured)

    saved()
    cost([WORD])  # what is kept in caches afterwards
    one = cost([WORD])
    # Synonyms, how many, which; synonyms and `found` of the one kind.
    assert cost([f"{WORD} {number}" for number in range(20)]) == one == 5


def test_a_search_without_news_costs_one_query(django_assert_num_queries) -> None:
    user = UserFactory()
    for number in range(3):
        saved(f"q=слово{number}&kind=bill&kind=page", actor=user)
    bill()
    kept = list(SavedSearch.objects.all())
    upto = selectors.reached()
    with django_assert_num_queries(4):  # synonyms, and one for each
        assert selectors.news_of(kept, upto=upto) == []


def test_when_the_index_has_not_grown_nobody_is_looked_at(django_assert_num_queries) -> None:
    bill()
    saved()
    with django_assert_num_queries(2):  # how far it is, who is due
        assert services.send_alerts(now=timezone.now() + 2 * DAY) == 0
