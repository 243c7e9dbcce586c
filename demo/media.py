"""Files that the pages of the demo offer: the logo, and posters that can be changed and printed."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Final

import docx
from django.conf import settings
from django.core.files.base import ContentFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor
from wagtail.documents.models import Document
from wagtail.models import Collection

_PICTURES: Final = Path(settings.BASE_DIR) / "static" / "img"
_ACCENT: Final = "0b5a61"
_MADE: Final = (2026, 1, 1, 0, 0, 0)
_NOTE: Final = (
    "Логотип площадки «Вече».\n"
    "mark – знак, wordmark – знак с надписью; white – белые, для тёмного фона.\n"
    "Не меняйте пропорции и цвета.\n"
)
_POSTERS: Final = {
    "plakat-tri-minuty.docx": (
        "Закон ещё не принят.\nЕго можно изменить.",
        (
            "Прочитайте законопроект, выберите статью и напишите, как она должна звучать. "
            "Регистрация не нужна."
        ),
    ),
    "plakat-otvet.docx": (
        "Вам ответят.\nИ объяснят почему.",
        (
            "На каждое предложение к законопроекту комитет отвечает публично. Не согласны – подайте "
            "возражение."
        ),
    ),
}
_TITLES: Final = {
    "logo.zip": "Логотип площадки",
    "plakat-tri-minuty.docx": "Плакат «Закон ещё не принят»",
    "plakat-otvet.docx": "Плакат «Вам ответят»",
}


def load_files() -> dict[str, Document]:
    """Puts the files into the library of the editorial office; by name."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    data = {"logo.zip": _logo(), **{name: _poster(*words) for name, words in _POSTERS.items()}}
    return {
        name: Document.objects.create(
            title=title, file=ContentFile(data[name], name), file_size=len(data[name])
        )
        for name, title in _TITLES.items()
    }


def _logo() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("mark", "wordmark"):
            drawing = (_PICTURES / f"{name}.svg").read_text(encoding="utf-8")
            white = drawing.replace(f"#{_ACCENT}", "#ffffff")
            archive.writestr(zipfile.ZipInfo(f"{name}.svg", _MADE), drawing)
            archive.writestr(zipfile.ZipInfo(f"{name}-white.svg", _MADE), white)
        archive.writestr(zipfile.ZipInfo("readme.txt", _MADE), _NOTE)
    return out.getvalue()


def _poster(slogan: str, words: str) -> bytes:
    """A sheet of A4 with a slogan, what to do, and room for a local address."""
    file = docx.Document()
    sheet = file.sections[0]
    sheet.page_width, sheet.page_height = Cm(21), Cm(29.7)
    sheet.left_margin = sheet.right_margin = Cm(2)
    file.core_properties.title = slogan.replace("\n", " ")
    file.core_properties.created = dt.datetime(*_MADE)  # noqa: DTZ001 - the format has no zones
    for text, size, is_bold in (
        (slogan, 44, True),
        (words, 24, False),
        (settings.SITE_URL, 24, True),
        ("Помогут высказаться: ______________________", 16, False),
    ):
        line = file.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_after = Pt(36)
        run = line.add_run(text)
        run.bold, run.font.size = is_bold, Pt(size)
        if is_bold:
            run.font.color.rgb = RGBColor.from_string(_ACCENT.upper())
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
