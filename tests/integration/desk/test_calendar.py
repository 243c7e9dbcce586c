"""The calendar of working days on the desk: seen by all who work, loaded by administrators."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from core.rules.models import CalendarDay, CalendarYear
from tests.factories.accounts import BodyFactory, staff

pytestmark = pytest.mark.django_db

GOOD = """year = 2028
source = "постановление"
holiday = [2028-01-03]
day_off = [2028-05-02]
working = [2028-04-29]
"""
URL = "/desk/calendar/load/"


def file(text: str | bytes) -> SimpleUploadedFile:
    data = text if isinstance(text, bytes) else text.encode()
    return SimpleUploadedFile("calendar_2028.toml", data)


@pytest.fixture
def administrator(client: Client):
    user = staff(BodyFactory(), MembershipRole.ADMINISTRATOR)
    client.force_login(user)
    return user


def test_everybody_who_works_sees_a_year_as_months(client) -> None:
    client.force_login(staff(BodyFactory(), MembershipRole.CLERK))
    response = client.get(reverse("desk:calendar"), {"year": "2026"})
    assert response.context["shown"].source in response.content.decode()
    months = response.context["months"]
    assert [month.working for month in months][:3] == [16, 19, 21]
    assert client.get(reverse("desk:load_calendar")).status_code == 403
    unknown = client.get(reverse("desk:calendar"), {"year": "пять"})
    assert unknown.context["shown"].year == timezone.localdate().year


def test_without_any_year_the_page_says_so(client) -> None:
    CalendarYear.objects.all().delete()
    client.force_login(staff(BodyFactory(), MembershipRole.CLERK))
    response = client.get(reverse("desk:calendar"))
    assert response.status_code == 200
    assert response.context["missing"] == timezone.localdate().year


def test_a_year_is_loaded_in_two_steps(client, administrator) -> None:
    preview = client.post(URL, {"file": file(GOOD)})
    assert preview.status_code == 200
    assert [str(change.date) for change in preview.context["changes"]] == [
        "2028-01-03",
        "2028-04-29",
        "2028-05-02",
    ]
    assert not CalendarYear.objects.filter(year=2028).exists()
    content = preview.context["confirm"].initial["content"]
    response = client.post(URL, {"content": content})
    assert response["Location"] == "/desk/calendar/?year=2028"
    assert CalendarDay.objects.filter(year_id=2028).count() == 3
    entry = JournalEntry.objects.get(kind="calendar.loaded")
    assert entry.actor_role == "administrator"


def test_a_loaded_year_needs_a_tick_to_be_replaced(client, administrator) -> None:
    client.post(URL, {"content": GOOD})
    other = GOOD.replace("working = [2028-04-29]", "working = []")
    preview = client.post(URL, {"file": file(other)})
    assert [str(change.date) for change in preview.context["changes"]] == ["2028-04-29"]
    refused = client.post(URL, {"content": other})
    assert refused.status_code == 422
    assert list(refused.context["confirm"].errors) == ["replace"]
    assert CalendarDay.objects.filter(year_id=2028).count() == 3
    assert client.post(URL, {"content": other, "replace": "on"}).status_code == 302
    assert CalendarDay.objects.filter(year_id=2028).count() == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "year = = 5",
        GOOD.replace("2028-01-03", "2027-01-03"),
        GOOD.replace("2028-04-29", "2028-04-28"),
        b"\xff\xfe\x00",
        GOOD + "#" * 70_000,
    ],
)
def test_a_bad_file_is_explained(client, administrator, text) -> None:
    response = client.post(URL, {"file": file(text)})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["file"]
    assert not CalendarYear.objects.filter(year=2028).exists()


def test_a_forged_confirmation_changes_nothing(client, administrator) -> None:
    response = client.post(URL, {"content": "year = 2028"})
    assert response["Location"] == URL
    assert not CalendarYear.objects.filter(year=2028).exists()


def test_the_desk_warns_before_the_last_loaded_year_ends(client) -> None:
    client.force_login(staff(BodyFactory(), MembershipRole.CLERK))
    assert client.get(reverse("desk:home")).context["due"].missing_year is None
    CalendarYear.objects.filter(year__gt=timezone.localdate().year - 1).delete()
    response = client.get(reverse("desk:home"))
    assert response.context["due"].missing_year == timezone.localdate().year
    assert reverse("desk:calendar") in response.content.decode()
