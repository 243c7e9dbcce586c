"""Every type of page on a phone. A file of its own: files are what the workers share out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import PHONE
from tests.e2e.pages import walk_everything

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages_are_accessible(new_page: Callable[..., Page], demo: dict[str, object]) -> None:
    walk_everything(new_page, demo, PHONE)
