"""`manage.py conclusion` and `conclusion_files`: whole or not at all, clear words, codes, a bar."""

import errno
import io
import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from consultations.conclusions.exports import export, files
from consultations.conclusions.models import (
    KEPT,
    PAGE,
    FileJob,
    Format,
    JobState,
    SummaryConclusion,
)
from core.uploads.storage import private_storage
from tests.factories.conclusions import answer_everything, published, signed
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def conclusion() -> SummaryConclusion:
    consultation = ConsultationFactory(closed=True)
    published(consultation)
    answer_everything(consultation)
    return signed(consultation)


def refusal(*arguments: str) -> CommandError:
    with pytest.raises(CommandError) as caught:
        call_command(*arguments, stdout=io.StringIO(), stderr=io.StringIO())
    return caught.value


def asks(conclusion: SummaryConclusion, fmt: str, out: Path | str) -> tuple[str, ...]:
    name = str(conclusion.consultation_id)
    return ("conclusion", name, "--format", fmt, "--out", str(out))


@pytest.mark.parametrize("fmt", Format.values)
def test_the_file_is_the_document_and_the_bar_is_on_the_terminal(
    fmt: str, conclusion: SummaryConclusion, tmp_path: Path
) -> None:
    out, said, drawn = tmp_path / f"a.{fmt}", io.StringIO(), Terminal()
    call_command(*asks(conclusion, fmt, out), stdout=said, stderr=drawn)
    assert out.read_bytes()[:2] == export(conclusion, fmt)[:2]
    if fmt in ("html", "csv", "json"):
        assert out.read_bytes() == export(conclusion, fmt)
    assert said.getvalue() == ""
    assert f"{fmt} [##########] " in drawn.getvalue()
    assert drawn.getvalue().endswith("\n")
    assert out.stat().st_mode & 0o777 == 0o644
    quiet = io.StringIO()
    call_command(*asks(conclusion, fmt, out), stdout=said, stderr=quiet)
    assert quiet.getvalue() == ""
    call_command(*asks(conclusion, fmt, out), stdout=said, stderr=quiet, verbosity=2)
    assert f"{fmt} [##########] " in quiet.getvalue()
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_stdout_gets_the_document_and_nothing_else(conclusion: SummaryConclusion) -> None:
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, "utf-8")
    call_command(*asks(conclusion, "csv", "-"), stdout=stdout, stderr=Terminal())
    assert raw.getvalue() == export(conclusion, "csv")


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 2, "a.csv"),
        (MemoryError(), 1, "csv: "),
        (RuntimeError("typst"), 1, "csv: "),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_what_was_there_stays_when_anything_goes_wrong(
    error: BaseException,
    code: int,
    words: str,
    conclusion: SummaryConclusion,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(report: Any, out: Any, progress: Any) -> None:
        out.write(b"half of it")
        raise error

    monkeypatch.setitem(files._WRITERS, Format.CSV, breaks)
    out = tmp_path / "a.csv"
    out.write_bytes(b"earlier")
    found = refusal(*asks(conclusion, "csv", out))
    assert found.returncode == code
    assert words in str(found)
    assert "\n" not in str(found)
    assert out.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, "utf-8")
    with pytest.raises(CommandError):
        call_command(*asks(conclusion, "csv", "-"), stdout=stdout, stderr=io.StringIO())
    assert raw.getvalue() == b""


