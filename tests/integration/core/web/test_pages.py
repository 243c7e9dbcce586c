"""Frames, headers, display settings and the pages for what goes wrong."""

import re
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import translation

from core.web.display import COOKIE_NAME

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.integration.core.web.urls"
    settings.RATE_LIMITS = {"demo": "2/h"}


def directives(response: Any) -> dict[str, str]:
    policy = response["Content-Security-Policy"]
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


# --- Headers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/page/", "/display/", "/nothing/", "/accounts/login/"])
def test_every_page_carries_the_strict_policy(client: Client, path: str) -> None:
    found = directives(client.get(path))
    assert found["default-src"] == "'none'"
    assert found["script-src"] == found["style-src"] == found["form-action"] == "'self'"
    assert found["frame-ancestors"] == found["base-uri"] == "'none'"
    assert "unsafe" not in str(found)


def test_other_headers(client: Client) -> None:
    response = client.get("/page/")
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Cookie" in response["Vary"]


def test_only_the_editors_admin_has_the_looser_policy(client: Client) -> None:
    found = directives(client.get("/cms-admin/"))
    assert "'unsafe-inline'" in found["script-src"]
    assert found["frame-ancestors"] == "'self'"


def test_reading_leaves_no_cookie(client: Client) -> None:
    assert client.get("/page/").cookies == {}


def test_the_frame_has_its_landmarks_and_one_script(client: Client) -> None:
    html = client.get("/page/").content.decode()
    assert html.count("<main") == html.count("<header>") == html.count("<footer") == 1
    assert 'href="#main"' in html
    assert 'lang="ru"' in html
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", html))


# --- Display settings and language -------------------------------------------------------------


def test_one_press_gives_the_version_for_the_visually_impaired(client: Client) -> None:
    assert 'data-size="normal"' in client.get("/page/").content.decode()
    response = client.post("/display/", {"preset": "accessible", "next": "/page/"})
    assert (response.status_code, response["Location"]) == (302, "/page/")
    html = client.get("/page/").content.decode()
    assert 'data-size="large"' in html
    assert 'data-contrast="white"' in html
    assert "display-bar" in html
    client.post("/display/", {"set": "size:huge"})
    assert 'data-size="huge"' in client.get("/page/").content.decode()
    client.post("/display/", {"preset": "ordinary"})
    html = client.get("/page/").content.decode()
    assert 'data-size="normal"' in html
    assert "display-bar" not in html


def test_the_settings_page_shows_and_keeps_every_choice(client: Client) -> None:
    chosen = {
        "size": "huge",
        "contrast": "blue",
        "spacing": "wide",
        "images": "off",
        "theme": "dark",
    }
    client.post("/display/", chosen)
    html = client.get("/display/?next=/page/").content.decode()
    for name, value in chosen.items():
        assert f'data-{name}="{value}"' in html
        assert re.search(rf'name="{name}" value="{value}"[^>]* checked', html)
    assert '<input type="hidden" name="next" value="/page/">' in html


def test_theme_survives_the_return_to_the_ordinary_version(client: Client) -> None:
    client.post("/display/", {"theme": "dark", "size": "huge"})
    client.post("/display/", {"preset": "ordinary"})
    assert client.cookies[COOKIE_NAME].value == "theme=dark"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "javascript:go()"])
def test_one_is_never_led_to_another_site(client: Client, evil: str) -> None:
    assert client.post("/display/", {"preset": "accessible", "next": evil})["Location"] == "/"


def test_with_images_off_the_browser_may_load_none(client: Client) -> None:
    client.post("/display/", {"set": "images:off"})
    response = client.get("/page/")
    assert directives(response)["img-src"] == "'none'"
    assert "<img" not in response.content.decode()


def test_language_is_changed_by_a_form(client: Client) -> None:
    response = client.post("/display/language/", {"language": "en", "next": "/page/"})
    assert response["Location"] == "/page/"
    assert 'lang="en"' in client.get("/page/").content.decode()


# --- Limits -----------------------------------------------------------------------------------


