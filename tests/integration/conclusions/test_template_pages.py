"""The page on which a body sees and changes the template of its document."""

import io
import re
from pathlib import Path

import docx
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from consultations.conclusions.exports.templating import vocabulary
from consultations.conclusions.models import DocumentTemplate
from consultations.conclusions.presenters.templates import mark_lines
from consultations.conclusions.selectors.templates import current_template
from consultations.conclusions.services.templates import replace_template, restore_stock
from core.accounts.models import Body, BodyKind, MembershipRole
from core.documents.templating.checking import problems
from core.documents.templating.stock import stock_template
from core.journal.models import JournalEntry
from core.journal.services import sequence_all
from tests.factories.accounts import BodyFactory, CouncilFactory, staff
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries
from tests.templates import OWN, address, made, put, send, words

pytestmark = pytest.mark.django_db
STOCK = stock_template()
CONTENT = ("{{p body }}",)


@pytest.fixture
def body() -> Body:
    return CouncilFactory()


@pytest.fixture
def page(client: Client, body: Body) -> Client:
    """The browser of the council's secretary."""
    client.force_login(staff(body, MembershipRole.SECRETARY))
    return client


def paragraphs(response: HttpResponse) -> list[str]:
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return [one.text for one in docx.Document(io.BytesIO(response.content)).paragraphs]


# --- who sees what ---


@pytest.mark.parametrize("role", MembershipRole.values)
def test_who_sees_the_templates_of_a_body(client: Client, body: Body, role: str) -> None:
    own = put(body)
    client.force_login(staff(body, role))
    may = role in {MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.CLERK}
    pages = [address(body, name) for name in (
        "template", "template_stock", "template_sample", "template_restore"
    )]  # fmt: skip
    pages += [reverse("conclusions:template_file", args=[own.pk]), reverse("conclusions:templates")]
    assert {url: client.get(url).status_code for url in pages} == dict.fromkeys(
        pages, 200 if may else 403
    )
    assert (client.post(pages[0], {}).status_code == 422) is may
    assert (client.post(pages[3], {"seen": ""}).status_code == 403) is not may


def test_another_body_and_a_stranger_see_nothing(client: Client, body: Body) -> None:
    own = put(body)
    pages = [address(body), reverse("conclusions:template_file", args=[own.pk])]
    assert {client.get(url).status_code for url in pages} == {302}
    client.force_login(staff(CouncilFactory(), MembershipRole.SECRETARY))
    assert {client.get(url).status_code for url in pages} == {403}
    assert address(body) not in words(client.get(reverse("conclusions:templates")))


def test_a_body_has_templates_of_what_it_signs(client: Client) -> None:
    committee = BodyFactory(kind=BodyKind.COMMITTEE)
    client.force_login(staff(committee, MembershipRole.CLERK))
    assert client.get(address(committee, kind="summary")).status_code == 200
    assert client.get(address(committee, kind="conclusion")).status_code == 404
    assert client.get(address(committee, kind="nonsense")).status_code == 404
    found = client.get(reverse("conclusions:templates")).context["places"]
    assert [(place.body.pk, place.kind) for place in found] == [(committee.pk, "summary")]


def test_the_page_of_the_signature_leads_here(client: Client) -> None:
    consultation = ConsultationFactory(closed=True)
    client.force_login(staff(consultation.organiser, MembershipRole.SECRETARY))
    sign = reverse("conclusions:sign", args=[consultation.pk])
    assert address(consultation.organiser) in words(client.get(sign))
    put(consultation.organiser)
    assert "бланк.docx" in words(client.get(sign))
    client.force_login(staff(consultation.responder, MembershipRole.CLERK))
    assert address(consultation.organiser) not in words(client.get(sign))


# --- what is shown, handed out and put in use ---


def test_it_costs_the_same_with_one_template_and_with_many(page: Client, body: Body) -> None:
    before = page_queries(page, address(body))
    for number in range(3):
        put(body, made(f"Бланк {number}", "{{p body }}"))
    assert page_queries(page, address(body)) == before
    listed = page_queries(page, reverse("conclusions:templates"))
    assert listed <= before


