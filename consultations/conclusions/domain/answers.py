"""What the responsible committee's position must contain."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ACCEPTED = "accepted"
PARTLY = "partly"
DISPOSITIONS = (ACCEPTED, PARTLY, "rejected", "noted", "out_of_scope")


# The most characters of a reasoning or a wording, of a norm, of the number of a paper.
MAX_TEXT: Final = 20_000
MAX_NORM: Final = 500
MAX_NUMBER: Final = 60


@dataclass(frozen=True, slots=True)
class AnswerData:
    """A position on a group. `disposition`: accepted, partly, rejected, noted, out_of_scope;
    `reason_code`: a code of the rules for it; `text`: the reasoning; `norm`: what it rests on;
    `expected_text`: the words that the bill is expected to get."""

    disposition: str
    reason_code: str = ""
    text: str = ""
    norm: str = ""
    expected_text: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that the rules allow for one disposition."""

    code: str
    disposition: str
    requires_text: bool


class AnswerFault(StrEnum):
    UNKNOWN_DISPOSITION = "unknown_disposition"
    NO_REASON = "no_reason"
    UNKNOWN_REASON = "unknown_reason"  # not among the reasons for this disposition
    NO_REASONING = "no_reasoning"  # 212-FZ, art. 16: disagreement needs a reasoned objection
    NO_EXPECTED_WORDING = "no_expected_wording"
    TOO_LONG = "too_long"
    SAME_WORDING = "same_wording"  # the expected words are those that the bill has already


def answer_faults(
    data: AnswerData, *, reasons: Collection[Reason], has_wording: bool, original: str = ""
) -> tuple[AnswerFault, ...]:
    """Everything that is wrong with an answer; empty: it may be published.

    A full acceptance may go without reason and reasoning, unless the reason that was chosen asks
    for words. `has_wording`: a proposed wording stands among the proposals that are answered.
    `original`: the words of the provision; empty for the bill as a whole.
    """
    return tuple(_faults(data, reasons, has_wording, original))


def _faults(
    data: AnswerData, reasons: Collection[Reason], has_wording: bool, original: str
) -> Iterator[AnswerFault]:
    if data.disposition not in DISPOSITIONS:
        yield AnswerFault.UNKNOWN_DISPOSITION
        return
    fitting = [reason for reason in reasons if reason.disposition == data.disposition]
    chosen = next((reason for reason in fitting if reason.code == data.reason_code), None)
    is_accepted = data.disposition == ACCEPTED
    if data.reason_code and chosen is None:
        yield AnswerFault.UNKNOWN_REASON
    elif not data.reason_code and fitting and not is_accepted:
        yield AnswerFault.NO_REASON
    needs_words = not is_accepted or (chosen is not None and chosen.requires_text)
    if needs_words and not data.text.strip():
        yield AnswerFault.NO_REASONING
    changes_text = data.disposition in (ACCEPTED, PARTLY)
    if changes_text and has_wording and not data.expected_text.strip():
        yield AnswerFault.NO_EXPECTED_WORDING
    if max(len(data.text), len(data.expected_text)) > MAX_TEXT or len(data.norm) > MAX_NORM:
        yield AnswerFault.TOO_LONG
    expected = data.expected_text.split()
    if changes_text and expected and expected == original.split():
        yield AnswerFault.SAME_WORDING
