"""The door of the importers: kinds, limits, refusals."""

import hashlib
from dataclasses import replace

import pytest

from core.uploads import DEFAULT_LIMITS, RefusalCode, UploadLimits, UploadRefused
from drafts.importers import read_act
from tests.unit.drafts import word
from tests.unit.drafts.word import docx, p, r

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
LAW = "ЗАКОН\n\nО контроле\n\nСтатья 1. Предмет\n1. Текст.\n"


def refusal(data: bytes, limits: UploadLimits = DEFAULT_LIMITS, name: str = "") -> UploadRefused:
    with pytest.raises(UploadRefused) as caught:
        read_act(data, limits=limits, name=name)
    return caught.value


def test_a_text_file() -> None:
    draft = read_act(LAW.encode("cp1251"))
    assert draft.act.title == "О контроле"
    assert draft.act.units[0].children[0].own_text == "Текст."
    assert (draft.source_kind, draft.warnings) == ("txt", ())
    assert draft.sha256 == hashlib.sha256(LAW.encode("cp1251")).hexdigest()


def test_a_word_file() -> None:
    body = p(inside=r("Статья 5") + r("1", word.RAISED) + r(". Предмет")) + p("Текст.")
    draft = read_act(docx(body))
    assert (draft.source_kind, draft.act.units[0].number) == ("docx", "5.1")


def test_warnings_of_the_adapter_come_before_those_of_the_parser() -> None:
    body = p(inside=f"<w:ins>{r('1. А.')}</w:ins>") + p("3. Б.")
    codes = [warning.code for warning in read_act(docx(body)).warnings]
    assert codes == ["tracked_changes", "number_skipped"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", RefusalCode.EMPTY),
        (b"\x89PNG\r\n\x1a\n0000", RefusalCode.UNSUPPORTED),
        (b"{\\rtf1 }", RefusalCode.NO_TEXT),
        (docx(p("")), RefusalCode.NO_TEXT),
        (docx(p("а"))[:300], RefusalCode.DAMAGED),
        (docx("", raw_document="<w:document"), RefusalCode.DAMAGED),
        (b"... --- ...", RefusalCode.NO_TEXT),
        (OLE + "EncryptedPackage".encode("utf-16-le"), RefusalCode.ENCRYPTED),
    ],
)  # fmt: skip
def test_refusals(data: bytes, code: RefusalCode) -> None:
    assert refusal(data).code is code


def test_too_large() -> None:
    caught = refusal(b"x" * 1001, replace(DEFAULT_LIMITS, max_bytes=1000))
    assert (caught.code, caught.params["limit"]) == (RefusalCode.TOO_LARGE, 1000)


def test_unsupported_names_the_kind() -> None:
    assert refusal(b"\x89PNG\r\n\x1a\n0000").params == {"kind": "image"}


def test_plain_text_under_the_name_of_a_word_file() -> None:
    assert refusal(b"this is not docx", name="x.DOCX").code is RefusalCode.DAMAGED


def test_entity_bomb() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert refusal(docx("", raw_document=bomb)).code is RefusalCode.TOO_COMPLEX


def test_archive_bomb() -> None:
    limits = replace(DEFAULT_LIMITS, max_unpacked=1_000_000)
    assert refusal(docx("<!-- " + "0" * 2_000_000 + " -->"), limits).code is RefusalCode.TOO_COMPLEX


def test_deep_nesting_does_not_crash() -> None:
    deep = "<w:smartTag>" * 3000 + r("а") + "</w:smartTag>" * 3000
    assert refusal(docx(p(inside=deep))).code in (RefusalCode.TOO_COMPLEX, RefusalCode.DAMAGED)
