"""Letters with the committee's answer to the authors of proposals."""

from typing import Any

from django.utils import translation

from consultations.comments.models import ProvisionComment
from consultations.conclusions.links import answer_objection_url
from consultations.conclusions.models import Answer
from core.mail.errors import BadAddressError
from core.mail.links import absolute, absolute_reverse
from core.mail.services import enqueue_mail
from drafts.domain.citations import citation


def tell_authors(answer_id: int) -> int:
    """One letter for each published proposal of the answered group whose author left an e-mail.

    Nothing is sent about an answer that has been superseded in the meantime: the newer one has
    letters of its own. Returns how many letters there are now; safe to repeat.
    """
    answers = Answer.objects.current().select_related(
        "group__provision", "group__consultation__responder", "group__consultation__version__bill"
    )
    answer = answers.filter(pk=answer_id).first()
    if answer is None:
        return 0
    comments = (
        ProvisionComment.objects.published()
        .filter(argument__group=answer.group_id)
        .exclude(contact__email="")
        .select_related("contact")
        .order_by("pk")
    )
    return sum(_tell(answer, comment) for comment in comments)


def _tell(answer: Answer, comment: ProvisionComment) -> int:
    try:
        enqueue_mail(
            key=f"answer:{answer.pk}:{comment.receipt_code}",
            to=comment.contact.email,
            template="conclusions/answer",
            context=_context(answer, comment),
            language=comment.contact.language,
        )
    except BadAddressError:  # the address is out of order; the answer is public all the same
        return 0
    return 1


def _context(answer: Answer, comment: ProvisionComment) -> dict[str, Any]:
    consultation = answer.group.consultation
    with translation.override(comment.contact.language):
        disposition = str(answer.get_disposition_display())
    provision = answer.group.provision
    return {
        "bill": consultation.version.bill.title,
        "committee": consultation.responder.name,
        "place": citation(provision.path) if provision else "",
        "proposed": comment.proposed_text,
        "rationale": comment.rationale,
        "disposition": disposition,
        "is_revised": answer.revision > 1,
        "answer": answer,
        "receipt_code": comment.receipt_code,
        "receipt_url": absolute_reverse("reader:receipt", code=comment.receipt_code),
        "public_url": absolute(consultation.get_absolute_url()),
        "objection_url": answer_objection_url(comment),
    }
