import pytest

from consultations.process import selectors
from core.accounts.models import BodyKind
from tests.factories.accounts import BodyFactory, CouncilFactory
from tests.factories.process import ConsultationFactory, ReferralFactory

pytestmark = pytest.mark.django_db


def test_councils_to_ask_are_those_not_asked_yet() -> None:
    referral = ReferralFactory()
    free = CouncilFactory()
    CouncilFactory(kind=BodyKind.COORDINATION_COUNCIL)
    found = set(selectors.councils_to_ask(referral.consultation))
    assert found == {free, referral.consultation.organiser}


def test_addressees_are_authorities() -> None:
    wanted = {
        BodyFactory(kind=kind)
        for kind in (BodyKind.LEGISLATURE, BodyKind.GOVERNMENT, BodyKind.EXECUTIVE)
    }
    BodyFactory(kind=BodyKind.COMMITTEE)
    assert set(selectors.addressees()) == wanted


def test_the_journal_links_consultations(django_assert_num_queries) -> None:
    consultation = ConsultationFactory()
    with django_assert_num_queries(1):
        links = selectors.journal_subjects([str(consultation.pk), "999999", "x"])
    assert list(links) == [str(consultation.pk)]
    link = links[str(consultation.pk)]
    assert link.url == consultation.get_absolute_url()
    assert consultation.version.bill.title in link.title
