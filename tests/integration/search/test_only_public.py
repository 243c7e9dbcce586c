"""Only what is public is ever indexed or found, of every kind that is registered."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from search import registry, services
from search.models import IndexedDocument
from tests.integration.search.public_things import THINGS, WORD

# Made by factories, which send no events.
SILENT = {"bill", "version", "provision", "event", "council", "request"}
pytestmark = pytest.mark.django_db
TITLE = re.compile(r'<h3 class="results__title"><a href="([^"]*)"')


def indexed(kind: str) -> set[int]:
    return set(IndexedDocument.objects.filter(kind=kind).values_list("object_id", flat=True))


def found(client: Client, kind: str) -> list[str]:
    """Addresses of the results that somebody without an account sees."""
    response = client.get(f"/search/?q={quote(WORD)}&kind={kind}")
    assert response.status_code == 200
    return [unescape(address) for address in TITLE.findall(response.content.decode())]


def test_there_is_a_case_for_every_kind() -> None:
    assert THINGS.keys() == registry.sources().keys()


@pytest.mark.parametrize("kind", THINGS)
def test_only_what_is_public_is_found(kind: str, client: Client) -> None:
    thing = THINGS[kind]()
    source = registry.sources()[kind]
    ids = [thing.shown, *thing.others]
    assert [document.object_id for document in source.documents(ids)] == [thing.shown]
    address = source.found(ids)[thing.shown].url
    assert source.found(thing.others) == {}

    # What was noted while it came to be is enough, …
    services.apply_pending()
    noted = indexed(kind)
    assert (thing.shown in noted) == (kind not in SILENT)
    # … whatever else asks for the hidden ones as well, …
    services.note_changes(kind=kind, ids=ids)
    services.apply_pending()
    assert thing.shown in indexed(kind)
    assert indexed(kind).isdisjoint(thing.others)
    assert noted.isdisjoint(thing.others)
    # … and a whole rebuild gives the same.
    services.rebuild()
    assert thing.shown in indexed(kind)
    assert indexed(kind).isdisjoint(thing.others)
    assert found(client, kind) == [address]

    thing.hide()
    # Before the index has followed.
    assert found(client, kind) == []
    services.apply_pending()
    assert thing.shown not in indexed(kind)
    assert found(client, kind) == []
