"""What everybody sees of the work of councils, and what it costs."""

import datetime as dt

import pytest
from django.test import Client

from cms.registers.activity import selectors
from cms.registers.activity.models import ControlForm
from cms.registers.activity.presenters import FORM_HEADS
from core.journal.models import JournalEntry
from tests import moment
from tests.factories.accounts import CouncilFactory
from tests.factories.activity import ControlWorkFactory, MeetingFactory
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FORMS = ControlForm.values


def test_lists_cost_the_same_for_one_and_for_twenty(client: Client) -> None:
    def more() -> None:
        MeetingFactory()
        ControlWorkFactory()
        ConsultationFactory()

    more()
    addresses = ("/meetings/", "/public-control/", "/public-control/entered/")
    before = [page_queries(client, address) for address in addresses]
    for _ in range(19):
        more()
    assert [page_queries(client, address) for address in addresses] == before


def test_meetings_are_narrowed_and_read_on(client: Client) -> None:
    visiting = MeetingFactory(
        form="visiting", place="Дом культуры", municipality="Зея", held_on=dt.date(2024, 5, 1)
    )
    others = [MeetingFactory() for _ in range(selectors.PER_PAGE)]
    MeetingFactory(live=False)
    first = client.get("/meetings/")
    second = client.get("/meetings/", {"cursor": first.context["page"].next_cursor})
    shown = {row[0].pk for page in (first, second) for row in page.context["rows"]}
    assert shown == {visiting.pk, *(each.pk for each in others)}
    for query in (
        {"form": "visiting"}, {"year": "2024"}, {"council": visiting.council_id}, {"q": "культуры"},
    ):  # fmt: skip
        rows = client.get("/meetings/", query).context["rows"]
        assert [row[0].pk for row in rows] == [visiting.pk], query
    wrong = client.get("/meetings/", {"form": "?", "year": "x", "council": "-", "cursor": "§"})
    assert len(wrong.context["rows"]) == selectors.PER_PAGE


def test_a_meeting_says_whether_it_could_decide(client: Client) -> None:
    held = MeetingFactory(decisions="Решили", members_total=9, members_present=5)
    failed = MeetingFactory(members_total=9, members_present=4)
    ahead = MeetingFactory(held_on=moment.today() + DAY)
    pages = [client.get(each.get_absolute_url()) for each in (held, failed, ahead)]
    assert [page.context["kind"] for page in pages] == ["success", "warning", "info"]
    assert "Решили" in pages[0].content.decode()
    assert "5" in pages[1].context["quorum"]  # the least that was needed
    assert pages[2].context["quorum"] == ""
    assert client.get(MeetingFactory(live=False).get_absolute_url()).status_code == 404


def test_publishing_and_taking_down_are_in_the_journal() -> None:
    meeting = MeetingFactory(live=False)
    meeting.save_revision().publish()
    meeting.refresh_from_db()
    meeting.unpublish()
    kinds = JournalEntry.objects.filter(subject_type="meeting").order_by("occurred_at")
    assert list(kinds.values_list("kind", flat=True)) == ["meeting.published", "meeting.taken_down"]


def test_forms_are_counted_from_the_platform_and_from_what_was_entered() -> None:
    council, other = CouncilFactory(), CouncilFactory()
    year = moment.today().year
    ConsultationFactory(organiser=council, form="hearing", announced_on=moment.today())
    ConsultationFactory(organiser=council, form="hearing", announced_on=moment.today())
    ConsultationFactory(
        organiser=council, form="discussion", announced_on=moment.today(), version__draft=True
    )
    ControlWorkFactory(council=council, held_on=moment.today())
    ControlWorkFactory(council=council, held_on=moment.today(), live=False)
    ControlWorkFactory(
        council=other, form="other", other_form="встреча", held_on=dt.date(2020, 1, 2)
    )
    ReferralFactory(council=other, answered=True)
    ReferralFactory(council=other)
    lines = {
        (line.council, line.year): line for line in selectors.form_lines([council.pk, other.pk])
    }
    assert set(lines) == {(council.pk, year), (other.pk, 2020), (other.pk, year)}
    mine = dict(zip(FORMS, lines[council.pk, year].cells, strict=True))
    assert (mine["hearing"].counted, mine["hearing"].entered) == (2, 1)
    assert mine["discussion"].total == 0
    assert dict(zip(FORMS, lines[other.pk, 2020].cells, strict=True))["other"].entered == 1
    assert lines[other.pk, year].opinions == 1


def test_every_form_has_a_column() -> None:
    assert len(FORM_HEADS) == len(FORMS)


def test_of_all_councils_one_year_is_shown_of_one_all(client: Client) -> None:
    council, other = CouncilFactory(), CouncilFactory()
    for held_on in (dt.date(2024, 3, 1), dt.date(2023, 3, 1)):
        ControlWorkFactory(council=council, held_on=held_on)
    ControlWorkFactory(council=other, held_on=dt.date(2023, 3, 1))

    def years(**query: object) -> list[int]:
        found = client.get("/public-control/", query).context["table"]
        return [line.year for _council, line in found.lines]

    assert years() == [2024]
    assert years(year=2023) == [2023, 2023]
    assert years(council=council.pk) == [2024, 2023]
    assert years(year="§", council="x") == [2024]
    assert client.get("/public-control/", {"year": 2023}).context["table"].totals[2] == 2


def test_the_page_of_a_council_shows_its_work(client: Client) -> None:
    council = CouncilFactory()
    address = f"/councils/{council.slug}/"
    assert "activity" not in {part.anchor for part in client.get(address).context["parts"]}
    MeetingFactory(council=council)
    MeetingFactory(council=council, held_on=moment.today() + DAY)
    ControlWorkFactory(council=council)
    (part,) = (each for each in client.get(address).context["parts"] if each.anchor == "activity")
    assert [kind for _meeting, _label, kind in part.part["meetings"]] == ["info", ""]
    before = page_queries(client, address)
    for number in range(10):
        MeetingFactory(council=council)
        ControlWorkFactory(council=council, held_on=dt.date(2010 + number, 1, 1))
    assert page_queries(client, address) == before


def test_open_data_are_given_out(client: Client) -> None:
    MeetingFactory(agenda="О дорогах")
    MeetingFactory(agenda="Готовится", live=False)
    ControlWorkFactory(title="Слушания о школе")
    meetings = client.get("/opendata/council-meetings/data.csv").content.decode("utf-8-sig")
    assert "О дорогах" in meetings
    assert "Готовится" not in meetings
    works = client.get("/opendata/public-control-outside/data.csv").content.decode("utf-8-sig")
    assert "Слушания о школе" in works
    for slug in ("council-meetings", "public-control-outside"):
        assert client.get(f"/opendata/{slug}/").status_code == 200
