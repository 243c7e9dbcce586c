"""Public pages of resolutions."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from cms.registers.tracker import selectors
from cms.registers.tracker.models import Assignment, Resolution
from cms.registers.tracker.selectors import Filters
from tests.factories.accounts import BodyFactory
from tests.factories.tracker import (
    AssessmentFactory,
    AssignmentFactory,
    RecommendationFactory,
    ReportFactory,
    ResolutionFactory,
    published,
)
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
STATUSES = ("new", "in_work", "done", "partly", "declined")


def fill(resolution: Resolution, total: int) -> None:
    """Recommendations with a report, an assessment and a change of each status."""
    for number in range(total):
        row = AssignmentFactory(
            recommendation__resolution=resolution,
            status=STATUSES[number % 5],
            due_on=timezone.localdate() - dt.timedelta(days=1),
        )
        if number % 5:
            report = ReportFactory(assignment=row, live=True)
            AssessmentFactory(report=report, live=True)


@pytest.mark.parametrize("view", ["", "board/", "?q=помещения&status=done"])
def test_the_table_and_the_board_cost_the_same_for_10_and_60(view: str, client: Client) -> None:
    resolution = ResolutionFactory()
    costs = []
    for more in (10, 50):
        fill(resolution, more)
        costs.append(page_queries(client, f"{resolution.get_absolute_url()}{view}"))
    assert costs[0] == costs[1]
    assert costs[1] <= 15


def test_the_list_of_resolutions_costs_the_same_for_2_and_12(client: Client) -> None:
    costs = []
    for more in (2, 10):
        for _ in range(more):
            fill(ResolutionFactory(), 2)
        costs.append(page_queries(client, "/resolutions/"))
    assert costs[0] == costs[1]


def test_a_recommendation_costs_the_same_for_2_and_12_reports(client: Client) -> None:
    row = RecommendationFactory()
    costs = []
    for more in (2, 10):
        for _ in range(more):
            report = ReportFactory(assignment__recommendation=row, live=True)
            AssessmentFactory(report=report, live=True)
            other = RecommendationFactory()
            row.repeats.add(other)
        costs.append(page_queries(client, row.get_absolute_url()))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("lines", ["", "board/"])
def test_what_is_not_public_is_not_there(lines: str, client: Client) -> None:
    draft = AssignmentFactory(recommendation__resolution__live=False).recommendation
    assert client.get(f"{draft.resolution.get_absolute_url()}{lines}").status_code == 404
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert draft.resolution.title not in client.get("/resolutions/").content.decode()


def test_drafts_of_reports_and_assessments_are_not_shown(client: Client) -> None:
    report = published(ReportFactory(text="Видно всем."))
    AssessmentFactory(report=report, text="Черновик оценки.")
    ReportFactory(assignment=report.assignment, text="Черновик отчёта.")
    page = client.get(report.assignment.recommendation.get_absolute_url()).content.decode()
    assert "Видно всем." in page
    assert "Черновик" not in page


def test_the_board_shows_the_first_of_each_column_and_leads_to_the_rest(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "PER_COLUMN", 3)
    resolution = ResolutionFactory()
    fill(resolution, 20)
    page = client.get(f"{resolution.get_absolute_url()}board/?q=помещения")
    columns = [column for column, _lines, _filters in page.context["columns"]]
    assert [(each.total, len(each.assignments)) for each in columns] == [(4, 3)] * 5
    rest = urlencode({"q": "помещения", "status": "done"}).replace("&", "&amp;")
    assert f'href="{resolution.get_absolute_url()}?{rest}"' in page.content.decode()
    table = client.get(f"{resolution.get_absolute_url()}?{rest.replace('&amp;', '&')}")
    assert len(table.context["rows"]) == 4


def test_filters_narrow_the_table_and_the_board() -> None:
    resolution = ResolutionFactory()
    ministry = BodyFactory(name="Министерство")
    wanted = AssignmentFactory(
        recommendation__resolution=resolution,
        recommendation__text="Создать портал",
        body=ministry,
        status="done",
    )
    fill(resolution, 4)
    number = wanted.recommendation.addressee.direction.number
    for filters in (
        Filters(words="создать ПОРТАЛ"),
        Filters(body=ministry.pk),
        Filters(direction=number),
        Filters(status="done", body=ministry.pk),
        Filters(words=wanted.recommendation.number),
    ):
        found = selectors.recommendations_page(resolution, filters, cursor=None).items
        assert found == [wanted.recommendation], filters
        shown = [
            row for column in selectors.board(resolution, filters) for row in column.assignments
        ]
        assert shown == [wanted], filters
    assert selectors.recommendations(resolution, Filters(words="портал садов")).count() == 0


@pytest.mark.parametrize(
    "query", ["direction=x", "status=nothing", "body=0", "cursor=abc", "q=%00"]
)
def test_a_wrong_filter_narrows_nothing(query: str, client: Client) -> None:
    row = AssignmentFactory()
    address = row.recommendation.resolution.get_absolute_url()
    for view in ("", "board/"):
        response = client.get(f"{address}{view}?{query}")
        assert response.status_code == 200
        assert row.recommendation.number in response.content.decode()


def test_shares_are_counted_by_addressee() -> None:
    resolution, today = ResolutionFactory(), timezone.localdate()
    ministry = BodyFactory(name="Министерство")
    late = today - dt.timedelta(days=1)
    for status, assessed, due in (
        ("done", True, late), ("done", False, None), ("partly", True, late), ("new", False, today),
        ("in_work", False, late), ("declined", True, late),
    ):  # fmt: skip
        AssignmentFactory(
            recommendation__resolution=resolution,
            body=ministry, status=status, is_assessed=assessed, due_on=due,
        )  # fmt: skip
    AssignmentFactory(recommendation__resolution=resolution, body=None, name="Бюро НКО")
    AssignmentFactory()  # of another resolution
    first, second = selectors.shares(resolution, today=today)
    assert (first.who, first.body, first.tally) == ("Бюро НКО", None, selectors.Tally(1, new=1))
    expected = selectors.Tally(
        total=6, done=2, confirmed=1, partly=1, in_work=1, declined=1, new=1, overdue=2
    )
    assert (second.who, second.body, second.tally) == ("Министерство", ministry.pk, expected)
    assert second.tally.done_percent == 33
    assert selectors.tally(resolution, today=today).total == 7


def test_what_says_the_same_is_linked_both_ways(client: Client) -> None:
    one, other = RecommendationFactory(), RecommendationFactory()
    hidden = RecommendationFactory(resolution__live=False)
    one.repeats.add(other, hidden)
    for here, there in ((one, other), (other, one)):
        page = client.get(here.get_absolute_url()).content.decode()
        assert f'href="{there.get_absolute_url()}"' in page
        assert hidden.get_absolute_url() not in page


def test_an_overdue_assignment_says_so(client: Client) -> None:
    late = timezone.localdate() - dt.timedelta(days=3)
    row = AssignmentFactory(due_on=late)
    page = client.get(row.recommendation.get_absolute_url()).content.decode()
    assert "due--over" in page
    Assignment.objects.update(status="done")
    assert "due--over" not in client.get(row.recommendation.get_absolute_url()).content.decode()
