"""The documents say the same in every format, and the same again tomorrow."""

import csv
import hashlib
import hmac
import io
import json
import re
from typing import Any

import docx
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook
from pypdf import PdfReader

from consultations.comments.models import Attachment, CommentStatus, ProvisionComment
from consultations.comments.services import hide_comment, restore_comment
from consultations.conclusions import clock
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.domain.snapshot import canonical
from consultations.conclusions.exports import export
from consultations.conclusions.exports.page import KeptPages
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import (
    KEPT,
    PAGE,
    ConclusionFile,
    Format,
    SummaryConclusion,
)
from consultations.conclusions.selectors import conclusion_document
from consultations.conclusions.services import make_files
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from core.documents.domain.blocks import Heading, Table
from core.journal.domain.leaves import canonical_json
from core.mail.links import absolute
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.conclusions import (
    adopted,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
)
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import DissentFactory
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("http://evil.example","x")'


def full() -> Consultation:
    """Two units, the bill as a whole, two councils (one silent), hidden and withdrawn ones."""
    consultation = ConsultationFactory(closed=True, version__bill__number="15-8")
    version = consultation.version
    first = ProvisionFactory(
        version=version, position=1, path="article:5/paragraph:1", eid="a", heading="",
        content={"intro": [{"type": "alinea", "text": "Ответ направляется в месячный срок."}]},
    )  # fmt: skip
    second = ProvisionFactory(version=version, position=2, path="article:8", eid="b")
    amend = published(
        consultation, provision=first, kind="amend", comment="Месяц – это долго.",
        proposed_text="Ответ направляется в пятидневный срок.",
    )  # fmt: skip
    published(consultation, provision=second, comment=FORMULA)
    published(consultation, comment="В целом согласен.", author_type="ngo")
    published(consultation, status=CommentStatus.WITHDRAWN)
    published(consultation, status=CommentStatus.HIDDEN)
    opinion = adopted(consultation, {"provision": first, "text": "Срок не обоснован."}, {})
    DissentFactory(opinion=opinion, text="Возражаю против срока.")
    ReferralFactory(consultation=consultation, council__name="Совет молчаливый")
    accepted = AnswerData(
        "accepted", "as_proposed", expected_text="Ответ направляется в пятидневный срок."
    )
    answered(group_of(amend), accepted)
    answer_everything(consultation)
    return consultation


def rows_of(conclusion: SummaryConclusion) -> list[dict[str, str]]:
    data = export(conclusion, Format.CSV)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def text_of(fmt: str, data: bytes) -> str:
    if fmt == Format.DOCX:
        document = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    elif fmt == Format.PDF:
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    elif fmt == Format.XLSX:
        sheets = load_workbook(io.BytesIO(data)).worksheets
        rows = [row for sheet in sheets for row in sheet.iter_rows(values_only=True)]
        text = "\n".join(str(value) for row in rows for value in row if value is not None)
    else:
        text = data.decode()
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))


def squeezed(text: str) -> str:
    """Without what a narrow column does to words: breaks and hyphens."""
    return re.sub(r"[-\s]", "", text)


def test_one_line_for_each_proposal_and_remark() -> None:
    consultation = full()
    conclusion = signed(consultation)
    rows = rows_of(conclusion)
    assert [(row["№"], row["Вид"], row["Путь"]) for row in rows] == [
        ("1", "предложение", "article:5/paragraph:1"),
        ("2", "замечание совета", "article:5/paragraph:1"),
        ("3", "предложение", "article:8"),
        ("4", "предложение", ""),
        ("5", "замечание совета", ""),
    ]
    assert rows[0]["Структурная единица"] == "часть 1 статьи 5"
    assert rows[0]["Ожидаемая редакция"] == "Ответ направляется в пятидневный срок."
    assert rows[0]["Позиция ответственного комитета"] == "учтено"
    assert rows[1]["Обоснование или текст замечания"] == "Срок не обоснован."
    assert rows[3]["Тип участника"] == "некоммерческая организация"
    counts = numbers([consultation.pk])[consultation.pk]
    assert [row["Вид"] for row in rows].count("предложение") == counts.published


def with_files(consultation: Consultation) -> ProvisionComment:
    """A published proposal with a file, and another file that only the desk may see."""
    comment = published(consultation, comment="С расчётом.", file_count=1)
    common = {"comment": comment, "kind": "pdf", "uploaded_at": timezone.now(), "file": "x.pdf"}
    Attachment.objects.create(name="=расчёт.pdf", size=12_400, sha256="a" * 64, **common)
    Attachment.objects.create(name="скан.pdf", size=9, sha256="b" * 64, is_scan=True, **common)
    return comment


