"""What is different between two revisions of a document."""

import json
import time
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.conclusions.domain.figures import NumberChange, Section
from consultations.conclusions.domain.revisions import (
    NOTHING,
    Comparison,
    CouncilChangeKind,
    FactChange,
    MinutesChange,
    SummaryChange,
    compare,
)
from consultations.conclusions.domain.rowchanges import (
    ChangeKind,
    GroupChange,
    Members,
    Place,
    places,
)
from consultations.conclusions.domain.snapshot import (
    EARLIER,
    AnswerFacts,
    BillFacts,
    CouncilFacts,
    DocumentFacts,
    Entry,
    GroundCount,
    GroupFacts,
    MinutesFacts,
    OpinionFacts,
    OptionFacts,
    Party,
    PlaceFacts,
    ProcedureFacts,
    QuestionFacts,
    SignatureFacts,
    Snapshot,
    SummaryFacts,
)

CHAMBER, COMMITTEE, ASSEMBLY = Party(1, "Палата"), Party(2, "Комитет"), Party(3, "Собрание")
SUMMARY = SummaryFacts(7, "2-С", 1, "2026-03-20", "aa")
SIZE, SHARE = 5_000, 20
LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answer(pk: int, disposition: str = "rejected", reason: str = "federal_law") -> AnswerFacts:
    return AnswerFacts(pk, 1, disposition, reason, "2026-03-01", f"salted {pk}")


def entries(*pks: int) -> tuple[Entry, ...]:
    return tuple(Entry(pk, f"salted {pk}") for pk in pks)


def group(pk: int, *comments: int, path: str = "article:1", **fields: Any) -> GroupFacts:
    given = {"remarks": (), "answer": answer(100 + pk)} | fields
    return GroupFacts(pk, None, path, entries(*comments), **given)


def opinion(pk: int, **fields: Any) -> OpinionFacts:
    given: dict[str, Any] = {
        "number": "3", "recommendation": "revise", "rapporteur_id": 1, "meeting_on": "2026-02-20",
        "meeting_form": "in_person", "minutes_number": "5", "seats": 12, "present": 10,
        "votes_for": 9, "votes_against": 1, "votes_abstained": 0, "commitment": "", "remarks": (),
        "dissents": (),
    }  # fmt: skip
    return OpinionFacts(pk, **(given | fields))


def asked(pk: int, found: OpinionFacts | None) -> CouncilFacts:
    return CouncilFacts(pk, Party(pk, f"Совет {pk}"), "2026-02-25", found)


def snapshot(*groups: GroupFacts, **fields: Any) -> Snapshot:
    given: dict[str, Any] = {
        "format": 3,
        "procedure": ProcedureFacts(
            1, 2026, "sroki", "expertise", "2026-01-20", "2026-02-01", "2026-02-28", False, ""
        ),
        "bill": BillFacts(1, "О сроках", "15-8", "Губернатор", 1, 1, ""),
        "organiser": CHAMBER,
        "responder": COMMITTEE,
        "addressee": ASSEMBLY,
        "signature": SignatureFacts("12", 1, "", "2026-04-01", 1, "2026-05-04", ""),
        "numbers": {"received": 3, "by_author_type": {"citizen": 3}, "by_channel": {"online": 3}},
        "tally": {"proposals": {"rejected": 3}},
        "grounds": (),
        "councils": (),
        "groups": groups,
        "citations": {},
        "document": DocumentFacts("full", SUMMARY),
    }
    return Snapshot(**(given | fields))


def only(old: Snapshot, new: Snapshot) -> GroupChange:
    (change,) = compare(old, new).groups
    return change


# --- Laws -------------------------------------------------------------------------------------

