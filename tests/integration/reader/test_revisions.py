"""A revision of a signed document says what changed since the one before it."""

import datetime as dt
from dataclasses import fields
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consultations.comments.models import ProvisionComment
from consultations.comments.selectors.statistics import ModerationNumbers
from consultations.comments.services import hide_comment
from consultations.conclusions.domain import revisions as domain
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.domain.figures import NumberChange, Section
from consultations.conclusions.domain.revisions import Comparison
from consultations.conclusions.domain.rowchanges import GroupChange, Members, Place
from consultations.conclusions.domain.snapshot import digest
from consultations.conclusions.models import Answer, ProposalSummary, SummaryConclusion
from consultations.conclusions.presenters import figures
from consultations.conclusions.presenters import revisions as words
from consultations.conclusions.selectors.changes import forget_comparisons
from consultations.conclusions.selectors.objections import ObjectionNumbers
from consultations.conclusions.services import finalise_lapsed
from consultations.process.models import Consultation
from consultations.process.numbers import Numbers
from consultations.reader.selectors import revisions as pages
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import (
    adopted,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
    summarised,
)
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db

OLD = AnswerData("rejected", "federal_law", "Срок установлен федеральным законом о тишине.")
NEW = AnswerData(
    "partly", "narrower", "Срок установлен областным законом о тишине.",
    expected_text="в течение пяти дней",
)  # fmt: skip


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


def said(consultation: Consultation, number: int, **values: Any) -> ProvisionComment:
    path = f"article:{number}"
    unit = ProvisionFactory(
        version=consultation.version, position=number, path=path, eid=f"art_{number}"
    )
    return published(consultation, provision=unit, comment=f"Довод {number}.", **values)


def revised(consultation: Consultation, count: int = 1) -> ProposalSummary:
    """Revision 2 of a summary in which so many rows are answered anew."""
    comments = [said(consultation, number) for number in range(1, count + 1)]
    for comment in comments:
        answered(group_of(comment), OLD)
    summarised(consultation)
    for comment in comments:
        answered(group_of(comment), NEW)
    return summarised(consultation, number="3-С")


def changes(client: Client, url: str) -> pages.RevisionChanges:
    response = client.get(url)
    assert response.status_code == 200
    found: pages.RevisionChanges = response.context["changes"]
    return found


def test_an_answer_given_anew_is_compared_word_by_word(
    consultation: Consultation, client: Client
) -> None:
    summary = revised(consultation)
    first = ProposalSummary.objects.get(revision=1)
    response = client.get(summary.get_absolute_url())
    html = response.content.decode()
    (row,) = response.context["changes"].rows
    assert (row.kind, row.was_code, row.now_code) == ("changed", "rejected", "partly")
    assert (row.row, row.place) == (1, "Статья 1")
    assert row.url in html
    assert row.url == f"{summary.revision_url}?row=1#row-1"
    assert f'href="{first.revision_url}"' in html
    (text,) = [part for part in row.parts if part.old == OLD.text]
    assert (text.new, text.is_redline) == (NEW.text, True)
    crossed = html[html.index("<del>") : html.index("</del>")]
    assert "федеральным" in crossed
    assert "visually-hidden" in crossed
    # The first one has nothing before it, and leads to the newest.
    old = client.get(first.revision_url)
    assert old.context["changes"] is None
    assert 'id="changes"' not in old.content.decode()
    assert summary.get_absolute_url() in old.content.decode()


