"""Who may do what with proposals, and when: the table of roles and phases, walked as a whole.

What citizens do goes through pages, as they do it; what the staff may do is asked of the policy
that every desk page asks.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from consultations.comments.models import (
    PendingComment,
    ProvisionComment,
    Report,
    StanceMark,
    Support,
)
from consultations.comments.services.creating import secret_hash
from consultations.process.models import Consultation
from core.accounts.models import Confirmation, MembershipRole, User
from core.accounts.permissions import policy
from tests.factories.accounts import BodyFactory, UserFactory, staff
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.integration.comments.pages import fill, new_url

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-the-author"
PHASES = {
    "announced": {"upcoming": True},
    "open": {},
    "answering": {"closed": True},
    "concluded": {"concluded": True},
}
Deed = Callable[[Client, Consultation, ProvisionComment], None]


def state() -> tuple[Any, ...]:
    """Everything that one of the deeds could change."""
    said = ProvisionComment.objects.order_by("pk").values_list("pk", "status", "revision")
    marks = StanceMark.objects.count()
    asked = PendingComment.objects.count(), Confirmation.objects.count()
    return (*said, marks, *asked, Support.objects.count(), Report.objects.count())


def address(name: str, consultation: Consultation, *more: Any) -> str:
    return reverse(f"comments:{name}", args=[consultation.year, consultation.slug, *more])


def submit(client: Client, consultation: Consultation, said: ProvisionComment) -> None:
    url = new_url(consultation, on=said.provision)
    client.post(url, fill(client, url, rationale="Другое."))


def reply(client: Client, consultation: Consultation, said: ProvisionComment) -> None:
    url = new_url(consultation, on=said.provision, reply=said)
    client.post(url, fill(client, url, rationale="Почему?"))


def revise(client: Client, consultation: Consultation, said: ProvisionComment) -> None:
    words = {"kind": "opinion", "stance": "oppose", "rationale": "Иначе."}
    client.post(reverse("comments:revise", args=[SECRET]), words)


def withdraw(client: Client, consultation: Consultation, said: ProvisionComment) -> None:
    client.post(reverse("comments:manage", args=[SECRET]))


def join(client: Client, consultation: Consultation, said: ProvisionComment) -> None:
    typed = {"email": "join@veche.example", "consent_processing": "on"}
    client.post(address("join", consultation, said.pk), typed)


def mark(client: Client, consultation: Consultation, said: ProvisionComment) -> None:
    client.post(address("mark", consultation), {"mark": f"{said.provision.eid}:support"})


def report(client: Client, consultation: Consultation, said: ProvisionComment) -> None:
    client.post(address("report", consultation, said.pk), {"ground": "insults", "note": ""})


ALWAYS, WHILE_OPEN = frozenset(PHASES), frozenset({"open"})
DEEDS: dict[Deed, frozenset[str]] = {
    submit: WHILE_OPEN,
    reply: WHILE_OPEN,
    revise: WHILE_OPEN,
    withdraw: WHILE_OPEN,
    join: WHILE_OPEN,
    mark: WHILE_OPEN,
    report: ALWAYS,
}


@pytest.mark.parametrize("signed_in", [False, True], ids=["anonymous", "citizen"])
@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_what_citizens_do(client: Client, deed: Deed, phase: str, signed_in: bool) -> None:
    consultation = ConsultationFactory(**PHASES[phase])
    said = ProvisionCommentFactory(
        consultation=consultation,
        provision=ProvisionFactory(version=consultation.version),
        secret_hash=secret_hash(SECRET),
    )
    if signed_in:
        client.force_login(UserFactory())
    before = state()
    deed(client, consultation, said)
    assert (state() != before) == (phase in DEEDS[deed])


# By side of the consultation and role: in which phases an action is allowed.
STAFF: dict[str, dict[tuple[str, MembershipRole], frozenset[str]]] = {
    "comments.moderate": {("organiser", MembershipRole.MODERATOR): ALWAYS},
    "comments.enter": {
        ("organiser", MembershipRole.SECRETARY): frozenset({"open", "answering"}),
        ("organiser", MembershipRole.MODERATOR): frozenset({"open", "answering"}),
    },
    "comments.ask": {
        ("organiser", MembershipRole.SECRETARY): frozenset({"announced", "open"}),
        ("organiser", MembershipRole.CHAIR): frozenset({"announced", "open"}),
        ("responder", MembershipRole.CLERK): frozenset({"announced", "open"}),
        ("responder", MembershipRole.SECRETARY): frozenset({"announced", "open"}),
        ("responder", MembershipRole.CHAIR): frozenset({"announced", "open"}),
        ("organiser", MembershipRole.CLERK): frozenset({"announced", "open"}),
    },
}


def thing(action: str, consultation: Consultation) -> object:
    """What the desk asks the policy about."""
    if action == "comments.moderate":
        return ProvisionCommentFactory(consultation=consultation)
    return consultation.as_organiser if action == "comments.enter" else consultation.as_either


def side(consultation: Consultation, name: str) -> Any:
    return BodyFactory() if name == "elsewhere" else getattr(consultation, name)


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("action", STAFF)
def test_what_the_staff_may(action: str, phase: str) -> None:
    consultation = ConsultationFactory(**PHASES[phase])
    asked = thing(action, consultation)
    allowed = {
        (where, role)
        for where in ("organiser", "responder", "elsewhere")
        for role in MembershipRole
        if policy.check(staff(side(consultation, where), role), action, asked)
    }
    assert allowed == {who for who, phases in STAFF[action].items() if phase in phases}
    assert not policy.check(UserFactory(), action, asked)
    assert not policy.check(AnonymousUser(), action, asked)


def test_no_page_of_the_desk_opens_to_others(client: Client) -> None:
    consultation = ConsultationFactory()
    said = ProvisionCommentFactory(consultation=consultation)
    pages = [
        reverse("comments:moderate", args=[said.pk]),
        reverse("comments:entry_new", args=[consultation.pk]),
        reverse("comments:desk_questions", args=[consultation.pk]),
    ]
    strangers: list[User] = [
        UserFactory(),
        staff(consultation.organiser, MembershipRole.MEMBER),
        staff(BodyFactory(), MembershipRole.MODERATOR),
        staff(BodyFactory(), MembershipRole.SECRETARY),
    ]
    for user in strangers:
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    client.logout()
    assert [client.get(page).status_code for page in pages] == [302, 302, 302]
