"""Speaking as citizens do: through the services."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils import timezone
from django_comments_xtd.models import XtdComment

from consultations.comments import services
from consultations.comments.events import CommentStatusChanged, comment_status_changed
from consultations.comments.models import Attachment, PendingComment, ProvisionComment
from consultations.process.models import Consultation
from core.accounts.models import ConsentGrant, Contact, User
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from core.uploads.intake import CheckedFile
from drafts.models import Provision
from tests.factories.process import ConsultationFactory
from tests.files import kept

# 10 March 2026, 12:00 in the region (UTC+9); the window is that of `running`.
NOW = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)
EMAIL = "maria@veche.example"
RATIONALE = "Из села за десять дней не успеть."
SECOND = dt.timedelta(seconds=1)
TICK = dt.timedelta(microseconds=1)
HOUR = dt.timedelta(hours=1)


def running(**changes: object) -> Consultation:
    """A consultation that receives proposals from 5 to 31 March 2026, local days."""
    window = {"opens_on": dt.date(2026, 3, 5), "closes_on": dt.date(2026, 3, 31)}
    return ConsultationFactory(**(window | changes))


def local(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of the region's clock."""
    return dt.datetime(
        day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_default_timezone()
    )


def text(rationale: str = RATIONALE, **changes: str) -> services.CommentText:
    values = {"kind": "opinion", "stance": "with_changes", "rationale": rationale}
    return services.CommentText(**(values | changes))


def author(email: str = EMAIL, **changes: object) -> services.Author:
    values = {"email": email, "consents": ("processing",), "municipality": "Тамбовский округ"}
    return services.Author(**(values | changes))  # type: ignore[arg-type]


def submit(
    consultation: Consultation,
    *,
    provision: Provision | None = None,
    reply_to: ProvisionComment | None = None,
    words: services.CommentText | None = None,
    by: services.Author | None = None,
    actor: User | None = None,
    now: dt.datetime = NOW,
    files: Sequence[CheckedFile] = (),
) -> services.Submission:
    """`submit_comment` with something plausible in every field that is not given."""
    return services.submit_comment(
        actor=actor,
        consultation=consultation,
        provision=provision,
        reply_to=reply_to,
        text=words or text(),
        author=by or author(),
        now=now,
        files=files,
    )


def entered(
    consultation: Consultation,
    operator: User,
    *,
    provision: Provision | None = None,
    words: services.CommentText | None = None,
    by: services.Author | None = None,
    now: dt.datetime = NOW,
    **receipt: Any,
) -> ProvisionComment:
    """`enter_proposal`: a letter of that day with a scan, of somebody without an e-mail."""
    given = {"channel": "paper", "received_on": timezone.localdate(now), "scans": (kept(),)}
    return services.enter_proposal(
        actor=operator,
        consultation=consultation,
        provision=provision,
        text=words or text(),
        author=by or author(""),
        receipt=services.Receipt(**(given | receipt)),
        now=now,
    )


def waiting(consultation: Consultation, **changes: object) -> PendingComment:
    """Of somebody who has not confirmed the e-mail yet."""
    pending = submit(consultation, **changes).pending  # type: ignore[arg-type]
    assert pending is not None
    return pending


def confirm(pending: PendingComment, now: dt.datetime = NOW) -> services.Confirmed:
    return services.confirm_comment(token=services.confirmation_token(pending), now=now)


def said(
    consultation: Consultation,
    rationale: str = RATIONALE,
    *,
    email: str = EMAIL,
    provision: Provision | None = None,
    reply_to: ProvisionComment | None = None,
    now: dt.datetime = NOW,
) -> ProvisionComment:
    """Submitted and confirmed."""
    return confirm(
        waiting(
            consultation,
            provision=provision,
            reply_to=reply_to,
            words=text(rationale),
            by=author(email),
            now=now,
        ),
        now,
    ).comment


@contextmanager
def told() -> Iterator[list[CommentStatusChanged]]:
    """The events that are sent meanwhile."""
    events: list[CommentStatusChanged] = []

    def receive(sender: type, event: CommentStatusChanged, **kwargs: object) -> None:
        assert sender is CommentStatusChanged
        events.append(event)

    comment_status_changed.connect(receive)
    try:
        yield events
    finally:
        comment_status_changed.disconnect(receive)


def letters(template: str, thing_id: int | str = "") -> list[OutboxMessage]:
    """Letters of a kind (confirm, receipt, moderated) in the order in which they were put."""
    prefix = f"comment-{template}:{thing_id}"
    return list(OutboxMessage.objects.filter(key__startswith=prefix).order_by("pk"))


def written() -> dict[str, int]:
    """How much there is of everything that speaking could leave behind."""
    models = (
        Attachment, ProvisionComment, XtdComment, PendingComment, Contact, ConsentGrant,
        JournalEntry, OutboxMessage,
    )  # fmt: skip
    counts = {model.__name__: model._default_manager.count() for model in models}
    counts["participants"] = sum(Consultation.objects.values_list("participant_count", flat=True))
    return counts
