"""What will be published, as its author sees it beforehand."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consultations.comments.domain.texts import Author, CommentText
from consultations.comments.models import CommentKind, PendingComment, Stance
from core.accounts.models import Contact, NameDisplay
from core.accounts.selectors import chosen_name
from drafts.domain.citations import citation
from drafts.models import Provision

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Preview:
    """Parameters of consultations/comments/_preview.html. `kind` and `stance` are empty for a
    reply; `quoted` are the words that the proposed wording is held against; `signature` is empty
    for the pseudonym, whose number is not known yet."""

    citation: str
    quoted: str
    is_selection: bool
    kind: "StrOrPromise"
    stance: "StrOrPromise"
    is_amendment: bool
    proposed_text: str
    rationale: str
    signature: str
    municipality: str


def preview_of(
    *,
    text: CommentText,
    author: Author,
    provision: Provision | None,
    original: str,
    selected: str,
    is_reply: bool,
) -> Preview:
    """Of a form that is not sent yet. `original`: the words of the provision; `selected`: those of
    them that alone are spoken of, if any."""
    return Preview(
        citation=citation(provision.path) if provision and not is_reply else "",
        quoted=selected or original,
        is_selection=bool(selected),
        kind="" if is_reply else CommentKind(text.kind).label,
        stance="" if is_reply else Stance(text.stance).label,
        is_amendment=text.kind == CommentKind.AMEND,
        proposed_text=text.proposed_text,
        rationale=text.rationale,
        signature=_signature(author),
        municipality=author.municipality,
    )


def preview_of_pending(pending: PendingComment) -> Preview:
    """Of what waits for its author's confirmation."""
    payload = pending.payload
    is_reply = pending.reply_to_id is not None
    return Preview(
        citation=citation(pending.provision.path) if pending.provision and not is_reply else "",
        quoted=payload["quoted_text"],
        is_selection=bool(payload.get("anchor")),
        kind="" if is_reply else CommentKind(payload["kind"]).label,
        stance="" if is_reply else Stance(payload["stance"]).label,
        is_amendment=payload["kind"] == CommentKind.AMEND,
        proposed_text=payload["proposed_text"],
        rationale=payload["rationale"],
        signature=chosen_name(pending.contact),
        municipality=pending.contact.municipality,
    )


def _signature(author: Author) -> str:
    return chosen_name(
        Contact(
            full_name=author.full_name,
            organisation=author.organisation,
            name_display=NameDisplay(author.name_display),
        )
    )
