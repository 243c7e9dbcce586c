"""XML out of untrusted files: no entities, no DTD, no network."""

import re

from lxml import etree

from core.uploads import RefusalCode, UploadRefused

_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_xml(content: bytes) -> etree._Element:
    """The root. UploadRefused: ``too_complex`` for a DTD or UTF-16 (which could hide one),
    ``damaged`` if it is not well-formed."""
    if _DOCTYPE.search(content) or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UploadRefused(RefusalCode.TOO_COMPLEX, detail="doctype")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # a long act is deep and wide; size and memory are limited before
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UploadRefused(RefusalCode.DAMAGED, detail=str(error)[:120]) from error
