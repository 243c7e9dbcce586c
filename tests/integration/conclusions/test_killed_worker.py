"""A worker is killed while it makes a file: nothing of it is served, another one makes it whole."""

import datetime as dt
import hashlib
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from consultations.conclusions import clock
from consultations.conclusions.exports import export
from consultations.conclusions.models import FileJob, JobState, SummaryConclusion
from consultations.conclusions.services import files as services
from core.uploads.storage import private_storage
from tests.factories.conclusions import answer_everything, published, signed
from tests.factories.process import ConsultationFactory
from tests.worker import worker

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60.0


def wait_for(done: Callable[[], bool], log: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < ends, log.read_text()
        time.sleep(0.05)


def stored(conclusion: SummaryConclusion) -> list[Path]:
    root = Path(private_storage().path("conclusions"))
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> FileJob:
    """Only the CSV of a conclusion of six rows is ordered; as for the worker, a maker is lost
    after a second."""
    shutil.rmtree(private_storage().path("conclusions"), ignore_errors=True)
    monkeypatch.setattr(services, "LOST_AFTER", dt.timedelta(seconds=1))
    consultation = ConsultationFactory(closed=True)
    for number in range(6):
        published(consultation, comment=f"Предложение {number}: {'иначе, ' * number * 5}иначе.")
    answer_everything(consultation)
    conclusion = signed(consultation)
    found = FileJob.objects.get(conclusion=conclusion, format="csv")
    FileJob.objects.exclude(pk=found.pk).delete()
    for task in DBTaskResult.objects.all():
        if task.args_kwargs["args"] != [found.pk] or not task.task_path.endswith("make_file"):
            task.delete()
    return found


@pytest.mark.parametrize("point", ["rendering", "storing"])
def test_killed_and_made_by_another(
    point: str, job: FileJob, client: Client, tmp_path: Path
) -> None:
    conclusion, log = job.conclusion, tmp_path / "worker.log"
    assert conclusion is not None
    address = f"{conclusion.revision_url}csv/"

    def is_there() -> bool:
        job.refresh_from_db()
        return job.done > 0 and (point == "rendering" or bool(stored(conclusion)))

    with worker(tmp_path, point) as first:
        wait_for(is_there, log)
        if point == "storing":
            time.sleep(1.5)  # it says nothing, but its heart beats
            assert services.make_file(job_id=job.pk) == 0
            assert clock.renew_files(timezone.now()) == ""
        first.send_signal(signal.SIGKILL)
        first.wait()
    job.refresh_from_db()
    assert job.state == JobState.MAKING
    assert not conclusion.files.exists()
    assert client.get(address).status_code == 503
    assert len(stored(conclusion)) == (1 if point == "storing" else 0)

    wait_for(lambda: clock.renew_files(timezone.now()).endswith("1 begun again"), log)
    assert clock.renew_files(timezone.now()) == ""
    with worker(tmp_path) as second:
        assert second.wait(PATIENCE) == 0, log.read_text()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.discard) == (JobState.DONE, 2, "")
    file = conclusion.files.get()
    whole = export(conclusion, "csv")
    assert file.sha256 == hashlib.sha256(whole).hexdigest()
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == whole  # type: ignore[attr-defined]
    assert [path.read_bytes() for path in stored(conclusion)] == [whole]
    left = [path for path in (tmp_path / "tmp").iterdir() if "veche-test-" not in path.name]
    assert left == []
