"""A ZIP is judged by its directory before anything is unpacked."""

import io
import zipfile
from dataclasses import replace

import pytest

from core.uploads import DEFAULT_LIMITS, RefusalCode, UploadLimits, UploadRefused
from core.uploads.archives import open_archive, read_entry
from tests.unit.drafts.word import archive

SMALL = replace(DEFAULT_LIMITS, max_unpacked=10_000, max_entries=3, max_ratio=20, ratio_floor=1_000)


def refusal(data: bytes, limits: UploadLimits = SMALL) -> RefusalCode:
    with pytest.raises(UploadRefused) as caught:
        open_archive(data, limits)
    return caught.value.code


def test_an_ordinary_archive_opens() -> None:
    opened = open_archive(archive({"a": "text"}), SMALL)
    assert read_entry(opened, "a", SMALL) == b"text"


def test_a_bomb_is_refused_by_its_ratio() -> None:
    assert refusal(archive({"a": "0" * 9_000})) is RefusalCode.TOO_COMPLEX


def test_a_bomb_is_refused_by_its_size() -> None:
    assert refusal(archive({"a": "0" * 900, "b": "1" * 20_000})) is RefusalCode.TOO_COMPLEX


def test_too_many_entries() -> None:
    assert refusal(archive({str(n): "x" for n in range(4)})) is RefusalCode.TOO_COMPLEX


def test_rubbish_is_damaged() -> None:
    assert refusal(b"PK\x03\x04rubbish") is RefusalCode.DAMAGED


def test_an_encrypted_entry() -> None:
    data = bytearray(archive({"a": "text"}))
    place = data.rindex(b"PK\x01\x02") + 8  # flags in the directory
    data[place] |= 1
    assert refusal(bytes(data)) is RefusalCode.ENCRYPTED


def test_a_lying_directory_does_not_get_past_the_reader() -> None:
    """The size in the directory says 10; the stream holds far more."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("a", "0" * 50_000)
    data = bytearray(stream.getvalue())
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    opened = open_archive(bytes(data), SMALL)
    with pytest.raises(UploadRefused):
        read_entry(opened, "a", SMALL)


def test_a_truncated_entry_is_damaged() -> None:
    data = bytearray(archive({"a": "text that is long enough to be packed, packed, packed"}))
    data[35:45] = b"\xff" * 10
    with pytest.raises(UploadRefused) as caught:
        read_entry(open_archive(bytes(data), SMALL), "a", SMALL)
    assert caught.value.code is RefusalCode.DAMAGED
