"""The working desk: each role sees what is due for it, at a constant cost."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.desk import selectors
from consultations.desk.domain.steps import Step
from consultations.desk.permissions import as_party
from consultations.process import numbers as numbers_module
from consultations.process.numbers import Numbers
from core.accounts.models import MembershipRole
from core.web.access import policy
from tests.factories.accounts import BodyFactory, CouncilFactory, UserFactory, staff
from tests.factories.drafts import BillVersionFactory
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every consultation has three comments, one of them being checked."""
    sources = numbers_module._Sources()
    sources.numbers = lambda ids: {pk: Numbers(received=3, published=2, held=1) for pk in ids}
    monkeypatch.setattr(numbers_module, "_sources", sources)


def home(user) -> selectors.Home:
    return selectors.home(user, now=timezone.now())


# --- What is due for whom ---------------------------------------------------------------------


def test_a_clerk_sees_texts_to_publish_to_announce_and_proposals_to_answer() -> None:
    consultation = ConsultationFactory(closed=True, open_items=4)
    committee = consultation.responder
    draft = BillVersionFactory(bill__committee=committee, draft=True)
    ready = BillVersionFactory(bill__committee=committee)
    for stranger in (BillVersionFactory(draft=True), BillVersionFactory()):
        assert stranger.bill.committee != committee
    ConsultationFactory(closed=True, open_items=1)
    ConsultationFactory(concluded=True, version__bill__committee=committee)

    due = home(staff(committee, MembershipRole.CLERK))

    assert due.drafts == [draft]
    assert due.unannounced == [ready]
    assert [(line.consultation, line.step) for line in due.answering] == [
        (consultation, Step.ANSWER)
    ]
    assert due.answering[0].due_on == consultation.answer_due_on
    assert due.referrals == due.signing == due.moderation == []


def test_an_older_published_text_is_not_offered_for_an_announcement() -> None:
    old = BillVersionFactory()
    new = BillVersionFactory(bill=old.bill, number=2)
    clerk = staff(old.bill.committee, MembershipRole.CLERK)
    assert home(clerk).unannounced == [new]


def test_secretaries_and_members_see_the_referrals_of_their_council() -> None:
    later = ReferralFactory()
    council = later.council
    sooner = ReferralFactory(council=council, due_on=timezone.localdate() - dt.timedelta(days=1))
    ReferralFactory()
    ReferralFactory(council=council, answered=True)
    for role in (MembershipRole.SECRETARY, MembershipRole.MEMBER, MembershipRole.CHAIR):
        due = home(staff(council, role))
        assert [line.referral for line in due.referrals] == [sooner, later]
        assert [str(line.state) for line in due.referrals] == ["overdue", "waiting"]


def test_the_organisers_secretary_sees_what_can_be_signed() -> None:
    ready = ConsultationFactory(closed=True, summary_signed_at=timezone.now())
    mine = {"closed": True, "organiser": ready.organiser}
    unsigned = ConsultationFactory(**mine)
    waiting = ConsultationFactory(**mine, open_items=2)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    late = ConsultationFactory(**mine, open_items=2, answer_due_on=yesterday)
    due = home(staff(ready.organiser, MembershipRole.SECRETARY))
    assert {(line.consultation, line.step) for line in due.signing} == {
        (ready, Step.SIGN),
        (unsigned, Step.WAIT_SUMMARY),
        (waiting, Step.WAIT_ANSWERS),
        (late, Step.SIGN_LAPSED),
    }
    assert due.answering == []


def test_the_chair_of_the_committee_sees_what_it_signs() -> None:
    ready = ConsultationFactory(closed=True)
    due = home(staff(ready.responder, MembershipRole.CHAIR))
    assert [(line.consultation, line.step) for line in due.answering] == [
        (ready, Step.SIGN_SUMMARY)
    ]


def test_a_moderator_sees_how_long_the_queue_is(held) -> None:
    first = ConsultationFactory()
    ConsultationFactory(organiser=first.organiser)
    ConsultationFactory()
    due = home(staff(first.organiser, MembershipRole.MODERATOR))
    assert due.held == 2
    assert not due.is_empty


