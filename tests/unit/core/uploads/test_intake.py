"""What may be kept and handed out again, and in what state."""

import base64
import io

import pytest
from PIL import Image
from pytest_django import Settings

from core.uploads import DEFAULT_LIMITS, RefusalCode, UploadRefused
from core.uploads.intake import MAX_NAME, SCANNED, clean_name, take
from core.uploads.pictures import MAX_PIXELS, cleaned
from tests.files import PDF, PLACE, picture
from tests.unit.drafts.word import archive, docx, p

TYPES = "[Content_Types].xml"
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
XLSX = {TYPES: "<Types/>", "xl/workbook.xml": "<x/>"}
WORD = {TYPES: "<Types/>", "word/document.xml": "<x/>"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\x00" + bytes(range(256)) * 8
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512


def refused(data: bytes, name: str, **options: object) -> RefusalCode:
    with pytest.raises(UploadRefused) as caught:
        take(data, name, **options)  # type: ignore[arg-type]
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PDF, "Расчёт.PDF", "pdf"),
        (b"\xef\xbb\xbf\r\n" + PDF, "a.pdf", "pdf"),
        (docx(p("а")), "a.docx", "docx"),
        (archive(ODT), "a.odt", "odt"),
        (archive(XLSX), "a.xlsx", "xlsx"),
        (PDF, "без расширения", "pdf"),
        (PDF, "Письмо № 5. Иванов", "pdf"),
    ],
)
def test_documents_are_kept_as_they_are(data: bytes, name: str, kind: str) -> None:
    file = take(data, name)
    assert (file.kind, file.content, file.size) == (kind, data, len(data))
    assert file.name.endswith(f".{kind}")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (EXE, "setup.exe"),
        (EXE, "letter.pdf"),
        (EXE + PDF, "letter.pdf"),
        (SVG, "scheme.svg"),
        (SVG, "scheme.png"),
        (b"<?xml version='1.0'?>" + SVG, "scheme.jpg"),
        (b"<!DOCTYPE html><html><body><script>1</script></body></html>", "page.pdf"),
        (b"just words", "a.txt"),
        (b"{\\rtf1 text}", "a.rtf"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc"),
        (OLE + "Workbook".encode("utf-16-le") + b"xl/workbook.xml", "a.xls"),
        (archive({"a.txt": "x"}), "a.zip"),
        (archive({TYPES: "<x/>", "ppt/presentation.xml": "<x/>"}), "a.pptx"),
        (b"GIF89a\x01\x00\x01\x00", "a.gif"),
    ],
)
def test_other_kinds_are_not_taken(data: bytes, name: str) -> None:
    assert refused(data, name) is RefusalCode.NOT_ALLOWED


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PDF, "letter.docx"),
        (PDF, "letter.exe"),
        (PDF, "letter.pdf.html"),
        (docx(p("а")), "letter.docm"),
        (docx(p("а")), "letter.pdf"),
        (docx(p("а")), "letter.zip"),
        (picture(), "photo.pdf"),
    ],
)
def test_a_name_that_promises_something_else_is_refused(data: bytes, name: str) -> None:
    assert refused(data, name) is RefusalCode.MISNAMED


def test_a_file_for_scans_is_a_picture_or_a_pdf() -> None:
    assert take(PDF, "a.pdf", allowed=SCANNED).kind == "pdf"
    assert refused(docx(p("а")), "a.docx", allowed=SCANNED) is RefusalCode.NOT_ALLOWED


@pytest.mark.parametrize(
    "data",
    [
        archive(WORD | {"word/vbaProject.bin": b"x"}),
        archive(WORD | {"word/embeddings/oleObject1.bin": b"x"}),
        archive(WORD | {"word/activeX/activeX1.xml": "<x/>"}),
        archive(WORD | {TYPES: '<Override ContentType="application/x.macroEnabled.main+xml"/>'}),
        archive(ODT | {"Basic/Standard/Module1.xml": "<x/>"}),
        PDF + b"<</S /JavaScript /JS (app.alert(1))>>",
        PDF + b"<</S /Java#53cript>>",
        PDF + b"<</S /Launch /F (cmd.exe)>>",
        PDF + b"<</Type /EmbeddedFile>>",
    ],
)
def test_what_would_run_is_refused(data: bytes) -> None:
    assert refused(data, "") is RefusalCode.ACTIVE


