"""Who keeps meetings in the back office, and what is refused there."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from cms.registers.activity.models import ControlWork, Meeting
from core.accounts.models import Council
from tests import moment
from tests.factories.activity import MeetingFactory
from tests.integration.formation.test_office import errors_of

pytestmark = pytest.mark.django_db
OFFICE = "/cms-admin/snippets/activity"
PUBLISH = {"action-publish": "1"}


def meeting_form(body: Council, /, **values: Any) -> dict[str, Any]:
    return {
        "council": body.pk,
        "number": "",
        "held_on": (moment.today() - dt.timedelta(days=2)).isoformat(),
        "starts_at": "",
        "form": "remote",
        "place": "",
        "municipality": "",
        "agenda": "1. О плане работы.",
        "decisions": "",
        "protocol_number": "",
        "protocol": "",
        "members_total": "",
        "members_present": "",
        **values,
    }


def work_form(body: Council, /, **values: Any) -> dict[str, Any]:
    return {
        "council": body.pk,
        "form": "hearing",
        "other_form": "",
        "title": "Слушания о дорогах",
        "held_on": "2025-04-02",
        "url": "sovet.example/slushaniya",
        "document": "",
        **values,
    }


def test_a_secretary_drafts_and_the_chamber_publishes(
    secretary: Client, chamber: Client, council: Council
) -> None:
    assert secretary.get(f"{OFFICE}/meeting/add/").status_code == 200
    form = meeting_form(
        council, members_total=9, members_present=5, decisions="Решили", protocol_number="3"
    )
    assert secretary.post(f"{OFFICE}/meeting/add/", form | PUBLISH).status_code == 302
    meeting = Meeting.objects.get()
    assert not meeting.live
    edit = f"{OFFICE}/meeting/edit/{meeting.pk}/"
    assert chamber.post(edit, form | PUBLISH).status_code == 302
    assert "Решили" in Client().get(meeting.get_absolute_url()).content.decode()


def test_the_quorum_is_that_of_the_council(secretary: Client, council: Council) -> None:
    council.quorum_percent = 66
    council.save()
    form = meeting_form(council, members_total=9, members_present=5, decisions="Решили")
    assert "decisions" in errors_of(secretary.post(f"{OFFICE}/meeting/add/", form))
    form = form | {"members_present": 6}
    assert secretary.post(f"{OFFICE}/meeting/add/", form).status_code == 302
    assert Meeting.objects.get().quorum_percent == 66


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"form": "in_person"}, "place"),
        ({"form": "visiting", "place": "Дом культуры"}, "municipality"),
        ({"members_total": "9", "members_present": "10"}, "members_present"),
        ({"members_total": "9"}, "members_present"),
        ({"members_present": "9"}, "members_total"),
        ({"members_total": "0", "members_present": "0"}, "members_total"),
        ({"decisions": "Решили"}, "members_present"),
        ({"decisions": "Решили", "members_total": "9", "members_present": "4"}, "decisions"),
        ({"held_on": "2999-01-01", "decisions": "Решим"}, "decisions"),
        ({"held_on": "2999-01-01", "members_total": "9"}, "members_total"),
        ({"held_on": "31.02.2025"}, "held_on"),
        ({"council": "0"}, "council"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    secretary: Client, council: Council, values: dict[str, Any], field: str
) -> None:
    response = secretary.post(f"{OFFICE}/meeting/add/", meeting_form(council, **values))
    assert field in errors_of(response)
    assert "О плане работы" in response.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"url": ""}, "url"),
        ({"form": "other"}, "other_form"),
        ({"other_form": "встреча"}, "other_form"),
        ({"held_on": "2999-01-01"}, "held_on"),
    ],
)
def test_work_outside_needs_evidence(
    secretary: Client, council: Council, values: dict[str, Any], field: str
) -> None:
    response = secretary.post(f"{OFFICE}/controlwork/add/", work_form(council, **values))
    assert field in errors_of(response)
    assert not ControlWork.objects.exists()


def test_a_link_without_a_scheme_means_https(secretary: Client, council: Council) -> None:
    assert secretary.post(f"{OFFICE}/controlwork/add/", work_form(council)).status_code == 302
    assert ControlWork.objects.get().url == "https://sovet.example/slushaniya"


def test_rows_of_other_councils_are_out_of_reach(secretary: Client) -> None:
    other = MeetingFactory(agenda="Чужая повестка")
    assert "Чужая" not in secretary.get(f"{OFFICE}/meeting/").content.decode()
    edit = f"{OFFICE}/meeting/edit/{other.pk}/"
    assert secretary.get(edit).status_code == 302
    secretary.post(edit, meeting_form(other.council, agenda="Подмена"))
    other.refresh_from_db()
    assert other.agenda == "Чужая повестка"
    form = meeting_form(other.council, agenda="Подмена")
    assert "council" in errors_of(secretary.post(f"{OFFICE}/meeting/add/", form))
