"""The pages of a room: who sees what, what is typed is not lost, and how much a page costs."""

import datetime as dt
import io
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as said

from consultations.process.models import Referral
from consultations.room import services
from consultations.room.domain.judging import RowFault
from consultations.room.domain.tables import Column
from consultations.room.domain.words import PositionData, RemarkWords
from consultations.room.errors import RoomProblem
from consultations.room.messages import COLUMNS, ROW_FAULTS, problem_message
from consultations.room.models import Declaration, MemberRemark, Message, Position, ReadMark
from core.accounts.models import Council, Membership, MembershipRole, User
from drafts.models import Provision
from tests import moment
from tests.factories.accounts import CouncilFactory, MembershipFactory, UserFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import OpinionFactory
from tests.factories.room import (
    AppointmentFactory,
    MemberRemarkFactory,
    PositionFactory,
    seated,
)
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
PAGES = ("text", "people", "discussion", "assembly", "declare", "position_new", "remark_new")


def url(name: str, referral: Referral, *args: Any) -> str:
    return reverse(f"room:{name}", args=[referral.pk, *args])


@pytest.fixture
def as_member(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


@pytest.fixture
def as_secretary(secretary: User) -> Client:
    client = Client()
    client.force_login(secretary)
    return client


# --- The door ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_members_enter_and_others_do_not(as_member: Client, referral: Referral, name: str) -> None:
    assert as_member.get(url(name, referral)).status_code == 200
    anonymous = Client().get(url(name, referral))
    assert (anonymous.status_code, anonymous["Location"][:16]) == (302, "/accounts/login/")
    for stranger in (
        UserFactory(),
        UserFactory(is_superuser=True),
        MembershipFactory(body=referral.council, role=MembershipRole.ADMINISTRATOR).user,
        MembershipFactory(body=CouncilFactory(), role=MembershipRole.SECRETARY).user,
    ):
        as_member.force_login(stranger)
        assert as_member.get(url(name, referral)).status_code == 403


def test_the_appointed_see_the_room_without_the_desk(client: Client, referral: Referral) -> None:
    expert = AppointmentFactory(referral=referral).user
    client.force_login(expert)
    assert client.get(url("text", referral))["Location"] == url("declare", referral)
    client.post(url("declare", referral), {"conflict": "no"})
    page = client.get(url("text", referral))
    assert page.status_code == 200
    assert said("You write and speak; only members of the council vote.") in page.content.decode()
    assert url("text", referral) in client.get(reverse("room:rooms")).content.decode()


@pytest.mark.parametrize("name", [*PAGES[:4], *PAGES[5:]])
def test_the_room_opens_after_the_declaration(
    client: Client, referral: Referral, name: str
) -> None:
    client.force_login(seated(referral, declared=False))
    answer = client.get(url(name, referral))
    assert (answer.status_code, answer["Location"]) == (302, url("declare", referral))
    assert not ReadMark.objects.exists()


def test_a_term_that_has_ended_is_told_with_what_to_do(
    as_member: Client, referral: Referral, member: User
) -> None:
    Membership.objects.filter(user=member).update(ends_on=dt.date(2020, 1, 1))
    Council.objects.filter(pk=referral.council_id).update(email="sovet@veche.example")
    answer = as_member.post(url("remark_new", referral), {"text": "Нет срока"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "sovet@veche.example" in page
    assert "Нет срока" in page
    assert not MemberRemark.objects.exists()


def test_a_room_of_an_adopted_opinion_is_read_only(
    client: Client, referral: Referral, provision: Provision
) -> None:
    author = seated(referral)
    one = MemberRemarkFactory(referral=referral, author=author, text="Нет срока")
    OpinionFactory(referral=referral, adopted=True)
    client.force_login(seated(referral, declared=False))
    page = client.get(url("text", referral)).content.decode()
    assert "Нет срока" in page
    assert url("remark_new", referral) not in page
    assert not ReadMark.objects.exists()
    client.force_login(author)
    data = {"text": "Иначе", "importance": "low", "revision": 1}
    answer = client.post(url("remark", referral, one.pk), data)
    assert answer.status_code == 422
    assert "Иначе" in answer.content.decode()  # what was typed is not lost
    one.refresh_from_db()
    assert one.text == "Нет срока"
    for name in ("remark_new", "position_new", "discussion"):
        data = {"text": "Поздние слова", "importance": "low", "stance": "against"}
        answer = client.post(url(name, referral), data)
        assert answer.status_code == 422
        assert "Поздние слова" in answer.content.decode()


# --- Declarations and people ------------------------------------------------------------------


def test_a_conflict_lets_read_but_not_write(client: Client, referral: Referral) -> None:
    user = seated(referral, declared=False)
    client.force_login(user)
    answer = client.post(url("declare", referral), {"conflict": "yes", "text": ""})
    assert answer.status_code == 422
    assert not Declaration.objects.filter(user=user).exists()
    data = {"conflict": "yes", "text": "Работаю у автора"}
    assert client.post(url("declare", referral), data).status_code == 302
    page = client.get(url("text", referral)).content.decode()
    assert problem_message(RoomProblem.CONFLICT) in page
    assert url("remark_new", referral) not in page
    answer = client.get(url("remark_new", referral))
    assert (answer.status_code, answer["Location"]) == (302, url("text", referral))
    answer = client.post(url("remark_new", referral), {"text": "Нет срока", "importance": "low"})
    assert not MemberRemark.objects.exists()
    assert client.post(url("discussion", referral), {"text": "Скажу"}).status_code == 302
    assert said("conflict of interest") in client.get(url("discussion", referral)).content.decode()


def test_the_page_of_people_tells_who_did_what(
    as_member: Client, referral: Referral, member: User, secretary: User
) -> None:
    as_member.get(url("text", referral))
    seated(referral, declared=False, name="Молчун Иван Ильич")
    gone = seated(referral, name="Ушедший Пётр Ильич")
    MemberRemarkFactory(referral=referral, author=gone)
    Membership.objects.filter(user=gone).update(ends_on=dt.date(2020, 1, 1))
    page = as_member.get(url("people", referral)).content.decode()
    assert all(name in page for name in ("Иванова Мария", "Молчун", "Ушедший", "Рябинин"))
    assert url("preparation", referral) not in page
    assert ReadMark.objects.get().user == member


def test_the_secretary_entrusts_and_records(
    as_secretary: Client, as_member: Client, referral: Referral, member: User
) -> None:
    offline = seated(referral, declared=False)
    data = {"person": offline.pk, "basis": "phone", "conflict": "no"}
    assert as_secretary.post(url("declare_for", referral), data).status_code == 302
    assert Declaration.objects.get(user=offline).basis == "phone"
    refused = as_secretary.post(url("declare_for", referral), {**data, "basis": ""})
    assert refused.status_code == 422
    data = {"kind": "commission", "rapporteur": member.pk, "people": [offline.pk]}
    assert as_secretary.post(url("preparation", referral), data).status_code == 302
    assert as_secretary.get(url("preparation", referral)).status_code == 200
    page = as_secretary.get(url("people", referral)).content.decode()
    words = said("rapporteur: %(name)s") % {"name": member}
    assert words in page
    partial = seated(referral, conflict=True)
    refused = as_secretary.post(url("preparation", referral), {**data, "rapporteur": partial.pk})
    assert refused.status_code == 422
    for name in ("preparation", "declare_for", "table_new"):
        assert as_member.get(url(name, referral)).status_code == 403


# --- Positions and remarks --------------------------------------------------------------------


def test_a_position_is_written_and_changed(
    as_member: Client, referral: Referral, provision: Provision, member: User
) -> None:
    address = url("position_new", referral)
    data = {"provision": provision.pk, "stance": "against", "text": ""}
    refused = as_member.post(address, data)
    assert refused.status_code == 422
    answer = as_member.post(address, data | {"text": "Не нужен"})
    assert answer["Location"] == f"{url('text', referral)}#art_5"
    made = Position.objects.get()
    twice = as_member.post(address, data | {"text": "Снова"})
    assert twice.status_code == 422
    assert "Снова" in twice.content.decode()
    again = as_member.get(f"{address}?on={provision.pk}")
    assert again["Location"] == url("position", referral, made.pk)
    data = {"stance": "for", "text": "", "revision": 1}
    assert as_member.post(url("position", referral, made.pk), data).status_code == 302
    made.refresh_from_db()
    assert (made.stance, made.revision) == ("for", 2)


def test_two_tabs_lose_no_words(as_member: Client, referral: Referral, member: User) -> None:
    one = MemberRemarkFactory(referral=referral, author=member, text="Было")
    address = url("remark", referral, one.pk)
    data = {"importance": "high", "revision": 1}
    assert as_member.post(address, data | {"text": "Первая вкладка"}).status_code == 302
    answer = as_member.post(address, data | {"text": "Вторая вкладка"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Первая вкладка" in page
    assert page.count("Вторая вкладка") == 2  # beside the saved one, and in the form
    assert 'name="revision" value="2"' in page
    assert as_member.post(
        address, data | {"text": "Вторая вкладка", "revision": 2}
    ).status_code == 302  # fmt: skip
    page = as_member.get(address).content.decode()
    assert all(words in page for words in ("Первая вкладка", "Вторая вкладка"))


def test_the_secretary_enters_for_a_member_and_all_see_it(
    as_secretary: Client, as_member: Client, referral: Referral, member: User, provision: Provision
) -> None:
    address = url("remark_new", referral)
    data = {"author": member.pk, "provision": provision.pk, "text": "По телефону: нет срока",
            "importance": "high"}  # fmt: skip
    assert as_secretary.post(address, data).status_code == 422  # how was it told?
    assert as_secretary.post(address, data | {"basis": "phone"}).status_code == 302
    one = MemberRemark.objects.get()
    page = as_member.get(url("text", referral)).content.decode()
    told = said("As told by the author (%(basis)s); entered by %(author)s.")
    assert told % {"basis": one.get_basis_display(), "author": "Рябинин Глеб Тимурович"} in page
    assert 'name="author"' not in as_member.get(address).content.decode()
    # A forged field of a member is no field.
    as_member.post(address, data | {"basis": "phone", "author": seated(referral).pk})
    assert MemberRemark.objects.latest("pk").author == member
    partial = seated(referral, conflict=True)
    refused = as_secretary.post(address, data | {"basis": "phone", "author": partial.pk})
    assert refused.status_code == 422
    assert "По телефону: нет срока" in refused.content.decode()
    assert as_secretary.get(url("remark", referral, one.pk)).status_code == 200


def test_late_words_are_kept_and_marked(
    as_member: Client, referral: Referral, provision: Provision
) -> None:
    Referral.objects.filter(pk=referral.pk).update(
        due_on=timezone.localdate() - dt.timedelta(days=1)
    )
    data = {"provision": provision.pk, "text": "Нет срока", "importance": "low"}
    page = as_member.post(url("remark_new", referral), data, follow=True).content.decode()
    assert said("after the term") in page
    assert MemberRemark.objects.get().is_late


def test_withdrawn_words_leave_the_text_and_stay_in_the_history(
    as_member: Client, referral: Referral, member: User
) -> None:
    one = services.write_remark(
        actor=member,
        referral=referral,
        provision=None,
        data=RemarkWords("Поспешила"),
        now=moment.now(),
    )
    position = services.write_position(
        actor=member, referral=referral, provision=None, data=PositionData("for"), now=moment.now()
    )
    other = MemberRemarkFactory(referral=referral, author=seated(referral))
    as_member.post(url("remark_withdraw", referral, other.pk))
    other.refresh_from_db()
    assert not other.is_withdrawn
    assert as_member.post(url("remark_withdraw", referral, one.pk)).status_code == 302
    assert as_member.post(url("position_withdraw", referral, position.pk)).status_code == 302
    assert "Поспешила" not in as_member.get(url("text", referral)).content.decode()
    assert "Поспешила" in as_member.get(url("remark", referral, one.pk)).content.decode()
    assert as_member.get(url("position", referral, position.pk)).status_code == 200


def test_words_of_another_room_are_not_found(
    as_member: Client, referral: Referral, provision: Provision
) -> None:
    foreign = MemberRemarkFactory()
    assert as_member.get(url("remark", referral, foreign.pk)).status_code == 404
    strange = ProvisionFactory()
    page = as_member.get(f"{url('remark_new', referral)}?on={strange.pk}")
    assert page.status_code == 200
    assert strange.text not in page.content.decode()
    assert as_member.get(f"{url('remark_new', referral)}?on=²").status_code == 200
    assert as_member.get(f"{url('discussion', referral)}?remark={foreign.pk}").status_code == 200


def test_the_filter(
    as_member: Client, referral: Referral, provision: Provision, member: User
) -> None:
    other = seated(referral)
    MemberRemarkFactory(referral=referral, author=member, text="Моё слово", provision=provision)
    MemberRemarkFactory(referral=referral, author=other, text="Чужое слово", is_late=True)
    PositionFactory(referral=referral, author=other, provision=provision, text="Чужая позиция")
    taken = MemberRemarkFactory(referral=referral, author=other, text="Взято")
    secretary = seated(referral, MembershipRole.SECRETARY)
    services.take_remarks(actor=secretary, referral=referral, remarks=[taken.pk], now=moment.now())

    def shown(query: str) -> set[str]:
        page = as_member.get(f"{url('text', referral)}?{query}").content.decode()
        words = ("Моё слово", "Чужое слово", "Чужая позиция", "Взято")
        return {word for word in words if word in page}

    assert shown("") == {"Моё слово", "Чужое слово", "Чужая позиция", "Взято"}
    assert shown("only=spoken") == shown("")
    assert shown("only=mine") == {"Моё слово"}
    assert shown("only=late") == {"Чужое слово"}
    assert shown("only=untaken") == {"Моё слово", "Чужое слово"}
    assert shown(f"author={other.pk}") == {"Чужое слово", "Чужая позиция", "Взято"}
    assert shown(f"provision={provision.pk}") == {"Моё слово", "Чужая позиция"}
    assert shown("provision=0") == {"Чужое слово", "Взято"}
    assert shown(f"provision={provision.pk}&author={other.pk}") == {"Чужая позиция"}
    assert shown("only=nonsense&author=x") == shown("")


# --- Discussion -------------------------------------------------------------------------------


def test_the_discussion(
    as_member: Client, referral: Referral, provision: Provision, member: User
) -> None:
    address = url("discussion", referral)
    assert as_member.post(address, {"text": " "}).status_code == 422
    as_member.post(address, {"text": "О статье", "provision": provision.pk})
    first = Message.objects.get()
    assert first.provision == provision
    as_member.post(address, {"text": "Ответ на это", "reply_to": first.pk})
    page = as_member.get(f"{address}?reply_to={first.pk}").content.decode()
    assert "Ответ на это" in page
    mend = url("message", referral, first.pk)
    assert as_member.get(mend).status_code == 200
    assert as_member.post(mend, {"text": "О пятой статье"}).status_code == 302
    Message.objects.update(written_at=moment.now() - dt.timedelta(hours=1))
    late = as_member.post(mend, {"text": "Поздно"})
    assert late.status_code == 422
    assert "Поздно" in late.content.decode()
    assert as_member.post(url("message_strike", referral, first.pk)).status_code == 302
    page = as_member.get(address).content.decode()
    assert "О пятой статье" not in page
    assert "Ответ на это" in page


# --- Tables and the opinion -------------------------------------------------------------------


def table_file(*rows: tuple[str, ...]) -> io.BytesIO:
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    out.name = "замечания.docx"
    return out


HEAD = ("Структурная единица", "Замечание", "Автор")


def test_a_table_is_looked_at_and_confirmed(
    as_secretary: Client, referral: Referral, provision: Provision, member: User
) -> None:
    file = table_file(
        HEAD, ("ст. 5", "Нет срока", "Иванова М.П."), ("ст. 77", "Нет такой", "Иванова М.П.")
    )
    answer = as_secretary.post(url("table_new", referral), {"file": file})
    assert answer.status_code == 302
    page = as_secretary.get(answer["Location"]).content.decode()
    assert "статья 5" in page
    assert str(ROW_FAULTS[RowFault.UNKNOWN_PROVISION]) in page
    assert not MemberRemark.objects.exists()
    assert as_secretary.post(answer["Location"]).status_code == 302
    assert MemberRemark.objects.get().author == member
    again = as_secretary.post(answer["Location"])
    assert again.status_code == 422
    assert MemberRemark.objects.count() == 1


LACKS = "The table lacks a column: %(names)s. Add it and send the file again."
LACKS_AUTHOR = (
    "The table lacks a column: %(names)s. Add it, or choose below whose remarks they are."
)
NO_HEADINGS = (
    "There is no table with headings such as “Provision” and “Remark” in the file. "
    "Take the template below as an example."
)


@pytest.mark.parametrize(
    ("rows", "words", "column"),
    [
        ((("Замечание", "Автор"), ("Нет срока", "Иванова")), LACKS, Column.PLACE),
        ((HEAD[:2], ("ст. 5", "Нет срока")), LACKS_AUTHOR, Column.AUTHOR),
        ((("Что", "Где"), ("а", "б")), NO_HEADINGS, None),
        ((HEAD, ("", "", "")), "There is no row with a remark under the headings.", None),
    ],
)
def test_faults_of_a_table_are_named(
    as_secretary: Client, referral: Referral, rows: Any, words: str, column: Column | None
) -> None:
    answer = as_secretary.post(url("table_new", referral), {"file": table_file(*rows)})
    assert answer.status_code == 422
    named = said(words)
    if column is not None:
        named %= {"names": f"«{COLUMNS[column]}»"}
    assert named in answer.content.decode()


def test_the_template_is_handed_out(as_member: Client, referral: Referral) -> None:
    answer = as_member.get(url("table_template", referral))
    assert answer.content.startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]


def test_remarks_are_taken_joined_and_left_out(
    as_secretary: Client, as_member: Client, referral: Referral, member: User, provision: Provision
) -> None:
    author = seated(referral)
    one, two = (
        MemberRemarkFactory(referral=referral, author=author, provision=provision),
        MemberRemarkFactory(referral=referral, author=member, provision=provision),
    )
    three, four = (MemberRemarkFactory(referral=referral, author=author) for _number in range(2))
    address = url("assembly", referral)
    assert as_secretary.post(address, {"take": "1"}).status_code == 422
    refused = as_secretary.post(address, {"leave_out": "1", "remarks": [three.pk]})
    assert refused.status_code == 422
    assert f'value="{three.pk}" checked' in refused.content.decode()
    data = {"leave_out": "1", "remarks": [three.pk], "reason": "Повторяет закон"}
    assert as_secretary.post(address, data).status_code == 302
    assert as_secretary.post(address, {"take": "1", "remarks": [four.pk]}).status_code == 302
    answer = as_secretary.post(address, {"join": "1", "remarks": [one.pk, two.pk]})
    joining = as_secretary.get(answer["Location"])
    assert one.text in joining.content.decode()
    data = {"remarks": [one.pk, two.pk], "text": "Общее слово", "importance": "high"}
    assert as_secretary.post(url("join", referral), data | {"text": ""}).status_code == 422
    assert as_secretary.post(url("join", referral), data).status_code == 302
    page = as_member.get(address).content.decode()
    assert "Повторяет закон" in page
    assert "Общее слово" in page
    assert 'name="take"' not in page
    refused = as_member.post(address, {"take": "1", "remarks": [three.pk]})
    assert refused.status_code == 422
    lone = as_secretary.get(f"{url('join', referral)}?remarks={three.pk}")
    assert lone["Location"] == address


# --- What a page costs ------------------------------------------------------------------------

MOST_QUERIES = 24


def fill(referral: Referral, members: int, remarks: int) -> None:
    units = [ProvisionFactory(version=referral.consultation.version) for _number in range(members)]
    people = [seated(referral) for _number in range(members)]
    for person, unit in zip(people, units, strict=True):
        PositionFactory(referral=referral, author=person, provision=unit)
        services.post_message(
            actor=person, referral=referral, text="Слово", provision=unit, now=moment.now()
        )
        services.mark_read(actor=person, referral=referral, now=moment.now())
    MemberRemark.objects.bulk_create(
        MemberRemark(
            referral=referral,
            author=people[n % members],
            provision=units[n % members] if n % 7 else None,
            text=f"Замечание {n}",
            entered_by=people[0] if n % 11 == 0 else None,
            basis="phone" if n % 11 == 0 else "",
        )
        for n in range(remarks)
    )


@pytest.mark.parametrize("name", ["text", "people", "discussion", "assembly"])
def test_a_large_room_costs_as_much_as_a_small_one(
    as_secretary: Client, referral: Referral, secretary: User, name: str
) -> None:
    fill(referral, 2, 4)
    some = MemberRemark.objects.filter(referral=referral).values_list("pk", flat=True)[:2]
    services.take_remarks(actor=secretary, referral=referral, remarks=some, now=moment.now())
    before = page_queries(as_secretary, url(name, referral))
    fill(referral, 31, 396)
    some = MemberRemark.objects.filter(referral=referral, taken_at=None)
    chosen = some.values_list("pk", flat=True)[:60]
    services.take_remarks(actor=secretary, referral=referral, remarks=chosen, now=moment.now())
    assert page_queries(as_secretary, url(name, referral)) == before
    assert before <= MOST_QUERIES


def test_the_list_of_rooms_costs_the_same(as_member: Client, referral: Referral) -> None:
    address = reverse("room:rooms")
    before = page_queries(as_member, address)
    fill(referral, 3, 9)
    assert page_queries(as_member, address) == before
