"""Files of answers: who may have them, what is in them, what becomes of a file that comes back."""

import csv
import datetime as dt
import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.comments.models import CommentStatus
from consultations.conclusions import services
from consultations.conclusions.clock import forget_imports
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.domain.importing import judge
from consultations.conclusions.domain.rowkeys import make_key
from consultations.conclusions.domain.sheets import ANSWER, Column, SheetRow
from consultations.conclusions.errors import AnswerRefused, ConclusionsError, ConclusionsProblem
from consultations.conclusions.models import (
    AnswerDraft,
    AnswerImport,
    ArgumentGroup,
    ImportedRow,
)
from consultations.conclusions.selectors.imports import judging_of
from consultations.conclusions.selectors.sheets import SheetFilter, secrets, sheet_groups
from consultations.conclusions.services import apply_import, draft_answer, merge_groups
from consultations.hearings.domain.minutes import RecommendationData
from consultations.process.models import Consultation
from core.accounts.models import Membership, MembershipRole, User
from core.accounts.permissions import policy
from core.rules.models import Term
from tests.answer_files import FEDERAL, FILLED, closed, columns, fill, fill_docx, opened, read
from tests.factories.accounts import MembershipFactory
from tests.factories.conclusions import REFUSAL, adopted, answered, group_of, published
from tests.factories.drafts import ProvisionFactory
from tests.factories.hearings import hearing, minuted, recommended
from tests.factories.process import ConsultationFactory
from tests.integration.conclusions.test_views import PHASES, SIDES, person
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def user(consultation: Consultation) -> User:
    membership = MembershipFactory(body=consultation.responder, role=MembershipRole.CLERK)
    found: User = membership.user
    return found


@pytest.fixture
def clerk(user: User, client: Client) -> Client:
    client.force_login(user)
    return client


def said(consultation: Consultation, *texts: str, **values: Any) -> list[ArgumentGroup]:
    """A group for each text, in this order."""
    return [
        group_of(published(consultation, comment=text, proposed_text="", **values))
        for text in texts
    ]


DIFFERENT = (
    "Срок слишком короткий для сёл.",
    "Нет порядка обжалования отказа.",
    "Кто платит за экспертизу?",
)


def download(client: Client, consultation: Consultation, fmt: str = "xlsx", **query: str) -> bytes:
    url = reverse("conclusions:answers_file", args=[consultation.pk, fmt])
    response = client.get(url, query or {"state": "all"})
    assert response.status_code == 200
    return bytes(response.content)


def send(client: Client, consultation: Consultation, data: bytes, name: str = "ответы.xlsx") -> Any:
    url = reverse("conclusions:import", args=[consultation.pk])
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def reported(
    client: Client, consultation: Consultation, data: bytes, **values: str
) -> AnswerImport:
    response = send(client, consultation, data, **values)
    assert response.status_code == 302, response.content.decode()
    return AnswerImport.objects.latest("pk")


def verdicts(report: AnswerImport) -> list[str]:
    return list(report.rows.values_list("verdict", flat=True))


def codes(report: AnswerImport) -> list[list[str]]:
    return [[code for code, _detail in row.faults] for row in report.rows.all()]


def report_url(report: AnswerImport) -> str:
    return reverse("conclusions:import_report", args=[report.pk])


def confirm(client: Client, report: AnswerImport) -> HttpResponse:
    return client.post(report_url(report))


# --- Who ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("role", MembershipRole.values)
def test_who_may_send_files_and_when(role: str, side: str, phase: str, client: Client) -> None:
    consultation = ConsultationFactory(**PHASES[phase])
    report = AnswerImport.objects.create(
        consultation=consultation, name="а.xlsx", kind="xlsx", uploaded_at=timezone.now()
    )
    somebody = person(role, side, consultation)
    is_clerk = role == MembershipRole.CLERK and side == "responder"
    signs = role in (MembershipRole.CHAIR, MembershipRole.SECRETARY) and side == "responder"
    may_read = is_clerk or signs
    may_import = is_clerk and phase in ("open", "answering")
    assert policy.check(somebody, "conclusions.answer", report) == may_import
    client.force_login(somebody)
    expected = {
        reverse("conclusions:answer_files", args=[consultation.pk]): may_read,
        reverse("conclusions:answers_file", args=[consultation.pk, "xlsx"]): may_read,
        reverse("conclusions:import", args=[consultation.pk]): may_import,
        report_url(report): may_import,
        reverse("conclusions:import_file", args=[report.pk, "csv"]): may_import,
    }
    for url, allowed in expected.items():
        assert client.get(url).status_code == (200 if allowed else 403), url
    assert client.post(report_url(report)).status_code == (422 if may_import else 403)


