"""Word files made in memory: the parts that a test needs and nothing else."""

import io
import zipfile
from collections.abc import Mapping

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {"styles": "styles.xml", "numbering": "numbering.xml", "footnotes": "footnotes.xml"}


def docx(body: str, *, raw_document: str = "", **parts: str) -> bytes:
    """A DOCX with ``body`` inside ``w:body``; ``parts`` are the insides of other parts.

    ``raw_document`` replaces the whole document part.
    """
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(
            {f"rId{n}": (name, _PARTS[name]) for n, name in enumerate(parts, start=1)}
            | {"rIdPicture": ("image", "media/image1.png")}
        ),
        "word/document.xml": raw_document
        or f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, inside in parts.items():
        files[f"word/{_PARTS[name]}"] = f"<w:{name} {NAMESPACES}>{inside}</w:{name}>"
    return archive(files)


def archive(files: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return stream.getvalue()


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{key}" Type="{_TYPES}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{items}</Relationships>'


def p(text: str = "", *, properties: str = "", inside: str = "") -> str:
    """A paragraph with one run, or with ``inside`` as it is."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside or r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


RAISED = '<w:vertAlign w:val="superscript"/>'


def numbered(text: str, level: int = 0, list_id: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return p(text, properties=properties)


def levels(*formats: tuple[str, str]) -> str:
    """One numbering definition; every level is (format, text)."""
    written = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(formats)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{written}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
