"""The letter with what is new."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from core.accounts.models import Contact
from core.mail.links import absolute, absolute_reverse
from core.mail.services import enqueue_mail
from search.alerts.selectors import Item, News


def stop_link(token: str) -> str:
    """Ends all letters about saved searches to one person."""
    return absolute_reverse("alerts:stop", token=token)


def send_alert(contact: Contact, news: Sequence[News], *, token: str, now: dt.datetime) -> bool:
    """One letter about all searches that are due; False if there is nothing to tell."""
    if not news or not contact.email:
        return False
    enqueue_mail(
        key=f"search:{contact.pk}:{int(now.timestamp())}",
        to=contact.email,
        template="search/alert",
        context={
            "searches": [_section(one) for one in news],
            "manage_url": absolute_reverse("alerts:manage", token=token),
        },
        language=contact.language,
        list_unsubscribe=stop_link(token),
    )
    return True


def _section(news: News) -> dict[str, Any]:
    return {
        "name": news.search.name,
        "words": news.words,
        "url": absolute(news.url),
        "lines": [_line(item) for item in news.items],
        "more": news.more,
        "total": len(news.items) + news.more,
    }


def _line(item: Item) -> dict[str, Any]:
    return {
        "label": item.label,
        "title": item.title,
        "place": item.place,
        "excerpt": item.excerpt,
        "at": item.at,
        "url": absolute(item.url),
    }