def test_whose_role_has_ended_cannot_confirm(
    clerk: Client, user: User, consultation: Consultation
) -> None:
    said(consultation, DIFFERENT[0])
    report = reported(clerk, consultation, fill(download(clerk, consultation), {0: FILLED}))
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(user=user).update(ends_on=yesterday)
    assert confirm(clerk, report).status_code == 403
    assert not AnswerDraft.objects.exists()


@pytest.mark.parametrize(
    ("phase", "problem"), [("upcoming", "not_answerable_now"), ("concluded", "concluded")]
)
def test_services_look_at_the_phase_themselves(phase: str, problem: str) -> None:
    consultation = ConsultationFactory(**{phase: True})
    file = services.ImportedFile("а.xlsx", "xlsx", "0" * 64)
    with pytest.raises(ConclusionsError) as refused:
        services.keep_import(
            actor=None, consultation=consultation, rows=[], file=file, now=timezone.now()
        )
    assert refused.value.code == problem


# --- Out ----------------------------------------------------------------------------------------


def test_a_row_says_what_is_asked_and_what_was_answered(
    clerk: Client, consultation: Consultation
) -> None:
    provision = ProvisionFactory(version=consultation.version)
    first = published(
        consultation, comment="Мало дней.", proposed_text="30 дней", provision=provision
    )
    published(consultation, comment="Мало дней.", proposed_text="30 дней", provision=provision)
    group = group_of(first)
    group.title = "Продлить срок"
    group.save(update_fields=["title"])
    adopted(consultation, {"provision": None, "text": "Нет порядка.", "proposed_text": "Порядок"})
    answered(group)
    book = opened(download(clerk, consultation))
    sheet, places = book.worksheets[0], columns(book)
    cells = {column: sheet.cell(2, place).value for column, place in places.items()}
    assert cells[Column.NUMBER] == 1
    assert "Продлить срок" in cells[Column.PROPOSED]
    assert "30 дней (предложений: 2)" in cells[Column.PROPOSED]
    assert cells[Column.GROUNDS] == "Мало дней."
    assert cells[Column.POSITION] == "не учтено"
    assert cells[Column.REASON] == FEDERAL
    assert cells[Column.STATE] == "опубликован"
    remark = {column: sheet.cell(3, place).value for column, place in places.items()}
    assert remark[Column.PLACE] == "Законопроект в целом"
    assert "Нет порядка.\nПредлагаемая редакция: Порядок" in remark[Column.REMARKS]
    assert remark[Column.STATE] == "без ответа"
    assert [sheet.title for sheet in book.worksheets] == ["Ответы", "Как заполнять", "Списки"]


def test_what_a_file_has_is_chosen(clerk: Client, user: User, consultation: Consultation) -> None:
    provision = ProvisionFactory(version=consultation.version)
    empty, drafted = said(consultation, *DIFFERENT[:2])
    (public,) = said(consultation, DIFFERENT[2], provision=provision)
    adopted(consultation, {"provision": None, "text": "Нет порядка."})
    draft_answer(actor=None, group=drafted, data=REFUSAL, now=timezone.now())
    answered(public)
    ArgumentGroup.objects.filter(pk=empty.pk).update(assignee=user)

    def rows(**query: str) -> int:
        reading = read(download(clerk, consultation, **query))
        return len(reading.rows)

    assert rows(state="left") == 2
    assert rows(state="waiting") == 3
    assert rows(state="all") == 4
    assert rows(state="all", on=str(provision.pk)) == 1
    assert rows(state="all", on="whole") == 3
    assert rows(state="all", mine="on") == 1
    assert rows(state="all", remarks="on") == 1
    assert rows(state="nonsense") == 2


