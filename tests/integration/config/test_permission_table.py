"""The permission table is whole: every address of the site is explained by a row of it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings
from django.urls import URLPattern, URLResolver, clear_url_caches, get_resolver

from config.permission_table import action_of, whole_table
from core.web.access import PUBLIC, Role


def walk(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """(address, view) of every pattern of a URL configuration."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


def addresses() -> list[tuple[str, Callable[..., Any]]]:
    return list(walk(get_resolver().url_patterns))


def test_every_view_is_in_the_table() -> None:
    rows = {row.action for row in whole_table()}
    found = addresses()
    assert len(found) > 60
    missing = [address for address, view in found if action_of(address, view) not in rows]
    assert missing == []


def test_the_table_has_no_row_without_roles_and_words() -> None:
    for row in whole_table():
        assert row.roles, row.action
        assert str(row.description), row.action


def test_a_view_of_ours_without_a_mark_would_be_noticed() -> None:
    def bare(request: object) -> None: ...

    bare.__module__ = "consultations.reader.views"
    assert action_of("bills/new/", bare) is None


def test_a_view_of_a_package_that_nobody_thought_of_would_be_noticed() -> None:
    def foreign(request: object) -> None: ...

    foreign.__module__ = "somepackage.views"
    assert action_of("reports/", foreign) is None
    assert action_of("cms-admin/reports/", foreign) == "cms.admin"


def test_desk_addresses_are_not_public() -> None:
    desk = [
        (address, action_of(address, view))
        for address, view in addresses()
        if address.startswith("desk/")
    ]
    assert len(desk) > 10
    assert [address for address, action in desk if action == PUBLIC] == []


@pytest.mark.django_db
def test_anonymous_is_sent_to_sign_in_from_every_desk_page(client: Any) -> None:
    for address in ("/desk/", "/desk/bills/", "/desk/moderation/", "/desk/opinions/"):
        response = client.get(address)
        assert response.status_code == 302, address
        assert response["Location"] == f"/accounts/login/?next={address}"


def test_only_those_who_edit_or_keep_enter_the_back_office() -> None:
    rows = {row.action: row.roles for row in whole_table()}
    assert rows["cms.admin"] == {Role.EDITOR, Role.STAFF, Role.SECRETARY, Role.ADMINISTRATOR}


@pytest.mark.parametrize("debug", [False])
def test_mailbox_is_not_mounted_in_production(debug: bool) -> None:
    with override_settings(DEBUG=debug):
        clear_url_caches()
        assert not any(address.startswith("mailbox") for address, _view in addresses())
