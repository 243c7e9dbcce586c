import datetime as dt
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.accounts import services
from core.accounts.models import (
    Body,
    ConsentVersion,
    Contact,
    Council,
    MembershipRole,
    NameDisplay,
)
from core.accounts.selectors import current_consents, email_hash, public_name
from core.journal.models import JournalEntry
from core.mail.services import enqueue_rendered
from tests.factories.accounts import BodyFactory, CouncilFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 5, 1)


@pytest.fixture
def consents() -> None:
    for kind in ("processing", "dissemination"):
        services.publish_consent(
            actor=None, kind=kind, title="Согласие", text=f"Текст {kind}", effective_from=TODAY
        )


def record(**changes: Any) -> Contact:
    values: dict[str, Any] = {
        "actor": None,
        "email": "Maria@Veche.example",
        "author_type": "citizen",
        "name_display": NameDisplay.PSEUDONYM,
        "consents": ["processing"],
        "full_name": "Иванова Мария Петровна",
    }
    return services.record_contact(**{**values, **changes})


@pytest.mark.usefixtures("consents")
def test_a_pseudonym_needs_the_consent_to_processing_alone() -> None:
    contact = record()
    assert [grant.version.kind for grant in contact.consents.all()] == ["processing"]
    assert public_name(contact, 17) == "Участник №\N{NO-BREAK SPACE}17"


@pytest.mark.usefixtures("consents")
@pytest.mark.parametrize(
    ("display", "given", "missing"),
    [
        (NameDisplay.PSEUDONYM, [], "processing"),
        (NameDisplay.FULL, ["processing"], "dissemination"),
        (NameDisplay.FULL, ["dissemination"], "processing"),
    ],
)
def test_without_a_needed_consent_nothing_is_kept(
    display: str, given: list[str], missing: str
) -> None:
    with pytest.raises(services.ConsentMissing) as caught:
        record(name_display=display, consents=given)
    assert caught.value.kind == missing
    assert not Contact.objects.exists()


@pytest.mark.usefixtures("consents")
@pytest.mark.parametrize(
    ("display", "shown"),
    [
        (NameDisplay.FULL, "Иванова Мария Петровна"),
        (NameDisplay.INITIALS, "Иванова М. П."),
        (NameDisplay.ORGANISATION, "АНО «Двор»"),
    ],
)
def test_a_name_is_shown_as_chosen_until_the_consent_is_withdrawn(display: str, shown: str) -> None:
    contact = record(
        name_display=display, consents=["processing", "dissemination"], organisation="АНО «Двор»"
    )
    assert public_name(contact, 3) == shown
    services.withdraw_dissemination(actor=None, contact=contact)
    contact.refresh_from_db()
    assert public_name(contact, 3) == "Участник №\N{NO-BREAK SPACE}3"
    assert contact.full_name == "Иванова Мария Петровна"


@pytest.mark.usefixtures("consents")
def test_erasure_leaves_nothing_personal() -> None:
    contact = record(name_display=NameDisplay.FULL, consents=["processing", "dissemination"])
    services.erase_contact(actor=None, contact=contact)
    contact.refresh_from_db()
    assert (contact.full_name, contact.email, contact.user) == ("", "", None)
    assert public_name(contact, 3) == "Участник №\N{NO-BREAK SPACE}3"
    assert not contact.consents.filter(withdrawn_at=None).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(full_name="Снова имя")


@pytest.mark.usefixtures("consents")
def test_a_person_is_forgotten_everywhere_and_the_journal_says_so_by_ids() -> None:
    first, second = record(), record(email="MARIA@veche.example", municipality="Зея")
    other = record(email="petr@veche.example")
    letter = enqueue_rendered(
        key="letter", to="maria@veche.example", subject="Ответ", body_text="Мария, вот ответ"
    )
    now = timezone.now()
    erased = services.erase_contact(actor=None, contact=first, now=now)
    assert {contact.pk for contact in erased} == {first.pk, second.pk}
    for contact in (first, second):
        contact.refresh_from_db()
        assert contact.erased_at == now
        assert not any((contact.full_name, contact.email, contact.municipality))
    other.refresh_from_db()
    assert other.email == "petr@veche.example"
    letter.refresh_from_db()
    assert (letter.to, letter.body_text) == ("", "")
    entries = JournalEntry.objects.filter(kind="contact.erased")
    assert {entry.subject_id for entry in entries} == {str(first.pk), str(second.pk)}
    assert services.erase_contact(actor=None, contact=first) == []


