"""Entries about accounts and rules, which stand on lower floors and cannot write to the log
themselves."""

from typing import Any

from core.accounts.events import (
    BODY_ADDED_KIND,
    CONSENT_PUBLISHED_KIND,
    CONTACT_ERASED_KIND,
    MEMBERSHIP_CHANGED_KIND,
    NAME_WITHDRAWN_KIND,
    BodyAdded,
    ConsentPublished,
    ContactErased,
    CouncilActed,
    MembershipChanged,
    NameWithdrawn,
    body_added,
    consent_published,
    contact_erased,
    council_acted,
    membership_changed,
    name_withdrawn,
)
from core.journal.services import record
from core.rules.events import CALENDAR_LOADED_KIND, CalendarLoaded, calendar_loaded


def on_body_added(sender: Any, event: BodyAdded, **kwargs: Any) -> None:
    record(
        kind=BODY_ADDED_KIND,
        subject_type="body",
        subject_id=event.body_id,
        body={"slug": event.slug, "kind": event.kind},
        at=event.at,
    )


def on_membership_changed(sender: Any, event: MembershipChanged, **kwargs: Any) -> None:
    record(
        kind=MEMBERSHIP_CHANGED_KIND,
        subject_type="membership",
        subject_id=event.membership_id,
        body={"body": event.body_id, "user": event.user_id, "role": event.role},
        at=event.at,
    )


def on_council_acted(sender: Any, event: CouncilActed, **kwargs: Any) -> None:
    subject_type, subject_id = event.subject
    record(
        kind=event.kind,
        subject_type=subject_type,
        subject_id=subject_id,
        body=event.body,
        at=event.at,
        actor_role=event.actor_role,
    )


def on_consent_published(sender: Any, event: ConsentPublished, **kwargs: Any) -> None:
    record(
        kind=CONSENT_PUBLISHED_KIND,
        subject_type="consent",
        subject_id=event.version_id,
        body={"kind": event.kind, "number": event.number, "sha256": event.text_hash},
        at=event.at,
    )


def on_name_withdrawn(sender: Any, event: NameWithdrawn, **kwargs: Any) -> None:
    record(
        kind=NAME_WITHDRAWN_KIND,
        subject_type="contact",
        subject_id=event.contact_id,
        body={},
        at=event.at,
    )


def on_contact_erased(sender: Any, event: ContactErased, **kwargs: Any) -> None:
    record(
        kind=CONTACT_ERASED_KIND,
        subject_type="contact",
        subject_id=event.contact_id,
        body={},
        at=event.at,
    )


def on_calendar_loaded(sender: Any, event: CalendarLoaded, **kwargs: Any) -> None:
    record(
        kind=CALENDAR_LOADED_KIND,
        subject_type="calendar",
        subject_id=event.year,
        body={"days": event.days, "sha256": event.sha256, "replaced": event.replaced},
        at=event.at,
        actor_role=event.role,
    )


def connect() -> None:
    """Called once by `JournalConfig.ready`."""
    body_added.connect(on_body_added)
    membership_changed.connect(on_membership_changed)
    council_acted.connect(on_council_acted)
    consent_published.connect(on_consent_published)
    name_withdrawn.connect(on_name_withdrawn)
    contact_erased.connect(on_contact_erased)
    calendar_loaded.connect(on_calendar_loaded)
