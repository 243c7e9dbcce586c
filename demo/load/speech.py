"""What is said in one consultation: made a portion at a time, written by demo.load.rows."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final

from consultations.comments.domain import receipts
from consultations.process.models import Consultation
from demo.load import texts
from demo.load.campaigns import Campaigns
from demo.load.people import Crowd, Person
from drafts.models import Provision

PORTION: Final = 5000
# Of a hundred: on the bill as a whole; in the thread of a proposal of the same portion; reported.
_WHOLE_BILL_SHARE, _REPLY_SHARE, _REPORT_SHARE = 0.06, 0.12, 0.004
_CODES: Final = len(receipts.ALPHABET) ** receipts.LENGTH
_CODE_STEP: Final = 393_342_743_489  # has no divisor in common with _CODES: no code comes twice


@dataclass(slots=True)
class Said:
    """One comment before it is written. `order` is its place in the thread, `replies` how many
    stand in its own."""

    person: Person
    provision: Provision | None
    words: texts.Words
    status: str
    channel: str
    at: dt.datetime
    code: str
    secret_hash: str
    supports: int = 0
    reports: int = 0
    parent: "Said | None" = None
    order: int = 1
    replies: int = 0
    id: int = 0


def receipt_code(seed: int, number: int) -> str:
    """The receipt code of the comment with this number over the whole load; none comes twice."""
    start = int.from_bytes(hashlib.sha256(f"load:{seed}".encode()).digest()[:8], "big")
    left, digits = (start + number * _CODE_STEP) % _CODES, []
    for _position in range(receipts.LENGTH):
        left, digit = divmod(left, len(receipts.ALPHABET))
        digits.append(digit)
    return receipts.make(digits)


class Speech:
    """Speaks for a crowd; the same `random` gives the same words."""

    def __init__(
        self,
        random: Random,
        crowd: Crowd,
        provisions: Sequence[Provision],
        *,
        seed: int,
        first_number: int,
        arguments: int = 0,
    ) -> None:
        """`arguments`: how many thoughts there are in all; 0: everybody has his own."""
        self._random = random
        self._campaigns = Campaigns(random, provisions, arguments) if arguments else None
        self._crowd = crowd
        self._seed = seed
        self._number = first_number
        # A few provisions get most of what is said, the rest little or nothing.
        self._provisions = random.sample(list(provisions), len(provisions))
        self._weights = list(accumulate(1 / rank for rank in range(1, len(provisions) + 1)))

    def portions(self, total: int, now: dt.datetime) -> Iterator[list[Said]]:
        """So many comments, spread over the window up to now."""
        consultation = self._crowd.consultation
        last = min(now - dt.timedelta(hours=1), consultation.closes_at)
        step = (last - consultation.opens_at) / max(total, 1)
        for start in range(0, total, PORTION):
            said: list[Said] = []
            roots: list[Said] = []
            for number in range(start, min(start + PORTION, total)):
                self._say(consultation, consultation.opens_at + step * number, said, roots)
            yield said

    def _say(
        self, consultation: Consultation, at: dt.datetime, said: list[Said], roots: list[Said]
    ) -> None:
        random = self._random
        parent = random.choice(roots) if roots and random.random() < _REPLY_SHARE else None
        place, words, status = self._thought(parent)
        one = Said(
            person=self._crowd.speaker(random, at),
            provision=place,
            words=words,
            status=status,
            channel="online" if parent else texts.channel(random),
            at=at,
            code=receipt_code(self._seed, self._number),
            secret_hash=hashlib.sha256(f"{self._seed}:{self._number}".encode()).hexdigest(),
            reports=int(random.random() < _REPORT_SHARE),
            parent=parent,
        )
        self._number += 1
        said.append(one)
        if parent is not None:
            parent.replies += 1
            one.order = 1 + parent.replies
            return
        one.supports = texts.supports(random) if one.status != "held" else 0
        if one.status == "published":
            roots.append(one)

    def _thought(self, parent: Said | None) -> tuple[Provision | None, texts.Words, str]:
        """Where it is said, what, and whether it is public."""
        random = self._random
        if parent is not None:
            return parent.provision, texts.reply(random), texts.status(random)
        if self._campaigns is None:
            place = self._place()
            return place, texts.words(random), texts.status(random)
        argument, is_first = self._campaigns.next()
        status = "published" if is_first else texts.status(random)
        return argument.provision, argument.words, status

    def _place(self) -> Provision | None:
        if not self._provisions or self._random.random() < _WHOLE_BILL_SHARE:
            return None
        return self._random.choices(self._provisions, cum_weights=self._weights)[0]
