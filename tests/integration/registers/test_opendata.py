"""What is given out as open data is what the pages show, and says what it means."""

import csv
import datetime as dt
import io
import json

import pytest
from django.test import Client
from django.utils import timezone

from cms.registers.opendata import registry
from cms.registers.tracker.models import Assignment
from tests.factories.tracker import (
    AssignmentFactory,
    ReportFactory,
    ResolutionFactory,
    published,
)
from tests.integration.registers.test_tracker_pages import fill
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
DATASET = "/opendata/recommendations/"
TYPES = {
    "string": str,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": dt.date.fromisoformat,
}


def rows(client: Client) -> list[dict[str, str]]:
    content = client.get(f"{DATASET}data.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


@pytest.fixture
def _some(db: None) -> None:
    resolution = ResolutionFactory(title="Резолюция; «с точкой с запятой»")
    fill(resolution, 5)
    AssignmentFactory(recommendation__resolution=resolution, body=None, name="Бюро НКО")
    AssignmentFactory(recommendation__resolution__live=False)


@pytest.mark.usefixtures("_some")
def test_csv_and_json_say_the_same_as_the_database(client: Client) -> None:
    found, data = rows(client), json.loads(client.get(f"{DATASET}data.json").getvalue())
    public = Assignment.objects.filter(recommendation__resolution__live=True)
    assert len(found) == len(data["rows"]) == public.count() == 6
    for line, record in zip(found, data["rows"], strict=True):
        row = Assignment.objects.get(pk=line["Номер в системе"])
        assert line["Рекомендация"] == record["Рекомендация"] == row.recommendation.text
        assert line["Исполнитель"] == record["Исполнитель"] == row.who
        assert line["Состояние"] == record["Состояние"] == row.status
        assert line["Срок"] == (record["Срок"] or "") == (row.due_on or "") or (
            line["Срок"] == record["Срок"] == row.due_on.isoformat()
        )
        assert line["Адрес"] == record["Адрес"]
        assert line["Адрес"].endswith(row.recommendation.get_absolute_url())


@pytest.mark.usefixtures("_some")
def test_every_value_is_what_the_schema_says(client: Client) -> None:
    response = client.get(f"{DATASET}schema.json")
    schema = json.loads(response.content)
    assert schema["id"].endswith(f"{DATASET}schema.json")
    found = rows(client)
    assert [field["name"] for field in schema["fields"]] == list(found[0])
    for field in schema["fields"]:
        rules = field.get("constraints", {})
        for line in found:
            value = line[field["name"]]
            assert value or not rules.get("required")
            assert "enum" not in rules or value in rules["enum"]
            if value:
                TYPES[field["type"]](value)  # type: ignore[operator]
    keys = [tuple(line[name] for name in schema["primaryKey"]) for line in found]
    assert len(set(keys)) == len(keys)


@pytest.mark.usefixtures("_some")
def test_the_passport_is_complete_and_leads_to_the_files(client: Client) -> None:
    page = client.get(DATASET).content.decode()
    content = client.get(f"{DATASET}passport.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content)))[1:]
    assert len(lines) == 13
    values = [value for _name, value in lines]
    assert values[0] == "recommendations"
    assert values[8] == "6"
    for address in values[5].split("\n"):
        path = "/" + address.split("/", 3)[3]
        assert path in page
        assert client.get(path).status_code == 200


def test_the_day_of_the_last_change_is_that_of_the_last_status(client: Client) -> None:
    dataset = registry.find("recommendations")
    assert dataset is not None
    assert dataset.changed() is None
    report = published(ReportFactory())
    changed = dataset.changed()
    assert changed is not None
    assert timezone.now() - changed < dt.timedelta(minutes=5)
    report.assignment.recommendation.resolution.unpublish()
    assert dataset.changed() is None


def test_an_empty_dataset_is_a_header_and_an_empty_list(client: Client) -> None:
    assert rows(client) == []
    assert json.loads(client.get(f"{DATASET}data.json").getvalue())["rows"] == []
    assert client.get(DATASET).status_code == 200
    assert client.get("/opendata/").status_code == 200


@pytest.mark.parametrize("path", ["nothing/", "nothing/data.csv", "recommendations/data.xml"])
def test_what_is_not_there_is_not_found(path: str, client: Client) -> None:
    assert client.get(f"/opendata/{path}").status_code == 404


def test_programs_of_other_sites_may_read_it(client: Client) -> None:
    for path in ("data.csv", "data.json", "schema.json"):
        assert client.get(f"{DATASET}{path}")["Access-Control-Allow-Origin"] == "*"


def test_files_cost_the_same_for_10_and_60(client: Client) -> None:
    resolution, costs = ResolutionFactory(), []
    for more in (10, 50):
        fill(resolution, more)
        costs.append([page_queries(client, f"{DATASET}{path}") for path in ("", "data.csv")])
    assert costs[0] == costs[1]


def test_a_dataset_is_registered_once() -> None:
    dataset = registry.find("recommendations")
    assert dataset is not None
    with pytest.raises(ValueError, match="recommendations"):
        registry.register(dataset)