def test_sigterm_leaves_nothing(
    conclusion: SummaryConclusion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(report: Any, out: Any, progress: Any) -> None:
        out.write(b"half of it")
        os.kill(os.getpid(), signal.SIGTERM)

    former = signal.getsignal(signal.SIGTERM)
    monkeypatch.setitem(files._WRITERS, Format.CSV, stopped)
    assert refusal(*asks(conclusion, "csv", tmp_path / "a.csv")).returncode == 130
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is former


def test_a_pipe_stays_a_pipe_and_gets_the_whole_document(
    conclusion: SummaryConclusion, tmp_path: Path
) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    call_command(*asks(conclusion, "csv", pipe), stderr=io.StringIO())
    reader.join()
    assert got == [export(conclusion, "csv")]
    assert pipe.is_fifo()


def test_a_device_without_room_is_named_and_stays(
    conclusion: SummaryConclusion, tmp_path: Path
) -> None:
    device = tmp_path / "full"
    device.symlink_to("/dev/full")  # so that a mistake would replace the link only
    found = refusal(*asks(conclusion, "csv", device))
    assert (found.returncode, str(device) in str(found)) == (2, True)
    assert device.is_symlink()


def test_bad_input_is_named(conclusion: SummaryConclusion, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "a.csv"
    unsigned = str(ConsultationFactory(closed=True).pk)
    name = str(conclusion.consultation_id)
    for words, arguments in (
        ("odt", asks(conclusion, "odt", tmp_path / "a")),
        (str(nowhere), asks(conclusion, "csv", nowhere)),
        (str(tmp_path), asks(conclusion, "csv", tmp_path)),
        (unsigned, ("conclusion", unsigned, "--format", "csv", "--out", str(tmp_path / "a"))),
        ("page", asks(conclusion, "page", tmp_path / "a")),
        ("odt", ("conclusion_files", name, "--format", "odt")),
        ("letter", ("conclusion_files", name, "--document", "letter")),
        ("nobody/knows", ("conclusion_files", "nobody/knows")),
    ):
        found = refusal(*arguments)
        assert found.returncode == 2
        assert words in str(found)
    assert list(tmp_path.iterdir()) == []


def made(*arguments: str) -> dict[str, str]:
    """Formats with their hashes, as the command says."""
    out = io.StringIO()
    call_command("conclusion_files", *arguments, stdout=out, stderr=io.StringIO())
    return {line.split("\t")[0]: line.split("\t")[2] for line in out.getvalue().splitlines()}


def test_kept_files_are_made_now(conclusion: SummaryConclusion) -> None:
    name, drawn = str(conclusion.consultation_id), Terminal()
    call_command("conclusion_files", name, "--format", "csv", stdout=io.StringIO(), stderr=drawn)
    assert "csv [##########] 1/1" not in drawn.getvalue()
    assert "csv [##########] " in drawn.getvalue()
    assert list(conclusion.files.values_list("format", flat=True)) == ["csv"]
    first = made(name)
    kept = dict(conclusion.files.values_list("format", "sha256"))
    assert set(kept) == set(KEPT)
    assert first == {fmt: kept[fmt] for fmt in Format.values}  # the page is no file to download
    assert set(conclusion.jobs.values_list("state", flat=True)) == {JobState.DONE}
    assert made(name) == first
    assert set(conclusion.jobs.values_list("attempts", flat=True)) == {1}
    again = made(name, "--again", "--format", "html", "--format", "JSON")
    assert again == {fmt: first[fmt] for fmt in ("html", "json")}
    tried = dict(conclusion.jobs.values_list("format", "wanted"))
    assert (tried["html"], tried["json"], tried["csv"]) == (2, 2, 1)
    assert set(made(name, "--document", "summary")) == set(Format.values)


@pytest.mark.parametrize("fmt", [PAGE, "csv"])
def test_what_the_storage_has_lost_is_made_again(fmt: str, conclusion: SummaryConclusion) -> None:
    name = str(conclusion.consultation_id)
    made(name, "--format", fmt)
    before = conclusion.files.get(format=fmt)
    whole = Path(private_storage().path(before.file.name)).read_bytes()
    Path(private_storage().path(before.file.name)).unlink()
    for damaged in (None, b"half of it"):
        if damaged is not None:
            Path(private_storage().path(before.file.name)).write_bytes(damaged)
        made(name, "--again", "--format", fmt)
        before.refresh_from_db()
        assert Path(private_storage().path(before.file.name)).read_bytes() == whole
    assert set(conclusion.files.values_list("format", flat=True)) == {fmt}


def test_what_is_not_made_is_named_and_the_rest_is_done(
    conclusion: SummaryConclusion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(report: Any, out: Any, progress: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(files._WRITERS, Format.XLSX, full)
    FileJob.objects.filter(conclusion=conclusion, format="pdf").update(
        state=JobState.MAKING, claim="worker", beat_at=timezone.now()
    )
    found = refusal("conclusion_files", str(conclusion.consultation_id))
    assert found.returncode == 3
    assert [line.split(":")[0] for line in str(found).splitlines()] == ["pdf", "xlsx"]
    kept = set(conclusion.files.values_list("format", flat=True))
    assert kept == set(KEPT) - {"pdf", "xlsx"}


def test_who_stops_the_command_gives_the_claim_back(
    conclusion: SummaryConclusion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(report: Any, out: Any, progress: Any) -> None:
        out.write(b"half of it")
        raise KeyboardInterrupt

    name = str(conclusion.consultation_id)
    with monkeypatch.context() as patched:
        patched.setitem(files._WRITERS, Format.CSV, stopped)
        assert refusal("conclusion_files", name, "--format", "csv").returncode == 130
    assert not conclusion.files.exists()
    assert not private_storage().exists(f"conclusions/{conclusion.pk}/half")
    assert set(made(name, "--format", "csv")) == {"csv"}
