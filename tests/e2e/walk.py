"""The people of the walk and what they hand in."""

import datetime as dt
import io
import re
from dataclasses import dataclass

import docx
from playwright.sync_api import Page

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
        clerk=person(committee, MembershipRole.CLERK),
        moderator=person(chamber, MembershipRole.MODERATOR),
        chamber_secretary=person(chamber, MembershipRole.SECRETARY),
        council_secretary=person(council, MembershipRole.SECRETARY),
        expert=MembershipFactory(body=council, role=MembershipRole.MEMBER),
    )


def person(body: Body, role: MembershipRole, name: str = "") -> User:
    """Somebody who acts for a body and can sign in; `name` tells two of one role apart."""
    user = services.create_user(
        actor=None, email=f"{role}{name}.{body.slug}@veche.example",
        full_name=f"Петрова Анна {role}", password=PASSWORD,
    )  # fmt: skip
    services.add_member(actor=None, user=user, body=body, role=role)
    return user


def signed_in(page: Page, user: User) -> Page:
    page.goto("/accounts/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(r"/(my|desk)/"))
    return page


def submit(page: Page, form: str = "main form") -> None:
    """Presses the button that sends a form: the last one in it that stands for nothing else."""
    others = ":not([name=preview]):not([name=send_anyway]):not([type=button])"
    page.locator(f"{form} button.button{others}").last.click()


def fill_comment(
    page: Page, *, kind: str, rationale: str, email: str, wording: str = "", send: bool = True
) -> None:
    page.check(f"[name=kind][value={kind}]")
    if wording:
        page.fill("[name=proposed_text]", wording)
    page.fill("[name=rationale]", rationale)
    page.fill("[name=email]", email)
    page.check("[name=consent_processing]")
    if send:
        submit(page, "main form.form")


def confirm_by_mailbox(page: Page) -> str:
    """Reads the newest letter and follows its link; returns the receipt code."""
    page.goto("/mailbox/")
    page.locator("main table a").first.click()
    page.locator("a[href*='/comments/confirm/']").first.click()
    submit(page, "main form[method=post]")
    return page.inner_text("#receipt-code").strip()
