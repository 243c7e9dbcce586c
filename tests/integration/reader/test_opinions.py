"""A council's opinion as everybody reads it: thirteen sections, editions, files."""

import datetime as dt
import io
from typing import Any

import docx
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from consultations.comments.models import ProvisionComment
from consultations.expertise.domain.parts import Section
from consultations.expertise.exports import words
from consultations.expertise.exports.document import build_document
from consultations.expertise.messages import CORRUPTION_TITLES
from consultations.expertise.models import Opinion
from consultations.expertise.selectors import opinion_text
from consultations.expertise.services import adopt_opinion, supersede_opinion
from core.documents.domain.blocks import Heading
from tests.factories.accounts import UserFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import (
    BallotFactory,
    ConsideredCommentFactory,
    CorruptionFindingFactory,
    DissentFactory,
    OpinionFactory,
    RemarkFactory,
)
from tests.integration.expertise.drafts import saved, whole
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def opinion() -> Opinion:
    found: Opinion = OpinionFactory(adopted=True)
    return found


def read(client: Client, opinion: Opinion) -> str:
    answer = client.get(opinion.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_all_sections_stand_in_their_order(client: Client, opinion: Opinion) -> None:
    page = read(client, opinion)
    places = [page.index(f'<h2 id="{section}">') for section in Section]
    assert places == sorted(places)
    assert len(places) == 13
    assert page.count('<li><a href="#') == 13


def test_every_part_is_shown(client: Client, opinion: Opinion) -> None:
    provision = ProvisionFactory(version=opinion.consultation.version, path="article:8")
    remark = RemarkFactory(opinion=opinion, provision=provision, norm="часть 3 статьи 5")
    author = UserFactory(full_name="Автор Замечания")
    remark.authors.add(author)
    CorruptionFindingFactory(
        opinion=opinion, provision=provision, quotation="в разумный срок", remedy="Назвать срок"
    )
    opinion.assessments.create(code="rights", verdict="partly", text="Не во всём")
    ballot = BallotFactory(opinion=opinion, vote="against")
    considered = ConsideredCommentFactory(opinion=opinion)
    page = read(client, opinion)
    for shown in ("часть 3 статьи 5", "Автор Замечания", "в разумный срок", "Назвать срок",
                  "Не во всём", str(ballot.member.user), considered.note,
                  considered.comment.receipt_code):  # fmt: skip
        assert shown in page, shown


def test_how_each_voted_is_not_shown_of_a_secret_vote(client: Client, opinion: Opinion) -> None:
    BallotFactory(opinion=opinion, vote="")
    shown = page_columns(read(client, opinion))
    Opinion.objects.filter(pk=opinion.pk).update(is_secret=True)
    assert page_columns(read(client, opinion)) == shown - 1


def page_columns(page: str) -> int:
    return (
        page.partition('<h2 id="vote">')[2]
        .partition('<h2 id="dissents">')[0]
        .count('<th scope="col"')
    )


def test_a_hidden_comment_is_shown_nowhere(client: Client, opinion: Opinion) -> None:
    row = ConsideredCommentFactory(opinion=opinion, comment__comment="Тайные слова")
    code = row.comment.receipt_code
    assert "Тайные слова" in read(client, opinion)
    document = client.get(f"{opinion.edition_url}docx/").content
    assert code in words_of(document)
    ProvisionComment.objects.filter(pk=row.comment_id).update(status="hidden")
    page = read(client, opinion)
    assert "Тайные слова" not in page
    assert code not in page
    assert row.note not in page
    assert code not in words_of(client.get(f"{opinion.edition_url}docx/").content)


def words_of(document: bytes) -> str:
    file = docx.Document(io.BytesIO(document))
    cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def test_the_proposal_tells_who_considered_it(client: Client, opinion: Opinion) -> None:
    row = ConsideredCommentFactory(opinion=opinion, note="Совет поддержал")
    draft = ConsideredCommentFactory(
        opinion__referral__consultation=opinion.consultation, comment=row.comment, note="Черновик"
    )
    page = client.get(row.comment.get_absolute_url()).content.decode()
    assert "Совет поддержал" in page
    assert opinion.council.name in page
    assert "Черновик" not in page
    listed = f"{opinion.consultation.get_absolute_url()}comments/"
    assert "Совет поддержал" in client.get(listed).content.decode()
    adopt_opinion(actor=None, opinion=draft.opinion, now=timezone.now())
    # The list is printed anew, not taken from what was kept.
    assert "Черновик" in client.get(listed).content.decode()


def test_the_title_of_the_corruption_block_depends_on_accreditation(
    client: Client, opinion: Opinion
) -> None:
    with override("en"):
        plain, accredited = str(CORRUPTION_TITLES[False]), str(CORRUPTION_TITLES[True])
    address = opinion.get_absolute_url()
    client.cookies["django_language"] = "en"
    page = client.get(address).content.decode()
    assert (plain in page, accredited in page) == (True, False)
    assert words.CORRUPTION[False] in titles(opinion)
    Opinion.objects.filter(pk=opinion.pk).update(
        accreditation_number="12", accreditation_on=dt.date(2025, 1, 1)
    )
    page = client.get(address).content.decode()
    assert (plain in page, accredited in page) == (False, True)
    assert words.CORRUPTION[True] in titles(Opinion.objects.get(pk=opinion.pk))


def titles(opinion: Opinion) -> list[str]:
    blocks = build_document(opinion_text(opinion)).blocks
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_the_file_has_all_sections(opinion: Opinion) -> None:
    found = titles(opinion)
    assert [title for title in found if title in words.SECTIONS.values()] == list(
        words.SECTIONS.values()
    )


def test_a_superseded_opinion_stays_at_its_own_address(client: Client) -> None:
    first = OpinionFactory(adopted=True, findings="Прежние слова")
    referral = first.referral
    draft = supersede_opinion(
        actor=None, opinion=first, reason="Опечатка в выводах", now=timezone.now()
    )
    assert client.get(draft.edition_url).status_code == 404
    saved(referral, whole(referral, findings="Новые слова"), revision=draft.revision)
    second = adopt_opinion(actor=None, opinion=draft, now=timezone.now())
    page = read(client, second)
    assert ("Новые слова" in page, "Прежние слова" in page) == (True, False)
    assert "Опечатка в выводах" in page
    assert first.edition_url in page
    old = client.get(first.edition_url).content.decode()
    assert "Прежние слова" in old
    assert f'href="{second.get_absolute_url()}"' in old
    document = client.get(f"{first.edition_url}docx/").content
    assert words.SUPERSEDED in words_of(document)
    assert client.get(f"{first.edition_url}exe/").status_code == 404


def test_the_page_costs_the_same(client: Client, opinion: Opinion) -> None:
    url = opinion.get_absolute_url()

    def fill(count: int) -> None:
        for _number in range(count):
            remark = RemarkFactory(opinion=opinion)
            remark.authors.add(UserFactory())
            CorruptionFindingFactory(opinion=opinion)
            ConsideredCommentFactory(opinion=opinion)
            BallotFactory(opinion=opinion)
            DissentFactory(opinion=opinion)

    fill(1)
    few = page_queries(client, url)
    fill(10)
    assert page_queries(client, url) == few <= 30


@pytest.mark.parametrize("fmt", ["docx", "pdf"])
def test_the_file_is_the_same_bytes(fmt: str, client: Client, opinion: Opinion) -> None:
    RemarkFactory(opinion=opinion)
    answers: list[Any] = [client.get(f"{opinion.edition_url}{fmt}/") for _time in range(2)]
    assert answers[0].content == answers[1].content
    assert f'filename="{opinion.consultation.year}-' in answers[0]["Content-Disposition"]
