"""The frozen snapshot: one spelling, one hash, commitments that cannot be guessed."""

import hashlib
import json
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.conclusions.domain.snapshot import (
    EARLIER,
    FORMAT,
    AnswerFacts,
    BillFacts,
    CouncilFacts,
    DissentFacts,
    DocumentFacts,
    Entry,
    GroundCount,
    GroupFacts,
    OpinionFacts,
    OptionFacts,
    Party,
    ProcedureFacts,
    QuestionFacts,
    ReplacedFacts,
    SignatureFacts,
    Snapshot,
    SummaryFacts,
    canonical,
    commitment,
    digest,
)

ids = st.integers(1, 2**40)
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
days = st.dates().map(lambda day: day.isoformat())
hexes = st.binary(min_size=32, max_size=32).map(bytes.hex)
entries = st.builds(Entry, id=ids, commitment=hexes)
parties = st.builds(Party, id=ids, name=text, genitive=text)
answers = st.builds(
    AnswerFacts, id=ids, revision=ids, disposition=text, reason_code=text, published_on=days,
    commitment=hexes, sitting_on=days | st.just(""), minutes_number=text,
)  # fmt: skip
groups = st.builds(
    GroupFacts, id=ids, provision_id=st.none() | ids, path=text,
    comments=st.lists(entries, max_size=3).map(tuple),
    remarks=st.lists(ids, max_size=3).map(tuple), answer=st.none() | answers,
)  # fmt: skip
dissents = st.builds(DissentFacts, id=ids, member_id=ids, filed_on=days, commitment=hexes)
opinions = st.builds(
    OpinionFacts, id=ids, number=text, recommendation=text, rapporteur_id=st.none() | ids,
    meeting_on=days,
    meeting_form=text, minutes_number=text, seats=ids, present=ids, votes_for=ids,
    votes_against=ids, votes_abstained=ids, commitment=hexes,
    remarks=st.lists(entries, max_size=2).map(tuple),
    dissents=st.lists(dissents, max_size=2).map(tuple),
)  # fmt: skip
councils = st.builds(
    CouncilFacts, referral_id=ids, council=parties, due_on=days, opinion=st.none() | opinions
)
procedures = st.builds(
    ProcedureFacts, consultation_id=ids, year=ids, slug=text, form=text, announced_on=days,
    opens_on=days, closes_on=days, premoderated=st.booleans(), commitment=hexes,
)  # fmt: skip
bills = st.builds(
    BillFacts, id=ids, title=text, number=text, sponsor=text, version_id=ids, version_number=ids,
    source_sha256=hexes,
)  # fmt: skip
signatures = st.builds(
    SignatureFacts, number=text, revision=ids, signed_at=text, signed_on=days,
    signer_id=st.none() | ids, answer_due_on=days, commitment=hexes,
)  # fmt: skip
questions = st.builds(
    QuestionFacts, id=ids, kind=text, text=text, path=text, respondents=ids,
    options=st.lists(st.builds(OptionFacts, text=text, count=ids), max_size=3).map(tuple),
)  # fmt: skip
summaries = st.builds(SummaryFacts, id=ids, number=text, revision=ids, signed_on=days, sha256=hexes)
replaced = st.builds(ReplacedFacts, number=text, revision=ids, signed_on=days, sha256=hexes)
documents = st.builds(
    DocumentFacts, kind=st.sampled_from(["summary", "full", "lapsed"]),
    summary=st.none() | summaries, due_on=days, days_late=st.integers(0, 500),
    replaces=st.none() | replaced,
)  # fmt: skip
snapshots = st.builds(
    Snapshot, format=st.just(FORMAT), procedure=procedures, bill=bills, organiser=parties,
    responder=parties, addressee=parties, signature=signatures,
    numbers=st.dictionaries(text, ids | st.dictionaries(text, ids, max_size=2), max_size=3),
    tally=st.dictionaries(text, st.dictionaries(text, ids, max_size=2), max_size=2),
    grounds=st.lists(st.builds(GroundCount, code=text, title=text, count=ids), max_size=2).map(
        tuple
    ),
    councils=st.lists(councils, max_size=2).map(tuple),
    groups=st.lists(groups, max_size=2).map(tuple),
    citations=st.dictionaries(text, text, max_size=2),
    questions=st.lists(questions, max_size=2).map(tuple), document=documents,
)  # fmt: skip


