"""Answers to the organiser's questions in the summary conclusion, in every format."""

import datetime as dt
import io
import json

import docx
import pytest
from django.utils import timezone
from pypdf import PdfReader

from consultations.comments.models import Question, QuestionOption
from consultations.conclusions.domain.blockers import BlockerCode
from consultations.conclusions.domain.snapshot import canonical, digest
from consultations.conclusions.exports import export
from consultations.conclusions.models import Format
from consultations.conclusions.selectors import conclusion_document, finalise_blockers
from consultations.process.models import Consultation
from core.documents.domain.blocks import Heading
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import signed
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.questions import answer, ask, asked, chosen

pytestmark = pytest.mark.django_db
CHAPTER = "Ответы на вопросы организатора"


@pytest.fixture
def consultation() -> Consultation:
    """Closed; of three people two answered the first question, one of them in free words too."""
    consultation = ConsultationFactory(closed=True)
    article = ProvisionFactory(
        version=consultation.version, number="7", path="article:7", eid="art_7"
    )
    term = asked(consultation, "Какой срок нужен?", provision=article)
    ways = asked(consultation, "Как сообщать?", kind="multiple", options=("Стенд", "Сайт"))
    why = asked(consultation, "Почему?", kind="text")
    now = consultation.opens_at
    answer(
        consultation, UserFactory(), chosen(term, 1), chosen(ways, 0, 1),
        chosen(why, text="Тайные слова."), now=now,
    )  # fmt: skip
    answer(consultation, UserFactory(), chosen(term, 2), chosen(ways, 1), now=now)
    answer(consultation, UserFactory(), chosen(ways, 1), now=now)
    return consultation


def test_the_snapshot_holds_the_counts_and_no_free_words(consultation: Consultation) -> None:
    # What was kept wrong is counted anew before it is signed.
    QuestionOption.objects.update(count=40)
    Question.objects.update(respondents=50)
    conclusion = signed(consultation)
    term, ways, why = conclusion.snapshot["questions"]
    assert (term["path"], term["respondents"]) == ("article:7", 2)
    assert [option["count"] for option in term["options"]] == [0, 1, 1]
    assert [option["count"] for option in ways["options"]] == [1, 3]
    assert (why["respondents"], why["options"]) == (1, [])
    assert "Тайные слова." not in canonical(conclusion.snapshot).decode()
    assert conclusion.snapshot["numbers"]["participants"] == 3


def test_every_document_says_the_same(consultation: Consultation) -> None:
    conclusion = signed(consultation)
    page = export(conclusion, Format.HTML).decode()
    word = docx.Document(io.BytesIO(export(conclusion, Format.DOCX)))
    in_word = "\n".join(
        [paragraph.text for paragraph in word.paragraphs]
        + [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    )
    pdf = PdfReader(io.BytesIO(export(conclusion, Format.PDF)))
    in_pdf = " ".join(" ".join(sheet.extract_text().split()) for sheet in pdf.pages)
    for text in (page, in_word, in_pdf):
        for words in (CHAPTER, "Какой срок нужен?", "не являются голосованием", "Стенд", "33\xa0%"):
            assert words in text or words.replace("\xa0", " ") in text, words
        assert "Тайные слова." not in text
    plain = json.loads(export(conclusion, Format.JSON))
    assert plain["questions"] == conclusion.snapshot["questions"]


@pytest.mark.parametrize("is_old", [True, False])
def test_without_questions_there_is_no_chapter(is_old: bool) -> None:
    """Conclusions signed before there were questions are made again as they were."""
    conclusion = signed(ConsultationFactory(closed=True))
    if is_old:
        del conclusion.snapshot["questions"]
        conclusion.snapshot_sha256 = digest(conclusion.snapshot)
        conclusion.save()
    document = conclusion_document(conclusion)
    assert CHAPTER not in [block.text for block in document.blocks if isinstance(block, Heading)]
    for fmt in Format.values:
        assert export(conclusion, fmt)


def test_sheets_that_may_still_be_confirmed_block_the_signature() -> None:
    consultation = ConsultationFactory(
        closed=True, closes_on=timezone.localdate() - dt.timedelta(days=1)
    )
    question = asked(consultation)
    ask(consultation, chosen(question, 0), now=consultation.closes_at - dt.timedelta(minutes=5))
    now = consultation.closes_at + dt.timedelta(hours=1)
    found = [(blocker.code, blocker.count) for blocker in finalise_blockers(consultation, now)]
    assert found == [(BlockerCode.UNCONFIRMED_ANSWERS, 1)]
    assert finalise_blockers(consultation, now + dt.timedelta(days=2)) == []
