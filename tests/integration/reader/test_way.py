"""The way of a proposal: received, published, considered, answered, concluded, changed words."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consultations.amendments import services as amendments
from consultations.amendments.models import Amendment, AmendmentTable
from consultations.comments.models import ProvisionComment
from consultations.comments.services import hide_comment
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.services import merge_groups
from consultations.process.models import Consultation
from consultations.reader.selectors import receipt_page
from core.accounts.models import MembershipRole
from core.web.templatetags.veche import local_date
from drafts.models import BillVersion, Provision, VersionStatus
from tests.factories.accounts import staff
from tests.factories.conclusions import (
    ACCEPTANCE,
    REFUSAL,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
)
from tests.factories.drafts import BillVersionFactory, ProvisionFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db
PARTLY = AnswerData("partly", "narrower", "Срок будет иным.", expected_text="в 5 дней")


def alinea(text: str) -> dict[str, Any]:
    return {"intro": [{"type": "alinea", "text": text}]}


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory(closed=True)


@pytest.fixture
def article(consultation: Consultation) -> Provision:
    """Article 1 «Сроки» with a part of its own."""
    made: Provision = ProvisionFactory(version=consultation.version, position=1, heading="Сроки")
    return made


@pytest.fixture
def part(consultation: Consultation, article: Provision) -> Provision:
    made: Provision = ProvisionFactory(
        version=consultation.version, parent=article, position=2, kind="paragraph", number="1",
        path="article:1/paragraph:1", eid="art_1__para_1", heading="", num_label="1.",
        content=alinea("Ответ даётся в 30 дней."),
    )  # fmt: skip
    return made


def next_version(consultation: Consultation, **values: Any) -> BillVersion:
    made: BillVersion = BillVersionFactory(bill=consultation.version.bill, number=2, **values)
    return made


def carried(version: BillVersion, provision: Provision, **changed: Any) -> Provision:
    """The same unit in another version, changed or not."""
    kept = ("lineage", "position", "kind", "number", "path", "eid", "heading", "num_label")
    values = {name: getattr(provision, name) for name in (*kept, "content")}
    made: Provision = ProvisionFactory(version=version, **{**values, **changed})
    return made


def steps(comment: ProvisionComment) -> list[tuple[str, str]]:
    page = receipt_page(comment.receipt_code, now=timezone.now())
    assert page is not None
    return [(step.label, step.state) for step in page["steps"]]


def text_of(client: Client, comment: ProvisionComment) -> str:
    html = client.get(f"/receipts/{comment.receipt_code}/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).split())


def tabled(consultation: Consultation) -> None:
    amendments.table_amendments(
        actor=None, consultation=consultation, sponsor="Депутат Иванов", now=timezone.now()
    )


def edition(consultation: Consultation) -> AmendmentTable:
    return amendments.publish_tables(actor=None, consultation=consultation, now=timezone.now())


TABLED = re.compile(r"Внесено (?:как )?поправк\w+ № (\d+) таблицы № (\d+)")


def test_the_tabled_amendment_is_linked_from_the_proposal(
    client: Client, consultation: Consultation
) -> None:
    comment, other = published(consultation), published(consultation)
    answered(group_of(comment), ACCEPTANCE)
    answered(group_of(other))
    tabled(consultation)
    assert TABLED.search(text_of(client, comment)) is None
    first = edition(consultation)
    assert TABLED.findall(text_of(client, comment)) == [("1", "3")]
    assert TABLED.search(text_of(client, other)) is None
    for page in (f"/receipts/{comment.receipt_code}/", comment.get_absolute_url()):
        content = client.get(page).content.decode()
        assert f"{first.get_absolute_url()}?table=3&amp;number=1#amendment-3-1" in content
    # The newest edition counts.
    row = Amendment.objects.get()
    amendments.decide_amendments(
        actor=None, consultation=consultation, versions={row.pk: row.version},
        decision="adopt", reason="", now=timezone.now(),
    )  # fmt: skip
    edition(consultation)
    assert TABLED.findall(text_of(client, comment)) == [("1", "1")]


def test_everything_is_ahead_of_a_new_proposal(consultation: Consultation) -> None:
    assert steps(published(consultation)) == [
        ("Получено", "done"),
        ("Опубликовано", "done"),
        ("Объединено с однородными", "done"),
        ("Рассматривается комитетом", "current"),
        ("Ответ дан", "ahead"),
        ("Сводное заключение", "ahead"),
        ("Изменённые слова", "ahead"),
    ]


def test_the_way_tells_who_is_like_it_and_since_when_it_is_considered(
    client: Client, consultation: Consultation
) -> None:
    comment, other = published(consultation), published(consultation)
    assert "однородн" not in text_of(client, comment).replace("Объединено с однородными", "")
    merge_groups(
        actor=None, target=group_of(comment), sources=[group_of(other)], now=timezone.now()
    )
    shown = text_of(client, comment)
    assert "2 однородных предложения и замечания" in shown
    since = local_date(consultation.closes_on + dt.timedelta(days=1))
    assert f"{consultation.responder}, с {since}" in shown


def test_a_refusal_promises_no_changed_words(consultation: Consultation) -> None:
    comment = published(consultation)
    answer_everything(consultation, REFUSAL)
    assert steps(comment)[4:] == [("Ответ дан", "done"), ("Сводное заключение", "current")]
    signed(consultation)
    assert steps(comment)[5:] == [("Сводное заключение", "done")]


@pytest.mark.parametrize("answer", [ACCEPTANCE, PARTLY])
def test_what_was_accepted_waits_for_the_next_version(
    client: Client, consultation: Consultation, part: Provision, answer: AnswerData
) -> None:
    comment = published(consultation, provision=part)
    answer_everything(consultation, answer)
    signed(consultation)
    assert steps(comment)[5:] == [("Сводное заключение", "done"), ("Изменённые слова", "current")]
    assert "Что изменилось в этом положении" not in text_of(client, comment)

    unpublished = next_version(consultation, status=VersionStatus.DRAFT, published_at=None)
    carried(unpublished, part, content=alinea("Ответ даётся в 5 дней."))
    assert steps(comment)[6] == ("Изменённые слова", "current")

    BillVersion.objects.filter(pk=unpublished.pk).update(
        status=VersionStatus.PUBLISHED, published_at=timezone.now()
    )
    assert steps(comment)[6] == ("Изменённые слова", "done")
    shown = text_of(client, comment)
    assert "Что изменилось в этом положении" in shown
    html = client.get(f"/receipts/{comment.receipt_code}/").content.decode()
    assert re.search(r"<del>[^<]*<span[^>]*>[^<]*</span>30|<del>30", html)
    bill = consultation.version.bill
    assert f"/bills/{bill.slug}/compare/1..2/" in html


def test_a_newer_text_without_the_promised_words_is_said_so(
    client: Client, consultation: Consultation, part: Provision
) -> None:
    comment = published(consultation, provision=part)
    answer_everything(consultation, ACCEPTANCE)
    signed(consultation)
    carried(next_version(consultation), part)
    assert steps(comment)[6] == ("Изменённые слова", "current")
    assert "В редакции 2 эти слова остались прежними." in text_of(client, comment)


def test_what_is_below_the_unit_counts_and_what_is_beside_it_does_not(
    client: Client, consultation: Consultation, article: Provision, part: Provision
) -> None:
    beside = ProvisionFactory(version=consultation.version, position=3, path="article:10")
    on_article = published(consultation, provision=article)
    on_neighbour = published(consultation, provision=beside)
    answer_everything(consultation, ACCEPTANCE)
    signed(consultation)
    newer = next_version(consultation)
    carried(newer, article)
    carried(newer, beside)
    carried(newer, part, content=alinea("Ответ даётся в 5 дней."))
    ProvisionFactory(
        version=newer, position=4, kind="paragraph", number="2", path="article:1/paragraph:2",
        eid="art_1__para_2", heading="", num_label="2.", content=alinea("Срок не продлевается."),
    )  # fmt: skip
    shown = text_of(client, on_article)
    assert "Часть 1 статьи 1" in shown
    assert "Срок не продлевается." in shown
    assert steps(on_neighbour)[6] == ("Изменённые слова", "current")


def test_a_deleted_unit_is_shown_as_deleted(
    client: Client, consultation: Consultation, part: Provision
) -> None:
    comment = published(consultation, provision=part)
    answer_everything(consultation, ACCEPTANCE)
    signed(consultation)
    next_version(consultation)
    assert steps(comment)[6] == ("Изменённые слова", "done")
    assert "исключено" in text_of(client, comment)


def test_a_reply_is_promised_no_answer(client: Client, consultation: Consultation) -> None:
    root = published(consultation)
    reply = published(consultation, reply_to=root)
    assert steps(reply) == [("Получено", "done"), ("Опубликовано", "done")]
    assert "отвечает на каждое предложение" not in text_of(client, reply)


@pytest.mark.parametrize(("status", "words"), [("hidden", "Скрыто"), ("withdrawn", "Отозвано")])
def test_the_way_of_what_is_taken_away_ends(
    consultation: Consultation, status: str, words: str
) -> None:
    comment = published(consultation, status=status)
    received, (label, state) = steps(comment)
    assert received == ("Получено", "done")
    assert label.startswith(words)
    assert state == "current"


def test_replies_of_others_stay_with_their_grounds(
    client: Client, consultation: Consultation
) -> None:
    moderator = staff(consultation.organiser, MembershipRole.MODERATOR)
    root = published(consultation)
    kept = published(consultation, reply_to=root, comment="Согласны с соседями.")
    rude = published(consultation, reply_to=root, comment="Грубость.")
    for comment in (root, rude):
        hide_comment(actor=moderator, comment=comment, ground_code="insults", now=timezone.now())
    html = client.get(f"{consultation.get_absolute_url()}comments/").content.decode()
    assert kept.rationale in html
    assert rude.rationale not in html
    assert html.count("Основание:") == 2
