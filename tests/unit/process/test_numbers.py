import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.process import numbers as module
from consultations.process.models import Consultation
from consultations.process.numbers import Numbers, Tally, numbers, provision_badges
from drafts.models import BillVersion

TALLIES = st.lists(
    st.builds(
        Tally,
        status=st.sampled_from(["published", "held", "hidden", "withdrawn"]),
        is_reply=st.booleans(),
        author_type=st.sampled_from(["citizen", "ngo", "council"]),
        channel=st.sampled_from(["online", "paper", "hearing"]),
        count=st.integers(1, 1000),
    )
)


@pytest.fixture(autouse=True)
def _own_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_sources", module._Sources())


@given(TALLIES)
def test_the_parts_sum_up_to_what_was_received(tallies) -> None:
    found = Numbers.of(tallies, participants=3, by_ground={})
    assert found.received == found.published + found.held + found.hidden + found.withdrawn
    assert found.received == sum(found.by_author_type.values()) == sum(found.by_channel.values())
    assert found.received == sum(tally.count for tally in tallies if not tally.is_reply)
    assert found.confirmed == found.by_channel.get("online", 0) <= found.received
    assert found.participants == 3


def test_only_published_replies_are_counted_and_only_as_replies() -> None:
    found = Numbers.of(
        [
            Tally("published", True, "citizen", "online", 4),
            Tally("hidden", True, "citizen", "online", 2),
        ],
        participants=1,
        by_ground={},
    )
    assert found == Numbers(replies=4, participants=1)


def test_without_a_source_everything_is_zero() -> None:
    assert numbers([1, 2]) == {1: Numbers(), 2: Numbers()}
    assert provision_badges(Consultation(pk=1)) == {}


def test_the_source_is_asked_once_for_all_and_gaps_are_zeros() -> None:
    asked = []

    def source(ids):
        asked.append(list(ids))
        return {2: Numbers(received=5)}

    module.register_source(source)
    assert numbers(iter([2, 1, 2])) == {2: Numbers(received=5), 1: Numbers()}
    assert numbers([]) == {}
    assert asked == [[2, 1]]


def test_badges_know_whether_a_consultation_or_a_version_is_meant() -> None:
    asked = []
    module.register_badges(lambda **question: asked.append(question) or {7: 3})
    assert provision_badges(Consultation(pk=1)) == {7: 3}
    assert provision_badges(BillVersion(pk=2), iter([7])) == {7: 3}
    assert asked == [
        {"consultation_id": 1, "version_id": None, "provision_ids": None},
        {"consultation_id": None, "version_id": 2, "provision_ids": [7]},
    ]
