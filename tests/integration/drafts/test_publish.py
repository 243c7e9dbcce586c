"""`publish_version` and `discard_draft`."""

import datetime as dt

import pytest
from django.core.files.storage import storages

from core.journal.models import JournalEntry
from drafts import services
from drafts.errors import DraftError, DraftProblem
from drafts.events import VersionPublished, version_published
from drafts.models import Bill, BillVersion
from tests.factories.accounts import BodyFactory, UserFactory
from tests.factories.acts import ACT, UNITS
from tests.factories.drafts import BillVersionFactory, ProvisionFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)


@pytest.fixture
def draft() -> BillVersion:
    return services.import_bill(
        actor=None, data=ACT.encode(), filename="a.txt", committee=BodyFactory(), now=NOW
    )


def test_publishing_makes_the_version_public_and_writes_one_entry(draft) -> None:
    version = services.publish_version(actor=UserFactory(), version=draft, now=NOW)
    draft.refresh_from_db()
    assert draft.is_published
    assert draft.published_at == version.published_at == NOW
    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.subject_type, entry.subject_id) == (
        "version.published",
        "bill_version",
        str(draft.pk),
    )
    assert entry.body == {
        "bill": draft.bill_id,
        "version": 1,
        "source_sha256": draft.source_sha256,
        "units": len(UNITS),
        "fixes": 0,
        "actor_role": "clerk",
    }


def test_publishing_is_told_to_the_floors_above(draft) -> None:
    told = []

    def receiver(sender, event, **kwargs):
        told.append((sender, event))

    version_published.connect(receiver)
    try:
        services.publish_version(actor=None, version=draft, now=NOW)
    finally:
        version_published.disconnect(receiver)
    assert told == [(VersionPublished, VersionPublished(draft.pk, draft.bill_id))]


def test_a_failing_receiver_undoes_the_publication(draft) -> None:
    def receiver(sender, event, **kwargs):
        raise RuntimeError

    version_published.connect(receiver)
    try:
        with pytest.raises(RuntimeError):
            services.publish_version(actor=None, version=draft, now=NOW)
    finally:
        version_published.disconnect(receiver)
    draft.refresh_from_db()
    assert not draft.is_published
    assert not JournalEntry.objects.exists()


def test_a_published_version_is_neither_published_again_nor_discarded() -> None:
    version = BillVersionFactory()
    ProvisionFactory(version=version)
    for verb in (services.publish_version, services.discard_draft):
        with pytest.raises(DraftError) as error:
            verb(actor=None, version=version, now=NOW)
        assert error.value.code is DraftProblem.NOT_DRAFT
    assert BillVersion.objects.filter(pk=version.pk).exists()


def test_a_text_without_units_is_not_published() -> None:
    version = BillVersionFactory(draft=True)
    with pytest.raises(DraftError) as error:
        services.publish_version(actor=None, version=version, now=NOW)
    assert error.value.code is DraftProblem.NO_PROVISIONS
    assert not JournalEntry.objects.exists()


def test_a_discarded_text_goes_with_its_file_and_its_empty_bill(
    draft, django_capture_on_commit_callbacks
) -> None:
    name = draft.source.name
    with django_capture_on_commit_callbacks(execute=True):
        services.discard_draft(actor=None, version=draft, now=NOW)
    assert not Bill.objects.exists()
    assert not storages["private"].exists(name)


def test_a_bill_with_a_published_version_outlives_its_discarded_draft(draft) -> None:
    services.publish_version(actor=None, version=draft, now=NOW)
    second = services.import_bill(
        actor=None, data=ACT.encode(), filename="a.txt", bill=draft.bill, now=NOW
    )
    services.discard_draft(actor=None, version=second, now=NOW)
    assert list(Bill.objects.get().versions.values_list("number", flat=True)) == [1]
