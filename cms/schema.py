"""What editorial pages tell programs: news as NewsArticle, questions and answers as FAQPage."""

import re
from collections.abc import Iterable
from html import unescape
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.html import strip_tags

from core.mail.links import absolute
from core.web.microdata import Link, Thing

if TYPE_CHECKING:
    from cms.models import NewsPage
    from cms.models.faq import Entry

_BLOCK_END: Final = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")


def news_article(page: "NewsPage", *, path: str, tags: Iterable[str]) -> Thing:
    """A news item; its date is the printed one."""
    url = Link(absolute(path))
    return Thing(
        "NewsArticle",
        {
            "headline": page.title,
            "url": url,
            "mainEntityOfPage": url,
            "description": page.lead,
            "datePublished": page.date,
            "keywords": list(tags),
            "publisher": Thing("Organization", {"name": settings.SITE_NAME}),
            "inLanguage": "ru",
        },
    )


def faq(entries: "Iterable[Entry]", *, path: str) -> Thing:
    """Questions with their answers; headings between them are left out."""
    url = absolute(path)
    return Thing(
        "FAQPage",
        {
            "url": Link(url),
            "mainEntity": [
                Thing(
                    "Question",
                    {
                        "name": entry.question,
                        "url": Link(f"{url}#{entry.anchor}"),
                        "acceptedAnswer": Thing("Answer", {"text": plain(entry.answer.source)}),
                    },
                )
                for entry in entries
                if not entry.heading
            ],
            "inLanguage": "ru",
        },
    )


def plain(html: str) -> str:
    """The words of a rich text in one line."""
    return " ".join(unescape(strip_tags(_BLOCK_END.sub(" ", html))).split())
