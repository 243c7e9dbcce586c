import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Collection, Locale, Page

from cms.services import sync_groups
from core.accounts.models import BodyKind, Council, MembershipRole, User
from tests import moment
from tests.factories.accounts import CouncilFactory, staff


@pytest.fixture(autouse=True)
def _roots(db: None) -> None:
    """What Wagtail's migrations leave; a test with real transactions may have emptied it."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if Page.get_first_root_node() is None:
        Page.add_root(instance=Page(title="Root", slug="root"))
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")


def signed_in(user: User) -> Client:
    """A browser in which somebody has signed in whose place gives rights in the back office."""
    sync_groups(on=moment.today())
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def council(db: None) -> Council:
    return CouncilFactory(name="Совет при министерстве")


@pytest.fixture
def secretary(council: Council) -> Client:
    """The back office of the council's secretary."""
    return signed_in(staff(council, MembershipRole.SECRETARY))


@pytest.fixture
def chamber(db: None) -> Client:
    """The back office of the Chamber's staff."""
    return signed_in(staff(CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER), MembershipRole.STAFF))
