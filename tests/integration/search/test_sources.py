"""Each source gives to the index what is public and nothing else."""

import datetime as dt

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from consultations.comments.models import CommentStatus
from consultations.comments.services.creating import tell
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import SummaryConclusion
from consultations.conclusions.services import rename_group
from core.accounts.models import NameDisplay
from core.accounts.services import withdraw_dissemination
from search import registry, services
from search.domain.query import Field, Phrase, Query, compile_query
from search.engine import backend
from search.interface import Document, SearchRequest
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.conclusions import (
    ACCEPTANCE,
    adopted,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
)
from tests.factories.drafts import (
    BillFactory,
    BillVersionFactory,
    ProvisionFactory,
    TopicFactory,
)
from tests.factories.expertise import OpinionFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

KINDS = (
    "bill", "version", "provision", "event", "comment", "group", "answer", "amendment", "council",
    "opinion", "summary", "conclusion", "minutes", "observation", "closing", "request", "expert",
    "call", "page", "competition", "meeting", "recommendation",
)  # fmt: skip


def public(kind: str, *ids: int) -> list[int]:
    """Which of `ids` the source gives out; all three of its methods must agree."""
    source = registry.sources()[kind]
    documents = sorted(document.object_id for document in source.documents(ids))
    assert sorted(source.found(ids)) == documents
    assert [pk for pk in source.all_ids() if pk in ids] == documents
    return documents


def document(kind: str, pk: int) -> Document:
    (found,) = registry.sources()[kind].documents([pk])
    return found


def test_every_kind_is_there() -> None:
    assert tuple(registry.sources()) == KINDS


def test_a_bill_is_public_with_its_first_published_version() -> None:
    draft = BillVersionFactory(draft=True).bill
    shown = BillVersionFactory(bill__summary="О дворах", bill__number="15-8").bill
    BillVersionFactory(bill=shown, number=2, draft=True)
    bare = BillFactory()
    assert public("bill", draft.pk, shown.pk, bare.pk) == [shown.pk]
    assert document("bill", shown.pk).title == shown.title
    assert {"15-8", "О дворах", shown.committee.name} <= set(
        document("bill", shown.pk).body.split("\n")
    )


def test_provisions_of_all_published_versions() -> None:
    first = ProvisionFactory(version__stage="introduced", version__bill__title="О дворах")
    bill = first.version.bill
    assert document("provision", first.pk).is_current
    second = ProvisionFactory(
        version=BillVersionFactory(bill=bill, number=2, stage="reading2"), path="article:2"
    )
    draft = ProvisionFactory(version=BillVersionFactory(bill=bill, number=3, draft=True))
    other = ProvisionFactory(version__draft=True)
    ids = [first.pk, second.pk]
    assert public("provision", *ids, draft.pk, other.pk) == ids
    assert [document("provision", pk).is_current for pk in ids] == [False, True]
    assert [document("provision", pk).facets["stage"] for pk in ids] == [
        ("introduced",), ("reading2",),
    ]  # fmt: skip
    found = registry.sources()["provision"].found(ids)
    assert found[first.pk].place == "Редакция 1, внесённая: О дворах"
    assert found[second.pk].place == "О дворах"
    assert f"/{bill.slug}/v1/#" in found[first.pk].url
    new = document("provision", second.pk)
    assert (new.path, new.is_unit, new.law) == ("article:2", True, f"№ {bill.number} О дворах")


def test_an_earlier_version_is_an_older_text() -> None:
    first = BillVersionFactory(front={"preamble": [{"type": "alinea", "text": "Ради тишины."}]})
    assert document("version", first.pk).is_current
    second = BillVersionFactory(bill=first.bill, number=2, stage="reading2")
    draft = BillVersionFactory(bill=first.bill, number=3, draft=True)
    assert public("version", first.pk, second.pk, draft.pk) == [first.pk, second.pk]
    assert not document("version", first.pk).is_current
    assert "Ради тишины." in document("version", first.pk).body
    assert document("version", second.pk).title == "Редакция 2, ко второму чтению"


