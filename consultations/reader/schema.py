"""What public pages tell programs: a bill as Legislation, an event of public control as an Event, a
council or another body as a GovernmentOrganization.

Nothing is told that the page does not show.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from consultations.hearings.models import HearingMinutes
from consultations.process.models import Consultation
from core.accounts.models import Body, Council
from core.mail.links import absolute, absolute_reverse
from core.web.microdata import Link, Term, Thing, Value
from drafts.models import Bill, BillVersion, Topic


def organization(body: Body) -> Thing:
    """A body by its name; a council with all that its page says."""
    if not isinstance(body, Council):
        return Thing("GovernmentOrganization", {"name": body.name})
    return Thing(
        "GovernmentOrganization",
        {
            "name": body.name,
            "url": Link(absolute_reverse("reader:council", slug=body.slug)),
            "description": body.about,
            "email": body.email,
            "foundingDate": body.formed_on,
            "parentOrganization": organization(body.parent) if body.parent else None,
        },
    )


def legislation(bill: Bill, *, versions: Sequence[BillVersion], topics: Iterable[Topic]) -> Thing:
    """A bill with its published versions, the newest first."""
    return Thing(
        "Legislation",
        {
            "name": bill.title,
            "url": Link(absolute(bill.get_absolute_url())),
            "legislationType": _("Bill"),
            "legislationIdentifier": bill.number,
            "legislationJurisdiction": Thing("AdministrativeArea", {"name": settings.REGION_NAME}),
            "legislationResponsible": organization(bill.committee),
            "abstract": bill.summary,
            "about": [Thing("Thing", {"name": str(topic)}) for topic in topics],
            "creativeWorkStatus": bill.get_status_display(),
            "version": versions[0].number,
            "datePublished": _day(versions[-1].published_at),
            "dateModified": _day(versions[0].published_at),
            "inLanguage": "ru",
        },
    )


def event(consultation: Consultation) -> Thing:
    """An event of public control: it is held on the site while proposals are received."""
    return Thing(
        "Event",
        {
            **_common(consultation),
            "startDate": consultation.opens_on,
            "endDate": consultation.closes_on,
            "eventAttendanceMode": Term("OnlineEventAttendanceMode"),
            "location": Thing(
                "VirtualLocation", {"url": Link(absolute(consultation.get_absolute_url()))}
            ),
        },
    )


def hearing(consultation: Consultation, minutes: HearingMinutes) -> Thing:
    """The meeting of which these minutes tell."""
    return Thing(
        "Event",
        {
            **_common(consultation),
            "startDate": _moment(minutes.held_on, minutes.started_at),
            "endDate": _moment(minutes.held_on, minutes.ended_at),
            "eventAttendanceMode": Term("OfflineEventAttendanceMode"),
            "location": Thing("Place", {"name": minutes.place}) if minutes.place else None,
        },
    )


def _common(consultation: Consultation) -> dict[str, Value]:
    bill = consultation.version.bill
    return {
        "name": f"{capfirst(consultation.get_form_display())}: {bill.title}",
        "url": Link(absolute(consultation.get_absolute_url())),
        "description": consultation.question,
        "eventStatus": Term("EventScheduled"),
        "organizer": Thing(
            "GovernmentOrganization",
            {
                "name": consultation.organiser.name,
                "url": Link(absolute_reverse("reader:council", slug=consultation.organiser.slug)),
            },
        ),
        "about": Thing(
            "Legislation", {"name": bill.title, "url": Link(absolute(bill.get_absolute_url()))}
        ),
        "inLanguage": "ru",
    }


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(moment) if moment else None


def _moment(day: dt.date | None, time: dt.time | None) -> dt.date | dt.datetime | None:
    if day is None or time is None:
        return day
    return dt.datetime.combine(day, time, tzinfo=timezone.get_default_timezone())
