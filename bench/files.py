"""Files of drafts at any size, and how reading them is measured: time and memory."""

import io
import resource
import zipfile
from collections.abc import Callable

import typst

from core.uploads import DEFAULT_LIMITS
from drafts.importers import read_act

PAGES = 25  # 1×; about 2,600 characters stand on a page
HTML_BYTES = 300_000  # 1×
UNITS = 750  # 1×

_PARAGRAPHS_PER_PAGE = 10
_SENTENCE = (
    "Уполномоченный орган рассматривает предложения жителей и общественных объединений, "
    "поступившие в ходе общественной экспертизы, и готовит на каждое из них мотивированный "
    "ответ в течение "
    "тридцати календарных дней."
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def act_lines(paragraphs: int) -> list[str]:
    """A code in chapters: articles of two parts, the second with points and subpoints."""
    lines = ["ЗАКОН АМУРСКОЙ ОБЛАСТИ", "О порядке рассмотрения предложений", ""]
    article = 0
    while len(lines) < paragraphs:
        article += 1
        if article % 20 == 1:
            lines.append(f"Глава {article // 20 + 1}. Общие положения")
        lines += [
            f"Статья {article}. Предмет номер {article}",
            f"1. {_SENTENCE}",
            "2. К предложениям относятся:",
            f"1) {_SENTENCE[:-1].lower()};",
            "2) предложения, указанные в пункте 1 части 2 настоящей статьи, в том числе:",
            f"а) {_SENTENCE[:-1].lower()};",
            "б) вопросы.",
        ]
    return lines


def docx(pages: int) -> bytes:
    """A DOCX of about so many pages."""
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>'
        for line in act_lines(pages * _PARAGRAPHS_PER_PAGE)
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        )
    return stream.getvalue()


def odt(pages: int) -> bytes:
    """An ODT of about so many pages."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(f"<text:p>{line}</text:p>" for line in act_lines(pages * _PARAGRAPHS_PER_PAGE))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{space}:office:1.0" '
            f'xmlns:text="{space}:text:1.0"><office:body><office:text>{body}</office:text>'
            "</office:body></office:document-content>",
        )
    return stream.getvalue()


def rtf(pages: int) -> bytes:
    """An RTF of about so many pages, every letter escaped as Word does it."""
    lines = act_lines(pages * _PARAGRAPHS_PER_PAGE)
    body = "\\par\n".join(
        "".join(char if char.isascii() else f"\\'{char.encode('cp1251').hex()}" for char in line)
        for line in lines
    )
    return ("{\\rtf1\\ansi\\ansicpg1251\n" + body + "\\par}").encode("ascii")


def pdf(pages: int) -> bytes:
    """A PDF of about so many pages, justified, with page numbers."""
    lines = act_lines(pages * _PARAGRAPHS_PER_PAGE)
    setting = (
        '#set page(paper: "a4", numbering: "1")\n#set text(lang: "ru", size: 14pt)\n'
        "#set par(justify: true, first-line-indent: (amount: 1.25cm, all: true))\n"
    )
    body = "\n\n".join(f'#"{line}"' for line in lines if line)
    return bytes(typst.compile((setting + body).encode()))


def html(size: int) -> bytes:
    """An HTML page of about so many bytes (in UTF-8), in the markup of the official portal."""
    paragraph = len(f'<p class="I">{_SENTENCE}</p>'.encode())
    lines = act_lines(int(size / paragraph * 2))
    pieces: list[str] = []
    total = 0
    for line in lines:
        name = "T" if line.startswith(("Статья", "Глава")) else "I"
        pieces.append(f'<p class="{name}">{line}</p>')
        total += len(pieces[-1].encode()) + 1
        if total >= size:
            break
    body = "\n".join(pieces)
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Закон</title></head>'
    return f"{head}<body>{body}</body></html>".encode()


def reading(make: Callable[[int], bytes], base: int) -> Callable[[int], Callable[[], object]]:
    """A case that reads the file ``make(base × size)`` as an import does, in the sandbox."""

    def prepare(size: int) -> Callable[[], object]:
        data = make(base * size)
        return lambda: read_act(data, limits=DEFAULT_LIMITS)

    return prepare


def storing(size: int) -> Callable[[], object]:
    """Writes the units of a text into the database."""
    from drafts.domain import paths
    from drafts.domain.paragraphs import plain
    from drafts.domain.parser import parse
    from drafts.services.texts import store_provisions
    from tests.factories.drafts import BillVersionFactory

    lines = act_lines(UNITS * size)
    act = parse([plain(line) for line in lines]).act
    version = BillVersionFactory(draft=True)
    assert sum(1 for _placed in paths.walk(act)) >= UNITS * size * 0.95

    def work() -> None:
        version.provisions.all().delete()
        store_provisions(version, act, lines)

    return work


def peak_memory() -> float:
    """The most memory that any reader took so far, in megabytes."""
    return round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1)
