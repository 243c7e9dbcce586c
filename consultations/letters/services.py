"""Verbs on letters: tell people of answers and documents, stop, take up again."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from consultations.comments.models import ProvisionComment
from consultations.conclusions.models import (
    Answer,
    ProposalSummary,
    SignedDocument,
    SummaryConclusion,
)
from consultations.letters import links, mail, selectors
from consultations.letters.models import AuthorNotice, LetterStop, Occasion
from consultations.process.models import Consultation
from core.accounts.models import Contact
from core.mail.services import suppress_waiting

# People who are told by one task: other letters of the site get their turn in between.
PORTION: Final = 200

Due = QuerySet[ProvisionComment]
# Writes the letter about what is due to one person; False if there could be none.
Write = Callable[[list[ProvisionComment]], bool]


def tell_answers(*, consultation_id: int, now: dt.datetime, limit: int = PORTION) -> int:
    """Tells at most `limit` people of the answers that they have not heard of: one letter to each,
    with all of them. Returns how many people were dealt with; 0 if nobody is left.

    Each person is a transaction, so it may be stopped at any moment, begun anew, and run by two
    workers at once.
    """
    due = selectors.answers_due().filter(consultation=consultation_id)
    people = selectors.people_of(due, limit=limit)
    if not people:
        return 0
    consultation = Consultation.objects.with_parties().get(pk=consultation_id)
    known: dict[int, Answer] = {}

    def write(comments: list[ProvisionComment]) -> bool:
        selectors.load_answers(known, {comment.answer_pk for comment in comments})
        revised = selectors.told_before(comments)
        return mail.send_answers(consultation, comments, known, revised)

    def subject(comment: ProvisionComment) -> int:
        return int(comment.answer_pk)

    for person in people:
        _tell(person, due, write, (Occasion.ANSWER, subject), consultation_id, now)
    return len(people)


def tell_conclusion(*, conclusion_id: int, now: dt.datetime, limit: int = PORTION) -> int:
    """The same about a summary conclusion that was signed: every author of a published proposal
    hears of it once. Nothing is sent about a revision that has been superseded meanwhile."""
    conclusion = selectors.current_document(SummaryConclusion, conclusion_id)
    if conclusion is None:
        return 0
    document = _document(Occasion.CONCLUSION, conclusion, is_lapsed=conclusion.is_lapsed)
    return tell_document(document, now=now, limit=limit)


def tell_summary(*, summary_id: int, now: dt.datetime, limit: int = PORTION) -> int:
    """The same about the committee's summary of proposals."""
    summary = selectors.current_document(ProposalSummary, summary_id)
    if summary is None:
        return 0
    return tell_document(_document(Occasion.SUMMARY, summary), now=now, limit=limit)


def _document(kind: Occasion, signed: SignedDocument, *, is_lapsed: bool = False) -> mail.Document:
    return mail.Document(
        kind=kind,
        subject_id=signed.pk,
        consultation=signed.consultation,
        number=signed.number,
        signed_at=signed.signed_at,
        url=signed.get_absolute_url(),
        is_revised=signed.revision > 1,
        is_lapsed=is_lapsed,
    )


def tell_document(document: mail.Document, *, now: dt.datetime, limit: int = PORTION) -> int:
    """Tells at most `limit` authors of a document; as `tell_answers`."""
    consultation_id = document.consultation.pk
    due = selectors.news_due(
        consultation_id=consultation_id,
        occasion=document.kind,
        subject_id=document.subject_id,
    )

    def write(comments: list[ProvisionComment]) -> bool:
        return mail.send_document(document, comments, selectors.current_answers(comments))

    def subject(comment: ProvisionComment) -> int:
        return document.subject_id

    people = selectors.people_of(due, limit=limit)
    for person in people:
        _tell(person, due, write, (Occasion(document.kind), subject), consultation_id, now)
    return len(people)


@transaction.atomic
def stop_letters(*, person: str, consultation: Consultation | None, now: dt.datetime) -> None:
    """No more news of the own proposals to the owner of an e-mail hash: of this consultation, or
    (None) of any; those that wait in the outbox are not sent. Safe to repeat. Letters that the
    person asks for by an act still come."""
    LetterStop.objects.get_or_create(
        email_hash=person, consultation=consultation, defaults={"stopped_at": now}
    )
    places = [consultation.pk] if consultation else selectors.places_of(person)
    suppress_waiting(stop_links=[links.stop_url(person, pk) for pk in places])


@transaction.atomic
def resume_letters(*, person: str, consultation: Consultation | None) -> None:
    """Takes `stop_letters` back. What was published meanwhile is not sent afterwards."""
    LetterStop.objects.of_person(person).filter(consultation=consultation).delete()


@transaction.atomic
def _tell(
    person: str,
    due: Due,
    write: Write,
    about: tuple[Occasion, Callable[[ProvisionComment], int]],
    consultation_id: int,
    now: dt.datetime,
) -> None:
    """The letter and the notices of it become real together. Contacts are locked, so that another
    worker, and the erasure of the address, wait."""
    # In one order, so that two workers cannot wait for each other.
    rows = Contact.objects.select_for_update().filter(email_hash=person).order_by("pk")
    comments = selectors.of_person(due, list(rows.values_list("pk", flat=True)))
    if not comments:
        return
    is_told = not selectors.wants_none(person, consultation_id) and write(comments)
    _note(comments, about, now if is_told else None)


def _note(
    comments: Iterable[ProvisionComment],
    about: tuple[Occasion, Callable[[ProvisionComment], int]],
    told_at: dt.datetime | None,
) -> None:
    occasion, subject = about
    AuthorNotice.objects.bulk_create(
        AuthorNotice(
            comment=comment, occasion=occasion, subject_id=subject(comment), told_at=told_at
        )
        for comment in comments
    )
