"""Accepted proposals become amendments; the committee decides; editions are published."""

import io
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.amendments import selectors, services
from consultations.amendments.domain.editions import fingerprint
from consultations.amendments.errors import AmendmentsError, AmendmentsProblem
from consultations.amendments.models import Amendment, AmendmentTable
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import Answer, ArgumentGroup
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.journal.models import JournalEntry
from drafts.models import Provision
from tests.factories.accounts import BodyFactory, staff
from tests.factories.conclusions import (
    ACCEPTANCE,
    ArgumentGroupFactory,
    answered,
    group_of,
    published,
)
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db

SPONSOR = "Депутат Иванов И. И."


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def clerk(consultation: Consultation) -> User:
    return staff(consultation.responder, MembershipRole.CLERK)


@pytest.fixture
def desk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def unit(consultation: Consultation, number: str, position: int) -> Any:
    return ProvisionFactory(
        version=consultation.version,
        path=f"article:{number}",
        position=position,
        num_label=f"Статья {number}.",
    )


def accepted(consultation: Consultation, data: AnswerData = ACCEPTANCE, **said: Any) -> Any:
    group = group_of(published(consultation, **said))
    answered(group, data)
    return group


def tabled(consultation: Consultation, clerk: User | None = None, **values: Any) -> int:
    given = {"sponsor": SPONSOR, "now": timezone.now()} | values
    return services.table_amendments(actor=clerk, consultation=consultation, **given)


def by_hand(consultation: Consultation, **values: Any) -> Amendment:
    words = {"sponsor": SPONSOR, "place": "статья 9", "text": "Статью 9 исключить."} | values
    return services.add_amendment(
        actor=None,
        consultation=consultation,
        data=services.AmendmentData(**words),
        now=timezone.now(),
    )


def decide(consultation: Consultation, *chosen: Amendment, decision: str, reason: str = "") -> int:
    return services.decide_amendments(
        actor=None,
        consultation=consultation,
        versions={one.pk: one.version for one in chosen},
        decision=decision,
        reason=reason,
        now=timezone.now(),
    )


def publish(consultation: Consultation, actor: User | None = None) -> AmendmentTable:
    return services.publish_tables(actor=actor, consultation=consultation, now=timezone.now())


def refused(code: AmendmentsProblem) -> Any:
    return pytest.raises(AmendmentsError, check=lambda error: error.code is code)


def test_only_accepted_groups_are_tabled_and_only_once(
    consultation: Consultation, clerk: User
) -> None:
    group = accepted(consultation, provision=unit(consultation, "5", 7))
    answered(group_of(published(consultation)))
    published(consultation)
    assert tabled(consultation, clerk) == 1
    made = Amendment.objects.get()
    assert (made.group, made.place, made.sponsor) == (group, "статья 5", SPONSOR)
    assert made.text.startswith("Статью 5 изложить в следующей редакции:\n«Статья 5. в течение")
    assert made.decision == "undecided"
    with refused(AmendmentsProblem.NOTHING_TO_TABLE):
        tabled(consultation, clerk)


def test_one_group_alone(consultation: Consultation) -> None:
    first, _second = accepted(consultation), accepted(consultation)
    assert tabled(consultation, groups=[first.pk]) == 1
    assert Amendment.objects.get().group == first


def test_nobody_else_tables_and_nobody_without_a_sponsor(consultation: Consultation) -> None:
    accepted(consultation)
    stranger = staff(BodyFactory(), MembershipRole.CLERK)
    with refused(AmendmentsProblem.ROLE_OVER):
        tabled(consultation, stranger)
    with refused(AmendmentsProblem.NO_SPONSOR):
        tabled(consultation, sponsor="  ")
    assert not Amendment.objects.exists()