def test_files_are_named_in_the_data_with_their_public_addresses() -> None:
    consultation = full()
    comment = with_files(consultation)
    answer_everything(consultation)
    conclusion = signed(consultation)
    (shown,) = comment.attachments.filter(is_scan=False)
    address = absolute(shown.get_absolute_url())
    (cell,) = [row["Файлы"] for row in rows_of(conclusion) if row["Файлы"]]
    assert cell == f"'=расчёт.pdf (PDF, 12\N{NO-BREAK SPACE}КБ) {address}"
    data = json.loads(export(conclusion, Format.JSON))
    members = [
        member for unit in data["units"] for row in unit["rows"] for member in row["members"]
    ]
    assert [member["files"] for member in members if member["files"]] == [
        [
            {
                "name": "=расчёт.pdf", "kind": "pdf", "size": 12_400, "sha256": "a" * 64,
                "url": address,
            }
        ]
    ]  # fmt: skip
    hide_comment(actor=UserFactory(), comment=comment, ground_code="spam", now=timezone.now())
    assert not any(row["Файлы"] for row in rows_of(conclusion))
    assert "расчёт.pdf" not in export(conclusion, Format.JSON).decode()


def test_files_cost_one_query_whatever_their_number(
    django_assert_max_num_queries: Any,
) -> None:
    consultation = full()
    for _number in range(5):
        with_files(consultation)
    answer_everything(consultation)
    conclusion = signed(consultation)
    with django_assert_max_num_queries(14):
        resolve(conclusion)


def test_a_formula_stays_a_text() -> None:
    conclusion = signed(full())
    assert rows_of(conclusion)[2]["Обоснование или текст замечания"] == f"'{FORMULA}"


@pytest.mark.parametrize("fmt", [Format.HTML, Format.DOCX, Format.PDF])
def test_every_document_says_the_same(fmt: str) -> None:
    conclusion = signed(full())
    text = text_of(fmt, export(conclusion, fmt))
    for words in (
        "Часть 1 статьи 5",
        "Статья 8",
        "Срок не обоснован.",
        "Возражаю против срока.",
        "В целом согласен.",
        "Противоречит федеральному закону.",
        "Совет молчаливый",
        "не является голосованием",
        "рекомендательный характер",
        "О.Л. Ким",
        "Участник № ",
        "Поступило 5 предложений",
        "скрыто модератором – 1",
        "отозвано авторами – 1",
        "Поддержать законопроект с замечаниями",
    ):
        assert squeezed(words) in squeezed(text), words
    for code in [row["Код подтверждения приёма"] for row in rows_of(conclusion)]:
        assert squeezed(code) in squeezed(text)
    assert conclusion.snapshot_sha256[:16] in text.replace(" ", "")


def test_the_words_that_changed_are_marked() -> None:
    html = export(signed(full()), Format.HTML).decode()
    assert "<del>месячный</del> <ins>пятидневный</ins>" in html


@pytest.mark.parametrize("fmt", [Format.HTML, Format.CSV, Format.JSON, Format.DOCX, Format.PDF])
def test_made_again_a_document_is_the_same_to_the_byte(fmt: str) -> None:
    conclusion = signed(full())
    before = export(conclusion, fmt)
    later = SummaryConclusion.objects.get(pk=conclusion.pk)
    consultation = later.consultation
    # What has its words in the snapshot may change afterwards; so may the language of the page.
    type(consultation.organiser).objects.update(name="Переименованный совет")
    type(consultation.version.bill).objects.update(title="Другое название")
    with translation.override("en"):
        assert export(later, fmt) == before


def test_the_numbers_of_the_document_are_those_of_the_signature() -> None:
    consultation = full()
    conclusion = signed(consultation)
    frozen = conclusion.snapshot["numbers"]
    counts = numbers([consultation.pk])[consultation.pk]
    assert (frozen["received"], frozen["published"], frozen["hidden"], frozen["withdrawn"]) == (
        counts.received, counts.published, counts.hidden, counts.withdrawn,
    ) == (5, 3, 1, 1)  # fmt: skip
    assert frozen["by_author_type"] == {"citizen": 4, "ngo": 1}


