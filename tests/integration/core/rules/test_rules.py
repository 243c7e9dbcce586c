"""Rules as the database has them: defaults that arrive by themselves, edits that stay, dates."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from core.journal.models import JournalEntry
from core.rules.domain.calendar import YearNotLoadedError
from core.rules.errors import (
    BadCalendarError,
    CalendarFault,
    UnknownRuleError,
    WrongUnitError,
    YearLoadedError,
)
from core.rules.files import parse_calendar
from core.rules.models import (
    CalendarDay,
    CalendarYear,
    ChecklistItem,
    LegalCitation,
    ModerationGround,
    ReasonCode,
    RuleSet,
    Term,
)
from core.rules.receivers import fill_after_migrate
from core.rules.selectors import (
    checklist,
    citations,
    due_on,
    duration,
    explain_due,
    explain_dues,
    missing_year,
    moderation_grounds,
    reason_codes,
    stock_phrases,
    term,
    work_calendar,
)
from core.rules.services import load_calendar, load_defaults

TODAY = date(2026, 4, 9)
pytestmark = pytest.mark.django_db


def later_set(**changes: object) -> RuleSet:
    values = {
        "code": "later",
        "title": "Новый порядок",
        "effective_from": date(2026, 6, 1),
        "source": "решение",
    }
    return RuleSet.objects.create(**{**values, **changes})


# --- Defaults -----------------------------------------------------------------------------------


def test_a_fresh_database_has_the_rules() -> None:
    assert RuleSet.objects.count() == 6
    assert CalendarYear.objects.count() == 3
    assert ModerationGround.objects.count() == 8
    assert ChecklistItem.objects.count() == 39
    assert load_defaults() == 0


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_has_the_rules_again() -> None:
    """The tables were flushed after the test before this one, or will be before the next."""
    call_command("flush", interactive=False, verbosity=0)
    assert term("expertise.maximum", TODAY).amount == 120


def test_loading_never_overwrites_edits() -> None:
    Term.objects.filter(code="committee.answer").update(amount=20)
    RuleSet.objects.filter(code="answers").update(title="Наш перечень")
    CalendarDay.objects.create(year_id=2026, date=date(2026, 1, 9), kind="day_off")
    assert load_defaults() == 0
    assert term("committee.answer", TODAY).amount == 20
    assert RuleSet.objects.get(code="answers").title == "Наш перечень"
    assert CalendarDay.objects.filter(date=date(2026, 1, 9)).exists()


def test_loading_inserts_what_is_absent() -> None:
    Term.objects.filter(code="committee.answer").delete()
    RuleSet.objects.filter(code="moderation").delete()
    CalendarYear.objects.filter(year=2027).delete()
    # The term; the set with its eight grounds; the year with its days.
    assert load_defaults() == 1 + 9 + 1 + 17
    assert term("committee.answer", TODAY).amount == 30
    assert len(moderation_grounds(TODAY)) == 8
    assert load_defaults() == 0


def test_loading_costs_a_fixed_number_of_queries(
    django_assert_num_queries: Callable[..., object],
) -> None:
    with django_assert_num_queries(11):
        load_defaults()


def test_migrating_another_database_or_back_to_zero_loads_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    RuleSet.objects.all().delete()
    monkeypatch.setattr(RuleSet._meta, "db_table", "no_such_table")
    fill_after_migrate(apps.get_app_config("rules"), using="default")
    monkeypatch.undo()
    assert not RuleSet.objects.exists()
    fill_after_migrate(apps.get_app_config("rules"), using="default")
    assert RuleSet.objects.count() == 6


# --- Dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2026, 5, 31), []),
        (date(2026, 6, 1), ["later"]),
        (date(2026, 7, 31), ["later"]),
        (date(2026, 8, 1), []),
    ],
)
def test_a_set_is_in_force_from_its_first_to_its_last_day(on: date, codes: list[str]) -> None:
    later_set(effective_to=date(2026, 7, 31))
    found = RuleSet.objects.in_force(on).filter(code="later")
    assert [ruleset.code for ruleset in found] == codes


def test_the_latest_set_prevails_and_the_old_one_keeps_its_days() -> None:
    Term.objects.create(ruleset=later_set(), code="committee.answer", title="Ответ", amount=10)
    assert term("committee.answer", date(2026, 5, 31)).amount == 30
    assert term("committee.answer", date(2026, 6, 1)).amount == 10
    # By the rules of the day on which the term begins.
    assert due_on("committee.answer", date(2026, 5, 31)) == date(2026, 6, 30)
    assert due_on("committee.answer", date(2026, 6, 1)) == date(2026, 6, 11)


def test_nothing_is_in_force_before_the_rules_begin() -> None:
    with pytest.raises(UnknownRuleError):
        term("committee.answer", date(2014, 12, 31))
    assert reason_codes(date(2014, 12, 31)) == []


def test_an_unknown_term_is_refused() -> None:
    with pytest.raises(UnknownRuleError) as refused:
        due_on("no.such.term", TODAY)
    assert refused.value.code == "no.such.term"


# --- Terms --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "start", "last"),
    [
        ("expertise.maximum", date(2026, 1, 15), date(2026, 5, 15)),
        ("addressee.answer", date(2026, 4, 9), date(2026, 5, 12)),
        # A maximum does not move: Saturday, a holiday.
        ("governor.signing", date(2026, 4, 25), date(2026, 5, 9)),
        ("consent.dissemination_stop", date(2026, 4, 30), date(2026, 5, 6)),
        ("contacts.retention", date(2026, 2, 28), date(2027, 2, 28)),
    ],
)
def test_due_on(code: str, start: date, last: date) -> None:
    assert due_on(code, start) == last


def test_maximums_of_the_law_are_marked_and_cited() -> None:
    maximum = term("expertise.maximum", TODAY)
    assert maximum.maximum
    assert not maximum.shift
    assert "212-ФЗ" in citations(TODAY)[maximum.citation]
    assert not term("expertise.default", TODAY).maximum


def test_a_year_that_is_not_loaded_is_refused() -> None:
    with pytest.raises(YearNotLoadedError):
        due_on("addressee.answer", date(2027, 12, 20))
    # A term that does not move needs no calendar.
    assert due_on("governor.signing", date(2027, 12, 20)) == date(2028, 1, 3)


def test_hours_make_a_duration_and_no_date() -> None:
    assert duration("comment.confirmation", TODAY) == timedelta(hours=48)
    assert duration("expertise.default", TODAY) == timedelta(days=30)
    with pytest.raises(WrongUnitError):
        due_on("comment.confirmation", TODAY)
    with pytest.raises(WrongUnitError):
        duration("contacts.retention", TODAY)


def test_questions_cost_a_fixed_number_of_queries(
    django_assert_num_queries: Callable[..., object],
) -> None:
    with django_assert_num_queries(1):
        due_on("expertise.maximum", TODAY)
    with django_assert_num_queries(3):
        due_on("addressee.answer", TODAY)
    with django_assert_num_queries(2):
        calendar = work_calendar()
    with django_assert_num_queries(1):
        due_on("addressee.answer", TODAY, calendar=calendar)
    for ask in (reason_codes, moderation_grounds, citations, stock_phrases):
        with django_assert_num_queries(1):
            ask(TODAY)


# --- Lists --------------------------------------------------------------------------------------


def test_reasons_come_by_position_in_the_order_of_the_file() -> None:
    reasons = reason_codes(TODAY)
    assert [reason.code for reason in reasons if reason.disposition == "accepted"] == [
        "as_proposed",
        "in_essence",
    ]
    positions = [reason.disposition for reason in reasons]
    assert positions == sorted(positions)


def test_a_later_set_replaces_a_reason_and_adds_one() -> None:
    later = later_set()
    ReasonCode.objects.create(
        ruleset=later, code="as_proposed", disposition="accepted", title="Учтено", order=1
    )
    ReasonCode.objects.create(
        ruleset=later, code="own", disposition="rejected", title="Своё", order=99
    )
    before, after = reason_codes(TODAY), reason_codes(date(2026, 6, 1))
    assert len(after) == len(before) + 1
    assert next(r.title for r in after if r.code == "as_proposed") == "Учтено"
    assert next(r.title for r in before if r.code == "as_proposed") != "Учтено"


def test_checklists() -> None:
    assert [item.number for item in checklist("expertise", TODAY)] == list("123456789")
    assert checklist("corruption", TODAY)[-1].number == "4в"
    assert checklist("none", TODAY) == []


def test_titles_follow_the_language_of_the_page() -> None:
    ground = moderation_grounds(TODAY)[0]
    with translation.override("ru"):
        assert ground.label == "Не относится к законопроекту"
    with translation.override("en"):
        assert ground.label == "Off topic"
        ground.title_en = ""
        assert ground.label == "Не относится к законопроекту"


# --- Constraints --------------------------------------------------------------------------------


def test_the_database_refuses_broken_rules() -> None:
    law = RuleSet.objects.get(code="law")
    broken = [
        lambda: later_set(effective_to=date(2026, 5, 31)),
        lambda: later_set(code="law"),
        lambda: Term.objects.create(ruleset=law, code="x", title="x", amount=0),
        lambda: Term.objects.create(ruleset=law, code="x", title="x", amount=1, unit="year"),
        lambda: Term.objects.create(ruleset=law, code="expertise.maximum", title="x", amount=1),
        lambda: ReasonCode.objects.create(ruleset=law, code="x", title="x", disposition="maybe"),
        lambda: LegalCitation.objects.create(ruleset=law, code="fz212.art22", text="x"),
        lambda: CalendarDay.objects.create(year_id=2026, date=date(2026, 1, 1), kind="holiday"),
        lambda: CalendarDay.objects.create(year_id=2026, date=date(2026, 1, 9), kind="feast"),
        lambda: CalendarYear.objects.create(year=26, source="x"),
    ]
    for make in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


# --- The command --------------------------------------------------------------------------------

GOOD = """year = 2028
source = "постановление"
holiday = [2028-01-03]
day_off = [2028-05-02]
working = [2028-04-29]
"""


def test_a_year_is_loaded_from_a_file_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "calendar.toml"
    path.write_text(GOOD, encoding="utf-8")
    out = StringIO()
    call_command("load_calendar", str(path), stdout=out)
    assert out.getvalue() == "2028: 3 days\n"
    assert work_calendar().is_working(date(2028, 4, 29))
    path.write_text(GOOD.replace("working = [2028-04-29]", "working = []"), encoding="utf-8")
    with pytest.raises(CommandError, match="--replace") as refused:
        call_command("load_calendar", str(path), stdout=out)
    assert refused.value.returncode == 2
    assert work_calendar().is_working(date(2028, 4, 29))
    call_command("load_calendar", str(path), "--replace", stdout=out)
    assert not work_calendar().is_working(date(2028, 4, 29))
    assert CalendarDay.objects.filter(year_id=2028).count() == 2


def test_a_bad_file_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "calendar.toml"
    path.write_text(GOOD.replace("2028-05-02", "2027-05-02"), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("load_calendar", str(path))
    assert refused.value.returncode == 2
    assert not CalendarYear.objects.filter(year=2028).exists()


def loaded(text: str = GOOD, **params: object) -> int:
    params = {"now": timezone.now(), "role": "administrator"} | params
    return load_calendar(calendar=parse_calendar(text, "calendar.toml"), **params)


def test_loading_a_year_is_written_into_the_journal() -> None:
    assert loaded() == 3
    entry = JournalEntry.objects.get(kind="calendar.loaded")
    assert (entry.subject_type, entry.subject_id) == ("calendar", "2028")
    assert (entry.body["days"], entry.body["replaced"]) == (3, False)
    assert entry.actor_role == "administrator"


def test_a_loaded_year_is_replaced_only_if_somebody_says_so() -> None:
    loaded()
    other = GOOD.replace("working = [2028-04-29]", "working = []")
    with pytest.raises(YearLoadedError) as refused:
        loaded(other)
    assert refused.value.year == 2028
    assert CalendarDay.objects.filter(year_id=2028).count() == 3
    assert loaded(other, replace=True) == 2
    bodies = JournalEntry.objects.filter(kind="calendar.loaded").values_list("body", flat=True)
    assert sorted(body["replaced"] for body in bodies) == [False, True]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("year = 2028", "year = = 2028", CalendarFault.NOT_TOML),
        ("year = 2028", "year = true", CalendarFault.WRONG_KEYS),
        ('source = "постановление"', 'source = ""', CalendarFault.WRONG_KEYS),
        ("holiday =", "holidays =", CalendarFault.WRONG_KEYS),
        ("year = 2028", "year = 12", CalendarFault.BAD_YEAR),
        ("holiday = [2028-01-03]", "holiday = 5", CalendarFault.NOT_DATES),
        ("[2028-01-03]", '["2028-01-03"]', CalendarFault.NOT_DATES),
        ("2028-01-03", "2027-01-03", CalendarFault.OTHER_YEAR),
        ("2028-01-03", "2028-05-02", CalendarFault.TWICE),
        ("2028-04-29", "2028-04-28", CalendarFault.WORKING_WEEKDAY),
        ("2028-05-02", "2028-05-06", CalendarFault.OFF_WEEKEND),
    ],
)
def test_a_bad_calendar_names_its_fault(old: str, new: str, fault: CalendarFault) -> None:
    with pytest.raises(BadCalendarError) as refused:
        parse_calendar(GOOD.replace(old, new, 1), "calendar.toml")
    assert refused.value.fault is fault
    assert str(refused.value).startswith("calendar.toml: ")


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2027, 10, 31), None),
        (date(2027, 11, 1), 2028),
        (date(2028, 5, 1), 2028),
    ],
)
def test_the_next_year_is_missed_two_months_before(today: date, year: int | None) -> None:
    assert missing_year(today) == year


def test_how_long_before_is_data_and_without_any_year_the_present_one_is_missed() -> None:
    Term.objects.filter(code="calendar.warning").update(amount=4)
    assert missing_year(date(2027, 9, 1)) == 2028
    Term.objects.filter(code="calendar.warning").delete()
    assert missing_year(date(2027, 12, 31)) is None
    CalendarYear.objects.all().delete()
    assert missing_year(date(2027, 9, 1)) == 2027


# --- Explained days -----------------------------------------------------------------------------


def test_a_day_is_explained_by_its_rule() -> None:
    found = explain_due("addressee.answer", date(2026, 4, 9))
    assert (found.day, found.shifted_from) == (date(2026, 5, 12), date(2026, 5, 9))
    assert (found.amount, found.unit, found.start) == (30, "calendar", date(2026, 4, 9))
    assert found.title == term("addressee.answer", TODAY).label
    assert "статья 16" in found.citation
    assert explain_due("committee.answer", date(2026, 4, 9)).citation == ""


def test_a_day_is_explained_by_the_rules_of_its_start() -> None:
    Term.objects.create(ruleset=later_set(), code="committee.answer", title="Ответ", amount=10)
    assert explain_due("committee.answer", date(2026, 5, 31)).amount == 30
    assert explain_due("committee.answer", date(2026, 6, 1)).title == "Ответ"
    old, new = explain_dues(
        [("committee.answer", date(2026, 5, 31)), ("committee.answer", date(2026, 6, 1))]
    )
    assert old is not None
    assert new is not None
    assert (old.day, new.day) == (date(2026, 6, 30), date(2026, 6, 11))


def test_what_cannot_be_explained_is_refused_or_left_out() -> None:
    with pytest.raises(UnknownRuleError):
        explain_due("no.such.term", TODAY)
    with pytest.raises(WrongUnitError):
        explain_due("comment.confirmation", TODAY)
    with pytest.raises(YearNotLoadedError):
        explain_due("addressee.answer", date(2027, 12, 20))
    wanted = [
        ("no.such.term", TODAY),
        ("comment.confirmation", TODAY),
        ("addressee.answer", date(2027, 12, 20)),
        ("committee.answer", date(2014, 1, 1)),
    ]
    assert explain_dues(wanted) == [None] * 4
    assert explain_dues([]) == []


def test_explaining_costs_a_fixed_number_of_queries(
    django_assert_num_queries: Callable[..., object],
) -> None:
    with django_assert_num_queries(4):
        explain_due("addressee.answer", TODAY)
    with django_assert_num_queries(2):  # a maximum does not move: no calendar
        explain_due("expertise.maximum", TODAY)
    for count in (1, 30):
        with django_assert_num_queries(4):
            explain_dues([("addressee.answer", TODAY), ("expertise.maximum", TODAY)] * count)
