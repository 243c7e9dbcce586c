"""Pages and feeds that the tests of the editorial floor share."""

import datetime as dt
import xml.etree.ElementTree as ET

from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.models import HomePage, NewsIndexPage, NewsPage
from demo.pages import publish

ATOM = "{http://www.w3.org/2005/Atom}"
BODY = [("text", "<p>Слова</p>")]


def news_index(home: HomePage) -> NewsIndexPage:
    index = NewsIndexPage(title="Новости", slug="news")
    publish(home, index)
    return index


def news(parent: Page, number: int, *tags: str, **values: object) -> NewsPage:
    """A published item, dated so many days ago."""
    date = timezone.localdate() - dt.timedelta(days=number)
    values = {"title": f"Новость {number}", "slug": f"n{number}", "date": date, **values}
    page = NewsPage(body=BODY, **values)
    parent.add_child(instance=page)
    page.tags.set(list(tags))
    page.save_revision().publish()
    return page


def shown(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def entries(client: Client, url: str = "/news/feed/") -> list[ET.Element]:
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314


def titles(client: Client, url: str = "/news/feed/") -> list[str]:
    return [str(entry.findtext(f"{ATOM}title")) for entry in entries(client, url)]