def test_one_person_in_two_rooms_sees_both() -> None:
    consultation = ConsultationFactory(closed=True, open_items=1)
    referral = ReferralFactory()
    user = staff(consultation.responder, MembershipRole.CLERK)
    user.memberships.create(body=referral.council, role=MembershipRole.SECRETARY)
    due = home(user)
    assert len(due.answering) == len(due.referrals) == 1


def test_where_nothing_is_due_the_page_says_so(client: Client) -> None:
    client.force_login(staff(CouncilFactory(), MembershipRole.SECRETARY))
    response = client.get(reverse("desk:home"))
    assert response.context["due"].is_empty
    assert response.status_code == 200


# --- Who comes in -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["home", "consultations"])
def test_the_desk_is_for_those_who_work_there(name, client) -> None:
    url = reverse(f"desk:{name}")
    assert client.get(url).status_code == 302
    client.force_login(UserFactory())
    assert client.get(url).status_code == 403
    client.force_login(staff(BodyFactory(), MembershipRole.CLERK))
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("phase", ["upcoming", None, "closed", "concluded"])
@pytest.mark.parametrize("role", MembershipRole)
def test_who_sees_the_working_page(role, phase) -> None:
    consultation = ConsultationFactory(**({phase: True} if phase else {}))
    asked = CouncilFactory()
    side = as_party(consultation, [asked.pk])
    works = role not in (MembershipRole.EDITOR, MembershipRole.STAFF, MembershipRole.SPONSOR)
    for body in (consultation.responder, consultation.organiser, asked):
        assert policy.check(staff(body, role), "desk.consultations", side) == works
    stranger = staff(CouncilFactory(), role)
    everywhere = role == MembershipRole.ADMINISTRATOR
    assert policy.check(stranger, "desk.consultations", side) == everywhere


@pytest.mark.parametrize(
    ("place", "expected"), [("responder", 200), ("organiser", 200), ("asked", 200), ("other", 403)]
)
def test_the_working_page_opens_for_those_with_a_part(place, expected, client) -> None:
    referral = ReferralFactory()
    consultation = referral.consultation
    body = {
        "responder": consultation.responder,
        "organiser": consultation.organiser,
        "asked": referral.council,
        "other": CouncilFactory(),
    }[place]
    role = MembershipRole.CLERK if place == "responder" else MembershipRole.SECRETARY
    client.force_login(staff(body, role))
    url = reverse("desk:consultation", args=[consultation.pk])
    assert client.get(url).status_code == expected
    listed = client.get(reverse("desk:consultations")).content.decode()
    assert (url in listed) == (expected == 200)


def test_an_administrator_sees_every_consultation(client) -> None:
    consultation = ConsultationFactory()
    client.force_login(staff(BodyFactory(), MembershipRole.ADMINISTRATOR))
    page = client.get(reverse("desk:consultations")).content.decode()
    assert reverse("desk:consultation", args=[consultation.pk]) in page
    assert client.get(reverse("desk:consultation", args=[consultation.pk])).status_code == 200


# --- The working page -------------------------------------------------------------------------


def test_the_working_page_tells_state_numbers_and_councils(held, client) -> None:
    referral = ReferralFactory()
    consultation = referral.consultation
    ReferralFactory(consultation=consultation, answered=True)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    ReferralFactory(consultation=consultation, due_on=yesterday)
    client.force_login(staff(consultation.responder, MembershipRole.CLERK))
    response = client.get(reverse("desk:consultation", args=[consultation.pk]))
    page = response.content.decode()
    assert referral.council.name in page
    assert consultation.question in page
    assert response.context["work"].overdue == 1
    assert [figure.value for figure in response.context["figures"]][:3] == [3, 2, 1]
    codes = [blocker.code for blocker in response.context["work"].blockers]
    assert codes == ["window_open", "waiting_opinions", "no_summary"]
    assert all(blocker.text in page for blocker in response.context["work"].blockers)
    assert reverse("conclusions:sign", args=[consultation.pk]) in page