def test_the_order_and_the_numbers_of_each_table(consultation: Consultation) -> None:
    five, six = unit(consultation, "5", 3), unit(consultation, "6", 8)
    ProvisionFactory(version=consultation.version, path="article:5/paragraph:1", position=4)
    last = by_hand(consultation, provision=six, place="")
    new = by_hand(consultation, provision=five, place="статья 5.1")
    first = by_hand(consultation, provision=five, place="")
    whole = by_hand(consultation, place="", is_whole_text=True)
    other = by_hand(consultation, provision=five, place="")
    decide(consultation, whole, first, new, last, decision="adopt")
    decide(consultation, other, decision="reject", reason="Повторяет закон.")
    lines = [(line.part, line.number, line.place) for line in selectors.draft_lines(consultation)]
    assert lines == [
        (1, 1, "по всему тексту"),
        (1, 2, "статья 5"),
        (1, 3, "статья 5.1"),
        (1, 4, "статья 6"),
        (2, 1, "статья 5"),
    ]


def test_a_rejection_needs_a_reason_and_stale_rows_are_refused(consultation: Consultation) -> None:
    one = by_hand(consultation)
    with refused(AmendmentsProblem.NO_REASON):
        decide(consultation, one, decision="reject")
    decide(consultation, one, decision="adopt")
    with refused(AmendmentsProblem.STALE):
        decide(consultation, one, decision="undecided")
    with refused(AmendmentsProblem.NOTHING_CHOSEN):
        decide(consultation, decision="adopt")


def test_a_withdrawn_amendment_leaves_the_tables_and_may_be_tabled_again(
    consultation: Consultation,
) -> None:
    accepted(consultation)
    tabled(consultation)
    one = Amendment.objects.get()
    services.withdraw_amendment(
        actor=None, amendment=one, reason="По просьбе автора.", now=timezone.now()
    )
    assert selectors.draft_lines(consultation) == []
    assert tabled(consultation) == 1
    assert Amendment.objects.count() == 2


def test_a_revised_answer_marks_the_amendment_until_it_is_saved(
    consultation: Consultation,
) -> None:
    group = accepted(consultation)
    tabled(consultation)
    answered(group, AnswerData("accepted", "as_proposed", expected_text="в течение семи дней"))
    assert selectors.part_counts(consultation).outdated == 1
    one = Amendment.objects.get()
    data = services.AmendmentData(sponsor=SPONSOR, text="Новое.", place=one.place)
    services.edit_amendment(
        actor=None, amendment=one, data=data, seen_version=one.version, now=timezone.now()
    )
    assert selectors.part_counts(consultation).outdated == 0


def test_an_edition_is_frozen_and_stands_in_the_journal(consultation: Consultation) -> None:
    accepted(consultation)
    tabled(consultation)
    state = Consultation.objects.get(pk=consultation.pk).public_state
    first = publish(consultation)
    assert Consultation.objects.get(pk=consultation.pk).public_state == state + 1
    entry = JournalEntry.objects.get(kind="amendments.published")
    assert entry.body["sha256"] == first.sha256
    before = selectors.lines_of_edition(first)
    with refused(AmendmentsProblem.UNCHANGED):
        publish(consultation)
    decide(consultation, Amendment.objects.get(), decision="adopt")
    second = publish(consultation)
    assert (second.edition, second.sha256 == first.sha256) == (2, False)
    assert selectors.lines_of_edition(first) == before


def _printed(client: Client, table: AmendmentTable) -> list[bytes]:
    """The words of an edition in every format, without the way to its page."""
    base = table.get_absolute_url()
    page = client.get(base).content.partition(b"<h1")[2].partition(b"</main>")[0]
    files = [client.get(f"{base}{fmt}/").content for fmt in ("docx", "xlsx")]
    return [page, *files]