def test_authors_are_not_named(clerk: Client, consultation: Consultation) -> None:
    comment = published(consultation, comment=DIFFERENT[0])
    name = comment.author_name
    for fmt in ("xlsx", "docx"):
        data = download(clerk, consultation, fmt)
        texts = read(data, fmt)
        assert texts.rows
        assert name not in str(texts)


@pytest.mark.parametrize("fmt", ["xlsx", "docx"])
def test_files_cost_the_same_queries_whatever_their_size(
    clerk: Client, consultation: Consultation, fmt: str
) -> None:
    url = reverse("conclusions:answers_file", args=[consultation.pk, fmt]) + "?state=all"
    answered(said(consultation, DIFFERENT[0])[0])
    adopted(consultation, {"provision": None, "text": "Нет порядка."})
    few = page_queries(clerk, url)
    for number in range(20):
        said(consultation, f"Довод под номером {number}: {'иное ' * number}")
    assert page_queries(clerk, url) == few <= 20


def test_another_format_is_not_there(clerk: Client, consultation: Consultation) -> None:
    assert (
        clerk.get(reverse("conclusions:answers_file", args=[consultation.pk, "pdf"])).status_code
        == 404
    )


# --- In -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", ["xlsx", "docx"])
def test_what_is_sent_back_unchanged_changes_nothing(
    fmt: str, clerk: Client, consultation: Consultation
) -> None:
    first, second, _third = said(consultation, *DIFFERENT)
    answered(first)
    draft_answer(actor=None, group=second, data=REFUSAL, now=timezone.now())
    report = reported(clerk, consultation, download(clerk, consultation, fmt), name=f"а.{fmt}")
    assert verdicts(report) == ["same", "same", "empty"]
    with pytest.raises(ConclusionsError) as refused:
        apply_import(actor=None, report=report, now=timezone.now())
    assert refused.value.code is ConclusionsProblem.NO_GOOD_ROWS


@pytest.mark.parametrize("fmt", ["xlsx", "docx"])
def test_the_round_trip(fmt: str, clerk: Client, user: User, consultation: Consultation) -> None:
    first, second, third = said(consultation, *DIFFERENT)
    answered(second)
    filled = {"xlsx": fill, "docx": fill_docx}[fmt](
        download(clerk, consultation, fmt),
        {
            0: {**FILLED, Column.NORM: "Статья 7"},
            1: {Column.TEXT: "Новый текст.\n\nВторая строка."},
        },
    )
    report = reported(clerk, consultation, filled, name=f"ответы.{fmt}")
    assert verdicts(report) == ["new", "changed", "empty"]
    assert not AnswerDraft.objects.exists()
    page = clerk.get(report_url(report)).content.decode()
    assert "Новый текст." in page
    assert "Противоречит федеральному закону." in page  # what stands on the site
    response = confirm(clerk, report)
    assert response.status_code == 302
    drafts = {draft.group_id: draft for draft in AnswerDraft.objects.all()}
    assert set(drafts) == {first.pk, second.pk}
    assert (drafts[first.pk].reason_code, drafts[first.pk].norm) == ("federal_law", "Статья 7")
    assert drafts[first.pk].text == FILLED[Column.TEXT]
    assert drafts[first.pk].saved_by == user
    assert drafts[second.pk].text == "Новый текст.\n\nВторая строка."
    assert not third.answers.exists()
    report.refresh_from_db()
    assert (report.applied_by, report.rows.filter(is_saved=True).count()) == (user, 2)


def test_it_is_applied_once(clerk: Client, consultation: Consultation) -> None:
    said(consultation, DIFFERENT[0])
    report = reported(clerk, consultation, fill(download(clerk, consultation), {0: FILLED}))
    assert confirm(clerk, report).status_code == 302
    again = confirm(clerk, report)
    assert again.status_code == 422
    assert AnswerDraft.objects.get().version == 1


def test_the_same_file_again_says_that_everything_is_there(
    clerk: Client, consultation: Consultation
) -> None:
    said(consultation, DIFFERENT[0])
    data = fill(download(clerk, consultation), {0: FILLED})
    confirm(clerk, reported(clerk, consultation, data))
    assert verdicts(reported(clerk, consultation, data)) == ["same"]


