"""Everything that a snapshot names, read in a number of queries that depends on nothing but how
many portions the proposals make; and whether each text is the one that was signed."""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from consultations.comments.models import CommentStatus, ModerationRecord, ProvisionComment
from consultations.comments.selectors import load_files
from consultations.conclusions.domain import snapshot as frozen
from consultations.conclusions.domain.report import Opening
from consultations.conclusions.models import Answer, SignedDocument
from consultations.conclusions.salts import Salts
from consultations.expertise.models import (
    Assessment,
    ConsideredComment,
    CorruptionFinding,
    Dissent,
    Opinion,
    Remark,
)
from consultations.hearings.models import HearingMinutes, Recommendation
from drafts.models import Provision

# Proposals are read by so many: a hundred thousand rows with their authors would not fit.
PORTION: Final = 4_000
# What a row of the document says; a comment has three times as many columns.
_COLUMNS: Final = (
    "consultation", "contact", "participant", "status", "kind", "quoted_text", "proposed_text",
    "comment", "author_type", "municipality", "channel", "submitted_at", "receipt_code",
    "file_count", "participant__number",
    "contact__full_name", "contact__organisation", "contact__name_display",
)  # fmt: skip

Text = Mapping[str, str]


@dataclass
class Rows:
    remarks: dict[int, Remark]
    dissents: dict[int, Dissent]
    opinions: dict[int, Opinion]
    answers: dict[int, Answer]
    provisions: dict[int, Provision]
    grounds: dict[int, str]
    recommendations: dict[int, Recommendation]
    salts: dict[str, bytes]
    kept: dict[str, Text]
    assessments: dict[int, Assessment]
    factors: dict[int, CorruptionFinding]
    considered: dict[int, ConsideredComment]
    minutes: HearingMinutes | None
    altered: list[str] = field(default_factory=list)
    openings: dict[str, Opening] = field(default_factory=dict)
    left_out: int = 0

    def signed(self, kind: str, pk: int, text: Text | None, commitment: str) -> Text | None:
        """The text that was signed: the words kept with the salt, otherwise `text`, as it stands
        now; None if it is not there, or is not what was signed. Without its salt nobody can tell,
        and a text is taken as it is (the salt is deleted only together with an erased text)."""
        key = f"{kind}:{pk}"
        text = self.kept.get(key, text)
        if text is None:
            return None
        salt = self.salts.get(key)
        if salt is None:
            return text
        if is_signed(salt, text, commitment):
            self.openings[key] = Opening(salt.hex(), text)
            return text
        self.altered.append(key)
        return None


def is_signed(salt: bytes, text: Text, commitment: str) -> bool:
    """Whether a text is the one to which a snapshot is committed."""
    return hmac.compare_digest(frozen.commitment(salt, text), commitment)


def read_rows(document: SignedDocument, snapshot: frozen.Snapshot, salts: Salts | None) -> Rows:
    """`salts` belong to a document that is not saved (a preview). One that has not all of its rows
    reads no answers but theirs."""
    left_out = max(document.rows - len(snapshot.groups), 0)
    consultation = document.consultation.pk
    opinions = Opinion.objects.filter(consultation=consultation)
    dissents = Dissent.objects.filter(opinion__consultation=consultation)
    last = ModerationRecord.objects.filter(
        comment__consultation=consultation, comment__status=CommentStatus.HIDDEN, action="hide"
    ).order_by("decided_at", "pk")
    has_details = any(facts.opinion and facts.opinion.details for facts in snapshot.councils)
    said = {"opinion__consultation": consultation} if has_details else {"pk__in": ()}
    answers = Answer.objects.filter(group__consultation=consultation)
    if left_out:
        answers = answers.filter(group__in=[group.id for group in snapshot.groups])
    by_key, kept = _salts(document, salts)
    heard = Recommendation.objects.filter(minutes__consultation=consultation)
    return Rows(
        remarks={row.pk: row for row in Remark.objects.filter(opinion__consultation=consultation)},
        dissents={row.pk: row for row in dissents.select_related("member__user")},
        opinions={row.pk: row for row in opinions.select_related("rapporteur__user")},
        answers={row.pk: row for row in answers},
        provisions={
            row.pk: row for row in Provision.objects.filter(version=snapshot.bill.version_id)
        },
        grounds=dict(last.values_list("comment", "ground_title")),
        recommendations={row.pk: row for row in heard.select_related("minutes", "provision")},
        salts=by_key,
        kept=kept,
        assessments={row.pk: row for row in Assessment.objects.filter(**said)},
        factors={row.pk: row for row in CorruptionFinding.objects.filter(**said)},
        considered={row.pk: row for row in ConsideredComment.objects.filter(**said)},
        minutes=_minutes(snapshot.minutes),
        left_out=left_out,
    )


def _minutes(facts: frozen.MinutesFacts | None) -> HearingMinutes | None:
    return HearingMinutes.objects.filter(pk=facts.id).first() if facts is not None else None


def _salts(
    document: SignedDocument, salts: Salts | None
) -> tuple[dict[str, bytes], dict[str, Text]]:
    if salts is not None:
        return {key: bytes.fromhex(salt) for key, salt in salts.by_key.items()}, {**salts.texts}
    by_key: dict[str, bytes] = {}
    kept: dict[str, Text] = {}
    for key, salt, text in document.salts.values_list("key", "salt", "text").iterator(PORTION):
        by_key[key] = bytes.fromhex(salt)
        if text is not None:
            kept[key] = text
    return by_key, kept


def read_proposals(
    document: SignedDocument, only: Sequence[int] | None = None
) -> Iterator[ProvisionComment]:
    """The proposals of the event, or of some of its groups, with their authors and files, by
    portions."""
    consultation = document.consultation
    found = ProvisionComment.objects.in_consultation(consultation.pk).proposals()
    if only is not None:
        found = found.filter(argument__group__in=only)
    related = found.select_related(None).select_related("contact", "participant")
    rows = related.only(*_COLUMNS).order_by("pk")
    after = 0
    while True:
        portion = list(rows.filter(pk__gt=after)[:PORTION])
        load_files(portion)
        for row in portion:
            row.consultation = consultation
            yield row
        if len(portion) < PORTION:
            return
        after = portion[-1].pk
