"""The page on which a body sees and changes the template of its document."""

import html
import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.errors import TemplateProblem, TemplateStays
from consultations.conclusions.exports.templating import vocabulary
from consultations.conclusions.models import DocumentTemplate
from consultations.conclusions.presenters.templates import NAMED, mark_lines, stays_message
from consultations.conclusions.selectors.templates import current_template
from consultations.conclusions.services.templates import replace_template, restore_stock
from core.accounts.models import Body, BodyKind, MembershipRole, User
from core.documents.templating.checking import problems
from core.documents.templating.stock import stock_template
from core.journal.models import JournalEntry
from core.journal.services import sequence_all
from core.uploads import RefusalCode, UploadRefused
from core.uploads.messages import refusal_message
from tests.factories.accounts import BodyFactory, CouncilFactory, staff
from tests.factories.process import ConsultationFactory
from tests.files import PDF
from tests.integration.process.test_at_once import at_once
from tests.queries import page_queries
from tests.templates import OWN, bomb, broken, made, with_entries, with_link, with_macros

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


def address(body: Body, name: str = "template", kind: str = "conclusion") -> str:
    return reverse(f"conclusions:{name}", args=[body.pk, kind])


def send(page: Client, body: Body, data: bytes | None, **fields: str) -> Any:
    """Sends a file; the page has been seen as it is now unless `seen` says otherwise."""
    current = current_template(body.pk, "conclusion")
    given: dict[str, Any] = {"note": "Утверждён советом", "replace": "1"}
    given["seen"] = current.sha256 if current else ""
    name = fields.pop("name", "бланк.docx")
    if data is not None:
        given["file"] = SimpleUploadedFile(name, data)
    return page.post(address(body), given | fields)


def put(body: Body, data: bytes = OWN, actor: User | None = None) -> DocumentTemplate:
    return replace_template(
        actor=actor, body=body, kind="conclusion", data=data, name="бланк.docx",
        note="Первый", now=timezone.now(),
    )  # fmt: skip


def words(response: HttpResponse) -> str:
    return html.unescape(response.content.decode())


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


# --- what is refused ---


def refusal(code: RefusalCode, **params: str | int) -> str:
    return refusal_message(UploadRefused(code, **params))


BAD = {
    "empty": (b"", refusal(RefusalCode.EMPTY)),
    "words": (b"Hello", refusal(RefusalCode.NOT_ALLOWED, allowed="DOCX")),
    "pdf": (PDF, refusal(RefusalCode.NOT_ALLOWED, allowed="DOCX")),
    "macros": (with_macros(), refusal(RefusalCode.ACTIVE)),
    "object": (
        with_entries({"word/embeddings/oleObject1.bin": b"\xd0\xcf"}), refusal(RefusalCode.ACTIVE)
    ),
    "file_inside": (
        with_entries({"word/embeddings/a.docx": b""}), "word/embeddings/a.docx"
    ),
    "outside": (with_link(), "https://example.org/a.png"),
    "bomb": (bomb(), refusal(RefusalCode.TOO_COMPLEX)),
    "broken_xml": (broken(), "По этому шаблону не удалось составить"),
    "unclosed_mark": (made("№ {{ number", *CONTENT), "«{{» не закрыто"),
    "no_end": (made("{% if place %}", *CONTENT), "«if place»"),
    "no_beginning": (made("{% endfor %}", *CONTENT), "«endfor»"),
    "unknown": (made("№ {{ nomer }}", *CONTENT), "«nomer» (абзац: «№ {{ nomer }}»)"),
    "call": (made("{{ number.upper() }}", *CONTENT), "«number.upper()» не допускается"),
    "filter": (made("{{ number|upper }}", *CONTENT), "«number|upper» не допускается"),
    "loop": (made("{% for one in range(9) %}{% endfor %}", *CONTENT), "range(9)"),
    "no_content": (made("{{ signer.name }}"), "{{p body }}"),
    "no_signature": (made("{{p chapters.findings }}"), "{{p chapters.signatures }}"),
}  # fmt: skip


