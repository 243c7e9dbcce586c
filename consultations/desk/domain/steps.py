"""The next step of a consultation, for the committee's staff and for the organiser."""

from enum import StrEnum

from consultations.process.domain.lifecycle import Phase


class Step(StrEnum):
    ASK_COUNCILS = "ask_councils"
    WAIT_OPENING = "wait_opening"
    ANSWER = "answer"
    WAIT_CLOSING = "wait_closing"
    WAIT_SIGNATURE = "wait_signature"
    WAIT_ANSWERS = "wait_answers"
    SIGN = "sign"
    NOTHING = "nothing"

    @property
    def is_action(self) -> bool:
        """Whether somebody here must do something, and not only wait."""
        return self in (Step.ASK_COUNCILS, Step.ANSWER, Step.SIGN)


def responder_step(phase: Phase, *, open_items: int, referrals: int) -> Step:
    """What the committee's staff does now. Answers may be given before the window closes."""
    if phase is Phase.CONCLUDED:
        return Step.NOTHING
    if open_items and phase is not Phase.ANNOUNCED:
        return Step.ANSWER
    if phase is Phase.ANSWERING:
        return Step.WAIT_SIGNATURE
    if not referrals:
        return Step.ASK_COUNCILS
    return Step.WAIT_OPENING if phase is Phase.ANNOUNCED else Step.WAIT_CLOSING


def organiser_step(phase: Phase, *, open_items: int) -> Step:
    """What the organiser's secretary does now."""
    if phase is Phase.CONCLUDED:
        return Step.NOTHING
    if phase is Phase.ANNOUNCED:
        return Step.WAIT_OPENING
    if phase is Phase.OPEN:
        return Step.WAIT_CLOSING
    return Step.WAIT_ANSWERS if open_items else Step.SIGN
