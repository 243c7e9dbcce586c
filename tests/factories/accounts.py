import datetime as dt
import hashlib

import factory
from factory.django import DjangoModelFactory

from core.accounts.models import (
    Body,
    BodyKind,
    ConsentKind,
    ConsentVersion,
    Contact,
    Council,
    Membership,
    MembershipRole,
    User,
)
from core.accounts.selectors import email_hash

PASSWORD = "a-long-test-password"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@veche.example")
    full_name = factory.Sequence(lambda n: f"Иванова Мария Петровна {n}")
    password = factory.django.Password(PASSWORD)


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    slug = factory.Sequence(lambda n: f"body-{n}")
    kind = BodyKind.COMMITTEE
    name = factory.Sequence(lambda n: f"Комитет № {n}")


class CouncilFactory(DjangoModelFactory):
    class Meta:
        model = Council

    slug = factory.Sequence(lambda n: f"council-{n}")
    kind = BodyKind.PUBLIC_COUNCIL
    name = factory.Sequence(lambda n: f"Общественный совет № {n}")
    seats = 9


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    body = factory.SubFactory(CouncilFactory)
    role = MembershipRole.MEMBER


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    email = factory.Sequence(lambda n: f"citizen{n}@veche.example")
    email_hash = factory.LazyAttribute(lambda contact: email_hash(contact.email))
    municipality = "Благовещенск"


def staff(body: Body, role: str) -> User:
    """A new person with one place: `role` (MembershipRole) in `body`."""
    user = UserFactory()
    MembershipFactory(user=user, body=body, role=role)
    return user


def consent_texts() -> dict[str, ConsentVersion]:
    """A text of each consent, in force for long: without them nobody may speak."""
    texts = {}
    for kind in ConsentKind.values:
        text = f"Согласие: {kind}"
        texts[kind], _created = ConsentVersion.objects.get_or_create(
            kind=kind,
            number=1,
            defaults={
                "title": text,
                "text": text,
                "text_hash": hashlib.sha256(text.encode()).hexdigest(),
                "effective_from": dt.date(2020, 1, 1),
            },
        )
    return texts
