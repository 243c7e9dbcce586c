"""Blocks of articles: what they print, what they refuse, what editors see in the block picker."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlockValidationError
from wagtail.embeds.blocks import EmbedBlock

from cms.blocks import (
    ANSWER_FEATURES,
    TEXT_FEATURES,
    PictureBlock,
    body_blocks,
)

BLOCKS = dict(body_blocks())
# The others are previewed by templates of their own: integration/cms/test_blocks.
SAMPLED = [name for name in BLOCKS if name not in {"picture", "file"}]


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


def test_what_nobody_sees_is_taken_out_of_a_text() -> None:
    block = BLOCKS["text"]
    cleaned = block.clean(block.normalize("<p>за\u00adкон\u200b и\u0306</p>"))
    assert cleaned.source == "<p>закон й</p>"


TABLE = {
    "caption": "Приём",
    "columns": [{"type": "text", "heading": "Способ"}, {"type": "number", "heading": "Всего"}],
    "rows": [{"values": ["На <сайте>", "120"]}, {"values": ["На бумаге", "14"]}],
}


def test_a_table_names_its_columns_and_rows() -> None:
    shown = printed("table", TABLE)
    assert "<caption>Приём</caption>" in shown
    assert '<th scope="col">Способ</th><th scope="col" class="table__number">Всего</th>' in shown
    assert '<th scope="row">На &lt;сайте&gt;</th>' in shown
    assert '<td data-label="Всего" class="table__number">120</td>' in shown
    assert shown.count('scope="row"') == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"caption": " "},
        {"columns": [{"type": "text", "heading": ""}, {"type": "number", "heading": "Всего"}]},
        {"rows": []},
        {"columns": [], "rows": []},
    ],
)
def test_a_table_that_cannot_be_read_aloud_is_refused(wrong: dict[str, object]) -> None:
    block = BLOCKS["table"]
    block.clean(block.to_python(TABLE))
    with pytest.raises(TypedTableBlockValidationError) as refused:
        block.clean(block.to_python({**TABLE, **wrong}))
    assert len(refused.value.as_json_data()["messages"]) == 1


def test_words_of_a_table_are_searched() -> None:
    block = BLOCKS["table"]
    words = block.get_searchable_content(block.to_python(TABLE))
    assert {"Приём", "Способ", "На бумаге", "14"} <= {str(word) for word in words}


CONTACT = {"name": "А. Иванова", "post": "", "phone": "", "email": "a@veche.example", "hours": ""}


def test_a_contact_is_called_and_written_to() -> None:
    shown = printed("contact", {**CONTACT, "phone": "+7 (4162) 00-11-22, доб. 12"})
    assert '<a href="tel:+74162001122">+7 (4162) 00-11-22, доб. 12</a>' in shown
    assert '<a href="mailto:a@veche.example">' in shown
    assert "tel:" not in printed("contact", CONTACT)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": ""}, "phone"),
        ({"phone": "позвоните"}, "phone"),
        ({"phone": "+()- -()"}, "phone"),
        ({"email": "не адрес"}, "email"),
        ({"name": ""}, "name"),
    ],
)
def test_a_contact_without_a_way_to_reach_them_is_refused_at_the_field(
    values: dict[str, str], field: str
) -> None:
    block = BLOCKS["contact"]
    block.clean(block.to_python(CONTACT))
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({**CONTACT, **values}))
    assert set(refused.value.block_errors) == {field}


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert not any(isinstance(block, EmbedBlock) for block in BLOCKS.values())
    assert not {"embed", "image"} & {*TEXT_FEATURES, *ANSWER_FEATURES}


@pytest.mark.parametrize("name", SAMPLED)
def test_every_block_shows_itself_in_the_picker(name: str) -> None:
    block = BLOCKS[name]
    assert block.is_previewable
    assert block.render(block.get_preview_value()).strip()


def test_the_names_of_the_blocks_are_in_use_for_good() -> None:
    # They stand in the stored pages: renaming one loses its text.
    assert list(StreamBlock(body_blocks()).child_blocks) == [
        "heading", "text", "steps", "quote", "button", "picture", "table",
        "file", "contact",
    ]  # fmt: skip
    assert isinstance(BLOCKS["picture"], PictureBlock)
