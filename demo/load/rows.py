"""The rows of one portion of comments: what the services would have left in the tables."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from consultations.comments.domain.fingerprint import fingerprint, words_hash
from consultations.comments.domain.places import normal_place
from consultations.comments.models import (
    CommentCount,
    ModerationRecord,
    PendingComment,
    ProvisionComment,
    Report,
    Support,
)
from consultations.process.models import Consultation
from core.accounts.models import User
from core.rules.models import ModerationGround
from demo.load import tables
from demo.load.arguments import Arguments
from demo.load.speech import Said
from drafts.models import Provision
from drafts.selectors import own_text

_CONFIRMING: Final = dt.timedelta(minutes=7)
_MODERATING: Final = dt.timedelta(minutes=40)
_TERM: Final = dt.timedelta(hours=48)
Row = dict[str, Any]


@dataclass(slots=True)
class Writer:
    """Writes portions and keeps count of what they hold, as the kept counts do."""

    consultation: Consultation
    originals: Mapping[int, str]  # the words of each provision, by its key
    moderator: User
    ground: ModerationGround
    random: Random
    arguments: Arguments
    open_items: int = 0
    counts: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    joined: Counter[tuple[Any, ...]] = field(default_factory=Counter)

    def write(self, said: list[Said]) -> None:
        """The comments of a portion with everything that hangs on them; people are there."""
        for one, key in zip(said, tables.reserve(ProvisionComment, len(said)), strict=True):
            one.id = key
            self._count(one)
        tables.write(ProvisionComment, map(self._comment, said))
        tables.write(
            PendingComment, (self._pending(one) for one in said if one.channel == "online")
        )
        tables.write(Support, (row for one in said for row in self._supports(one)))
        tables.write(ModerationRecord, map(self._record, _moderated(said)))
        tables.write(Report, (self._report(one) for one in said if one.reports))
        self.arguments.add(one for one in said if one.parent is None and one.status != "held")

    def finish(self) -> None:
        """Writes the kept counts and what is grouped."""
        self.open_items += self.arguments.write()
        tables.write(CommentCount, map(self._kept, sorted(self.counts, key=repr)))

    # --- rows ---

    def _comment(self, one: Said) -> Row:
        target = _TARGETS[one.provision is not None]
        thread = one.parent.id if one.parent else one.id
        return {
            "id": one.id,
            "content_type_id": ContentType.objects.get_for_model(target).pk,
            "object_pk": str(one.provision.pk if one.provision else self.consultation.pk),
            "site_id": settings.SITE_ID,
            "comment": one.words.rationale,
            "submit_date": one.at,
            "is_public": one.status == "published",
            "is_removed": one.status == "hidden",
            "thread_id": thread,
            "parent_id": thread,
            "level": int(one.parent is not None),
            "order": one.order,
            "nested_count": one.replies,
            **self._place(one),
            "participant_id": one.person.participant_id,
            "author_type": one.person.character.author_type,
            "municipality": one.person.character.municipality,
            "municipality_key": normal_place(one.person.character.municipality),
            "kind": one.words.kind,
            "stance": one.words.stance,
            "quoted_text": self._quoted(one),
            "proposed_text": one.words.proposed,
            "status": one.status,
            "channel": one.channel,
            "ground_code": self.ground.code if one.status == "hidden" else "",
            "receipt_code": one.code,
            "secret_hash": one.secret_hash,
            "submitted_at": one.at,
            "confirmed_at": one.at + _CONFIRMING,
            "words_hash": "" if one.parent else _words_hash(one),
            "support_count": one.supports,
        }

    def _place(self, one: Said) -> Row:
        return {
            "consultation_id": self.consultation.pk,
            "provision_id": one.provision.pk if one.provision else None,
            "reply_to_id": one.parent.id if one.parent else None,
            "contact_id": one.person.contact_id,
        }

    def _quoted(self, one: Said) -> str:
        return "" if one.parent or not one.provision else self.originals[one.provision.pk]

    def _pending(self, one: Said) -> Row:
        """The submission that became the comment."""
        places = (one.provision.pk if one.provision else "", one.parent.id if one.parent else "")
        return {
            **self._place(one),
            "payload": {
                "kind": one.words.kind,
                "stance": one.words.stance,
                "rationale": one.words.rationale,
                "proposed_text": one.words.proposed,
                "quoted_text": self._quoted(one),
            },
            "fingerprint": fingerprint(
                person=one.person.email_hash, place=":".join(map(str, places)), texts=_texts(one)
            ),
            "submitted_at": one.at,
            "expires_at": one.at + _TERM,
            "last_sent_at": one.at,
            "confirmed_at": one.at + _CONFIRMING,
            "comment_id": one.id,
        }

    def _supports(self, one: Said) -> Iterator[Row]:
        for _person in range(one.supports):
            person = f"{self.random.getrandbits(256):064x}"
            yield {
                "comment_id": one.id,
                "email_hash": person,
                "joined_at": one.at + _MODERATING,
            }

    def _record(self, one: Said) -> Row:
        hides = one.status == "hidden"
        return {
            "comment_id": one.id,
            "action": "hide" if hides else "hold",
            "ground_code": self.ground.code if hides else "",
            "ground_title": self.ground.title if hides else "",
            "reasons": [] if hides else ["many_from_person"],
            "is_automatic": not hides,
            "moderator_id": self.moderator.pk if hides else None,
            "decided_at": one.at + (_MODERATING if hides else _CONFIRMING),
        }

    def _report(self, one: Said) -> Row:
        return {
            "comment_id": one.id,
            "person": f"{self.random.getrandbits(256):064x}",
            "ground_code": self.ground.code,
            "ground_title": self.ground.title,
            "reported_at": one.at + _MODERATING,
            "settled_at": None if one.status == "published" else one.at + _MODERATING,
        }

    # --- counts ---

    def _count(self, one: Said) -> None:
        is_proposal = one.parent is None
        self.open_items += one.status == "held"
        place = one.provision.pk if one.provision else None
        row = (place, one.status, not is_proposal, one.person.character.author_type, one.channel)
        self.counts[row] += 1
        self.joined[row] += one.supports

    def _kept(self, row: tuple[Any, ...]) -> Row:
        place, status, is_reply, author_type, channel = row
        return {
            "consultation_id": self.consultation.pk,
            "provision_id": place,
            "status": status,
            "is_reply": is_reply,
            "author_type": author_type,
            "channel": channel,
            "count": self.counts[row],
            "supports": self.joined[row],
        }


_TARGETS: Final = (Consultation, Provision)


def originals(provisions: Iterable[Provision]) -> dict[int, str]:
    """The words of each provision, as a comment quotes them."""
    return {provision.pk: own_text(provision) for provision in provisions}


def _moderated(said: Iterable[Said]) -> list[Said]:
    return [one for one in said if one.status in {"hidden", "held"}]


def _texts(one: Said) -> tuple[str, ...]:
    return (one.words.kind, one.words.rationale, one.words.proposed)


def _words_hash(one: Said) -> str:
    return words_hash(place=str(one.provision.pk) if one.provision else "", texts=_texts(one))
