"""Who makes a file keeps its claim while a renderer says nothing, and loses it when gone."""

import threading
import time
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from consultations.conclusions.exports import files
from consultations.conclusions.models import FileJob, Format, JobState, SummaryConclusion
from consultations.conclusions.services import beats
from consultations.conclusions.services import files as services
from tests.factories.conclusions import signed
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db(transaction=True)

QUICK = 0.02


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> FileJob:
    monkeypatch.setattr(beats, "HEART_SECONDS", QUICK)
    conclusion: SummaryConclusion = signed(ConsultationFactory(closed=True))
    return FileJob.objects.get(conclusion=conclusion, format=Format.DOCX)


def hearts() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name.startswith("file-")]


def waits_for_a_beat(job: FileJob) -> None:
    """As a renderer that says nothing, until the row says that its maker is alive."""
    stale = timezone.now() - services.LOST_AFTER * 2
    FileJob.objects.filter(pk=job.pk).update(beat_at=stale)
    ends = time.monotonic() + 20
    while FileJob.objects.get(pk=job.pk).beat_at == stale:
        assert time.monotonic() < ends, "no beat"
        time.sleep(QUICK)


def test_a_silent_renderer_keeps_its_claim(job: FileJob, monkeypatch: Any) -> None:
    taken = []

    def silent(report: Any, out: Any, progress: Any) -> None:
        waits_for_a_beat(job)
        taken.append(services._claim(job.pk, timezone.now()))
        out.write(b"whole")

    monkeypatch.setitem(files._WRITERS, Format.DOCX, silent)
    assert services.make_file(job_id=job.pk) == 1
    assert taken == [None]
    assert hearts() == []


def test_a_stale_beat_is_taken_over_and_the_first_maker_writes_nothing(
    job: FileJob, monkeypatch: Any
) -> None:
    monkeypatch.setattr(beats, "HEART_SECONDS", 60)
    real = files._WRITERS[Format.DOCX]

    def late(report: Any, out: Any, progress: Any) -> None:
        monkeypatch.setitem(files._WRITERS, Format.DOCX, real)
        FileJob.objects.filter(pk=job.pk).update(beat_at=timezone.now() - services.LOST_AFTER * 2)
        assert services.make_file(job_id=job.pk) == 1  # by another worker
        out.write(b"late")

    monkeypatch.setitem(files._WRITERS, Format.DOCX, late)
    assert services.make_file(job_id=job.pk) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    with job.document.files.get().file.open("rb") as stream:
        assert stream.read(2) == b"PK"
    assert hearts() == []


def test_the_heart_ends_with_an_error_and_survives_a_busy_database(
    job: FileJob, monkeypatch: Any
) -> None:
    real, refused = FileJob.objects.filter(pk=job.pk).__class__.update, []

    def busy(self: Any, **values: Any) -> int:
        if threading.current_thread() in hearts() and len(refused) < 2:
            refused.append(values)
            raise DatabaseError("database is locked")
        return int(real(self, **values))

    def breaks(report: Any, out: Any, progress: Any) -> None:
        waits_for_a_beat(job)
        raise RuntimeError("typst")

    monkeypatch.setattr(FileJob.objects.filter(pk=job.pk).__class__, "update", busy)
    monkeypatch.setitem(files._WRITERS, Format.DOCX, breaks)
    with pytest.raises(RuntimeError, match="typst"):
        services.make_file(job_id=job.pk)
    assert len(refused) == 2
    assert hearts() == []
    job.refresh_from_db()
    assert (job.state, job.problem) == (JobState.FAILED, "other")


def test_a_renderer_that_hangs_does_not_keep_its_claim_for_ever(
    job: FileJob, monkeypatch: Any
) -> None:
    monkeypatch.setattr(beats, "HEART_STOPS_AFTER", 0)

    def hangs(report: Any, out: Any, progress: Any) -> None:
        for heart in hearts():
            heart.join(20)
        assert hearts() == []
        out.write(b"after all")

    monkeypatch.setitem(files._WRITERS, Format.DOCX, hangs)
    assert services.make_file(job_id=job.pk) == 1
