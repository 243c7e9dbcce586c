"""A body sets its documents into a DOCX of its own; whatever is wrong with it, the document is
there."""

import io
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from consultations.conclusions.errors import TemplateStays
from consultations.conclusions.exports import export
from consultations.conclusions.models import DocumentTemplate, Format, SummaryConclusion
from consultations.conclusions.selectors.templates import current_template
from consultations.conclusions.services.templates import replace_template, restore_stock
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from core.documents.templating.problems import ProblemCode, TemplateRefused
from core.journal.models import JournalEntry
from tests.factories.accounts import MembershipFactory
from tests.factories.conclusions import signed
from tests.factories.process import ConsultationFactory
from tests.templates import OWN, made

pytestmark = pytest.mark.django_db


def words(conclusion: SummaryConclusion) -> list[str]:
    data = export(conclusion, Format.DOCX)
    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]


def put(consultation: Consultation, data: bytes = OWN) -> DocumentTemplate:
    return replace_template(
        actor=None,
        body=consultation.organiser,
        kind="conclusion",
        data=data,
        name="бланк.docx",
        now=timezone.now(),
    )


def test_a_conclusion_is_made_with_the_template_of_its_day() -> None:
    consultation = ConsultationFactory(closed=True)
    own = put(consultation)
    conclusion = signed(consultation)
    assert conclusion.snapshot["document"]["template"] == own.sha256
    before = export(conclusion, Format.DOCX)
    assert words(conclusion)[0].startswith("Бланк палаты № ")
    put(consultation, made("Другой бланк", "{{p body }}"))
    assert restore_stock(
        actor=None, body=consultation.organiser, kind="conclusion", now=timezone.now()
    )
    assert current_template(consultation.organiser_id, "conclusion") is None
    assert DocumentTemplate.objects.count() == 2
    assert export(conclusion, Format.DOCX) == before
    kinds = JournalEntry.objects.filter(kind__startswith="template.")
    assert sorted(one.kind for one in kinds) == [
        "template.replaced",
        "template.replaced",
        "template.restored",
    ]


def test_a_lost_or_failing_template_leaves_the_stock_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    consultation = ConsultationFactory(closed=True)
    own = put(consultation)
    conclusion = signed(consultation)
    own.file.storage.delete(own.file.name or "")
    said = words(conclusion)
    assert said[0] == consultation.organiser.name
    assert "the stock one is used" in caplog.text


def test_a_bad_template_changes_nothing() -> None:
    consultation = ConsultationFactory()
    own = put(consultation)
    with pytest.raises(TemplateRefused) as refused:
        put(consultation, made("№ {{ nomer }}", "{{p body }}"))
    assert [(one.code, one.mark) for one in refused.value.problems] == [
        (ProblemCode.UNKNOWN, "nomer")
    ]
    assert current_template(consultation.organiser_id, "conclusion") == own
    assert JournalEntry.objects.filter(kind="template.replaced").count() == 1


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (MembershipRole.CHAIR, True),
        (MembershipRole.SECRETARY, True),
        (MembershipRole.MEMBER, False),
    ],
)
def test_who_keeps_the_templates_of_a_body(role: MembershipRole, may: bool) -> None:
    body = ConsultationFactory().organiser
    place = MembershipFactory(body=body, role=role)
    now = timezone.now()
    if may:
        assert not restore_stock(actor=place.user, body=body, kind="summary", now=now)
        return
    with pytest.raises(TemplateStays):
        restore_stock(actor=place.user, body=body, kind="summary", now=now)


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = ConsultationFactory().organiser
    stock, sample, bad = (tmp_path / name for name in ("stock.docx", "sample.docx", "bad.docx"))
    call_command("document_template", body.slug, "conclusion", "--out", str(stock))
    call_command(
        "document_template", body.slug, "conclusion", "--file", str(stock), "--out", str(sample)
    )
    assert docx.Document(str(sample)).tables
    own = current_template(body.pk, "conclusion")
    assert own is not None
    assert own.content() == stock.read_bytes()
    call_command("document_template", body.slug, "conclusion", "--file", str(stock))
    assert DocumentTemplate.objects.count() == 1
    bad.write_bytes(made("{{ nomer }}"))
    with pytest.raises(CommandError, match="nomer"):
        call_command("document_template", body.slug, "conclusion", "--file", str(bad))
    call_command("document_template", body.slug, "conclusion", "--stock")
    assert current_template(body.pk, "conclusion") is None