def test_a_chart_is_not_a_program() -> None:
    chart = archive(WORD | {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": b"x"})
    assert take(chart, "a.docx").kind == "docx"


def test_a_bomb_is_not_unpacked() -> None:
    bomb = archive(WORD | {"word/media/image1.bmp": b"\x00" * (11 * 1024 * 1024)})
    assert len(bomb) < 20_000
    assert refused(bomb, "a.docx") is RefusalCode.TOO_COMPLEX


def test_empty_damaged_and_large_files(settings: Settings) -> None:
    assert refused(b" \n", "a.pdf") is RefusalCode.EMPTY
    assert refused(docx(p("а"))[:200], "a.docx") is RefusalCode.DAMAGED
    assert refused(picture()[:200], "a.jpg") is RefusalCode.DAMAGED
    settings.ATTACHMENTS = settings.ATTACHMENTS | {"file_bytes": len(PDF) - 1}
    assert refused(PDF, "a.pdf") is RefusalCode.TOO_LARGE
    settings.ATTACHMENTS = settings.ATTACHMENTS | {"file_bytes": len(PDF)}
    assert take(PDF, "a.pdf").size == len(PDF)


# --- Pictures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "name", "kind"),
    [("JPEG", "IMG.JPEG", "jpg"), ("PNG", "a.png", "png"), ("WEBP", "a.jpg", "webp")],
)
def test_pictures_lose_everything_but_their_pixels(format_: str, name: str, kind: str) -> None:
    data = picture(format_)
    before = Image.open(io.BytesIO(data))
    assert PLACE.encode() in data
    assert before.getexif().get_ifd(0x8825)
    file = take(data, name)
    after = Image.open(io.BytesIO(file.content))
    assert (file.kind, after.format) == (kind, format_)
    assert PLACE.encode() not in file.content
    assert not after.getexif()
    assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop",
                               "background", "timestamp", "duration"}  # fmt: skip
    assert after.size == (20, 40)  # upright, now that nothing says how to turn it
    assert after.convert("RGB").getpixel((5, 5))[0] > 250  # type: ignore[index]


def test_a_second_picture_behind_the_first_is_left_out() -> None:
    out = io.BytesIO()
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    first.save(out, format="MPO", save_all=True, append_images=[second])
    file = take(out.getvalue(), "a.jpg")
    assert Image.open(io.BytesIO(file.content)).format == "JPEG"


def test_a_transparent_picture_stays_so() -> None:
    image = Image.new("P", (4, 4))
    out = io.BytesIO()
    image.save(out, format="PNG", transparency=0)
    after = Image.open(io.BytesIO(take(out.getvalue(), "a.png").content))
    assert after.mode == "RGBA"
    assert after.getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_a_picture_of_too_many_pixels_is_not_drawn() -> None:
    width = 40_000
    out = io.BytesIO()
    Image.new("1", (width, MAX_PIXELS // width + 1)).save(out, format="PNG")
    with pytest.raises(UploadRefused) as caught:
        cleaned(out.getvalue(), DEFAULT_LIMITS)
    assert caught.value.code is RefusalCode.TOO_COMPLEX


def test_the_result_of_drawing_is_plain_text() -> None:
    result = cleaned(picture(), DEFAULT_LIMITS)
    assert result["kind"] == "jpg"
    assert base64.b64decode(result["data"]).startswith(b"\xff\xd8\xff")


# --- Names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Мои документы\\Письмо.PDF", "Письмо.pdf"),
        ("a\x00b\r\nc\u202egnp.pdf", "ab cgnp.pdf"),
        ("  .pdf", "file.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ('a"<b>|?.pdf', "a__b___.pdf"),
        ("и\u0306.pdf", "й.pdf"),
        ("scan.jpeg", "scan.pdf"),
        ("ст. 5 и 6", "ст. 5 и 6.pdf"),
    ],
)
def test_names_are_safe(name: str, clean: str) -> None:
    assert clean_name(name, "pdf") == clean


def test_long_names_are_cut() -> None:
    name = clean_name("ж" * 500 + ".webp", "webp")
    assert len(name) == MAX_NAME
    assert name.endswith("ж.webp")


# --- The virus scanner of the site ----------------------------------------------------------------


def finds_virus(data: bytes, name: str) -> None:
    if b"EICAR" in data:
        raise UploadRefused(RefusalCode.INFECTED)


def is_down(data: bytes, name: str) -> None:
    raise ConnectionRefusedError


def test_the_scanner_has_the_last_word(settings: Settings) -> None:
    assert take(PDF + b"EICAR", "a.pdf").kind == "pdf"
    settings.UPLOAD_SCANNER = f"{__name__}.finds_virus"
    assert take(PDF, "a.pdf").kind == "pdf"
    assert refused(PDF + b"EICAR", "a.pdf") is RefusalCode.INFECTED


@pytest.mark.parametrize("path", [f"{__name__}.is_down", "nowhere.at_all"])
def test_a_scanner_that_is_down_lets_nothing_through(path: str, settings: Settings) -> None:
    settings.UPLOAD_SCANNER = path
    assert refused(PDF, "a.pdf") is RefusalCode.NOT_CHECKED
