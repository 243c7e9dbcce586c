"""Answering the organiser's questions: all of them in one sheet, one sheet of a person."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.comments.domain.questions import MAX_ANSWER, Given, wording
from consultations.comments.errors import QuestionError, QuestionProblem
from consultations.comments.events import QUESTIONS_ANSWERED_KIND
from consultations.comments.links import answers_url, questions_url
from consultations.comments.messages import question_message
from consultations.comments.models import (
    AnswerSheet,
    Participant,
    Question,
    QuestionAnswer,
    QuestionKind,
)
from consultations.comments.selectors.questions import questions_of, wording_of
from consultations.comments.services import answer_counts
from consultations.comments.services.checking import findings
from consultations.comments.services.creating import participant_of
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts import services as accounts
from core.accounts.models import Confirmation, Contact, NameDisplay, User
from core.accounts.purposes import Description, Impossible, Moments, Outcome
from core.accounts.selectors import email_hash
from core.accounts.services.confirmations import CONFIRMATION_TERM
from core.journal import services as journal
from core.rules import selectors as rules

PURPOSE: Final = "answers"


@transaction.atomic
def answer_questions(
    *, actor: User, consultation: Consultation, answers: Iterable[Given], now: dt.datetime
) -> Participant:
    """A person with an account answers at once; everything that the person has answered here before
    is replaced, questions left out included.

    Raises QuestionError (not_open_yet, closed, no_answer, wrong_answer, answer_too_long,
    not_publishable, answered_later).
    """
    current = locked_for_answers(consultation.pk, now)
    given = _checked(questions_of(current), answers)
    return _record(current, email_hash(actor.email), given, asked_at=now, now=now)


@transaction.atomic
def ask_to_answer(
    *,
    consultation: Consultation,
    email: str,
    answers: Iterable[Given],
    consents: Iterable[str],
    language: str = "ru",
    now: dt.datetime,
) -> Confirmation:
    """Anybody else's answers count after the letter is confirmed; the moment of asking decides
    whether they came in time. The address is destroyed then, only its hash stays.

    Raises QuestionError as `answer_questions` does (but for answered_later), ConsentMissing,
    NoConsentText.
    """
    # Not under the lock of the consultation: confirming takes it after the request's own, and here
    # the request comes last, so that two people's steps would wait for each other.
    current = Consultation.objects.get(pk=consultation.pk)
    _check_open(current, now)
    questions = questions_of(current)
    given = _checked(questions, answers)
    contact = accounts.record_contact(
        actor=None,
        email=email,
        author_type="citizen",
        name_display=NameDisplay.PSEUDONYM,
        consents=consents,
        language=language,
        now=now,
    )
    sheet = _sheet(current, contact.email_hash, wording_of(questions), given, now)
    payload = {"consultation": current.pk, "sheet": sheet.pk, "person": contact.email_hash}
    return accounts.ask_confirmation(purpose=PURPOSE, payload=payload, contact=contact, now=now)


def describe(payload: Mapping[str, Any]) -> Description:
    """What the letter says that asks to confirm. Raises Impossible."""
    consultation = _asked(payload)
    person = payload.get("person", "")
    return Description(
        later=_("If you change your mind, you can take your answers back while they are received:"),
        later_url=answers_url(consultation.pk, person) if person else "",
        title=_("Confirm your answers to the organiser's questions"),
        about=_("The questions on the bill “%(title)s”")
        % {"title": consultation.version.bill.title},
        button=_("Confirm the answers"),
        url=questions_url(consultation),
    )


def perform(payload: Mapping[str, Any], contact: Contact, moments: Moments) -> Outcome:
    """Counts the answers of a waiting sheet and destroys it. Raises Impossible."""
    consultation = _asked(payload)
    try:
        current = locked_for_answers(consultation.pk, moments.asked_at)
        sheet = AnswerSheet.objects.filter(pk=payload["sheet"]).first()
        if sheet is None:
            raise QuestionError(QuestionProblem.SHEET_GONE)
        questions = questions_of(current)
        if wording_of(questions) != sheet.wording:
            raise QuestionError(QuestionProblem.QUESTIONS_CHANGED)
        given = [Given.of(plain) for plain in sheet.answers]
        _record(current, contact.email_hash, given, asked_at=moments.asked_at, now=moments.now)
    except QuestionError as error:
        raise Impossible(question_message(error)) from error
    sheet.delete()
    return Outcome(questions_url(consultation), _("Thank you: your answers are counted."))


def sweep_sheets(now: dt.datetime) -> str:
    """The clock's job: destroys sheets that nobody has confirmed in time."""
    count, _by_model = AnswerSheet.objects.filter(expires_at__lte=now).delete()
    return f"{count} destroyed" if count else ""


