"""LibreOffice as a converter: with limits, without a trace, and what is said without it."""

import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from core.uploads import DEFAULT_LIMITS, FileKind, RefusalCode, UploadRefused, sniff
from core.uploads.messages import refusal_message
from core.uploads.office import convert, find_office
from core.uploads.sniffing import is_locked_doc
from tests.corpus import corpus_file
from tests.office import office

RTF = rb"{\rtf1\ansi\ansicpg1251 \'d1\'f2\'e0\'f2\'fc\'ff 1. \'c8\'ec\'ff\par}"


def converted(data: bytes = RTF, suffix: str = "rtf", target: str = "docx", **limits) -> bytes:
    return convert(data, suffix, target, office=office(), limits=replace(DEFAULT_LIMITS, **limits))


def leftovers() -> set[str]:
    return {path.name for path in Path(tempfile.gettempdir()).glob("veche-office-*")}


def test_a_file_is_converted_and_nothing_is_left_behind() -> None:
    before = leftovers()
    assert sniff(converted()) is FileKind.DOCX
    assert leftovers() == before


def test_two_at_a_time_do_not_disturb_each_other() -> None:
    office()
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(converted())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [sniff(data) for data in made] == [FileKind.DOCX] * 2


def test_without_it_the_message_says_what_to_install() -> None:
    with pytest.raises(UploadRefused) as caught:
        convert(RTF, "doc", "docx", office="", limits=DEFAULT_LIMITS)
    assert caught.value.code is RefusalCode.NEEDS_OFFICE
    assert "LibreOffice" in refusal_message(caught.value)


def test_a_slow_one_is_stopped() -> None:
    before = leftovers()
    with pytest.raises(UploadRefused) as caught:
        converted(seconds=0.05)
    assert caught.value.code is RefusalCode.TIMED_OUT
    assert leftovers() == before


def test_a_large_result_is_refused() -> None:
    with pytest.raises(UploadRefused) as caught:
        converted(max_unpacked=2000)
    assert caught.value.code in (RefusalCode.TOO_COMPLEX, RefusalCode.DAMAGED)


def test_what_is_no_office(tmp_path: Path) -> None:
    assert find_office(str(tmp_path / "absent")) == ""
    program = tmp_path / "false"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    with pytest.raises(UploadRefused) as caught:
        convert(RTF, "doc", "docx", office=find_office(str(program)), limits=DEFAULT_LIMITS)
    assert caught.value.code is RefusalCode.DAMAGED


def test_a_locked_doc_is_told_by_its_flag() -> None:
    data = bytearray(corpus_file("acts/kirov_ustav_gl01_st1.doc").read_bytes())
    assert not is_locked_doc(bytes(data))
    place = next(o for o in range(512, len(data), 512) if data[o : o + 2] == b"\xec\xa5")
    data[place + 11] |= 0x01
    assert is_locked_doc(bytes(data))
