"""The pages of minutes: desk and public; role × phase; nothing typed is lost."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.exports import export
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import ArgumentGroup, Format
from consultations.conclusions.selectors import tally
from consultations.hearings.models import HearingMinutes
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.conclusions import REFUSAL, answered, published, signed
from tests.factories.drafts import ProvisionFactory
from tests.factories.hearings import ADOPTED, REJECTED, drafted, hearing, minuted, recommended
from tests.factories.process import ConsultationFactory
from tests.files import kept
from tests.queries import page_queries
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Consultation:
    return hearing()


def as_role(event: Consultation, role: str = MembershipRole.SECRETARY) -> Client:
    client = Client()
    client.force_login(MembershipFactory(body=event.organiser, role=role).user)
    return client


def desk(event: Consultation) -> str:
    return reverse("hearings:minutes", args=[event.pk])


def public(event: Consultation) -> str:
    return reverse("reader:hearing", args=[event.year, event.slug])


def typed(version: int = 0, **changes: str) -> dict[str, str]:
    """What the form posts: one recommendation."""
    return {
        "version": str(version),
        "number": "4",
        "held_on": timezone.localdate().isoformat(),
        "started_at": "10:00",
        "ended_at": "12:30",
        "place": "Зея",
        "chair_name": "Иванова М.П.",
        "secretary_name": "Ким О.Л.",
        "attending": "16",
        "officials": "Петров А.Б., министр",
        "question": "Нужен ли закон?",
        "course": "Выступили пять участников.",
        "rows-TOTAL_FORMS": "2",
        "rows-INITIAL_FORMS": "0",
        "rows-0-text": "Продлить срок.",
        "rows-0-votes_for": "12",
        "rows-0-votes_against": "3",
        "rows-0-place": "2",
        "rows-1-text": "Дополнить перечень.",
        "rows-1-votes_for": "9",
        "rows-1-place": "1",
    } | changes


def test_the_secretary_writes_orders_and_signs(event: Consultation) -> None:
    client = as_role(event)
    assert client.get(desk(event)).status_code == 200
    assert client.post(desk(event), typed()).status_code == 302
    texts = list(HearingMinutes.objects.get().recommendations.values_list("text", flat=True))
    assert texts == ["Дополнить перечень.", "Продлить срок."]
    assert Client().get(public(event)).status_code == 404
    client.post(reverse("hearings:sign", args=[event.pk]), {"version": "1"})
    page = Client().get(public(event))
    assert page.status_code == 200
    assert "Продлить срок." in page.content.decode()
    event.refresh_from_db()
    assert event.open_items == 2


def test_rows_can_be_taken_out(event: Consultation) -> None:
    client = as_role(event)
    client.post(desk(event), typed())
    client.post(desk(event), typed(1, **{"rows-1-DELETE": "on"}))
    assert HearingMinutes.objects.get().recommendations.get().text == "Продлить срок."


def test_refusals_stand_at_their_fields_and_keep_what_was_typed(event: Consultation) -> None:
    client = as_role(event)
    wrong = typed(ended_at="09:00", **{"rows-0-votes_for": "100"})
    response = client.post(desk(event), wrong)
    assert response.status_code == 422
    editor = response.context["editor"]
    assert "ended_at" in editor.form.errors
    assert "votes_for" in editor.rows.forms[0].errors
    assert "Выступили пять участников." in response.content.decode()
    assert not HearingMinutes.objects.exists()


def test_a_colleagues_save_is_not_overwritten(event: Consultation) -> None:
    client = as_role(event)
    drafted(event, course="Слова коллеги.")
    response = client.post(desk(event), typed(course="Мои слова."))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Слова коллеги." in page
    assert "Мои слова." in page
    assert client.post(desk(event), typed(1, course="Мои слова.")).status_code == 302


def test_what_is_missing_is_told_at_the_signature(event: Consultation) -> None:
    draft = drafted(event, officials="", actor=UserFactory())
    response = as_role(event).post(
        reverse("hearings:sign", args=[event.pk]), {"version": draft.version}
    )
    assert response.status_code == 422
    assert 'href="#id_officials"' in response.content.decode()
    assert HearingMinutes.objects.get().is_draft


def test_signed_sheets_are_public_after_the_signature(event: Consultation) -> None:
    client = as_role(event)
    sheet = kept()
    file = SimpleUploadedFile(sheet.name, sheet.content)
    assert client.post(desk(event), {**typed(), "sheets": file}).status_code == 302
    minutes = HearingMinutes.objects.get()
    address = reverse("hearings:file", args=[event.year, event.slug, 1])
    assert Client().get(address).status_code == 404
    client.post(reverse("hearings:sign", args=[event.pk]), {"version": minutes.version})
    response = Client().get(address)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == sheet.content  # type: ignore[attr-defined]


def test_a_correction_by_the_page(event: Consultation) -> None:
    minuted(event)
    client = as_role(event)
    address = reverse("hearings:correct", args=[event.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Опечатка."}).status_code == 302
    draft = HearingMinutes.objects.get(edition=2)
    client.post(reverse("hearings:sign", args=[event.pk]), {"version": draft.version})
    page = Client().get(public(event)).content.decode()
    assert "Опечатка." in page
    assert Client().get(f"{public(event)}?edition=1").status_code == 200
    assert Client().get(f"{public(event)}?edition=7").status_code == 404


@pytest.mark.parametrize("role", [*MembershipRole.values, "other council", "stranger", "nobody"])
@pytest.mark.parametrize("phase", ["upcoming", "open", "closed", "concluded"])
def test_who_may_write_and_sign(role: str, phase: str) -> None:
    event = hearing(**({} if phase == "open" else {phase: True}))
    if role in MembershipRole.values:
        client = as_role(event, role)
    elif role == "other council":
        client = as_role(ConsultationFactory())
    else:
        client = Client()
        if role == "stranger":
            client.force_login(UserFactory())
    writes = role in (MembershipRole.SECRETARY, MembershipRole.CHAIR)
    running = phase in ("open", "closed")
    held = {"held_on": event.announced_on.isoformat()}
    saved = client.post(desk(event), typed(**held))
    assert HearingMinutes.objects.exists() == (writes and running)
    client.post(reverse("hearings:sign", args=[event.pk]), {"version": "1"})
    assert HearingMinutes.objects.in_force().exists() == (writes and running)
    if not (writes and running):
        assert saved.status_code in (302, 403)


def test_an_expertise_has_no_such_page() -> None:
    other = ConsultationFactory()
    assert as_role(other).get(desk(other)).status_code == 404
    assert Client().get(public(other)).status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_the_public_page_costs_the_same_queries(event: Consultation, count: int) -> None:
    provision = ProvisionFactory(version=event.version, path="article:5")
    rows = [
        replace(ADOPTED, text=f"Рекомендация {n}.", provision_id=provision.pk) for n in range(count)
    ]
    minuted(event, *rows)
    for group in ArgumentGroup.objects.all():
        answered(group)
    assert page_queries(Client(), public(event)) <= 8


def test_the_event_leads_to_its_minutes(event: Consultation) -> None:
    recommended(event)
    page = Client().get(event.get_absolute_url()).content.decode()
    assert public(event) in page


def test_the_committee_sees_and_answers_recommendations(event: Consultation) -> None:
    row = recommended(event)
    published(event)
    clerk = Client()
    clerk.force_login(MembershipFactory(body=event.responder, role=MembershipRole.CLERK).user)
    listed = clerk.get(reverse("conclusions:answers", args=[event.pk]), {"kind": "recommendations"})
    assert [line.group.items.get().recommendation for line in listed.context["lines"]] == [row]
    group = ArgumentGroup.objects.get(items__recommendation=row)
    page = clerk.get(reverse("conclusions:answer", args=[group.pk])).content.decode()
    assert ADOPTED.text in page
    assert "12" in page
    answered(group)
    shown = Client().get(public(event)).content.decode()
    assert REFUSAL.text in shown
    argument = Client().get(group.get_absolute_url())
    assert ADOPTED.text in argument.content.decode()
    counts = tally(event)
    assert (counts.recommendations.rejected, counts.remarks.total) == (1, 0)
    assert counts.proposals.waiting == 1


def test_recommendations_stand_in_the_conclusion() -> None:
    event = hearing(closed=True)
    minuted(event, ADOPTED, REJECTED)
    answered(ArgumentGroup.objects.get())
    conclusion = signed(event)
    run_tasks()
    for fmt in (Format.CSV, Format.HTML, Format.JSON):
        data = export(conclusion, fmt).decode()
        assert ADOPTED.text in data
        assert "Участники слушаний" in data
        # What did not get a majority stands with the minutes, and needs no answer.
        assert (REJECTED.text in data) == (fmt != Format.CSV)
    rows = resolve(conclusion).rows
    assert [member.rationale for row in rows for member in row.members] == [ADOPTED.text]