def test_a_provision_is_found_by_its_citation_heading_and_words() -> None:
    provision = ProvisionFactory(
        path="article:5.1",
        heading="Полномочия",
        content={"intro": [{"type": "alinea", "text": "Совет вправе давать советы."}]},
    )
    found = document("provision", provision.pk)
    assert (found.title, found.body) == (
        "Полномочия",
        "Совет вправе давать советы.",
    )
    (shown,) = registry.sources()["provision"].found([provision.pk]).values()
    assert (shown.title, shown.text) == ("Статья 5.1. Полномочия", found.body)
    assert "Статья 5.1" in found.context


@pytest.mark.parametrize(
    ("status", "is_public"),
    [
        (CommentStatus.PUBLISHED, True),
        (CommentStatus.HELD, False),
        (CommentStatus.HIDDEN, False),
        (CommentStatus.WITHDRAWN, False),
    ],
)
def test_only_published_comments(status: CommentStatus, is_public: bool) -> None:
    comment = ProvisionCommentFactory(status=status)
    assert public("comment", comment.pk) == ([comment.pk] if is_public else [])


def test_names_of_citizens_are_found_when_they_are_asked_for_and_never_by_plain_words() -> None:
    comment = ProvisionCommentFactory(
        contact__full_name="Петренко Василиса Юрьевна",
        contact__organisation="ООО «Василёк»",
        contact__email="vasilisa@veche.example",
        contact__name_display=NameDisplay.FULL,
    )
    services.fill()
    for word in ("Петренко", "Василиса", "Василёк", "vasilisa"):
        assert hits(word) == []
    assert hits(comment.receipt_code) == [("comment", comment.pk)]
    (found,) = registry.sources()["comment"].found([comment.pk]).values()
    assert found.by == "Петренко Василиса Юрьевна"
    assert by_author("петренк") == [("comment", comment.pk)]
    withdraw_dissemination(actor=None, contact=comment.contact)
    services.apply_pending()
    assert by_author("петренк") == []


@pytest.mark.parametrize(
    ("display", "author"),
    [
        (NameDisplay.PSEUDONYM, ""),
        (NameDisplay.INITIALS, "Петренко В. Ю."),
        (NameDisplay.ORGANISATION, "ООО «Василёк»"),
    ],
)
def test_an_author_is_called_as_the_page_does(display: str, author: str) -> None:
    comment = ProvisionCommentFactory(
        contact__full_name="Петренко Василиса Юрьевна",
        contact__organisation="ООО «Василёк»",
        contact__name_display=display,
    )
    assert document("comment", comment.pk).author == author


def by_author(term: str) -> list[tuple[str, int]]:
    query = Query((((Phrase((term,), field=Field.AUTHOR)),),))
    return [hit.key for hit in backend().search(SearchRequest(query)).hits]


def hits(words: str) -> list[tuple[str, int]]:
    found = backend().search(SearchRequest(compile_query(words)))
    return [hit.key for hit in found.hits]


def test_only_adopted_opinions_with_their_remarks() -> None:
    draft = OpinionFactory(findings="Черновик заключения")
    opinion = adopted(ConsultationFactory(), {"text": "Срок слишком короткий"})
    assert public("opinion", draft.pk, opinion.pk) == [opinion.pk]
    assert "Срок слишком короткий" in document("opinion", opinion.pk).body


def test_the_current_answer_of_a_group_that_has_something_public() -> None:
    consultation = ConsultationFactory()
    comment, waiting = published(consultation), published(consultation)
    group = group_of(comment)
    answered(group, AnswerData("rejected", "federal_law", "Противоречит кодексу."))
    assert public("answer", group.pk, group_of(waiting).pk) == [group.pk]
    answered(group, ACCEPTANCE)
    assert "кодексу" not in document("answer", group.pk).body
    assert "в течение пяти дней" in document("answer", group.pk).body
    comment.status = CommentStatus.HIDDEN
    comment.save()
    tell(comment, old=CommentStatus.PUBLISHED)
    assert public("answer", group.pk) == []


def test_an_answer_leads_to_the_proposal_or_the_remark() -> None:
    consultation = ConsultationFactory()
    comment = published(consultation)
    opinion = adopted(consultation, {})
    answer_everything(consultation)
    remark = opinion.remarks.get()
    of_remark = remark.argument.group
    found = registry.sources()["answer"].found([group_of(comment).pk, of_remark.pk])
    assert found[group_of(comment).pk].url == comment.get_absolute_url()
    assert found[of_remark.pk].url == f"{opinion.get_absolute_url()}#remark-{remark.pk}"


