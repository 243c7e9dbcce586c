"""Where an author objects to the answer to the own proposal."""

from typing import Final

from django.core import signing

from consultations.comments.models import ProvisionComment
from consultations.conclusions.errors import ObjectionProblem, ObjectionRefused
from core.mail.links import absolute_reverse

_objections: Final = signing.Signer(salt="consultations.conclusions.objection")


def answer_objection_token(comment_id: int) -> str:
    """Lets the author of a proposal object to the answer to it; only the letter to that author,
    and the author's own pages, may carry it."""
    return _objections.sign(str(comment_id))


def comment_of_token(token: str) -> ProvisionComment:
    """The proposal of such a link. Raises ObjectionRefused (link_forged)."""
    try:
        pk = int(_objections.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise ObjectionRefused(ObjectionProblem.LINK_FORGED) from error
    found = ProvisionComment.objects.with_author().filter(pk=pk).first()
    if found is None:
        raise ObjectionRefused(ObjectionProblem.LINK_FORGED)
    return found


def answer_objection_url(comment: ProvisionComment) -> str:
    """The full address for a letter."""
    token = answer_objection_token(comment.pk)
    return absolute_reverse("conclusions:object", token=token)
