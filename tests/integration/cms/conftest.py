import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Collection, Locale, Page

from cms.models import HomePage
from cms.services import make_home
from core.accounts.models import BodyKind, Membership, MembershipRole, User
from core.accounts.services import add_member, create_user
from demo import pages
from tests.factories.accounts import PASSWORD, CouncilFactory


@pytest.fixture(autouse=True)
def _roots(db: None) -> None:
    """What Wagtail's migrations leave; a test with real transactions may have emptied it."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if Page.get_first_root_node() is None:
        Page.add_root(instance=Page(title="Root", slug="root"))
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")


@pytest.fixture
def home(db: None) -> HomePage:
    """An empty site: a home page and nothing below it."""
    return make_home()


@pytest.fixture
def tree(db: None) -> HomePage:
    """The pages of the demo, the menu and the footer."""
    from django.utils import timezone

    pages.load_pages(today=timezone.localdate())
    return HomePage.objects.get()


@pytest.fixture
def editor(db: None) -> User:
    """An editor who can sign in with PASSWORD."""
    user = create_user(actor=None, email="editor@veche.example", password=PASSWORD)
    appoint(user)
    return user


@pytest.fixture
def desk(editor: User, client: Client) -> Client:
    """A browser in which the editor has signed in."""
    client.force_login(editor, "django.contrib.auth.backends.ModelBackend")
    return client


def appoint(user: User, role: str = MembershipRole.EDITOR, **term: object) -> Membership:
    """Gives a person a place in a new chamber."""
    chamber = CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER)
    return add_member(actor=None, user=user, body=chamber, role=MembershipRole(role), **term)
