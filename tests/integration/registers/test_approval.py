"""What bodies report becomes public once the Chamber agrees, and stays as it was published."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    ModelLogEntry,
    Task,
    Workflow,
    WorkflowContentType,
)
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms import groups, services
from cms.registers.kit.rights import registers
from cms.registers.tracker.events import STATUS_CHANGED_KIND
from cms.registers.tracker.models import Assessment, Assignment, Evidence, Report, StatusChange
from cms.registers.tracker.services import following
from core.accounts.models import User
from core.clock import registry as clock
from core.clock.services import tick
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from search.models import IndexedDocument
from search.services import apply_pending
from tests.factories.tracker import (
    AssessmentFactory,
    AssignmentFactory,
    ReportFactory,
    keeper,
    overseer,
    published,
)

pytestmark = pytest.mark.django_db
ADD = "/cms-admin/snippets/tracker/report/add/"
HOUR = dt.timedelta(hours=1)
Enter = Callable[[User | None], Client]


def form(assignment: Assignment, button: str = "", **values: Any) -> dict[str, Any]:
    data = {
        "assignment": assignment.pk,
        "reported_on": timezone.localdate().isoformat(),
        "status": "done",
        "text": "Помещения предоставлены всем советам.",
        "go_live_at": "",
        "expire_at": "",
        "evidence": inline_formset([]),
        **values,
    }
    if button:
        data[f"action-{button}"] = "1"
    return dict(nested_form_data(data))


def edit(report: Report) -> str:
    return f"/cms-admin/snippets/tracker/report/edit/{report.pk}/"


def act(client: Client, report: Report, name: str, comment: str = "") -> Any:
    state = report.current_workflow_task_state
    url = f"/cms-admin/snippets/tracker/report/workflow/action/{report.pk}/{name}/{state.pk}/"
    return client.post(url, {"comment": comment})


@pytest.fixture
def assignment() -> Assignment:
    found: Assignment = AssignmentFactory()
    return found


@pytest.fixture
def own(assignment: Assignment) -> User:
    assert assignment.body is not None
    return keeper(assignment.body)


def handed_in(client: Client, assignment: Assignment, **values: Any) -> Report:
    response = client.post(ADD, form(assignment, "submit", **values))
    assert response.status_code == 302
    return Report.objects.get()


def test_a_report_is_handed_in_approved_and_public(
    assignment: Assignment, own: User, signed_in: Enter
) -> None:
    page = assignment.recommendation.get_absolute_url()
    chamber = overseer()
    report = handed_in(signed_in(own), assignment)
    assert (report.live, report.body_id) == (False, assignment.body_id)
    assert report.text not in signed_in(None).get(page).content.decode()

    client = signed_in(chamber)
    assert str(report) in client.get("/cms-admin/").content.decode()
    assert act(client, report, "approve").status_code == 302
    assignment.refresh_from_db()
    assert (assignment.status, assignment.is_assessed) == ("done", False)
    assert assignment.changed_on == timezone.localdate()
    shown = signed_in(None).get(page).content.decode()
    assert report.text in shown
    change = StatusChange.objects.get()
    assert (change.assignment, change.status, change.report) == (assignment, "done", report)
    entry = JournalEntry.objects.get(kind=STATUS_CHANGED_KIND)
    assert entry.subject_id == str(assignment.recommendation_id)
    assert entry.body == {"assignment": assignment.pk, "status": "done", "assessed": False}

    letters = list(OutboxMessage.objects.order_by("pk").values_list("to", flat=True))
    assert letters == [chamber.email, own.email]
    assert mail.outbox == []

    done = dict(ModelLogEntry.objects.for_instance(report).values_list("action", "user"))
    assert done["wagtail.create"] == own.pk
    assert done["wagtail.workflow.start"] == own.pk
    assert done["wagtail.workflow.approve"] == chamber.pk
    assert done["wagtail.publish"] == chamber.pk


def test_what_is_asked_for_is_seen_by_the_keeper(
    assignment: Assignment, own: User, signed_in: Enter
) -> None:
    report = handed_in(signed_in(own), assignment)
    act(signed_in(overseer()), report, "reject", "Приложите протокол приёмки")
    assignment.refresh_from_db()
    assert assignment.status == "new"
    assert not JournalEntry.objects.filter(kind=STATUS_CHANGED_KIND).exists()
    client = signed_in(own)
    assert "Приложите протокол приёмки" in client.get(edit(report)).content.decode()
    # It is the keeper's again, and is handed in once more.
    client.post(edit(report), form(assignment, "submit", text="Протокол приложен."))
    act(signed_in(overseer()), report, "approve")
    report.refresh_from_db()
    assert (report.live, report.text) == (True, "Протокол приложен.")


def test_a_report_that_waits_is_not_changed_by_its_keeper(
    assignment: Assignment, own: User, signed_in: Enter
) -> None:
    client = signed_in(own)
    report = handed_in(client, assignment)
    client.post(edit(report), form(assignment, text="Иначе"))
    assert report.get_latest_revision_as_object().text != "Иначе"


def test_keepers_publish_nothing_by_themselves(
    assignment: Assignment, own: User, signed_in: Enter
) -> None:
    client = signed_in(own)
    client.post(ADD, form(assignment, "publish"))
    report = Report.objects.get()
    client.post(edit(report), form(assignment, "publish"))
    report.refresh_from_db()
    assert not report.live
    assert "action-publish" not in client.get(edit(report)).content.decode()


@pytest.mark.parametrize("who", ["keeper", "overseer"])
def test_what_was_published_keeps_its_words(
    who: str, assignment: Assignment, own: User, signed_in: Enter
) -> None:
    report = published(ReportFactory(assignment=assignment))
    client = signed_in(own if who == "keeper" else overseer())
    page = client.get(edit(report)).content.decode()
    assert "words stay as they are" in page or "не меняется" in page
    for button in ("", "submit", "publish"):
        client.post(edit(report), form(assignment, button, text="Переписано"))
    first = report.latest_revision_id
    revert = f"/cms-admin/snippets/tracker/report/history/{report.pk}/revisions/{first}/revert/"
    client.post(revert, form(assignment, "publish", text="Переписано"))
    report.refresh_from_db()
    assert report.text == "Помещения предоставлены."
    assert report.get_latest_revision_as_object().text == "Помещения предоставлены."


def test_what_was_taken_down_keeps_its_words_as_well(
    assignment: Assignment, signed_in: Enter
) -> None:
    report = published(ReportFactory(assignment=assignment))
    client = signed_in(overseer())
    listed = client.get("/cms-admin/snippets/tracker/report/").content.decode()
    down = f"/cms-admin/snippets/tracker/report/unpublish/{report.pk}/"
    assert down in listed
    assert client.post(down).status_code == 302
    assignment.refresh_from_db()
    assert assignment.status == "new"
    assert [change.status for change in StatusChange.objects.all()] == ["done", "new"]
    client.post(edit(report), form(assignment, "publish", text="Переписано"))
    report.refresh_from_db()
    assert (report.live, report.text) == (False, "Помещения предоставлены.")


def test_a_new_report_takes_the_place_of_an_old_one(assignment: Assignment) -> None:
    published(ReportFactory(assignment=assignment, status="in_work"))
    published(ReportFactory(assignment=assignment, status="done"))
    assignment.refresh_from_db()
    assert assignment.status == "done"
    assert [change.status for change in StatusChange.objects.all()] == ["in_work", "done"]


def test_an_assessment_decides_and_says_when_it_was_changed(signed_in: Enter) -> None:
    report = published(ReportFactory())
    assessment = published(AssessmentFactory(report=report, verdict="not_confirmed"))
    assignment = Assignment.objects.get()
    assert (assignment.status, assignment.is_assessed) == ("in_work", True)
    page = assignment.recommendation.get_absolute_url()
    assert not assessment.was_changed
    before = signed_in(None).get(page).content.decode()
    assessment.verdict, assessment.text = "confirmed", "Проверено ещё раз."
    published(assessment)
    assignment.refresh_from_db()
    assert (assignment.status, assignment.is_assessed) == ("done", True)
    assert Assessment.objects.get().was_changed
    after = signed_in(None).get(page).content.decode()
    assert "Проверено ещё раз." in after
    words = ("The words of the assessment were changed", "Текст оценки изменён")
    assert not any(each in before for each in words)
    assert any(each in after for each in words)


def test_status_and_report_are_published_together_or_not_at_all(
    assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = ReportFactory(assignment=assignment)
    revision = report.save_revision()

    def broken(**kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(following.journal, "record", broken)
    with pytest.raises(RuntimeError):
        revision.publish()
    report.refresh_from_db()
    assignment.refresh_from_db()
    assert (report.live, assignment.status) == (False, "new")
    assert not StatusChange.objects.exists()


def test_a_report_appears_and_goes_by_the_clock(
    assignment: Assignment, own: User, signed_in: Enter
) -> None:
    now = timezone.now()
    report = handed_in(
        signed_in(own),
        assignment,
        go_live_at=timezone.localtime(now + HOUR).strftime("%Y-%m-%d %H:%M"),
        expire_at=timezone.localtime(now + 3 * HOUR).strftime("%Y-%m-%d %H:%M"),
    )
    act(signed_in(overseer()), report, "approve")
    jobs = [job for job in clock.jobs() if job.name == "cms.publish"]
    states = []
    for passed in range(5):
        with time_machine.travel(now + passed * HOUR + HOUR / 2, tick=False):
            assert [outcome.error for outcome in tick(now=timezone.now(), jobs=jobs)] == [""]
        report.refresh_from_db()
        assignment.refresh_from_db()
        states.append((report.live, assignment.status))
    assert states == [(False, "new"), *[(True, "done")] * 2, *[(False, "new")] * 2]


def test_the_index_follows_the_resolution(assignment: Assignment) -> None:
    def is_found() -> bool:
        apply_pending()
        ids = {"kind": "recommendation", "object_id": assignment.recommendation_id}
        return IndexedDocument.objects.filter(**ids).exists()

    assert is_found()
    assignment.recommendation.resolution.unpublish()
    assert not is_found()


def test_a_file_that_was_replaced_is_noticed(assignment: Assignment, signed_in: Enter) -> None:
    file = Document.objects.create(title="Акт", file=ContentFile(b"%PDF-1.4 one", "akt.pdf"))
    report = ReportFactory(assignment=assignment)
    Evidence.objects.create(report=report, title="Акт приёмки", document=file)
    report.refresh_from_db()
    published(report)
    page = assignment.recommendation.get_absolute_url()
    assert not Evidence.objects.get().is_changed
    before = signed_in(None).get(page).content.decode()
    file.file = ContentFile(b"%PDF-1.4 two", "akt.pdf")
    file.file_hash = ""
    file.save()
    file.get_file_hash()
    assert Evidence.objects.get().is_changed
    words = ("the file has been replaced", "файл заменён")
    after = signed_in(None).get(page).content.decode()
    assert not any(each in before for each in words)
    assert any(each in after for each in words)


def test_the_approval_is_made_once() -> None:
    counts = []
    for _ in range(2):
        groups.keepers()
        groups.overseers()
        services.sweep_groups(timezone.now())
        models = (Workflow, Task, WorkflowContentType, GroupCollectionPermission, Group)
        counts.append([model.objects.count() for model in models])
    assert counts[0] == counts[1]
    approved = WorkflowContentType.objects.select_related("workflow", "content_type")
    kept = {each.model for each in registers() if each.is_kept_by_bodies}
    assert {each.content_type.model_class() for each in approved} == kept
    (workflow,) = {each.workflow for each in approved}
    (task,) = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow)
    assert [group.name for group in task.groups.all()] == [groups.OVERSEERS]
