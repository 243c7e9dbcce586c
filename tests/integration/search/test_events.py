"""Facets that are true by the clock, and every event that changes what is indexed."""

import datetime as dt

import pytest
from django.utils import timezone

from consultations.comments.models import CommentStatus
from consultations.comments.services.creating import tell
from consultations.conclusions.services import move_members, undo_change
from consultations.control.models import ClosingDocument
from consultations.expertise.domain.opinions import DissentData
from consultations.expertise.services import file_dissent
from consultations.process.models import Consultation
from consultations.process.services import decline_referral
from consultations.requests.services import show_request
from core.accounts.models import MembershipRole
from core.accounts.services import erase_contact
from core.clock import registry as clock
from core.clock.services import tick
from drafts.services import describe_bill
from search import registry, services
from search.domain.query import Clause, Field, Phrase, Query, compile_query
from search.engine import backend
from search.interface import SearchRequest
from search.models import IndexedDocument, IndexJob
from tests.factories.accounts import MembershipFactory
from tests.factories.conclusions import (
    ACCEPTANCE,
    adopted,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
)
from tests.factories.control import monitoring
from tests.factories.control import signed as closing_signed
from tests.factories.drafts import ProvisionFactory, TopicFactory
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.factories.requests import PublicRequestFactory

pytestmark = pytest.mark.django_db


def facet(kind: str, pk: int, name: str) -> list[str]:
    """What the index says now, once everything that was noted is applied."""
    services.apply_pending()
    found = IndexedDocument.objects.select_related("facets").get(kind=kind, object_id=pk)
    return found.facets.values.get(name, [])


def hits(words: str) -> list[tuple[str, int]]:
    services.apply_pending()
    found = backend().search(SearchRequest(compile_query(words)))
    return sorted(hit.key for hit in found.hits)


def differences() -> dict[str, services.Difference]:
    """What the index has missed; factories seat members of councils without a word."""
    services.apply_pending()
    return {kind: each for kind, each in services.verify().items() if each and kind != "council"}


def states(consultation: Consultation) -> set[str]:
    """The states of everything that there is in an event and of its text."""
    services.apply_pending()
    version = consultation.version
    found = {
        state
        for document in IndexedDocument.objects.select_related("facets")
        if document.facets.values.get("bill") == [version.bill.slug]
        for state in document.facets.values["state"]
    }
    assert differences() == {}
    return found


def noticed(now: dt.datetime) -> None:
    jobs = [job for job in clock.jobs() if job.name == "process.windows"]
    assert all(outcome.error == "" for outcome in tick(now=now, jobs=jobs))


def test_the_state_follows_the_clock(time_machine) -> None:
    provision = ProvisionFactory()
    consultation = ConsultationFactory(version=provision.version, upcoming=True)
    adopted(consultation, {"provision": provision})
    services.fill()
    assert states(consultation) == {"announced"}

    time_machine.move_to(consultation.opens_at, tick=False)
    noticed(timezone.now())
    assert states(consultation) == {"open"}
    published(consultation, provision=provision)
    published(consultation)

    time_machine.move_to(consultation.closes_at, tick=False)
    noticed(timezone.now())
    assert states(consultation) == {"answering"}
    answer_everything(consultation)
    signed(consultation)
    assert states(consultation) == {"concluded"}
    kinds = set(IndexedDocument.objects.values_list("kind", flat=True))
    assert kinds >= {
        "bill", "version", "provision", "event", "comment", "answer", "opinion", "summary",
        "conclusion",
    }  # fmt: skip


def test_a_closing_document_concludes_what_it_closes() -> None:
    consultation = monitoring(closed=True)
    services.fill()
    assert states(consultation) == {"answering"}
    closing_signed(consultation)
    assert states(consultation) == {"concluded"}
    assert ClosingDocument.objects.get().pk in IndexedDocument.objects.filter(
        kind="closing"
    ).values_list("object_id", flat=True)


def test_new_topics_are_those_of_everything_that_belongs_to_the_bill() -> None:
    consultation = ConsultationFactory()
    comment, bill = published(consultation), consultation.version.bill
    services.fill()
    topic = TopicFactory(slug="tishina")
    describe_bill(
        actor=None, bill=bill, summary="О тишине", status=bill.status, introduced_on=None,
        topics=[topic], now=timezone.now(),
    )  # fmt: skip
    things = [
        ("bill", bill.pk), ("version", consultation.version_id), ("event", consultation.pk),
        ("comment", comment.pk),
    ]  # fmt: skip
    assert [facet(kind, pk, "topic") for kind, pk in things] == [["tishina"]] * 4
    describe_bill(
        actor=None, bill=bill, summary="О покое", status=bill.status, introduced_on=None,
        now=timezone.now(),
    )  # fmt: skip
    assert set(IndexJob.objects.values_list("kind", flat=True)) == {"bill"}


