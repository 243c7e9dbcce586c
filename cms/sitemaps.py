"""What search engines may find: all public pages of the site, by sections.

Addresses come from `SITE_URL`, as in letters, and a section costs the same however much is in it.
"""

import datetime as dt
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Case, Count, F, Max, Model, Q, QuerySet, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from cms.addresses import path_of
from cms.selectors import newest_conclusions
from consultations.process.models import Consultation
from core.accounts.models import Council
from core.accounts.models.bodies import CONTROL_SUBJECTS
from drafts.models import Bill


class Section(Sitemap):
    """A section of the map; `rows` have `changed_at`, the last change of the page that is known."""

    limit = 10_000

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def items(self) -> QuerySet[Any]:
        return self.rows()

    def lastmod(self, item: Any) -> dt.datetime | None:
        found: dt.datetime | None = item.changed_at
        return found

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def extent(self) -> tuple[int, dt.datetime | None]:
        """How many files it takes, and the last change of all; one query."""
        found = self.rows().order_by().aggregate(total=Count("pk"), changed=Max("changed_at"))
        return max(1, -(-found["total"] // self.limit)), found["changed"]


class Pages(Section):
    """Pages of the editors that everybody may open."""

    def __init__(self) -> None:
        self._roots = Site.get_site_root_paths()

    def rows(self) -> QuerySet[Any]:
        ours = Q()
        for root in self._roots:
            ours |= Q(url_path__startswith=root.root_path)
        pages = Page.objects.live().public().filter(ours) if self._roots else Page.objects.none()
        return pages.annotate(changed_at=F("last_published_at")).order_by("path")

    def location(self, item: Model) -> str:
        assert isinstance(item, Page)  # noqa: S101 - that is what `rows` are
        return path_of(item, self._roots)


class Bills(Section):
    """Published bills."""

    def rows(self) -> QuerySet[Any]:
        published = Q(versions__status="published")
        changed = Max("versions__published_at", filter=published)
        return Bill.objects.published().annotate(changed_at=changed).order_by("pk")


class Consultations(Section):
    """Events of public control; a page changes when proposals begin and cease to be received and
    when a document is signed."""

    def rows(self) -> QuerySet[Any]:
        now = timezone.now()
        moments = ("opens_at", "closes_at", "summary_signed_at", "concluded_at")
        passed = (
            Case(When(**{f"{name}__lte": now}, then=F(name)), default=F("created_at"))
            for name in moments
        )
        changed = Greatest("created_at", *passed)
        return Consultation.objects.annotate(changed_at=changed).order_by("pk")


class Councils(Section):
    """Subjects of public control; a page changes with what is sent to the council and what it
    adopts."""

    def rows(self) -> QuerySet[Any]:
        sent, answered = Max("referrals__sent_at"), Max("referrals__answered_at")
        councils = Council.objects.filter(kind__in=CONTROL_SUBJECTS)
        return councils.annotate(changed_at=Greatest(sent, Coalesce(answered, sent))).order_by("pk")

    def location(self, item: Model) -> str:
        assert isinstance(item, Council)  # noqa: S101 - that is what `rows` are
        return reverse("reader:council", args=[item.slug])


class Conclusions(Section):
    """Signed summary conclusions, the revision in force of each."""

    def rows(self) -> QuerySet[Any]:
        signed = newest_conclusions().select_related("consultation")
        return signed.annotate(changed_at=F("signed_at")).order_by("pk")


SECTIONS: Final[dict[str, type[Section]]] = {
    "pages": Pages,
    "bills": Bills,
    "consultations": Consultations,
    "councils": Councils,
    "conclusions": Conclusions,
}
