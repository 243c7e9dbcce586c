import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from core.accounts.events import (
    BodyAdded,
    ConsentPublished,
    ContactErased,
    MembershipChanged,
    NameWithdrawn,
    body_added,
    consent_published,
    contact_erased,
    membership_changed,
    name_withdrawn,
)
from core.accounts.models import (
    Body,
    Confirmation,
    ConsentGrant,
    ConsentKind,
    ConsentVersion,
    Contact,
    Council,
    Membership,
    MembershipRole,
    NameDisplay,
    User,
)
from core.accounts.selectors import current_consents, email_hash
from core.mail.services import erase_recipient


class ConsentMissing(Exception):
    """Personal data was given without the consent that its use needs; `kind` says which."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class NoConsentText(Exception):
    """No text of the consent `kind` is in force: nobody can be asked for it, so nothing personal
    may be taken."""

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


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """What a subject of public control has beside its name. `seats` is at least one; the quorum is
    the share (percent) that must be exceeded."""

    seats: int
    quorum_percent: int = 50
    formation_act: str = ""
    formed_on: dt.date | None = None
    term_ends_on: dt.date | None = None


@transaction.atomic
def add_body(
    *,
    actor: User | None,
    slug: str,
    kind: str,
    name: str,
    name_genitive: str = "",
    short_name: str = "",
    email: str = "",
    about: str = "",
    parent: Body | None = None,
    council: CouncilFacts | None = None,
    now: dt.datetime | None = None,
) -> Body:
    """A new body; with `council` a Council. Raises ValidationError (slug taken or misspelt, an
    unknown kind, no seats)."""
    values = {
        "slug": slug,
        "kind": kind,
        "name": name,
        "name_genitive": name_genitive,
        "short_name": short_name,
        "email": email,
        "about": about,
        "parent": parent,
    }
    body = Council(**values, **asdict(council)) if council else Body(**values)
    body.full_clean()
    body.save()
    event = BodyAdded(body.pk, slug, str(kind), now or timezone.now())
    body_added.send(sender=BodyAdded, event=event)
    return body


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
    now: dt.datetime | None = None,
) -> Membership:
    """Gives `user` a place in `body`; the same place again changes its post and term.

    For whoever sets the site up, without a question; who a council consists of is changed by
    `seat_member`, which asks for what the law wants.
    """
    membership, _created = Membership.objects.update_or_create(
        user=user,
        body=body,
        role=role,
        ended_at=None,
        defaults={
            "post": post,
            "nominated_by": nominated_by,
            "starts_on": starts_on,
            "ends_on": ends_on,
        },
    )
    event = MembershipChanged(
        membership_id=membership.pk,
        user_id=user.pk,
        body_id=body.pk,
        role=str(role),
        at=now or timezone.now(),
    )
    membership_changed.send(sender=MembershipChanged, event=event)
    return membership


@transaction.atomic
def publish_consent(
    *,
    actor: User | None,
    kind: str,
    title: str,
    text: str,
    effective_from: dt.date,
    now: dt.datetime | None = None,
) -> ConsentVersion:
    """A new text of a consent; an unchanged text makes no new version."""
    latest = ConsentVersion.objects.filter(kind=kind).order_by("-number").first()
    text_hash = hashlib.sha256(text.encode()).hexdigest()
    if latest is not None and latest.text_hash == text_hash and latest.title == title:
        return latest
    version = ConsentVersion.objects.create(
        kind=kind,
        number=latest.number + 1 if latest else 1,
        title=title,
        text=text,
        text_hash=text_hash,
        effective_from=effective_from,
    )
    event = ConsentPublished(
        version_id=version.pk,
        kind=kind,
        number=version.number,
        text_hash=text_hash,
        at=now or timezone.now(),
    )
    consent_published.send(sender=ConsentPublished, event=event)
    return version


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
    on_paper: bool = False,
) -> Contact:
    """Stores who speaks, with the consents given (kinds of `ConsentKind`; `on_paper`: signed by
    hand). Without an e-mail the person is told apart from everybody else.

    Raises ConsentMissing if a needed consent is not among `consents` (“processing” always,
    “dissemination” when a name is to be shown), NoConsentText if it has no text in force.
    """
    now = now or timezone.now()
    texts = _agreed(set(consents), name_display, timezone.localdate(now))
    contact = Contact(
        user=actor,
        author_type=author_type,
        full_name=full_name.strip(),
        organisation=organisation.strip(),
        post=post.strip(),
        municipality=municipality.strip(),
        email=email.strip(),
        email_hash=email_hash(email) if email.strip() else secrets.token_hex(32),
        name_display=name_display,
        language=language,
        created_at=now,
    )
    shown = [] if name_display == NameDisplay.PSEUDONYM else [str(name_display)]
    with transaction.atomic(savepoint=False):
        contact.save()
        ConsentGrant.objects.bulk_create(
            ConsentGrant(
                version=text,
                contact=contact,
                items=shown if text.kind == ConsentKind.DISSEMINATION else [],
                text_hash=text.text_hash,
                granted_at=now,
                on_paper=on_paper,
            )
            for text in texts
        )
    return contact


def _agreed(given: set[str], name_display: str, on: dt.date) -> list[ConsentVersion]:
    """The texts in force on a day to which a person has agreed."""
    texts = current_consents(on)
    needed = {str(ConsentKind.PROCESSING)}
    if name_display != NameDisplay.PSEUDONYM:
        needed.add(str(ConsentKind.DISSEMINATION))
    for kind in sorted(needed):
        if kind not in texts:
            raise NoConsentText(kind)
        if kind not in given:
            raise ConsentMissing(kind)
    return [text for kind, text in texts.items() if kind in given]


@transaction.atomic
def withdraw_dissemination(
    *, actor: User | None, contact: Contact, now: dt.datetime | None = None
) -> None:
    """Takes the name away from public view (152-FZ, art. 10.1); the text itself stays."""
    now = now or timezone.now()
    disseminated = contact.consents.filter(version__kind=ConsentKind.DISSEMINATION)
    disseminated.filter(withdrawn_at=None).update(withdrawn_at=now)
    contact.name_display = NameDisplay.PSEUDONYM
    contact.save(update_fields=["name_display"])
    name_withdrawn.send(sender=NameWithdrawn, event=NameWithdrawn(contact.pk, now))


@transaction.atomic
def erase_contact(
    *, actor: User | None, contact: Contact, now: dt.datetime | None = None
) -> list[Contact]:
    """Destroys the personal data of a person: of this contact, of all others with the same e-mail,
    and of the letters to it. What the person said stays, signed by the pseudonym. Returns the
    contacts that were erased."""
    now = now or timezone.now()
    same = Contact.objects.select_for_update().filter(email_hash=contact.email_hash)
    erased = list(same.filter(erased_at=None))
    for email in {item.email for item in erased if item.email}:
        erase_recipient(email)
    Confirmation.objects.filter(contact__in=erased).delete()
    for item in erased:
        item.user = None
        item.full_name = item.organisation = item.post = item.email = ""
        item.municipality = ""
        item.name_display = NameDisplay.PSEUDONYM
        item.erased_at = now
        item.save()
        item.consents.filter(withdrawn_at=None).update(withdrawn_at=now)
        contact_erased.send(sender=ContactErased, event=ContactErased(item.pk, now))
    contact.refresh_from_db()
    return erased
