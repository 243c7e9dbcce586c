"""`announce_consultation`: what is checked, what is written, what is told."""

import datetime as dt

import pytest
from django.utils import timezone

from consultations.process import services, terms
from consultations.process.domain.lifecycle import Phase, WindowProblem
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.events import ConsultationAnnounced, consultation_announced
from consultations.process.models import Consultation, Form
from core.accounts.models import BodyKind, ConsentVersion
from core.journal.models import JournalEntry
from core.rules.models import CalendarYear, Term
from drafts.models import BillVersion
from tests.factories.accounts import BodyFactory, CouncilFactory, UserFactory, consent_texts
from tests.factories.drafts import BillVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consents")]

# 10 March 2026, 12:00 in the region (UTC+9).
NOW = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 10)


@pytest.fixture
def consents() -> None:
    consent_texts()


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


def announced(version: BillVersion | None = None, **params) -> Consultation:
    version = version or BillVersionFactory()
    typed = {
        "actor": None,
        "version": version,
        "form": Form.EXPERTISE,
        "organiser": CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER),
        "responder": version.bill.committee,
        "addressee": BodyFactory(kind=BodyKind.LEGISLATURE),
        "announced_on": TODAY,
        "opens_on": day(1),
        "closes_on": day(31),
        "question": "Нужен ли такой закон?",
        "results_method": "Каждое предложение получает ответ.",
        "now": NOW,
    }
    return services.announce_consultation(**(typed | asked_of(params.get("form")) | params))


def asked_of(form: str | None) -> dict:
    """What a monitoring and an inspection need besides."""
    if form == Form.MONITORING:
        return {"subject": "Исполнение закона", "procedure": "Опрос"}
    if form == Form.INSPECTION:
        return {"subject": "Доступность", "inspected_body": BodyFactory()}
    return {}


# --- What is written --------------------------------------------------------------------------


def test_windows_are_local_days_with_the_last_one_included() -> None:
    consultation = announced()
    zone = timezone.get_default_timezone()
    assert consultation.opens_at.astimezone(zone).isoformat() == "2026-03-11T00:00:00+09:00"
    assert consultation.closes_at.astimezone(zone).isoformat() == "2026-04-11T00:00:00+09:00"
    moments = [
        (consultation.opens_at - dt.timedelta(seconds=1), Phase.ANNOUNCED),
        (consultation.opens_at, Phase.OPEN),
        (consultation.closes_at - dt.timedelta(seconds=1), Phase.OPEN),
        (consultation.closes_at, Phase.ANSWERING),
    ]
    assert [consultation.phase_at(moment) for moment, _phase in moments] == [
        phase for _moment, phase in moments
    ]


def test_the_day_of_answers_follows_from_the_rules() -> None:
    # 10 April + 30 days is 10 May, a Sunday; 11 May 2026 is off: the term moves to the 12th.
    assert announced().answer_due_on == dt.date(2026, 5, 12)


def test_texts_are_trimmed_and_the_author_is_kept() -> None:
    clerk = UserFactory()
    consultation = announced(actor=clerk, question="  Нужен? ", basis=" Решение № 1 ")
    assert (consultation.question, consultation.basis) == ("Нужен?", "Решение № 1")
    assert (consultation.created_by, consultation.created_at) == (clerk, NOW)


def test_one_entry_in_the_journal_and_one_signal() -> None:
    told = []

    def receiver(sender, event, **kwargs):
        told.append(event)

    consultation_announced.connect(receiver)
    try:
        consultation = announced(actor=UserFactory())
    finally:
        consultation_announced.disconnect(receiver)
    assert told == [ConsultationAnnounced(consultation.pk)]
    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.subject_id) == ("consultation.announced", str(consultation.pk))
    assert entry.body == {
        "version": consultation.version_id,
        "form": "expertise",
        "organiser": consultation.organiser_id,
        "responder": consultation.responder_id,
        "addressee": consultation.addressee_id,
        "opens_on": "2026-03-11",
        "closes_on": "2026-04-10",
        "answer_due_on": "2026-05-12",
        "actor_role": "clerk",
    }


def test_addresses_are_unique_within_a_year() -> None:
    version = BillVersionFactory(bill__slug="law")
    first, second = announced(version), announced(version)
    assert [(c.year, c.slug) for c in (first, second)] == [(2026, "law"), (2026, "law-2")]
    assert announced(version, slug="other").slug == "other"
    with pytest.raises(ProcessError) as error:
        announced(version, slug="other")
    assert error.value.code is ProcessProblem.SLUG_TAKEN


