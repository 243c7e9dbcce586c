"""Announcing and asking councils on the desk: who may, what is shown, what is refused."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.process import services
from consultations.process.models import Consultation, Form, Referral
from core.accounts.models import BodyKind, MembershipRole
from core.rules.domain.calendar import add_working_days
from core.rules.models import CalendarYear
from core.rules.selectors import work_calendar
from core.web.access import policy
from drafts.models import BillVersion
from tests.factories.accounts import BodyFactory, CouncilFactory, consent_texts, staff
from tests.factories.drafts import BillVersionFactory
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def version() -> BillVersion:
    return BillVersionFactory(bill__title="О молодёжной политике")


@pytest.fixture
def chamber():
    return CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER, name="Общественная палата")


@pytest.fixture
def assembly():
    return BodyFactory(kind=BodyKind.LEGISLATURE, name="Законодательное Собрание")


@pytest.fixture
def clerk(version, client: Client):
    consent_texts()
    user = staff(version.bill.committee, MembershipRole.CLERK)
    client.force_login(user)
    return user


def announce_url(version: BillVersion) -> str:
    return reverse("process:announce", args=[version.bill.slug, version.number])


def typed(chamber, assembly, **changes) -> dict:
    today = timezone.localdate()
    values = {
        "form": Form.EXPERTISE,
        "organiser": chamber.pk,
        "addressee": assembly.pk,
        "question": "Что изменить?",
        "announced_on": today,
        "opens_on": today + DAY,
        "closes_on": today + 30 * DAY,
        "results_method": "Ответ на каждое предложение.",
    }
    return values | changes


# --- Role × phase -----------------------------------------------------------------------------


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_announce(role, published) -> None:
    version = BillVersionFactory(draft=not published)
    here, elsewhere = staff(version.bill.committee, role), staff(BodyFactory(), role)
    allowed = role == MembershipRole.CLERK and published
    assert policy.check(here, "process.announce", version) == allowed
    assert not policy.check(elsewhere, "process.announce", version)


@pytest.mark.parametrize(
    ("phase", "is_open"),
    [("upcoming", True), (None, True), ("closed", False), ("concluded", False)],
)
@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_ask_councils(role, phase, is_open) -> None:
    consultation = ConsultationFactory(**({phase: True} if phase else {}))
    side = consultation.as_responder
    allowed = role == MembershipRole.CLERK and is_open
    assert policy.check(staff(consultation.responder, role), "process.refer", side) == allowed
    for body in (consultation.organiser, consultation.addressee, BodyFactory()):
        assert not policy.check(staff(body, role), "process.refer", side)


def test_strangers_and_other_clerks_are_kept_out(version, client) -> None:
    consultation = ConsultationFactory(version=version)
    pages = [announce_url(version), reverse("process:refer", args=[consultation.pk])]
    for url in pages:
        assert client.get(url).status_code == 302
    client.force_login(staff(BodyFactory(), MembershipRole.CLERK))
    for url in pages:
        assert client.get(url).status_code == 403
        assert client.post(url).status_code == 403


# --- Announcing -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["", "discussion", "nonsense"])
def test_the_form_is_filled_with_what_is_usual(form, version, chamber, assembly, clerk, client):
    response = client.get(announce_url(version), {"form": form})
    initial = response.context["form"].initial
    assert initial["form"] == ("discussion" if form == "discussion" else "expertise")
    assert (initial["organiser"], initial["addressee"]) == (chamber, assembly)
    assert version.bill.title in initial["question"]
    assert initial["results_method"]
    days = (initial["closes_on"] - initial["opens_on"]).days
    assert days == (15 if form == "discussion" else 30)
    assert f'value="{initial["opens_on"].isoformat()}"' in response.content.decode()


def test_a_clerk_announces(version, chamber, assembly, clerk, client) -> None:
    response = client.post(announce_url(version), typed(chamber, assembly, premoderated="on"))
    consultation = Consultation.objects.get()
    assert response["Location"] == reverse("desk:consultation", args=[consultation.pk])
    assert consultation.premoderated
    assert (consultation.responder, consultation.created_by) == (version.bill.committee, clerk)


def test_a_short_discussion_is_announced_with_a_warning(
    version, chamber, assembly, clerk, client
) -> None:
    soon = timezone.localdate() + 3 * DAY
    data = typed(chamber, assembly, form="discussion", closes_on=soon)
    response = client.post(announce_url(version), data, follow=True)
    levels = [message.level_tag for message in response.context["messages"]]
    assert levels == ["success", "warning"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("closes_on", 121),
        ("opens_on", -1),
        ("announced_on", 1),
        ("opens_on", "вчера"),
        ("organiser", "999999"),
    ],
)
def test_a_faulty_announcement_is_explained_at_its_field_and_the_typed_stays(
    field, value, version, chamber, assembly, clerk, client
) -> None:
    if isinstance(value, int):
        value = timezone.localdate() + value * DAY
    data = typed(chamber, assembly, question="Мой вопрос", **{field: value})
    response = client.post(announce_url(version), data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    page = response.content.decode()
    assert "Мой вопрос" in page
    assert f'href="#id_{field}"' in page
    assert not Consultation.objects.exists()


def test_only_subjects_of_public_control_and_authorities_are_offered(
    version, chamber, assembly, clerk, client
) -> None:
    CouncilFactory(kind=BodyKind.COORDINATION_COUNCIL)
    fields = client.get(announce_url(version)).context["form"].fields
    assert list(fields["organiser"].queryset) == [chamber]
    assert list(fields["addressee"].queryset) == [assembly]


# --- Asking councils --------------------------------------------------------------------------


@pytest.fixture
def consultation(version) -> Consultation:
    return ConsultationFactory(version=version)


def test_a_clerk_asks_several_councils_at_once(consultation, clerk, client) -> None:
    councils = [CouncilFactory(), CouncilFactory()]
    url = reverse("process:refer", args=[consultation.pk])
    due = consultation.closes_on - DAY
    response = client.post(url, {"councils": [c.pk for c in councils], "due_on": due})
    assert response["Location"] == reverse("desk:consultation", args=[consultation.pk])
    assert set(Referral.objects.values_list("council", "due_on", "sent_by")) == {
        (council.pk, due, clerk.pk) for council in councils
    }
    form = client.get(url).context["form"]
    assert list(form.fields["councils"].queryset) == [consultation.organiser]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"councils": []}, "councils"),
        ({"due_on": "2001-01-01"}, "due_on"),
        ({"due_on": ""}, "due_on"),
    ],
)
def test_a_faulty_request_is_explained_and_keeps_the_choice(
    changes, field, consultation, clerk, client
) -> None:
    council = CouncilFactory()
    data = {"councils": [council.pk], "due_on": consultation.closes_on} | changes
    response = client.post(reverse("process:refer", args=[consultation.pk]), data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    if field != "councils":
        assert "checked" in response.content.decode()
    assert not Referral.objects.exists()


def test_when_every_council_is_asked_the_page_says_so(consultation, clerk, client) -> None:
    services.refer_to_council(
        actor=None,
        consultation=consultation,
        council=consultation.organiser,
        now=timezone.now(),
    )
    page = client.get(reverse("process:refer", args=[consultation.pk])).content.decode()
    assert "<form" not in page.split('id="main"')[1].split("<footer")[0]


def test_the_year_9999_is_refused_in_words(clerk, version, chamber, assembly, client) -> None:
    form = {**typed(chamber, assembly), "opens_on": "9999-12-31", "closes_on": "9999-12-31"}
    for kind in Form:
        response = client.post(announce_url(version), {**form, "form": kind})
        assert response.status_code == 422, kind
        assert response.context["form"].errors


# --- Terms ------------------------------------------------------------------------------------


def test_a_term_in_working_days_becomes_a_day(consultation, clerk, client) -> None:
    council = CouncilFactory()
    url = reverse("process:refer", args=[consultation.pk])
    data = {"councils": [council.pk], "due_kind": "term", "amount": "5", "unit": "working"}
    assert client.post(url, data).status_code == 302
    made = Referral.objects.get()
    expected = add_working_days(timezone.localdate(), 5, calendar=work_calendar())
    assert (made.due_on, made.term_amount, made.term_unit) == (expected, 5, "working")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": ""}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "-3"}, "amount"),
        ({"amount": "много"}, "amount"),
        ({"amount": "300"}, "amount"),  # beyond the window
        ({"unit": "month"}, "unit"),
    ],
)
def test_a_faulty_term_is_explained_and_kept(changes, field, consultation, clerk, client) -> None:
    council = CouncilFactory()
    url = reverse("process:refer", args=[consultation.pk])
    data = {"councils": [council.pk], "due_kind": "term", "amount": "5", "unit": "working"}
    response = client.post(url, data | changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Referral.objects.exists()


def test_a_year_without_a_calendar_is_named_with_who_loads_it(consultation, clerk, client) -> None:
    CalendarYear.objects.all().delete()
    url = reverse("process:refer", args=[consultation.pk])
    data = {"councils": [CouncilFactory().pk], "due_kind": "term", "amount": "5",
            "unit": "calendar"}  # fmt: skip
    response = client.post(url, data)
    (message,) = response.context["form"].errors["amount"]
    assert (
        str(timezone.localdate().year) in message or str(timezone.localdate().year + 1) in message
    )
    assert "load_calendar" in message


# --- What becomes of a referral ---------------------------------------------------------------


def url_of(name: str, referral: Referral) -> str:
    return reverse(f"process:{name}", args=[referral.pk])


@pytest.fixture
def referral(consultation) -> Referral:
    return ReferralFactory(consultation=consultation, sent_at=timezone.now() - DAY)


@pytest.mark.parametrize("role", MembershipRole)
@pytest.mark.parametrize(
    ("phase", "is_open"),
    [("upcoming", True), (None, True), ("closed", True), ("concluded", False)],
)
def test_who_may_decide_on_a_referral(role, phase, is_open) -> None:
    consultation = ConsultationFactory(**({phase: True} if phase else {}))
    referral = ReferralFactory(consultation=consultation)
    own = ReferralFactory(consultation=consultation, own_initiative=True, answered=True)
    if role == MembershipRole.ADMINISTRATOR:
        return
    leads = role in (MembershipRole.SECRETARY, MembershipRole.CHAIR)
    council, committee = staff(referral.council, role), staff(consultation.responder, role)
    assert policy.check(council, "process.decide", referral) == (leads and is_open)
    assert not policy.check(committee, "process.decide", referral)
    clerk = role == MembershipRole.CLERK
    withdraws = (clerk or leads) and is_open
    assert policy.check(committee, "process.withdraw", referral) == withdraws
    assert not policy.check(council, "process.withdraw", referral)
    assert policy.check(staff(own.council, role), "process.withdraw", own) == withdraws
    for name in ("process.decide", "process.withdraw", "process.read_referral"):
        assert not policy.check(staff(CouncilFactory(), role), name, referral)


def test_a_secretary_accepts_on_the_desk(referral, client) -> None:
    client.force_login(staff(referral.council, MembershipRole.SECRETARY))
    page = client.get(url_of("referral", referral))
    assert page.context["may_accept"]
    assert page.context["may_decline"]
    assert not page.context["may_withdraw"]
    assert client.post(url_of("accept", referral))["Location"] == url_of("referral", referral)
    referral.refresh_from_db()
    assert referral.status == "accepted"
    again = client.post(url_of("accept", referral), follow=True)
    assert [message.level_tag for message in again.context["messages"]] == ["success", "error"]


def test_declining_needs_a_reason_and_keeps_what_was_typed(referral, client) -> None:
    user = staff(referral.council, MembershipRole.CHAIR)
    client.force_login(user)
    url = url_of("decline", referral)
    assert client.post(url, {"reason": " "}).status_code == 422
    long = client.post(url, {"reason": "ы" * 2001})
    assert long.status_code == 422
    assert "ы" * 2001 in long.content.decode()
    assert client.post(url, {"reason": "Нет кворума"}).status_code == 302
    referral.refresh_from_db()
    assert (referral.status, referral.reason, referral.decided_by) == (
        "declined", "Нет кворума", user,
    )  # fmt: skip
    late = client.post(url, {"reason": "Ещё раз"})
    assert late.status_code == 422
    assert "Ещё раз" in late.content.decode()


def test_the_clerk_withdraws_and_may_send_again(referral, clerk, client) -> None:
    assert client.post(url_of("decline", referral), {"reason": "нет"}).status_code == 403
    assert client.post(url_of("accept", referral)).status_code == 403
    assert client.post(url_of("withdraw", referral), {"reason": "Ошибка"}).status_code == 302
    form = client.get(reverse("process:refer", args=[referral.consultation_id])).context["form"]
    assert referral.council in form.fields["councils"].queryset


def test_strangers_do_not_see_a_referral_on_the_desk(referral, client) -> None:
    assert client.get(url_of("referral", referral)).status_code == 302
    client.force_login(staff(CouncilFactory(), MembershipRole.SECRETARY))
    for name in ("referral", "decline"):
        assert client.get(url_of(name, referral)).status_code == 403
    assert client.get(reverse("process:referral", args=[999_999])).status_code == 404


# --- Own initiative ---------------------------------------------------------------------------


def test_a_council_begins_on_its_own_initiative(consultation, client) -> None:
    council = CouncilFactory()
    client.force_login(staff(council, MembershipRole.CHAIR))
    (item,) = client.get(reverse("process:initiative")).context["items"]
    assert (item.consultation, item.councils) == (consultation, [council])
    url = reverse("process:take_up", args=[consultation.pk])
    assert client.post(url, {"council": consultation.organiser.pk}).status_code == 422
    assert client.post(url, {"council": council.pk}).status_code == 302
    made = Referral.objects.get()
    assert made.own_initiative
    assert made.council == council
    assert client.get(reverse("process:initiative")).context["items"] == []
    assert client.get(url).context["councils"] == []


def test_a_closed_window_is_not_taken_up(client) -> None:
    closed = ConsultationFactory(closed=True)
    client.force_login(staff(CouncilFactory(), MembershipRole.SECRETARY))
    assert client.get(reverse("process:initiative")).context["items"] == []
    url = reverse("process:take_up", args=[closed.pk])
    assert client.get(url).status_code == 403


def test_the_list_of_initiatives_costs_the_same_for_one_and_for_twenty(client) -> None:
    client.force_login(staff(CouncilFactory(), MembershipRole.SECRETARY))
    ConsultationFactory()
    before = page_queries(client, reverse("process:initiative"))
    for _ in range(15):
        ConsultationFactory()
    assert page_queries(client, reverse("process:initiative")) == before


def test_the_suggested_days_are_explained(version, clerk, client) -> None:
    found = client.get(announce_url(version)).context["computed"]
    assert [item.amount for item in found] == [30, 120, 30]