def test_anybody_can_check_the_texts_against_the_hash() -> None:
    conclusion = signed(full())
    data = json.loads(export(conclusion, Format.JSON))
    assert hashlib.sha256(canonical(data["snapshot"])).hexdigest() == data["snapshot_sha256"]
    comments = [entry for group in data["snapshot"]["groups"] for entry in group["comments"]]
    assert len(comments) == 3
    for entry in comments:
        opening = data["openings"][f"comment:{entry['id']}"]
        body = canonical_json(opening["text"])
        promised = hmac.new(bytes.fromhex(opening["salt"]), body, "sha256").hexdigest()
        assert promised == entry["commitment"]
    assert [row["number"] for unit in data["units"] for row in unit["rows"]] == [1, 2, 3, 4, 5]


def test_what_is_hidden_afterwards_is_not_given_out() -> None:
    consultation = full()
    conclusion = signed(consultation)
    run_tasks()
    old = {file.format: file.file.name for file in conclusion.files.all()}
    comment = consultation.comments.get(comment="В целом согласен.")
    comment.status = CommentStatus.HIDDEN
    comment.save()
    assert make_files(document=conclusion, again=True) == len(KEPT)
    for fmt in Format.values:
        data = export(conclusion, fmt)
        text = text_of(fmt, data)
        assert "В целом согласен." not in text
        if fmt != Format.JSON:
            assert "Текст скрыт модератором" in text
        file = ConclusionFile.objects.get(conclusion=conclusion, format=fmt)
        if fmt != Format.XLSX:  # the times within a workbook are those of its making
            assert file.sha256 == hashlib.sha256(data).hexdigest()
        assert file.file.name != old[fmt]
    openings = json.loads(export(conclusion, Format.JSON))["openings"]
    assert f"comment:{comment.pk}" not in openings


def test_the_snapshot_holds_ids_and_commitments_and_no_name_of_a_person() -> None:
    consultation = ConsultationFactory(closed=True)
    published(consultation, contact__full_name="Сидорова Анна", contact__name_display="full")
    opinion = adopted(consultation, {})
    member = MembershipFactory(body=opinion.council, user__full_name="Несогласный Пётр")
    DissentFactory(opinion=opinion, member=member)
    opinion.rapporteur = member
    opinion.save()
    answer_everything(consultation)
    conclusion = signed(consultation)
    frozen = json.dumps(conclusion.snapshot, ensure_ascii=False)
    text = text_of(Format.HTML, export(conclusion, Format.HTML))
    for name in ("Сидорова Анна", "Несогласный Пётр", conclusion.signer_name):
        assert name in text
        assert name not in frozen
    opening = json.loads(export(conclusion, Format.JSON))["openings"]
    signature = opening[f"signature:{consultation.pk}"]
    assert signature["text"]["name"] == conclusion.signer_name
    SummaryConclusion.objects.update(signer_name="Кто-то другой")
    conclusion.refresh_from_db()
    assert "Кто-то другой" not in text_of(Format.HTML, export(conclusion, Format.HTML))


def test_who_takes_the_name_back_is_not_named_any_more() -> None:
    consultation = ConsultationFactory(closed=True)
    comment = published(
        consultation, contact__full_name="Сидорова Анна Львовна", contact__name_display="initials"
    )
    answer_everything(consultation)
    conclusion = signed(consultation)
    run_tasks()
    assert "Сидорова А. Л." in export(conclusion, Format.HTML).decode()
    assert clock.renew_files(timezone.now()) == ""
    contact = comment.contact
    contact.name_display, contact.full_name, contact.email = "pseudonym", "", ""
    contact.erased_at = timezone.now()
    contact.save()
    assert clock.renew_files(timezone.now()) == "0 missing, 2 to be renewed"
    run_tasks()
    with conclusion.files.get(format="html").file.open("rb") as stream:
        html = stream.read().decode()
    assert "Сидорова" not in html
    assert f"Участник №\N{NO-BREAK SPACE}{comment.participant.number}" in html
    assert clock.renew_files(timezone.now()) == ""


def test_what_is_hidden_after_the_signature_leaves_every_document_and_can_come_back() -> None:
    consultation = ConsultationFactory(closed=True)
    comment = published(consultation, comment="Адрес соседа.")
    answer_everything(consultation)
    conclusion = signed(consultation)
    run_tasks()
    moderator = UserFactory()

    def read() -> list[bool]:
        found = []
        for file in conclusion.documents():
            with file.file.open("rb") as stream:
                found.append("соседа" in text_of(Format(file.format), stream.read()))
        page = conclusion.files.get(format=PAGE)
        with page.file.open("rb") as stream, KeptPages(stream) as kept:
            found.append("соседа" in kept.page(1).html)
        assert len(found) == len(KEPT)
        return found

    assert all(read())
    hide_comment(actor=moderator, comment=comment, ground_code="insults", now=timezone.now())
    run_tasks()
    assert not any(read())
    consultation.refresh_from_db()
    assert (consultation.status, consultation.open_items) == ("concluded", 0)
    restore_comment(actor=moderator, comment=comment, now=timezone.now())
    run_tasks()
    assert all(read())
    consultation.refresh_from_db()
    assert consultation.open_items == 0


