"""Menus: the current section, what a person may see, and the ports."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from core.web import access, menus
from core.web.access import Role, Row
from core.web.menus import MenuItem, SectionLink, SectionMenu


class Judge:
    def check(self, user: Any, action: str, obj: object | None = None) -> bool:
        return action == "queue.read"


@pytest.fixture(autouse=True)
def _access(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Row("queue.read", {Role.CLERK}), Row("queue.manage", {Role.ADMINISTRATOR})]
    monkeypatch.setattr(access, "_rows", {row.action: row for row in rows})
    monkeypatch.setattr(access.policy, "_judge", Judge())
    monkeypatch.setattr(menus.providers, "public", menus.built_in_menu)


@pytest.fixture
def menu() -> SectionMenu:
    built = SectionMenu()
    built.add(
        [
            SectionLink("Language", "web:language", group="Other", group_order=2),
            SectionLink(
                "Display", "web:display", action="queue.read", group="First", group_order=1
            ),
            SectionLink("Secret", "web:display", action="queue.manage"),
            SectionLink("Elsewhere", "nowhere:nothing"),
        ]
    )
    return built


def at(path: str) -> HttpRequest:
    return RequestFactory().get(path)


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/bills/", ["/bills/"]),
        ("/bills/water/v2/", ["/bills/"]),
        ("/billsandmore/", []),
        ("/", []),
    ],
)
def test_the_section_one_is_in_is_marked(path: str, current: list[str]) -> None:
    assert [item.url for item in menus.public_menu(at(path)) if item.current] == current


def test_a_provider_replaces_the_built_in_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menus.providers, "public", lambda request: [MenuItem("Own", "/own/")])
    assert menus.public_menu(at("/own/page/")) == [MenuItem("Own", "/own/", current=True)]


def test_everybody_sees_what_they_may_in_order(menu: SectionMenu) -> None:
    groups = menu.groups(at("/display/"))
    assert [(group.title, [item.label for item in group.items]) for group in groups] == [
        ("First", ["Display"]),
        ("Other", ["Language"]),
    ]


def test_the_narrowest_address_is_the_current_one(menu: SectionMenu) -> None:
    def current(path: str) -> list[str]:
        return [i.label for g in menu.groups(at(path)) for i in g.items if i.current]

    assert current("/display/") == ["Display"]
    assert current("/display/language/") == ["Language"]


def test_the_same_link_is_added_once(menu: SectionMenu) -> None:
    link = SectionLink("Language", "web:language", group="Other", group_order=2)
    menu.add([link])
    labels = [item.label for group in menu.groups(at("/")) for item in group.items]
    assert labels.count("Language") == 1
