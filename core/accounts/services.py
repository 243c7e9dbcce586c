import datetime as dt
import hashlib
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from core.accounts.events import MembershipChanged, membership_changed
from core.accounts.models import (
    Body,
    ConsentGrant,
    ConsentVersion,
    Contact,
    Membership,
    MembershipRole,
    NameDisplay,
    User,
)
from core.accounts.selectors import current_consents, email_hash


class ConsentMissing(Exception):
    """Personal data was given without the consent that its use needs; `kind` says which."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@transaction.atomic
def create_user(
    *,
    actor: User | None,
    email: str,
    full_name: str = "",
    municipality: str = "",
    password: str | None = None,
) -> User:
    """An account whose e-mail is known to be the person's own; without a password nobody can sign
    in with it until one is set by e-mail."""
    user: User = User.objects.create_user(
        email=email.lower(), password=password, full_name=full_name, municipality=municipality
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def add_member(
    *,
    actor: User | None,
    user: User,
    body: Body,
    role: MembershipRole,
    post: str = "",
    nominated_by: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Membership:
    """Gives `user` a place in `body`; the same place again changes its post and term."""
    membership, _created = Membership.objects.update_or_create(
        user=user,
        body=body,
        role=role,
        defaults={
            "post": post,
            "nominated_by": nominated_by,
            "starts_on": starts_on,
            "ends_on": ends_on,
        },
    )
    membership_changed.send(
        sender=MembershipChanged, event=MembershipChanged(membership.pk, user.pk)
    )
    return membership


@transaction.atomic
def publish_consent(
    *, actor: User | None, kind: str, title: str, text: str, effective_from: dt.date
) -> ConsentVersion:
    """A new text of a consent; an unchanged text makes no new version."""
    latest = ConsentVersion.objects.filter(kind=kind).order_by("-number").first()
    text_hash = hashlib.sha256(text.encode()).hexdigest()
    if latest is not None and latest.text_hash == text_hash and latest.title == title:
        return latest
    return ConsentVersion.objects.create(
        kind=kind,
        number=latest.number + 1 if latest else 1,
        title=title,
        text=text,
        text_hash=text_hash,
        effective_from=effective_from,
    )


@transaction.atomic
def record_contact(
    *,
    actor: User | None,
    email: str,
    author_type: str,
    name_display: str,
    consents: Iterable[str],
    full_name: str = "",
    organisation: str = "",
    post: str = "",
    municipality: str = "",
    language: str = "ru",
    now: dt.datetime | None = None,
) -> Contact:
    """Stores who speaks, with the consents given (kinds of `ConsentKind`).

    Raises ConsentMissing if a consent in force is needed and not among `consents`: “processing”
    always, “dissemination” when a name is to be shown.
    """
    now = now or timezone.now()
    given = set(consents)
    texts = current_consents(timezone.localdate(now))
    needed = {"processing"}
    if name_display != NameDisplay.PSEUDONYM:
        needed.add("dissemination")
    for kind in sorted(needed - given):
        raise ConsentMissing(kind)
    contact = Contact.objects.create(
        user=actor,
        author_type=author_type,
        full_name=full_name.strip(),
        organisation=organisation.strip(),
        post=post.strip(),
        municipality=municipality.strip(),
        email=email.strip(),
        email_hash=email_hash(email),
        name_display=name_display,
        language=language,
        created_at=now,
    )
    shown = [] if name_display == NameDisplay.PSEUDONYM else [str(name_display)]
    ConsentGrant.objects.bulk_create(
        ConsentGrant(
            version=version,
            contact=contact,
            items=shown if kind == "dissemination" else [],
            text_hash=version.text_hash,
            granted_at=now,
        )
        for kind, version in texts.items()
        if kind in given
    )
    return contact


@transaction.atomic
def withdraw_dissemination(*, actor: User | None, contact: Contact) -> None:
    """Takes the name away from public view (152-FZ, art. 10.1); the text itself stays."""
    contact.consents.filter(version__kind="dissemination", withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    contact.name_display = NameDisplay.PSEUDONYM
    contact.save(update_fields=["name_display"])


@transaction.atomic
def erase_contact(*, actor: User | None, contact: Contact) -> None:
    """Destroys the personal data of a contact; what it said stays, signed by the pseudonym."""
    contact.user = None
    contact.full_name = contact.organisation = contact.post = contact.email = ""
    contact.name_display = NameDisplay.PSEUDONYM
    contact.erased_at = timezone.now()
    contact.save()
    contact.consents.filter(withdrawn_at=None).update(withdrawn_at=contact.erased_at)
