import pytest

from consultations.desk.domain.steps import Step, organiser_step, responder_step
from consultations.desk.messages import STEPS
from consultations.process.domain.lifecycle import Phase


@pytest.mark.parametrize(
    ("phase", "open_items", "referrals", "step"),
    [
        (Phase.ANNOUNCED, 0, 0, Step.ASK_COUNCILS),
        (Phase.ANNOUNCED, 0, 2, Step.WAIT_OPENING),
        (Phase.OPEN, 0, 0, Step.ASK_COUNCILS),
        (Phase.OPEN, 0, 2, Step.WAIT_CLOSING),
        (Phase.OPEN, 5, 0, Step.ANSWER),
        (Phase.ANSWERING, 5, 0, Step.ANSWER),
        (Phase.ANSWERING, 0, 0, Step.WAIT_SIGNATURE),
        (Phase.CONCLUDED, 0, 0, Step.NOTHING),
    ],
)
def test_step_of_the_committee(phase, open_items, referrals, step) -> None:
    assert responder_step(phase, open_items=open_items, referrals=referrals) is step


@pytest.mark.parametrize(
    ("phase", "open_items", "step"),
    [
        (Phase.ANNOUNCED, 0, Step.WAIT_OPENING),
        (Phase.OPEN, 4, Step.WAIT_CLOSING),
        (Phase.ANSWERING, 4, Step.WAIT_ANSWERS),
        (Phase.ANSWERING, 0, Step.SIGN),
        (Phase.CONCLUDED, 0, Step.NOTHING),
    ],
)
def test_step_of_the_organiser(phase, open_items, step) -> None:
    assert organiser_step(phase, open_items=open_items) is step


def test_every_step_has_words() -> None:
    assert set(STEPS) == set(Step)
