"""What editors do in the editorial office."""

import datetime as dt
import gc
import io
import json
from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images.models import Image
from wagtail.models import Site
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from cms.models import HomePage, NewsIndexPage, NewsPage, SiteNavigation
from core.accounts.models import User
from core.clock import registry as clock
from core.clock.services import tick
from demo.pages import publish
from search.models import IndexedDocument
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home: HomePage) -> NewsIndexPage:
    page = NewsIndexPage(title="Новости", slug="news")
    publish(home, page)
    return page


def form(*blocks: tuple[str, object], **values: object) -> dict[str, object]:
    return nested_form_data(
        {
            "title": "Итоги экспертизы",
            "slug": "itogi",
            "lead": "Учтено девять предложений.",
            "date": timezone.localdate().isoformat(),
            "seo_title": "",
            "search_description": "",
            "body": streamfield(list(blocks) or [("heading", "Главное")]),
            "comments": inline_formset([]),
            **values,
        }
    )


def test_an_editor_publishes_a_news_item(desk: Client, index: NewsIndexPage, editor: User) -> None:
    address = f"/cms-admin/pages/add/cms/newspage/{index.pk}/"
    assert desk.get(address).status_code == 200
    text = ("text", rich_text("<p>Слова <b>жителей</b></p>"))
    response = desk.post(
        address,
        form(("heading", "Главное"), text, **{"action-publish": "1"}),
        follow=True,
    )
    assert response.status_code == 200
    page = NewsPage.objects.get()
    assert (page.live, page.owner) == (True, editor)
    run_tasks()
    assert IndexedDocument.objects.filter(kind="page", object_id=page.pk).exists()
    desk.logout()
    shown = desk.get(page.url).content.decode()
    assert "<h2>Главное</h2>" in shown
    assert "Слова <b>жителей</b>" in shown
    assert page.title in desk.get("/news/").content.decode()


def test_a_draft_is_seen_by_nobody(desk: Client, index: NewsIndexPage) -> None:
    desk.post(f"/cms-admin/pages/add/cms/newspage/{index.pk}/", form())
    page = NewsPage.objects.get()
    run_tasks()
    desk.logout()
    assert not page.live
    assert desk.get("/news/itogi/").status_code == 404
    assert page.title not in desk.get("/news/").content.decode()
    assert not IndexedDocument.objects.filter(kind="page").exists()
    assert desk.get(f"/cms-admin/pages/{page.pk}/view_draft/").status_code == 302


def test_a_button_may_not_lead_to_a_script(desk: Client, index: NewsIndexPage) -> None:
    button = ("button", {"label": "Сюда", "address": "javascript:alert(1)"})
    response = desk.post(f"/cms-admin/pages/add/cms/newspage/{index.pk}/", form(button))
    assert response.status_code == 200
    assert not NewsPage.objects.exists()


@pytest.fixture
def image() -> Iterator[Image]:
    file = io.BytesIO()
    Picture.new("RGB", (1600, 900), "teal").save(file, "PNG")
    yield Image.objects.create(title="Сход", file=ContentFile(file.getvalue(), "shod.png"))
    gc.collect()


# Wagtail leaves the temporary files of its renditions to the collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize(
    ("alt", "decorative", "accepted"),
    [("", "", False), ("Жители на сходе", "", True), ("", "on", True)],
)
def test_a_picture_needs_a_text_or_is_decoration(
    desk: Client, index: NewsIndexPage, image: Image, alt: str, decorative: str, accepted: bool
) -> None:
    picture = ("picture", {"image": image.pk, "alt_text": alt, "decorative": decorative})
    data = form(picture, **{"action-publish": "1"})
    desk.post(f"/cms-admin/pages/add/cms/newspage/{index.pk}/", data)
    assert NewsPage.objects.live().exists() == accepted
    if accepted:
        shown = desk.get("/news/itogi/").content.decode()
        assert f'alt="{alt}"' in shown
        assert 'width="1200"' in shown
        assert ".webp" in shown


