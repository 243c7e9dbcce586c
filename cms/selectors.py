import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from taggit.models import Tag

from cms.presenters import conclusion_cards
from consultations.conclusions.models import SummaryConclusion
from consultations.conclusions.selectors import kept_tallies
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from consultations.reader.presenters import consultation_cards
from core.web.paging import Page, keyset_page

if TYPE_CHECKING:
    from cms.models import GuidePage, NewsIndexPage, NewsPage

OPEN_SHOWN: Final = 6
SOON_DAYS: Final = 5
CONCLUSIONS_SHOWN: Final = 3
NEWS_SHOWN: Final = 3
NEWS_PER_PAGE: Final = 12
NEWS_IN_FEED: Final = 50


def home(*, now: dt.datetime) -> dict[str, Any]:
    """What the home page shows; the same number of queries whatever there is.

    `closing_soon` and `open_now` hold cards and do not repeat one another, the sooner to close the
    earlier; `has_more` says that more are open than are shown.
    """
    running = Consultation.objects.with_parties().open_at(now).order_by("closes_at", "pk")
    found = list(running[: OPEN_SHOWN + 1])
    shown = found[:OPEN_SHOWN]
    counts = numbers(consultation.pk for consultation in shown)
    soon = now + dt.timedelta(days=SOON_DAYS)
    closing = [consultation for consultation in shown if consultation.closes_at <= soon]
    later = [consultation for consultation in shown if consultation.closes_at > soon]
    return {
        "closing_soon": consultation_cards(closing, counts, now),
        "open_now": consultation_cards(later, counts, now),
        "has_more": len(found) > OPEN_SHOWN,
        "conclusions": _conclusions(),
        "latest_news": _latest_news(),
        "news_index": apps.get_model("cms", "NewsIndexPage").objects.live().first(),
    }


def newest_conclusions() -> QuerySet[SummaryConclusion]:
    """Signed conclusions, of each event the revision in force."""
    newer = SummaryConclusion.objects.filter(
        consultation=OuterRef("consultation"), revision__gt=OuterRef("revision")
    )
    return SummaryConclusion.objects.filter(~Exists(newer)).defer("snapshot")


def _conclusions() -> list[Any]:
    """Cards of the conclusions signed last, the newest revision of each, with what came of the
    proposals."""
    signed = newest_conclusions().select_related(
        "consultation__version__bill", "consultation__organiser"
    )
    shown = list(signed.order_by("-signed_at", "-pk")[:CONCLUSIONS_SHOWN])
    return conclusion_cards(shown, kept_tallies(item.consultation for item in shown))


def _latest_news() -> list["NewsPage"]:
    news = apps.get_model("cms", "NewsPage").objects.live()
    return list(news.order_by("-date", "-pk")[:NEWS_SHOWN])


def news_page(parent: "NewsIndexPage", *, tag: Tag | None, cursor: str | None) -> Page[Any]:
    """News of a list, newest first: all, or those with a tag."""
    news = apps.get_model("cms", "NewsPage").objects.child_of(parent).live()
    if tag is not None:
        news = news.filter(tagged_items__tag=tag)
    return keyset_page(news, order=("-date", "-pk"), cursor=cursor, per_page=NEWS_PER_PAGE)


def news_tags() -> list[Tag]:
    """What published news are about, by name; not what those are about that wait for their hour."""
    news = apps.get_model("cms", "NewsPage").objects.live().public()
    tagged = Tag.objects.filter(cms_newstag_items__content_object__in=news)
    return list(tagged.order_by("name").distinct())


def news_tag(slug: str) -> Tag | None:
    """The tag at an address, if anything published has it."""
    return next((tag for tag in news_tags() if tag.slug == slug), None)


def fed_news(*, tag: Tag | None) -> list["NewsPage"]:
    """News of the feed, those published last first: all, or those with a tag. In the order of
    publication, which the printed date need not follow."""
    news = apps.get_model("cms", "NewsPage").objects.live().public()
    if tag is not None:
        news = news.filter(tagged_items__tag=tag)
    dated = news.filter(first_published_at__isnull=False).prefetch_related("tagged_items__tag")
    return list(dated.order_by("-first_published_at", "-pk")[:NEWS_IN_FEED])


def other_news(page: "NewsPage") -> list["NewsPage"]:
    """The latest news without this item."""
    news = type(page).objects.sibling_of(page, inclusive=False).live()
    return list(news.order_by("-date", "-pk")[:NEWS_SHOWN])


def guides(page: "GuidePage") -> list["GuidePage"]:
    """All guides beside this one, and itself, in the order of editors."""
    return list(type(page).objects.sibling_of(page).live().order_by("path"))
