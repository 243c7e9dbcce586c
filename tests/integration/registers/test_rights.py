"""Who gets where in the back office of registers: every address, by every role."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, TaskState, WorkflowState

from cms.registers.kit.rights import registers
from cms.registers.tracker.models import Assessment, Assignment, Recommendation, Report, Resolution
from core.accounts.models import Body, Membership, MembershipRole, User
from tests.factories.accounts import BodyFactory, UserFactory
from tests.factories.activity import ControlWorkFactory, MeetingFactory
from tests.factories.formation import CompetitionFactory, NominationFactory, SeatRuleFactory
from tests.factories.resources import PracticeFactory, PremisesFactory
from tests.factories.tracker import (
    AssessmentFactory,
    ReportFactory,
    keeper,
    overseer,
    published,
)
from tests.integration.cms.conftest import appoint

pytestmark = pytest.mark.django_db
SECRET = "Засекреченное"

# What a keeper gets into of the rows of the own body, by the names of addresses.
OWN = {
    "edit", "usage", "history", "history_results", "inspect", "revisions_revert",
    "revisions_compare", "confirm_workflow_cancellation", "workflow_history",
    "workflow_history_detail",
}  # fmt: skip
# What belongs to no row.
LISTS = {"list", "list_results", "add"}
# What only those may who oversee all.
OVERSEEING = {
    "unpublish", "revisions_unschedule", "lock", "unlock", "workflow_action",
    "collect_workflow_action_data",
}  # fmt: skip
NOBODY = {"delete"}
CHOOSERS = {"choose", "choose_results", "chosen", "chosen_multiple"}


@dataclass
class World:
    people: dict[str, User | None]
    rows: dict[type, Any]
    task_state: int
    workflow_state: int


@pytest.fixture
def world() -> World:
    """A draft that waits for approval, and the rows around it."""
    report = ReportFactory(text=SECRET)
    assignment = report.assignment
    own = keeper(report.body)
    editor = UserFactory()
    appoint(editor)
    report.save_revision(user=own)
    report.get_workflow().start(report, own)
    resolution = assignment.recommendation.resolution
    resolution.save_revision()
    assessment = AssessmentFactory(report=report, text=SECRET)
    assessment.save_revision()
    return World(
        people={
            "anonymous": None,
            "citizen": UserFactory(),
            "editor": editor,
            "keeper": own,
            "stranger": keeper(BodyFactory()),
            "overseer": overseer(),
        },
        rows={
            Resolution: resolution,
            Recommendation: assignment.recommendation,
            Report: report,
            Assessment: assessment,
        },
        task_state=TaskState.objects.get().pk,
        workflow_state=WorkflowState.objects.get().pk,
    )


def parameters(pattern: URLPattern) -> list[str]:
    regex = getattr(pattern.pattern, "regex", None)
    return list(pattern.pattern.converters or regex.groupindex)


def address(model: Any, pattern: URLPattern, world: World) -> str:
    row = world.rows[model]
    values = {
        "pk": row.pk,
        "revision_id": getattr(row, "latest_revision_id", None),
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "reject",
        "task_state_id": world.task_state,
        "workflow_state_id": world.workflow_state,
    }
    name = model.snippet_viewset.get_url_name(pattern.name)
    return reverse(name, kwargs={each: values[each] for each in parameters(pattern)})


def everywhere(world: World) -> Iterator[tuple[type, str, str]]:
    """(model, name, address) of everything."""
    for model in world.rows:
        for pattern in model.snippet_viewset.get_urlpatterns():
            yield model, pattern.name, address(model, pattern, world)


def is_in(response: Any) -> bool:
    if response.status_code in {403, 404}:
        return False
    if response.status_code == 302:
        return response["Location"] != "/cms-admin/" and "/login/" not in response["Location"]
    return True


def may(role: str, model: type, name: str) -> bool:
    if name in NOBODY or (model is Recommendation and name == "add"):
        return False
    if (model, name) == (Report, "unlock"):
        return False  # while it waits, for whoever has locked it
    if role == "overseer":
        # Nothing of the sort is approved there, so there is no such page.
        return model is Report or name != "workflow_history_detail"
    if model is not Report:
        return False
    return (role == "keeper" and name in OWN | LISTS) or (role == "stranger" and name in LISTS)


def state() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Resolution, Recommendation, Assignment, Report, Assessment, WorkflowState)
    ]


# Registers whose rows need no approval of another to be walked: each by outsiders and by its own.
OTHERS: tuple[Any, ...] = (
    CompetitionFactory, NominationFactory, SeatRuleFactory, MeetingFactory, ControlWorkFactory,
    PremisesFactory, PracticeFactory,
)  # fmt: skip
ROLES = ("anonymous", "citizen", "editor", "keeper", "stranger", "overseer")
Enter = Callable[[User | None], Client]


def test_every_register_is_walked(world: World) -> None:
    walked = set(world.rows) | {factory._meta.model for factory in OTHERS}
    assert {each.model for each in registers()} == walked
    names = {name for _model, name, _address in everywhere(world)}
    assert names == OWN | LISTS | OVERSEEING | NOBODY


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_what(role: str, world: World, signed_in: Enter) -> None:
    client, wrong = signed_in(world.people[role]), []
    for model, name, url in everywhere(world):
        response = client.get(url)
        if is_in(response) != may(role, model, name):
            wrong.append((model.__name__, name, response.status_code))
        if role not in {"keeper", "overseer"}:
            assert SECRET not in response.content.decode(), url
    assert wrong == []


@pytest.mark.parametrize("role", ROLES[:-1])
def test_nobody_changes_what_is_not_theirs(role: str, world: World, signed_in: Enter) -> None:
    client, before = signed_in(world.people[role]), state()
    for model, name, url in everywhere(world):
        if not may(role, model, name):
            assert not is_in(client.post(url, {"action-publish": "1", "comment": "Нет"})), url
    assert state() == before


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_deleted(role: str, world: World, signed_in: Enter) -> None:
    client, before = signed_in(world.people[role]), state()
    for model, row in world.rows.items():
        options = model._meta
        for ids in (f"id={row.pk}", "id=all"):
            url = f"/cms-admin/bulk/{options.app_label}/{options.model_name}/delete/?{ids}"
            for response in (client.get(url), client.post(url)):
                assert not is_in(response)
                assert str(row) not in response.content.decode()
    assert state() == before


@pytest.mark.parametrize("role", ROLES)
def test_choosers_show_what_is_public_to_those_who_keep_it(
    role: str, world: World, signed_in: Enter
) -> None:
    client = signed_in(world.people[role])
    report = world.rows[Report]
    for model in world.rows:
        chooser = model.snippet_viewset.chooser_viewset
        allowed = role == "overseer" or (model is Report and role in {"keeper", "stranger"})
        assert {each.name for each in chooser.get_urlpatterns()} == CHOOSERS
        for name in ("choose", "choose_results"):
            response = client.get(reverse(chooser.get_url_name(name)))
            assert is_in(response) == allowed, (model, name)
            if model is Report:
                assert str(report) not in response.content.decode()
    chooser = Report.snippet_viewset.chooser_viewset
    chosen = client.get(reverse(chooser.get_url_name("chosen"), args=[report.pk]))
    assert not is_in(chosen)
    several = client.get(reverse(chooser.get_url_name("chosen_multiple")), {"id": report.pk})
    assert str(report) not in several.content.decode()


def test_what_is_no_number_of_a_row_is_not_found(world: World, signed_in: Enter) -> None:
    client = signed_in(world.people["overseer"])
    for pk in ("abc", "9" * 30, "-1"):
        assert client.get(f"/cms-admin/snippets/tracker/report/edit/{pk}/").status_code == 404


@pytest.mark.parametrize("factory", OTHERS)
def test_rows_of_every_other_register_are_out_of_reach(
    factory: Any, world: World, signed_in: Enter
) -> None:
    row = factory(live=False)
    row.save_revision()
    viewset = row.snippet_viewset
    names = [
        viewset.get_url_name(pattern.name)
        for pattern in viewset.get_urlpatterns()
        if parameters(pattern) == ["pk"]
    ]
    assert len(names) > 5
    for role in ("anonymous", "citizen", "editor", "stranger"):
        client = signed_in(world.people[role])
        for name in names:
            address = reverse(name, args=[row.pk])
            assert not is_in(client.get(address)), (role, address)
            assert not is_in(client.post(address)), (role, address)
    row.refresh_from_db()
    assert not row.live
    kept = {each.model for each in registers() if each.is_kept_by_bodies}
    own = signed_in(keeper(Body.objects.get(pk=row.keeper_id)) if type(row) in kept else overseer())
    assert is_in(own.get(reverse(viewset.get_url_name("edit"), args=[row.pk])))


@pytest.mark.parametrize("role", ["editor", "keeper", "stranger", "overseer"])
def test_reports_on_everything_are_for_those_who_oversee(
    role: str, world: World, signed_in: Enter
) -> None:
    report = world.rows[Report]
    assert ModelLogEntry.objects.filter(label=str(report)).exists()
    client = signed_in(world.people[role])
    history = client.get("/cms-admin/reports/site-history/")
    assert is_in(history) == (role in {"editor", "overseer"})
    assert (str(report) in history.content.decode()) == (role == "overseer")
    for name in ("site-history/results", "workflow", "workflow/results", "workflow_tasks"):
        response = client.get(f"/cms-admin/reports/{name}/")
        if role != "overseer":
            assert str(report) not in response.content.decode(), name
    menu = client.get("/cms-admin/").content.decode()
    assert ("/reports/site-history/" in menu) == (role in {"editor", "overseer"})


def test_an_editor_who_keeps_another_body_sees_no_more(world: World, signed_in: Enter) -> None:
    both = keeper(BodyFactory())
    appoint(both)
    client, report = signed_in(both), world.rows[Report]
    for name in ("site-history", "workflow", "workflow_tasks"):
        response = client.get(f"/cms-admin/reports/{name}/")
        assert response.status_code == 200
        assert str(report) not in response.content.decode(), name


@pytest.mark.parametrize(("role", "status"), [("keeper", 200), ("stranger", 404)])
def test_who_else_is_editing_is_said_to_keepers_alone(
    role: str, status: int, world: World, signed_in: Enter
) -> None:
    url = reverse(
        "wagtailadmin_editing_sessions:ping",
        args=("tracker", "report", world.rows[Report].pk, 1),
    )
    assert signed_in(world.people[role]).post(url).status_code == status


def test_rights_end_with_the_membership_not_with_the_clock(world: World, signed_in: Enter) -> None:
    """The clock takes people out of groups; until then the groups are still there."""
    for role in ("keeper", "overseer"):
        user = world.people[role]
        assert user is not None
        ended = timezone.localdate() - dt.timedelta(days=1)
        Membership.objects.filter(user=user).update(ends_on=ended)
        assert user.groups.exists()
        client = signed_in(user)
        for model, name, url in everywhere(world):
            assert not is_in(client.get(url)), (role, model, name)


@pytest.mark.parametrize("role", [MembershipRole.STAFF, MembershipRole.SECRETARY])
def test_keepers_see_their_own_rows_in_the_list(role: str, signed_in: Enter) -> None:
    own, other = ReportFactory(), ReportFactory()
    page = signed_in(keeper(own.body, role)).get("/cms-admin/snippets/tracker/report/")
    assert own.body.name in page.content.decode()
    assert other.body.name not in page.content.decode()


@pytest.mark.parametrize(
    "role", sorted(set(MembershipRole.values) - {"staff", "secretary", "administrator"})
)
def test_other_places_in_a_body_keep_nothing(role: str, signed_in: Enter) -> None:
    report = published(ReportFactory())
    client = signed_in(keeper(report.body, role))
    assert not is_in(client.get("/cms-admin/snippets/tracker/report/"))


def test_keepers_report_for_their_own_body_alone(world: World, signed_in: Enter) -> None:
    stranger = world.people["stranger"]
    page = signed_in(stranger).get("/cms-admin/snippets/tracker/report/add/").content.decode()
    assert world.rows[Recommendation].text not in page
    data = {
        "assignment": world.rows[Report].assignment_id, "reported_on": timezone.localdate(),
        "status": "done", "text": "Сделано", "go_live_at": "", "expire_at": "",
        "evidence-TOTAL_FORMS": 0, "evidence-INITIAL_FORMS": 0,
        "evidence-MIN_NUM_FORMS": 0, "evidence-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    refused = signed_in(stranger).post("/cms-admin/snippets/tracker/report/add/", data)
    assert refused.status_code == 200
    assert Report.objects.count() == 1
