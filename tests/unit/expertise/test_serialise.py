"""An opinion as JSON and back."""

import datetime as dt
import json

import pytest

from consultations.expertise.domain.opinions import (
    AssessmentData,
    BallotData,
    ConsideredData,
    DissentData,
    FactorData,
    OpinionData,
    RemarkData,
)
from consultations.expertise.domain.serialise import MalformedOpinion, from_json, to_json

WHOLE = OpinionData(
    findings="Выводы",
    rapporteur_id=3,
    meeting_on=dt.date(2026, 3, 12),
    accreditation_on=dt.date(2025, 1, 2),
    is_secret=True,
    remarks=(RemarkData("Срок", 5, "пять дней", "high", "ст. 5", frozenset({2, 1}), 9),),
    dissents=(DissentData(4, "Против", dt.date(2026, 3, 13)),),
    assessments=(AssessmentData("rights", "yes", "Да"),),
    factors=(FactorData("vague_wording", "Неясно", None, "разумный срок", "назвать срок", 7),),
    considered=(ConsideredData(11, "partly", "Согласны"),),
    ballots=(BallotData(4, "excused"),),
)


@pytest.mark.parametrize("data", [OpinionData(), WHOLE])
def test_nothing_is_lost(data: OpinionData) -> None:
    back = from_json(json.loads(json.dumps(to_json(data))))
    assert back == data
    assert [row.pk for row in back.remarks] == [row.pk for row in data.remarks]


def test_what_an_older_revision_did_not_know_is_empty() -> None:
    assert from_json({"findings": "Выводы"}) == OpinionData(findings="Выводы")


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "x",
        {"findings": 5},
        {"findings": "a" * 100_000},
        {"remarks": 5},
        {"remarks": [5]},
        {"remarks": [{"norm": "без текста"}]},
        {"remarks": [{"text": "а", "pk": "1"}]},
        {"remarks": [{"text": "а", "pk": True}]},
        {"remarks": [{"text": "а", "authors": ["x"]}]},
        {"meeting_on": "вчера"},
        {"dissents": [{"member_id": 1, "text": "а", "filed_on": None}]},
        {"ballots": [{"member_id": None, "attendance": "present"}]},
        {"members_present": -1},
        {"votes_for": 10**30},
    ],
)
def test_other_shapes_are_refused(value: object) -> None:
    with pytest.raises(MalformedOpinion):
        from_json(value)