def test_an_edition_keeps_every_word_of_its_day(consultation: Consultation, client: Client) -> None:
    sponsor = BodyFactory(name=SPONSOR)
    chair = staff(consultation.responder, MembershipRole.CHAIR)
    accepted(consultation, provision=unit(consultation, "5", 7))
    tabled(consultation)
    table = publish(consultation)
    before = _printed(client, table)
    assert consultation.responder.name.encode() in before[0]

    bill = consultation.version.bill
    type(bill).objects.filter(pk=bill.pk).update(title="Другой закон", number="99-1")
    for body in (consultation.responder, sponsor):
        type(body).objects.filter(pk=body.pk).update(name=f"Переименован {body.pk}")
    User.objects.filter(pk=chair.pk).update(full_name="Другой Председатель Комитета")
    Provision.objects.filter(path="article:5").update(heading="Другое")
    assert _printed(client, table) == before
    # The next edition has the names of its own day.
    second = publish(consultation)
    assert "Другой закон".encode() in _printed(client, second)[0]


def test_the_first_editions_kept_no_head_and_are_read_all_the_same(
    consultation: Consultation, client: Client
) -> None:
    by_hand(consultation)
    table = publish(consultation)
    rows = fingerprint(selectors.lines_of_edition(table))
    AmendmentTable.objects.filter(pk=table.pk).update(head={}, sha256=rows)
    table.refresh_from_db()
    assert consultation.responder.name.encode() in _printed(client, table)[0]
    with refused(AmendmentsProblem.UNCHANGED):
        publish(consultation)


def test_empty_tables_are_not_published(consultation: Consultation) -> None:
    with refused(AmendmentsProblem.NOTHING_TABLED):
        publish(consultation)


def test_the_public_pages(consultation: Consultation, client: Client) -> None:
    group = accepted(consultation)
    tabled(consultation)
    address = reverse("amendments:newest", args=[consultation.year, consultation.slug])
    argument = group.get_absolute_url()
    assert not client.get(address).context["editions"]
    assert client.get(f"{address}1/").status_code == 404
    assert SPONSOR not in client.get(argument).content.decode()
    decide(consultation, Amendment.objects.get(), decision="adopt")
    table = publish(consultation)
    page = client.get(address).content.decode()
    assert SPONSOR in page
    assert table.sha256 in page
    shown = client.get(argument).content.decode()
    assert SPONSOR in shown
    assert f"{table.get_absolute_url()}?table=1" in shown
    assert address in client.get(consultation.get_absolute_url()).content.decode()


def test_the_files(consultation: Consultation, client: Client) -> None:
    long = "Ф" * 10_000
    decide(consultation, by_hand(consultation, text="=1+1 𝔸😀", original=long), decision="adopt")
    table = publish(consultation)
    base = table.get_absolute_url()
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{base}xlsx/").content))
    first, second, third = book.worksheets
    assert first.freeze_panes == "A2"
    assert first.auto_filter.ref == "A1:H2"
    assert first.print_title_rows == "$1:$1"
    assert [cell.value for cell in first[2]][:5] == [1, "статья 9", SPONSOR, long, "=1+1 𝔸😀"]
    assert first["E2"].data_type == "s"
    assert second["B2"].value == third["B2"].value == "Таких поправок нет."
    document = docx.Document(io.BytesIO(client.get(f"{base}docx/").content))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert "Таблица поправок № 1, рекомендуемых ответственным комитетом к принятию" in words
    assert words.count("Таких поправок нет.") == 2
    grid = next(table for table in document.tables if len(table.columns) == 7)
    assert [cell.text for cell in grid.rows[1].cells][:4] == ["1", "статья 9", SPONSOR, long]
    assert client.get(f"{base}docx/").content == client.get(f"{base}docx/").content
    assert client.get(f"{base}pdf/").status_code == 404


def test_the_desk_from_the_click_to_the_edition(consultation: Consultation, desk: Client) -> None:
    accepted(consultation)
    here = reverse("amendments:desk", args=[consultation.pk])
    one_click = reverse("amendments:table", args=[consultation.pk])
    assert one_click in desk.get(here).content.decode()
    assert desk.post(one_click, {"sponsor": ""}).status_code == 422
    assert desk.post(one_click, {"sponsor": SPONSOR}).status_code == 302
    made = Amendment.objects.get()
    chosen = {"chosen": [f"{made.pk}:{made.version}"], "decision": "reject", "reason": ""}
    refusal = desk.post(f"{here}?table=3", chosen)
    assert refusal.status_code == 422
    assert f'value="{made.pk}:{made.version}" checked' in refusal.content.decode()
    assert desk.post(f"{here}?table=3", chosen | {"decision": "adopt"}).status_code == 302
    draft = desk.get(reverse("amendments:draft", args=[consultation.pk, "docx"]))
    document = docx.Document(io.BytesIO(draft.content))
    assert "ПРОЕКТ" in [paragraph.text for paragraph in document.paragraphs]
    desk.post(reverse("amendments:publish", args=[consultation.pk]))
    assert AmendmentTable.objects.get().rows.get().part == 1


