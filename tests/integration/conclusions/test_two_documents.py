"""The committee signs its summary, the organiser builds its conclusion on it; nobody has a pocket
veto. The database keeps it as well."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.comments.models import CommentStatus
from consultations.comments.services import hide_comment, restore_comment
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.domain.blockers import BlockerCode
from consultations.conclusions.domain.snapshot import digest
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, NotReady
from consultations.conclusions.exports import export
from consultations.conclusions.models import (
    KEPT,
    ArgumentGroup,
    Format,
    ProposalSummary,
    SummaryConclusion,
)
from consultations.conclusions.selectors import conclusion_blockers, current_conclusion
from consultations.conclusions.services import (
    finalise_conclusion,
    finalise_lapsed,
    recount_open_items,
    sign_summary,
    split_group,
)
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.accounts.services.members import close
from core.journal.models import JournalEntry
from tests.factories.accounts import UserFactory, staff
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.conclusions import (
    adopted,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
    summarised,
)
from tests.factories.control import monitoring
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
CONCLUDED = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)

NO_POSITION = "позиция комитета не представлена"
OTHER = AnswerData("noted", "later_work", "Рассмотрим при подготовке следующего законопроекта.")


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def late() -> Consultation:
    """Its committee's term passed three days ago."""
    due_on = timezone.localdate() - dt.timedelta(days=3)
    found: Consultation = ConsultationFactory(closed=True, answer_due_on=due_on)
    return found


def secretary(consultation: Consultation) -> User:
    return staff(consultation.organiser, MembershipRole.SECRETARY)


def lapsed(consultation: Consultation, **changes: Any) -> SummaryConclusion:
    values = {"actor": None, "number": "1-СЗ", "now": timezone.now()} | changes
    return finalise_lapsed(consultation=consultation, **values)


def refused(problem: ConclusionsProblem, call: Any, *args: Any, **kwargs: Any) -> ConclusionsError:
    with pytest.raises(ConclusionsError) as caught:
        call(*args, **kwargs)
    assert caught.value.code == problem
    return caught.value


def is_covered(consultation: Consultation) -> bool:
    consultation.refresh_from_db()
    return consultation.summary_signed_at is not None


# --- The committee's signature ----------------------------------------------------------------


def test_the_committee_signs_and_the_organiser_builds_on_it(consultation: Consultation) -> None:
    comment = published(consultation)
    answered(group_of(comment))
    with pytest.raises(NotReady) as waits:
        finalise_conclusion(actor=None, consultation=consultation, number="1", now=timezone.now())
    assert [found.code for found in waits.value.blockers] == [BlockerCode.NO_SUMMARY]
    summary = summarised(consultation, number=" 12-С ")
    assert (summary.number, summary.revision) == ("12-С", 1)
    assert summary.signer_name == "Я.Ю. Белова"
    assert digest(summary.snapshot) == summary.snapshot_sha256
    entry = JournalEntry.objects.get(kind="summary.signed")
    assert entry.body["snapshot_sha256"] == summary.snapshot_sha256
    assert conclusion_blockers(consultation, timezone.now()) == []
    conclusion = signed(consultation)
    assert (conclusion.kind, conclusion.summary, conclusion.days_late) == ("full", summary, 0)
    facts = conclusion.snapshot["document"]["summary"]
    assert (facts["number"], facts["sha256"]) == ("12-С", summary.snapshot_sha256)


@pytest.mark.parametrize("what", ["group", "held", "window", "contested"])
def test_while_anything_waits_the_committee_does_not_sign(what: str) -> None:
    consultation = ConsultationFactory(closed=what != "window")
    comment = published(consultation)
    if what != "group":
        answer_everything(consultation)
    if what == "held":
        published(consultation, status=CommentStatus.HELD)
    if what == "contested":
        ArgumentGroup.objects.update(is_contested=True)
    with pytest.raises(NotReady) as waits:
        summarised(consultation)
    codes = {
        "group": BlockerCode.UNANSWERED_PROPOSALS, "held": BlockerCode.HELD,
        "window": BlockerCode.WINDOW_OPEN, "contested": BlockerCode.UNANSWERED_PROPOSALS,
    }  # fmt: skip
    assert [found.code for found in waits.value.blockers] == [codes[what]]
    assert not ProposalSummary.objects.exists()
    assert comment.pk


def test_a_summary_is_signed_once_while_nothing_changes(consultation: Consultation) -> None:
    summarised(consultation)
    refused(ConclusionsProblem.NOTHING_NEW, summarised, consultation)
    refused(ConclusionsProblem.NO_NUMBER, summarised, consultation, number=" ")
    refused(ConclusionsProblem.NUMBER_TOO_LONG, summarised, consultation, number="1" * 61)
    control = monitoring()
    refused(ConclusionsProblem.CLOSED_BY_DOCUMENT, summarised, control)


