import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.accounts import services
from core.accounts.models import Contact, MembershipRole, NameDisplay
from core.accounts.selectors import current_consents, email_hash, public_name
from tests.factories.accounts import CouncilFactory, UserFactory

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
    assert public_name(contact, 17) == "Участник № 17"


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
    assert public_name(contact, 3) == "Участник № 3"
    assert contact.full_name == "Иванова Мария Петровна"


@pytest.mark.usefixtures("consents")
def test_erasure_leaves_nothing_personal() -> None:
    contact = record(name_display=NameDisplay.FULL, consents=["processing", "dissemination"])
    services.erase_contact(actor=None, contact=contact)
    contact.refresh_from_db()
    assert (contact.full_name, contact.email, contact.user) == ("", "", None)
    assert public_name(contact, 3) == "Участник № 3"
    assert not contact.consents.filter(withdrawn_at=None).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(full_name="Снова имя")


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
