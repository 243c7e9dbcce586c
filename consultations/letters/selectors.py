"""Who has to be told of what, and who wants to hear nothing."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, F, OuterRef, QuerySet

from consultations.comments.models import ProvisionComment
from consultations.conclusions.models import Answer, SignedDocument
from consultations.conclusions.selectors import answers_for_comments
from consultations.letters.models import AuthorNotice, LetterStop, Occasion


@dataclass(frozen=True, slots=True)
class Stops:
    """What a person does not want to hear: news of one consultation, or of all."""

    here: bool
    everywhere: bool


def answers_due() -> "QuerySet[ProvisionComment]":
    """Published proposals with a current answer (its id in `answer_pk`) of which their author, who
    left an e-mail, has not been told."""
    told = AuthorNotice.objects.filter(
        comment=OuterRef("pk"), occasion=Occasion.ANSWER, subject_id=OuterRef("answer_pk")
    )
    return (
        ProvisionComment.objects.published()
        .filter(argument__group__answers__is_current=True)
        .annotate(answer_pk=F("argument__group__answers__pk"))
        .filter(~Exists(told))
        .exclude(contact__email="")
    )


def news_due(
    *, consultation_id: int, occasion: str, subject_id: int
) -> "QuerySet[ProvisionComment]":
    """Published proposals of a consultation whose author has not been told of a document."""
    told = AuthorNotice.objects.filter(
        comment=OuterRef("pk"), occasion=occasion, subject_id=subject_id
    )
    proposals = ProvisionComment.objects.published().proposals()
    return proposals.filter(~Exists(told), consultation=consultation_id).exclude(contact__email="")


def people_of(due: "QuerySet[ProvisionComment]", *, limit: int) -> list[str]:
    """The first people (hashes of their e-mails) with something due; one query."""
    people = due.order_by("contact__email_hash").values_list("contact__email_hash", flat=True)
    return list(people.distinct()[:limit])


def of_person(
    due: "QuerySet[ProvisionComment]", contacts: Collection[int]
) -> list[ProvisionComment]:
    """What is due to one person, by its contacts, in the order of the text; two queries. (In one
    the databases would go through all that is due.)"""
    said = ProvisionComment.objects.filter(contact__in=contacts).values_list("pk", flat=True)
    own = due.filter(pk__in=list(said)).select_related(None)
    return list(
        own.select_related("contact", "provision").order_by(
            F("provision__position").asc(nulls_last=True), "pk"
        )
    )


def load_answers(known: dict[int, Answer], wanted: Collection[int]) -> None:
    """Adds what is missing among `known` answers; no query if nothing is. Answers never change."""
    missing = [pk for pk in wanted if pk not in known]
    if missing:
        known.update(Answer.objects.select_related("agreement").in_bulk(missing))


def told_before(comments: Collection[ProvisionComment]) -> set[int]:
    """Those (ids) whose authors have had a letter with an earlier answer."""
    notices = AuthorNotice.objects.told().filter(occasion=Occasion.ANSWER)
    keys = [comment.pk for comment in comments]
    return set(notices.filter(comment__in=keys).values_list("comment", flat=True))


def current_answers(comments: Collection[ProvisionComment]) -> dict[int, Answer]:
    """The answer that stands, by id of comment."""
    return answers_for_comments([comment.pk for comment in comments])


def places_of(person: str) -> list[int]:
    """Consultations in which the owner of an e-mail hash has made proposals; one query."""
    said = ProvisionComment.objects.filter(contact__email_hash=person).order_by("consultation")
    return list(said.values_list("consultation", flat=True).distinct())


def wants_none(person: str, consultation_id: int) -> bool:
    return LetterStop.objects.of_person(person).covering(consultation_id).exists()


def stops_of(person: str, consultation_id: int) -> Stops:
    """One query."""
    found = LetterStop.objects.of_person(person).covering(consultation_id)
    kinds = set(found.values_list("consultation", flat=True))
    return Stops(here=consultation_id in kinds, everywhere=None in kinds)


D = TypeVar("D", bound=SignedDocument)


def current_document(model: type[D], pk: int) -> D | None:
    """A signed document with its consultation and bill; None if another revision has superseded
    it."""
    rows: Any = model._default_manager  # noqa: SLF001 - the one that is there in any model
    found: D = rows.select_related(
        "consultation__version__bill", "consultation__responder", "consultation__organiser"
    ).get(pk=pk)
    later = rows.filter(consultation=found.consultation_id, revision__gt=found.revision)
    return None if later.exists() else found


def consultations_to_tell(since: dt.datetime) -> list[int]:
    """Consultations with answers published since then of which somebody has not been told."""
    recent = answers_due().filter(argument__group__answers__published_at__gte=since)
    return list(recent.order_by("consultation").values_list("consultation", flat=True).distinct())


def documents_to_tell(model: type[SignedDocument], occasion: str, since: dt.datetime) -> list[int]:
    """Documents signed since then of which somebody has not been told."""
    rows: Any = model._default_manager  # noqa: SLF001 - the one that is there in any model
    return [
        document.pk
        for document in rows.filter(signed_at__gte=since).order_by("pk")
        if news_due(
            consultation_id=document.consultation_id, occasion=occasion, subject_id=document.pk
        ).exists()
        and current_document(model, document.pk) is not None
    ]