def test_a_colleague_who_answers_before_the_file_comes_is_not_overwritten(
    clerk: Client, user: User, consultation: Consultation
) -> None:
    (group,) = said(consultation, DIFFERENT[0])
    data = fill(download(clerk, consultation), {0: FILLED})
    draft_answer(actor=user, group=group, data=REFUSAL, now=timezone.now())
    report = reported(clerk, consultation, data)
    assert codes(report) == [["stale"]]
    page = clerk.get(report_url(report)).content.decode()
    assert REFUSAL.text in page
    assert str(user) in page
    assert AnswerDraft.objects.get().text == REFUSAL.text


def test_a_colleague_who_answers_after_the_report_is_not_overwritten(
    clerk: Client, consultation: Consultation
) -> None:
    first, second = said(consultation, *DIFFERENT[:2])
    data = fill(download(clerk, consultation), {0: FILLED, 1: FILLED})
    report = reported(clerk, consultation, data)
    draft_answer(actor=None, group=first, data=REFUSAL, now=timezone.now())
    confirm(clerk, report)
    assert verdicts(report) == ["fault", "new"]
    assert codes(report) == [["stale"], []]
    assert AnswerDraft.objects.get(group=first).text == REFUSAL.text
    assert AnswerDraft.objects.get(group=second).text == FILLED[Column.TEXT]


def test_groups_that_went_away_between_report_and_yes(
    clerk: Client, consultation: Consultation
) -> None:
    first, second, third = said(consultation, *DIFFERENT)
    data = fill(download(clerk, consultation), {0: FILLED, 1: FILLED, 2: FILLED})
    report = reported(clerk, consultation, data)
    merge_groups(actor=None, target=first, sources=[second], now=timezone.now())
    comment = third.items.get().comment
    assert comment is not None
    comment.status = CommentStatus.HIDDEN
    comment.save(update_fields=["status"])
    ArgumentGroup.objects.filter(pk=third.pk).update(size=0)
    confirm(clerk, report)
    assert codes(report)[1:] == [["merged"], ["hidden"]]
    page = clerk.get(report_url(report)).content.decode()
    assert reverse("conclusions:answer", args=[first.pk]) in page


def test_keys_of_another_event_and_changed_ones(clerk: Client, consultation: Consultation) -> None:
    other = ConsultationFactory(closed=True, responder=consultation.responder)
    said(other, DIFFERENT[0])
    said(consultation, *DIFFERENT[:2])
    foreign = fill(download(clerk, other), {0: FILLED})
    assert codes(reported(clerk, consultation, foreign)) == [["other_event"]]
    book = opened(fill(download(clerk, consultation), {0: FILLED, 1: FILLED}))
    sheet, place = book.worksheets[0], columns(book)[Column.KEY]
    first, second = sheet.cell(2, place).value, sheet.cell(3, place).value
    sheet.cell(2, place).value = first.replace("-V0-", "-V1-")
    sheet.cell(3, place).value = "-".join([first.split("-")[0], *second.split("-")[1:]])
    assert codes(reported(clerk, consultation, closed(book))) == [["changed_key"], ["changed_key"]]


def test_all_faults_are_said_in_words_and_the_rest_is_saved(
    clerk: Client, consultation: Consultation
) -> None:
    said(consultation, *DIFFERENT)
    data = fill(
        download(clerk, consultation),
        {
            0: {Column.POSITION: "да", Column.TEXT: "Текст."},
            1: {Column.POSITION: "не учтено", Column.REASON: "потому что", Column.TEXT: "Нет."},
            2: {**FILLED, Column.TEXT: "Не представляется возможным."},
        },
    )
    report = reported(clerk, consultation, data)
    assert verdicts(report) == ["fault", "fault", "new"]
    assert report.rows.get(number=3).flaws == ["empty"]
    response = clerk.get(report_url(report))
    assert response.status_code == 200
    page = response.content.decode()
    assert "учтено частично" in page  # which words are allowed
    assert "потому что" in page
    assert confirm(clerk, report).status_code == 302
    assert AnswerDraft.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "а.xlsx"), (b"a;b\n1;2\n", "а.csv"), (b"PK\x03\x04" + b"0" * 100, "а.xlsx")],
)
def test_a_bad_file_is_refused_with_a_sentence(
    data: bytes, name: str, clerk: Client, consultation: Consultation
) -> None:
    response = send(clerk, consultation, data, name=name)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not AnswerImport.objects.exists()


