"""The sponsor of a bill speaks on arguments; what it does not say is counted and blocks nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.errors import PositionProblem, PositionRefused
from consultations.conclusions.models import ArgumentGroup, SponsorPosition
from consultations.conclusions.permissions import as_sponsor
from consultations.conclusions.selectors import answers_for_comments, finalise_blockers
from consultations.conclusions.selectors.positions import (
    PositionNumbers,
    position_numbers,
    sponsor_positions,
)
from consultations.conclusions.services import give_position
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.accounts.permissions import policy
from core.journal.models import JournalEntry
from tests.factories.accounts import BodyFactory, staff
from tests.factories.conclusions import answer_everything, answered, group_of, published, signed
from tests.factories.objections import sponsor_of
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db

PHASES = {
    "announced": {"upcoming": True},
    "open": {},
    "answering": {"closed": True},
    "concluded": {"concluded": True},
}


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def sponsor(consultation: Consultation) -> User:
    return sponsor_of(consultation)


@pytest.fixture
def desk(client: Client, sponsor: User) -> Client:
    client.force_login(sponsor)
    return client


def speak(group: ArgumentGroup, actor: User | None, **values: object) -> SponsorPosition:
    said = {"stance": "objects", "text": "Срок уже учтён.", "seen_revision": 0} | values
    return give_position(actor=actor, group=group, now=timezone.now(), **said)  # type: ignore[arg-type]


def refused(code: PositionProblem) -> "pytest.RaisesExc[PositionRefused]":
    return pytest.raises(PositionRefused, check=lambda error: error.code is code)


def url(group: ArgumentGroup) -> str:
    return reverse("conclusions:position", args=[group.pk])


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("side", ["sponsor", "responder", "organiser", "elsewhere"])
@pytest.mark.parametrize("role", MembershipRole.values)
def test_who_may_speak_and_when(role: str, side: str, phase: str) -> None:
    consultation = ConsultationFactory(**PHASES[phase])
    sponsor_of(consultation)
    bodies = {
        "sponsor": consultation.version.bill.sponsor_body,
        "responder": consultation.responder,
        "organiser": consultation.organiser,
    }
    user = staff(bodies.get(side) or BodyFactory(), role)
    place = as_sponsor(consultation)
    is_sponsor = (role, side) == (MembershipRole.SPONSOR, "sponsor")
    assert policy.check(user, "sponsor.read", place) == is_sponsor
    speaks = is_sponsor and phase in ("open", "answering")
    assert policy.check(user, "sponsor.speak", place) == speaks


def test_a_position_is_public_beside_the_answer(
    consultation: Consultation, sponsor: User, client: Client
) -> None:
    comment = published(consultation)
    group = group_of(comment)
    speak(group, sponsor)
    address = comment.get_absolute_url()
    for page in (address, group.get_absolute_url(), f"/receipts/{comment.receipt_code}/"):
        assert "Срок уже учтён." in client.get(page).content.decode(), page
    answered(group)
    for page in (address, group.get_absolute_url(), f"{consultation.get_absolute_url()}comments/"):
        assert client.get(page).content.decode().count("Срок уже учтён.") == 1, page
    answer = answers_for_comments([comment.pk])[comment.pk]
    assert (answer.sponsor_stance, answer.sponsor_text) == ("objects", "Срок уже учтён.")
    assert JournalEntry.objects.filter(kind="sponsor.position").count() == 1


def test_another_position_supersedes(consultation: Consultation, sponsor: User) -> None:
    group = group_of(published(consultation))
    first = speak(group, sponsor)
    assert speak(group, sponsor, seen_revision=1) == first  # the same words change nothing
    second = speak(group, sponsor, stance="supports", text="", seen_revision=1)
    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.revision) == (False, True, 2)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"stance": "maybe"}, PositionProblem.UNKNOWN_STANCE),
        ({"stance": "objects", "text": " "}, PositionProblem.NO_TEXT),
        ({"stance": "none", "text": ""}, PositionProblem.NO_TEXT),
        ({"text": "Я" * 20_001}, PositionProblem.TOO_LONG),
        ({"seen_revision": 3}, PositionProblem.STALE),
    ],
)
def test_bad_words_are_refused(
    consultation: Consultation, sponsor: User, said: dict[str, object], code: PositionProblem
) -> None:
    group = group_of(published(consultation))
    with refused(code):
        speak(group, sponsor, **said)
    assert not SponsorPosition.objects.exists()


def test_the_wrong_person_or_time_is_refused(consultation: Consultation, sponsor: User) -> None:
    group = group_of(published(consultation))
    with refused(PositionProblem.NOT_SPONSOR):
        speak(group, staff(BodyFactory(), MembershipRole.SPONSOR))
    other = ConsultationFactory()
    with refused(PositionProblem.NOT_SPONSOR):
        speak(group_of(published(other)), None)
    alone = ArgumentGroup.objects.filter(pk=group.pk)
    alone.update(merged_into=group_of(published(consultation)))
    with refused(PositionProblem.NOTHING_TO_SPEAK_ON):
        speak(group, sponsor)
    alone.update(merged_into=None)
    answer_everything(consultation)
    signed(consultation)
    with refused(PositionProblem.NOT_NOW):
        speak(group, sponsor)


def test_silence_is_counted_and_blocks_nothing(
    consultation: Consultation, sponsor: User, client: Client, django_assert_num_queries
) -> None:
    groups = [group_of(published(consultation)) for _number in range(3)]
    speak(groups[0], sponsor)
    with django_assert_num_queries(1):
        found = position_numbers([consultation.pk])
    assert found == {consultation.pk: PositionNumbers(total=3, given=1)}
    page = client.get(f"{consultation.get_absolute_url()}participation/").content.decode()
    assert consultation.version.bill.sponsor_body is not None
    answer_everything(consultation)
    assert finalise_blockers(consultation, timezone.now()) == []
    assert "objections" in page


def test_positions_are_read_in_one_query(
    consultation: Consultation, sponsor: User, django_assert_num_queries
) -> None:
    groups = [group_of(published(consultation)) for _number in range(4)]
    for group in groups[:3]:
        speak(group, sponsor)
    with django_assert_num_queries(1):
        found = sponsor_positions([group.pk for group in groups])
        assert {str(position.body) for position in found.values()} == {"Губернатор области"}
    assert set(found) == {group.pk for group in groups[:3]}


# --- Pages ------------------------------------------------------------------------------------


def test_from_the_menu_to_the_next_argument(desk: Client, consultation: Consultation) -> None:
    first, second = [group_of(published(consultation)) for _number in range(2)]
    listed = reverse("conclusions:positions", args=[consultation.pk])
    assert listed in desk.get(reverse("conclusions:introduced")).content.decode()
    assert reverse("conclusions:introduced") in desk.get(reverse("desk:home")).content.decode()
    page = desk.get(listed)
    assert [line.group for line, _position in page.context["lines"]] == [first, second]
    said = {"stance": "objects", "text": "Нет.", "version": 0}
    assert desk.post(url(first), said | {"next": "1"})["Location"] == url(second)
    assert desk.post(url(second), said | {"next": "1"})["Location"] == listed
    assert [line.group for line, _position in desk.get(f"{listed}?state=given").context["lines"]]
    assert desk.get(listed).context["lines"] == []


def test_two_people_of_the_sponsor_do_not_overwrite_each_other(
    desk: Client, consultation: Consultation
) -> None:
    group = group_of(published(consultation))
    speak(group, sponsor_of(consultation), text="Слова коллеги.")
    mine = {"stance": "supports", "text": "Мои слова.", "version": 0}
    page = desk.post(url(group), mine)
    body = page.content.decode()
    assert page.status_code == 409
    assert "Слова коллеги." in body
    assert "Мои слова." in body
    assert SponsorPosition.objects.get().text == "Слова коллеги."
    again = page.context["form"].data.dict()
    assert desk.post(url(group), again).status_code == 302
    assert SponsorPosition.objects.current().get().text == "Мои слова."


def test_a_refusal_keeps_what_was_typed(desk: Client, consultation: Consultation) -> None:
    group = group_of(published(consultation))
    page = desk.post(url(group), {"stance": "", "text": "Набранное.", "version": 0})
    assert page.status_code == 422
    assert "Набранное." in page.content.decode()
    answer_everything(consultation)
    signed(consultation)
    late = desk.post(url(group), {"stance": "objects", "text": "Поздно.", "version": 0})
    assert late.status_code == 422
    assert "Поздно." in late.content.decode()


def test_other_sponsors_see_nothing(desk: Client) -> None:
    other = ConsultationFactory()
    sponsor_of(other)
    group = group_of(published(other))
    assert desk.get(url(group)).status_code == 403
    assert desk.get(reverse("conclusions:positions", args=[other.pk])).status_code == 403
    lines = desk.get(reverse("conclusions:introduced")).context["lines"]
    assert other not in [consultation for consultation, _numbers in lines]


def test_the_pages_cost_the_same(desk: Client, consultation: Consultation, sponsor: User) -> None:
    def add() -> None:
        for place in range(4):
            group = group_of(published(consultation))
            if place % 2:
                speak(group, sponsor)

    add()
    pages = [
        reverse("conclusions:introduced"),
        reverse("conclusions:positions", args=[consultation.pk]) + "?state=all",
    ]
    before = [page_queries(desk, page) for page in pages]
    add()
    assert [page_queries(desk, page) for page in pages] == before
    assert max(before) <= 20
