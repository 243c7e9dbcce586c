"""Editorial pages of the demo: home, news, guides, plain pages, menu and footer."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from wagtail.documents.models import Document
from wagtail.models import Page, Site

from cms.models import (
    FaqPage,
    FooterLink,
    GuideIndexPage,
    GuidePage,
    HomePage,
    MenuLink,
    NewsIndexPage,
    NewsPage,
    SiteNavigation,
    StandardPage,
)
from cms.services import make_home
from demo.content.cms import FAQ, GUIDES, NEWS, PAGES
from demo.content.page_types import Block, PageData
from demo.media import load_files

TAKE_PART, CHECK, ABOUT = "Участие", "Проверка", "О площадке"
FOOTER_COLUMNS = {TAKE_PART: "Take part", CHECK: "Check", ABOUT: "About"}
ENGLISH_TITLES = {
    "o-ploshchadke": "About this site",
    "dostupnost": "Accessibility",
    "personalnye-dannye": "Personal data",
    "kontakty": "Contacts",
    "dlya-pressy": "For the press",
    "socialnaya-reklama": "Posters and texts",
}


def load_pages(*, today: dt.date) -> None:
    """Makes the tree of pages under a new home page and points the site at it."""
    home = make_home()
    news = publish(
        home,
        NewsIndexPage(
            title="Новости", slug="news", lead="Что происходит с законопроектами и в советах."
        ),
    )
    for item in NEWS:
        date = today + dt.timedelta(days=item.date_days or 0)
        publish(news, NewsPage(**fields(item), date=date), tags=item.tags)
    guides = publish(
        home,
        GuideIndexPage(
            title="Как участвовать",
            slug="guides",
            lead="Коротко о том, как прочитать законопроект и быть услышанным.",
        ),
    )
    for item in GUIDES:
        publish(guides, GuidePage(**fields(item)))
    faq = publish(home, FaqPage(**fields(FAQ)))
    files = load_files()
    plain = [publish(home, StandardPage(**fields(item, files))) for item in PAGES]
    arrange(home, news, guides, faq, plain)


def fields(data: PageData, files: Mapping[str, Document] = MappingProxyType({})) -> dict[str, Any]:
    """Of a page, as its model takes them; `files`: documents of the library by their names."""
    return {
        "title": data.title,
        "slug": data.slug,
        "lead": data.lead,
        "body": [in_library(block, files) for block in data.body],
    }


def in_library(block: Block, files: Mapping[str, Document]) -> tuple[str, Any]:
    kind, value = block.stream
    return kind, {**value, "document": files[value["document"]]} if kind == "file" else value


def publish(parent: Page, page: Page, *, tags: Sequence[str] = ()) -> Page:
    """Adds a page as an editor does: with a revision, published at once."""
    parent.add_child(instance=page)
    if tags:
        page.tags.set(tags)
    page.save_revision().publish()
    return page


def arrange(home: HomePage, news: Page, guides: Page, faq: Page, plain: list[Page]) -> None:
    """The menu and the footer."""
    site = Site.objects.get(root_page=home)
    navigation, _created = SiteNavigation.objects.get_or_create(site=site)
    navigation.menu_links = [
        MenuLink(label=label, label_en=english, sort_order=place, **target(goal))
        for place, (label, english, goal) in enumerate(
            (
                ("Законопроекты", "Bills", "/bills/"),
                ("Мероприятия", "Events", "/consultations/"),
                ("Советы", "Councils", "/councils/"),
                ("Как участвовать", "How to take part", guides),
                ("Новости", "News", news),
            )
        )
    ]
    navigation.footer_links = [
        FooterLink(
            column=column,
            column_en=FOOTER_COLUMNS[column],
            label=label,
            label_en=english,
            sort_order=place,
            **target(goal),
        )
        for place, (column, label, english, goal) in enumerate(
            (
                (TAKE_PART, "Где можно высказаться", "Speak now", "/consultations/?state=open"),
                (TAKE_PART, "Найти своё предложение", "Find your proposal", "/receipts/"),
                (TAKE_PART, "Как участвовать", "How to take part", guides),
                (TAKE_PART, "Вопросы и ответы", "Questions and answers", faq),
                (CHECK, "Открытый журнал", "Public journal", "/journal/"),
                (CHECK, "Советы и их работа", "Councils at work", "/councils/"),
                (CHECK, "Резолюции и их исполнение", "Resolutions", "/resolutions/"),
                (CHECK, "Открытые данные", "Open data", "/opendata/"),
                (CHECK, "Поиск", "Search", "/search/"),
                *((ABOUT, page.title, ENGLISH_TITLES[page.slug], page) for page in plain),
            )
        )
    ]
    navigation.save()


def target(goal: Page | str) -> dict[str, Any]:
    return {"address": goal} if isinstance(goal, str) else {"page": goal}