def test_the_disposition_stands_beside_the_proposals_and_goes_with_the_answer() -> None:
    consultation = ConsultationFactory()
    services.fill()
    text = "Запретить ремонт в обеденные часы на всей территории"
    first, second = (published(consultation, comment=text) for _ in range(2))
    group = group_of(first)
    answered(group)
    assert facet("comment", first.pk, "disposition") == ["rejected"]
    assert facet("group", group.pk, "disposition") == ["rejected"]
    answered(group, ACCEPTANCE)
    assert facet("comment", second.pk, "disposition") == ["accepted"]

    third = published(consultation, comment="Совсем другое предложение о собаках")
    other = group_of(third)
    item = group.items.get(comment=second)
    change = move_members(actor=None, group=group, items=[item], target=other, now=timezone.now())
    assert facet("comment", second.pk, "disposition") == []
    assert differences() == {}
    undo_change(actor=None, change=change, now=timezone.now())
    assert facet("comment", second.pk, "disposition") == ["accepted"]
    assert differences() == {}


def test_a_group_is_there_as_long_as_it_has_several_proposals() -> None:
    consultation = ConsultationFactory()
    services.fill()
    text = "Запретить ремонт в обеденные часы на всей территории"
    first = published(consultation, comment=text)
    services.apply_pending()
    assert not IndexedDocument.objects.filter(kind="group").exists()
    published(consultation, comment=text)
    assert ("group", group_of(first).pk) in hits("обеденные часы")
    first.status = CommentStatus.WITHDRAWN
    first.save()
    tell(first, old=CommentStatus.PUBLISHED)
    services.apply_pending()
    assert not IndexedDocument.objects.filter(kind="group").exists()
    assert differences() == {}


def test_an_erased_author_leaves_the_index() -> None:
    consultation = ConsultationFactory()
    comment = published(
        consultation, contact__full_name="Петренко Василиса", contact__name_display="full"
    )
    clause: Clause = (Phrase(("петренк",), field=Field.AUTHOR),)
    asked = SearchRequest(Query((clause,)))
    services.apply_pending()
    assert [hit.key for hit in backend().search(asked).hits] == [("comment", comment.pk)]
    erase_contact(actor=None, contact=comment.contact)
    services.apply_pending()
    assert backend().search(asked).hits == ()


def test_a_dissenting_opinion_is_found_with_the_opinion() -> None:
    opinion = adopted(ConsultationFactory(), {})
    member = MembershipFactory(body=opinion.council, role=MembershipRole.MEMBER)
    data = DissentData(member.pk, "Считаю срок слишком коротким", timezone.localdate())
    services.apply_pending()
    file_dissent(actor=None, opinion=opinion, data=data, now=timezone.now())
    assert hits("слишком коротким") == [("opinion", opinion.pk)]


def test_councils_of_an_event_follow_its_referrals() -> None:
    referral = ReferralFactory()
    event = referral.consultation
    services.fill()
    assert referral.council.slug in facet("event", event.pk, "council")
    decline_referral(actor=None, referral=referral, reason="Не по профилю", now=timezone.now())
    assert facet("event", event.pk, "council") == [event.organiser.slug]


def test_members_of_a_council_are_found_with_it() -> None:
    from core.accounts.services import add_member, create_user

    council = ConsultationFactory().organiser
    services.fill()
    user = create_user(actor=None, email="osipova@veche.example", full_name="Осипова Нина Львовна")
    add_member(actor=None, user=user, body=council, role=MembershipRole.MEMBER)
    assert hits("Осипова") == [("council", council.pk)]


def test_a_request_is_found_when_it_is_shown() -> None:
    request = PublicRequestFactory(checking=True, text="Просим обсудить переправу")
    services.fill()
    assert hits("переправу") == []
    show_request(actor=None, request=request, now=timezone.now())
    assert hits("переправу") == [("request", request.pk)]


def test_every_source_names_itself() -> None:
    labels = [str(source.label) for source in registry.sources().values()]
    orders = [source.order for source in registry.sources().values()]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert len(set(orders)) == len(orders)
