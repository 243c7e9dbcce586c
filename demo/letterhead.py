"""The chamber files its conclusions on a letterhead of its own, made of the stock template."""

import io
from typing import TYPE_CHECKING, Final

import docx
from docx.shared import Pt

from consultations.conclusions.models import TemplateKind
from consultations.conclusions.services.templates import replace_template
from core.documents.templating.stock import stock_template
from demo.content.bills import CONSULTATIONS

if TYPE_CHECKING:
    from demo.scenario import World

_ADDRESS: Final = "675000, г. Благовещенск, ул. Ленина, 135 · palata@veche.example"
_FILED: Final = "Дело № 01-17. Экземпляр единственный, подписан на площадке: {{ address }}"
_NOTE: Final = "Бланк утверждён советом палаты, протокол № 3"


def load_letterhead(world: "World") -> None:
    """Before the chamber signs anything."""
    day = next(data.summarised for data in CONSULTATIONS if data.concluded and data.summarised)
    secretary = world.users["secretary"]
    replace_template(
        actor=secretary,
        body=secretary.memberships.get().body,
        kind=TemplateKind.CONCLUSION,
        data=_letterhead(),
        name="бланк Общественной палаты.docx",
        note=_NOTE,
        now=world.at(day),
    )


def _letterhead() -> bytes:
    file = docx.Document(io.BytesIO(stock_template()))
    head = file.sections[0].header.paragraphs[0]
    head.add_run(_ADDRESS).font.size = Pt(9)
    last = file.add_paragraph()
    last.add_run(_FILED).font.size = Pt(9)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