def _asked(payload: Mapping[str, Any]) -> Consultation:
    found = Consultation.objects.select_related("version__bill")
    consultation = found.filter(pk=payload["consultation"]).first()
    if consultation is None:
        raise Impossible(question_message(QuestionError(QuestionProblem.SHEET_GONE)))
    return consultation


def locked_for_answers(pk: int, asked_at: dt.datetime) -> Consultation:
    """The consultation under its lock, if it receives answers at that moment. Raises QuestionError
    (not_open_yet, closed)."""
    consultation = Consultation.objects.locked().get(pk=pk)
    _check_open(consultation, asked_at)
    return consultation


def _check_open(consultation: Consultation, asked_at: dt.datetime) -> None:
    phase = consultation.phase_at(asked_at)
    if phase is Phase.ANNOUNCED:
        raise QuestionError(QuestionProblem.NOT_OPEN_YET, opens_on=consultation.opens_on)
    if phase is not Phase.OPEN:
        raise QuestionError(QuestionProblem.CLOSED, closes_on=consultation.closes_on)


# --- Is it an answer? -------------------------------------------------------------------------


def _checked(questions: Iterable[Question], answers: Iterable[Given]) -> list[Given]:
    """The answers that say something, in the order of the questions."""
    given = {item.question: item for item in answers if item.options or item.text.strip()}
    if not given:
        raise QuestionError(QuestionProblem.NO_ANSWER)
    found = [_fitting(question, given.pop(question.pk, None)) for question in questions]
    if given:
        raise QuestionError(QuestionProblem.WRONG_ANSWER)
    return [item for item in found if item is not None]


def _fitting(question: Question, given: Given | None) -> Given | None:
    if given is None:
        return None
    if question.kind == QuestionKind.TEXT:
        return _fitting_text(question, given)
    offered = {option.pk for option in question.options.all()}
    chosen = tuple(dict.fromkeys(given.options))
    is_single = question.kind == QuestionKind.SINGLE
    if given.text or not offered.issuperset(chosen) or (is_single and len(chosen) > 1):
        raise QuestionError(QuestionProblem.WRONG_ANSWER, question=question.pk)
    return Given(question.pk, tuple(sorted(chosen)))


def _fitting_text(question: Question, given: Given) -> Given:
    text = given.text.strip()
    if given.options:
        raise QuestionError(QuestionProblem.WRONG_ANSWER, question=question.pk)
    if len(text) > MAX_ANSWER:
        raise QuestionError(QuestionProblem.ANSWER_TOO_LONG, question=question.pk)
    found = findings({"text": text})
    if found:
        raise QuestionError(QuestionProblem.NOT_PUBLISHABLE, question=question.pk, found=found)
    return Given(question.pk, text=text)


def _sheet(
    consultation: Consultation, person: str, asked: str, given: list[Given], now: dt.datetime
) -> AnswerSheet:
    """The waiting sheet of these answers; the same one if it waits already."""
    term = rules.duration(CONFIRMATION_TERM, timezone.localdate(now))
    plain = [item.to_plain() for item in given]
    mark = wording([(person, asked), plain])
    mine = AnswerSheet.objects.filter(consultation=consultation, fingerprint=mark)
    mine.filter(expires_at__lte=now).delete()  # the clock has not come to it yet
    sheet, _is_new = AnswerSheet.objects.get_or_create(
        consultation=consultation,
        fingerprint=mark,
        defaults={"wording": asked, "answers": plain, "expires_at": now + term},
    )
    return sheet


# --- Counting ---------------------------------------------------------------------------------


def _record(
    consultation: Consultation,
    person: str,
    given: list[Given],
    *,
    asked_at: dt.datetime,
    now: dt.datetime,
) -> Participant:
    """Puts answers in the place of the person's earlier ones and moves the counts by what has
    changed; the caller holds the lock of the consultation."""
    participant = participant_of(consultation, person)
    earlier = list(QuestionAnswer.objects.filter(participant=participant))
    if any(answer.answered_at > asked_at for answer in earlier):
        raise QuestionError(QuestionProblem.ANSWERED_LATER)
    rows = list(_rows(participant, given, asked_at))
    QuestionAnswer.objects.filter(participant=participant).delete()
    QuestionAnswer.objects.bulk_create(rows)
    answer_counts.move(earlier, -1)
    answer_counts.move(rows, 1)
    journal.record(
        kind=QUESTIONS_ANSWERED_KIND,
        subject_type="consultation",
        subject_id=consultation.pk,
        body={"questions": [item.question for item in given], "again": bool(earlier)},
        at=now,
    )
    return participant


def _rows(
    participant: Participant, given: Iterable[Given], asked_at: dt.datetime
) -> Iterable[QuestionAnswer]:
    for item in given:
        for option in item.options or (None,):
            yield QuestionAnswer(
                question_id=item.question,
                participant=participant,
                option_id=option,
                text=item.text,
                answered_at=asked_at,
            )