pks = st.integers(1, 12)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Documents of few groups with few members, so that two of them have much in common; each
    member stands in one group."""
    said = st.builds(answer, pks, st.sampled_from(["noted", "partly"]))
    groups = []
    free = list(draw(st.permutations(range(1, 9))))
    for pk in draw(st.lists(pks, unique=True, max_size=5)):
        count = draw(st.integers(0, 3))
        mine, free = free[:count], free[count:]
        groups.append(
            group(
                pk,
                *mine,
                path=draw(st.sampled_from(["", "article:1", "article:2"])),
                answer=draw(st.none() | said),
            )
        )
    councils = draw(st.lists(pks, unique=True, max_size=3))
    counted = st.dictionaries(st.sampled_from("abc"), st.integers(1, 3), max_size=3)
    return snapshot(
        *groups,
        councils=tuple(asked(pk, draw(st.none() | st.builds(opinion, pks))) for pk in councils),
        numbers={"received": draw(pks), "by_author_type": draw(counted)},
        tally={"proposals": draw(counted)},
        grounds=tuple(GroundCount(code, code, n) for code, n in draw(counted).items()),
        places=tuple(PlaceFacts(name, {"citizen": n}) for name, n in draw(counted).items()),
        signature=SignatureFacts(
            draw(st.sampled_from("12")), 1, "", "2026-04-01", draw(st.none() | pks), "", ""
        ),
    )


@LAW
@given(one=snapshots())
def test_nothing_is_different_between_equal_documents(one: Snapshot) -> None:
    assert compare(one, one) == NOTHING
    read = Snapshot.from_dict(json.loads(json.dumps(one.to_dict())))
    assert compare(one, read) == NOTHING
    assert NOTHING.count == 0


def mirrored(one: Comparison) -> dict[str, Any]:
    """The same change seen from the other side, in no order."""
    opposite = {
        CouncilChangeKind.GIVEN: CouncilChangeKind.WITHDRAWN,
        CouncilChangeKind.ASKED: CouncilChangeKind.RELEASED,
    }
    opposite |= {there: here for here, there in opposite.items()}
    return {
        "facts": {(fact.code, fact.new, fact.old) for fact in one.facts},
        "numbers": {(n.section, n.code, n.new, n.old) for n in one.numbers},
        "councils": {
            (opposite.get(c.kind, c.kind), c.council, c.new and c.new.id, c.old and c.old.id)
            for c in one.councils
        },
        "groups": {
            (
                g.group_id, g.new, g.old, g.left, g.came,
                g.answer and (g.answer.new, g.answer.old),
            )
            for g in one.groups
        },
    }  # fmt: skip


def plain(one: Comparison) -> dict[str, Any]:
    return {
        "facts": {(fact.code, fact.old, fact.new) for fact in one.facts},
        "numbers": {(n.section, n.code, n.old, n.new) for n in one.numbers},
        "councils": {
            (c.kind, c.council, c.old and c.old.id, c.new and c.new.id) for c in one.councils
        },
        "groups": {
            (
                g.group_id, g.old, g.new, g.came, g.left,
                g.answer and (g.answer.old, g.answer.new),
            )
            for g in one.groups
        },
    }  # fmt: skip


@LAW
@given(one=snapshots(), two=snapshots())
def test_added_and_removed_are_mirror_images(one: Snapshot, two: Snapshot) -> None:
    there, back = compare(one, two), compare(two, one)
    assert plain(back) == mirrored(there)
    assert back.rows(ChangeKind.ADDED) == there.rows(ChangeKind.REMOVED)
    assert back.count == there.count


@LAW
@given(one=snapshots(), two=snapshots())
def test_counts_add_up(one: Snapshot, two: Snapshot) -> None:
    found = compare(one, two)
    added, removed = found.rows(ChangeKind.ADDED), found.rows(ChangeKind.REMOVED)
    assert len(one.groups) + added - removed == len(two.groups)
    assert found.rows(ChangeKind.CHANGED) + added + removed == len(found.groups)
    said = [sum(len(g.comments) for g in side.groups) for side in (one, two)]
    assert said[0] + sum(g.came.count - g.left.count for g in found.groups) == said[1]
    # Who has moved has left one group and come to another.
    assert sum(g.came.moved for g in found.groups) == sum(g.left.moved for g in found.groups)
    numbers: Counter[str] = Counter({**one.tally["proposals"]})
    for change in found.numbers:
        if change.section is Section.PROPOSALS:
            numbers[change.code] += change.new - change.old
    assert +numbers == Counter(two.tally["proposals"])


@LAW
@given(one=snapshots(), two=snapshots())
def test_what_is_not_named_is_the_same(one: Snapshot, two: Snapshot) -> None:
    named = {change.group_id for change in compare(one, two).groups}
    before, after = ({g.id: g for g in side.groups} for side in (one, two))
    for pk in before.keys() & after.keys() - named:
        was, now = before[pk], after[pk]
        assert (was.path, set(was.comments)) == (now.path, set(now.comments))
        assert (was.answer and was.answer.id) == (now.answer and now.answer.id)


# --- Rows -------------------------------------------------------------------------------------


def test_a_new_answer_is_named_with_the_old_one() -> None:
    old, new = answer(1, "rejected"), answer(2, "accepted", "as_proposed")
    change = only(snapshot(group(5, 1, answer=old)), snapshot(group(5, 1, answer=new)))
    assert (change.kind, change.group_id, change.place) == ("changed", 5, Place(1, "article:1"))
    assert change.answer is not None
    assert (change.answer.old, change.answer.new) == (old, new)
    assert change.answer.is_position_changed
    assert change.came == change.left == Members()
    same = only(snapshot(group(5, answer=old)), snapshot(group(5, answer=answer(2))))
    assert same.answer is not None
    assert not same.answer.is_position_changed


def test_a_new_salt_is_no_change() -> None:
    old = group(5, 1)
    assert old.answer is not None
    salted = replace(old, comments=(Entry(1, "other"),), answer=replace(old.answer, commitment="?"))
    assert compare(snapshot(old), snapshot(salted)) == NOTHING


def test_what_came_and_what_left_is_told_from_what_moved() -> None:
    old = snapshot(group(1, 10, 11, 12), group(2, 20), group(3, 30))
    new = snapshot(group(1, 10, 13), group(2, 20, 11), group(4, 30))
    by_id = {change.group_id: change for change in compare(old, new).groups}
    # 12 was hidden, 11 was put to another row.
    assert by_id[1].left == Members((11, 12), moved=1)
    assert by_id[1].came == Members((13,))
    assert by_id[2].came == Members((11,), moved=1)
    assert (by_id[3].kind, by_id[4].kind) == (ChangeKind.REMOVED, ChangeKind.ADDED)
    assert by_id[3].left == by_id[4].came == Members((30,), moved=1)


def test_a_proposal_and_a_remark_of_one_number_are_two_things() -> None:
    old = snapshot(group(1, 7), group(2))
    new = snapshot(group(1, 7), group(2, remarks=(7,)))
    change = only(old, new)
    assert change.came == Members(remarks=(7,), moved=0)


def test_a_change_of_numbers_of_rows_alone_is_none() -> None:
    old = snapshot(group(1, 1), group(2, 2))
    new = snapshot(group(3, 3), group(1, 1), group(2, 2))
    change = only(old, new)
    assert (change.kind, change.group_id) == (ChangeKind.ADDED, 3)
    assert only(old, snapshot(group(1, 1), group(2, 2, path="article:9"))).new == Place(
        2, "article:9"
    )


def test_rows_are_numbered_as_in_the_document() -> None:
    heard = group(4, path="article:1", recommendations=entries(1))
    one = snapshot(
        group(1, path="article:1", remarks=(1,)), heard, group(2, 1, path="article:1"),
        group(3, 2, path=""),
    )  # fmt: skip
    assert {pk: place.row for pk, place in places(one).items()} == {2: 1, 1: 2, 4: 3, 3: 4}


# --- The rest ---------------------------------------------------------------------------------


def test_what_became_of_opinions() -> None:
    old = snapshot(
        councils=(
            asked(1, None), asked(2, opinion(2)), asked(3, opinion(3)), asked(4, None),
            asked(5, opinion(5)),
        )
    )  # fmt: skip
    new = snapshot(
        councils=(
            asked(1, opinion(1)), asked(2, opinion(12)), asked(3, None), asked(5, opinion(5)),
            asked(6, None),
        )
    )  # fmt: skip
    found = {change.council.id: change.kind.value for change in compare(old, new).councils}
    assert found == {1: "given", 2: "corrected", 3: "withdrawn", 4: "released", 6: "asked"}


def test_a_full_conclusion_after_a_lapsed_one() -> None:
    lapsed = snapshot(group(1, 1, answer=None), document=DocumentFacts("lapsed", days_late=3))
    full = snapshot(
        group(1, 1), signature=replace(lapsed.signature, number="13", signed_on="2026-04-09")
    )
    found = compare(lapsed, full)
    assert found.facts == (
        FactChange("kind", "lapsed", "full"), FactChange("number", "12", "13"),
        FactChange("signed_on", "2026-04-01", "2026-04-09"),
    )  # fmt: skip
    assert found.summary == SummaryChange(None, SUMMARY)
    assert found.groups[0].answer is not None
    assert (found.groups[0].answer.old, found.count) == (None, 1)


def test_minutes_that_were_corrected() -> None:
    first = MinutesFacts(1, "5", "2026-03-01", 20, "", (), "")
    second = replace(first, id=2, attending=21)
    found = compare(snapshot(minutes=first), snapshot(minutes=second))
    assert found.minutes == MinutesChange(first, second)
    assert found.count == 1
    assert compare(snapshot(minutes=first), snapshot(minutes=first)) == NOTHING


def test_numbers_that_differ() -> None:
    question = QuestionFacts(1, "one", "Нужен ли закон?", "", 5, (OptionFacts("Да", 4),))
    old = snapshot(grounds=(GroundCount("ads", "Реклама", 1),), questions=(question,))
    new = snapshot(
        numbers={
            "received": 4,
            "by_author_type": {"citizen": 3, "ngo": 1},
            "by_channel": {"online": 3},
        },
        tally={"proposals": {"rejected": 2, "partly": 1}},
        places=(PlaceFacts("Тында", {"citizen": 1, "ngo": 1}),),
        moderation={"hide": 1},
        questions=(replace(question, respondents=6, options=(OptionFacts("Да", 5),)),),
    )
    assert compare(old, new).numbers == (
        NumberChange(Section.NUMBERS, "received", 3, 4),
        NumberChange(Section.AUTHOR_TYPES, "ngo", 0, 1),
        NumberChange(Section.PROPOSALS, "rejected", 3, 2),
        NumberChange(Section.PROPOSALS, "partly", 0, 1),
        NumberChange(Section.GROUNDS, "ads", 1, 0, "Реклама"),
        NumberChange(Section.MODERATION, "hide", 0, 1),
        NumberChange(Section.PLACES, "Тында", 0, 2, "Тында"),
        NumberChange(Section.QUESTIONS, "1", 5, 6, "Нужен ли закон?"),
        NumberChange(Section.OPTIONS, "Да", 4, 5, "Нужен ли закон? – Да"),
    )


@pytest.mark.parametrize("earlier", [1, 2])
def test_what_an_earlier_format_does_not_know_is_no_difference(earlier: int) -> None:
    new = snapshot(
        group(1, 1), places=(PlaceFacts("Тында", {"citizen": 1}),), moderation={"hide": 1},
        objections={"filed": 1}, minutes=MinutesFacts(1, "5", "2026-03-01", 20, "", (), ""),
        numbers={"received": 3, "participants": 2}, tally={"proposals": {}, "recommendations": {}},
    )  # fmt: skip
    plain = new.to_dict() | {"format": earlier, "tally": {"proposals": {}}}
    for name in ("places", "moderation", "objections", "minutes", "questions"):
        del plain[name]
    del plain["numbers"]["participants"]
    if earlier == 1:
        del plain["document"]
    else:
        del plain["document"]["template"]
    old = Snapshot.from_dict(json.loads(json.dumps(plain)))
    found = compare(old, new)
    assert (found.numbers, found.minutes, found.groups) == ((), None, ())
    assert (old.document == EARLIER) == (found.summary is not None) == (earlier == 1)
    assert compare(old, old) == NOTHING


def test_another_template_is_no_change() -> None:
    old = snapshot()
    facts = replace(old.document, template="ab" * 32)
    assert compare(old, replace(old, document=facts)) == NOTHING


def test_the_two_documents_are_not_compared() -> None:
    summary = snapshot(document=DocumentFacts("summary"))
    with pytest.raises(ValueError, match="not compared"):
        compare(summary, snapshot())


def test_a_large_document_is_compared_at_once() -> None:
    """5,000 rows with 100,000 proposals, every one answered anew; the reading of the JSON
    included. Processor time: others may be at work."""

    def written(shift: int) -> str:
        rows = (
            group(pk, *range(pk * SHARE, pk * SHARE + SHARE), answer=answer(pk + shift))
            for pk in range(1, SIZE + 1)
        )
        return json.dumps(snapshot(*rows).to_dict())

    old, new = written(0), written(SIZE)
    began = time.process_time()
    found = compare(*(Snapshot.from_dict(json.loads(text)) for text in (old, new)))
    spent = time.process_time() - began
    assert found.count == SIZE
    # About 0.6 s; a search of every row in every other would take minutes.
    assert spent < 3
