"""How files of signed documents are made: each by itself, whole or not at all, begun again."""

import csv
import datetime as dt
import errno
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from consultations.comments.services import hide_comment
from consultations.conclusions import clock
from consultations.conclusions.exports import export, files
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import (
    KEPT,
    FileJob,
    Format,
    JobState,
    SummaryConclusion,
)
from consultations.conclusions.services import files as services
from core.accounts.services import erase_contact, withdraw_dissemination
from core.clock.services import tick
from core.uploads.storage import private_storage
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import answer_everything, published, signed
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_storage() -> None:
    """Ids come again in every test, and with them the folders."""
    shutil.rmtree(private_storage().path("conclusions"), ignore_errors=True)


def conclusion_of(text: str = "Предлагаю иначе.") -> SummaryConclusion:
    consultation = ConsultationFactory(closed=True)
    published(consultation, comment=text)
    answer_everything(consultation)
    return signed(consultation)


def job_of(conclusion: SummaryConclusion, fmt: str = Format.CSV) -> FileJob:
    return FileJob.objects.get(conclusion=conclusion, format=fmt)


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def stored(conclusion: SummaryConclusion) -> set[str]:
    folder = f"conclusions/{conclusion.consultation.year}/{conclusion.consultation_id}/r1"
    storage = private_storage()
    return set(storage.listdir(folder)[1]) if storage.exists(folder) else set()


def named(conclusion: SummaryConclusion) -> set[str]:
    return {name.rpartition("/")[2] for name in conclusion.files.values_list("file", flat=True)}


def test_the_signature_orders_each_format_in_its_own_task() -> None:
    conclusion = conclusion_of()
    jobs = FileJob.objects.filter(conclusion=conclusion)
    assert {job.format for job in jobs} == set(KEPT)
    assert {job.state for job in jobs} == {JobState.WAITING}
    run_tasks()
    assert {job.state for job in jobs.all()} == {JobState.DONE}
    for file in conclusion.files.all():
        with file.file.open("rb") as stream:
            assert hashlib.sha256(stream.read()).hexdigest() == file.sha256
    assert stored(conclusion) == named(conclusion)


