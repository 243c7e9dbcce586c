"""Rules before people: what makes a submission wait for a moderator. Nothing is refused by them and
nothing is dropped: what is held is looked at, and its author is told why."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import Exists, QuerySet, Value
from django.utils import timezone

from consultations.comments.domain.detectors import HoldReason, find_hits, name_to_read
from consultations.comments.lexicon import lexicon
from consultations.comments.models import PendingComment, Report
from consultations.process.models import Consultation
from core.rules import selectors as rules
from core.uploads.intake import CheckedFile

_DAY: Final = dt.timedelta(days=1)
_HOUR: Final = dt.timedelta(hours=1)
_MINUTE: Final = dt.timedelta(minutes=1)
# How long it is known which submissions and reports came from one address.
ADDRESSES_TERM: Final = "addresses.retention"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a submission came: the network address (empty if unknown), and how long the form had
    been open (None if unknown)."""

    address: str = ""
    open_for: dt.timedelta | None = None


def reasons_in_texts(texts: Iterable[str]) -> list[str]:
    """Codes of HoldReason that the words themselves give, each once, in order."""
    hits = (hit for text in texts if text for hit in find_hits(text, lexicon()))
    return list(dict.fromkeys(str(hit.reason) for hit in hits))


def names_to_read(files: Iterable[CheckedFile]) -> list[str]:
    """The names of files that everybody will see, as texts for `reasons_in_texts`."""
    return [name_to_read(file.name) for file in files]


@dataclass(frozen=True, slots=True)
class Finding:
    """`words` of the field `name` that hold a text, and the code of why."""

    name: str
    words: str
    reason: str


def findings(texts: Mapping[str, str]) -> list[Finding]:
    """What would hold these texts (by the names of their fields), to tell the author first."""
    return [
        Finding(name, text[hit.start : hit.end], str(hit.reason))
        for name, text in texts.items()
        if text
        for hit in find_hits(text, lexicon())
    ]


def address_hash(address: str) -> str:
    """HMAC-SHA-256 (hex) of a network address, so that addresses themselves are not stored."""
    if not address:
        return ""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"address:" + address.encode(), hashlib.sha256).hexdigest()


def reasons_in_circumstances(
    consultation: Consultation, came: Circumstances, now: dt.datetime
) -> list[str]:
    """Codes of HoldReason that the way of coming gives; one query at most. A village shares one
    address, so many from it are looked at, never refused."""
    limits = settings.COMMENT_LIMITS
    found = []
    shortest = dt.timedelta(seconds=limits["shortest_seconds"])
    if came.open_for is not None and came.open_for < shortest:
        found.append(HoldReason.TOO_FAST)
    sent = PendingComment.objects.filter(consultation=consultation, submitted_at__gt=now - _HOUR)
    if came.address:
        from_there = sent.filter(address_hash=address_hash(came.address))
        if from_there.order_by()[limits["address_hour"] - 1 :].exists():
            found.append(HoldReason.MANY_FROM_ADDRESS)
    return [str(reason) for reason in found]


def letter_leaves_at(
    consultation: Consultation, came: Circumstances, now: dt.datetime
) -> dt.datetime:
    """When the letter to a submission may leave; one query. So many an hour go out for those from
    one address and the others after them, so that nobody is refused and no machine makes the site
    write to the whole world."""
    if not came.address:
        return now
    sent = PendingComment.objects.filter(
        consultation=consultation, address_hash=address_hash(came.address)
    ).order_by("-submitted_at", "-pk")
    before = settings.COMMENT_LIMITS["letters_hour"]
    earlier = sent.values_list("last_sent_at", flat=True)[before - 1 : before].first()
    return now if earlier is None else max(now, earlier + _HOUR)


def reasons_at_publishing(consultation: Consultation, person: str, now: dt.datetime) -> list[str]:
    """Codes of HoldReason that what was said before gives; one query. `person` is the hash of the
    e-mail. Only what is confirmed counts: anybody can send in a stranger's name."""
    limits = settings.COMMENT_LIMITS
    said = PendingComment.objects.filter(consultation=consultation, confirmed_at__isnull=False)
    theirs = said.filter(contact__email_hash=person, submitted_at__gt=now - _DAY)
    lately = said.filter(confirmed_at__gt=now - _MINUTE)
    many, flood = Consultation.objects.values_list(
        _reaches(theirs, limits["person_day"]), _reaches(lately, limits["consultation_minute"])
    ).get(pk=consultation.pk)
    found = {HoldReason.MANY_FROM_PERSON: many, HoldReason.FLOOD: flood}
    return [str(reason) for reason, holds in found.items() if holds]


def _reaches(rows: "QuerySet[PendingComment]", limit: int) -> Exists | Value:
    """Whether there are so many rows; reads no more of them than that."""
    return Exists(rows.order_by()[limit - 1 : limit]) if limit > 0 else Value(True)


def forget_addresses(*, now: dt.datetime) -> int:
    """Blanks the imprints of network addresses after the term of the rules, beside submissions and
    reports alike; returns how many. Reports stay and are counted. Raises UnknownRuleError."""
    since = now - rules.duration(ADDRESSES_TERM, timezone.localdate(now))
    sent = PendingComment.objects.filter(submitted_at__lt=since).exclude(address_hash="")
    told = Report.objects.filter(is_address=True, reported_at__lt=since).exclude(person="")
    return sent.update(address_hash="") + told.update(person="")


def sweep_addresses(now: dt.datetime) -> str:
    """The clock's job: `forget_addresses`, with what it did in a word."""
    count = forget_addresses(now=now)
    return f"{count} forgotten" if count else ""