def test_documents_that_were_never_made_are_made_by_the_clock() -> None:
    conclusion = signed(ConsultationFactory(closed=True))
    now = timezone.now()
    assert clock.renew_files(now) == ""
    assert clock.renew_files(now + clock.GRACE) == ""  # the task of the signature still waits
    DBTaskResult.objects.all().delete()
    begun = 2 * len(KEPT)  # those of the summary, too
    expected = f"0 missing, 0 to be renewed, {begun} begun again"
    assert clock.renew_files(now + clock.GRACE) == expected
    assert clock.renew_files(now + clock.GRACE) == ""  # one task for each file is enough
    run_tasks()
    assert conclusion.files.count() == len(KEPT)
    assert clock.renew_files(now + clock.GRACE) == ""


def test_a_conclusion_without_proposals_says_so() -> None:
    conclusion = signed(ConsultationFactory(closed=True))
    document = conclusion_document(conclusion)
    titles = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert titles[0] == "Краткое изложение"
    assert titles[-2:] == ["Выводы и рекомендации", "Приложение. Сводка предложений и данные"]
    for fmt in (Format.HTML, Format.DOCX, Format.PDF):
        text = text_of(fmt, export(conclusion, fmt))
        assert "Предложения не поступили." in text
        assert "В советы законопроект не направлялся." in text
    assert rows_of(conclusion) == []


@pytest.mark.parametrize("count", [1, 50])
def test_a_document_costs_the_same_queries(count: int, django_assert_max_num_queries: Any) -> None:
    consultation = ConsultationFactory(closed=True)
    for number in range(count):
        provision = ProvisionFactory(version=consultation.version, eid=f"e{number}")
        published(consultation, provision=provision)
    adopted(consultation, *[{} for _number in range(count)])
    answer_everything(consultation)
    conclusion = signed(consultation)
    with django_assert_max_num_queries(12):
        document = conclusion_document(conclusion)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    numbers_printed = [
        row[0].paragraphs[0].runs[0].text
        for table in tables
        if "по структурным" in table.caption or "в целом" in table.caption
        for row in table.rows
        if len(row) == 5
    ]
    assert numbers_printed == [str(number) for number in range(1, 2 * count + 1)]


# --- The command ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["{c.year}/{c.slug}", "{c.slug}", "{c.pk}"])
def test_the_command_writes_the_file(name: str, tmp_path: Any) -> None:
    conclusion = signed(full())
    out = tmp_path / "conclusion.csv"
    call_command(
        "conclusion", name.format(c=conclusion.consultation), "--format", "csv", "--out", str(out)
    )
    assert out.read_bytes() == export(conclusion, Format.CSV)
    assert [path.name for path in tmp_path.iterdir()] == ["conclusion.csv"]


@pytest.mark.parametrize(
    ("name", "fmt", "out", "message"),
    [
        ("{c.slug}", "odt", "a.odt", "Формат odt неизвестен"),
        ("1999/{c.slug}", "csv", "a.csv", "Нет такого мероприятия"),
        ("no-such", "csv", "a.csv", "Нет такого мероприятия"),
        ("99999999999999999999999999", "csv", "a.csv", "Нет такого мероприятия"),
        ("x/y/z", "csv", "a.csv", "Нет такого мероприятия"),
        ("{c.slug}", "csv", "missing/a.csv", "нет такого файла или папки"),
        ("{open.slug}", "csv", "a.csv", "ещё не подписано"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(
    name: str, fmt: str, out: str, message: str, tmp_path: Any
) -> None:
    consultation = signed(ConsultationFactory(closed=True)).consultation
    wanted = name.format(c=consultation, open=ConsultationFactory())
    with pytest.raises(CommandError, match=message) as refused:
        call_command("conclusion", wanted, "--format", fmt, "--out", str(tmp_path / out))
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_slug_of_two_years_needs_its_year(tmp_path: Any) -> None:
    consultation = signed(ConsultationFactory(closed=True)).consultation
    ConsultationFactory(slug=consultation.slug, year=consultation.year - 1)
    with pytest.raises(CommandError, match="Нет такого мероприятия"):
        call_command(
            "conclusion", consultation.slug, "--format", "csv", "--out", str(tmp_path / "a.csv")
        )
