"""The template of a table of remarks as DOCX. Its words are Russian, as those of the law are."""

from typing import Final

from consultations.process.models import Referral
from core.documents.docx import render_docx
from core.documents.domain.blocks import (
    Block,
    Column,
    Document,
    Layout,
    List,
    Requisites,
    Table,
    cell,
    paragraph,
    row,
)

# The headings by which the table is read again (domain.tables), and how to fill the columns in.
COLUMNS: Final = (
    ("Структурная единица", "«пункт 2 части 1 статьи 5», «ст. 7» или «законопроект в целом»"),
    ("Замечание", "что не так или чего не хватает и почему"),
    ("Предлагаемая редакция", "как должно быть написано (можно не заполнять)"),
    ("Важность", "высокая, средняя или низкая (по умолчанию – средняя)"),
    ("Норма", "статья акта, на которую опирается замечание (можно не заполнять)"),
    ("Автор", "фамилия, имя и отчество или фамилия и инициалы; у каждой строки один автор"),
)  # fmt: skip
_WIDTHS: Final = (1.4, 3.0, 3.0, 1.0, 1.6, 1.4)
EMPTY_ROWS: Final = 8


def table_template(referral: Referral) -> bytes:
    """The headings, how to fill them in, and empty rows, for the bill of a referral."""
    bill = referral.consultation.version.bill
    document = Document(
        title="Замечания к законопроекту",
        created=referral.sent_at,
        blocks=_blocks(bill.title),
        requisites=Requisites(organisation=(referral.council.name,)),
    )
    return render_docx(document)


def _blocks(title: str) -> tuple[Block, ...]:
    names = [name for name, _how in COLUMNS]
    table = Table(
        columns=tuple(Column(width) for width in _WIDTHS),
        header=(tuple(cell(name, header=True) for name in names),),
        rows=tuple(row(*[""] * len(names)) for _number in range(EMPTY_ROWS)),
        layout=Layout.LANDSCAPE,
    )
    how = tuple((paragraph(f"{name}: {words}."),) for name, words in COLUMNS)
    return (paragraph(f"«{title}»"), List(ordered=False, items=how), table)
