"""Everything in the demo that has an address and a text is found."""

import io

import pytest
from django.core.management import call_command
from django.test import Client

from consultations.process.models import Consultation
from core.accounts.models import Council
from drafts.models import Bill, BillVersion
from search import registry, services
from search.domain.query import compile_query
from search.engine import backend
from search.interface import Document, SearchRequest

pytestmark = pytest.mark.django_db
SAMPLE = 4


def words(document: Document) -> str:
    """The title, or the beginning of the text of what has none."""
    text = document.title or document.body.split("\n")[0]
    return " ".join(text.split()[:12])


def test_everything_is_found_by_its_title(client: Client) -> None:
    call_command("demo", stdout=io.StringIO())
    services.apply_pending()
    # All that the demo does is done by services: nothing has been forgotten to be noted.
    assert {kind: each for kind, each in services.verify().items() if each} == {}
    addresses = set()
    for kind, source in registry.sources().items():
        ids = list(source.all_ids())
        assert ids, kind
        addresses |= {found.url.partition("#")[0] for found in source.found(ids).values()}
        for document in source.documents(ids[:: max(1, len(ids) // SAMPLE)]):
            request = SearchRequest(
                compile_query(words(document)), {"kind": (kind,)}, older=True, limit=1000
            )
            hits = {hit.object_id for hit in backend().search(request).hits}
            assert document.object_id in hits, (kind, words(document))
            address = source.found([document.object_id])[document.object_id].url
            assert client.get(address).status_code == 200, address
    public = [*Bill.objects.published(), *Consultation.objects.all()]
    public += BillVersion.objects.published()
    assert {each.get_absolute_url() for each in public} <= addresses
    assert {f"/councils/{slug}/" for slug in Council.objects.values_list("slug", flat=True)} <= (
        addresses
    )
