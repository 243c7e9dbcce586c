"""A new site has its home page; one that stands is left alone."""

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from cms.models import HomePage

pytestmark = pytest.mark.django_db


def test_a_new_site_is_no_welcome_page_of_a_package(client: Client) -> None:
    call_command("make_home")
    html = client.get("/").content.decode()
    assert "<h1>Ваши слова в законе области</h1>" in html
    assert not Page.objects.filter(slug="home").exists()


def test_what_editors_have_written_stays() -> None:
    call_command("make_home")
    HomePage.objects.update(title="Своя главная")
    call_command("make_home")
    assert HomePage.objects.get().title == "Своя главная"


def test_the_home_page_speaks_english_too(home: HomePage, client: Client) -> None:
    client.post("/display/language/", {"language": "en"})
    html = client.get("/").content.decode()
    assert "<h1>Your words in the law of the region</h1>" in html
    assert home.lead not in html
    HomePage.objects.update(title_en="", lead_en="")
    assert home.lead in client.get("/").content.decode()
