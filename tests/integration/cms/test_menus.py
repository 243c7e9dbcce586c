"""The menu and the footer: arranged by editors, or built in."""

import re
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import gettext
from wagtail.models import Site

from cms.models import FooterLink, HomePage, MenuLink, SiteNavigation, StandardPage
from demo.pages import publish
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


def links(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<a[^>]*? href="([^"]+)"[^>]*>([^<]+)</a>', html)


def menu(client: Client, url: str = "/") -> list[tuple[str, str]]:
    page = client.get(url).content.decode()
    return links(page.split('class="menu--wide"')[1].split("</nav>")[0])


def footer(client: Client) -> str:
    return client.get("/").content.decode().split("<footer")[1].split("site-footer__end")[0]


@pytest.fixture
def navigation(home: HomePage) -> SiteNavigation:
    return SiteNavigation.objects.create(site=Site.objects.get(root_page=home))


def standard(home: HomePage, number: int = 1) -> StandardPage:
    page = StandardPage(title=f"Страница {number}", slug=f"s{number}", body=[("heading", "О")])
    publish(home, page)
    return page


def test_labels_are_in_the_language_of_the_reader(
    client: Client, home: HomePage, navigation: SiteNavigation
) -> None:
    navigation.menu_links = [
        MenuLink(label="Законы", label_en="Bills", address="/bills/", sort_order=0),
        MenuLink(label="Палата", address="/councils/", sort_order=1),
    ]
    navigation.footer_links = [
        FooterLink(
            column="Участие", column_en="Take part", label="Код", label_en="Code", address="/a/"
        )
    ]
    navigation.save()
    assert menu(client) == [("/bills/", "Законы"), ("/councils/", "Палата")]
    assert ">Участие<" in footer(client)
    assert ("/a/", "Код") in links(footer(client))
    client.cookies["django_language"] = "en"
    assert menu(client) == [("/bills/", "Bills"), ("/councils/", "Палата")]
    assert ">Take part<" in footer(client)
    assert ("/a/", "Code") in links(footer(client))


def test_the_built_in_menu_until_something_is_arranged(
    client: Client, home: HomePage, navigation: SiteNavigation
) -> None:
    built_in = menu(client)
    assert ("/bills/", gettext("Bills")) in built_in
    assert ("/search/", gettext("Search")) in links(footer(client))
    navigation.delete()
    assert menu(client) == built_in


def test_pages_and_addresses_in_the_order_of_editors(
    client: Client, home: HomePage, navigation: SiteNavigation
) -> None:
    page = standard(home)
    navigation.menu_links = [
        MenuLink(label="Страница", page=page, sort_order=1),
        MenuLink(label="Законы", address="/bills/", sort_order=0),
    ]
    navigation.save()
    assert menu(client) == [("/bills/", "Законы"), (page.url, "Страница")]
    assert 'aria-current="true">Страница' in client.get(page.url).content.decode()


def test_a_page_that_is_taken_down_leaves_the_menu(
    client: Client, home: HomePage, navigation: SiteNavigation
) -> None:
    page = standard(home)
    navigation.menu_links = [
        MenuLink(label="Страница", page=page, sort_order=0),
        MenuLink(label="Законы", address="/bills/", sort_order=1),
    ]
    navigation.save()
    page.unpublish()
    assert menu(client) == [("/bills/", "Законы")]


def test_columns_and_note_of_the_footer(
    client: Client, home: HomePage, navigation: SiteNavigation
) -> None:
    navigation.footer_note = "Телефон 000\n<b>звоните</b>"
    navigation.footer_links = [
        FooterLink(column="Первый", label="А", address="/a/", sort_order=0),
        FooterLink(column="Второй", label="Б", address="https://b.example/", sort_order=1),
        FooterLink(column="Первый", label="В", address="/v/", sort_order=2),
    ]
    navigation.save()
    shown = footer(client)
    assert re.findall(r"<h2>([^<]+)</h2>", shown) == ["Первый", "Второй"]
    assert links(shown) == [("/a/", "А"), ("/v/", "В"), ("https://b.example/", "Б")]
    assert "<p>Телефон 000<br>&lt;b&gt;звоните&lt;/b&gt;</p>" in shown


def test_a_link_has_one_target(home: HomePage, navigation: SiteNavigation) -> None:
    page = standard(home)
    good = MenuLink(navigation=navigation, label="А", address="/a/")
    good.full_clean()
    good.save()
    for wrong in ({}, {"page": page, "address": "/a/"}):
        link = MenuLink(navigation=navigation, label="А", **wrong)
        with pytest.raises(ValidationError):
            link.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            link.save()
    with pytest.raises(ValidationError):
        MenuLink(navigation=navigation, label="А", address="javascript:alert(1)").full_clean()


def test_links_cost_the_same_for_1_and_20(
    client: Client, home: HomePage, navigation: SiteNavigation
) -> None:
    costs = []
    for total in (1, 20):
        pages = [standard(home, total * 100 + number) for number in range(total)]
        navigation.menu_links = [MenuLink(label=page.title, page=page) for page in pages]
        navigation.footer_links = [
            FooterLink(column="О", label=page.title, page=page) for page in pages
        ]
        navigation.save()
        with patch.object(Site, "get_site_root_paths", wraps=Site.get_site_root_paths) as paths:
            costs.append((page_queries(client, "/search/"), paths.call_count))
        assert len(menu(client)) == total
    # The paths of sites are in the cache, which may be a table; the second request asks nobody.
    assert costs[0] == costs[1] == (costs[0][0], 1)
    assert costs[0][0] <= 5
