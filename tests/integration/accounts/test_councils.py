"""Who a council consists of: what is refused, what is kept, who may, what everybody sees."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts import services
from core.accounts.domain.members import CardData, CompositionData, MemberData, PersonData
from core.accounts.errors import CouncilError, CouncilProblem
from core.accounts.models import (
    ConsentGrant,
    Council,
    MemberNote,
    Membership,
    MembershipRole,
    User,
)
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from core.web.access import policy
from tests import moment
from tests.factories.accounts import (
    CouncilFactory,
    MembershipFactory,
    UserFactory,
    consent_texts,
    staff,
)
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
PERSON = PersonData("new@veche.example", "Сомов Пётр Ильич", "Зея")


@pytest.fixture
def council() -> Council:
    consent_texts()
    return CouncilFactory(
        seats=3,
        formed_on=moment.today() - 100 * DAY,
        term_ends_on=moment.today() + 100 * DAY,
        slug="sovet",
    )


@pytest.fixture
def secretary(council: Council) -> User:
    return staff(council, MembershipRole.SECRETARY)


def seat(council: Council, person: PersonData = PERSON, **changes: Any) -> Membership:
    consented = changes.pop("has_consented", True)
    values = {"role": "member", "nominated_by": "Союз женщин", "post": "учитель"} | changes
    return services.seat_member(
        actor=None,
        council=council,
        person=person,
        data=MemberData(**values),
        has_consented=consented,
        now=timezone.now(),
    )


def refused(code: CouncilProblem, act: Any, *args: Any, **kwargs: Any) -> None:
    entries = JournalEntry.objects.count()
    with pytest.raises(CouncilError) as caught:
        act(*args, **kwargs)
    assert caught.value.code is code
    assert JournalEntry.objects.count() == entries


# --- Members ----------------------------------------------------------------------------------


def test_a_member_gets_an_account_a_letter_and_stands_in_the_journal(council: Council) -> None:
    found = seat(council)
    assert (found.user.full_name, found.user.has_usable_password()) == (PERSON.full_name, False)
    assert found.starts_on == moment.today()
    letter = OutboxMessage.objects.get(key=f"member:{found.pk}")
    assert letter.to == PERSON.email
    assert council.name in letter.body_text
    entry = JournalEntry.objects.get(kind="membership.changed")
    assert entry.subject_id == str(found.pk)
    grants = ConsentGrant.objects.filter(contact__user=found.user, on_paper=True)
    assert {grant.version.kind for grant in grants} == {"processing", "dissemination"}


def test_an_account_that_is_there_is_taken_as_it_is(council: Council) -> None:
    known = UserFactory(email="known@veche.example", full_name="Лунин Олег")
    found = seat(council, PersonData("KNOWN@veche.example", "Другое Имя"))
    assert found.user == known
    known.refresh_from_db()
    assert known.full_name == "Лунин Олег"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (CouncilProblem.DATES_BACKWARDS, {"starts_on": 0, "ends_on": -1}),
        (CouncilProblem.BEFORE_FORMATION, {"starts_on": -101}),
        (CouncilProblem.AFTER_COUNCIL_TERM, {"ends_on": 101}),
        (CouncilProblem.AFTER_COUNCIL_TERM, {"starts_on": 101}),
        (CouncilProblem.NOT_A_COUNCIL_ROLE, {"role": "moderator"}),
        (CouncilProblem.NO_CONSENT, {"has_consented": False}),
    ],
)
def test_what_a_member_may_not_be(council: Council, code: CouncilProblem, changes: dict) -> None:
    dated = {
        name: moment.today() + value * DAY if name.endswith("_on") else value
        for name, value in changes.items()
    }
    refused(code, seat, council, **dated)
    assert not User.objects.filter(email=PERSON.email).exists()


def test_refusals_of_a_member(council: Council) -> None:
    refused(CouncilProblem.NO_NAME, seat, council, PersonData("nameless@veche.example"))
    seat(council)
    refused(CouncilProblem.MEMBER_TWICE, seat, council)
    refused(CouncilProblem.MEMBER_TWICE, seat, council, role="secretary")
    seat(council, PersonData("chair@veche.example", "Ли Анна"), role="chair")
    second_chair = PersonData("chair2@veche.example", "Ким Анна")
    refused(CouncilProblem.CHAIR_TAKEN, seat, council, second_chair, role="chair")
    seat(council, PersonData("third@veche.example", "Цой Анна"), ends_on=moment.today() + 10 * DAY)
    fourth = PersonData("fourth@veche.example", "Пак Анна")
    refused(CouncilProblem.NO_SEAT, seat, council, fourth)
    seat(council, fourth, starts_on=moment.today() + 11 * DAY)  # when the third has gone


def test_a_council_whose_term_is_over_takes_nobody(council: Council) -> None:
    council.term_ends_on = moment.today() - DAY
    council.save()
    refused(CouncilProblem.COUNCIL_TERM_OVER, seat, council)


def test_without_texts_of_consents_nobody_is_seated() -> None:
    refused(CouncilProblem.NO_CONSENT_TEXT, seat, CouncilFactory())


def test_a_membership_is_changed_and_ended(council: Council) -> None:
    found = seat(council)
    changed = services.change_membership(
        actor=None,
        membership=found,
        data=MemberData("chair", "директор", "", moment.today(), moment.today() + 5 * DAY),
        now=timezone.now(),
    )
    assert (changed.role, changed.post, changed.ends_on) == (
        "chair",
        "директор",
        moment.today() + 5 * DAY,
    )

    def end(reason: str = "по собственному желанию", ended_on: dt.date | None = None) -> None:
        services.end_membership(
            actor=None,
            membership=found,
            reason=reason,
            ended_on=ended_on or moment.today(),
            now=timezone.now(),
        )

    refused(CouncilProblem.NO_REASON, end, reason=" ")
    refused(CouncilProblem.END_IN_FUTURE, end, ended_on=moment.today() + DAY)
    refused(CouncilProblem.BEFORE_TERM, end, ended_on=moment.today() - DAY)
    end()
    assert JournalEntry.objects.filter(kind="membership.ended").count() == 1
    refused(CouncilProblem.MEMBERSHIP_OVER, end)
    refused(
        CouncilProblem.MEMBERSHIP_OVER,
        services.change_membership,
        actor=None,
        membership=found,
        data=MemberData("member"),
        now=timezone.now(),
    )
    again = seat(council, starts_on=moment.today() + DAY)  # who has left may come back
    assert again.pk != found.pk


# --- The card and a new composition -----------------------------------------------------------


def describe(council: Council, **changes: Any) -> Council:
    values = {
        "formation_act": "Постановление № 1",
        "formed_on": moment.today() - DAY,
        "term_ends_on": moment.today() + DAY,
        "seats": 3,
        "quorum_percent": 66,
    }
    data = CardData(**(values | changes))
    return services.describe_council(actor=None, council=council, data=data, now=timezone.now())


def test_the_card(council: Council) -> None:
    seat(council)
    seat(council, PersonData("two@veche.example", "Ли Анна"))
    refused(CouncilProblem.FEWER_SEATS, describe, council, seats=1)
    refused(CouncilProblem.NO_SEATS, describe, council, seats=0)
    refused(CouncilProblem.BAD_QUORUM, describe, council, quorum_percent=100)
    refused(
        CouncilProblem.DATES_BACKWARDS, describe, council, term_ends_on=moment.today() - 2 * DAY
    )
    assert describe(council).quorum_percent == 66
    assert JournalEntry.objects.filter(kind="council.described").count() == 1


def renew(council: Council, staying: list[Membership], **changes: Any) -> Council:
    reason = changes.pop("reason", "истёк срок полномочий")
    values = {
        "formation_act": "Постановление № 2",
        "formed_on": moment.today(),
        "term_ends_on": moment.today() + 365 * DAY,
        "seats": 2,
    }
    return services.renew_composition(
        actor=None,
        council=council,
        data=CompositionData(**(values | changes)),
        staying=[each.pk for each in staying],
        reason=reason,
        now=timezone.now(),
    )


def test_a_new_composition_keeps_the_former_one_on_record(council: Council) -> None:
    secretary = MembershipFactory(body=council, role=MembershipRole.SECRETARY)
    stays, leaves = (
        seat(council, starts_on=moment.today() - 9 * DAY),
        MembershipFactory(body=council),
    )
    moderator = MembershipFactory(body=council, role=MembershipRole.MODERATOR)
    for code, members, changes in (
        (CouncilProblem.NO_SECRETARY, [stays], {}),
        (CouncilProblem.NO_SEAT, [secretary, stays, leaves], {}),
        (CouncilProblem.NO_ACT, [secretary], {"formation_act": " "}),
        (CouncilProblem.NO_REASON, [secretary], {"reason": ""}),
        (CouncilProblem.NOT_LATER, [secretary], {"formed_on": moment.today() - 100 * DAY}),
        (CouncilProblem.END_IN_FUTURE, [secretary], {"formed_on": moment.today() + DAY}),
        (CouncilProblem.DATES_BACKWARDS, [secretary], {"term_ends_on": moment.today() - DAY}),
        (CouncilProblem.NO_SEATS, [secretary], {"seats": 0}),
    ):
        refused(code, renew, council, members, **changes)
    renewed = renew(council, [secretary, stays])
    assert (renewed.seats, renewed.formation_act) == (2, "Постановление № 2")
    sitting = (
        Membership.objects.active(moment.today()).filter(body=council).exclude(role="moderator")
    )
    assert {each.user_id for each in sitting} == {secretary.user_id, stays.user_id}
    leaves.refresh_from_db()
    assert (leaves.ends_on, leaves.end_reason) == (moment.today() - DAY, "истёк срок полномочий")
    moderator.refresh_from_db()
    assert moderator.ended_at is None
    past = council.past_terms.get()
    assert (past.seats, past.ended_on) == (3, moment.today() - DAY)
    assert JournalEntry.objects.filter(kind="membership.ended").count() == 3


# --- Absences and notes -----------------------------------------------------------------------


def absent(member: Membership, first: int, last: int, ground: str = "болезнь") -> Any:
    return services.note_absence(
        actor=None,
        membership=member,
        starts_on=moment.today() + first * DAY,
        ends_on=moment.today() + last * DAY,
        ground=ground,
        now=timezone.now(),
    )


def test_an_absence_is_excused_without_its_ground(client: Client, council: Council) -> None:
    member = seat(council, ends_on=moment.today() + 30 * DAY)
    refused(CouncilProblem.DATES_BACKWARDS, absent, member, 5, 4)
    refused(CouncilProblem.NO_GROUND, absent, member, 1, 2, " ")
    refused(CouncilProblem.ABSENCE_OUTSIDE_TERM, absent, member, -1, 2)
    refused(CouncilProblem.ABSENCE_OUTSIDE_TERM, absent, member, 1, 31)
    found = absent(member, 0, 5, "перелом ноги")
    refused(CouncilProblem.ABSENCE_TWICE, absent, member, 5, 6)
    page = client.get("/councils/sovet/").content.decode()
    assert "table" in page
    assert "перелом" not in page
    assert "tag--info" in page
    services.cancel_absence(actor=None, absence=found, now=timezone.now())
    assert "tag--info" not in client.get("/councils/sovet/").content.decode()
    refused(
        CouncilProblem.ABSENCE_CANCELLED,
        services.cancel_absence,
        actor=None,
        absence=found,
        now=timezone.now(),
    )
    absent(member, 0, 5)


def test_a_note_is_the_members_own_and_is_hidden_on_a_ground(
    client: Client, council: Council
) -> None:
    member, other = seat(council), UserFactory()

    def write(actor: User = member.user, text: str = "Принимаю по средам.") -> MemberNote:
        return services.write_note(actor=actor, membership=member, text=text, now=timezone.now())

    refused(CouncilProblem.NOT_OWN_RECORD, write, other)
    refused(CouncilProblem.NO_TEXT, write, text="  ")
    refused(CouncilProblem.TOO_LONG, write, text="я" * 2001)
    note = write()
    assert "Принимаю по средам." in client.get("/councils/sovet/").content.decode()

    def hide(code: str = "advertising") -> MemberNote:
        return services.hide_note(actor=None, note=note, ground_code=code, now=timezone.now())

    refused(CouncilProblem.UNKNOWN_GROUND, hide, "dislike")
    hide()
    refused(CouncilProblem.HIDDEN_ALREADY, hide)
    page = client.get("/councils/sovet/").content.decode()
    assert "Принимаю по средам." not in page
    Membership.objects.filter(pk=member.pk).update(
        starts_on=moment.today() - 2 * DAY, ends_on=moment.today() - DAY
    )
    refused(CouncilProblem.MEMBERSHIP_OVER, write)


# --- The desk ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", MembershipRole)
def test_only_the_own_secretary_and_administrators_keep_a_council(role: MembershipRole) -> None:
    council = CouncilFactory()
    member = MembershipFactory(body=council)
    here, elsewhere = staff(council, role), staff(CouncilFactory(), role)
    administrator = role == MembershipRole.ADMINISTRATOR
    keeps = role in (MembershipRole.SECRETARY, MembershipRole.ADMINISTRATOR)
    assert policy.check(here, "councils.manage", member) == keeps
    assert policy.check(elsewhere, "councils.manage", member) == administrator
    writes = role in (MembershipRole.SECRETARY, MembershipRole.MEMBER, MembershipRole.CHAIR)
    assert policy.check(here, "councils.note", member) == writes


def test_a_member_is_added_on_the_desk(client: Client, council: Council, secretary: User) -> None:
    client.force_login(secretary)
    assert client.get("/desk/councils/").status_code == 302  # the only council at once
    url = reverse("accounts:member_new", args=[council.pk])
    typed = {"email": PERSON.email, "full_name": "", "role": "member", "post": "учитель"}
    bad = client.post(url, typed)
    assert bad.status_code == 422
    assert 'value="учитель"' in bad.content.decode()
    done = client.post(url, typed | {"full_name": PERSON.full_name, "has_consented": "on"})
    assert done.url == reverse("accounts:council", args=[council.pk])
    page = client.get(done.url).content.decode()
    assert PERSON.full_name in page
    member = Membership.objects.get(user__email=PERSON.email)
    for name, data in (
        ("member", {"role": "member", "post": "врач", "starts_on": moment.today()}),
        (
            "member_absence",
            {"starts_on": moment.today(), "ends_on": moment.today(), "ground": "отпуск"},
        ),
        ("member_end", {"ended_on": moment.today(), "reason": "переезд"}),
    ):
        address = reverse(f"accounts:{name}", args=[member.pk])
        assert client.get(address).status_code == 200
        assert client.post(address, {"typed": ""}).status_code == 422
        assert client.post(address, data).status_code == 302, name
    member.refresh_from_db()
    assert (member.post, member.end_reason) == ("врач", "переезд")
    assert member.absences.count() == 1


def test_the_other_forms_of_the_desk(client: Client, council: Council, secretary: User) -> None:
    client.force_login(secretary)
    own = secretary.memberships.get()
    note_url = reverse("accounts:member_note", args=[own.pk])
    assert client.get(note_url).status_code == 200
    assert client.post(note_url, {"text": "Принимаю."}).status_code == 302
    other = seat(council)
    assert client.get(reverse("accounts:member_note", args=[other.pk])).status_code == 403
    note = MemberNote.objects.get()
    hide = reverse("accounts:note_hide", args=[note.pk])
    assert "Принимаю." in client.get(hide).content.decode()
    assert client.post(hide, {"ground": "advertising"}).status_code == 302
    absence = absent(other, 0, 1)
    assert client.post(reverse("accounts:absence_cancel", args=[absence.pk])).status_code == 302
    card = reverse("accounts:council_card", args=[council.pk])
    assert client.post(card, {"seats": 5, "quorum_percent": 50}).status_code == 302
    renewal = reverse("accounts:council_renew", args=[council.pk])
    typed = {
        "formation_act": "Приказ № 3", "formed_on": moment.today(),
        "term_ends_on": moment.today() + 9 * DAY,
        "seats": 4, "reason": "срок", "staying": [own.pk],
    }  # fmt: skip
    assert client.post(renewal, typed | {"staying": [other.pk]}).status_code == 422
    assert client.post(renewal, typed).status_code == 302
    foreign = CouncilFactory()
    for name in ("council", "council_card", "council_renew", "member_new"):
        assert client.get(reverse(f"accounts:{name}", args=[foreign.pk])).status_code == 403


def test_pages_cost_the_same_for_few_and_for_many_members(
    client: Client, council: Council, secretary: User
) -> None:
    client.force_login(secretary)
    council.seats = 50
    council.save()

    def member(number: int) -> None:
        found = seat(council, PersonData(f"m{number}@veche.example", f"Ли Анна {number}"))
        absent(found, 0, 2)
        services.write_note(
            actor=found.user, membership=found, text="Принимаю.", now=timezone.now()
        )

    member(1)
    addresses = ("/councils/sovet/", reverse("accounts:council", args=[council.pk]))
    before = [page_queries(client, address) for address in addresses]
    for number in range(2, 12):
        member(number)
    assert [page_queries(client, address) for address in addresses] == before