def test_what_changes_after_the_summary_asks_for_another_one(consultation: Consultation) -> None:
    moderator, now = UserFactory(), timezone.now()
    first, second = published(consultation), published(consultation, comment="Иначе.")
    answer_everything(consultation)
    hide_comment(actor=moderator, comment=second, ground_code="insults", now=now)
    changes = (
        lambda: restore_comment(actor=moderator, comment=second, now=now),
        lambda: answered(group_of(first), OTHER),
        lambda: adopted(consultation, {}),
        lambda: published(consultation),
        lambda: published(consultation, status=CommentStatus.HELD),
    )
    for revision, change in enumerate(changes, start=1):
        assert summarised(consultation).revision == revision
        assert is_covered(consultation)
        change()
        assert not is_covered(consultation)
        answer_everything(consultation)
    with pytest.raises(NotReady):
        summarised(consultation)
    assert ProposalSummary.objects.count() == len(changes)


def test_a_group_that_is_divided_after_the_summary_opens_it(consultation: Consultation) -> None:
    comment = published(consultation)
    published(consultation, comment=comment.comment)
    group = group_of(comment)
    answered(group)
    summarised(consultation)
    split_group(actor=None, group=group, items=group.items.all()[:1], now=timezone.now())
    assert not is_covered(consultation)


def test_hiding_after_the_summary_leaves_it_true(consultation: Consultation) -> None:
    comment = published(consultation)
    answer_everything(consultation)
    summarised(consultation)
    hide_comment(actor=UserFactory(), comment=comment, ground_code="insults", now=timezone.now())
    assert is_covered(consultation)
    assert signed(consultation).snapshot["groups"] == []


def test_the_recount_finds_what_the_counter_has_missed(consultation: Consultation) -> None:
    summarised(consultation)
    ProvisionCommentFactory(consultation=consultation)
    assert recount_open_items(consultation=consultation) == 1
    assert not is_covered(consultation)


# --- The database -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"open_items": 1},
        {
            "status": "concluded",
            "concluded_at": CONCLUDED,
            "summary_signed_at": None,
        },
    ],
)
def test_the_database_refuses_a_signature_over_something_open(
    consultation: Consultation, values: dict[str, Any]
) -> None:
    summarised(consultation)
    found = Consultation.objects.filter(pk=consultation.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        found.update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "full", "summary": None},
        {"kind": "full", "days_late": 2},
        {"kind": "lapsed", "summary": None, "days_late": 0},
        {"kind": "lapsed", "days_late": 3},
        {"kind": "earlier"},
        {"kind": "earlier", "summary": None, "revision": 2},
    ],
)
def test_the_database_knows_the_kinds(consultation: Consultation, values: dict[str, Any]) -> None:
    conclusion = signed(consultation)
    with pytest.raises(IntegrityError), transaction.atomic():
        SummaryConclusion.objects.filter(pk=conclusion.pk).update(**values)


# --- A lapsed term ----------------------------------------------------------------------------


def test_a_committee_that_is_late_does_not_hold_everything_up(late: Consultation) -> None:
    provision = ProvisionFactory(version=late.version, path="article:5", position=1)
    comment = published(late, provision=provision)
    answered(group_of(published(late, comment="Другое.")))
    conclusion = lapsed(late)
    assert (conclusion.kind, conclusion.days_late, conclusion.revision) == ("lapsed", 3, 1)
    late.refresh_from_db()
    assert (late.status, late.open_items) == ("running", 1)
    named = [group["id"] for group in conclusion.snapshot["groups"] if not group["answer"]]
    assert named == [group_of(comment).pk]
    entry = JournalEntry.objects.get(kind="conclusion.lapsed")
    assert entry.body["days_late"] == 3
    run_tasks()
    assert conclusion.files.count() == len(KEPT)
    html = export(conclusion, Format.HTML).decode()
    assert "Сводное заключение (позиция комитета не представлена)" in html
    assert "3\N{NO-BREAK SPACE}дня" in html
    assert "Строки, по которым позиция комитета не представлена" in html
    assert NO_POSITION in export(conclusion, Format.CSV).decode("utf-8-sig")
    for fmt in (Format.DOCX, Format.PDF):
        assert export(conclusion, fmt)
    refused(ConclusionsProblem.LAPSED_ALREADY, lapsed, late)

    answer_everything(late)
    summarised(late)
    full = signed(late, number="2-СЗ")
    assert (full.kind, full.revision, current_conclusion(late)) == ("full", 2, full)
    late.refresh_from_db()
    assert late.status == "concluded"
    assert SummaryConclusion.objects.count() == 2
    refused(ConclusionsProblem.CONCLUDED, lapsed, late)