def test_the_signed_document_names_what_it_replaces(
    consultation: Consultation, client: Client
) -> None:
    summary = revised(consultation)
    first = ProposalSummary.objects.get(revision=1)
    assert summary.snapshot["document"]["replaces"] == {
        "number": "2-С", "revision": 1, "sha256": first.snapshot_sha256,
        "signed_on": timezone.localdate(first.signed_at).isoformat(),
    }  # fmt: skip
    assert "replaces" not in first.snapshot["document"]
    assert digest(summary.snapshot) == summary.snapshot_sha256
    html = client.get(summary.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert "Редакция 2, взамен сводки предложений с позицией ответственного комитета № 2-С" in html


def test_rows_that_came_went_and_were_hidden(consultation: Consultation, client: Client) -> None:
    gone, stays = said(consultation, 1), said(consultation, 2)
    answered(group_of(gone), OLD)
    answered(group_of(stays), OLD)
    summarised(consultation)
    hide_comment(actor=UserFactory(), comment=gone, ground_code="spam", now=timezone.now())
    answered(group_of(said(consultation, 3)), OLD)
    summary = summarised(consultation, number="3-С")
    html = client.get(summary.get_absolute_url()).content.decode()
    by_kind = {row.kind: row for row in changes(client, summary.get_absolute_url()).rows}
    assert set(by_kind) == {"added", "removed"}
    assert by_kind["added"].place == "Статья 3"
    first = ProposalSummary.objects.get(revision=1)
    assert by_kind["removed"].url == f"{first.revision_url}?row=1#row-1"
    assert "Довод 1." not in html


def test_texts_that_are_not_what_was_signed_are_not_shown(
    consultation: Consultation, client: Client
) -> None:
    summary = revised(consultation)
    Answer.objects.filter(is_current=False).update(text="Подмена.")
    response = client.get(summary.get_absolute_url())
    (row,) = response.context["changes"].rows
    assert (row.is_silent, row.parts) == (True, ())
    assert (row.was_code, row.now_code) == ("rejected", "partly")
    assert "Подмена." not in response.content.decode()


def test_a_full_conclusion_after_a_lapsed_one(client: Client) -> None:
    due_on = timezone.localdate() - dt.timedelta(days=3)
    late: Consultation = ConsultationFactory(closed=True, answer_due_on=due_on)
    adopted(late, {})
    said(late, 1)
    finalise_lapsed(actor=None, consultation=late, number="1-СЗ", now=timezone.now())
    answer_everything(late)
    conclusion = signed(late, number="2-СЗ")
    found = changes(client, conclusion.revision_url)
    assert [row.was_code for row in found.rows] == ["", ""]
    assert {row.now_code for row in found.rows} == {"rejected"}
    facts = {line.was: line.now for line in found.facts}
    assert facts["1-СЗ"] == "2-СЗ"
    first = SummaryConclusion.objects.get(revision=1)
    assert conclusion.snapshot["document"]["replaces"]["sha256"] == first.snapshot_sha256
    assert client.get(conclusion.changes_url).status_code == 200
    assert client.get(first.changes_url).status_code == 404


def test_a_revision_of_an_earlier_format_is_compared(
    consultation: Consultation, client: Client
) -> None:
    summary = revised(consultation)
    first = ProposalSummary.objects.get(revision=1)
    plain = first.snapshot | {"format": 2}
    for name in ("places", "minutes", "moderation", "objections"):
        del plain[name]
    del plain["document"]["template"]
    ProposalSummary.objects.filter(pk=first.pk).update(
        snapshot=plain, snapshot_sha256=digest(plain)
    )
    found = changes(client, summary.revision_url)
    assert [row.kind for row in found.rows] == ["changed"]
    assert found.words == words.summary_words(
        Comparison(groups=(GroupChange(1, Place(1, ""), Place(1, ""), Members(), Members(), None),))
    )


def test_many_changes_have_pages_of_their_own(
    consultation: Consultation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = revised(consultation, count=5)
    assert not changes(client, summary.revision_url).is_long
    monkeypatch.setattr(pages, "AT_MOST", 4)
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    short = client.get(summary.revision_url)
    assert short.context["changes"].is_long
    assert not short.context["changes"].rows
    assert f'href="{summary.changes_url}"' in short.content.decode()
    seen = []
    for page in (1, 2, 3):
        response = client.get(f"{summary.changes_url}?page={page}")
        html = response.content.decode()
        assert ('rel="prev"' in html, 'rel="next"' in html) == (page > 1, page < 3)
        seen += [row.row for row in response.context["changes"].rows]
    assert seen == [1, 2, 3, 4, 5]
    for strange in ("0", "99", "x", "-1", "9" * 40):
        assert client.get(summary.changes_url, {"page": strange}).status_code == 200
    base = summary.get_absolute_url()
    for number in ("0", "1", "3", "99999999999999999999"):
        assert client.get(f"{base}revisions/{number}/changes/").status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_pages_cost_the_same_queries(
    consultation: Consultation, client: Client, count: int
) -> None:
    summary = revised(consultation, count=count)
    first = ProposalSummary.objects.get(revision=1)
    # The event, the two documents; the texts of what changed with their salts.
    assert page_queries(client, summary.changes_url) == 6
    extra = page_queries(client, summary.revision_url) - page_queries(client, first.revision_url)
    assert extra == 4


def test_what_differs_is_compared_once(
    consultation: Consultation, client: Client, django_assert_num_queries: Any
) -> None:
    summary = revised(consultation)
    first = ProposalSummary.objects.get(revision=1)
    forget_comparisons()
    with django_assert_num_queries(5):
        pages.revision_changes(summary, [summary, first])
    with django_assert_num_queries(4):
        pages.revision_changes(summary, [summary, first])
    assert pages.revision_changes(first, [summary, first]) is None


# --- Words ------------------------------------------------------------------------------------


def test_everything_that_may_differ_has_a_name() -> None:
    assert set(figures._fact_labels()) == set(domain._FACTS)
    assert set(figures._sections()) | {Section.NUMBERS} == set(Section)
    counted = {one.name for one in fields(Numbers) if one.type is int}
    assert set(figures._participation()) == counted
    assert set(figures._objections()) == {one.name for one in fields(ObjectionNumbers)}
    acts = {one.name for one in fields(ModerationNumbers) if one.type is int}
    assert set(figures._moderation()) == acts


def test_numbers_in_words() -> None:
    """Those that are not known keep their codes; a municipality that was not given has words."""
    found = Comparison(
        numbers=(
            NumberChange(Section.NUMBERS, "received", 3, 4),
            NumberChange(Section.NUMBERS, "strange", 0, 1),
            NumberChange(Section.GROUNDS, "ads", 0, 1, "Реклама"),
            NumberChange(Section.PLACES, "", 1, 2),
            NumberChange(Section.PLACES, "Тында", 1, 2, "Тында"),
        )
    )
    received, strange, ground, nowhere, town = figures.number_lines(found)
    assert (received.was, received.now) == ("3", "4")
    assert strange.label == "Strange"
    assert ground.label.endswith(": Реклама")
    assert town.label == nowhere.label.rpartition(":")[0] + ": Тында"
    assert nowhere.label.rpartition(": ")[2]


def test_notes_on_what_came_and_left() -> None:
    document = ProposalSummary(
        consultation=Consultation(year=2026, slug="sroki"), number="1", revision=1
    )
    change = GroupChange(
        7, Place(1, "article:1"), Place(2, ""), Members((1, 2), moved=1), Members((3,)), None
    )
    (line,) = words.row_lines(document, document, [change], {})
    moved, came, left = line.notes
    assert "Статья 1" in moved
    assert ("2" in came, "1" in came) == (True, True)
    assert "1" in left
    assert (line.was, line.now, line.is_silent) == ("", "", False)
    assert line.url == "/consultations/2026/sroki/summary/revisions/1/?row=2#row-2"
