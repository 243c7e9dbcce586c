import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from consultations.requests.models import PublicRequest, RequestKind, RequestStatus
from core.accounts.models import BodyKind
from tests.factories.accounts import ContactFactory, CouncilFactory
from tests.factories.drafts import BillVersionFactory


class PublicRequestFactory(DjangoModelFactory):
    """Shown and waiting for a decision; `topic=True` is about a topic, `unconfirmed`, `checking`
    and `hidden` stand where they say."""

    class Meta:
        model = PublicRequest

    class Params:
        topic = factory.Trait(
            kind=RequestKind.TOPIC, version=None, title="Как сделать остановки доступными зимой"
        )
        checking = factory.Trait(status=RequestStatus.CHECKING)
        hidden = factory.Trait(
            status=RequestStatus.HIDDEN,
            ground_code="spam",
            ground_title="Спам",
            checked_at=factory.LazyFunction(timezone.now),
        )
        unconfirmed = factory.Trait(
            status=RequestStatus.UNCONFIRMED, confirmed_at=None, due_on=None
        )

    kind = RequestKind.EXPERTISE
    version = factory.SubFactory(BillVersionFactory)
    text = "Законопроект касается всех."
    chamber = factory.SubFactory(CouncilFactory, kind=BodyKind.PUBLIC_CHAMBER)
    contact = factory.SubFactory(ContactFactory)
    status = RequestStatus.SHOWN
    submitted_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.SelfAttribute("submitted_at")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=5))
