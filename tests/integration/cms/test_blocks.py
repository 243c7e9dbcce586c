"""Blocks in the editorial office: previews, pictures and files, what is pasted."""

import gc
import io
import json
import struct
import zlib
from collections.abc import Iterator

import PIL.Image
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL.PngImagePlugin import PngImageFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.blocks import TEXT_FEATURES
from cms.models import FaqPage, HomePage, NewsIndexPage, NewsPage
from tests.integration.cms.helpers import news_index, shown
from tests.queries import page_queries

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves temporary files of uploads and renditions to the collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def index(home: HomePage) -> NewsIndexPage:
    return news_index(home)


def add(desk: Client, index: NewsIndexPage, *blocks: tuple[str, object]) -> str:
    """Publishes a news item of these blocks; the form if it is refused, else nothing."""
    values = {
        "title": "Итоги",
        "slug": "itogi",
        "lead": "",
        "date": timezone.localdate().isoformat(),
        "tags": "",
        "seo_title": "",
        "search_description": "",
        "body": streamfield(list(blocks)),
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    address = f"/cms-admin/pages/add/cms/newspage/{index.pk}/"
    response = desk.post(address, nested_form_data(values))
    return response.content.decode() if response.status_code == 200 else ""


# --- Previews ----------------------------------------------------------------------------------

PREVIEWED = [
    (model, name)
    for model in (NewsPage, FaqPage)
    for name in model.body.field.stream_block.child_blocks
]


@pytest.mark.parametrize(("model", "name"), PREVIEWED)
def test_each_block_is_previewed_in_the_picker(
    desk: Client, home: HomePage, model: type[NewsPage], name: str
) -> None:
    block = model.body.field.stream_block.child_blocks[name]
    assert block.is_previewable
    page = shown(desk, f"/cms-admin/block-preview/?id={block.definition_prefix}")
    sample = page.split('<div class="wrap prose">')[1].split("</main>")[0]
    assert "css/home.css" in page
    assert len(sample.strip()) > len("</div>") + 20


# --- New kinds ---------------------------------------------------------------------------------


def table(caption: str) -> tuple[str, dict[str, str]]:
    values = {
        "caption": caption,
        "column-count": "2",
        "column-0-type": "text",
        "column-0-heading": "Способ",
        "column-1-type": "number",
        "column-1-heading": "Всего",
        "row-count": "1",
        "row-0-order": "0",
        "row-0-deleted": "",
        "cell-0-0": "На сайте",
        "cell-0-1": "120",
    }
    for column in "01":
        values |= {f"column-{column}-order": column, f"column-{column}-deleted": ""}
    return "table", values


def test_an_editor_makes_a_table(client: Client, desk: Client, index: NewsIndexPage) -> None:
    refused = add(desk, index, table(""))
    assert json.dumps("На сайте").strip('"') in refused  # what was typed is still there
    assert not NewsPage.objects.exists()
    assert add(desk, index, table("Приём предложений")) == ""
    page = shown(client, "/news/itogi/")
    assert "<caption>Приём предложений</caption>" in page
    assert '<th scope="row">На сайте</th>' in page


def document(title: str = "Положение", data: bytes = b"%PDF-1.4") -> Document:
    """A file of the library, as the office makes one."""
    file = ContentFile(data, "polozhenie.pdf")
    made: Document = Document.objects.create(title=title, file=file, file_size=len(data))
    return made


def test_a_file_says_what_it_is(client: Client, desk: Client, index: NewsIndexPage) -> None:
    kept = document(data=b"%PDF-1.4" + b" " * 204_792)
    block = ("file", {"document": kept.pk, "title": "Положение о <совете>"})
    assert add(desk, index, block) == ""
    page = shown(client, "/news/itogi/")
    assert f'<a href="{kept.url}"><span class="downloads__format">PDF</span>' in page
    assert "Положение о &lt;совете&gt;" in page
    assert "200,0\xa0КБ" in page
    response = client.get(kept.url)
    assert response.status_code == 200
    assert response.getvalue().startswith(b"%PDF")


def test_a_file_without_a_title_has_that_of_the_library(
    client: Client, desk: Client, index: NewsIndexPage
) -> None:
    kept = document()
    add(desk, index, ("file", {"document": kept.pk, "title": ""}))
    assert '<span class="downloads__title">Положение</span>' in shown(client, "/news/itogi/")


def test_a_page_stands_without_a_file_that_is_gone(
    client: Client, desk: Client, index: NewsIndexPage
) -> None:
    kept = document()
    add(desk, index, ("heading", "Документы"), ("file", {"document": kept.pk, "title": "Файл"}))
    kept.delete()
    page = shown(client, "/news/itogi/")
    assert "<h2>Документы</h2>" in page
    assert "downloads__title" not in page


def test_files_cost_the_same_for_1_and_9(
    client: Client, desk: Client, index: NewsIndexPage
) -> None:
    files = [document(f"Файл {number}") for number in range(9)]
    costs = []
    for total in (1, 9):
        NewsPage.objects.all().delete()
        NewsIndexPage.objects.get().refresh_from_db()
        kept = [("file", {"document": file.pk, "title": ""}) for file in files[:total]]
        assert add(desk, NewsIndexPage.objects.get(), *kept) == ""
        costs.append(page_queries(client, "/news/itogi/"))
    assert costs[0] == costs[1]


# --- Pictures ----------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def png(width: int, height: int, padding: int = 0) -> SimpleUploadedFile:
    """The beginning of a picture of that size: nothing is drawn, so it is small itself."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    data = b"\x89PNG\r\n\x1a\n" + header + body + b"\0" * padding
    return SimpleUploadedFile("shod.png", data, "image/png")


def upload(desk: Client, file: SimpleUploadedFile) -> str:
    collection = Collection.get_first_root_node()
    data = {"title": "Сход", "file": file, "collection": collection.pk, "tags": ""}
    response = desk.post("/cms-admin/images/add/", data)
    return response.content.decode() if response.status_code == 200 else ""


def test_a_picture_of_50_megapixels_is_refused_with_advice(desk: Client, home: HomePage) -> None:
    form = upload(desk, png(10_000, 5_000))
    assert "50000000" in form
    assert "25000000" in form
    assert "2000" in form
    assert not Image.objects.exists()


def test_several_at_once_are_no_way_around(desk: Client, home: HomePage) -> None:
    response = desk.post(
        "/cms-admin/images/multiple/add/",
        {"title": "Сход", "files[]": png(10_000, 5_000)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert not json.loads(response.content)["success"]
    assert "50000000" in json.loads(response.content)["error_message"]
    assert not Image.objects.exists()


def test_a_file_of_more_than_10_megabytes_is_refused(desk: Client, home: HomePage) -> None:
    form = upload(desk, png(100, 100, padding=10 * 1024 * 1024))
    assert "Файл слишком большой" in form
    assert not Image.objects.exists()


def test_a_picture_is_refused_by_its_head_alone(
    desk: Client, home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few kilobytes can be decoded into gigabytes."""
    decoded = []
    monkeypatch.setattr(PngImageFile, "load", lambda self: decoded.append(self))
    assert "50000000" in upload(desk, png(10_000, 5_000))
    assert "> " in upload(desk, png(60_000, 60_000))
    assert decoded == []


def test_a_picture_that_cannot_be_decoded_is_refused_politely(desk: Client, home: HomePage) -> None:
    for broken in (png(100, 100), SimpleUploadedFile("shod.png", b"x", "image/png")):
        assert "повреждён или не является изображением" in upload(desk, broken).replace(
            "поврежден ", "повреждён "
        )
    assert not Image.objects.exists()


def test_a_picture_within_the_limits_is_taken(desk: Client, home: HomePage) -> None:
    drawn = io.BytesIO()
    PIL.Image.new("1", (5_000, 5_000)).save(drawn, "PNG")
    assert upload(desk, SimpleUploadedFile("shod.png", drawn.getvalue(), "image/png")) == ""
    assert Image.objects.get().width == 5_000


# --- What is pasted ----------------------------------------------------------------------------

WORD = (
    '<p class="MsoNormal" style="margin:0cm;color:red"><o:p></o:p><b>Важно</b> '
    '<span style="font-family:Arial">и просто</span> <font color="red">красное</font></p>'
    '<h1 class="MsoTitle">Название</h1><script>alert(1)</script>'
    '<table><tr><td>клетка</td></tr></table><img src="https://elsewhere.example/a.png">'
)


def stored() -> str:
    return str(NewsPage.objects.get().body[0].value.source)


def test_markup_of_a_word_processor_is_not_kept(
    client: Client, desk: Client, index: NewsIndexPage
) -> None:
    assert add(desk, index, ("text", rich_text(WORD, features=TEXT_FEATURES))) == ""
    page = shown(client, "/news/itogi/").split('<article class="prose"')[1].split("</article>")[0]
    for text in (stored(), page):
        assert "<b>Важно</b>" in text
        assert "и просто" in text
        for wrong in ("o:p", "Mso", "style=", "class=", "<font", "<h1", "<script", "<img"):
            assert wrong not in text, wrong


def test_a_forged_form_stores_no_more_than_the_editor_offers(
    desk: Client, index: NewsIndexPage
) -> None:
    words = "<o:p>Слова</o:p><script>alert(1)</script>"
    styles = [{"offset": 0, "length": 5, "style": style} for style in ("BOLD", "UNDERLINE", "CODE")]
    entities = [{"offset": 0, "length": 5, "key": 0}, {"offset": 5, "length": 5, "key": 1}]
    content = {
        "blocks": [
            {"key": "a", "type": kind, "depth": 0, "text": words, "data": {"style": "color:red"},
             "inlineStyleRanges": styles, "entityRanges": entities}
            for kind in ("unstyled", "header-one")
        ],
        "entityMap": {
            "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}},
            "1": {"type": "EMBED", "mutability": "IMMUTABLE",
                  "data": {"url": "https://elsewhere.example/"}},
        },
    }  # fmt: skip
    assert add(desk, index, ("text", json.dumps(content))) == ""
    text = stored()
    assert "&lt;o:p&gt;" in text
    for wrong in ("<o:p", "<script", "<u>", "<code", "<h1", "<embed", "style=", "javascript:"):
        assert wrong not in text, wrong
