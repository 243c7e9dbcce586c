"""Letters about signed documents: once to each author, with the positions."""

import pytest
from django.utils import timezone

from consultations.conclusions.models import ArgumentGroup, SummaryConclusion
from consultations.letters import mail, services
from consultations.letters.models import AuthorNotice, Occasion
from consultations.process.models import Consultation
from core.mail.models import OutboxMessage
from tests.factories.conclusions import REFUSAL, answer_everything, signed
from tests.factories.process import ConsultationFactory
from tests.integration.letters.test_answers import IVAN, MARIA, by
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory(closed=True)


def letters(person: str = MARIA, kind: str = "conclusion") -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(key__startswith=f"{kind}:", to=person))


def test_authors_hear_of_the_conclusion_once(consultation: Consultation) -> None:
    first, second = by(MARIA, consultation), by(MARIA, consultation)
    by(IVAN, consultation)
    answer_everything(consultation)
    conclusion = signed(consultation, number="9/2026")
    for _ in range(2):
        run_tasks()
        services.tell_conclusion(conclusion_id=conclusion.pk, now=timezone.now())
    (letter,) = letters()
    for part in (letter.body_text, letter.body_html):
        assert "9/2026" in part
        assert f"http://testserver{conclusion.get_absolute_url()}" in part
        assert first.receipt_code in part
        assert second.receipt_code in part
        assert "не учтено" in part
        assert REFUSAL.text not in part
    assert len(letters(IVAN)) == 1


def test_the_next_revision_is_told_as_such(consultation: Consultation) -> None:
    by(MARIA, consultation)
    answer_everything(consultation)
    first = signed(consultation)
    run_tasks()
    values = {"consultation": consultation, "snapshot": {}, "signed_at": timezone.now()}
    second = SummaryConclusion.objects.create(
        revision=2,
        number="10/2026",
        kind="full",
        summary=first.summary,
        answer_due_on=first.answer_due_on,
        **values,
    )
    assert services.tell_conclusion(conclusion_id=first.pk, now=timezone.now()) == 0
    assert services.tell_conclusion(conclusion_id=second.pk, now=timezone.now()) == 1
    earlier, later = letters()
    assert earlier.subject != later.subject


def test_a_lapsed_term_is_told_with_what_waits(consultation: Consultation) -> None:
    comment = by(MARIA, consultation)
    ArgumentGroup.objects.filter(items__comment=comment).update(is_open=True)
    conclusion = SummaryConclusion.objects.create(
        consultation=consultation,
        number="11/2026",
        kind="lapsed",
        days_late=3,
        snapshot={},
        signed_at=timezone.now(),
        answer_due_on=timezone.localdate(),
    )
    services.tell_conclusion(conclusion_id=conclusion.pk, now=timezone.now())
    (letter,) = letters()
    assert comment.receipt_code in letter.body_text
    assert "учтено" not in letter.body_text


def test_the_committees_summary_can_be_told_as_well(consultation: Consultation) -> None:
    by(MARIA, consultation)
    document = mail.Document(
        kind=Occasion.SUMMARY,
        subject_id=1,
        consultation=consultation,
        number="3",
        signed_at=timezone.now(),
        url=consultation.get_absolute_url(),
    )
    assert services.tell_document(document, now=timezone.now()) == 1
    assert services.tell_document(document, now=timezone.now()) == 0
    assert len(letters(kind="summary")) == 1
    assert AuthorNotice.objects.get().occasion == Occasion.SUMMARY
