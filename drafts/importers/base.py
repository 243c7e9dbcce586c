"""What an adapter of a file format is, and what reading gives."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.uploads import UploadLimits
from drafts.domain.nodes import Act, ParserWarning
from drafts.domain.paragraphs import Paragraph
from drafts.domain.slips import mend
from drafts.domain.wrapping import unwrap

# Pictures beyond these keep their place in the text, without their bytes.
MAX_IMAGES, MAX_IMAGE_BYTES = 200, 20 * 1024 * 1024


@dataclass(slots=True)
class Imported:
    """Paragraphs in document order and doubts of the adapter (codes, not sentences).

    ``images`` holds the bytes of the pictures by the name that their ``Figure`` has.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    warnings: list[ParserWarning] = field(default_factory=list)

    def warn(self, code: str, **params: str) -> None:
        """Adds a warning once; repeated ones of the same kind only count."""
        for index, known in enumerate(self.warnings):
            if known.code == code:
                count = int(known.params.get("count", "1")) + 1
                self.warnings[index] = ParserWarning(
                    code, "", {**known.params, "count": str(count)}
                )
                return
        self.warnings.append(ParserWarning(code, "", params))

    def keep_image(self, name: str, content: bytes) -> None:
        """Keeps the bytes of a picture, or says that there were too many."""
        if not content or name in self.images:
            return
        taken = sum(map(len, self.images.values()))
        if len(self.images) >= MAX_IMAGES or taken + len(content) > MAX_IMAGE_BYTES:
            self.warn("images_left_out")
            return
        self.images[name] = content


def repair(imported: Imported) -> None:
    """Mends slips and broken lines of any format; a second time changes nothing."""
    whole = unwrap(mend(imported.paragraphs))
    if whole.width:
        imported.warn("lines_joined", width=str(whole.width))
    imported.paragraphs = whole.paragraphs


# bytes and limits in, paragraphs out; UploadRefused if the bytes are no good.
Adapter = Callable[[bytes, UploadLimits], Imported]


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """A picture of the text; ``name`` («1.png») is that of its ``Figure`` in the act."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ParsedDraft:
    """A file read to the end. ``sha256`` is of the file, in hexadecimal; ``paragraphs`` are the
    texts of its paragraphs, to which ``Unit.source`` points."""

    act: Act
    warnings: tuple[ParserWarning, ...]
    source_kind: str
    sha256: str
    paragraphs: tuple[str, ...] = ()
    figures: tuple[StoredFigure, ...] = ()
