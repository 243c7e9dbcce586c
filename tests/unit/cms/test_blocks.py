"""Blocks of articles: what they print, what they refuse, what editors see in the block picker."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlock

from cms.blocks import PictureBlock, body_blocks

BLOCKS = dict(body_blocks())


def printed(name: str, value: object) -> str:
    block = BLOCKS[name]
    return " ".join(block.render(block.normalize(value)).split())


def test_a_heading_is_below_the_title_of_the_page() -> None:
    assert printed("heading", "Пример & ещё") == "<h2>Пример &amp; ещё</h2>"


def test_text_keeps_its_markup() -> None:
    html = "<p>Слова <b>важные</b></p><ul><li>раз</li></ul>"
    assert printed("text", html) == html


def test_steps_are_numbered() -> None:
    shown = printed("steps", ["Первый", "Второй\nс новой строки"])
    assert shown.startswith("<ol")
    assert "<li>Второй<br>с новой строки</li>" in shown


def test_a_quotation_names_its_author_if_there_is_one() -> None:
    assert "<footer>А. Иванов</footer>" in printed(
        "quote", {"text": "Слова", "author": "А. Иванов"}
    )
    assert "<footer>" not in printed("quote", {"text": "Слова", "author": ""})


def test_a_button_leads_to_the_site_or_to_another() -> None:
    shown = printed("button", {"label": "К законопроектам", "address": "/bills/"})
    assert 'href="/bills/"' in shown
    block = BLOCKS["button"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"label": "Плохо", "address": "javascript:alert(1)"}))


@pytest.mark.parametrize("name", [name for name in BLOCKS if name != "picture"])
def test_every_block_shows_itself_in_the_picker(name: str) -> None:
    block = BLOCKS[name]
    assert block.is_previewable
    assert block.render(block.get_preview_value()).strip()


def test_the_names_of_the_blocks_are_in_use_for_good() -> None:
    # They stand in the stored pages: renaming one loses its text.
    assert list(StreamBlock(body_blocks()).child_blocks) == [
        "heading", "text", "steps", "quote", "button", "picture",
    ]  # fmt: skip
    assert isinstance(BLOCKS["picture"], PictureBlock)
