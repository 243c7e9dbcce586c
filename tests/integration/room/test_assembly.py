"""Remarks of the room on their way into the opinion, tables out of files, and the numbers."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.expertise.domain.opinions import OpinionData, RemarkData
from consultations.expertise.errors import StaleRevision
from consultations.expertise.models import Opinion
from consultations.expertise.selectors import opinion_data
from consultations.expertise.services import save_opinion
from consultations.process.models import Referral
from consultations.room import selectors, services
from consultations.room.docx_tables import read_docx
from consultations.room.domain.tables import read_tables
from consultations.room.domain.words import PositionData, RemarkWords
from consultations.room.errors import ConflictedAuthors, RoomError, RoomProblem
from consultations.room.exports import table_template
from consultations.room.messages import error_message
from consultations.room.models import MemberRemark, RemarksTable
from consultations.room.selectors.assembly import assembly_of
from consultations.room.selectors.tables import judged_rows
from core.accounts.models import Membership, MembershipRole, User
from core.uploads import RefusalCode, UploadRefused
from drafts.models import Provision
from tests import moment
from tests.factories.process import ReferralFactory
from tests.factories.room import AppointmentFactory, DeclarationFactory, MemberRemarkFactory, seated

pytestmark = pytest.mark.django_db


def remark(actor: User, referral: Referral, **words: Any) -> MemberRemark:
    data = RemarkWords(
        words.pop("text", "Срок не назван"),
        words.pop("proposed_text", ""),
        words.pop("importance", "medium"),
        words.pop("norm", ""),
    )
    found = {"provision": None} | words
    return services.write_remark(
        actor=actor, referral=referral, data=data, now=moment.now(), **found
    )


def take(actor: User, referral: Referral, *remarks: MemberRemark) -> Opinion:
    return services.take_remarks(
        actor=actor, referral=referral, remarks=[one.pk for one in remarks], now=moment.now()
    )


def code(verb: Any, **words: Any) -> RoomProblem:
    with pytest.raises(RoomError) as refusal:
        verb(now=moment.now(), **words)
    return refusal.value.code


def taken(referral: Referral) -> set[int]:
    return {line.remark.pk for line in assembly_of(referral).taken}


def test_remarks_go_into_the_draft_with_their_authors(
    referral: Referral, provision: Provision, member: User, secretary: User
) -> None:
    save_opinion(
        actor=secretary, referral=referral, revision=0, now=moment.now(),
        data=OpinionData(findings="Соответствует", remarks=(RemarkData("Своё замечание"),)),
    )  # fmt: skip
    one = remark(member, referral, provision=provision, text="Нет срока", norm="ст. 7",
                 proposed_text="30 дней", importance="high")  # fmt: skip
    opinion = take(secretary, referral, one)
    assert opinion.findings == "Соответствует"
    own, made = opinion.remarks.order_by("position")
    assert (own.text, own.authors.count()) == ("Своё замечание", 0)
    assert (made.text, made.provision, made.norm) == ("Нет срока", provision, "ст. 7")
    assert (made.proposed_text, made.importance) == ("30 дней", "high")
    assert list(made.authors.all()) == [member]
    one.refresh_from_db()
    assert (one.taken_as, one.taken_at) == (made, moment.now())
    assert taken(referral) == {one.pk}
    assert code(
        services.take_remarks, actor=secretary, referral=referral, remarks=[one.pk]
    ) is RoomProblem.ALREADY_TAKEN  # fmt: skip


def test_the_first_taken_remark_begins_the_draft_and_names_the_rapporteur(
    referral: Referral, member: User, secretary: User
) -> None:
    services.set_preparation(
        actor=secretary,
        referral=referral,
        kind="working_group",
        rapporteur=member,
        now=moment.now(),
    )
    one = remark(seated(referral), referral)
    opinion = take(member, referral, one)  # the rapporteur may
    assert opinion.rapporteur == Membership.objects.get(user=member)
    assert taken(referral) == {one.pk}


def test_whoever_has_the_draft_open_is_told(
    referral: Referral, member: User, secretary: User
) -> None:
    data = OpinionData(findings="Первое")
    save_opinion(actor=secretary, referral=referral, revision=0, now=moment.now(), data=data)
    take(secretary, referral, remark(member, referral))
    with pytest.raises(StaleRevision):
        save_opinion(actor=secretary, referral=referral, revision=1, now=moment.now(), data=data)


def test_a_taken_remark_is_found_after_the_draft_was_written_anew(
    referral: Referral, provision: Provision, member: User, secretary: User
) -> None:
    one, two = (remark(member, referral, provision=provision, text=text) for text in ("А", "Б"))
    opinion = take(secretary, referral, one, two)
    kept = replace(opinion_data(opinion), remarks=(RemarkData("а.", provision.pk),))
    save_opinion(
        actor=secretary, referral=referral, revision=opinion.revision, now=moment.now(), data=kept
    )
    found = assembly_of(referral)
    assert [line.remark for line in found.taken] == [one]
    assert [line.remark for line in found.waiting] == [two]  # taken out by the secretary
    assert take(secretary, referral, two).remarks.count() == 2
    assert taken(referral) == {one.pk, two.pk}


def test_same_remarks_are_joined_by_hand_and_all_authors_named(
    referral: Referral, provision: Provision, member: User, secretary: User
) -> None:
    other = seated(referral)
    pair = [
        remark(member, referral, provision=provision),
        remark(other, referral, provision=provision),
    ]
    words = {
        "actor": secretary,
        "referral": referral,
        "words": RemarkWords("Общее", "30 дней", "high"),
    }
    opinion = services.join_remarks(remarks=[one.pk for one in pair], now=moment.now(), **words)
    made = opinion.remarks.get()
    assert (made.text, made.provision) == ("Общее", provision)
    assert set(made.authors.all()) == {member, other}
    assert taken(referral) == {one.pk for one in pair}
    assert {one.taken_as for one in MemberRemark.objects.all()} == {made}


def test_what_cannot_be_joined(
    referral: Referral, provision: Provision, member: User, secretary: User
) -> None:
    one, other = remark(member, referral, provision=provision), remark(member, referral)
    words = {"actor": secretary, "referral": referral, "words": RemarkWords("Общее")}
    join = services.join_remarks
    assert code(join, remarks=[one.pk], **words) is RoomProblem.ONE_CHOSEN
    assert code(join, remarks=[one.pk, other.pk], **words) is RoomProblem.DIFFERENT_PROVISIONS
    words["words"] = RemarkWords(" ")
    same = remark(seated(referral), referral)
    assert code(join, remarks=[same.pk, other.pk], **words) is RoomProblem.EMPTY_REMARK
    assert not Opinion.objects.exists()


def test_a_remark_is_left_out_with_a_reason_and_may_still_be_taken(
    referral: Referral, member: User, secretary: User
) -> None:
    one = remark(member, referral)
    words = {"actor": secretary, "referral": referral, "remarks": [one.pk]}
    assert code(services.leave_out, reason=" ", **words) is RoomProblem.NO_REASON
    services.leave_out(reason="Повторяет закон", now=moment.now(), **words)
    (line,) = assembly_of(referral).left_out
    assert (line.remark.left_out_reason, line.remark.left_out_by) == ("Повторяет закон", secretary)
    take(secretary, referral, one)
    one.refresh_from_db()
    assert (one.left_out_reason, one.left_out_at, taken(referral)) == ("", None, {one.pk})


def test_a_taken_remark_that_its_author_withdraws_is_shown(
    referral: Referral, member: User, secretary: User
) -> None:
    one = remark(member, referral)
    take(secretary, referral, one)
    services.withdraw_remark(actor=member, remark=one, now=moment.now())
    found = assembly_of(referral)
    assert ([line.remark for line in found.withdrawn], found.taken) == ([one], [])


def test_who_assembles_and_of_what(referral: Referral, member: User, secretary: User) -> None:
    one = remark(member, referral)
    words = {"referral": referral, "remarks": [one.pk]}
    verb = services.take_remarks
    assert code(verb, actor=member, **words) is RoomProblem.NOT_PREPARING
    words["actor"] = secretary
    assert code(verb, **words | {"remarks": []}) is RoomProblem.NOTHING_CHOSEN
    foreign = MemberRemarkFactory()
    assert code(verb, **words | {"remarks": [foreign.pk]}) is RoomProblem.FOREIGN_REMARK
    services.withdraw_remark(actor=member, remark=one, now=moment.now())
    assert code(verb, **words) is RoomProblem.WITHDRAWN
    expert = AppointmentFactory(referral=referral).user
    DeclarationFactory(referral=referral, user=expert)
    services.set_preparation(
        actor=secretary, referral=referral, kind="commission", rapporteur=expert, now=moment.now()
    )
    DeclarationFactory(referral=referral, user=expert, has_conflict=True, text="Да")
    words["actor"] = expert
    assert code(verb, **words) is RoomProblem.CONFLICT


# --- Tables -----------------------------------------------------------------------------------


def file_of(*rows: tuple[str, ...], merged: tuple[int, int, int] | None = None) -> bytes:
    """A DOCX with one table; `merged`: a column, and the first and the last row made one cell."""
    document = docx.Document()
    document.add_paragraph("Таблица замечаний")
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if merged:
        column, first, last = merged
        for place in range(first + 1, last + 1):
            table.cell(place, column).text = ""
        table.cell(first, column).merge(table.cell(last, column))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


HEAD = ("Автор", "Замечание", "Структурная единица", "Важность")


def kept(secretary: User, referral: Referral, data: bytes, **words: Any) -> RemarksTable:
    found = read_docx(data)
    return services.keep_table(
        actor=secretary, referral=referral, reading=read_tables(found.tables),
        file=services.TableFile("замечания.docx", found.sha256), now=moment.now(), **words,
    )  # fmt: skip


def test_a_table_is_judged_row_by_row_and_written_after_the_yes(
    referral: Referral, provision: Provision, member: User, secretary: User
) -> None:
    remark(member, referral, provision=provision, text="Уже есть")
    data = file_of(
        HEAD,
        ("Иванова М.П.", "Нет срока", "ст. 5", "высокая"),
        ("Иванова М.П.", "Уже есть.", "ст. 5", ""),
        ("Иванова М.П.", "Нет такой", "ст. 77", ""),
        ("Сидоров", "Кто это", "ст. 5", ""),
        ("Рябинин Глеб Тимурович", "", "ст. 5", ""),
        ("Рябинин Г.Т.", "О целом", "законопроект в целом", "низкая"),
    )
    table = kept(secretary, referral, data)
    judged = judged_rows(table)
    assert [row.is_ok for row in judged] == [True, False, False, False, False, True]
    assert [row.faults for row in judged][1:5] == [
        ("duplicate",), ("unknown_provision",), ("unknown_author",), ("missing_text",),
    ]  # fmt: skip
    assert MemberRemark.objects.count() == 1  # nothing is written before the yes
    done = services.confirm_table(actor=secretary, table=table, now=moment.now())
    assert (done.written, done.confirmed_at) == (2, moment.now())
    made = MemberRemark.objects.get(text="Нет срока")
    assert (made.author, made.provision, made.importance) == (member, provision, "high")
    assert (made.entered_by, made.basis) == (secretary, "table")
    assert made.revisions.get().by == secretary
    own = MemberRemark.objects.get(text="О целом")
    assert (own.author, own.entered_by, own.basis) == (secretary, None, "")
    assert code(
        services.confirm_table, actor=secretary, table=table
    ) is RoomProblem.ALREADY_CONFIRMED  # fmt: skip
    again = kept(secretary, referral, data)
    assert not any(row.is_ok for row in judged_rows(again))
    assert (
        code(services.confirm_table, actor=secretary, table=again) is RoomProblem.NOTHING_TO_WRITE
    )


def test_what_has_changed_since_the_look_is_judged_anew(
    referral: Referral, provision: Provision, member: User, secretary: User
) -> None:
    rows = (HEAD, ("Иванова М.П.", "А", "ст. 5", ""), ("Рябинин Г.Т.", "Б", "ст. 5", ""))
    table = kept(secretary, referral, file_of(*rows))
    DeclarationFactory(referral=referral, user=member, has_conflict=True, text="Да")
    services.confirm_table(actor=secretary, table=table, now=moment.now())
    assert [one.text for one in MemberRemark.objects.all()] == ["Б"]


def test_rows_without_an_author_and_merged_cells(
    referral: Referral, provision: Provision, member: User, secretary: User
) -> None:
    data = file_of(
        ("Структурная единица", "Замечание"), ("ст. 5", "А"), ("ст. 5", "Б"), merged=(0, 1, 2)
    )
    table = kept(secretary, referral, data, default_author=member)
    judged = judged_rows(table)
    assert [(row.provision_id, row.author_id) for row in judged] == [(provision.pk, member.pk)] * 2


def test_only_the_secretary_brings_tables(
    referral: Referral, provision: Provision, member: User, secretary: User
) -> None:
    data = file_of(HEAD, ("Иванова М.П.", "Нет срока", "ст. 5", ""))
    for other in (member, seated(referral, MembershipRole.CHAIR)):
        with pytest.raises(RoomError) as refusal:
            kept(other, referral, data)
        assert refusal.value.code is RoomProblem.NOT_SECRETARY
    table = kept(secretary, referral, data)
    assert code(services.confirm_table, actor=member, table=table) is RoomProblem.NOT_SECRETARY


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", RefusalCode.EMPTY),
        (b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
         RefusalCode.NOT_ALLOWED),
        ("просто текст".encode(), RefusalCode.NOT_ALLOWED),
        (b"x" * (10 * 1024 * 1024 + 1), RefusalCode.TOO_LARGE),
    ],
)  # fmt: skip
def test_files_that_are_not_read(data: bytes, reason: RefusalCode) -> None:
    with pytest.raises(UploadRefused) as refusal:
        read_docx(data)
    assert refusal.value.code is reason


def test_the_template_is_read_again(referral: Referral) -> None:
    data = table_template(referral)
    assert data == table_template(referral)
    (grid,) = read_docx(data).tables
    grid[1] = ["ст. 5", "Нет срока", "", "", "", "Иванова М.П."]
    reading = read_tables([grid])
    assert (len(reading.rows), reading.missing, reading.unused) == (1, (), ())
    assert reading.has_author


# --- Numbers ----------------------------------------------------------------------------------


def test_activity_counts_what_each_person_did(
    referral: Referral,
    provision: Provision,
    member: User,
    secretary: User,
    django_assert_num_queries,
) -> None:
    late = dt.datetime.combine(
        referral.due_on + dt.timedelta(days=1), dt.time(9), timezone.get_default_timezone()
    )
    services.mark_read(actor=member, referral=referral, now=moment.now())
    services.write_position(
        actor=member, referral=referral, provision=provision, data=PositionData("for"), now=late
    )
    one = remark(member, referral)
    services.withdraw_remark(actor=member, remark=remark(member, referral), now=moment.now())
    offline = seated(referral)
    remark(secretary, referral, author=offline, basis="phone")
    take(secretary, referral, one)
    said = services.post_message(actor=member, referral=referral, text="Да", now=moment.now())
    unsaid = services.post_message(actor=secretary, referral=referral, text="Нет", now=moment.now())
    services.strike_message(actor=secretary, now=moment.now(), message=unsaid)
    assert said
    elsewhere = ReferralFactory()
    services.mark_read(actor=seated(elsewhere), referral=elsewhere, now=moment.now())
    with django_assert_num_queries(7):
        found = selectors.activity([referral.pk, elsewhere.pk])
    mine = found[referral.pk, member.pk]
    assert mine == selectors.Activity(
        declared=True, read_at=moment.now(), positions=1, remarks=1, taken=1, messages=1, late=1
    )
    assert found[referral.pk, offline.pk].on_behalf == 1
    assert found[referral.pk, secretary.pk] == selectors.Activity(declared=True)
    assert len({referral for referral, _user in found}) == 2
    assert selectors.activity([]) == {}


def test_a_remark_is_not_taken_under_the_name_of_somebody_with_a_conflict(
    referral: Referral, member: User, secretary: User
) -> None:
    one, other = remark(member, referral), remark(seated(referral), referral)
    DeclarationFactory(referral=referral, user=member, has_conflict=True, text="Да")
    both = {
        "actor": secretary,
        "referral": referral,
        "remarks": [one.pk, other.pk],
        "now": moment.now(),
    }
    with pytest.raises(ConflictedAuthors) as refusal:
        services.take_remarks(**both)
    assert refusal.value.code is RoomProblem.AUTHORS_CONFLICT
    assert "Иванова Мария Петровна" in error_message(refusal.value)
    with pytest.raises(ConflictedAuthors):
        services.join_remarks(words=RemarkWords("Общее"), **both)
    assert taken(referral) == set()
    left = both | {"remarks": [one.pk]}
    assert services.leave_out(reason="Конфликт интересов автора", **left) == [one]
    take(secretary, referral, other)
    assert taken(referral) == {other.pk}


@pytest.mark.parametrize("role", [MembershipRole.CHAIR, MembershipRole.SECRETARY])
def test_who_leads_decides_nothing_with_a_conflict(
    client: Client, referral: Referral, member: User, role: MembershipRole
) -> None:
    leading = seated(referral, role, conflict=True)
    one = remark(member, referral)
    chosen = {"actor": leading, "referral": referral, "remarks": [one.pk]}
    assert code(services.take_remarks, **chosen) is RoomProblem.CONFLICT
    assert code(services.leave_out, reason="Не надо", **chosen) is RoomProblem.CONFLICT
    client.force_login(leading)
    address = reverse("room:assembly", args=[referral.pk])
    assert 'name="leave_out"' not in client.get(address).content.decode()
    data = {"remarks": [one.pk], "leave_out": "1", "reason": "Не надо"}
    assert client.post(address, data).status_code == 422


def test_a_secretary_with_a_conflict_still_enters_what_members_tell(
    referral: Referral, member: User
) -> None:
    secretary = seated(referral, MembershipRole.SECRETARY, conflict=True)
    made = remark(secretary, referral, author=member, basis="phone")
    assert (made.author, made.entered_by) == (member, secretary)
