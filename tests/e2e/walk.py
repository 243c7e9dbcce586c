"""The people of the walk and what they hand in."""

import datetime as dt
import io
from dataclasses import dataclass

import docx

from core.accounts import services
from core.accounts.models import Body, BodyKind, Council, Membership, MembershipRole, User
from tests.factories.accounts import (
    PASSWORD,
    BodyFactory,
    CouncilFactory,
    MembershipFactory,
)

_LONG_AGO = dt.date(2020, 1, 1)
LINES = (
    "Проект",
    "ЗАКОН АМУРСКОЙ ОБЛАСТИ",
    "О школьных дворах",
    "Статья 1. Предмет регулирования",
    "Настоящий Закон регулирует пользование школьными дворами.",
    "Статья 2. Доступ жителей",
    "1. Школьный двор открыт для жителей с 17 до 20 часов.",
    "2. Правила пользования школьным двором определяют:",
    "1) часы работы площадок;",
    "3) порядок уборки.",
    "Статья 3. Вступление в силу",
    "Настоящий Закон вступает в силу по истечении десяти дней после дня его опубликования.",
)


def bill_file() -> bytes:
    """A small bill whose numbering skips point 2: the parser doubts it."""
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class Cast:
    """Bodies and the people who act for them; all sign in with the factories' password."""

    committee: Body
    chamber: Council
    council: Council
    clerk: User
    moderator: User
    chamber_secretary: User
    council_secretary: User
    expert: Membership


def make_cast() -> Cast:
    BodyFactory(kind=BodyKind.LEGISLATURE, name="Законодательное Собрание")
    committee = BodyFactory(kind=BodyKind.COMMITTEE, name="Комитет по образованию")
    chamber = CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER, name="Общественная палата", seats=9)
    council = CouncilFactory(name="Общественный совет", seats=5)
    for kind in ("processing", "dissemination"):
        services.publish_consent(
            actor=None, kind=kind, title=f"Согласие: {kind}", text=kind, effective_from=_LONG_AGO
        )
    return Cast(
        committee=committee,
        chamber=chamber,
        council=council,
        clerk=_person(committee, MembershipRole.CLERK),
        moderator=_person(chamber, MembershipRole.MODERATOR),
        chamber_secretary=_person(chamber, MembershipRole.SECRETARY),
        council_secretary=_person(council, MembershipRole.SECRETARY),
        expert=MembershipFactory(body=council, role=MembershipRole.MEMBER),
    )


def _person(body: Body, role: MembershipRole) -> User:
    user = services.create_user(
        actor=None, email=f"{role}.{body.slug}@veche.example", full_name=f"Петрова Анна {role}",
        password=PASSWORD,
    )  # fmt: skip
    services.add_member(actor=None, user=user, body=body, role=role)
    return user