def shown(desk: Client, consultation: Consultation, query: str) -> list[tuple[int, str]]:
    page = desk.get(f"{reverse('amendments:desk', args=[consultation.pk])}?{query}")
    return [(number, row.text) for number, row in page.context["portion"].rows]


def test_the_filters_of_the_desk(consultation: Consultation, desk: Client) -> None:
    five, six = unit(consultation, "5", 3), unit(consultation, "6", 8)
    part = ProvisionFactory(
        version=consultation.version, path="article:5/paragraph:1", position=4, kind="paragraph"
    )
    by_hand(consultation, provision=five, place="", text="Первая.", sponsor="Депутат Петров")
    by_hand(consultation, provision=part, place="", text="Вторая.")
    third = by_hand(consultation, provision=six, place="", text="Третья.")
    whole = by_hand(consultation, place="", is_whole_text=True, text="Ко всему тексту.")
    decide(consultation, third, decision="adopt")

    assert [text for _n, text in shown(desk, consultation, "table=all")] == [
        "Ко всему тексту.",
        "Первая.",
        "Вторая.",
        "Третья.",
    ]
    # A row keeps the number that it has in its table.
    assert shown(desk, consultation, "table=3&on=article:5") == [(2, "Первая."), (3, "Вторая.")]
    assert shown(desk, consultation, "table=3&on=article:5/paragraph:1") == [(3, "Вторая.")]
    assert shown(desk, consultation, "table=3&on=whole") == [(1, "Ко всему тексту.")]
    assert shown(desk, consultation, "table=3&sponsor=Депутат+Петров") == [(2, "Первая.")]
    assert shown(desk, consultation, "table=all&words=ТРЕТЬЯ") == [(1, "Третья.")]
    assert shown(desk, consultation, "table=1&words=вторая") == []
    assert whole.place == "по всему тексту"


def test_only_those_whose_answer_changed(consultation: Consultation, desk: Client) -> None:
    group = accepted(consultation)
    accepted(consultation)
    tabled(consultation)
    assert shown(desk, consultation, "table=all&changed=on") == []
    answered(group, AnswerData("accepted", "as_proposed", expected_text="в течение семи дней"))
    assert len(shown(desk, consultation, "table=3&changed=on")) == 1
    assert shown(desk, consultation, "table=1&changed=on") == []


def test_the_tabs_count_what_fits_and_keep_the_filters(
    consultation: Consultation, desk: Client
) -> None:
    by_hand(consultation, text="Первая.")
    decide(consultation, by_hand(consultation, text="Вторая."), decision="adopt")
    here = reverse("amendments:desk", args=[consultation.pk])
    tabs = desk.get(f"{here}?table=3&words=Вторая&page=9").context["tabs"]
    assert [tab["count"] for tab in tabs] == [1, 0, 0, 1]
    assert all("words=" in tab["url"] and "page=" not in tab["url"] for tab in tabs)


def test_filters_survive_a_decision_on_everything_that_fits(
    consultation: Consultation, desk: Client
) -> None:
    for number in range(3):
        by_hand(consultation, sponsor="Депутат Петров", text=f"{number}.")
    by_hand(consultation)
    here = f"{reverse('amendments:desk', args=[consultation.pk])}?table=3&sponsor=Депутат+Петров"
    typed = {"everything": "on", "seen": "2", "decision": "adopt", "reason": ""}
    refusal = desk.post(here, typed)
    assert refusal.status_code == 422
    assert 'name="seen" value="3"' in refusal.content.decode()
    answer = desk.post(here, typed | {"seen": "3"})
    assert answer.status_code == 302
    assert "sponsor=" in answer.url
    assert Amendment.objects.filter(decision="adopt").count() == 3


