"""What is new about everything that is followed."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.urls import reverse

from consultations.comments.domain.places import normal_place
from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.conclusions.models import Answer
from consultations.expertise.models import Opinion
from consultations.following.domain.news import NewsCode, NewsItem, since
from consultations.following.domain.targets import Target, TargetKind
from consultations.following.errors import FollowingError
from consultations.following.models import Subscription
from consultations.following.subjects import subject_of
from consultations.following.wording import words_of
from consultations.process.models import Consultation
from drafts.models import BillVersion, Provision
from drafts.selectors import own_text

CLOSING_SOON: Final = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One line of a letter; `url` is a path of the site."""

    words: str
    at: dt.datetime
    url: str


@dataclass(frozen=True, slots=True)
class NewsSection:
    """The news of one thing that is followed."""

    about: str
    url: str
    lines: tuple[NewsLine, ...]


def people_due(now: dt.datetime, *, limit: int) -> list[str]:
    """Hashes of the people whose next letter may be written, those who wait longest first."""
    due = Subscription.objects.due(now).order_by().values("email_hash")
    waiting = due.annotate(oldest=Min("news_since")).order_by("oldest", "email_hash")
    return list(waiting.values_list("email_hash", flat=True)[:limit])


def subscriptions_of(person: str) -> list[tuple[Subscription, str, str]]:
    """What a person follows: (subscription, its words, its address); what is gone is left out."""
    found = []
    for subscription in Subscription.objects.of_person(person).with_subject():
        try:
            subject = subject_of(
                Target.parse(subscription.target), municipality=subscription.municipality
            )
        except FollowingError:
            continue
        found.append((subscription, subject.about, subject.url))
    return found


def news_sections(
    subscriptions: Iterable[Subscription], *, until: dt.datetime
) -> list[NewsSection]:
    """The news of each subscription since its last letter, in the current language; those without
    news are left out. A handful of queries for each."""
    sections = []
    for subscription in subscriptions:
        try:
            subject = subject_of(
                Target.parse(subscription.target), municipality=subscription.municipality
            )
        except FollowingError:
            continue
        items = news_of(subscription, until=until)
        if items:
            lines = tuple(NewsLine(words_of(item), item.at, item.url) for item in items)
            sections.append(NewsSection(subject.about, subject.url, lines))
    return sections


def news_of(subscription: Subscription, *, until: dt.datetime) -> list[NewsItem]:
    """The news later than `news_since` and not later than `until`, the earliest first."""
    span = Span(subscription.news_since, until)
    kind = Target.parse(subscription.target).kind
    if kind is TargetKind.BILL:
        items = _bill_news(subscription.bill_id, span)
    elif kind is TargetKind.PROVISION:
        items = _provision_news(subscription.bill_id, subscription.lineage, span)
    elif kind is TargetKind.COMMENT:
        items = _comment_news(subscription.comment, span)
    elif kind is TargetKind.TOPIC:
        items = _topic_news(subscription.topic_id, span)
    else:
        items = _municipality_news(subscription.municipality, span)
    return since(items, subscription.news_since)


@dataclass(frozen=True, slots=True)
class Span:
    """Later than `start`, not later than `end`."""

    start: dt.datetime
    end: dt.datetime

    def q(self, field: str) -> Q:
        return Q(**{f"{field}__gt": self.start, f"{field}__lte": self.end})

    def holds(self, moment: dt.datetime | None) -> bool:
        return moment is not None and self.start < moment <= self.end


# --- Bills and topics ---------------------------------------------------------------------------


def _bill_news(bill_id: int | None, span: Span) -> Iterator[NewsItem]:
    yield from _versions(BillVersion.objects.filter(bill=bill_id), span)
    consultations = list(
        Consultation.objects.filter(version__bill=bill_id).select_related("version__bill")
    )
    for consultation in consultations:
        yield from _stages(consultation, span)
        on_it = ProvisionComment.objects.in_consultation(consultation.pk)
        yield from _proposals(consultation, on_it, span)
        yield from _answers(consultation, Q(group__consultation=consultation), span)
    yield from _opinions(consultations, span)


def _versions(versions: QuerySet[BillVersion], span: Span) -> Iterator[NewsItem]:
    fresh = versions.published().filter(span.q("published_at")).select_related("bill")
    for version in fresh:
        code = NewsCode.NEW_BILL if version.number == 1 else NewsCode.NEW_VERSION
        params = {"number": version.number, "title": version.bill.title}
        yield NewsItem(code, version.published_at, version.get_absolute_url(), params)


def _stages(consultation: Consultation, span: Span) -> Iterator[NewsItem]:
    params = {
        "form": consultation.form,
        "title": consultation.version.bill.title,
        "opens_on": consultation.opens_on,
        "closes_on": consultation.closes_on,
    }
    closing = consultation.closes_at - CLOSING_SOON
    was_open = closing if closing > consultation.opens_at else None
    moments = (
        (NewsCode.ANNOUNCED, consultation.created_at),
        (NewsCode.OPENED, consultation.opens_at),
        (NewsCode.CLOSING, was_open if span.end < consultation.closes_at else None),
        (NewsCode.CONCLUDED, consultation.concluded_at),
    )
    for code, moment in moments:
        if moment is not None and span.holds(moment):
            yield NewsItem(code, moment, consultation.get_absolute_url(), params)


