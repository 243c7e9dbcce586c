"""What an answer must contain."""

import pytest

from consultations.conclusions.domain.answers import (
    DISPOSITIONS,
    AnswerData,
    AnswerFault,
    Reason,
    answer_faults,
)

REASONS = [
    Reason("as_proposed", "accepted", False),
    Reason("in_essence", "accepted", True),
    Reason("narrower", "partly", True),
    Reason("federal_law", "rejected", True),
    Reason("opinion", "noted", True),
    Reason("other_act", "out_of_scope", True),
]


def faults(data: AnswerData, *, has_wording: bool = False) -> list[AnswerFault]:
    return list(answer_faults(data, reasons=REASONS, has_wording=has_wording))


@pytest.mark.parametrize("reason", [reason for reason in REASONS if reason.requires_text])
def test_whatever_is_not_a_full_acceptance_is_explained(reason: Reason) -> None:
    bare = AnswerData(reason.disposition, reason.code, " \n")
    explained = AnswerData(reason.disposition, reason.code, "Потому что")
    assert faults(bare) == [AnswerFault.NO_REASONING]
    assert faults(explained) == []


def test_a_full_acceptance_needs_no_words() -> None:
    assert faults(AnswerData("accepted")) == []
    assert faults(AnswerData("accepted", "as_proposed")) == []


@pytest.mark.parametrize("disposition", [d for d in DISPOSITIONS if d != "accepted"])
def test_a_reason_belongs_to_its_position(disposition: str) -> None:
    assert faults(AnswerData(disposition, "", "Слова")) == [AnswerFault.NO_REASON]
    assert faults(AnswerData(disposition, "as_proposed", "Слова")) == [AnswerFault.UNKNOWN_REASON]
    assert faults(AnswerData("accepted", "unknown")) == [AnswerFault.UNKNOWN_REASON]


def test_a_position_without_reasons_in_the_rules_needs_none() -> None:
    assert answer_faults(AnswerData("noted", "", "Слова"), reasons=[], has_wording=False) == ()


@pytest.mark.parametrize("disposition", ["accepted", "partly"])
def test_who_accepts_a_wording_says_what_will_be_written(disposition: str) -> None:
    code = {"accepted": "in_essence", "partly": "narrower"}[disposition]
    data = AnswerData(disposition, code, "Слова")
    assert faults(data, has_wording=True) == [AnswerFault.NO_EXPECTED_WORDING]
    assert faults(data, has_wording=False) == []
    worded = AnswerData(disposition, code, "Слова", expected_text="новая редакция")
    assert faults(worded, has_wording=True) == []


def test_who_rejects_a_wording_promises_none() -> None:
    assert faults(AnswerData("rejected", "federal_law", "Слова"), has_wording=True) == []


def test_an_unknown_position_is_the_only_fault() -> None:
    assert faults(AnswerData("", "", "")) == [AnswerFault.UNKNOWN_DISPOSITION]
