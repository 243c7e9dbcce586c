"""A template on samples, before it is used for anything: in a process of its own, with limits.

Two samples look for what breaks it: rare letters and long texts, and nothing at all. The third is
for people: what a document will look like.
"""

import base64
import datetime as dt
import io
import json
from dataclasses import replace
from typing import Any, Final

import docx

from core.documents.domain.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Layout,
    List,
    Signature,
    Table,
    paragraph,
    paragraphs,
)
from core.documents.templating.checking import problems
from core.documents.templating.marks import Mark, MarkKind, Vocabulary
from core.documents.templating.problems import Problem, ProblemCode, TemplateRefused
from core.documents.templating.rendering import render_template
from core.uploads.errors import RefusalCode, UploadRefused
from core.uploads.limits import DEFAULT_LIMITS, UploadLimits
from core.uploads.sandbox import run_isolated

LIMITS: Final = replace(DEFAULT_LIMITS, seconds=30.0, cpu_seconds=20)
_CREATED: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_RARE: Final = "Образец \U0001f4dc \U00020000 & <знаки>"
_LONG: Final = "Слова предложения. " * 527  # 10,000 characters
_ROWS: Final = 3
_ITEMS: Final = 50  # of a list: more councils than any event has


def tried(template: bytes, vocabulary: Vocabulary) -> bytes:
    """The sample for people as set into the template (.docx). Raises UploadRefused when it or one
    of the others cannot be, or takes too long or too much memory."""
    answer = run_isolated(
        "core.documents.templating.trial:in_child", _asked(template, vocabulary), LIMITS
    )
    return base64.b64decode(answer["docx"])


def examined(template: bytes, vocabulary: Vocabulary) -> bytes:
    """What `tried` returns, of a file that nobody has looked into yet. Raises TemplateRefused with
    everything that is wrong with it, and what `tried` raises."""
    answer = run_isolated(
        "core.documents.templating.trial:examined_in_child", _asked(template, vocabulary), LIMITS
    )
    found = tuple(Problem(ProblemCode(code), *words) for code, *words in answer["problems"])
    if found:
        raise TemplateRefused(found)
    return base64.b64decode(answer["docx"])


def _asked(template: bytes, vocabulary: Vocabulary) -> bytes:
    plain = {
        "template": base64.b64encode(template).decode("ascii"),
        "vocabulary": vocabulary.as_plain(),
    }
    return json.dumps(plain).encode()


def examined_in_child(payload: bytes, limits: UploadLimits) -> dict[str, Any]:
    """The child's side of `examined`."""
    given = json.loads(payload)
    vocabulary = Vocabulary.from_plain(given["vocabulary"])
    found = problems(base64.b64decode(given["template"]), vocabulary)
    if found:
        return {"problems": [[str(one.code), one.mark, one.place] for one in found]}
    return {"problems": [], **in_child(payload, limits)}


def in_child(payload: bytes, _limits: UploadLimits) -> dict[str, str]:
    """The child's side of `tried`."""
    given = json.loads(payload)
    template = base64.b64decode(given["template"])
    vocabulary = Vocabulary.from_plain(given["vocabulary"])
    for rows in (0, _ROWS):
        _opened(sample(template, vocabulary, rows=rows))
    made = example(template, vocabulary)
    _opened(made)
    return {"docx": base64.b64encode(made).decode("ascii")}


def sample(template: bytes, vocabulary: Vocabulary, *, rows: int) -> bytes:
    """A document of plain values: `rows` in every table; with none lists are empty as well."""
    values = {mark.name: _value(mark, rows) for mark in vocabulary.of(MarkKind.TEXT).values()}
    values |= {mark.name: _value(mark, rows) for mark in vocabulary.of(MarkKind.LIST).values()}
    blocks = {name: _blocks(name, rows) for name in vocabulary.of(MarkKind.BLOCKS)}
    return render_template(template, Document("Образец", _CREATED, ()), values, blocks)


def _value(mark: Mark, rows: int) -> Any:
    if mark.kind is MarkKind.LIST:
        return [
            dict.fromkeys(mark.fields, f"{_RARE} {n + 1}") for n in range(_ITEMS if rows else 0)
        ]
    return f"{_RARE}: {mark.name}" if rows else ""


def _blocks(name: str, rows: int) -> tuple[Block, ...]:
    cells = tuple(
        (Cell(paragraphs(str(n + 1))), Cell(paragraphs(_LONG)), Cell(paragraphs(_RARE)))
        for n in range(rows)
    )
    head = tuple(Cell(paragraphs(word)) for word in _HEAD)
    table = Table((Column(10), Column(60), Column(30)), (head,), cells, caption="Образец таблицы")
    return (
        Heading(1, f"Образец раздела «{name}»", numbered=True),
        paragraph("Предложений не поступило." if not rows else _RARE),
        List(True, tuple(paragraphs(_RARE) for _ in range(rows))),
        replace(table, layout=Layout.LANDSCAPE) if rows else paragraph("Строк нет."),
        Signature("Председатель", "И.О. Фамилия"),
    )


def example(template: bytes, vocabulary: Vocabulary) -> bytes:
    """What a document will look like: the examples of the marks, and a short text for chapters."""
    values: dict[str, Any] = {
        mark.name: mark.example for mark in vocabulary.of(MarkKind.TEXT).values()
    }
    for mark in vocabulary.of(MarkKind.LIST).values():
        values[mark.name] = [dict(zip(mark.fields, one, strict=True)) for one in mark.items]
    signature = Signature(values.get("signer.post", ""), values.get("signer.name", ""))
    blocks = {}
    for name, mark in vocabulary.of(MarkKind.BLOCKS).items():
        # The whole document has headings of its own; a chapter is called by what is in it.
        heading = _HEADING if name in vocabulary.signing else mark.about or mark.name
        text = _chapter(heading) if name in vocabulary.content else ()
        blocks[name] = (*text, signature) if name in vocabulary.signing else text
    document = Document(values.get("title") or "Образец", _CREATED, ())
    return render_template(template, document, values, blocks)


def _chapter(heading: str) -> tuple[Block, ...]:
    return (
        Heading(1, heading[:1].upper() + heading[1:], numbered=True),
        paragraph("Это образец: так в документе выглядит текст. Здесь будет то, что подписано."),
        List(True, (paragraphs("Первый пункт перечня."), paragraphs("Второй пункт перечня."))),
        Table(
            (Column(10), Column(60), Column(30)),
            (tuple(Cell(paragraphs(word)) for word in _HEAD),),
            tuple(tuple(Cell(paragraphs(word)) for word in row) for row in _LINES),
            caption="Образец таблицы",
        ),
    )


_HEADING: Final = "Раздел документа"
_HEAD: Final = ("№", "Предложение", "Позиция комитета")
_LINES: Final = (
    ("1", "Сократить срок ответа до пяти дней.", "Учтено частично"),
    ("2", "Дополнить перечнем случаев.", "Не учтено"),
)


def _opened(data: bytes) -> None:
    """Raises UploadRefused if Word could not open what was made."""
    try:
        docx.Document(io.BytesIO(data))
    except Exception as error:
        raise UploadRefused(RefusalCode.DAMAGED, detail=type(error).__name__) from error