def test_a_document_without_our_table_is_refused(clerk: Client, consultation: Consultation) -> None:
    document = docx.Document()
    document.add_table(2, 2)
    response = send(clerk, consultation, closed(document), name="письмо.docx")
    assert response.status_code == 422
    assert response.context["form"].errors["file"]


def test_an_upload_without_a_file(clerk: Client, consultation: Consultation) -> None:
    url = reverse("conclusions:import", args=[consultation.pk])
    assert clerk.post(url).status_code == 422


# --- The report ---------------------------------------------------------------------------------


def test_faulty_rows_are_mended_and_sent_again(
    clerk: Client, user: User, consultation: Consultation
) -> None:
    first, second = said(consultation, *DIFFERENT[:2])
    data = fill(download(clerk, consultation), {0: FILLED, 1: {**FILLED, Column.REASON: ""}})
    draft_answer(actor=user, group=first, data=REFUSAL, now=timezone.now())
    report = reported(clerk, consultation, data)
    assert codes(report) == [["stale"], ["no_reason"]]
    faulty = clerk.get(reverse("conclusions:import_file", args=[report.pk, "xlsx"])).content
    book = opened(faulty)
    place = columns(book)[Column.FAULTS]
    stale = str(book.worksheets[0].cell(2, place).value)
    assert REFUSAL.text in stale
    mended = reported(clerk, consultation, fill(faulty, {1: {Column.REASON: FEDERAL}}))
    assert verdicts(mended) == ["changed", "new"]
    confirm(clerk, mended)
    assert AnswerDraft.objects.get(group=first).text == FILLED[Column.TEXT]
    assert AnswerDraft.objects.get(group=second).reason_code == "federal_law"


def test_the_report_as_a_table(clerk: Client, consultation: Consultation) -> None:
    said(consultation, *DIFFERENT[:2])
    data = fill(download(clerk, consultation), {0: {**FILLED, Column.TEXT: "=1+2"}})
    report = reported(clerk, consultation, data)
    response = clerk.get(reverse("conclusions:import_file", args=[report.pk, "csv"]))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert "'=1+2" in rows[1]
    assert "no-store" in response["Cache-Control"]


def test_filters_and_pages_of_the_report_cost_the_same_queries(
    clerk: Client, consultation: Consultation, user: User
) -> None:
    groups = said(consultation, *DIFFERENT)
    draft_answer(actor=user, group=groups[0], data=REFUSAL, now=timezone.now())
    few = reported(clerk, consultation, fill(download(clerk, consultation), {0: FILLED}))
    for number in range(60):
        said(consultation, f"Довод под номером {number}: {'иное ' * number}")
    data = fill(download(clerk, consultation), dict.fromkeys(range(63), FILLED))
    many = reported(clerk, consultation, data)
    assert page_queries(clerk, report_url(many)) == page_queries(clerk, report_url(few))
    good = clerk.get(report_url(many), {"only": "warnings"})
    assert len(good.context["lines"]) == 50
    assert good.context["page"].next_cursor


def test_judging_costs_the_same_queries_whatever_the_size(
    clerk: Client, consultation: Consultation
) -> None:
    def cost(data: bytes) -> int:
        rows = read(data).rows
        file = services.ImportedFile("а.xlsx", "xlsx", "0" * 64)
        with CaptureQueriesContext(connection) as captured:
            services.keep_import(
                actor=None, consultation=consultation, rows=rows, file=file, now=timezone.now()
            )
        return len(captured)

    said(consultation, DIFFERENT[0])
    few = cost(fill(download(clerk, consultation), {0: FILLED}))
    for number in range(20):
        said(consultation, f"Довод под номером {number}: {'иное ' * number}")
    assert cost(fill(download(clerk, consultation), dict.fromkeys(range(21), FILLED))) == few


def test_pages_of_files_cost_constant_queries(clerk: Client, consultation: Consultation) -> None:
    said(consultation, *DIFFERENT[:2])
    url = reverse("conclusions:answer_files", args=[consultation.pk])
    few = page_queries(clerk, url)
    for number in range(10):
        said(consultation, f"Довод под номером {number}: {'иное ' * number}")
        reported(clerk, consultation, download(clerk, consultation, state="left"))
    assert page_queries(clerk, url) == few


