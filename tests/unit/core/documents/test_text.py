import sys
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.documents.domain.text import clean, cleaned, map_texts
from tests.factories.documents import one_cell_document, summary_conclusion


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("а\r\nб\rв\u2028г\x0bд\x85е", "а\nб\nв\nг\nд\nе"),
        ("\x00а\x07б\ud800\ufffe", "\ufffdа\ufffdб\ufffd\ufffd"),
        ("перевёрнутый \u202eтекст\u202c", "перевёрнутый \ufffdтекст\ufffd"),
        ("\U0001f44d\U0001ffff\tё́", "\U0001f44d\ufffd\tё́"),
    ],
)
def test_forbidden_characters_leave_a_mark(given_: str, wanted: str) -> None:
    assert clean(given_) == wanted


@given(st.text(st.characters()))
def test_clean_text_is_always_xml(text: str) -> None:
    cleaned_text = clean(text)
    assert clean(cleaned_text) == cleaned_text
    assert etree.fromstring(f"<a>{escape(cleaned_text)}</a>").text == (cleaned_text or None)


def test_every_text_of_a_document_is_reached() -> None:
    dirty = one_cell_document("\x00")
    assert "\x00" in repr_of(dirty)
    assert "\x00" not in repr_of(cleaned(dirty))


def test_nothing_but_texts_changes() -> None:
    document = summary_conclusion()
    assert cleaned(document) == document
    upper = map_texts(document, lambda text: text.replace("Амурской", "Энской"))
    assert upper.created == document.created
    assert upper.requisites.organisation == ("Общественная палата Энской области",)


def repr_of(value: object) -> str:
    texts: list[str] = []

    def note(text: str) -> str:
        texts.append(text)
        return text

    map_texts(value, note)
    return "".join(texts)


def test_what_is_printed_needs_no_cleaning() -> None:
    """`clean` looks no further at a text of such characters."""
    printed = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert clean(f"{printed}\t") == f"{printed}\t"
