"""The laws of bringing two texts together."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consultations.expertise.domain.changes import ChangeKind, changes
from consultations.expertise.domain.merging import merge, resolve
from consultations.expertise.domain.opinions import (
    AssessmentData,
    BallotData,
    ConsideredData,
    OpinionData,
    RemarkData,
)

words = st.sampled_from(["", "а", "б", "в"])
votes = st.sampled_from(["for", "against", "abstained"])


def rows(kind: Any, key: str, **values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    row = st.builds(kind, **{key: st.integers(1, 5)}, **values)
    return st.lists(row, max_size=4, unique_by=lambda item: getattr(item, key)).map(tuple)


authors = st.frozensets(st.integers(1, 3), max_size=2)
drafts = st.builds(
    OpinionData,
    findings=words,
    proposals=words,
    is_secret=st.booleans(),
    members_present=st.integers(0, 3),
    votes_for=st.integers(0, 2),
    remarks=rows(RemarkData, "pk", text=words, norm=words, authors=authors),
    considered=rows(ConsideredData, "comment_id", result=words, note=words),
    ballots=rows(BallotData, "member_id", attendance=st.just("present"), vote=votes),
).map(OpinionData.counted)


def keys(data: OpinionData) -> list[int | None]:
    return [remark.pk for remark in data.remarks]


@given(base=drafts, other=drafts)
def test_what_only_one_side_changed_is_taken(base: OpinionData, other: OpinionData) -> None:
    for merged in (merge(base, base, other), merge(base, other, base)):
        assert merged.conflicts == ()
        assert merged.data == other
        assert keys(merged.data) == keys(other)


@given(base=drafts, other=drafts)
def test_what_both_made_alike_is_no_conflict(base: OpinionData, other: OpinionData) -> None:
    merged = merge(base, other, other)
    assert (merged.data, merged.conflicts) == (other, ())


def by_key(data: OpinionData) -> dict[str, Any]:
    """Without the order of rows that both sides added."""
    return {
        "findings": data.findings,
        "proposals": data.proposals,
        "is_secret": data.is_secret,
        "counts": (data.members_present, data.votes_for, data.votes_against),
        "remarks": {row.pk: row for row in data.remarks},
        "considered": {row.comment_id: row for row in data.considered},
        "ballots": {row.member_id: row for row in data.ballots},
    }


@given(base=drafts, mine=drafts, theirs=drafts)
def test_sides_are_equal_where_they_do_not_meet(
    base: OpinionData, mine: OpinionData, theirs: OpinionData
) -> None:
    here, there = merge(base, mine, theirs), merge(base, theirs, mine)
    assert len(here.conflicts) == len(there.conflicts)
    if not here.conflicts:
        assert by_key(here.data) == by_key(there.data)


@given(base=drafts, mine=drafts, theirs=drafts)
def test_nothing_that_one_side_added_is_dropped(
    base: OpinionData, mine: OpinionData, theirs: OpinionData
) -> None:
    merged = merge(base, mine, theirs)
    known = set(keys(base))
    kept = set(keys(merged.data))
    for side in (mine, theirs):
        assert set(keys(side)) - known <= kept
    before = {row.comment_id for row in base.considered}
    kept = {row.comment_id for row in merged.data.considered}
    assert {row.comment_id for row in (*mine.considered, *theirs.considered)} - before <= kept


@given(base=drafts, mine=drafts, theirs=drafts, new=st.lists(words, max_size=3))
def test_own_new_rows_stay_in_their_order(
    base: OpinionData, mine: OpinionData, theirs: OpinionData, new: list[str]
) -> None:
    fresh = tuple(RemarkData(f"новое {number} {text}") for number, text in enumerate(new))
    merged = merge(base, replace(mine, remarks=(*mine.remarks, *fresh)), theirs)
    assert tuple(row for row in merged.data.remarks if row.pk is None) == fresh


VOTED = OpinionData(
    ballots=(BallotData(1, "present", "for"), BallotData(2, "present", "for"))
).counted()
REVOTED = replace(VOTED, ballots=(BallotData(1, "present", "against"), VOTED.ballots[1])).counted()
# Without ballots the counts are what a person wrote.
BY_HAND = OpinionData(members_present=3, votes_for=1, votes_against=2)


@example(base=VOTED, mine=REVOTED, theirs=BY_HAND)
@given(base=drafts, mine=drafts, theirs=drafts)
def test_taking_one_side_everywhere_decides_everything(
    base: OpinionData, mine: OpinionData, theirs: OpinionData
) -> None:
    merged = merge(base, mine, theirs)
    ours = data = merged.data
    for conflict in merged.conflicts:
        ours = resolve(ours, conflict, conflict.mine)
        data = resolve(data, conflict, conflict.theirs)
    assert ours == merged.data
    # With the words of theirs there is nothing left that theirs would have to give up.
    assert merge(base, theirs, data).conflicts == ()


@given(old=drafts, new=drafts)
def test_changes_are_empty_only_between_equal_texts(old: OpinionData, new: OpinionData) -> None:
    same_rows = [keys(old), [row.comment_id for row in old.considered]] == [
        keys(new),
        [row.comment_id for row in new.considered],
    ]
    assert (changes(old, new) == ()) == (old == new and same_rows)


BASE = OpinionData(
    findings="было", remarks=(RemarkData("первое", pk=1), RemarkData("второе", norm="ст. 1", pk=2))
)


def test_fields_of_one_row_are_merged_one_by_one() -> None:
    mine = replace(BASE, remarks=(BASE.remarks[0], replace(BASE.remarks[1], text="моё")))
    theirs = replace(BASE, remarks=(BASE.remarks[0], replace(BASE.remarks[1], norm="ст. 2")))
    merged = merge(BASE, mine, theirs)
    assert merged.conflicts == ()
    assert merged.data.remarks[1] == RemarkData("моё", norm="ст. 2", pk=2)


def test_authors_of_both_sides_are_kept() -> None:
    mine = replace(BASE, remarks=(replace(BASE.remarks[0], authors=frozenset({1})),))
    theirs = replace(BASE, remarks=(replace(BASE.remarks[0], authors=frozenset({2})),))
    assert merge(BASE, mine, theirs).data.remarks[0].authors == {1, 2}


def test_both_changed_one_text() -> None:
    merged = merge(BASE, replace(BASE, findings="моё"), replace(BASE, findings="их"))
    (conflict,) = merged.conflicts
    assert (conflict.part, conflict.base, conflict.mine, conflict.theirs) == (
        "findings", "было", "моё", "их",
    )  # fmt: skip
    assert merged.data.findings == "моё"
    assert resolve(merged.data, conflict, "общее").findings == "общее"


@pytest.mark.parametrize("who", ["mine", "theirs"])
def test_a_row_that_one_removed_and_another_changed(who: str) -> None:
    removed = replace(BASE, remarks=BASE.remarks[1:])
    changed = replace(BASE, remarks=(replace(BASE.remarks[0], text="иначе"), BASE.remarks[1]))
    sides = (removed, changed) if who == "mine" else (changed, removed)
    merged = merge(BASE, *sides)
    (conflict,) = merged.conflicts
    assert conflict.is_row
    kept = resolve(merged.data, conflict, changed.remarks[0])
    assert {row.text for row in kept.remarks} == {"иначе", "второе"}
    gone = resolve(merged.data, conflict, None)
    assert [row.text for row in gone.remarks] == ["второе"]


def test_a_form_that_was_sent_twice_adds_once() -> None:
    mine = replace(BASE, remarks=(*BASE.remarks, RemarkData("третье")))
    theirs = replace(BASE, remarks=(*BASE.remarks, RemarkData("третье", pk=3)))
    assert [row.text for row in merge(BASE, mine, theirs).data.remarks] == [
        "первое", "второе", "третье",
    ]  # fmt: skip


def test_counts_follow_from_merged_ballots() -> None:
    base = OpinionData(ballots=(BallotData(1, "present", "for"),)).counted()
    mine = replace(base, ballots=(*base.ballots, BallotData(2, "present", "against"))).counted()
    theirs = replace(base, ballots=(*base.ballots, BallotData(3, "present", "for"))).counted()
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert (merged.data.members_present, merged.data.votes_for, merged.data.votes_against) == (
        3, 2, 1,
    )  # fmt: skip


def test_counts_that_a_person_wrote_hold_when_no_ballot_stays() -> None:
    for merged, kept in ((merge(VOTED, REVOTED, BY_HAND), 0), (merge(VOTED, BY_HAND, REVOTED), 1)):
        (conflict,) = merged.conflicts
        assert (conflict.part, conflict.key) == ("ballots", 1)
        sides = (conflict.mine, conflict.theirs)
        assert resolve(merged.data, conflict, sides[1 - kept]) == BY_HAND
        data = resolve(merged.data, conflict, sides[kept])
        assert data.ballots == REVOTED.ballots[:1]
        assert (data.members_present, data.votes_for, data.votes_against) == (1, 0, 1)


def test_the_count_of_ballots_that_were_taken_away_is_not_kept() -> None:
    """One says that a member was absent, another takes the ballots away and leaves the number of
    those present as it was."""
    mine = replace(VOTED, ballots=(BallotData(1, "absent"), VOTED.ballots[1])).counted()
    theirs = replace(VOTED, ballots=())
    merged = merge(VOTED, mine, theirs)
    (conflict,) = merged.conflicts
    assert resolve(merged.data, conflict, None) == theirs


def test_the_same_item_assessed_by_both_is_asked_about() -> None:
    mine = OpinionData(assessments=(AssessmentData("rights", "yes"),))
    theirs = OpinionData(assessments=(AssessmentData("rights", "no", "Нет"),))
    merged = merge(OpinionData(), mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.key, conflict.field) == ("rights", "verdict")
    assert merged.data.assessments == (AssessmentData("rights", "yes", "Нет"),)


def test_an_order_that_one_side_changed_is_kept() -> None:
    turned = replace(BASE, remarks=BASE.remarks[::-1])
    assert keys(merge(BASE, turned, BASE).data) == [2, 1]
    assert keys(merge(BASE, BASE, turned).data) == [2, 1]
    (change,) = changes(BASE, turned)
    assert change.kind is ChangeKind.MOVED
