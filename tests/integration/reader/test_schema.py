"""What pages tell programs is what they show people."""

import datetime as dt
import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from consultations.process.models import Form
from core.accounts.models import BodyKind
from core.mail.links import absolute
from drafts.models import BillStatus
from tests.factories.accounts import BodyFactory, CouncilFactory
from tests.factories.drafts import BillFactory, BillVersionFactory, TopicFactory
from tests.factories.hearings import hearing, minuted
from tests.factories.process import ConsultationFactory
from tests.microdata import Told, told

pytestmark = pytest.mark.django_db
SCHEMA = "https://schema.org/"


def page(client: Client, address: str) -> tuple[Told, str]:
    """What a page tells programs, and its words as people read them."""
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    words = unescape(re.sub(r"<[^>]+>", " ", html.split('class="page-heading')[1]))
    return told(html), " ".join(words.split())


def in_words(day: str) -> str:
    return date_format(dt.date.fromisoformat(day), "DATE_FORMAT")


def test_a_bill_is_legislation(client: Client) -> None:
    bill = BillFactory(
        title='О «тишине» & <покое> "граждан"',
        summary="Когда нельзя шуметь.",
        status=BillStatus.COMMITTEE,
    )
    bill.topics.add(TopicFactory(name="быт"), TopicFactory(name="отдых"))
    month = dt.timedelta(days=30)
    BillVersionFactory(bill=bill, number=1, published_at=timezone.now() - month)
    BillVersionFactory(bill=bill, number=2)
    BillVersionFactory(bill=bill, number=3, draft=True)
    law, words = page(client, bill.get_absolute_url())
    assert (law.kind, law["url"]) == ("Legislation", absolute(bill.get_absolute_url()))
    assert law["legislationResponsible"].kind == "GovernmentOrganization"
    said = [
        law["name"],
        law["legislationIdentifier"],
        law["abstract"],
        law["creativeWorkStatus"],
        law["legislationResponsible"]["name"],
        law["legislationJurisdiction"]["name"],
        law["version"],
        in_words(law["datePublished"]),
        in_words(law["dateModified"]),
        *(topic["name"] for topic in law.facts["about"]),
    ]
    assert [one for one in said if one.lower() not in words.lower()] == []
    assert law["name"] == bill.title
    assert law["version"] == "2"
    assert law["datePublished"] == (timezone.localdate() - month).isoformat()
    assert len(law.facts["about"]) == 2


def test_of_a_bare_bill_nothing_empty_is_told(client: Client) -> None:
    bill = BillVersionFactory(bill__number="", bill__summary="").bill
    law, _words = page(client, bill.get_absolute_url())
    assert not {"legislationIdentifier", "abstract", "about"} & set(law.facts)
    assert law["datePublished"] == law["dateModified"]


@pytest.mark.parametrize("form", Form.values)
def test_what_is_held_on_a_bill_is_an_event(client: Client, form: str) -> None:
    event = ConsultationFactory(form=form, question="Нужен ли «такой» закон?")
    thing, words = page(client, event.get_absolute_url())
    assert (thing.kind, thing["url"]) == ("Event", absolute(event.get_absolute_url()))
    assert thing["location"]["url"] == thing["url"]
    assert thing["eventAttendanceMode"] == f"{SCHEMA}OnlineEventAttendanceMode"
    kind, _colon, title = thing["name"].partition(": ")
    said = [
        kind,
        title,
        thing["description"],
        thing["organizer"]["name"],
        thing["about"]["name"],
        in_words(thing["startDate"]),
        in_words(thing["endDate"]),
    ]
    assert [one for one in said if one not in words] == []
    assert (thing["startDate"], thing["endDate"]) == (
        event.opens_on.isoformat(),
        event.closes_on.isoformat(),
    )
    organiser = client.get(thing["organizer"]["url"].removeprefix(settings.SITE_URL))
    assert organiser.status_code == 200
    bill = client.get(thing["about"]["url"].removeprefix(settings.SITE_URL))
    assert bill.status_code == 200


def test_hearings_are_an_event_at_a_place(client: Client) -> None:
    event = hearing(closed=True)
    minutes = minuted(event, place="г. Свободный, зал «Амур»")
    thing, words = page(client, minutes.get_absolute_url())
    assert thing["location"].kind == "Place"
    assert thing["location"]["name"] == "г. Свободный, зал «Амур»"
    assert thing["location"]["name"] in words
    start, end = map(dt.datetime.fromisoformat, (thing["startDate"], thing["endDate"]))
    assert start.utcoffset() == timezone.localtime().utcoffset()
    assert date_format(start, "DATE_FORMAT") in words
    assert f"{start:%H:%M}–{end:%H:%M}" in words


def test_a_council_is_an_organization_of_the_authorities(client: Client) -> None:
    council = CouncilFactory(
        name='Совет <при> "министерстве"',
        about="Смотрит за делами & людьми.",
        email="sovet@veche.example",
        formed_on=dt.date(2024, 5, 17),
        parent=BodyFactory(kind=BodyKind.EXECUTIVE, name="Министерство & К°"),
    )
    thing, words = page(client, f"/councils/{council.slug}/")
    assert thing.kind == thing["parentOrganization"].kind == "GovernmentOrganization"
    assert thing["url"] == absolute(f"/councils/{council.slug}/")
    said = [
        thing["name"],
        thing["description"],
        thing["email"],
        thing["parentOrganization"]["name"],
        in_words(thing["foundingDate"]),
    ]
    assert [one for one in said if one not in words] == []


def test_of_a_bare_council_only_its_name_is_told(client: Client) -> None:
    council = CouncilFactory()
    thing, _words = page(client, f"/councils/{council.slug}/")
    assert set(thing.facts) == {"name", "url"}
