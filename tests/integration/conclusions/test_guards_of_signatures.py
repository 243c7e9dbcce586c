"""Each guard of the signatures alone: what stays shut if all the others were broken."""

import pytest

from consultations.comments.services import hold_comment, release_comment
from consultations.conclusions import services
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.domain.blockers import BlockerCode
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, NotReady
from consultations.conclusions.models import ArgumentGroup
from consultations.conclusions.selectors.documents import current_summary, uncovered
from consultations.hearings.selectors import data_of
from consultations.hearings.services import correct_minutes
from consultations.process.models import Consultation
from tests.factories.conclusions import answered
from tests.signatures import NOTICED, Event, bring, counted, late_event, minuted, new_event, noticed

pytestmark = pytest.mark.django_db

OTHER = AnswerData("rejected", "federal_law", "Иначе нельзя.")
WAY = ("closed", "answered", "objected", "summarised", "concluded")


def brought(stage: str) -> Event:
    event = new_event()
    for name in WAY[: WAY.index(stage) + 1]:
        bring(event, name)
    return event


def fresh(event: Event) -> Consultation:
    return Consultation.objects.get(pk=event.consultation.pk)


def revised(event: Event) -> None:
    """Another answer to a group against whose answer an objection was upheld."""
    group = event.groups.filter(answers__is_current=True).order_by("pk")[0]
    ArgumentGroup.objects.filter(pk=group.pk).update(is_contested=True)
    words = OTHER if group.answers.count() % 2 else AnswerData("noted", "later_work", "Учтём.")
    answered(group, words, now=event.now)


def refused(verb: object, actor: object, event: Event) -> list[BlockerCode]:
    with pytest.raises(NotReady) as waits:
        verb(actor=actor, **event.signing)  # type: ignore[operator]
    return [blocker.code for blocker in waits.value.blockers]


def test_both_sign_again_after_a_revised_answer_and_only_then() -> None:
    event = brought("concluded")
    with pytest.raises(ConclusionsError) as nothing:
        services.sign_summary(actor=event.chair, **event.signing)
    assert nothing.value.code == ConclusionsProblem.NOTHING_NEW
    revised(event)
    summary = services.sign_summary(actor=event.chair, **event.signing)
    revised(event)
    stale = refused(services.finalise_conclusion, event.secretary, event)
    assert stale == [BlockerCode.NO_SUMMARY]
    assert summary.revision == 2
    services.sign_summary(actor=event.chair, **event.signing)
    conclusion = services.finalise_conclusion(actor=event.secretary, **event.signing)
    assert conclusion.revision == 2


def test_a_summary_that_is_out_of_date_is_no_summary() -> None:
    """Even if it says all the same things: the committee has to sign again."""
    event = brought("summarised")
    comment = event.comments.filter(reply_to=None).order_by("pk")[0]
    by = {"actor": event.moderator, "comment": comment, "now": event.now}
    hold_comment(**by)
    release_comment(**by)
    assert not uncovered(fresh(event), current_summary(fresh(event)))
    stale = refused(services.finalise_conclusion, event.secretary, event)
    assert stale == [BlockerCode.NO_SUMMARY]


@pytest.mark.parametrize("marks", [True, False])
def test_each_signature_counts_anew(marks: bool) -> None:
    """A fault elsewhere has lost the count, and perhaps the marks."""
    event = brought("closed")
    spoil(event, marks=marks)
    assert refused(services.sign_summary, event.chair, event)
    event.answer_all()
    fresh_groups = event.groups.order_by("pk")
    answered(fresh_groups[0], OTHER, now=event.now)
    spoil(event, marks=True)
    ArgumentGroup.objects.filter(pk=fresh_groups[0].pk).update(is_contested=True)
    assert refused(services.sign_summary, event.chair, event)


def test_the_conclusion_counts_anew() -> None:
    event = brought("summarised")
    ArgumentGroup.objects.filter(pk=event.groups.order_by("pk")[0].pk).update(is_contested=True)
    codes = refused(services.finalise_conclusion, event.secretary, event)
    assert BlockerCode.UNANSWERED_PROPOSALS in codes


def spoil(event: Event, *, marks: bool) -> None:
    if marks:
        event.groups.update(is_open=False)
    Consultation.objects.filter(pk=event.consultation.pk).update(open_items=0)


def test_a_lapsed_term_excuses_nothing_of_the_organisers_own() -> None:
    event = late_event()
    codes = refused(services.finalise_lapsed, event.secretary, event)
    assert set(codes) == {BlockerCode.HELD, BlockerCode.OBJECTIONS}


def test_a_held_reply_is_open() -> None:
    event = brought("summarised")
    reply = event.comments.exclude(reply_to=None)[0]
    hold_comment(actor=event.moderator, comment=reply, now=event.now)
    found = fresh(event)
    assert (found.open_items, found.summary_signed_at) == (1, None)


def test_what_joins_an_answered_group_is_not_in_the_summary() -> None:
    """A remark and a recommendation in words that have an answer open nothing."""
    event = brought("summarised")
    noticed(event, NOTICED)
    found = fresh(event)
    assert (found.open_items, found.summary_signed_at) == (0, None)
    services.sign_summary(actor=event.chair, **event.signing)
    correct(event)
    found = fresh(event)
    assert (found.open_items, found.summary_signed_at) == (0, None)
    services.sign_summary(actor=event.chair, **event.signing)
    services.finalise_conclusion(actor=event.secretary, **event.signing)


def correct(event: Event) -> None:
    """The same minutes again, signed as a correction."""

    draft = correct_minutes(
        actor=None, consultation=event.consultation, reason="Опечатка.", now=event.now
    )
    minuted(event, *data_of(draft).recommendations, version=draft.version)


def test_groups_that_are_put_together_are_counted_once() -> None:
    event = brought("closed")
    target, source = event.groups.order_by("pk")[:2]
    services.merge_groups(actor=None, target=target, sources=[source], now=event.now)
    seen = counted(event.consultation)
    assert fresh(event).open_items == len(seen.waiting) + seen.others == 3