def post(client: Client, **kwargs: Any) -> Any:
    text = "Предложение, которое жаль потерять"
    return client.post("/limited/", {"text": text, "password_hint": "", "homepage": ""}, **kwargs)


def test_after_the_limit_one_is_told_when_to_come_back(client: Client) -> None:
    assert [post(client).status_code for _ in range(3)] == [200, 200, 429]
    response = post(client)
    assert 0 < int(response["Retry-After"]) <= 3600
    assert response["Cache-Control"] == "no-store"
    assert "время благовещенское" in response.content.decode()


def test_what_was_typed_is_kept_and_can_be_sent_again(client: Client) -> None:
    client.post("/limited/")
    client.post("/limited/")
    html = client.post(
        "/limited/", {"text": "<b>Текст</b>", "csrfmiddlewaretoken": "old"}
    ).content.decode()
    assert '<input type="hidden" name="text" value="&lt;b&gt;Текст&lt;/b&gt;">' in html
    assert 'value="old"' not in html
    assert "<b>Текст" not in html


def test_passwords_are_never_shown_again(client: Client) -> None:
    for _ in range(2):
        client.post("/limited/")
    html = client.post("/limited/", {"password": "тайна", "text": "слова"}).content.decode()
    assert "тайна" not in html
    assert '<input type="hidden" name="text"' not in html  # half a form is not offered


def test_a_fragment_is_put_before_the_form(client: Client) -> None:
    for _ in range(2):
        post(client)
    response = post(client, headers={"HX-Request": "true"})
    assert response["HX-Reswap"] == "beforebegin"
    assert response.content.decode().lstrip().startswith('<div class="notice notice--warning"')


def test_reading_is_not_counted(client: Client) -> None:
    assert {client.get("/limited/").status_code for _ in range(5)} == {200}


def test_addresses_are_counted_apart(client: Client) -> None:
    for _ in range(3):
        post(client)
    assert post(client, REMOTE_ADDR="10.1.2.3").status_code == 200


def test_rates_are_settings(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {}
    assert {post(client).status_code for _ in range(5)} == {200}


# --- What goes wrong ---------------------------------------------------------------------------


def test_not_found_leads_on(client: Client) -> None:
    response = client.get("/nothing/")
    assert response.status_code == 404
    html = response.content.decode()
    assert 'action="/search/"' in html
    assert 'href="/bills/"' in html


def test_a_late_form_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/limited/")
    assert response.status_code == 403
    with translation.override("ru"):
        assert translation.gettext("The form has become outdated") in response.content.decode()


def test_failure_page_needs_nothing(client: Client, django_assert_num_queries: Any) -> None:
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/fails/")
    assert response.status_code == 500
    html = response.content.decode()
    assert 'href="/"' in html
    assert "something inside" not in html


@override_settings(
    STORAGES={
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
)
def test_failure_page_survives_missing_static_files(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/fails/")
    assert response.status_code == 500
    assert "<h1>" in response.content.decode()


def test_style_guide_is_not_mounted_outside_development(client: Client) -> None:
    assert client.get("/style-guide/").status_code == 404


def test_style_guide_shows_every_component(client: Client) -> None:
    html = client.get("/guide/").content.decode()
    components = (
        "answer card comment downloads empty error-summary facts figures filter notice outline "
        "pagination progress provision receipt redline side-nav steps tabs tag"
    )
    assert [name for name in components.split() if f'class="{name}' not in html] == []


@pytest.mark.parametrize("path", ["/nothing/", "/nothing.html", "/bills/nothing/"])
def test_developers_see_what_everybody_sees(client: Client, settings: Any, path: str) -> None:
    settings.ROOT_URLCONF = "config.urls"
    settings.DEBUG = True
    common = settings.MIDDLEWARE.index("django.middleware.common.CommonMiddleware")
    plain = "core.web.middleware.PlainNotFoundMiddleware"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:common], plain, *settings.MIDDLEWARE[common:]]
    response = client.get(path)
    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()
    assert client.get("/bills")["Location"] == "/bills/"
