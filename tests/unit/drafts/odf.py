"""OpenDocument texts made in memory: the parts that a test needs and nothing else."""

from tests.unit.drafts.word import archive

_NAMES = {
    "office": "office",
    "text": "text",
    "style": "style",
    "table": "table",
    "draw": "drawing",
    "svg": "svg-compatible",
    "fo": "xsl-fo-compatible",
}
NAMESPACES = " ".join(
    [
        *(
            f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for short, name in _NAMES.items()
        ),
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
    ]
)
MIMETYPE = "application/vnd.oasis.opendocument.text"


def odt(body: str, *, automatic: str = "", common: str = "", **files: bytes | str) -> bytes:
    """An ODT with ``body`` inside ``office:text``, automatic and common styles, other files by
    their path."""
    content = (
        f"<office:document-content {NAMESPACES}>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    styles = (
        f"<office:document-styles {NAMESPACES}><office:styles>{common}</office:styles>"
        "</office:document-styles>"
    )
    return archive({"mimetype": MIMETYPE, "content.xml": content, "styles.xml": styles} | files)


def p(inside: str = "", style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def items(*insides: str, attributes: str = "") -> str:
    """A list; every item is the XML inside ``text:list-item``."""
    inner = "".join(f"<text:list-item>{inside}</text:list-item>" for inside in insides)
    return f"<text:list {attributes}>{inner}</text:list>"


def text_style(name: str, properties: str, *, parent: str = "", family: str = "text") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" '
        f'style:parent-style-name="{parent}"><style:text-properties {properties}/></style:style>'
    )


def list_style(name: str, *levels: tuple[str, str, str, int]) -> str:
    """A list style; a level is (number format, prefix, suffix, levels shown)."""
    inner = "".join(
        f'<text:list-level-style-number text:level="{number}" style:num-format="{kind}" '
        f'style:num-prefix="{prefix}" style:num-suffix="{suffix}" text:display-levels="{shown}"/>'
        for number, (kind, prefix, suffix, shown) in enumerate(levels, start=1)
    )
    return f'<text:list-style style:name="{name}">{inner}</text:list-style>'