def test_the_newest_revision_of_a_conclusion() -> None:
    first = signed(ConsultationFactory(closed=True))
    second = SummaryConclusion.objects.create(
        consultation=first.consultation,
        summary=first.summary,
        revision=2,
        number="4/2026-2",
        snapshot=first.snapshot,
        snapshot_sha256=first.snapshot_sha256,
        signer_name=first.signer_name,
        signer_post=first.signer_post,
        signed_at=timezone.now() + dt.timedelta(days=1),
        answer_due_on=first.answer_due_on,
    )
    assert public("conclusion", first.pk, second.pk) == [second.pk]


def test_what_is_indexed_does_not_depend_on_the_language_of_the_moment() -> None:
    conclusion = signed(ConsultationFactory(closed=True))
    with translation.override("en"):
        services.fill()
    assert services.verify()["conclusion"] == services.Difference([], [], [])
    with translation.override("ru"):
        words = gettext("Summary conclusion No. %(number)s") % {"number": conclusion.number}
    assert hits(words) == [("conclusion", conclusion.pk)]


def test_facets_of_a_proposal() -> None:
    provision = ProvisionFactory(version__stage="reading1", version__bill__number="15-8")
    bill = provision.version.bill
    bill.topics.add(TopicFactory(slug="zemlya"), TopicFactory(slug="voda"))
    consultation = ConsultationFactory(version=provision.version)
    comment = published(
        consultation, provision=provision, municipality="  г.  Зея", stance="oppose"
    )
    found = document("comment", comment.pk)
    assert (found.path, found.is_unit, found.law) == (provision.path, False, str(bill))
    assert found.values == {
        "kind": ("comment",), "bill": (bill.slug,), "stage": ("reading1",), "state": ("open",),
        "municipality": ("г. зея",), "stance": ("oppose",), "topic": ("voda", "zemlya"),
        "year": (str(timezone.localdate().year),),
    }  # fmt: skip
    answered(group_of(comment))
    assert document("comment", comment.pk).facets["disposition"] == ("rejected",)
    answer = document("answer", group_of(comment).pk)
    assert (answer.path, answer.author) == (provision.path, consultation.responder.name)
    assert answer.facets["disposition"] == ("rejected",)


def test_like_proposals_are_a_group_of_their_own() -> None:
    consultation = ConsultationFactory()
    alone = published(consultation, comment="Совсем другое дело")
    first = published(consultation, comment="Запретить ремонт в обеденные часы")
    second = published(consultation, comment="Запретить ремонт в обеденные часы")
    group = group_of(first)
    assert group_of(second) == group
    assert public("group", group.pk, group_of(alone).pk) == [group.pk]
    assert document("group", group.pk).body == "Запретить ремонт в обеденные часы"
    (found,) = registry.sources()["group"].found([group.pk]).values()
    assert (found.by, found.url) == ("2 предложения", group.get_absolute_url())
    rename_group(actor=None, group=group, title="Тихий обед", now=timezone.now())
    assert document("group", group.pk).title.endswith(" – Тихий обед")


def test_the_state_of_a_bill_is_that_of_all_its_events() -> None:
    running = ConsultationFactory()
    bill = running.version.bill
    ConsultationFactory(version=BillVersionFactory(bill=bill, number=2), upcoming=True)
    assert document("bill", bill.pk).facets["state"] == ("announced", "open")
    assert document("version", running.version_id).facets["state"] == ("open",)
    assert document("event", running.pk).facets["state"] == ("open",)


def test_councils_of_an_event_and_of_what_they_say() -> None:
    opinion = adopted(ConsultationFactory(), {})
    event = opinion.consultation
    expected = {opinion.council.slug, event.organiser.slug}
    assert set(document("event", event.pk).facets["council"]) == expected
    found = document("opinion", opinion.pk)
    assert (found.author, found.facets["council"]) == (
        opinion.council.name, (opinion.council.slug,),
    )  # fmt: skip
    own = document("council", opinion.council_id)
    assert own.facets == {"council": (opinion.council.slug,)}