# The first text of all makes a table of characters, which takes its time on a busy machine.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(snapshot=snapshots)
def test_a_snapshot_is_read_as_it_was_written(snapshot: Snapshot) -> None:
    plain = snapshot.to_dict()
    assert Snapshot.from_dict(plain) == snapshot
    # A JSON column gives back the same, whatever the order in which it keeps names.
    assert json.loads(json.dumps(plain)) == plain


@given(snapshot=snapshots)
def test_a_snapshot_of_a_time_without_questions_is_read(snapshot: Snapshot) -> None:
    plain = snapshot.to_dict()
    del plain["questions"]
    assert Snapshot.from_dict(plain) == replace(snapshot, questions=())


@given(snapshot=snapshots)
def test_a_snapshot_of_the_first_format_is_read(snapshot: Snapshot) -> None:
    plain = snapshot.to_dict() | {"format": 1}
    del plain["document"]
    for group in plain["groups"]:
        if group["answer"] is not None:
            del group["answer"]["sitting_on"], group["answer"]["minutes_number"]
    old = Snapshot.from_dict(plain)
    assert (old.format, old.document) == (1, EARLIER)
    assert old.signature == snapshot.signature
    assert {group.answer.sitting_on for group in old.groups if group.answer} <= {""}


@given(snapshot=snapshots)
def test_what_a_first_revision_does_not_say_is_not_hashed(snapshot: Snapshot) -> None:
    """Documents signed before it was written down keep their hashes."""
    facts = snapshot.to_dict()["document"]
    assert ("replaces" in facts) == (snapshot.document.replaces is not None)
    assert "summary" in facts  # unlike it, always there


@given(snapshot=snapshots)
def test_what_has_no_answer_is_named(snapshot: Snapshot) -> None:
    named = {id(group) for group in snapshot.unanswered}
    assert named == {id(group) for group in snapshot.groups if group.answer is None}


@given(snapshot=snapshots, rng=st.randoms())
def test_the_hash_does_not_depend_on_the_order_of_names(
    snapshot: Snapshot, rng: random.Random
) -> None:
    plain = snapshot.to_dict()
    shuffled = _shuffled(plain, rng)
    assert canonical(shuffled) == canonical(plain)
    assert digest(shuffled) == digest(plain) == hashlib.sha256(canonical(plain)).hexdigest()


def _shuffled(value: Any, rng: random.Random) -> Any:
    if isinstance(value, dict):
        names = list(value)
        rng.shuffle(names)
        return {name: _shuffled(value[name], rng) for name in names}
    if isinstance(value, list):
        return [_shuffled(item, rng) for item in value]
    return value


@given(snapshot=snapshots, other=snapshots)
def test_different_snapshots_have_different_hashes(snapshot: Snapshot, other: Snapshot) -> None:
    same = digest(snapshot.to_dict()) == digest(other.to_dict())
    assert same == (snapshot == other)


@given(salt=st.binary(min_size=32, max_size=32), one=text, two=text)
def test_a_commitment_is_of_one_text_under_one_salt(salt: bytes, one: str, two: str) -> None:
    promised = commitment(salt, {"text": one})
    assert promised == commitment(salt, {"text": one})
    assert (promised == commitment(salt, {"text": two})) == (one == two)
    other_salt = bytes([salt[0] ^ 1]) + salt[1:]
    assert promised != commitment(other_salt, {"text": one})


def test_another_format_is_not_read() -> None:
    with pytest.raises(ValueError, match="format 4"):
        Snapshot.from_dict({"format": 4})
