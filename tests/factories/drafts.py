import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from drafts.models import Bill, BillVersion, Provision, Topic, VersionStatus
from tests.factories.accounts import BodyFactory


class BillFactory(DjangoModelFactory):
    class Meta:
        model = Bill

    slug = factory.Sequence(lambda n: f"bill-{n}")
    title = factory.Sequence(lambda n: f"О порядке № {n}")
    number = factory.Sequence(lambda n: f"15-{n}")
    committee = factory.SubFactory(BodyFactory)


class BillVersionFactory(DjangoModelFactory):
    """A published version without provisions; add them with ProvisionFactory. `draft=True`: one
    that only the committee's staff sees."""

    class Meta:
        model = BillVersion

    class Params:
        draft = factory.Trait(status=VersionStatus.DRAFT, published_at=None)

    bill = factory.SubFactory(BillFactory)
    number = 1
    status = VersionStatus.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)
    source = factory.django.FileField(filename="source.docx", data=b"PK")
    source_name = "проект.docx"
    source_kind = "docx"
    source_size = 2
    source_sha256 = "0" * 64


class ProvisionFactory(DjangoModelFactory):
    class Meta:
        model = Provision

    version = factory.SubFactory(BillVersionFactory)
    # Far from the small numbers that tests choose themselves.
    position = factory.Sequence(lambda n: n + 1001)
    depth = 0
    lineage = factory.LazyFunction(uuid.uuid4)
    kind = "article"
    number = factory.LazyAttribute(lambda provision: str(provision.position))
    num_label = factory.LazyAttribute(lambda provision: f"Статья {provision.number}.")
    heading = factory.LazyAttribute(lambda provision: f"Предмет {provision.number}")
    text = factory.LazyAttribute(lambda provision: provision.heading)
    path = factory.LazyAttribute(lambda provision: f"article:{provision.number}")
    eid = factory.LazyAttribute(lambda provision: f"art_{provision.number}")


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"тема {n}")
    slug = factory.Sequence(lambda n: f"tema-{n}")