# --- What is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"question": "  "}, ProcessProblem.NO_QUESTION),
        ({"results_method": ""}, ProcessProblem.NO_RESULTS_METHOD),
        ({"opens_on": day(-1)}, WindowProblem.STARTS_BEFORE_ANNOUNCEMENT),
        ({"announced_on": day(1)}, WindowProblem.ANNOUNCED_IN_FUTURE),
        ({"closes_on": day(0)}, WindowProblem.ENDS_BEFORE_START),
        ({"closes_on": day(121)}, WindowProblem.LONGER_THAN_ALLOWED),
        ({"form": Form.INSPECTION, "closes_on": day(32)}, WindowProblem.LONGER_THAN_ALLOWED),
        (
            {"announced_on": day(-9), "opens_on": day(-5), "closes_on": day(-1)},
            WindowProblem.ENDS_IN_PAST,
        ),
    ],
)
def test_a_faulty_announcement_writes_nothing(params, code) -> None:
    with pytest.raises(ProcessError) as error:
        announced(**params)
    assert error.value.code is code
    assert not Consultation.objects.exists()
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    "params",
    [
        {"closes_on": day(120)},  # 212-FZ, art. 22: 120 days from the announcement
        {"form": Form.INSPECTION, "closes_on": day(31)},
        {"form": Form.DISCUSSION, "closes_on": day(300)},
        {"opens_on": day(0), "closes_on": day(0)},
        {"announced_on": day(-30), "opens_on": day(-20), "closes_on": day(0)},
    ],
)
def test_the_longest_and_the_shortest_that_are_allowed(params) -> None:
    assert announced(**params).pk


def test_an_unpublished_text_cannot_be_discussed() -> None:
    with pytest.raises(ProcessError) as error:
        announced(BillVersionFactory(draft=True))
    assert error.value.code is ProcessProblem.VERSION_NOT_PUBLISHED


@pytest.mark.parametrize("kind", BodyKind)
def test_only_subjects_of_public_control_hold_it(kind) -> None:
    organiser = CouncilFactory(kind=kind)
    if kind in ("public_chamber", "municipal_chamber", "public_council"):
        assert announced(organiser=organiser).organiser == organiser
        return
    with pytest.raises(ProcessError) as error:
        announced(organiser=organiser)
    assert error.value.code is ProcessProblem.NOT_CONTROL_SUBJECT


def test_only_the_responsible_committee_answers() -> None:
    with pytest.raises(ProcessError) as error:
        announced(responder=BodyFactory())
    assert error.value.code is ProcessProblem.NOT_RESPONSIBLE_COMMITTEE


def test_a_day_that_binds_the_committee_is_never_guessed() -> None:
    CalendarYear.objects.all().delete()
    with pytest.raises(ProcessError) as error:
        announced()
    assert error.value.code is ProcessProblem.NO_CALENDAR
    Term.objects.all().delete()
    with pytest.raises(ProcessError) as error:
        announced()
    assert error.value.code is ProcessProblem.NO_RULES
    assert not Consultation.objects.exists()


# --- Suggestions ------------------------------------------------------------------------------


def test_a_short_discussion_is_a_warning_not_an_error() -> None:
    consultation = announced(form=Form.DISCUSSION, closes_on=day(10))
    assert terms.is_short(consultation.form, consultation.opens_on, consultation.closes_on)
    assert not terms.is_short(Form.DISCUSSION, day(1), day(16))
    assert not terms.is_short(Form.EXPERTISE, day(1), day(2))


@pytest.mark.parametrize("form", Form)
def test_suggested_dates_are_accepted(form) -> None:
    dates = terms.suggestion(form, TODAY)
    consultation = announced(
        form=form,
        announced_on=dates.announced_on,
        opens_on=dates.opens_on,
        closes_on=dates.closes_on,
    )
    assert not terms.is_short(consultation.form, consultation.opens_on, consultation.closes_on)


def test_without_rules_there_is_still_a_suggestion() -> None:
    Term.objects.all().delete()
    assert terms.suggestion(Form.EXPERTISE, TODAY).closes_on == day(1)
    assert terms.remind_within(TODAY) == dt.timedelta(days=3)


@pytest.mark.parametrize("kind", ["processing", "dissemination"])
def test_where_nobody_could_agree_nothing_is_announced(kind: str) -> None:
    ConsentVersion.objects.filter(kind=kind).delete()
    with pytest.raises(ProcessError) as error:
        announced()
    assert error.value.code is ProcessProblem.NO_CONSENT_TEXTS
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("slug", ["два слова", "a b", "a" * 81, "a/b", "закон"])
def test_an_address_is_of_latin_letters_and_short(slug: str) -> None:
    with pytest.raises(ProcessError) as error:
        announced(slug=slug)
    assert error.value.code is ProcessProblem.BAD_SLUG


@pytest.mark.parametrize("form", Form)
def test_days_beyond_every_calendar_are_refused(form: str) -> None:
    last = dt.date(9999, 12, 31)
    with pytest.raises(ProcessError):
        announced(form=form, announced_on=TODAY, opens_on=last, closes_on=last)
