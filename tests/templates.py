"""Templates of documents: good ones, and every kind of bad one; and the page that takes them."""

import html
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, Final

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx.document import Document as DocxFile

from consultations.conclusions.models import DocumentTemplate
from consultations.conclusions.selectors.templates import current_template
from consultations.conclusions.services.templates import replace_template
from core.accounts.models import Body, User

IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_MACROS: Final = b"application/vnd.ms-word.document.macroEnabled.main+xml"
_PLAIN: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def made(*lines: str, change: Callable[[DocxFile], None] | None = None) -> bytes:
    """A template with these paragraphs, as Word would save it."""
    file = docx.Document()
    for line in lines:
        file.add_paragraph(line)
    if change is not None:
        change(file)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


OWN: Final = made("Бланк палаты № {{ number }}", "{{p body }}", "{{ numbers.received }}")


def with_entries(entries: Mapping[str, bytes], data: bytes = OWN) -> bytes:
    """A template whose archive has these files as well, or instead of its own."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, content in entries.items():
            new.writestr(name, content)
    return out.getvalue()


def with_macros() -> bytes:
    """A DOCM under the name of a DOCX."""
    with zipfile.ZipFile(io.BytesIO(OWN)) as archive:
        types = archive.read("[Content_Types].xml").replace(_PLAIN, _MACROS)
    return with_entries({"[Content_Types].xml": types, "word/vbaProject.bin": b"\xd0\xcf"})


def with_link() -> bytes:
    """Takes a picture from another site."""

    def change(file: DocxFile) -> None:
        file.part.relate_to("https://example.org/a.png", IMAGE, is_external=True)

    return made("{{p body }}", change=change)


def bomb() -> bytes:
    """Unpacks to far more than it weighs."""
    return with_entries({"word/media/image1.png": bytes(12 * 1024 * 1024)})


def broken() -> bytes:
    """Its text breaks off in the middle of a tag."""
    with zipfile.ZipFile(io.BytesIO(OWN)) as archive:
        text = archive.read("word/document.xml")
    return with_entries({"word/document.xml": text[: len(text) // 2]})


# --- the page ---


def address(body: Body, name: str = "template", kind: str = "conclusion") -> str:
    return reverse(f"conclusions:{name}", args=[body.pk, kind])


def send(page: Client, body: Body, data: bytes | None, **fields: str) -> Any:
    """Sends a file; the page has been seen as it is now unless `seen` says otherwise."""
    current = current_template(body.pk, "conclusion")
    given: dict[str, Any] = {"note": "Утверждён советом", "replace": "1"}
    given["seen"] = current.sha256 if current else ""
    name = fields.pop("name", "бланк.docx")
    if data is not None:
        given["file"] = SimpleUploadedFile(name, data)
    return page.post(address(body), given | fields)


def put(body: Body, data: bytes = OWN, actor: User | None = None) -> DocumentTemplate:
    return replace_template(
        actor=actor, body=body, kind="conclusion", data=data, name="бланк.docx",
        note="Первый", now=timezone.now(),
    )  # fmt: skip


def words(response: HttpResponse) -> str:
    return html.unescape(response.content.decode())