def test_a_lapsed_conclusion_waits_for_the_term_and_the_position(
    consultation: Consultation, late: Consultation
) -> None:
    refused(ConclusionsProblem.TERM_RUNS, lapsed, consultation)
    due = timezone.localdate()
    Consultation.objects.filter(pk=consultation.pk).update(answer_due_on=due)
    refused(ConclusionsProblem.TERM_RUNS, lapsed, consultation)
    refused(ConclusionsProblem.NO_NUMBER, lapsed, late, number=" ")
    summarised(late)
    refused(ConclusionsProblem.POSITION_COMPLETE, lapsed, late)


def test_what_the_organiser_owes_itself_no_term_excuses(late: Consultation) -> None:
    published(late)
    published(late, status=CommentStatus.HELD)
    refusal = refused(ConclusionsProblem.NOT_READY, lapsed, late)
    assert isinstance(refusal, NotReady)
    assert [found.code for found in refusal.blockers] == [BlockerCode.HELD]


def test_answers_without_the_signature_are_late_too(late: Consultation) -> None:
    answered(group_of(published(late)))
    conclusion = lapsed(late)
    assert all(group["answer"] for group in conclusion.snapshot["groups"])
    assert "не подписана" in export(conclusion, Format.HTML).decode()


# --- After the conclusion ---------------------------------------------------------------------


def test_an_answer_revised_after_the_conclusion_revises_both(consultation: Consultation) -> None:
    group = group_of(published(consultation))
    answered(group)
    first = signed(consultation)
    refused(ConclusionsProblem.NOTHING_NEW, summarised, consultation)
    ArgumentGroup.objects.update(is_contested=True)
    with pytest.raises(NotReady) as waits:
        summarised(consultation)
    assert [found.code for found in waits.value.blockers] == [BlockerCode.UNANSWERED_PROPOSALS]
    answered(group, OTHER)
    again = {"actor": None, "consultation": consultation, "number": "2", "now": timezone.now()}
    refused(ConclusionsProblem.CONCLUDED, finalise_conclusion, **again)
    summary = summarised(consultation)
    assert summary.revision == 2
    second = finalise_conclusion(**again)
    assert (second.revision, second.summary) == (2, summary)
    consultation.refresh_from_db()
    assert consultation.concluded_at == first.signed_at
    refused(ConclusionsProblem.CONCLUDED, finalise_conclusion, **again)


# --- Who signs --------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [sign_summary, finalise_conclusion, finalise_lapsed])
def test_who_lost_the_office_a_minute_ago_signs_nothing(verb: Any, late: Consultation) -> None:
    body = late.responder if verb is sign_summary else late.organiser
    user = staff(body, MembershipRole.SECRETARY)
    now = timezone.now()
    close(user.memberships.get(), reason="Отозван", ended_on=timezone.localdate(now), now=now)
    values = {"actor": user, "consultation": late, "number": "1", "now": now}
    refused(ConclusionsProblem.NOT_IN_OFFICE, verb, **values)
    refused(ConclusionsProblem.NOT_IN_OFFICE, verb, **values | {"actor": UserFactory()})
    wrong = staff(body, MembershipRole.CLERK)
    refused(ConclusionsProblem.NOT_IN_OFFICE, verb, **values | {"actor": wrong})


@pytest.mark.parametrize("page", ["sign_summary", "sign_lapsed"])
def test_the_page_says_so_and_keeps_the_number(
    page: str, late: Consultation, client: Client
) -> None:
    body = late.responder if page == "sign_summary" else late.organiser
    user = staff(body, MembershipRole.CHAIR)
    client.force_login(user)
    now = timezone.now()
    close(user.memberships.get(), reason="Отозван", ended_on=timezone.localdate(now), now=now)
    url = reverse(f"conclusions:{page}", args=[late.pk])
    answer = client.post(url, {"number": "17-С", "checked": "on"})
    assert answer.status_code == 422
    assert 'value="17-С"' in answer.content.decode()
    assert answer.context["form"].non_field_errors()


# --- The pages --------------------------------------------------------------------------------


def test_the_committee_signs_on_its_page(consultation: Consultation, client: Client) -> None:
    group = group_of(published(consultation))
    url = reverse("conclusions:sign_summary", args=[consultation.pk])
    client.force_login(staff(consultation.responder, MembershipRole.CHAIR))
    early = client.post(url, {"number": "1", "checked": "on"})
    assert early.status_code == 409
    assert f"/desk/answers/{group.pk}/" in early.content.decode()
    assert client.get(f"/desk/answers/{group.pk}/").status_code == 200
    preview = client.get(reverse("conclusions:preview", args=[consultation.pk, "summary"]))
    assert NO_POSITION in preview.content.decode().lower()
    answered(group)
    assert client.post(url, {"number": "", "checked": "on"}).status_code == 422
    assert client.post(url, {"number": "1"}).status_code == 422
    assert client.post(url, {"number": "1", "checked": "on"}).status_code == 302
    assert client.get(url).context["summary"] == ProposalSummary.objects.get()
    assert '<form class="form"' not in client.get(url).content.decode()


