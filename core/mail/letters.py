"""Short letters of one shape: what has happened, the facts, where to look further."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.mail.errors import BadAddressError
from core.mail.models import OutboxMessage
from core.mail.services import enqueue_mail


@dataclass(frozen=True, slots=True)
class Letter:
    """Plain texts in the language of the letter. `facts`: (name, value) pairs, empty values are
    left out; `links`: (label, whole address) pairs."""

    title: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


def send_letter(readers: Mapping[str, str], letter: Letter, *, occasion: str, language: str) -> int:
    """One letter to every different address of `readers` (address by the name of its owner in
    keys), once for an occasion; returns how many were new. An address out of order is skipped."""
    context = {
        "title": letter.title,
        "text": letter.text,
        "facts": [(name, value) for name, value in letter.facts if value],
        "links": letter.links,
    }
    sent, seen = 0, set()
    for owner, address in readers.items():
        plain, key = address.strip().lower(), f"{occasion}:{owner}"
        if not plain or plain in seen or OutboxMessage.objects.filter(key=key).exists():
            continue
        seen.add(plain)
        try:
            enqueue_mail(key=key, to=plain, template="letter", context=context, language=language)
        except BadAddressError:
            continue
        sent += 1
    return sent
