"""Every type of page on a wide screen. A file of its own: files are what the workers share out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import WIDE
from tests.e2e.pages import assert_no_page_is_left_out, walk_everything

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages_are_accessible(new_page: Callable[..., Page], demo: dict[str, object]) -> None:
    assert_no_page_is_left_out(demo)
    walk_everything(new_page, demo, WIDE)