@pytest.mark.usefixtures("consents")
def test_taking_the_name_away_is_journaled_at_its_moment() -> None:
    contact = record(name_display=NameDisplay.FULL, consents=["processing", "dissemination"])
    now = timezone.now() - dt.timedelta(days=2)
    services.withdraw_dissemination(actor=None, contact=contact, now=now)
    assert contact.consents.get(version__kind="dissemination").withdrawn_at == now
    entry = JournalEntry.objects.get(kind="contact.name_withdrawn")
    assert (entry.subject_id, entry.occurred_at) == (str(contact.pk), now)


def test_a_body_and_its_members_are_journaled() -> None:
    council = services.add_body(
        actor=None,
        slug="sovet",
        kind="public_council",
        name="Общественный совет",
        council=services.CouncilFacts(seats=7),
    )
    assert Council.objects.get().seats == 7
    user = UserFactory()
    services.add_member(actor=None, user=user, body=council, role=MembershipRole.MEMBER)
    entries = {entry.kind: entry.body for entry in JournalEntry.objects.all()}
    assert entries["body.added"] == {"slug": "sovet", "kind": "public_council"}
    assert entries["membership.changed"] == {
        "body": council.pk,
        "user": user.pk,
        "role": "member",
    }


@pytest.mark.parametrize(
    "wrong", [{"slug": "два слова"}, {"kind": "party"}, {"name": ""}, {"slug": "taken"}]
)
def test_a_body_that_makes_no_sense_is_refused(wrong: dict[str, str]) -> None:
    BodyFactory(slug="taken")
    values = {"slug": "komitet", "kind": "committee", "name": "Комитет"} | wrong
    with pytest.raises(ValidationError):
        services.add_body(actor=None, **values)
    assert Body.objects.count() == 1


# --- publish_consent on the command line ------------------------------------------------------


def publish_from(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("publish_consent", "processing", str(path), *options, stdout=out)
    return out.getvalue()


def test_the_text_of_a_consent_comes_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "consent.txt"
    path.write_text("Согласие\n\nЯ согласен.\n\nНа всё.\n", encoding="utf-8")
    assert publish_from(path, "--from", "2026-05-01") == "Согласие № 1: 2026-05-01\n"
    assert publish_from(path) == "Согласие № 1: 2026-05-01\n"
    version = current_consents(TODAY)["processing"]
    assert version.text == "Я согласен.\n\nНа всё."
    assert JournalEntry.objects.get().body["sha256"] == version.text_hash


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", "Только заголовок".encode(), ("я" * 201 + "\nтекст").encode()]
)
def test_a_bad_file_publishes_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "consent.txt"
    path.write_bytes(content)
    for file in (path, tmp_path / "absent.txt", tmp_path):
        with pytest.raises(CommandError) as error:
            publish_from(file)
        assert error.value.returncode == 2
        assert "\n" not in str(error.value)
    assert not ConsentVersion.objects.exists()


def test_one_mailbox_is_one_person() -> None:
    assert email_hash("Maria+law@Veche.example ") == email_hash("maria@veche.example")
    assert email_hash("maria@veche.example") != email_hash("mario@veche.example")


def test_a_consent_changes_by_a_new_version_only() -> None:
    first = services.publish_consent(
        actor=None, kind="processing", title="Согласие", text="Первый", effective_from=TODAY
    )
    again = services.publish_consent(
        actor=None, kind="processing", title="Согласие", text="Первый", effective_from=TODAY
    )
    later = services.publish_consent(
        actor=None,
        kind="processing",
        title="Согласие",
        text="Второй",
        effective_from=TODAY + dt.timedelta(days=10),
    )
    assert again == first
    assert (later.number, later.text_hash == first.text_hash) == (2, False)
    assert current_consents(TODAY)["processing"] == first
    assert current_consents(TODAY + dt.timedelta(days=10))["processing"] == later


def test_a_place_in_a_body_is_given_once_and_may_change() -> None:
    user, council = UserFactory(), CouncilFactory()
    first = services.add_member(actor=None, user=user, body=council, role=MembershipRole.MEMBER)
    again = services.add_member(
        actor=None,
        user=user,
        body=council,
        role=MembershipRole.MEMBER,
        post="эксперт",
        ends_on=timezone.localdate(),
    )
    assert again.pk == first.pk
    assert user.memberships.get().post == "эксперт"