@pytest.mark.parametrize(
    "query", ["on=article:77", "sponsor=%00x", "table=9", "words=" + "я" * 200]
)
def test_filters_that_mean_nothing_are_left_aside(
    consultation: Consultation, desk: Client, query: str
) -> None:
    by_hand(consultation)
    assert len(shown(desk, consultation, query)) == 1


def test_editing_over_a_colleague_shows_both(consultation: Consultation, desk: Client) -> None:
    made = by_hand(consultation, text="Первое.")
    typed = {"sponsor": SPONSOR, "place": "статья 9", "text": "Моё.", "decision": "adopt"}
    address = reverse("amendments:edit", args=[made.pk])
    Amendment.objects.filter(pk=made.pk).update(text="Коллеги.", version=2)
    refusal = desk.post(address, typed | {"version": 1})
    assert refusal.status_code == 422
    assert "Моё." in refusal.content.decode()
    assert "Коллеги." in refusal.content.decode()
    assert desk.post(address, typed | {"version": 2}).status_code == 302
    made.refresh_from_db()
    assert (made.text, made.decision, made.version) == ("Моё.", "adopt", 3)


def test_adding_and_withdrawing_by_hand(consultation: Consultation, desk: Client) -> None:
    address = reverse("amendments:add", args=[consultation.pk])
    typed = {"sponsor": SPONSOR, "text": "Всё заменить.", "decision": "undecided", "version": "0"}
    refusal = desk.post(address, typed)
    assert refusal.status_code == 422
    assert "Всё заменить." in refusal.content.decode()
    assert desk.post(address, typed | {"is_whole_text": "on"}).status_code == 302
    made = Amendment.objects.get()
    away = reverse("amendments:withdraw", args=[made.pk])
    assert desk.post(away, {"reason": ""}).status_code == 422
    assert desk.post(away, {"reason": "Отозвана автором."}).status_code == 302
    assert not Amendment.objects.live().exists()
    assert desk.get(away).status_code == 404


@pytest.mark.parametrize("role", [MembershipRole.CLERK, MembershipRole.SPONSOR])
def test_strangers_do_not_enter(consultation: Consultation, client: Client, role: str) -> None:
    client.force_login(staff(BodyFactory(), role))
    made = by_hand(consultation)
    for name, pk in (("desk", consultation.pk), ("table", consultation.pk), ("edit", made.pk)):
        assert client.get(reverse(f"amendments:{name}", args=[pk])).status_code == 403


def test_queries_do_not_grow_with_the_table(consultation: Consultation, desk: Client) -> None:
    here = f"{reverse('amendments:desk', args=[consultation.pk])}?table=3"
    by_hand(consultation)
    few = page_queries(desk, here)
    for _number in range(20):
        by_hand(consultation)
    assert page_queries(desk, here) == few
    filtered = f"{here}&on=whole&words=Статью&sponsor={SPONSOR}"
    assert page_queries(desk, filtered) <= few + 1
    publish(consultation)
    public = f"{AmendmentTable.objects.get().get_absolute_url()}?table=3"
    assert page_queries(desk, public) <= few


def test_thousands_are_tabled_in_a_constant_number_of_queries(
    consultation: Consultation, django_assert_max_num_queries: Any
) -> None:
    provision = unit(consultation, "5", 3)
    for _number in range(30):
        group: ArgumentGroup = ArgumentGroupFactory(
            consultation=consultation, provision=provision, size=1, is_open=False
        )
        Answer.objects.create(
            group=group,
            disposition="accepted",
            expected_text="новое",
            published_at=timezone.now(),
        )
    with django_assert_max_num_queries(12):
        assert tabled(consultation) == 30