def test_a_full_disk_leaves_nothing_and_keeps_nobody_else(monkeypatch: Any) -> None:
    conclusion = conclusion_of()

    def full(report: Any, out: Any, progress: Any) -> None:
        out.write(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setitem(files._WRITERS, Format.CSV, full)
        run_tasks(expect_failures=True)
    job = job_of(conclusion)
    assert (job.state, job.problem, job.attempts) == (JobState.FAILED, "disk", 1)
    made = set(conclusion.files.values_list("format", flat=True))
    assert made == set(KEPT) - {"csv"}
    assert stored(conclusion) == named(conclusion)
    assert services.make_file(job_id=job.pk) == 1
    assert job_of(conclusion).state == JobState.DONE


def test_a_disk_that_fills_in_the_storage_serves_no_half(monkeypatch: Any) -> None:
    conclusion = conclusion_of()
    job = job_of(conclusion)
    storage = type(private_storage())
    real = storage._save  # type: ignore[attr-defined]

    def half(self: Any, name: str, content: Any) -> str:
        real(self, name, ContentFile(b"half"))
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(storage, "_save", half)
        with pytest.raises(OSError, match="No space"):
            services.make_file(job_id=job.pk)
    assert not conclusion.files.exists()
    assert stored(conclusion) == set()
    assert services.make_file(job_id=job.pk) == 1
    assert stored(conclusion) == named(conclusion)


def test_two_workers_never_make_the_same_and_a_lost_one_is_replaced(monkeypatch: Any) -> None:
    conclusion = conclusion_of()
    job = job_of(conclusion)

    def killed(report: Any, out: Any, progress: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setitem(files._WRITERS, Format.CSV, killed)
        with pytest.raises(SystemExit):
            services.make_file(job_id=job.pk)
    assert job_of(conclusion).state == JobState.MAKING
    assert services.make_file(job_id=job.pk) == 0  # somebody has it
    long_ago = timezone.now() - services.LOST_AFTER * 2
    FileJob.objects.filter(pk=job.pk).update(beat_at=long_ago)
    assert clock.renew_files(timezone.now()).endswith("1 begun again")
    assert clock.renew_files(timezone.now()) == ""
    run_tasks()
    assert job_of(conclusion).state == JobState.DONE
    assert conclusion.files.filter(format="csv").count() == 1


def test_an_order_that_comes_meanwhile_is_answered_as_well(monkeypatch: Any) -> None:
    conclusion = conclusion_of()
    job = job_of(conclusion)
    real, calls = files._WRITERS[Format.CSV], []

    def ordering(report: Any, out: Any, progress: Any) -> None:
        if not calls:
            services.order_files(document=conclusion, again=True)
        calls.append(1)
        real(report, out, progress)

    monkeypatch.setitem(files._WRITERS, Format.CSV, ordering)
    services.make_file(job_id=job.pk)
    job.refresh_from_db()
    assert (len(calls), job.state, job.made, job.wanted) == (2, JobState.DONE, 2, 2)


def test_who_has_lost_the_claim_throws_away_what_it_wrote(monkeypatch: Any) -> None:
    conclusion = conclusion_of()
    job = job_of(conclusion)
    real = files._WRITERS[Format.CSV]

    def robbed(report: Any, out: Any, progress: Any) -> None:
        real(report, out, progress)
        FileJob.objects.filter(pk=job.pk).update(claim="another")

    monkeypatch.setitem(files._WRITERS, Format.CSV, robbed)
    assert services.make_file(job_id=job.pk) == 0
    assert not conclusion.files.exists()
    assert stored(conclusion) == set()


def test_a_file_that_may_hold_what_was_hidden_is_not_given_out(client: Any) -> None:
    conclusion = conclusion_of("Адрес соседа.")
    run_tasks()
    address = f"{conclusion.revision_url}csv/"
    first = client.get(address)
    assert first.status_code == 200
    assert "соседа".encode() in b"".join(first.streaming_content)
    comment = conclusion.consultation.comments.get()
    hide_comment(actor=UserFactory(), comment=comment, ground_code="insults", now=timezone.now())
    refused = client.get(address)
    assert refused.status_code == 503
    assert refused["Retry-After"]
    assert "соседа" not in refused.content.decode()
    page = client.get(conclusion.get_absolute_url()).content.decode()
    assert "соседа" not in page
    assert address not in page
    run_tasks()
    again = client.get(address)
    assert again.status_code == 200
    assert "соседа".encode() not in b"".join(again.streaming_content)
    assert stored(conclusion) == named(conclusion)


@pytest.mark.parametrize("gone", [withdraw_dissemination, erase_contact])
def test_a_name_that_is_taken_away_is_given_out_by_no_file_from_then_on(
    gone: Callable[..., object], client: Any
) -> None:
    consultation = ConsultationFactory(closed=True)
    comment = published(
        consultation, contact__full_name="Сидорова Анна", contact__name_display="full"
    )
    answer_everything(consultation)
    conclusion = signed(consultation)
    run_tasks()
    addresses = [f"{one.revision_url}csv/" for one in (conclusion, conclusion.summary)]
    for address in addresses:
        assert "Сидорова" in text_of(client.get(address))
    gone(actor=None, contact=comment.contact)
    for address in addresses:
        assert client.get(address).status_code == 503
    states = FileJob.objects.order_by().values_list("state", "wanted").distinct()
    assert list(states) == [(JobState.WAITING, 2)]
    assert clock.renew_files(timezone.now()) == ""  # nothing to be ordered once more
    run_tasks()
    for address in addresses:
        assert "Сидорова" not in text_of(client.get(address))
    assert clock.renew_files(timezone.now()) == ""


def test_what_the_events_have_missed_the_clock_orders_even_if_a_file_has_failed() -> None:
    conclusion = conclusion_of()
    run_tasks()
    conclusion.files.filter(format="pdf").delete()
    FileJob.objects.filter(conclusion=conclusion, format="pdf").update(
        state=JobState.FAILED, made=0, beat_at=timezone.now()
    )
    contact = conclusion.consultation.comments.get().contact
    type(contact).objects.filter(pk=contact.pk).update(
        erased_at=timezone.now(), full_name="", organisation="", post="", email="", user=None
    )
    assert clock.renew_files(timezone.now()) == "0 missing, 2 to be renewed"
    assert clock.renew_files(timezone.now()) == ""


def tasks_of_files() -> int:
    return DBTaskResult.objects.filter(
        task_path="consultations.conclusions.tasks.make_file", status=TaskResultStatus.READY
    ).count()


def test_while_no_worker_is_there_the_clock_piles_nothing_up() -> None:
    conclusion = conclusion_of()
    number = FileJob.objects.count()
    assert tasks_of_files() == number
    later = timezone.now() + clock.GRACE * 2
    for beat in range(5):
        list(tick(now=later + beat * clock.GRACE))
    assert tasks_of_files() == number
    assert set(FileJob.objects.values_list("wanted", flat=True)) == {1}
    run_tasks()
    assert conclusion.files.count() == len(KEPT)


def test_a_file_that_fails_is_tried_again_by_itself_and_by_one_task_at_a_time(
    monkeypatch: Any,
) -> None:
    conclusion = conclusion_of()

    def full(report: Any, out: Any, progress: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    now = timezone.now()
    with monkeypatch.context() as patched:
        patched.setitem(files._WRITERS, Format.CSV, full)
        run_tasks(expect_failures=True)
        for minutes in range(120):
            list(tick(now=now + dt.timedelta(minutes=minutes)))
            assert tasks_of_files() == 2  # of the conclusion, and of the summary
        assert job_of(conclusion).state == JobState.FAILED
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).delete()  # given up
    assert clock.renew_files(now + clock.GRACE * 2).endswith("2 begun again")
    run_tasks()
    assert job_of(conclusion).state == JobState.DONE


def test_the_page_asks_for_the_files_until_they_are_there(client: Any) -> None:
    conclusion = conclusion_of()
    page = client.get(conclusion.get_absolute_url()).content.decode()
    assert f'hx-get="{conclusion.files_url}?ready=0"' in page
    FileJob.objects.filter(format="pdf").update(state=JobState.MAKING, done=3, total=9)
    FileJob.objects.filter(format="csv").update(state=JobState.FAILED, problem="disk")
    part = client.get(f"{conclusion.files_url}?ready=0").content.decode()
    assert 'max="9" value="3"' in part
    assert "document-files-news" not in part  # nothing new to say aloud
    FileJob.objects.update(state=JobState.WAITING)
    run_tasks()
    part = client.get(f"{conclusion.files_url}?ready=0").content.decode()
    assert "hx-get" not in part
    assert "document-files-news" in part
    for file in conclusion.documents():
        assert file.get_absolute_url() in part


def test_json_written_by_pieces_is_what_it_was_as_a_whole() -> None:
    conclusion = conclusion_of("Строка\nещё строка \u2028 и 𝔘 «=1+1».")
    data = export(conclusion, Format.JSON)
    whole = json.loads(data)
    text = json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert text.encode() == data
    report = resolve(conclusion)
    assert whole["openings"] == {key: asdict(value) for key, value in report.openings.items()}
    empty = export(signed(ConsultationFactory(closed=True)), Format.JSON)
    found = json.dumps(json.loads(empty), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert found.encode() == empty
    assert json.loads(empty)["units"] == []


def test_csv_is_written_line_by_line_into_a_stream_that_stays_open() -> None:
    out = io.BytesIO()
    steps: list[tuple[int, int]] = []
    conclusion = conclusion_of()
    files.write(
        conclusion, Format.CSV, out, progress=lambda done, total: steps.append((done, total))
    )
    assert out.getvalue() == export(conclusion, Format.CSV)
    assert len(list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"))))) == 2
    assert steps[-1] == (1, 1)
