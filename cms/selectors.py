import datetime as dt
from typing import TYPE_CHECKING, Any

from django.apps import apps

from consultations.conclusions.models import SummaryConclusion
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from consultations.reader.presenters import consultation_cards
from core.web.paging import Page, keyset_page

if TYPE_CHECKING:
    from cms.models import NewsIndexPage

OPEN_SHOWN = 6
SOON_DAYS = 5
NEWS_SHOWN = 3
NEWS_PER_PAGE = 12


def home(*, now: dt.datetime) -> dict[str, Any]:
    """What the home page shows; the same number of queries whatever there is.

    `open_now` and `closing_soon` do not repeat one another; both hold cards, the sooner to close
    the earlier.
    """
    open_now = list(
        Consultation.objects.with_parties().open_at(now).order_by("closes_at", "pk")[:OPEN_SHOWN]
    )
    counts = numbers(consultation.pk for consultation in open_now)
    soon = now + dt.timedelta(days=SOON_DAYS)
    closing = [consultation for consultation in open_now if consultation.closes_at <= soon]
    later = [consultation for consultation in open_now if consultation.closes_at > soon]
    conclusions = SummaryConclusion.objects.select_related("consultation__version__bill")
    news = apps.get_model("cms", "NewsPage")
    return {
        "closing_soon": consultation_cards(closing, counts, now),
        "open_now": consultation_cards(later, counts, now),
        "conclusions": list(conclusions.order_by("-signed_at", "-pk")[:3]),
        "latest_news": list(news.objects.live().order_by("-date", "-pk")[:NEWS_SHOWN]),
    }


def news_page(parent: "NewsIndexPage", *, cursor: str | None) -> Page[Any]:
    """News of a list, newest first."""
    news = apps.get_model("cms", "NewsPage").objects.child_of(parent).live()
    return keyset_page(news, order=("-date", "-pk"), cursor=cursor, per_page=NEWS_PER_PAGE)