def test_a_member_of_a_council_sees_what_is_missing_without_the_list(client) -> None:
    referral = ReferralFactory()
    client.force_login(staff(referral.council, MembershipRole.MEMBER))
    page = client.get(reverse("desk:consultation", args=[referral.consultation_id]))
    assert page.context["work"].blockers
    assert reverse("conclusions:sign", args=[referral.consultation_id]) not in page.content.decode()


def test_after_the_signature_nothing_is_missing(client) -> None:
    consultation = ConsultationFactory(concluded=True)
    client.force_login(staff(consultation.responder, MembershipRole.CLERK))
    response = client.get(reverse("desk:consultation", args=[consultation.pk]))
    assert response.context["work"].blockers == []
    assert response.context["line"].step is Step.NOTHING


def test_the_secretary_of_the_organiser_is_offered_the_signature_after_the_window(client) -> None:
    consultation = ConsultationFactory(closed=True)
    client.force_login(staff(consultation.organiser, MembershipRole.SECRETARY))
    response = client.get(reverse("desk:consultation", args=[consultation.pk]))
    offered = (
        "conclusions:sign",
        "conclusions:reviewers",
        "comments:entries",
        "comments:desk_questions",
    )
    assert [action.url for action in response.context["actions"]] == [
        reverse(name, args=[consultation.pk]) for name in offered
    ]


@pytest.mark.parametrize(
    ("role", "place", "urls"),
    [
        (
            MembershipRole.CLERK,
            "responder",
            {
                "process:refer",
                "conclusions:answers",
                "comments:desk_questions",
                "amendments:desk",
            },
        ),
        (MembershipRole.MODERATOR, "organiser", {"comments:moderation", "comments:entries"}),
        (MembershipRole.MEMBER, "organiser", set()),
    ],
)
def test_only_what_is_allowed_now_is_offered(role, place, urls, client) -> None:
    consultation = ConsultationFactory(open_items=1)
    client.force_login(staff(getattr(consultation, place), role))
    response = client.get(reverse("desk:consultation", args=[consultation.pk]))
    wanted = {
        reverse(url, args=[] if url == "comments:moderation" else [consultation.pk]) for url in urls
    }
    assert {action.url for action in response.context["actions"]} == wanted


# --- What it costs ----------------------------------------------------------------------------


@pytest.fixture
def busy(client: Client):
    """A person with every role, and a function that makes `count` of everything to do."""
    committee, council = BodyFactory(), CouncilFactory()
    user = staff(committee, MembershipRole.CLERK)
    for role in (MembershipRole.SECRETARY, MembershipRole.MODERATOR, MembershipRole.MEMBER):
        user.memberships.create(body=council, role=role)
    client.force_login(user)

    def make(count: int):
        for _item in range(count):
            BillVersionFactory(bill__committee=committee, draft=True)
            BillVersionFactory(bill__committee=committee)
            ConsultationFactory(
                version__bill__committee=committee, organiser=council, closed=True, open_items=1
            )
            ReferralFactory(council=council)
        return user

    return make


@pytest.mark.parametrize("count", [1, 50])
def test_what_is_due_costs_ten_queries_and_those_of_the_numbers(
    count, held, busy, django_assert_num_queries
) -> None:
    user = busy(count)
    # memberships, consultations, drafts, unannounced, referrals, requests, objections without a
    # member, the calendar: its last year and the term of the warning
    with django_assert_num_queries(10):
        due = home(user)
    lists = (due.drafts, due.unannounced, due.answering, due.signing)
    assert {len(found) for found in lists} == {count}


@pytest.mark.parametrize("name", ["home", "consultations"])
def test_pages_cost_the_same_for_any_amount_of_work(name, busy, client) -> None:
    busy(1)
    before = page_queries(client, reverse(f"desk:{name}"))
    busy(40)
    assert page_queries(client, reverse(f"desk:{name}")) == before


def test_the_working_page_costs_the_same_for_any_number_of_councils(client) -> None:
    consultation = ConsultationFactory()
    ReferralFactory(consultation=consultation)
    client.force_login(staff(consultation.responder, MembershipRole.CLERK))
    url = reverse("desk:consultation", args=[consultation.pk])
    before = page_queries(client, url)
    ReferralFactory.create_batch(50, consultation=consultation)
    assert page_queries(client, url) == before