@pytest.mark.parametrize("page", ["sign_summary", "sign", "sign_lapsed"])
@pytest.mark.parametrize("role", [MembershipRole.CLERK, MembershipRole.CHAIR])
@pytest.mark.parametrize("side", ["responder", "organiser"])
def test_who_signs_what(
    page: str, role: str, side: str, late: Consultation, client: Client
) -> None:
    client.force_login(staff(getattr(late, side), role))
    url = reverse(f"conclusions:{page}", args=[late.pk])
    assert client.get(url).status_code == 200
    owner = "responder" if page == "sign_summary" else "organiser"
    signs = role == MembershipRole.CHAIR and side == owner
    assert ('<form class="form"' in client.get(url).content.decode()) == signs
    wrong = client.post(url, {"number": ""})
    assert wrong.status_code in ((409, 422) if signs else (403,))


def test_every_revision_stays_readable(late: Consultation, client: Client) -> None:
    answered(group_of(published(late, comment="Из села не доехать.")))
    base = late.get_absolute_url()
    for name in ("conclusion", "summary"):
        assert client.get(f"{base}{name}/").status_code == 404
    lapsed(late)
    assert client.get(base).context["late"] == 3
    summarised(late)
    signed(late)
    run_tasks()
    newest = client.get(f"{base}conclusion/")
    assert newest.context["document"].kind == "full"
    assert f"{base}conclusion/revisions/1/" in newest.content.decode()
    assert f"{base}summary/revisions/1/" in newest.content.decode()
    old = client.get(f"{base}conclusion/revisions/1/")
    assert (old.context["document"].kind, old.context["newest"].revision) == ("lapsed", 2)
    assert client.get(f"{base}conclusion/revisions/3/").status_code == 404
    for path in ("conclusion/", "conclusion/revisions/1/", "summary/", "summary/revisions/1/"):
        for fmt in Format.values:
            assert client.get(f"{base}{path}{fmt}/").getvalue()
        assert client.get(f"{base}{path}odt/").status_code == 404


# --- The files --------------------------------------------------------------------------------


def test_the_summary_says_sitting_minutes_and_who_signed(consultation: Consultation) -> None:
    published(consultation, comment="Из села не доехать.")
    adopted(consultation, {})
    answer_everything(consultation)
    summary = summarised(consultation)
    html = export(summary, Format.HTML).decode()
    for words in (
        "Сводка предложений с позицией ответственного комитета", "Из села не доехать.",
        "протокол №\N{NO-BREAK SPACE}5", "Я.Ю. Белова", summary.snapshot_sha256,
    ):  # fmt: skip
        assert words in html
    data = json.loads(export(summary, Format.JSON))
    assert (data["format"], data["document"]["kind"]) == ("veche-proposal-summary", "summary")
    assert "5" in export(summary, Format.CSV).decode("utf-8-sig").splitlines()[1].split(";")[-1]
    conclusion = signed(consultation)
    text = export(conclusion, Format.HTML).decode()
    assert f"ответственного комитета №\N{NO-BREAK SPACE}{summary.number}" in text
    assert "Построено на" in text


def test_a_document_of_the_first_format_still_renders(consultation: Consultation) -> None:
    published(consultation, comment="Из села не доехать.")
    answer_everything(consultation)
    conclusion = signed(consultation)
    old = conclusion.snapshot | {"format": 1}
    del old["document"]
    for group in old["groups"]:
        del group["answer"]["sitting_on"], group["answer"]["minutes_number"]
    SummaryConclusion.objects.filter(pk=conclusion.pk).update(
        snapshot=old, kind="earlier", summary=None
    )
    conclusion.refresh_from_db()
    html = export(conclusion, Format.HTML).decode()
    assert "Из села не доехать." in html
    assert "Построено на" not in html
    assert "revisions/" not in html
    for fmt in Format.values:
        assert export(conclusion, fmt)


def test_the_command_gives_out_the_summary(consultation: Consultation, tmp_path: Any) -> None:
    out = tmp_path / "a.csv"
    name = f"{consultation.year}/{consultation.slug}"
    wanted = ("conclusion", name, "--format", "csv", "--out", str(out), "--document")
    for document in ("summary", "letter"):
        with pytest.raises(CommandError) as caught:
            call_command(*wanted, document)
        assert caught.value.returncode == 2
    published(consultation)
    answer_everything(consultation)
    summary = summarised(consultation)
    call_command(*wanted, "summary")
    assert out.read_bytes() == export(summary, Format.CSV)
