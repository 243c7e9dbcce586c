"""Objections to answers and the sponsor of a bill."""

import datetime as dt
from typing import Any

from django.utils import timezone

from consultations.comments.models import ProvisionComment
from consultations.conclusions.models import AnswerObjection, Reviewer
from consultations.conclusions.services import file_answer_objection, name_reviewer
from consultations.process.models import Consultation
from core.accounts.models import BodyKind, Council, MembershipRole, User
from tests.factories.accounts import BodyFactory, staff
from tests.factories.conclusions import answered, group_of, published

WORDS = "В ответе нет ни слова о сроке, о котором я писала."


def said_and_answered(consultation: Consultation, **values: Any) -> ProvisionComment:
    """A published proposal that the committee has answered."""
    comment = published(consultation, **values)
    answered(group_of(comment))
    comment.refresh_from_db()
    return comment


def named(
    consultation: Consultation, council: Council | None = None, *, now: dt.datetime | None = None
) -> Reviewer:
    """A new member of the organiser (or of `council`) who decides objections."""
    user = staff(council or consultation.organiser, MembershipRole.MEMBER)
    return name_reviewer(
        actor=None, consultation=consultation, user=user, now=now or timezone.now()
    )


def objected(
    comment: ProvisionComment, text: str = WORDS, *, now: dt.datetime | None = None
) -> AnswerObjection:
    return file_answer_objection(actor=None, comment=comment, text=text, now=now or timezone.now())


def sponsor_of(consultation: Consultation) -> User:
    """A new person who speaks for the sponsor of the bill, which has one from now on."""
    bill = consultation.version.bill
    if bill.sponsor_body is None:
        bill.sponsor_body = BodyFactory(kind=BodyKind.GOVERNOR, name="Губернатор области")
        bill.save(update_fields=["sponsor_body"])
    return staff(bill.sponsor_body, MembershipRole.SPONSOR)
