"""Each source gives to the index what is public and nothing else."""

import datetime as dt

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from consultations.comments.models import CommentStatus
from consultations.comments.services.creating import tell
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import SummaryConclusion
from core.accounts.models import NameDisplay
from search import registry, services
from search.engine import backend
from search.interface import Document
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
from tests.factories.drafts import BillFactory, BillVersionFactory, ProvisionFactory
from tests.factories.expertise import OpinionFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

KINDS = ("bill", "provision", "comment", "answer", "opinion", "conclusion", "page")


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


def test_provisions_of_the_newest_published_version() -> None:
    first = ProvisionFactory()
    bill = first.version.bill
    assert public("provision", first.pk) == [first.pk]
    second = ProvisionFactory(version=BillVersionFactory(bill=bill, number=2))
    draft = ProvisionFactory(version=BillVersionFactory(bill=bill, number=3, draft=True))
    other = ProvisionFactory(version__draft=True)
    assert public("provision", first.pk, second.pk, draft.pk, other.pk) == [second.pk]


def test_a_provision_is_found_by_its_citation_heading_and_words() -> None:
    provision = ProvisionFactory(
        path="article:5.1",
        heading="Полномочия",
        content={"intro": [{"type": "alinea", "text": "Совет вправе давать советы."}]},
    )
    found = document("provision", provision.pk)
    assert (found.title, found.body) == (
        "Статья 5.1. Полномочия",
        "Совет вправе давать советы.",
    )
    (shown,) = registry.sources()["provision"].found([provision.pk]).values()
    assert (shown.title, shown.text) == (found.title, found.body)


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


def test_names_of_citizens_are_never_in_the_index() -> None:
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


def hits(words: str) -> list[tuple[str, int]]:
    from search.domain.query import compile_query
    from search.interface import SearchRequest

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
