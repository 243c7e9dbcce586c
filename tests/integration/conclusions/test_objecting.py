"""An author objects to an answer once; a member of a council decides; what follows from it."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.comments.services import hide_comment
from consultations.conclusions import objection_mail
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.errors import (
    ConclusionsError,
    ObjectionProblem,
    ObjectionRefused,
)
from consultations.conclusions.models import Answer, AnswerObjection, ArgumentGroup, Reviewer
from consultations.conclusions.selectors import answers_for_comments
from consultations.conclusions.selectors.objections import (
    ObjectionNumbers,
    filing_term,
    objection_numbers,
    objections_of,
)
from consultations.conclusions.services import (
    decide_answer_objection,
    draft_answer,
    recount_open_items,
    remind_reviewers,
)
from consultations.process.models import Consultation
from core.accounts.models import Body, MembershipRole, User
from core.accounts.services import erase_contact
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from core.rules.selectors import due_on
from core.web.templatetags.veche import local_date
from tests.factories.accounts import staff
from tests.factories.conclusions import answered, group_of, published, signed
from tests.factories.objections import named, objected, said_and_answered
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def comment(consultation: Consultation) -> ProvisionComment:
    return said_and_answered(consultation)


@pytest.fixture
def reviewer(consultation: Consultation) -> Reviewer:
    return named(consultation)


def decide(
    objection: AnswerObjection, outcome: str = "upheld", actor: User | None = None, **values: Any
) -> AnswerObjection:
    assert objection.reviewer is not None
    return decide_answer_objection(
        actor=actor or objection.reviewer.user,
        objection=objection,
        outcome=outcome,
        reasoning=values.get("reasoning", "О сроке в ответе ничего нет."),
        now=timezone.now(),
        seen_answer=values.get("seen_answer"),
    )


def open_items(consultation: Consultation) -> int:
    """As kept by the services; the recount must agree."""
    consultation.refresh_from_db()
    kept = consultation.open_items
    assert recount_open_items(consultation=consultation) == kept
    return kept


def refused(code: ObjectionProblem) -> "pytest.RaisesExc[ObjectionRefused]":
    return pytest.raises(ObjectionRefused, check=lambda error: error.code is code)


# --- Filing -----------------------------------------------------------------------------------


def test_an_objection_goes_to_the_named_member(
    comment: ProvisionComment, reviewer: Reviewer
) -> None:
    state = Consultation.objects.get(pk=comment.consultation_id).public_state
    objection = objected(comment)
    assert objection.reviewer == reviewer
    assert objection.due_on == due_on("objection.answer", timezone.localdate())
    assert objection.person == comment.contact.email_hash
    key = f"answer-objection-new:{objection.pk}:{reviewer.pk}"
    assert OutboxMessage.objects.get(key=key).to == reviewer.user.email
    entry = JournalEntry.objects.get(kind="answer_objection.filed")
    assert (entry.subject_type, entry.subject_id) == ("argument", str(objection.group_id))
    assert Consultation.objects.get(pk=comment.consultation_id).public_state > state


def test_one_person_objects_once_whatever_becomes_of_the_answer(comment: ProvisionComment) -> None:
    first = objected(comment)
    with refused(ObjectionProblem.OBJECTED_ALREADY):
        objected(comment)
    answered(group_of(comment), AnswerData("rejected", "federal_law", "Иначе, но всё равно нет."))
    with refused(ObjectionProblem.OBJECTED_ALREADY):
        objected(comment)
    values = {
        name: getattr(first, name)
        for name in ("consultation", "group", "answer", "comment", "person", "filed_at", "due_on")
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerObjection.objects.create(**values, text="Ещё раз.")


def test_several_proposals_of_one_person_in_a_group_are_one_person(
    consultation: Consultation,
) -> None:
    first = published(consultation, comment="Продлите срок до тридцати дней для дальних сёл.")
    second = published(
        consultation,
        comment="Продлите срок до тридцати дней для дальних сёл.",
        contact=first.contact,
        participant=first.participant,
    )
    assert group_of(first) == group_of(second)
    answered(group_of(first))
    objected(first)
    with refused(ObjectionProblem.OBJECTED_ALREADY):
        objected(second)


@pytest.mark.parametrize("text", ["", "  \n ", "Я" * 4001])
def test_the_words_are_needed_and_not_too_many(comment: ProvisionComment, text: str) -> None:
    code = ObjectionProblem.TOO_LONG if len(text) > 4000 else ObjectionProblem.NO_TEXT
    with refused(code):
        objected(comment, text)
    assert not AnswerObjection.objects.exists()


def test_the_term_is_counted_from_the_present_answer(comment: ProvisionComment) -> None:
    group = group_of(comment)
    term = filing_term(group.answers.get())
    assert term is not None
    assert term.day == due_on("objection.answer.filing", timezone.localdate())
    late = timezone.now() + (term.day - timezone.localdate() + DAY)
    with refused(ObjectionProblem.TERM_OVER):
        objected(comment, now=late)
    objected(comment, now=late - DAY)


def test_a_new_answer_gives_a_new_term(comment: ProvisionComment) -> None:
    group = group_of(comment)
    group.answers.update(published_at=timezone.now() - 60 * DAY)
    with refused(ObjectionProblem.TERM_OVER):
        objected(comment)
    answered(group, AnswerData("rejected", "federal_law", "Другими словами, но нет."))
    objected(comment)


def test_who_may_not_object(consultation: Consultation) -> None:
    with refused(ObjectionProblem.NO_ANSWER):
        objected(published(consultation))
    comment = said_and_answered(consultation)
    moderator = staff(consultation.organiser, MembershipRole.MODERATOR)
    hide_comment(actor=moderator, comment=comment, ground_code="insults", now=timezone.now())
    with refused(ObjectionProblem.NOT_PUBLISHED):
        objected(comment)
    ProvisionComment.objects.filter(pk=comment.pk).update(status=CommentStatus.WITHDRAWN)
    with refused(ObjectionProblem.NOT_PUBLISHED):
        objected(comment)


def test_one_may_object_after_the_conclusion(
    consultation: Consultation, comment: ProvisionComment, reviewer: Reviewer
) -> None:
    signed(consultation)
    decide(objected(comment))
    assert open_items(consultation) == 0  # what is signed stays signed
    group = group_of(comment)
    assert group.is_contested
    data = AnswerData("rejected", "federal_law", "Срок установлен федеральным законом.")
    answered(group, data)
    assert not group.is_contested
    with pytest.raises(ConclusionsError):  # nothing contested: closed again
        draft_answer(
            actor=None,
            group=group,
            data=AnswerData("rejected", "federal_law", "И ещё иначе."),
            now=timezone.now(),
        )


# --- Deciding ---------------------------------------------------------------------------------


def test_an_upheld_objection_opens_the_group_again(
    consultation: Consultation, comment: ProvisionComment, reviewer: Reviewer
) -> None:
    objection = objected(comment)
    assert open_items(consultation) == 0  # an open objection to an answer blocks nothing
    decided = decide(objection)
    group = group_of(comment)
    assert (group.is_contested, group.is_open) == (True, True)
    assert open_items(consultation) == 1
    assert decided.decided_at is not None
    letter = OutboxMessage.objects.get(key=f"answer-objection:{objection.pk}")
    assert letter.to == comment.contact.email
    assert "О сроке в ответе ничего нет." in letter.body_text
    assert JournalEntry.objects.filter(kind="answer_objection.decided").count() == 1
    answered(group, AnswerData("rejected", "federal_law", "Срок установлен федеральным законом."))
    assert open_items(consultation) == 0


def test_a_rejected_objection_changes_nothing(
    consultation: Consultation, comment: ProvisionComment, reviewer: Reviewer
) -> None:
    decide(objected(comment), "rejected")
    assert not group_of(comment).is_contested
    assert open_items(consultation) == 0


def test_a_revision_does_not_settle_an_open_objection(
    consultation: Consultation, comment: ProvisionComment, reviewer: Reviewer
) -> None:
    objection = objected(comment)
    answered(group_of(comment), AnswerData("rejected", "federal_law", "Отписка иными словами."))
    with refused(ObjectionProblem.ANSWERED_SINCE):  # not without having read the new answer
        decide(objection)
    decide(objection, seen_answer=group_of(comment).answers.get(is_current=True).pk)
    assert open_items(consultation) == 1


@pytest.mark.parametrize(
    ("outcome", "reasoning", "code"),
    [
        ("", "Потому.", ObjectionProblem.NO_OUTCOME),
        ("maybe", "Потому.", ObjectionProblem.NO_OUTCOME),
        ("upheld", " ", ObjectionProblem.NO_REASONING),
        ("upheld", "Я" * 4001, ObjectionProblem.TOO_LONG),
    ],
)
def test_a_decision_needs_an_outcome_and_reasoning(
    comment: ProvisionComment,
    reviewer: Reviewer,
    outcome: str,
    reasoning: str,
    code: ObjectionProblem,
) -> None:
    objection = objected(comment)
    with refused(code):
        decide(objection, outcome, reasoning=reasoning)
    objection.refresh_from_db()
    assert objection.outcome == ""


def test_only_the_named_member_decides_and_once(
    consultation: Consultation, comment: ProvisionComment, reviewer: Reviewer
) -> None:
    objection = objected(comment)
    other = named(consultation)
    with refused(ObjectionProblem.NOT_YOURS):
        decide(objection, actor=other.user)
    decide(objection)
    with refused(ObjectionProblem.DECIDED_ALREADY):
        decide(objection)


def test_whose_membership_has_ended_decides_nothing(
    comment: ProvisionComment, reviewer: Reviewer
) -> None:
    objection = objected(comment)
    reviewer.user.memberships.update(ends_on=timezone.localdate() - DAY)
    with refused(ObjectionProblem.NO_REVIEWER):
        decide(objection)


def test_a_hidden_group_is_not_opened(
    consultation: Consultation, comment: ProvisionComment, reviewer: Reviewer
) -> None:
    objection = objected(comment)
    moderator = staff(consultation.organiser, MembershipRole.MODERATOR)
    hide_comment(actor=moderator, comment=comment, ground_code="insults", now=timezone.now())
    decide(objection)
    assert open_items(consultation) == 0


# --- What is read -----------------------------------------------------------------------------


def test_figures_are_of_one_definition(
    consultation: Consultation, reviewer: Reviewer, django_assert_num_queries
) -> None:
    upheld, rejected, _waiting, late = [
        objected(said_and_answered(consultation)) for _number in range(4)
    ]
    decide(upheld)
    decide(rejected, "rejected")
    today = timezone.localdate()
    AnswerObjection.objects.filter(pk=late.pk).update(due_on=today - DAY)
    other = ConsultationFactory()
    with django_assert_num_queries(1):
        found = objection_numbers([consultation.pk, other.pk], on=today)
    assert found[consultation.pk] == ObjectionNumbers(4, 1, 1, 2, 1)
    assert found[other.pk] == ObjectionNumbers()


def test_groups_with_objections_are_those_that_need_a_look(
    consultation: Consultation, reviewer: Reviewer
) -> None:
    waiting, upheld, rejected, _calm = [said_and_answered(consultation) for _number in range(4)]
    objected(waiting)
    decide(objected(upheld))
    decide(objected(rejected), "rejected")
    found = set(ArgumentGroup.objects.with_objections())
    assert found == {group_of(waiting), group_of(upheld)}
    answered(group_of(upheld), AnswerData("rejected", "federal_law", "Теперь по существу."))
    assert set(ArgumentGroup.objects.with_objections()) == {group_of(waiting)}


@pytest.mark.parametrize("count", [1, 4])
def test_objections_are_read_in_one_query(
    consultation: Consultation, reviewer: Reviewer, count: int, django_assert_num_queries
) -> None:
    comments = [said_and_answered(consultation) for _number in range(count)]
    for one in comments:
        objected(one)
    groups = [group_of(one).pk for one in comments]
    with django_assert_num_queries(1):
        found = objections_of(groups)
        names = [str(one.reviewer.user) for several in found.values() for one in several]
    assert len(names) == count


def test_an_answer_says_how_many_have_objected(
    comment: ProvisionComment, reviewer: Reviewer
) -> None:
    decide(objected(comment), "rejected")
    answer = answers_for_comments([comment.pk])[comment.pk]
    counts = (answer.objections_filed, answer.objections_upheld, answer.objections_rejected)
    assert counts == (1, 0, 1)


def test_an_erased_author_leaves_no_personal_data(
    comment: ProvisionComment, reviewer: Reviewer
) -> None:
    objection = objected(comment)
    contact = comment.contact
    email = contact.email
    erase_contact(actor=None, contact=contact, now=timezone.now())
    objection.refresh_from_db()
    assert objection.text  # the text is erased only by a decision of its own
    kept = AnswerObjection.objects.filter(pk=objection.pk).values().get()
    assert email not in str(kept)
    decide(objection)  # and nobody is written to
    assert not OutboxMessage.objects.filter(key=f"answer-objection:{objection.pk}").exists()


def test_one_reminder_before_the_term_ends(comment: ProvisionComment, reviewer: Reviewer) -> None:
    objection = objected(comment)
    assert remind_reviewers(now=timezone.now()) == 0
    near = timezone.now() + (objection.due_on - timezone.localdate() - 2 * DAY)
    assert remind_reviewers(now=near) == 1
    assert remind_reviewers(now=near) == 0
    assert remind_reviewers(now=near + 9 * DAY) == 0


def test_the_counts_beside_an_answer_are_those_of_the_event() -> None:
    consultation = ConsultationFactory(closed=True)
    reviewer = named(consultation)
    for outcome in ("upheld", "rejected", "rejected", ""):
        words = f"Довод {AnswerObjection.objects.count()}"
        comment = said_and_answered(consultation, comment=words)
        objection = objected(comment)
        if outcome:
            decide_answer_objection(
                actor=reviewer.user,
                objection=objection,
                outcome=outcome,
                reasoning="Так.",
                now=timezone.now(),
            )
    beside = (
        Answer.objects.current()
        .with_beside()
        .aggregate(
            filed=Sum("objections_filed"),
            upheld=Sum("objections_upheld"),
            rejected=Sum("objections_rejected"),
        )
    )
    numbers = objection_numbers([consultation.pk], on=timezone.localdate())[consultation.pk]
    assert beside == {"filed": 4, "upheld": 1, "rejected": 2}
    assert beside == {name: getattr(numbers, name) for name in beside}


def test_the_committee_hears_of_an_upheld_objection_after_the_conclusion_and_before_it() -> None:
    for is_signed in (False, True):
        consultation = ConsultationFactory(closed=True)
        Body.objects.filter(pk=consultation.responder_id).update(email="c@veche.example")
        comment = said_and_answered(consultation)
        readers = [
            staff(consultation.responder, MembershipRole.CLERK).email,
            staff(consultation.responder, MembershipRole.CHAIR).email,
            "c@veche.example",
        ]
        reviewer = named(consultation)
        if is_signed:
            signed(consultation)
        objection = objected(comment)
        decided = {"actor": reviewer.user, "objection": objection, "outcome": "upheld"}
        decide_answer_objection(**decided, reasoning="О сроке ни слова.", now=timezone.now())
        letters = OutboxMessage.objects.filter(key__startswith=f"answer-upheld:{objection.pk}:")
        told = set(letters.values_list("to", flat=True))
        # Another chair is there who has signed the summary.
        assert told >= {one.lower() for one in readers}
        assert len(told) == len(readers) + is_signed
        assert reviewer.user.email.lower() not in told
        due = due_on("answer.revision", timezone.localdate())
        assert all("О сроке ни слова." in one.body_text for one in letters)
        assert all(local_date(due) in one.body_text for one in letters)
        assert objection_mail.tell_committee(AnswerObjection.objects.get(pk=objection.pk), due) == 0
