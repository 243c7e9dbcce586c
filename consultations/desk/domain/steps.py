"""The next step of a consultation, for the committee's staff and for the organiser."""

from enum import StrEnum
from typing import Final

from consultations.process.domain.lifecycle import Phase


class Step(StrEnum):
    ASK_COUNCILS = "ask_councils"
    WAIT_OPENING = "wait_opening"
    ANSWER = "answer"
    WAIT_CLOSING = "wait_closing"
    SIGN_SUMMARY = "sign_summary"
    WAIT_SIGNATURE = "wait_signature"
    WAIT_ANSWERS = "wait_answers"
    WAIT_SUMMARY = "wait_summary"
    SIGN = "sign"
    SIGN_LAPSED = "sign_lapsed"
    NOTHING = "nothing"

    @property
    def is_action(self) -> bool:
        """Whether somebody here must do something, and not only wait."""
        return self in _ACTIONS


_ACTIONS: Final = (
    Step.ASK_COUNCILS,
    Step.ANSWER,
    Step.SIGN_SUMMARY,
    Step.SIGN,
    Step.SIGN_LAPSED,
)


def responder_step(phase: Phase, *, open_items: int, referrals: int, has_summary: bool) -> Step:
    """What the committee does now. Answers may be given before the window closes. `has_summary`:
    its signed summary covers everything, or the event needs none."""
    if phase is Phase.CONCLUDED:
        return Step.NOTHING
    if open_items and phase is not Phase.ANNOUNCED:
        return Step.ANSWER
    if phase is Phase.ANSWERING:
        return Step.WAIT_SIGNATURE if has_summary else Step.SIGN_SUMMARY
    if not referrals:
        return Step.ASK_COUNCILS
    return Step.WAIT_OPENING if phase is Phase.ANNOUNCED else Step.WAIT_CLOSING


def organiser_step(
    phase: Phase, *, open_items: int, has_summary: bool, may_lapse: bool = False
) -> Step:
    """What the organiser's secretary does now. `may_lapse`: the committee's term has passed, and
    nothing was signed without it yet."""
    if phase is Phase.CONCLUDED:
        return Step.NOTHING
    if phase is Phase.ANNOUNCED:
        return Step.WAIT_OPENING
    if phase is Phase.OPEN:
        return Step.WAIT_CLOSING
    if has_summary and not open_items:
        return Step.SIGN
    if may_lapse:
        return Step.SIGN_LAPSED
    return Step.WAIT_ANSWERS if open_items else Step.WAIT_SUMMARY
