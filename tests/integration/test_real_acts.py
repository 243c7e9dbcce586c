"""The whole way on real acts: a file of the corpus goes in, a signed conclusion comes out."""

import csv
import datetime as dt
import io
from pathlib import Path

import docx
import pytest
from django.utils import timezone
from pypdf import PdfReader

from consultations.comments import services as comments
from consultations.comments.services import Author, CommentText
from consultations.conclusions import services as conclusions
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.errors import NotReady
from consultations.conclusions.models import ConclusionFile
from consultations.expertise import services as expertise
from consultations.expertise.domain.opinions import OpinionData, RemarkData
from consultations.process import services as process
from consultations.process.models import Consultation
from core.accounts import services as accounts
from core.accounts.models import BodyKind, MembershipRole
from core.journal.models import JournalEntry
from core.rules.selectors import reason_codes
from drafts import services as drafts
from drafts.models import BillVersion, Provision
from tests.corpus import corpus_file
from tests.factories.accounts import BodyFactory, CouncilFactory, MembershipFactory
from tests.factories.conclusions import answered
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db(transaction=True)

ACTS = [
    "acts/AnnexHeadersTest__354.docx",
    "acts/RequisitesTest__фз.docx",
    "acts/ФЗ-10-ФЗ-29_01_2002.docx",
    "acts/476-diff1.docx",
    "acts/amend_test_1.txt",
]
DAY = dt.timedelta(days=1)


def imported(name: str, now: dt.datetime) -> BillVersion:
    data = corpus_file(name).read_bytes()
    version = drafts.import_bill(
        actor=None,
        data=data,
        filename=name,
        title="Проверка на настоящем акте",
        committee=BodyFactory(kind=BodyKind.COMMITTEE),
        now=now,
    )
    return drafts.publish_version(actor=None, version=version, now=now)


def announced(version: BillVersion, now: dt.datetime) -> Consultation:
    today = timezone.localdate(now)
    return process.announce_consultation(
        actor=None,
        version=version,
        form="expertise",
        organiser=CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER),
        responder=version.bill.committee,
        addressee=BodyFactory(kind=BodyKind.LEGISLATURE),
        announced_on=today,
        opens_on=today,
        closes_on=today + 10 * DAY,
        question="Нужен ли такой закон?",
        results_method="Каждое предложение получает ответ.",
        now=now,
    )


def say(
    consultation: Consultation, provision: Provision | None, number: int, now: dt.datetime
) -> None:
    submission = comments.submit_comment(
        actor=None,
        consultation=consultation,
        provision=provision,
        text=CommentText("opinion", "oppose", f"Возражение № {number}: срок слишком мал."),
        author=Author(email=f"person{number}@mail.example", consents=("processing",)),
        now=now,
    )
    assert submission.pending is not None
    token = comments.confirmation_token(submission.pending)
    comments.confirm_comment(token=token, now=now + dt.timedelta(minutes=5))


def opine(consultation: Consultation, provision: Provision, now: dt.datetime) -> None:
    council = CouncilFactory(seats=5)
    expert = MembershipFactory(body=council)
    today = timezone.localdate(now)
    referral = process.refer_to_council(
        actor=None, consultation=consultation, council=council, due_on=today + 5 * DAY, now=now
    )
    data = OpinionData(
        findings="Противоречий не найдено.",
        consequences="Расходы не изменятся.",
        proposals="Уточнить срок.",
        recommendation="support_remarks",
        rapporteur_id=expert.pk,
        meeting_on=today,
        members_present=4,
        votes_for=4,
        remarks=(RemarkData(text="Замечание совета о сроке.", provision_id=provision.pk),),
    )
    opinion = expertise.save_opinion(actor=None, referral=referral, data=data, revision=0, now=now)
    expertise.adopt_opinion(actor=None, opinion=opinion, now=now)


@pytest.mark.parametrize("name", ACTS)
def test_from_a_real_act_to_a_signed_conclusion(name: str) -> None:
    now = timezone.now()
    for kind in ("processing", "dissemination"):
        accounts.publish_consent(
            actor=None, kind=kind, title=kind, text=kind, effective_from=dt.date(2020, 1, 1)
        )
    version = imported(name, now)
    consultation = announced(version, now)
    units = list(version.provisions.in_order())
    for number, provision in enumerate([None, *units[:20]], start=1):
        say(consultation, provision, number, now)
    opine(consultation, units[0], now)
    later = now + 20 * DAY
    secretary = MembershipFactory(body=consultation.organiser, role=MembershipRole.SECRETARY)
    with pytest.raises(NotReady):
        conclusions.finalise_conclusion(
            actor=secretary.user, consultation=consultation, number="1-СЗ", now=later
        )
    answer_everything(consultation, later)
    chair = MembershipFactory(body=consultation.responder, role=MembershipRole.CHAIR)
    conclusions.sign_summary(actor=chair.user, consultation=consultation, number="1-С", now=later)
    signed = conclusions.finalise_conclusion(
        actor=secretary.user, consultation=consultation, number="1-СЗ", now=later
    )
    run_tasks()
    check_documents(signed.pk, said=1 + len(units[:20]))
    assert JournalEntry.objects.filter(kind="comment.received").count() == 1 + len(units[:20])


def answer_everything(consultation: Consultation, now: dt.datetime) -> None:
    reason = next(r for r in reason_codes(timezone.localdate(now)) if r.disposition == "rejected")
    for group in consultation.groups.needing_answer():
        data = AnswerData("rejected", reason.code, "Срок установлен федеральным законом.")
        answered(group, data, now=now)
    consultation.refresh_from_db()
    assert consultation.open_items == 0


def check_documents(conclusion: int, *, said: int) -> None:
    """Every format has every proposal and the remark."""
    files = {
        file.format: Path(file.file.path).read_bytes()
        for file in ConclusionFile.objects.filter(conclusion=conclusion)
    }
    rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    cells = {cell for row in rows for cell in row}
    document = docx.Document(io.BytesIO(files["docx"]))
    in_docx = "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    in_pdf = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages)
    for number in range(1, said + 1):
        words = f"Возражение № {number}: срок слишком мал."
        assert any(words in cell for cell in cells), words
        assert words in in_docx, words
        assert words in files["html"].decode(), words
    assert "Возражение" in in_pdf
    assert "Замечание совета о сроке." in in_docx