def test_a_scheduled_item_appears_and_goes_by_the_clock(index: NewsIndexPage) -> None:
    now = timezone.now()
    hour = dt.timedelta(hours=1)
    page = NewsPage(title="Завтра", slug="zavtra", body=[("heading", "О")], live=False)
    index.add_child(instance=page)
    page.go_live_at, page.expire_at = now + hour, now + 3 * hour
    page.save_revision().publish()
    jobs = [job for job in clock.jobs() if job.name == "cms.publish"]
    states = []
    for passed in range(5):
        with time_machine.travel(now + passed * hour + hour / 2, tick=False):
            assert [outcome.error for outcome in tick(now=timezone.now(), jobs=jobs)] == [""]
            run_tasks()
        is_found = IndexedDocument.objects.filter(kind="page", object_id=page.pk).exists()
        states.append((NewsPage.objects.get(pk=page.pk).live, is_found))
    assert states == [(False, False), (True, True), (True, True), (False, False), (False, False)]


def test_menu_and_footer_are_arranged(desk: Client, index: NewsIndexPage) -> None:
    site = Site.objects.get(is_default_site=True)
    address = f"/cms-admin/settings/cms/sitenavigation/{site.pk}/"
    assert desk.get(address).status_code == 200
    data = nested_form_data(
        {
            "menu_links": inline_formset(
                [
                    {"label": "Новости", "page": index.pk, "address": "", "ORDER": 1},
                    {"label": "Законы", "page": "", "address": "/bills/", "ORDER": 2},
                ]
            ),
            "footer_links": inline_formset(
                [{"column": "О нас", "label": "Журнал", "page": "", "address": "/journal/"}]
            ),
            "footer_note": "Телефон 000",
        }
    )
    assert desk.post(address, data).status_code == 302
    navigation = SiteNavigation.objects.get()
    assert [link.label for link in navigation.menu_links.all()] == ["Новости", "Законы"]
    shown = desk.get("/news/").content.decode()
    assert "Телефон 000" in shown
    assert 'aria-current="true">Новости' in shown


def test_a_link_with_two_targets_is_refused(desk: Client, index: NewsIndexPage) -> None:
    site = Site.objects.get(is_default_site=True)
    links = [{"label": "Новости", "page": index.pk, "address": "/bills/", "ORDER": 1}]
    data = nested_form_data(
        {
            "menu_links": inline_formset(links),
            "footer_links": inline_formset([]),
            "footer_note": "",
        }
    )
    response = desk.post(f"/cms-admin/settings/cms/sitenavigation/{site.pk}/", data)
    assert response.status_code == 200
    assert not SiteNavigation.objects.filter(menu_links__isnull=False).exists()


def test_own_settings_are_saved_without_names_and_passwords(desk: Client, home: HomePage) -> None:
    page = desk.get("/cms-admin/account/").content.decode()
    assert "name_email-" not in page
    assert "password-" not in page
    data = {
        "locale-preferred_language": "en",
        "locale-current_time_zone": "Asia/Yakutsk",
        "theme-theme": "dark",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    assert desk.post("/cms-admin/account/", data).status_code == 302
    assert User.objects.get().wagtail_userprofile.theme == "dark"


def test_the_policy_of_the_office_lets_its_own_scripts_run(desk: Client, home: HomePage) -> None:
    response = desk.get("/cms-admin/")
    policy = response["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    refused = desk.get("/cms-admin/no-such-page/")
    assert refused.status_code == 404


def test_a_page_is_previewed_with_its_styles(desk: Client, index: NewsIndexPage) -> None:
    address = f"/cms-admin/pages/add/cms/newspage/{index.pk}/preview/"
    stored = desk.post(address, form(("heading", "Пробный заголовок")))
    assert json.loads(stored.content)["is_valid"]
    shown = desk.get(f"{address}?mode=").content.decode()
    assert "<h2>Пробный заголовок</h2>" in shown
    assert "css/home.css" in shown


def test_nothing_can_be_made_private(desk: Client, index: NewsIndexPage) -> None:
    response = desk.get(f"/cms-admin/pages/{index.pk}/privacy/")
    assert b'value="password"' not in response.content
    assert NewsPage.private_page_options == []


def test_superusers_can_open_the_lists_of_people(client: Client, home: HomePage) -> None:
    user = User.objects.create_superuser("root@veche.example", "a-long-test-password")
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    for address in (
        "",
        "users/",
        f"users/{user.pk}/",
        "groups/",
        "sites/",
        "redirects/",
        "reports/",
    ):
        assert client.get(f"/cms-admin/{address}").status_code in {200, 404}, address
