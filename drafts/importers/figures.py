"""Pictures of a text on their way out of the sandbox."""

import base64
from dataclasses import replace
from typing import Any

from drafts.domain.nodes import Figure
from drafts.domain.paragraphs import Paragraph

from .base import Imported, StoredFigure

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\xd7\xcd\xc6\x9a", "image/wmf"),
)
_EMF_SIGNATURE = b" EMF"
_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/bmp": "bmp",
    "image/wmf": "wmf",
    "image/emf": "emf",
}


def media_type(content: bytes) -> str:
    """The type of a picture by its first bytes; empty if it is none that we know."""
    for magic, name in _MAGIC:
        if content.startswith(magic):
            return name
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return "image/emf" if content[40:44] == _EMF_SIGNATURE else ""


def numbered(imported: Imported) -> tuple[list[Paragraph], list[dict[str, Any]]]:
    """The paragraphs with every picture named by its place in the text, and the pictures as JSON.

    A picture whose bytes were not kept has no name.
    """
    names: dict[str, str] = {}
    paragraphs: list[Paragraph] = []
    for paragraph in imported.paragraphs:
        figure = paragraph.block
        if isinstance(figure, Figure):
            kind = media_type(imported.images.get(figure.name, b""))
            if kind:
                names.setdefault(figure.name, f"{len(names) + 1}.{_EXTENSIONS[kind]}")
            block = Figure(names.get(figure.name, ""), figure.description)
            paragraph = replace(paragraph, block=block)
        paragraphs.append(paragraph)
    pictures = [
        {
            "name": name,
            "media_type": media_type(imported.images[part]),
            "content": base64.b64encode(imported.images[part]).decode(),
        }
        for part, name in names.items()
    ]
    return paragraphs, pictures


def from_json(data: dict[str, Any]) -> StoredFigure:
    """What ``numbered`` wrote, as a value."""
    return StoredFigure(data["name"], data["media_type"], base64.b64decode(data["content"]))