def test_the_stock_template_is_handed_out_and_may_be_sent_back(page: Client, body: Body) -> None:
    stock = page.get(address(body, "template_stock"))
    assert stock.content == STOCK
    assert send(page, body, stock.content).status_code == 302
    own = current_template(body.pk, "conclusion")
    assert own is not None
    assert (own.name, own.note, own.sha256) == (
        "бланк.docx", "Утверждён советом", own.sha256
    )  # fmt: skip
    shown = words(page.get(address(body)))
    assert own.sha256[:12] in shown
    assert own.note in shown
    file = page.get(reverse("conclusions:template_file", args=[own.pk]))
    assert file.content == STOCK
    assert "utf-8''%D0%B1" in file["Content-Disposition"]


def test_a_sample_shows_every_mark(page: Client, body: Body) -> None:
    said = paragraphs(page.get(address(body, "template_sample")))
    examples = {one.name: one.example for one in vocabulary("conclusion").marks}
    assert said[0] == examples["organisation"]
    assert any(examples["number"] in line for line in said)
    lines = [one.typed for one in mark_lines(vocabulary("conclusion")) if one.typed[2] == " "]
    checked = send(page, body, made(*lines, "{{p body }}"), check="1")
    assert set(filter(None, examples.values())) <= set(paragraphs(checked))
    assert not DocumentTemplate.objects.exists()
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_samples_are_asked_for_only_so_often(
    page: Client, body: Body, settings: Settings, method: str
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "template-sample": "1/h"}
    sample = address(body, "template_sample")
    assert [getattr(page, method)(sample).status_code for _ in range(2)] == [200, 429]
    assert "Слишком много запросов" in page.get(sample).content.decode()


def test_former_templates_stay_and_the_stock_one_comes_back(page: Client, body: Body) -> None:
    first = put(body)
    assert send(page, body, made("Второй", "{{p body }}")).status_code == 302
    second = current_template(body.pk, "conclusion")
    assert second is not None
    asked = page.get(address(body, "template_restore"))
    assert asked.status_code == 200
    assert current_template(body.pk, "conclusion") == second
    done = page.post(address(body, "template_restore"), {"seen": second.sha256})
    assert done.status_code == 302
    assert current_template(body.pk, "conclusion") is None
    assert list(page.get(address(body)).context["former"]) == [second, first]
    file = page.get(reverse("conclusions:template_file", args=[first.pk]))
    assert file.content == OWN


def test_the_journal_names_the_body_and_what_was_done(
    page: Client, body: Body, client: Client
) -> None:
    put(body)
    committee = BodyFactory(kind=BodyKind.COMMITTEE)
    replace_template(
        actor=None, body=committee, kind="summary", data=OWN, name="b.docx", now=timezone.now()
    )
    restore_stock(actor=None, body=body, kind="conclusion", now=timezone.now())
    sequence_all(now=timezone.now())
    shown = words(client.get(reverse("journal:list")))
    assert reverse("reader:council", args=[body.slug]) in shown
    assert committee.name in shown
    assert "шаблон документа заменён" in shown
    assert "возвращён образцовый шаблон документа" in shown
    about = client.get(reverse("journal:list"), {"subject": f"body:{committee.pk}"})
    assert len(about.context["page"].items) == 1


def test_a_lost_file_is_said_and_breaks_no_page(page: Client, body: Body) -> None:
    own = put(body)
    own.file.storage.delete(own.file.name or "")
    assert page.get(address(body)).context["is_lost"]
    for url in (
        address(body, "template_sample"), reverse("conclusions:template_file", args=[own.pk])
    ):  # fmt: skip
        assert page.get(url).url == address(body)


def test_the_marks_of_the_table_are_those_that_the_checker_takes(page: Client, body: Body) -> None:
    shown = page.get(address(body)).context["marks"]
    assert shown == mark_lines(vocabulary("conclusion"))
    for line in shown:
        if line.typed.startswith("{%"):
            continue
        rest = [] if line.typed == CONTENT[0] else ["{{p body }}"]
        assert problems(made(line.typed, *rest), vocabulary("conclusion")) == ()


def test_the_guide_has_the_same_marks_in_the_same_order() -> None:
    guide = Path(__file__).parents[3] / "docs" / "guides" / "templates.md"
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in guide.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    said = [("\n".join(re.findall("`([^`]+)`", row[0])), *row[2:]) for row in rows]
    lines = mark_lines(vocabulary("conclusion"))
    assert said == [(line.typed, line.example) if line.example else (line.typed,) for line in lines]
    assert all(row[1] for row in rows)
