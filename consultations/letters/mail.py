"""The letters: what stands in them."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import translation
from django.utils.text import Truncator

from consultations.comments.models import ProvisionComment
from consultations.conclusions.links import answer_objection_url
from consultations.conclusions.models import Answer
from consultations.letters import links
from consultations.process.models import Consultation
from core.accounts.models import Contact
from core.mail.errors import BadAddressError
from core.mail.links import absolute, absolute_reverse
from core.mail.services import enqueue_mail
from drafts.domain.citations import citation

# Proposals with everything that belongs to their answers; the others of a person are a list.
IN_FULL: Final = 20
# Lines of a list; a person with more of them finds the rest on the site.
LISTED: Final = 200
_EXCERPT: Final = 300
_LINE: Final = 90


@dataclass(frozen=True, slots=True)
class Document:
    """What was signed. `kind`: summary (the committee's) or conclusion (the organiser's);
    `is_lapsed`: without the committee's position, because its term had ended."""

    kind: str
    subject_id: int
    consultation: Consultation
    number: str
    signed_at: dt.datetime
    url: str
    is_revised: bool = False
    is_lapsed: bool = False


def send_answers(
    consultation: Consultation,
    comments: Sequence[ProvisionComment],
    answers: Mapping[int, Answer],
    revised: Collection[int],
) -> bool:
    """One letter to one person about answers to `comments` (each with `answer_pk`). `revised`: ids
    of those whose earlier answer the person knows. False if the address is out of order."""
    with translation.override(_reader(comments).language):
        proposals = [
            _answered(comment, answers[comment.answer_pk], comment.pk in revised)
            for comment in comments
        ]
    first = comments[0]
    rest = proposals[IN_FULL:]
    context = {
        "consultation": consultation,
        "committee": consultation.responder.name,
        "total": len(proposals),
        "in_full": proposals[:IN_FULL],
        "listed": rest[:LISTED],
        "omitted": len(rest[LISTED:]),
        "all_revised": len(revised) == len(proposals),
    }
    # An answer to a proposal is told once, so the first of them names the letter.
    key = f"answer:{first.answer_pk}:{first.receipt_code}"
    return _send(key, "letters/answers", consultation, comments, context)


def send_document(
    document: Document, comments: Sequence[ProvisionComment], answers: Mapping[int, Answer]
) -> bool:
    """One letter to one person: what was signed, and the position on each of the proposals.
    `answers` by id of comment. False if the address is out of order."""
    with translation.override(_reader(comments).language):
        lines = [_line(comment, answers.get(comment.pk)) for comment in comments]
    context = {
        "consultation": document.consultation,
        "committee": document.consultation.responder.name,
        "document": document,
        "document_url": absolute(document.url),
        "total": len(lines),
        "waiting": sum(1 for line in lines if not line["disposition"]),
        "listed": lines[:LISTED],
        "omitted": len(lines[LISTED:]),
    }
    key = f"{document.kind}:{document.subject_id}:{comments[0].receipt_code}"
    return _send(key, "letters/signed", document.consultation, comments, context)


def _reader(comments: Sequence[ProvisionComment]) -> Contact:
    """The address and the language that the person gave last."""
    newest = max(comments, key=lambda comment: comment.pk)
    return newest.contact


def _send(
    key: str,
    template: str,
    consultation: Consultation,
    comments: Sequence[ProvisionComment],
    context: dict[str, Any],
) -> bool:
    contact = _reader(comments)
    person = contact.email_hash
    common = {
        "bill": consultation.version.bill.title,
        "public_url": absolute(consultation.get_absolute_url()),
        "manage_url": links.manage_url(person, consultation.pk),
    }
    try:
        enqueue_mail(
            key=key,
            to=contact.email,
            template=template,
            context=common | context,
            language=contact.language,
            list_unsubscribe=links.stop_url(person, consultation.pk),
        )
    except BadAddressError:  # the answer is public all the same
        return False
    return True


def _answered(comment: ProvisionComment, answer: Answer, is_revised: bool) -> dict[str, Any]:
    said = comment.proposed_text or comment.rationale
    return _line(comment, answer) | {
        "is_wording": bool(comment.proposed_text),
        "said": Truncator(" ".join(said.split())).chars(_EXCERPT),
        "answer": answer,
        "agreement": answer.agreement,
        "is_revised": is_revised,
        "objection_url": answer_objection_url(comment),
    }


def _line(comment: ProvisionComment, answer: Answer | None) -> dict[str, Any]:
    said = comment.proposed_text or comment.rationale
    return {
        "place": citation(comment.provision.path) if comment.provision else "",
        "in_short": Truncator(" ".join(said.split())).chars(_LINE),
        "disposition": str(answer.get_disposition_display()) if answer else "",
        "receipt_code": comment.receipt_code,
        "receipt_url": absolute_reverse("reader:receipt", code=comment.receipt_code),
    }
