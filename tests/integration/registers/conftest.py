from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Collection, Locale, Page

from core.accounts.models import User

SIGNED_IN = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _roots(db: None) -> None:
    """What Wagtail's migrations leave; a test with real transactions may have emptied it."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if Page.get_first_root_node() is None:
        Page.add_root(instance=Page(title="Root", slug="root"))
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")


@pytest.fixture
def signed_in() -> Callable[[User | None], Client]:
    """A browser of somebody; of nobody in particular for None."""

    def enter(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(User.objects.get(pk=user.pk), SIGNED_IN)
        return client

    return enter
