import pytest

from consultations.process.domain.lifecycle import Phase, ReferralState, WindowProblem
from consultations.process.errors import ProcessProblem
from consultations.process.messages import (
    PHASE_KINDS,
    PHASES,
    PROBLEM_FIELDS,
    REFERRAL_KINDS,
    REFERRAL_STATES,
    problem_message,
)


@pytest.mark.parametrize("code", [*ProcessProblem, *WindowProblem])
def test_every_refusal_has_a_sentence(code) -> None:
    assert problem_message(code).endswith((".", ")."))


def test_every_window_problem_points_at_its_date() -> None:
    assert {PROBLEM_FIELDS[code] for code in WindowProblem} == {
        "announced_on",
        "opens_on",
        "closes_on",
    }


def test_every_phase_and_state_has_words_and_a_colour() -> None:
    assert set(PHASES) == set(PHASE_KINDS) == set(Phase)
    assert set(REFERRAL_STATES) == set(REFERRAL_KINDS) == set(ReferralState)