def _opinions(consultations: Sequence[Consultation], span: Span) -> Iterator[NewsItem]:
    adopted = Opinion.objects.adopted().filter(consultation__in=consultations)
    for opinion in adopted.filter(span.q("adopted_at")).select_related("council", "consultation"):
        params = {"council": opinion.council.name}
        yield NewsItem(NewsCode.OPINION, opinion.adopted_at, opinion.get_absolute_url(), params)


def _topic_news(topic_id: int | None, span: Span) -> Iterator[NewsItem]:
    on_topic = BillVersion.objects.filter(bill__topics=topic_id, number=1)
    yield from _versions(on_topic, span)
    consultations = Consultation.objects.filter(version__bill__topics=topic_id)
    for consultation in consultations.select_related("version__bill"):
        yield from _stages(consultation, span)


# --- Proposals and answers ----------------------------------------------------------------------


def _proposals(
    consultation: Consultation,
    comments: QuerySet[ProvisionComment],
    span: Span,
    query: dict[str, str] | None = None,
) -> Iterator[NewsItem]:
    """How many proposals were confirmed in this time and are public."""
    fresh = comments.published().proposals().filter(span.q("confirmed_at"))
    count = fresh.count()
    if count:
        address = reverse("reader:comments", args=[consultation.year, consultation.slug])
        url = f"{address}?{urlencode(query)}" if query else address
        yield NewsItem(NewsCode.PROPOSALS, span.end, url, {"count": count})


def _answers(
    consultation: Consultation, groups: Q, span: Span, query: dict[str, str] | None = None
) -> Iterator[NewsItem]:
    count = Answer.objects.current().filter(groups, span.q("published_at")).count()
    if count:
        address = reverse("reader:comments", args=[consultation.year, consultation.slug])
        url = f"{address}?{urlencode(query)}" if query else address
        yield NewsItem(NewsCode.ANSWERS, span.end, url, {"count": count})


def _provision_news(bill_id: int | None, lineage: UUID | None, span: Span) -> Iterator[NewsItem]:
    yield from _words_changed(bill_id, lineage, span)
    units = Provision.objects.filter(version__bill=bill_id, lineage=lineage)
    for unit in units:
        for consultation in Consultation.objects.filter(version=unit.version_id):
            query = {"on": unit.eid}
            yield from _proposals(consultation, unit.comments.all(), span, query)
            yield from _answers(consultation, Q(group__provision=unit), span, query)


def _words_changed(bill_id: int | None, lineage: UUID | None, span: Span) -> Iterator[NewsItem]:
    """Whether a version that was published in this time has other words in this place."""
    published = BillVersion.objects.filter(bill=bill_id).published().select_related("bill")
    versions = list(published.order_by("number"))
    units = {
        unit.version_id: unit
        for unit in Provision.objects.filter(version__in=versions, lineage=lineage)
    }
    for older, newer in itertools.pairwise(versions):
        before, after = units.get(older.pk), units.get(newer.pk)
        if before is None or not span.holds(newer.published_at):
            continue
        url = reverse("reader:compare", args=[newer.bill.slug, (older.number, newer.number)])
        params = {"number": newer.number}
        if after is None:
            yield NewsItem(NewsCode.DELETED, newer.published_at, url, params)
        elif own_text(before) != own_text(after):
            yield NewsItem(NewsCode.WORDS_CHANGED, newer.published_at, url, params)


def _comment_news(comment: ProvisionComment | None, span: Span) -> Iterator[NewsItem]:
    if comment is None:
        return
    url = comment.get_absolute_url()
    for reply in comment.replies.published().filter(span.q("confirmed_at")):
        yield NewsItem(NewsCode.REPLY, reply.confirmed_at, url)
    answers = Answer.objects.current().filter(span.q("published_at"))
    for answer in answers.filter(group__items__comment=comment):
        params = {"disposition": answer.disposition}
        yield NewsItem(NewsCode.ANSWERED, answer.published_at, url, params)
    if comment.revised_at is not None and span.holds(comment.revised_at):
        yield NewsItem(NewsCode.REVISED, comment.revised_at, url)
    decision = comment.moderation.filter(span.q("decided_at")).first()
    if decision is not None and comment.status in (CommentStatus.HIDDEN, CommentStatus.PUBLISHED):
        yield NewsItem(NewsCode.STATUS, decision.decided_at, url, {"status": comment.status})
    version = comment.consultation.version
    if comment.provision is not None:
        yield from _words_changed(version.bill_id, comment.provision.lineage, span)


def _municipality_news(name: str, span: Span) -> Iterator[NewsItem]:
    """New proposals of people from there, for each consultation in which they spoke."""
    key = normal_place(name)
    if not key:
        return
    fresh = ProvisionComment.objects.published().proposals().filter(span.q("confirmed_at"))
    theirs = fresh.filter(municipality_key=key)
    in_them = Consultation.objects.filter(
        pk__in=theirs.order_by().values("consultation")
    ).select_related("version__bill")
    for consultation in in_them:
        count = theirs.filter(consultation=consultation).count()
        address = reverse("reader:comments", args=[consultation.year, consultation.slug])
        url = f"{address}?{urlencode({'place': name})}"
        params = {"count": count, "title": consultation.version.bill.title}
        yield NewsItem(NewsCode.PROPOSALS, span.end, url, params)
