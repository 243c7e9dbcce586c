"""PDF with a text layer: what stands on the pages becomes paragraphs again.

The stages, each in a module: ``page`` (PyMuPDF → values), ``text`` (is it text, in which encoding),
``tables`` (ruled lines → tables), ``lines`` (columns, rows, edges), ``furniture`` (page numbers,
running titles, footnotes), ``paragraphs`` (lines → paragraphs).
"""

from .reader import read

__all__ = ["read"]
