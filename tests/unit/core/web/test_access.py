"""The permission vocabulary and the decorators, with a judge of our own."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.views import View

from core.web import access
from core.web.access import PUBLIC, Policy, Role, Row, public, register_rows, requires, table


class Person:
    is_authenticated = True


class Judge:
    """Allows what is named."""

    def __init__(self, *allowed: str) -> None:
        self.allowed = allowed

    def check(self, user: Any, action: str, obj: object | None = None) -> bool:
        return action in self.allowed


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_rows", {})
    register_rows([Row("text.read", {Role.ANYONE}), Row("text.write", {Role.CLERK}, {"open"})])


@pytest.fixture
def judge(rows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access.policy, "_judge", Judge("text.read"))


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


def hello_class() -> type[View]:
    """A class of its own for each test: decorating a class changes it in place."""

    class Hello(View):
        def get(self, request: HttpRequest) -> HttpResponse:
            return HttpResponse("hello")

    return Hello


def get(path: str = "/page/?a=1", user: Any = None, **headers: str) -> HttpRequest:
    request = RequestFactory().get(path, headers=headers)
    request.user = user or AnonymousUser()
    return request


@pytest.mark.parametrize(
    "view", [requires("text.read")(hello), requires("text.read")(hello_class().as_view()),
             requires("text.read")(hello_class()).as_view()]
)  # fmt: skip
@pytest.mark.usefixtures("judge")
def test_a_view_is_marked_and_lets_the_allowed_through(view: Any) -> None:
    assert view.access == "text.read"
    assert view(get()).content == b"hello"


@pytest.mark.parametrize(
    "view", [public(hello), public(hello_class().as_view()), public(hello_class()).as_view()]
)
def test_public_views_are_marked_and_ask_nobody(view: Any) -> None:
    assert view.access == PUBLIC
    assert view(get()).content == b"hello"


def test_marking_leaves_the_view_itself_alone() -> None:
    public(hello)
    assert not hasattr(hello, "access")


@pytest.mark.usefixtures("judge")
def test_the_anonymous_go_to_sign_in_and_come_back(settings: Any) -> None:
    settings.LOGIN_URL = "/enter/"
    response = requires("text.write")(hello)(get())
    assert (response.status_code, response["Location"]) == (302, "/enter/?next=/page/%3Fa%3D1")


@pytest.mark.usefixtures("judge")
def test_after_a_post_one_comes_back_to_the_form_and_never_to_another_site(settings: Any) -> None:
    settings.LOGIN_URL = "/enter/"
    view = requires("text.write")(hello)
    for referer, back in (
        ("http://testserver/form/?v=2", "/form/%3Fv%3D2"),
        ("https://evil.example/", "/"),
    ):
        request = RequestFactory().post("/page/", headers={"Referer": referer})
        request.user = AnonymousUser()
        assert view(request)["Location"] == f"/enter/?next={back}"


@pytest.mark.usefixtures("judge")
def test_a_fragment_sends_the_whole_browser_to_sign_in(settings: Any) -> None:
    settings.LOGIN_URL = "/enter/"
    response = requires("text.write")(hello)(get(**{"HX-Request": "true"}))
    assert response["HX-Redirect"].startswith("/enter/?next=")


@pytest.mark.usefixtures("judge")
def test_a_known_person_is_refused() -> None:
    with pytest.raises(PermissionDenied):
        requires("text.write")(hello)(get(user=Person()))


@pytest.mark.usefixtures("rows")
def test_without_a_judge_nothing_is_open() -> None:
    with pytest.raises(ImproperlyConfigured):
        Policy().check(Person(), "text.read")


@pytest.mark.usefixtures("judge")
def test_a_misspelt_action_is_not_a_refusal() -> None:
    with pytest.raises(ImproperlyConfigured):
        access.policy.check(Person(), "text.raed")


@pytest.mark.usefixtures("rows")
def test_a_judge_may_refuse_by_raising(monkeypatch: pytest.MonkeyPatch) -> None:
    class Raises:
        def check(self, user: Any, action: str, obj: object | None = None) -> bool:
            raise PermissionDenied

    policy = Policy()
    policy.register(Raises())
    assert not policy.check(Person(), "text.read")
    with pytest.raises(PermissionDenied):
        policy.require(Person(), "text.read")


@pytest.mark.usefixtures("rows")
def test_rows_are_ordered_frozen_and_declared_once() -> None:
    assert [row.action for row in table()] == ["text.read", "text.write"]
    assert access.row("text.write").phases == frozenset({"open"})
    with pytest.raises(ValueError, match="twice"):
        register_rows([Row("text.read", {Role.CITIZEN})])
    with pytest.raises(AttributeError):
        access.row("text.read").action = "other"  # type: ignore[misc]
