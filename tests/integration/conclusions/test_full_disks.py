"""A disk that fills at any point of making a file: nothing half-written is served or left."""

import contextlib
import errno
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final

import pytest
from django.db import OperationalError
from xlsxwriter.exceptions import FileCreateError

from consultations.conclusions.exports import page
from consultations.conclusions.models import KEPT, PAGE, FileJob, JobState, SummaryConclusion
from consultations.conclusions.models.conclusion import ConclusionFile
from consultations.conclusions.services import files as services
from core.uploads.storage import private_storage
from tests.factories.conclusions import answer_everything, published, signed
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

Breaks = Callable[[pytest.MonkeyPatch], None]
REAL: Final = tempfile.TemporaryFile


def full(*args: Any, **kwargs: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


class Filling:
    """A temporary file on a disk with room for so many bytes."""

    def __init__(self, stream: IO[bytes], room: int) -> None:
        self.stream, self.room = stream, room

    def write(self, data: Any) -> int:
        self.room -= len(data)
        return full() if self.room < 0 else self.stream.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def in_the_work_file(room: int) -> Breaks:
    @contextlib.contextmanager
    def opened(*args: Any, **kwargs: Any) -> Iterator[Any]:
        with REAL(*args, **kwargs) as stream:
            yield Filling(stream, room)

    return lambda patch: patch.setattr(services.tempfile, "TemporaryFile", opened)


def before_the_work_file(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(services.tempfile, "TemporaryFile", full)


def in_the_storage(patch: pytest.MonkeyPatch) -> None:
    def half(self: Any, name: str, content: Any) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(40))
        return str(full())

    patch.setattr(type(private_storage()), "_save", half)


def before_the_storage(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(type(private_storage()), "_save", full)


def in_the_database(patch: pytest.MonkeyPatch) -> None:
    def save(self: Any, *args: Any, **kwargs: Any) -> None:
        raise OperationalError("database or disk is full")

    patch.setattr(ConclusionFile, "save", save)


POINTS: Final[dict[str, Breaks]] = {
    "before the work file": before_the_work_file,
    "at its first byte": in_the_work_file(0),
    "within it": in_the_work_file(2000),
    "before the storage": before_the_storage,
    "within the storage": in_the_storage,
    "when the row is written": in_the_database,
}


def stored(conclusion: SummaryConclusion) -> list[Path]:
    root = Path(private_storage().path(""))
    folder = root / "conclusions" / str(conclusion.consultation.year)
    return [one for one in folder.rglob(f"{conclusion.consultation_id}/r1/*") if one.is_file()]


@pytest.mark.parametrize("fmt", KEPT)
def test_the_disk_fills(
    fmt: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, client: Any
) -> None:
    monkeypatch.setattr(page, "LARGE", 0)  # so that its kept page is spoken of as files are
    consultation = ConsultationFactory(closed=True)
    published(consultation, comment="Предлагаю иначе. " * 200)
    answer_everything(consultation)
    conclusion = signed(consultation)
    for old in stored(conclusion):
        old.unlink()  # ids come again in every test
    job = FileJob.objects.get(conclusion=conclusion, format=fmt)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for attempt, (point, breaks) in enumerate(POINTS.items(), start=1):
        with monkeypatch.context() as patched:
            breaks(patched)
            with pytest.raises((OSError, OperationalError, FileCreateError)):
                services.make_file(job_id=job.pk)
        job.refresh_from_db()
        assert (job.state, job.problem, job.attempts) == (JobState.FAILED, "disk", attempt), point
        assert not conclusion.files.exists(), point
        assert stored(conclusion) == [], point
        assert list(tmp_path.iterdir()) == [], point
    place = conclusion.revision_url if fmt == PAGE else f"{conclusion.revision_url}{fmt}/"
    assert client.get(place).status_code == 503
    part = client.get(conclusion.files_url).content.decode()
    assert "не хватило места" in part
    assert services.make_file(job_id=job.pk) == 1
    (path,) = stored(conclusion)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == conclusion.files.get().sha256
    assert list(tmp_path.iterdir()) == []
