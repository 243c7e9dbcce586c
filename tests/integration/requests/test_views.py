"""Pages of requests: the form, the list, the desk; who may, and what a page costs."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.requests.models import PublicRequest, RequestStatus
from core.accounts.models import BodyKind, Confirmation, Council, MembershipRole
from core.mail.models import OutboxMessage
from core.web.access import policy
from tests.factories.accounts import CouncilFactory, UserFactory, consent_texts, staff
from tests.factories.drafts import BillVersionFactory
from tests.factories.process import ConsultationFactory
from tests.factories.requests import PublicRequestFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def chamber() -> Council:
    consent_texts()
    return CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER)


def typed(client: Client, **changes) -> dict:
    form = client.get(reverse("requests:new")).context["form"]
    values = {
        "kind": "topic",
        "title": "Остановки зимой",
        "text": "Зимой не пройти.",
        "email": "citizen@mail.example",
        "author_type": "citizen",
        "name_display": "pseudonym",
        "consent_processing": "on",
        "stamp": form.initial["stamp"],
    }
    return values | changes


# --- The form ---------------------------------------------------------------------------------


def test_a_citizen_asks_without_an_account(client, chamber) -> None:
    response = client.post(reverse("requests:new"), typed(client))
    asked = Confirmation.objects.get()
    assert response.status_code == 302
    assert response["Location"].startswith("/confirm/sent/")
    assert "Остановки зимой" in client.get(response["Location"]).content.decode()
    link = OutboxMessage.objects.get().body_text.split("http://testserver")[1:]
    confirm = next(part.split()[0] for part in link if part.startswith("/confirm/"))
    page = client.post(confirm, follow=True)
    request = PublicRequest.objects.get()
    assert page.redirect_chain[-1][0] == request.get_absolute_url()
    assert "Зимой не пройти." not in page.content.decode()  # not before the check
    asked.refresh_from_db()
    assert asked.confirmed_at is not None


def test_a_person_with_an_account_is_not_asked_for_an_address(client, chamber) -> None:
    client.force_login(UserFactory())
    data = typed(client)
    del data["email"]
    response = client.post(reverse("requests:new"), data)
    assert response["Location"] == PublicRequest.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"kind": "expertise"}, "version"),
        ({"text": ""}, "text"),
        ({"email": "никто"}, "email"),
        ({"consent_processing": ""}, "consent_processing"),
        ({"name_display": "full", "full_name": "Иванов"}, "consent_dissemination"),
        ({"name_display": "organisation", "consent_dissemination": "on"}, "organisation"),
        ({"stamp": "forged"}, "__all__"),
    ],
)
def test_a_faulty_form_is_explained_and_keeps_the_words(client, chamber, changes, field) -> None:
    response = client.post(reverse("requests:new"), typed(client, municipality="Зея", **changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert 'value="Зея"' in response.content.decode()
    assert not PublicRequest.objects.exists()


def test_a_robot_is_dropped_without_a_word(client, chamber) -> None:
    response = client.post(reverse("requests:new"), typed(client, homepage="http://spam"))
    assert response["Location"] == reverse("requests:list")
    assert not PublicRequest.objects.exists()


def test_where_no_chamber_works_the_form_says_so(client) -> None:
    consent_texts()
    response = client.post(reverse("requests:new"), typed(client))
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_a_bill_of_the_address_is_chosen_and_only_newest_published_texts_are_offered(
    client, chamber
) -> None:
    old = BillVersionFactory()
    new = BillVersionFactory(bill=old.bill, number=2)
    BillVersionFactory(draft=True)
    response = client.get(reverse("requests:new"), {"bill": old.bill.slug})
    form = response.context["form"]
    assert form.initial["version"] == new
    assert list(form.fields["version"].queryset) == [new]


# --- What the public sees ---------------------------------------------------------------------


def test_the_public_sees_what_came_and_reads_what_was_checked(client) -> None:
    shown = PublicRequestFactory(topic=True)
    checking = PublicRequestFactory(checking=True, topic=True, title="Тайная тема", text="Текст")
    hidden = PublicRequestFactory(hidden=True, topic=True, title="Скрытая тема", text="Реклама")
    PublicRequestFactory(unconfirmed=True, topic=True, title="Неподтверждённая")
    page = client.get(reverse("requests:list")).content.decode()
    assert shown.title in page
    for word in ("Тайная", "Скрытая", "Неподтверждённая"):
        assert word not in page
    assert shown.text in client.get(shown.get_absolute_url()).content.decode()
    for item in (checking, hidden):
        page = client.get(item.get_absolute_url()).content.decode()
        assert item.title not in page
        assert item.text not in page
    assert hidden.ground_title in page


def test_an_unconfirmed_request_has_no_page(client) -> None:
    request = PublicRequestFactory(unconfirmed=True)
    assert client.get(request.get_absolute_url()).status_code == 404


def test_an_overdue_decision_is_public_even_if_nobody_has_checked(client) -> None:
    yesterday = timezone.localdate() - DAY
    late = PublicRequestFactory(checking=True, due_on=yesterday)
    in_time = PublicRequestFactory()
    PublicRequestFactory(hidden=True, due_on=yesterday)
    page = client.get(reverse("requests:list"), {"state": "overdue"})
    assert [line.request for line in page.context["page"].items] == [late]
    overdue = client.get(reverse("reader:overdue"))
    assert [line.request for line in overdue.context["requests"]] == [late]
    assert in_time.get_absolute_url() not in overdue.content.decode()


def test_joining_without_an_account(client, chamber) -> None:
    request = PublicRequestFactory()
    url = reverse("requests:join", args=[request.pk])
    assert client.post(url, {"email": "x", "consent_processing": "on"}).status_code == 422
    data = {"email": "second@mail.example", "consent_processing": "on"}
    assert client.post(url, data)["Location"].startswith("/confirm/sent/")
    decided = PublicRequestFactory(hidden=True)
    away = client.get(reverse("requests:join", args=[decided.pk]))
    assert away["Location"] == decided.get_absolute_url()


@pytest.mark.parametrize("name", ["list", "request", "desk"])
def test_pages_cost_the_same_for_one_and_for_twenty(client, chamber, name) -> None:
    first = PublicRequestFactory(chamber=chamber)
    client.force_login(staff(chamber, MembershipRole.SECRETARY))
    url = reverse(f"requests:{name}", args=[first.pk] if name == "request" else [])
    url += "?state=shown" if name == "desk" else ""
    before = page_queries(client, url)
    for _ in range(15):
        PublicRequestFactory(chamber=chamber)
    assert page_queries(client, url) == before


# --- Role × state -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", RequestStatus)
@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_check_and_decide(role, status) -> None:
    request = PublicRequest(pk=1, chamber=CouncilFactory(), status=status)
    here, elsewhere = staff(request.chamber, role), staff(CouncilFactory(), role)
    received = status != RequestStatus.UNCONFIRMED
    secretary = role == MembershipRole.SECRETARY
    may = {
        "check": (secretary or role == MembershipRole.MODERATOR) and received,
        "decide": (secretary or role == MembershipRole.CHAIR)
        and status in (RequestStatus.SHOWN, RequestStatus.DECIDED),
        "follow": (secretary or role == MembershipRole.CHAIR) and status == RequestStatus.DECIDED,
    }
    if role == MembershipRole.ADMINISTRATOR:
        return
    for name, allowed in may.items():
        assert policy.check(here, f"requests.{name}", request) == allowed, name
        assert not policy.check(elsewhere, f"requests.{name}", request), name


# --- The desk ---------------------------------------------------------------------------------


@pytest.fixture
def secretary(client, chamber):
    user = staff(chamber, MembershipRole.SECRETARY)
    client.force_login(user)
    return user


def test_strangers_are_kept_out_of_the_desk(client, chamber) -> None:
    request = PublicRequestFactory(chamber=chamber)
    urls = [
        reverse("requests:desk_request", args=[request.pk]),
        *(reverse(f"requests:{name}", args=[request.pk]) for name in ("check", "decide", "event")),
    ]
    client.force_login(staff(CouncilFactory(), MembershipRole.SECRETARY))
    assert client.get(urls[0]).status_code == 403
    assert [client.post(url).status_code for url in urls[1:]] == [403] * 3


def test_the_secretary_checks_and_decides(client, chamber, secretary) -> None:
    request = PublicRequestFactory(checking=True, chamber=chamber)
    check = reverse("requests:check", args=[request.pk])
    assert client.post(check, {"action": "hide"}).status_code == 422
    assert client.post(check, {"action": "show"}).status_code == 302
    event = ConsultationFactory(version__bill=request.version.bill, version__number=2)
    other = ConsultationFactory()
    decide = reverse("requests:decide", args=[request.pk])
    refused = client.post(decide, {"disposition": "declined", "text": " "})
    assert refused.status_code == 422
    assert list(refused.context["decision_form"].errors) == ["text"]
    wrong = client.post(decide, {"disposition": "agreed", "consultation": other.pk})
    assert wrong.status_code == 422
    data = {"disposition": "agreed", "consultation": event.pk, "text": "Проведём."}
    assert client.post(decide, data).status_code == 302
    request.refresh_from_db()
    assert (request.consultation, request.decided_by) == (event, secretary)
    page = client.get(request.get_absolute_url()).content.decode()
    assert event.get_absolute_url() in page
    assert "Проведём." in page
    second = client.post(decide, {"disposition": "declined", "text": "Мой текст"})
    assert second.status_code == 422
    assert "Мой текст" in second.content.decode()


def test_a_promised_event_is_named_later(client, chamber, secretary) -> None:
    request = PublicRequestFactory(chamber=chamber, topic=True)
    soon = timezone.localdate() + 9 * DAY
    decide = reverse("requests:decide", args=[request.pk])
    client.post(decide, {"disposition": "agreed", "announce_by": soon})
    event = ConsultationFactory()
    url = reverse("requests:event", args=[request.pk])
    assert client.post(url, {"consultation": ""}).status_code == 422
    assert client.post(url, {"consultation": event.pk}).status_code == 302
    request.refresh_from_db()
    assert request.consultation == event


def test_what_waits_stands_on_the_first_page_of_the_desk(client, chamber, secretary) -> None:
    request = PublicRequestFactory(chamber=chamber, checking=True, topic=True)
    PublicRequestFactory(topic=True, title="Чужая палата")
    page = client.get(reverse("desk:home")).content.decode()
    assert request.title in page
    assert "Чужая палата" not in page


def test_the_page_of_an_event_names_the_requests_that_caused_it(client) -> None:
    event = ConsultationFactory()

    def made() -> PublicRequest:
        return PublicRequestFactory(
            version=event.version,
            status=RequestStatus.DECIDED,
            disposition="agreed",
            decided_at=timezone.now(),
            consultation=event,
        )

    other = PublicRequestFactory(version=event.version)
    first = made()
    page = client.get(event.get_absolute_url()).content.decode()
    assert first.get_absolute_url() in page
    assert other.get_absolute_url() not in page
    before = page_queries(client, event.get_absolute_url())
    for _ in range(5):
        made()
    assert page_queries(client, event.get_absolute_url()) == before
