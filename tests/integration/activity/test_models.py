"""What the database itself refuses, whoever writes."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.activity import ControlWorkFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("meeting_has_place", {"form": "in_person"}),
        ("meeting_visits_municipality", {"form": "visiting", "place": "Дом культуры"}),
        ("meeting_presence_is_whole", {"members_total": 9}),
        ("meeting_presence_is_whole", {"members_present": 9}),
        ("meeting_presence_is_whole", {"members_total": 9, "members_present": 10}),
        ("meeting_presence_is_whole", {"members_total": 0, "members_present": 0}),
        ("meeting_decides_with_quorum", {"decisions": "Решили"}),
        (
            "meeting_decides_with_quorum",
            {"decisions": "Решили", "members_total": 8, "members_present": 4},
        ),
        (
            "meeting_decides_with_quorum",
            {
                "decisions": "Решили", "members_total": 9, "members_present": 6,
                "quorum_percent": 67,
            },
        ),
    ],
)  # fmt: skip
def test_a_meeting_is_whole(name: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        MeetingFactory(**values)


def test_more_than_the_share_is_a_quorum() -> None:
    held = MeetingFactory(decisions="Решили", members_total=9, members_present=5)
    assert held.has_quorum is True
    assert MeetingFactory(members_total=8, members_present=4).has_quorum is False
    assert MeetingFactory().has_quorum is None


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("control_work_names_other_form", {"form": "other"}),
        ("control_work_names_other_form", {"other_form": "круглый стол"}),
        ("control_work_has_evidence", {"url": ""}),
    ],
)
def test_control_has_evidence_and_a_name(name: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ControlWorkFactory(**values)
