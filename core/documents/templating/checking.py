"""What is wrong with a template, all of it at once, before it is ever used."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from lxml import etree

from core.documents.templating.language import Reader, Refusal
from core.documents.templating.marks import Vocabulary
from core.documents.templating.problems import Problem, ProblemCode

PLACE: Final = 80
_TAG: Final = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_LOOSE: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_PREFIX: Final = re.compile(r"(p|tr)\s+(.*)\Z", re.DOTALL)
_QUOTES: Final = str.maketrans("“”‘’«»", '""\'\'""')
_EMBEDDED: Final = re.compile(r"(^|/)(embeddings|activeX|afchunk[^/]*)(/|$)", re.IGNORECASE)
# Parts whose text Word shows, and nothing of ours fills in: the footnotes and comments.
_OTHER: Final = re.compile(r"^word/(footnotes|endnotes|comments)\.xml$")
_LINK: Final = "/hyperlink"
_SCHEMES: Final = ("http://", "https://", "mailto:")


def problems(data: bytes, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Everything that is wrong with a DOCX that `uploads.intake.take` has let through."""
    try:
        found = list(_package(data))
        if found:
            return tuple(found)
        file = docx.Document(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - whatever a damaged file provokes in the parser
        return (Problem(ProblemCode.FAILED),)
    reader = Reader(vocabulary)
    found += _part(file.element.body, reader, is_body=True)
    for part in file.part.package.iter_parts():
        if part.content_type.endswith((".header+xml", ".footer+xml")):
            other = Reader(vocabulary)
            found += _part(part.element, other, is_body=False)
    placed = {*reader.blocks, *reader.texts}
    if not placed & vocabulary.content:
        found.append(Problem(ProblemCode.NO_CONTENT))
    if not placed & vocabulary.signing:
        found.append(Problem(ProblemCode.NO_SIGNATURE))
    return tuple(dict.fromkeys(found))


def _part(root: Element, reader: Reader, *, is_body: bool) -> Iterator[Problem]:
    for one in root.iter(qn("w:p")):
        text = _text(one)
        place = text if len(text) <= PLACE else f"{text[: PLACE - 1]}…"
        top = is_body and one.getparent() is root
        for loose in _LOOSE.findall(_TAG.sub("", text)):
            yield Problem(ProblemCode.BROKEN, loose, place)
        for tag in _TAG.finditer(text):
            try:
                _check_row(tag.group(0), one)
                _tag(tag, reader, top=top and tag.group(0) == text.strip())
            except Refusal as refusal:
                yield Problem(refusal.code, refusal.mark, place)
    for _kind, source, _fields in reader.open:
        yield Problem(ProblemCode.UNBALANCED, source)
    # What is not text of a paragraph (attributes, fields) is rendered as well.
    for node in _tree(etree.tostring(root)).iter(etree.Element):
        hidden = [*node.attrib.values(), *([node.text or ""] if node.tag not in _TEXT else [])]
        if any(_LOOSE.search(value) for value in hidden):
            yield Problem(ProblemCode.FORBIDDEN, next(v for v in hidden if _LOOSE.search(v)))


_TEXT: Final = (qn("w:t"),)


def _tag(tag: re.Match[str], reader: Reader, *, top: bool) -> None:
    expression, statement = tag.groups()
    source = (expression if expression is not None else statement).translate(_QUOTES)
    prefix = _PREFIX.match(source)  # «{{p body}}»: the letter touches the bracket
    source = " ".join((prefix.group(2) if prefix else source).split())
    if expression is None:
        reader.statement(source)
    else:
        if prefix and prefix.group(1) != "p":
            raise Refusal(ProblemCode.FORBIDDEN, source)
        reader.expression(source, paragraph=bool(prefix), top=top)


def _check_row(tag: str, paragraph: Element) -> None:
    """«{%tr …%}» stands in a row of a table. Raises Refusal."""
    if tag.startswith("{%tr ") and next(paragraph.iterancestors(qn("w:tr")), None) is None:
        raise Refusal(ProblemCode.MISPLACED, tag)


def _text(paragraph: Element) -> str:
    """The words of a paragraph without those of text boxes in it."""
    pieces = []
    for node in paragraph.iter(qn("w:t")):
        owner = next(node.iterancestors(qn("w:p")))
        if owner is paragraph:
            pieces.append(node.text or "")
    return "".join(pieces)


def _package(data: bytes) -> Iterator[Problem]:
    """Files inside that are no text, and references to files elsewhere."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if _EMBEDDED.search(name):
                yield Problem(ProblemCode.EMBEDDED, name)
            elif name.endswith((".xml", ".rels")):
                content = archive.read(name)
                if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                    yield Problem(ProblemCode.EMBEDDED, name)
                elif name.endswith(".rels"):
                    yield from _relations(content)
                elif _OTHER.match(name) and _LOOSE.search(_words(content)):
                    yield Problem(ProblemCode.MISPLACED, name)


def _relations(content: bytes) -> Iterator[Problem]:
    for relation in _tree(content).iter("{*}Relationship"):
        target, kind = relation.get("Target", ""), relation.get("Type", "")
        outside = relation.get("TargetMode", "").lower() == "external"
        if outside and not (kind.endswith(_LINK) and target.lower().startswith(_SCHEMES)):
            yield Problem(ProblemCode.LINKED, target)


def _words(content: bytes) -> str:
    return "".join(str(piece) for piece in _tree(content).itertext())


def _tree(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser)