@pytest.mark.parametrize("button", ["replace", "check"])
@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_named_and_changes_nothing(
    page: Client, body: Body, case: str, button: str
) -> None:
    own = put(body)
    data, expected = BAD[case]
    response = send(page, body, data, note="Моё примечание", **{button: "1"})
    assert response.status_code == 422
    form = response.context["form"]
    assert expected in " ".join(form.errors["file"])
    assert expected in words(response)
    assert form["note"].value() == "Моё примечание"
    assert current_template(body.pk, "conclusion") == own
    assert DocumentTemplate.objects.count() == 1
    assert JournalEntry.objects.count() == 1


def test_every_fault_is_named_but_not_thousands(page: Client, body: Body) -> None:
    lines = [f"{{{{ mark{number} }}}}" for number in range(NAMED + 7)]
    response = send(page, body, made(*lines, "{{ number", *CONTENT))
    errors = response.context["form"].errors["file"]
    assert len(errors) == NAMED + 1
    assert "8" in errors[-1]
    few = send(page, body, made("{{ a }}{{ b }}", "{{ c", *CONTENT))
    assert len(few.context["form"].errors["file"]) == 3


def test_no_file_and_a_file_that_is_too_large(page: Client, body: Body, settings: Any) -> None:
    missing = send(page, body, None)
    assert missing.status_code == 422
    assert missing.context["form"]["note"].value() == "Утверждён советом"
    settings.ATTACHMENTS = {**settings.ATTACHMENTS, "file_bytes": 1024}
    large = send(page, body, OWN)
    assert large.status_code == 422
    assert refusal(RefusalCode.TOO_LARGE, limit=1024) in words(large)
    too_long = send(page, body, OWN, note="я" * 301)
    assert "note" in too_long.context["form"].errors
    assert not DocumentTemplate.objects.exists()


def test_a_wrong_name_and_the_file_in_use(page: Client, body: Body) -> None:
    assert send(page, body, OWN, name="бланк.pdf").status_code == 422
    put(body)
    again = send(page, body, OWN)
    assert again.status_code == 422
    assert stays_message(TemplateProblem.IN_USE) in words(again)
    assert DocumentTemplate.objects.count() == 1


def test_what_a_colleague_did_meanwhile_is_not_replaced_unseen(page: Client, body: Body) -> None:
    own = put(body)
    other = made("Другой", "{{p body }}")
    late = send(page, body, other, seen="")
    assert late.status_code == 422
    assert stays_message(TemplateProblem.CHANGED) in words(late)
    assert late.context["form"]["seen"].value() == own.sha256
    restored = page.post(address(body, "template_restore"), {"seen": "ab" * 32})
    assert restored.status_code == 422
    assert current_template(body.pk, "conclusion") == own
    assert send(page, body, other).status_code == 302


def test_whose_place_has_ended_changes_nothing(body: Body) -> None:
    user = staff(body, MembershipRole.SECRETARY)
    user.memberships.update(ended_at=timezone.now(), ends_on=timezone.localdate(), end_reason="Да")
    with pytest.raises(TemplateStays) as refused:
        put(body, actor=user)
    assert refused.value.code is TemplateProblem.NOT_KEEPER
    assert not DocumentTemplate.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_replace_at_once() -> None:
    body = CouncilFactory()
    put(body)
    seen = current_template(body.pk, "conclusion")
    assert seen is not None
    common = {"actor": None, "body": body, "kind": "conclusion", "seen": seen.sha256}
    errors = at_once(*(
        lambda word=word: replace_template(
            **common, data=made(word, "{{p body }}"), name="b.docx", now=timezone.now()
        )
        for word in ("Один", "Другой")
    ))  # fmt: skip
    assert [getattr(error, "code", error) for error in errors] == [TemplateProblem.CHANGED]
    assert DocumentTemplate.objects.filter(is_current=True).count() == 1
    assert DocumentTemplate.objects.count() == 2


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