def test_the_list_leads_to_the_files(clerk: Client, consultation: Consultation) -> None:
    page = clerk.get(reverse("conclusions:answers", args=[consultation.pk])).content.decode()
    assert reverse("conclusions:answer_files", args=[consultation.pk]) in page


# --- What is kept -------------------------------------------------------------------------------


def test_old_reports_are_forgotten_after_a_term_that_is_data(
    clerk: Client, consultation: Consultation
) -> None:
    said(consultation, DIFFERENT[0])
    report = reported(clerk, consultation, fill(download(clerk, consultation), {0: FILLED}))
    now = report.uploaded_at + dt.timedelta(days=29)
    assert forget_imports(now) == ""
    Term.objects.filter(code="answers.file").update(amount=20)
    assert "1" in forget_imports(now)
    assert not AnswerImport.objects.exists()
    assert not ImportedRow.objects.exists()


def test_a_faulty_row_cannot_count_as_saved(consultation: Consultation) -> None:
    report = AnswerImport.objects.create(
        consultation=consultation, name="а.xlsx", kind="xlsx", uploaded_at=timezone.now()
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportedRow.objects.create(report=report, number=1, verdict="fault", is_saved=True)


def test_a_file_says_expected_words_of_a_provision(
    clerk: Client, consultation: Consultation
) -> None:
    provision = ProvisionFactory(version=consultation.version)
    group = group_of(published(consultation, proposed_text="30 дней", provision=provision))
    accepted = {Column.POSITION: "учтено"}
    data = download(clerk, consultation)
    assert codes(reported(clerk, consultation, fill(data, {0: accepted}))) == [
        ["no_expected_wording"]
    ]
    good = fill(data, {0: {**accepted, Column.EXPECTED: "тридцать дней"}})
    confirm(clerk, reported(clerk, consultation, good))
    draft = AnswerDraft.objects.get(group=group)
    assert draft.expected_text == "тридцать дней"
    assert AnswerData(draft.disposition) == AnswerData("accepted")


def test_a_wording_of_a_recommendation_needs_an_expected_wording_in_a_file_as_on_the_page() -> None:
    event = hearing(closed=True)
    provision = ProvisionFactory(version=event.version, path="article:5", position=1)
    votes = {"votes_for": 12, "votes_against": 3, "votes_abstained": 1}
    wording = RecommendationData(
        "Продлить срок.", provision_id=provision.pk, proposed_text="в течение пяти дней", **votes
    )
    minuted(event, wording)
    group = ArgumentGroup.objects.get()
    data = AnswerData("accepted", "as_proposed", "Учтём.")
    with pytest.raises(AnswerRefused) as refused:
        draft_answer(actor=None, group=group, data=data, now=timezone.now())
    cells = dict.fromkeys(ANSWER, "")
    key = make_key(
        secrets()[0],
        consultation=event.pk,
        group=group.pk,
        version=group.answer_version,
        words=list(cells.values()),
    )
    row = SheetRow("1", key, "учтено", "", "Учтём.", "", "")
    judged = judging_of(event, [row], on=timezone.localdate())
    assert judged.known.groups[group.pk].has_wording
    verdict = judge([row], judged.known)[0]
    assert refused.value.faults
    assert {str(fault.code) for fault in verdict.faults} >= set(map(str, refused.value.faults))


def test_an_english_report_says_which_words_are_russian(
    clerk: Client, consultation: Consultation
) -> None:
    said(consultation, DIFFERENT[0])
    report = reported(clerk, consultation, fill(download(clerk, consultation), {0: FILLED}))
    text = clerk.get(report_url(report), headers={"Accept-Language": "en"}).content.decode()
    assert 'class="facts facts--narrow" lang="ru"' in text


def test_a_recommendation_of_hearings_stands_in_the_file() -> None:
    event = ConsultationFactory(form="hearing")
    recommended(event)
    (row,) = sheet_groups(event, SheetFilter(state="all"))
    assert row.cells[Column.REMARKS].startswith("Участники слушаний: ")
