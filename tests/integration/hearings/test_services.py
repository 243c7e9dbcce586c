"""Minutes: drafted, signed, corrected; recommendations find their groups and keep their answers."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.conclusions.models import ArgumentGroup, ArgumentItem
from consultations.conclusions.services import finalise_blockers, recount_open_items
from consultations.hearings import selectors, services
from consultations.hearings.domain.minutes import Fault, RecommendationData
from consultations.hearings.errors import (
    BadMinutes,
    HearingsError,
    HearingsProblem,
    StaleMinutes,
)
from consultations.hearings.models import HearingMinutes, MinutesStatus, Recommendation
from consultations.process.models import Consultation, Form
from core.journal.models import JournalEntry
from tests.factories.conclusions import answered, published
from tests.factories.drafts import ProvisionFactory
from tests.factories.hearings import (
    ADOPTED,
    REJECTED,
    drafted,
    hearing,
    minuted,
    minutes_data,
    recommended,
)
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db
SECOND = RecommendationData("Дополнить перечень.", votes_for=10, votes_against=2)


@pytest.fixture
def event() -> Consultation:
    return hearing()


def open_items(event: Consultation) -> int:
    event.refresh_from_db()
    return event.open_items


def correct(event: Consultation, *rows: RecommendationData) -> HearingMinutes:
    """Signed corrected minutes with these rows."""
    draft = services.correct_minutes(
        actor=None, consultation=event, reason="Опечатка.", now=timezone.now()
    )
    saved = services.save_minutes(
        actor=None,
        consultation=event,
        data=minutes_data(*rows),
        version=draft.version,
        now=timezone.now(),
    )
    return services.sign_minutes(
        actor=None, consultation=event, version=saved.version, now=timezone.now()
    )


def rows_of_correction(event: Consultation) -> tuple[RecommendationData, ...]:
    draft = selectors.editions_of(event).draft
    assert draft is not None
    return selectors.data_of(draft).recommendations


@pytest.mark.parametrize("form", [Form.HEARING, Form.DISCUSSION])
def test_only_adopted_recommendations_wait_for_an_answer(form: str) -> None:
    event = hearing(form=form)
    minuted(event, ADOPTED, REJECTED, SECOND)
    assert open_items(event) == 2
    assert ArgumentItem.objects.filter(recommendation__isnull=False).count() == 2
    assert set(ArgumentGroup.objects.values_list("is_open", "size")) == {(True, 1)}
    entry = JournalEntry.objects.get(kind="minutes.signed")
    assert (entry.body["recommendations"], entry.body["adopted"]) == (3, 2)


def test_an_expertise_has_no_minutes() -> None:
    with pytest.raises(HearingsError) as refused:
        drafted(ConsultationFactory())
    assert refused.value.code is HearingsProblem.NOT_HEARING


@pytest.mark.parametrize(
    ("phase", "code"),
    [
        ({"upcoming": True}, HearingsProblem.NOT_BEGUN),
        ({"concluded": True}, HearingsProblem.CONCLUDED),
    ],
)
def test_minutes_are_written_while_the_event_runs(
    phase: dict[str, bool], code: HearingsProblem
) -> None:
    with pytest.raises(HearingsError) as refused:
        drafted(hearing(**phase))
    assert refused.value.code is code


def test_two_clerks_do_not_overwrite_each_other(event: Consultation) -> None:
    drafted(event)
    with pytest.raises(StaleMinutes) as stale:
        drafted(event, place="Другой зал")
    assert stale.value.data == replace(
        minutes_data(), recommendations=stale.value.data.recommendations
    )
    with pytest.raises(StaleMinutes):
        services.sign_minutes(actor=None, consultation=event, version=0, now=timezone.now())
    assert HearingMinutes.objects.get().is_draft


def test_a_draft_may_lack_everything_a_signature_nothing(event: Consultation) -> None:
    draft = drafted(event, number="", officials="", held_on=None)
    with pytest.raises(BadMinutes) as refused:
        services.sign_minutes(
            actor=None, consultation=event, version=draft.version, now=timezone.now()
        )
    faults = [found.fault for found in refused.value.found]
    assert faults == [Fault.NO_DAY, Fault.NO_NUMBER, Fault.NO_OFFICIALS]
    assert open_items(event) == 0


def test_contradictions_are_refused_in_a_draft(event: Consultation) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    foreign = replace(ADOPTED, provision_id=ProvisionFactory().pk)
    crowd = replace(ADOPTED, votes_for=100)
    with pytest.raises(BadMinutes) as refused:
        drafted(event, crowd, foreign, held_on=tomorrow, ended_at=dt.time(9))
    assert [(found.fault, found.row) for found in refused.value.found] == [
        (Fault.IN_FUTURE, None),
        (Fault.ENDS_BEFORE_START, None),
        (Fault.MORE_VOTES_THAN_PEOPLE, 0),
        (Fault.FOREIGN_PROVISION, 1),
    ]
    assert not HearingMinutes.objects.exists()


def test_signed_minutes_do_not_change(event: Consultation) -> None:
    minutes = minuted(event)
    with pytest.raises(HearingsError) as refused:
        drafted(event)
    assert refused.value.code is HearingsProblem.SIGNED_ALREADY
    with pytest.raises(HearingsError) as refused:
        services.sign_minutes(
            actor=None, consultation=event, version=minutes.version, now=timezone.now()
        )
    assert refused.value.code is HearingsProblem.NO_DRAFT
    with pytest.raises(IntegrityError), transaction.atomic():
        HearingMinutes.objects.update(officials="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.update(votes_for=0)


def test_unanswered_recommendations_block_the_conclusion() -> None:
    event = hearing(closed=True)
    row = recommended(event)
    (blocker,) = finalise_blockers(event, timezone.now())
    assert (blocker.code, blocker.count) == ("unanswered_recommendations", 1)
    answered(ArgumentGroup.objects.get(items__recommendation=row))
    assert finalise_blockers(event, timezone.now()) == []
    assert open_items(event) == 0


def test_same_words_of_citizens_and_of_the_hearings_are_two_arguments(event: Consultation) -> None:
    published(event, comment=ADOPTED.text)
    recommended(event)
    assert ArgumentGroup.objects.count() == 2


def test_a_correction_keeps_the_answers_of_what_stays(event: Consultation) -> None:
    minuted(event, ADOPTED, SECOND)
    group = ArgumentGroup.objects.get(items__recommendation__text=ADOPTED.text)
    other = ArgumentGroup.objects.get(items__recommendation__text=SECOND.text)
    answer, _gone = answered(group), answered(other)
    draft = services.correct_minutes(
        actor=None, consultation=event, reason="Опечатка.", now=timezone.now()
    )
    first, second = rows_of_correction(event)
    changed = replace(second, text="Дополнить перечень объектов.")
    assert open_items(event) == 0  # the signed ones are in force until then
    saved = services.save_minutes(
        actor=None,
        consultation=event,
        data=minutes_data(first, changed),
        version=draft.version,
        now=timezone.now(),
    )
    signed = services.sign_minutes(
        actor=None, consultation=event, version=saved.version, now=timezone.now()
    )
    kept = ArgumentItem.objects.get(recommendation__minutes=signed, group=group)
    assert kept.recommendation is not None
    assert kept.recommendation.text == ADOPTED.text
    assert group.answers.get() == answer
    assert open_items(event) == 1  # the changed one is a new argument
    other.refresh_from_db()
    assert (other.size, other.is_open) == (0, False)
    earlier = HearingMinutes.objects.get(edition=1)
    assert earlier.status == MinutesStatus.SUPERSEDED


def test_other_votes_may_take_a_recommendation_out(event: Consultation) -> None:
    recommended(event)
    services.correct_minutes(actor=None, consultation=event, reason="Пересчёт.", now=timezone.now())
    (row,) = rows_of_correction(event)
    draft = selectors.editions_of(event).draft
    assert draft is not None
    lost = minutes_data(replace(row, votes_for=2))
    common = {"actor": None, "consultation": event, "now": timezone.now()}
    saved = services.save_minutes(data=lost, version=draft.version, **common)
    services.sign_minutes(version=saved.version, **common)
    assert open_items(event) == 0


def test_a_correction_needs_a_reason_and_comes_once(event: Consultation) -> None:
    common = {"actor": None, "consultation": event, "now": timezone.now()}
    codes = []
    for reason in ("Рано.", "", "Опечатка.", "Ещё одна."):
        try:
            services.correct_minutes(reason=reason, **common)
        except HearingsError as error:
            codes.append(error.code)
        if not HearingMinutes.objects.exists():
            minuted(event)
    assert codes == [
        HearingsProblem.NOT_SIGNED,
        HearingsProblem.NO_REASON,
        HearingsProblem.DRAFTED_ALREADY,
    ]


def test_what_was_lost_is_found_by_the_recount(event: Consultation) -> None:
    recommended(event)
    ArgumentItem.objects.all().delete()
    ArgumentGroup.objects.all().delete()
    assert recount_open_items(consultation=event) == 1
    assert ArgumentItem.objects.filter(recommendation__isnull=False).count() == 1
