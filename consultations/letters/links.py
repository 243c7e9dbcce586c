"""The secret of the link in every letter: whose letters they are, and of which consultation."""

from typing import Final

from django.core import signing

from consultations.letters.errors import LettersError, LettersProblem
from core.mail.links import absolute_reverse

_signer: Final = signing.Signer(salt="consultations.letters.person")


def token_of(person: str, consultation_id: int) -> str:
    """`person` is the hash of the e-mail."""
    return _signer.sign(f"{person}.{consultation_id}")


def person_of(token: str) -> tuple[str, int]:
    """The reverse of `token_of`. Raises LettersError (forged)."""
    try:
        person, _dot, consultation = _signer.unsign(token).partition(".")
    except signing.BadSignature as error:
        raise LettersError(LettersProblem.FORGED) from error
    return person, int(consultation)


def manage_url(person: str, consultation_id: int) -> str:
    """The page on which letters are stopped and taken up again."""
    return absolute_reverse("letters:manage", token=token_of(person, consultation_id))


def stop_url(person: str, consultation_id: int) -> str:
    """Where mail programs post to by themselves (RFC 8058)."""
    return absolute_reverse("letters:stop", token=token_of(person, consultation_id))
