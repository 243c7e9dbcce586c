"""Joins tagged PDFs that `pdf_setting` made into one: pages, tags, bookmarks, page numbers.

ISO 32000-1: 14.7.2 (structure tree), 14.7.4.4 (parent tree), 12.3.3 (outline); ISO 14289-1.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream

# A PDF of feet: for pages upright or flipped, after so many others, of so many in all.
Feet = Callable[[list[bool], int, int], bytes]
_CELLS: Final = (Name.TH, Name.TD)


def marked(pdf: bytes, mark: str) -> bytes:
    """The PDF with `mark` before the names of its header cells, which must differ in one file."""
    if not mark:
        return pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, Dictionary) and item.get("/S") in _CELLS:
                _mark_cell(item, mark)
        names = opened.Root.StructTreeRoot.get("/IDTree", Dictionary()).get("/Names", Array())
        for at in range(0, len(names), 2):
            names[at] = mark + str(names[at])
        return _saved(opened)


def _mark_cell(cell: Any, mark: str) -> None:
    if "/ID" in cell:
        cell.ID = mark + str(cell.ID)
    for attributes in cell.get("/A", ()):
        if "/Headers" in attributes:
            attributes.Headers = Array([mark + str(name) for name in attributes.Headers])


def joined(files: Sequence[bytes], feet: Feet) -> bytes:
    """One PDF of the pages of all, in order; the first one's title and metadata are kept."""
    counts = [_count(file) for file in files]
    whole = _numbered(files[0], feet, 0, sum(counts))
    root = whole.Root.StructTreeRoot
    if "/IDTree" not in root:  # a part without a table has no header cells
        root.IDTree = Dictionary(Names=Array())
    bookmarks: list[OutlineItem] = []
    for file in files[1:]:
        before = len(whole.pages)
        # Each part is let go before the next one is opened: tags take much memory.
        with _numbered(file, feet, before, sum(counts)) as other:
            whole.pages.extend(other.pages)
            _join_tags(whole, other, before)
            bookmarks += _bookmarks(other, before)
    names = root.IDTree.Names
    pairs = sorted((bytes(names[at]), names[at + 1]) for at in range(0, len(names), 2))
    root.IDTree.Names = Array([x for pair in pairs for x in pair])
    _count_in_metadata(whole)
    with whole.open_outline() as outline:
        outline.root.extend(bookmarks)
    return _saved(whole)


def _count_in_metadata(whole: Pdf) -> None:
    """XMP says how many pages there are; the first part knew of its own only."""
    said = whole.Root.Metadata.read_bytes()
    number = b"<xmpTPg:NPages>%d<" % len(whole.pages)
    whole.Root.Metadata.write(re.sub(rb"<xmpTPg:NPages>\d+<", number, said))


def _count(file: bytes) -> int:
    with pikepdf.open(io.BytesIO(file)) as pdf:
        return len(pdf.pages)


def _numbered(file: bytes, feet: Feet, before: int, total: int) -> Pdf:
    """The PDF with a line of numbers laid over each page, whose streams are its own: a copy of
    them does not need it. The line is an artifact, as typst makes every foot."""
    pdf = pikepdf.open(io.BytesIO(file))
    flipped = [bool(page.mediabox[2] > page.mediabox[3]) for page in pdf.pages]
    with pikepdf.open(io.BytesIO(feet(flipped, before, total))) as lines:
        for page, line in zip(pdf.pages, lines.pages, strict=True):
            laid = pdf.copy_foreign(line.as_form_xobject())
            name = page.add_resource(laid, Name.XObject, Name.Foot)
            page.contents_add(b"q %s Do Q" % bytes(name), prepend=False)
        for stream in (item for item in pdf.objects if isinstance(item, Stream)):
            look: Any = {
                "filter": stream.get("/Filter"),
                "decode_parms": stream.get("/DecodeParms"),
            }
            stream.write(stream.read_raw_bytes(), **look)
    return pdf


def _join_tags(whole: Pdf, other: Pdf, before: int) -> None:
    """Hangs the tags of `other`, whose pages begin after `before`, under the document's."""
    root = whole.Root.StructTreeRoot
    offset = int(root.ParentTreeNextKey)
    for page in whole.pages[before:]:
        if "/StructParents" in page:
            page.StructParents = int(page.StructParents) + offset
        for note in page.get("/Annots", ()):
            if "/StructParent" in note:
                note.StructParent = int(note.StructParent) + offset
    added = whole.copy_foreign(other.Root.StructTreeRoot)
    (document,) = root.K
    for tag in added.K[0].K:
        tag.P = document
        document.K.append(tag)
    parents = added.ParentTree.Nums
    for at in range(0, len(parents), 2):
        root.ParentTree.Nums.append(int(parents[at]) + offset)
        root.ParentTree.Nums.append(parents[at + 1])
    root.ParentTreeNextKey = offset + int(added.ParentTreeNextKey)
    root.IDTree.Names.extend(added.get("/IDTree", Dictionary()).get("/Names", Array()))


def _bookmarks(pdf: Pdf, before: int) -> Iterator[OutlineItem]:
    places = {page.objgen: before + at for at, page in enumerate(pdf.pages)}

    def moved(item: OutlineItem) -> OutlineItem:
        target: Any = item.destination
        new = OutlineItem(
            item.title, places[target[0].objgen], "XYZ", left=target[2], top=target[3], zoom=0
        )
        new.is_closed = item.is_closed
        new.children.extend(moved(child) for child in item.children)
        return new

    with pdf.open_outline() as outline:
        yield from [moved(item) for item in outline.root]


def _saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
