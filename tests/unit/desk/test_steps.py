import pytest

from consultations.desk.domain.steps import Step, organiser_step, responder_step
from consultations.desk.messages import STEPS
from consultations.process.domain.lifecycle import Phase


@pytest.mark.parametrize(
    ("phase", "open_items", "referrals", "has_summary", "step"),
    [
        (Phase.ANNOUNCED, 0, 0, False, Step.ASK_COUNCILS),
        (Phase.ANNOUNCED, 0, 2, False, Step.WAIT_OPENING),
        (Phase.OPEN, 0, 0, False, Step.ASK_COUNCILS),
        (Phase.OPEN, 0, 2, False, Step.WAIT_CLOSING),
        (Phase.OPEN, 5, 0, False, Step.ANSWER),
        (Phase.ANSWERING, 5, 0, False, Step.ANSWER),
        (Phase.ANSWERING, 0, 0, False, Step.SIGN_SUMMARY),
        (Phase.ANSWERING, 0, 0, True, Step.WAIT_SIGNATURE),
        (Phase.CONCLUDED, 0, 0, True, Step.NOTHING),
    ],
)
def test_step_of_the_committee(phase, open_items, referrals, has_summary, step) -> None:
    found = responder_step(
        phase, open_items=open_items, referrals=referrals, has_summary=has_summary
    )
    assert found is step


@pytest.mark.parametrize(
    ("phase", "open_items", "has_summary", "may_lapse", "step"),
    [
        (Phase.ANNOUNCED, 0, False, False, Step.WAIT_OPENING),
        (Phase.OPEN, 4, False, False, Step.WAIT_CLOSING),
        (Phase.ANSWERING, 4, False, False, Step.WAIT_ANSWERS),
        (Phase.ANSWERING, 4, False, True, Step.SIGN_LAPSED),
        (Phase.ANSWERING, 0, False, False, Step.WAIT_SUMMARY),
        (Phase.ANSWERING, 0, False, True, Step.SIGN_LAPSED),
        (Phase.ANSWERING, 0, True, True, Step.SIGN),
        (Phase.CONCLUDED, 0, True, False, Step.NOTHING),
    ],
)
def test_step_of_the_organiser(phase, open_items, has_summary, may_lapse, step) -> None:
    found = organiser_step(
        phase, open_items=open_items, has_summary=has_summary, may_lapse=may_lapse
    )
    assert found is step


def test_every_step_has_words() -> None:
    assert set(STEPS) == set(Step)
