"""Pieces of big files go away with their writer, and those of a killed one a day later."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from core.documents.work import work_folder


def test_a_folder_goes_with_its_writer_and_old_ones_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, fresh, foreign = (
        tmp_path / name for name in ("veche-work-killed", "veche-work-busy", "others")
    )
    for folder in (left, fresh, foreign):
        folder.mkdir()
        (folder / "piece").write_text("piece")
    long_ago = time.time() - 25 * 3600
    for folder in (left, foreign):
        os.utime(folder, (long_ago, long_ago))
    with work_folder() as name:
        (Path(name) / "piece").write_text("piece")
        assert Path(name).parent == tmp_path
    assert set(tmp_path.iterdir()) == {fresh, foreign}
