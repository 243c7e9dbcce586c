"""What the page of a template refuses: bad files of every kind, and a colleague's work unseen."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consultations.conclusions.errors import TemplateProblem, TemplateStays
from consultations.conclusions.models import DocumentTemplate
from consultations.conclusions.presenters.templates import NAMED, stays_message
from consultations.conclusions.selectors.templates import current_template
from consultations.conclusions.services.templates import replace_template
from core.accounts.models import Body, MembershipRole
from core.journal.models import JournalEntry
from core.uploads import RefusalCode, UploadRefused
from core.uploads.messages import refusal_message
from tests.factories.accounts import CouncilFactory, staff
from tests.files import PDF
from tests.integration.process.test_at_once import at_once
from tests.templates import (
    OWN,
    address,
    bomb,
    broken,
    made,
    put,
    send,
    with_entries,
    with_link,
    with_macros,
    words,
)

pytestmark = pytest.mark.django_db
CONTENT = ("{{p body }}",)


@pytest.fixture
def body() -> Body:
    return CouncilFactory()


@pytest.fixture
def page(client: Client, body: Body) -> Client:
    """The browser of the council's secretary."""
    client.force_login(staff(body, MembershipRole.SECRETARY))
    return client


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
