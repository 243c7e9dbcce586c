"""From a request to its public answer: filed, confirmed, checked, joined, decided."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.requests import services
from consultations.requests.domain.decisions import (
    Decision,
    DecisionProblem,
    Kind,
    RequestText,
    WordsProblem,
)
from consultations.requests.errors import RequestError, RequestProblem
from consultations.requests.models import PublicRequest, RequestSupport
from core.accounts import services as accounts
from core.accounts.models import BodyKind, Confirmation, Contact, Council, MembershipRole
from core.accounts.purposes import Impossible
from core.accounts.selectors import email_hash
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from core.rules.models import CalendarYear, Term
from tests.factories.accounts import CouncilFactory, UserFactory, consent_texts, staff
from tests.factories.drafts import BillVersionFactory
from tests.factories.process import ConsultationFactory
from tests.factories.requests import PublicRequestFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TOPIC = RequestText(Kind.TOPIC, "Зимой не пройти.", "Остановки зимой")


@pytest.fixture(autouse=True)
def _consents() -> None:
    consent_texts()


@pytest.fixture
def chamber() -> Council:
    return CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER, email="palata@veche.example")


def file(chamber, text=TOPIC, email="citizen@mail.example", **params) -> services.Filed:
    asker = services.Asker(email=email, consents=("processing",))
    params = {"actor": None, "now": NOW, "asker": asker} | params
    return services.file_request(chamber=chamber, text=text, **params)


def confirmed(filed: services.Filed, now=NOW) -> PublicRequest:
    accounts.confirm(token=accounts.token_of(filed.asked), now=now)
    return PublicRequest.objects.get(pk=filed.request.pk)


def refused(code, verb, **params) -> RequestError:
    with pytest.raises(RequestError) as error:
        verb(**{"actor": None, "now": NOW} | params)
    assert error.value.code is code
    return error.value


def decide(request, decision=None, **params) -> PublicRequest:
    params = {"actor": None, "now": NOW} | params
    decision = decision or Decision("declined", "Уже обсуждали.")
    return services.decide_request(request=request, decision=decision, **params)


def keys() -> list[str]:
    return sorted(OutboxMessage.objects.values_list("key", flat=True))


# --- Filing -----------------------------------------------------------------------------------


def test_nothing_is_received_before_the_letter_is_confirmed(chamber) -> None:
    filed = file(chamber)
    assert filed.request.status == "unconfirmed"
    assert not JournalEntry.objects.exists()
    assert not PublicRequest.objects.received().exists()
    assert OutboxMessage.objects.get().to == "citizen@mail.example"


def test_the_term_begins_with_the_confirmation(chamber) -> None:
    moderator = staff(chamber, MembershipRole.MODERATOR)
    request = confirmed(file(chamber), NOW + DAY)
    assert request.status == "checking"
    assert request.due_on == dt.date(2026, 3, 16)  # 5 calendar days from 11 March
    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.subject_id) == ("request.received", str(request.pk))
    assert entry.body == {"kind": "topic", "chamber": chamber.pk, "due_on": "2026-03-16"}
    told = OutboxMessage.objects.filter(key__startswith="request-received:")
    assert set(told.values_list("to", flat=True)) == {"palata@veche.example", moderator.email}
    assert request.contact.email == "citizen@mail.example"  # the answer goes there


def test_a_person_with_an_account_is_received_at_once(chamber) -> None:
    user = UserFactory()
    filed = file(chamber, actor=user)
    assert filed.asked is None
    assert filed.request.status == "checking"
    assert filed.request.contact.email_hash == email_hash(user.email)


def test_an_expertise_names_a_published_bill(chamber) -> None:
    version = BillVersionFactory()
    text = RequestText(Kind.EXPERTISE, "Касается всех.", version_id=version.pk)
    request = confirmed(file(chamber, text))
    assert request.full_subject == version.bill.title
    assert request.subject != version.bill.title  # not before the check
    draft = BillVersionFactory(draft=True)
    for pk in (draft.pk, 999_999):
        text = RequestText(Kind.EXPERTISE, "Касается всех.", version_id=pk)
        refused(
            WordsProblem.NO_BILL,
            services.file_request,
            chamber=chamber,
            text=text,
            asker=services.Asker(consents=("processing",)),
        )


def test_the_same_words_again_only_send_the_letter_again(chamber) -> None:
    first = file(chamber)
    again = file(chamber, now=NOW + dt.timedelta(minutes=5))
    assert again.request == first.request
    assert (PublicRequest.objects.count(), Contact.objects.count()) == (1, 1)
    assert OutboxMessage.objects.count() == 2
    late = file(chamber, now=NOW + 3 * DAY)  # the first link has lapsed
    assert late.request != first.request
    assert confirmed(late, NOW + 3 * DAY).status == "checking"


def test_what_is_not_confirmed_goes_with_its_contact(chamber) -> None:
    kept = confirmed(file(chamber, email="other@mail.example"))
    file(chamber)
    accounts.forget_lapsed(now=NOW + 3 * DAY)
    assert list(PublicRequest.objects.all()) == [kept]
    orphan = PublicRequestFactory(unconfirmed=True, submitted_at=NOW)
    assert services.forget_lapsed(now=NOW + 2 * DAY) == 0
    assert services.forget_lapsed(now=NOW + 4 * DAY) == 1
    assert not Contact.objects.filter(pk=orphan.contact_id).exists()
    assert list(PublicRequest.objects.all()) == [kept]


def test_addresses_are_kept_as_imprints_and_for_a_week(chamber) -> None:
    request = confirmed(file(chamber, came=services.Came("203.0.113.7")))
    assert len(request.address_hash) == 64
    services.forget_lapsed(now=NOW + 8 * DAY)
    request.refresh_from_db()
    assert request.address_hash == ""


def test_many_and_fast_ones_are_marked_and_never_refused(chamber, settings) -> None:
    settings.COMMENT_LIMITS = {"person_day": 2, "address_hour": 2, "shortest_seconds": 5}
    came = services.Came("203.0.113.7", dt.timedelta(seconds=1))
    texts = [RequestText(Kind.TOPIC, f"Зачем {n}", "Тема") for n in range(2)]
    first, second = (file(chamber, text, came=came).request for text in texts)
    assert first.cautions == ["too_fast"]
    assert second.cautions == ["too_fast", "many_from_address", "many_from_person"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RequestText(Kind.TOPIC, "зачем", ""), WordsProblem.NO_TITLE),
        (RequestText(Kind.TOPIC, "", "тема"), WordsProblem.NO_TEXT),
        (RequestText(Kind.EXPERTISE, "зачем"), WordsProblem.NO_BILL),
    ],
)
def test_a_request_without_its_words_is_refused(chamber, text, code) -> None:
    asker = services.Asker(email="a@mail.example", consents=("processing",))
    refused(code, services.file_request, chamber=chamber, text=text, asker=asker)
    assert not Contact.objects.exists()


def test_nothing_is_taken_that_could_not_be_answered_in_time(chamber) -> None:
    asker = services.Asker(email="a@mail.example", consents=("processing",))
    common = {"text": TOPIC, "asker": asker}
    refused(RequestProblem.NO_CHAMBER, services.file_request, chamber=None, **common)
    CalendarYear.objects.filter(year=2026).delete()
    error = refused(RequestProblem.NO_CALENDAR, services.file_request, chamber=chamber, **common)
    assert error.params == {"year": "2026"}
    Term.objects.filter(code="request.decision").delete()
    refused(RequestProblem.NO_RULES, services.file_request, chamber=chamber, **common)
    assert not PublicRequest.objects.exists()


def test_nothing_personal_is_taken_without_consent(chamber) -> None:
    with pytest.raises(accounts.ConsentMissing):
        file(chamber, asker=services.Asker(email="a@mail.example"))
    assert not Contact.objects.exists()


def test_a_calendar_lost_before_the_confirmation_is_said(chamber) -> None:
    filed = file(chamber)
    CalendarYear.objects.all().delete()
    with pytest.raises(Impossible, match="2026"):
        confirmed(filed)
    assert Confirmation.objects.get().confirmed_at is None


# --- The check --------------------------------------------------------------------------------


def test_a_request_is_shown_after_a_check() -> None:
    request = PublicRequestFactory(checking=True, topic=True)
    shown = services.show_request(actor=UserFactory(), request=request, now=NOW)
    assert shown.status == "shown"
    assert shown.subject == request.title
    assert JournalEntry.objects.get().kind == "request.shown"
    refused(RequestProblem.ALREADY_SHOWN, services.show_request, request=request)


def test_hiding_leaves_the_ground_and_tells_the_author() -> None:
    request = PublicRequestFactory(topic=True)
    hidden = services.hide_request(actor=None, request=request, ground_code="spam", now=NOW)
    assert (hidden.status, hidden.ground_code) == ("hidden", "spam")
    assert hidden.ground_title
    assert JournalEntry.objects.get().body == {"ground": "spam"}
    letter = OutboxMessage.objects.get()
    assert hidden.ground_title in letter.body_text
    refused(
        RequestProblem.ALREADY_HIDDEN, services.hide_request, request=request, ground_code="spam"
    )
    again = services.show_request(actor=None, request=request, now=NOW)
    assert (again.status, again.ground_code) == ("shown", "")


@pytest.mark.parametrize("ground", ["", "criticism"])
def test_only_the_closed_list_has_grounds(ground) -> None:
    request = PublicRequestFactory()
    refused(
        RequestProblem.UNKNOWN_GROUND, services.hide_request, request=request, ground_code=ground
    )


def test_what_is_decided_or_unconfirmed_is_not_checked() -> None:
    decided = decide(PublicRequestFactory())
    refused(RequestProblem.ALREADY_DECIDED, services.show_request, request=decided)
    waiting = PublicRequestFactory(unconfirmed=True)
    refused(RequestProblem.NOT_WAITING, services.show_request, request=waiting)


# --- Joining ----------------------------------------------------------------------------------


def join(request, email="second@mail.example", **params) -> Confirmation:
    params = {"consents": ("processing",), "now": NOW} | params
    return services.ask_to_join(request=request, email=email, **params)


def test_one_person_joins_once_whichever_way() -> None:
    request = PublicRequestFactory()
    user = UserFactory(email="second@mail.example")
    accounts.confirm(token=accounts.token_of(join(request, "Second@mail.example")), now=NOW)
    request.refresh_from_db()
    assert request.supporter_count == 1
    with pytest.raises(RequestError) as error:
        services.join_request(actor=user, request=request, now=NOW)
    assert error.value.code is RequestProblem.ALREADY_JOINED
    # Who has not proved an e-mail is not told that its owner has joined.
    outcome = accounts.confirm(token=accounts.token_of(join(request)), now=NOW)
    assert not outcome.keeps_contact
    request.refresh_from_db()
    assert request.supporter_count == RequestSupport.objects.count() == 1
    assert JournalEntry.objects.filter(kind="request.joined").count() == 1


def test_an_author_need_not_join() -> None:
    user = UserFactory()
    request = PublicRequestFactory(contact__email=user.email)
    with pytest.raises(RequestError) as error:
        services.join_request(actor=user, request=request, now=NOW)
    assert error.value.code is RequestProblem.OWN
    with pytest.raises(Impossible):
        accounts.confirm(token=accounts.token_of(join(request, user.email)), now=NOW)


@pytest.mark.parametrize("trait", ["checking", "hidden", "unconfirmed"])
def test_only_what_is_shown_is_joined(trait) -> None:
    with pytest.raises(RequestError) as error:
        join(PublicRequestFactory(**{trait: True}))
    assert error.value.code is RequestProblem.NOT_JOINABLE


def test_a_request_decided_meanwhile_is_not_joined() -> None:
    request = PublicRequestFactory()
    asked = join(request)
    decide(request)
    with pytest.raises(Impossible):
        accounts.confirm(token=accounts.token_of(asked), now=NOW)


# --- The decision -----------------------------------------------------------------------------


def test_a_decision_is_told_to_the_author_and_to_all_who_joined() -> None:
    request = PublicRequestFactory(topic=True, contact__email="author@mail.example")
    accounts.confirm(token=accounts.token_of(join(request)), now=NOW)
    OutboxMessage.objects.all().delete()
    decide(request, Decision("declined", "Уже обсуждали в марте."))
    letters = OutboxMessage.objects.order_by("to")
    assert [letter.to for letter in letters] == ["author@mail.example", "second@mail.example"]
    assert all("Уже обсуждали в марте." in letter.body_text for letter in letters)
    entry = JournalEntry.objects.get(kind="request.decided")
    assert entry.body["disposition"] == "declined"
    assert len(entry.body["text_sha256"]) == 64


def test_an_erased_author_gets_no_letter() -> None:
    request = PublicRequestFactory()
    accounts.erase_contact(actor=None, contact=request.contact)
    request.contact.refresh_from_db()
    assert decide(request).status == "decided"
    assert keys() == []


def test_agreed_with_a_day_and_then_with_the_event() -> None:
    request = PublicRequestFactory()
    day = timezone.localdate(NOW) + 9 * DAY
    agreed = decide(request, Decision("agreed", announce_by=day))
    assert (agreed.disposition, agreed.announce_by) == ("agreed", day)
    other = ConsultationFactory()
    refused(RequestProblem.OTHER_BILL, services.name_event, request=request, consultation=other)
    event = ConsultationFactory(version__bill=request.version.bill, version__number=2)
    named = services.name_event(actor=None, request=request, consultation=event, now=NOW)
    assert named.consultation == event
    assert JournalEntry.objects.filter(kind="request.followed").count() == 1
    refused(
        RequestProblem.ALREADY_DECIDED, services.name_event, request=request, consultation=event
    )


def test_only_an_agreed_request_has_an_event() -> None:
    request = decide(PublicRequestFactory(topic=True))
    event = ConsultationFactory()
    refused(RequestProblem.NOT_WAITING, services.name_event, request=request, consultation=event)


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision("declined"), DecisionProblem.NO_REASON),
        (Decision("agreed"), DecisionProblem.NO_EVENT),
        (Decision("agreed", consultation_id=999_999), DecisionProblem.NO_EVENT),
        (Decision("agreed", announce_by=dt.date(2026, 3, 9)), DecisionProblem.ANNOUNCED_IN_PAST),
        (Decision("passed"), DecisionProblem.NO_BODY),
    ],
)
def test_a_decision_that_says_too_little_is_refused(decision, code) -> None:
    request = PublicRequestFactory()
    refused(code, services.decide_request, request=request, decision=decision)
    request.refresh_from_db()
    assert request.status == "shown"
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("trait", ["checking", "hidden", "unconfirmed"])
def test_only_what_is_shown_is_decided(trait) -> None:
    request = PublicRequestFactory(**{trait: True})
    decision = Decision("declined", "нет")
    refused(RequestProblem.NOT_WAITING, services.decide_request, request=request, decision=decision)


def test_nothing_is_decided_twice() -> None:
    request = decide(PublicRequestFactory())
    decision = Decision("passed", passed_to="Дума")
    refused(
        RequestProblem.ALREADY_DECIDED, services.decide_request, request=request, decision=decision
    )


def test_a_late_decision_is_a_decision_and_stays_late() -> None:
    request = PublicRequestFactory(due_on=timezone.localdate(NOW) - 3 * DAY)
    assert PublicRequest.objects.overdue(timezone.localdate(NOW)).exists()
    decided = decide(request)
    assert decided.decided_on > decided.due_on
    assert not PublicRequest.objects.overdue(timezone.localdate(NOW)).exists()


# --- The database keeps it --------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "topic"},
        {"title": "тема"},
        {"confirmed_at": None},
        {"due_on": None},
        {"status": "unconfirmed"},
        {"status": "hidden"},
        {"ground_code": "spam"},
        {"status": "decided"},
        {"status": "decided", "decided_at": NOW, "disposition": "agreed"},
        {"status": "decided", "decided_at": NOW, "disposition": "declined"},
        {"status": "decided", "decided_at": NOW, "disposition": "passed"},
        {"disposition": "declined", "decision_text": "нет"},
    ],
)
def test_a_request_out_of_order_does_not_fit_in(broken) -> None:
    request = PublicRequestFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicRequest.objects.filter(pk=request.pk).update(**broken)


def test_the_event_that_follows_is_told_to_the_author_and_to_all_who_joined() -> None:
    request = PublicRequestFactory(topic=True, contact__email="author@mail.example")
    accounts.confirm(token=accounts.token_of(join(request)), now=NOW)
    decide(request, Decision("agreed", announce_by=timezone.localdate(NOW) + 9 * DAY))
    OutboxMessage.objects.all().delete()
    event = ConsultationFactory()
    services.name_event(actor=None, request=request, consultation=event, now=NOW)
    letters = OutboxMessage.objects.order_by("to")
    assert [letter.to for letter in letters] == ["author@mail.example", "second@mail.example"]
    assert all(event.get_absolute_url() in letter.body_text for letter in letters)
