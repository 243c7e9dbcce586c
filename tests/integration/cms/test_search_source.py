"""Pages of the editors in the index of the site."""

from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import FaqPage, GuideIndexPage, GuidePage, HomePage, NewsPage, StandardPage
from demo.pages import publish
from search import registry, rescue, services
from search.asked import Asked
from search.models import IndexedDocument, IndexJob
from search.selectors import find
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
WORD = "околица"


def guide(home: HomePage, number: int = 0, **values: object) -> GuidePage:
    parent = GuideIndexPage.objects.first()
    if parent is None:
        parent = GuideIndexPage(title=f"Руководства, {WORD}", slug="guides", lead=WORD)
        publish(home, parent)
        IndexJob.objects.all().delete()
    body = [("text", f"<p>Первый&nbsp;абзац &amp; {WORD}</p><p>Второй</p>"), ("steps", ["Шаг"])]
    page = GuidePage(**{"title": f"Как {number}", "slug": f"g{number}", "body": body, **values})
    publish(parent, page)
    return page


def found() -> list[str]:
    return [str(result.url) for result in find(Asked(WORD)).results]


def test_words_of_all_blocks_without_markup(home: HomePage) -> None:
    page = guide(home, lead="Коротко")
    (document,) = registry.sources()["page"].documents([page.pk])
    assert document.title == "Как 0"
    words = document.body.replace("\xa0", " ").split()
    assert words == ["Коротко", "Первый", "абзац", "&", WORD, "Второй", "Шаг"]


def test_publishing_taking_down_and_deleting(home: HomePage) -> None:
    page = guide(home)
    run_tasks()
    assert found() == [page.url]
    page.unpublish()
    assert found() == []
    assert IndexJob.objects.count() == 1
    run_tasks()
    assert not IndexedDocument.objects.exists()
    page.save_revision().publish()
    run_tasks()
    assert found() == [page.url]
    GuidePage.objects.get(pk=page.pk).delete()
    run_tasks()
    assert not IndexedDocument.objects.exists()


def test_pages_that_go_with_their_list_leave_the_index(home: HomePage) -> None:
    guide(home, 1)
    guide(home, 2)
    run_tasks()
    assert len(found()) == 2
    GuideIndexPage.objects.get().delete()
    run_tasks()
    assert not IndexedDocument.objects.exists()


def test_a_draft_of_a_published_page_is_not_indexed(home: HomePage) -> None:
    page = guide(home)
    page.body = [("heading", "Неопубликованное")]
    page.save_revision()
    services.fill()
    assert found() == [page.url]
    assert find(Asked("неопубликованное")).total == 0


def test_lists_and_the_home_page_are_not_indexed(tree: HomePage) -> None:
    services.fill()
    texts = Page.objects.live().type((FaqPage, GuidePage, NewsPage, StandardPage))
    indexed = IndexedDocument.objects.filter(kind="page").values_list("object_id", flat=True)
    assert set(indexed) == set(texts.values_list("pk", flat=True))
    assert not any(services.verify().values())


def test_results_cost_the_same_for_10_and_15(home: HomePage) -> None:
    """Behind fewer come words of one root, and more frequent spellings are offered."""
    costs = []
    for total in (rescue.FILLED, 15):
        for number in range(GuidePage.objects.count(), total):
            guide(home, number)
        services.fill()
        found()
        with (
            patch.object(Site, "get_site_root_paths", wraps=Site.get_site_root_paths) as paths,
            CaptureQueriesContext(connection) as captured,
        ):
            assert len(found()) == total
        costs.append((len(captured), paths.call_count))
    assert costs[0] == costs[1]
    assert costs[0][1] == 1


def test_a_page_that_is_moved_under_a_private_one_is_noted(home: HomePage) -> None:
    page = guide(home)
    run_tasks()
    hidden = StandardPage(title="Служебное", slug="inside")
    publish(home, hidden)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    run_tasks()
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=hidden.pk), pos="last-child")
    assert ("page", page.pk) in IndexJob.objects.values_list("kind", "object_id")
    run_tasks()
    assert not IndexedDocument.objects.filter(kind="page", object_id=page.pk).exists()
