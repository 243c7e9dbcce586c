"""Texts of a few answers of a signed document, without the rest of it."""

from collections.abc import Iterable

from consultations.conclusions import texts
from consultations.conclusions.domain.snapshot import AnswerFacts
from consultations.conclusions.exports.resolving.rows import Text, is_signed
from consultations.conclusions.models import Answer, SignedDocument


def answer_texts(signed: SignedDocument, facts: Iterable[AnswerFacts]) -> dict[int, Text]:
    """What was signed, by the id of the answer, as far as it may be shown; what is not there any
    more, or is not what was signed, is left out. Two queries."""
    wanted = {one.id: one.commitment for one in facts}
    if not wanted:
        return {}
    keys = {f"answer:{pk}": pk for pk in wanted}
    kept = signed.salts.filter(key__in=list(keys)).values_list("key", "salt")
    salts = {keys[key]: bytes.fromhex(salt) for key, salt in kept}
    found: dict[int, Text] = {}
    for answer in Answer.objects.filter(pk__in=list(wanted)):
        text, salt = texts.of_answer(answer), salts.get(answer.pk)
        # The salt is deleted only together with an erased text: without it nobody can tell.
        if salt is None or is_signed(salt, text, wanted[answer.pk]):
            found[answer.pk] = text
    return found
