"""Monitoring and inspection: what is refused, what is kept, what concludes them."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem
from consultations.conclusions.services import finalise_conclusion
from consultations.control import services
from consultations.control.domain.closing import ClosingData
from consultations.control.errors import (
    ControlError,
    ControlProblem,
    NotSignable,
    StaleDraft,
)
from consultations.control.models import ClosingDocument, InspectionNotice, Observation
from consultations.process.domain.lifecycle import WindowProblem
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.models import Consultation, ConsultationStatus, Form
from consultations.process.services import announce_consultation
from core.accounts.models import BodyKind, ConsentGrant, MembershipRole
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from core.web.access import policy
from tests.factories.accounts import (
    BodyFactory,
    CouncilFactory,
    MembershipFactory,
    UserFactory,
    consent_texts,
    staff,
)
from tests.factories.conclusions import answer_everything, published
from tests.factories.control import (
    WHOLE,
    drafted,
    inspection,
    inspector,
    monitoring,
    observation,
    signed,
)
from tests.factories.drafts import BillVersionFactory, ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.files import kept
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
P = ControlProblem


def refused(code: ControlProblem, act: Any, *args: Any, **kwargs: Any) -> None:
    entries = JournalEntry.objects.count()
    with pytest.raises(ControlError) as caught:
        act(*args, **kwargs)
    assert caught.value.code is code
    assert JournalEntry.objects.count() == entries


# --- The announcement -------------------------------------------------------------------------


def announce(**changes: Any) -> Consultation:
    consent_texts()
    today = timezone.localdate()
    version = changes.pop("version", None) or BillVersionFactory()
    values = {
        "form": Form.INSPECTION,
        "organiser": CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER),
        "addressee": BodyFactory(kind=BodyKind.LEGISLATURE),
        "announced_on": today,
        "opens_on": today,
        "closes_on": today + changes.pop("days", 30) * DAY,
        "question": "Доступно ли?",
        "results_method": "Акт",
        "procedure": "Посещения и опросы",
        "subject": "Доступность",
        "inspected_body": BodyFactory(email="minsoc@veche.example"),
    }
    return announce_consultation(
        actor=None,
        version=version,
        responder=version.bill.committee,
        now=timezone.now(),
        **(values | changes),
    )


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (ProcessProblem.NO_SUBJECT, {"subject": " "}),
        (ProcessProblem.NO_SUBJECT, {"form": Form.MONITORING, "subject": "",
                                     "inspected_body": None}),
        (ProcessProblem.NO_PROCEDURE, {"form": Form.MONITORING, "procedure": "",
                                       "inspected_body": None}),
        (ProcessProblem.NO_INSPECTED_BODY, {"inspected_body": None}),
        (ProcessProblem.NOT_INSPECTED, {"form": Form.MONITORING}),
        (WindowProblem.LONGER_THAN_ALLOWED, {"days": 31}),
    ],
)  # fmt: skip
def test_what_an_announcement_lacks(code: object, changes: dict) -> None:
    with pytest.raises(ProcessError) as caught:
        announce(**changes)
    assert caught.value.code == code
    assert not Consultation.objects.exists()


def test_the_inspected_body_is_told_once() -> None:
    event = announce()
    notice = InspectionNotice.objects.get(consultation=event)
    assert (notice.body, notice.is_mailed) == (event.inspected_body, True)
    letter = OutboxMessage.objects.get(to="minsoc@veche.example")
    assert "Доступность" in letter.body_text
    services.send_notice(consultation=event, now=timezone.now())
    assert OutboxMessage.objects.filter(to="minsoc@veche.example").count() == 1
    silent = announce(inspected_body=BodyFactory(email=""))
    assert not InspectionNotice.objects.get(consultation=silent).is_mailed
    announce(form=Form.MONITORING, inspected_body=None)
    assert InspectionNotice.objects.count() == 2


def test_an_expertise_follows_a_monitoring_that_is_over() -> None:
    over = monitoring(closed=True)
    options = {
        "form": Form.EXPERTISE, "inspected_body": None, "version": over.version, "parent": over,
    }  # fmt: skip
    assert announce(**options).parent == over
    for code, changes in (
        (ProcessProblem.PARENT_NOT_MONITORING, {"parent": ConsultationFactory(closed=True)}),
        (ProcessProblem.PARENT_NOT_MONITORING, {"form": Form.MONITORING}),
        (ProcessProblem.PARENT_IS_RUNNING, {"parent": monitoring(version=over.version)}),
        (ProcessProblem.PARENT_OF_OTHER_BILL, {"parent": monitoring(closed=True)}),
    ):
        with pytest.raises(ProcessError) as caught:
            announce(**(options | changes))
        assert caught.value.code is code
    with pytest.raises(IntegrityError), transaction.atomic():
        monitoring(parent=over)


# --- Inspectors -------------------------------------------------------------------------------


def test_a_conflict_of_interest_bars_an_inspector() -> None:
    event, user = inspection(), UserFactory()
    refused(P.CONFLICT, inspector, event, user, has_conflict=True, conflict="Работаю там")
    refused(P.NO_STATEMENT, inspector, event, user, conflict=" ")
    refused(P.NO_CERTIFICATE, inspector, event, user, certificate="")
    refused(P.NO_ORDER, inspector, event, user, order=" ")
    refused(P.NOT_INSPECTION, inspector, monitoring(), user)
    MembershipFactory(body=event.inspected_body, user=user, role=MembershipRole.CLERK)
    refused(P.WORKS_FOR_INSPECTED, inspector, event, user)


def test_an_inspector_is_named_in_public_with_the_consents_on_paper() -> None:
    event, user = inspection(), UserFactory()
    refused(P.NO_CONSENT, inspector, event, user, has_consented=False)
    refused(P.NO_NAME, inspector, event, UserFactory(full_name=""))
    inspector(event, user)
    grants = ConsentGrant.objects.filter(contact__user=user)
    assert sorted(grants.values_list("version__kind", "on_paper")) == [
        ("dissemination", True),
        ("processing", True),
    ]


def test_an_inspector_is_named_once_and_released_with_a_reason() -> None:
    event, user = inspection(), UserFactory()
    named = inspector(event, user)
    assert OutboxMessage.objects.filter(to=user.email).count() == 1
    refused(P.INSPECTOR_TWICE, inspector, event, user)

    def release(reason: str = "По заявлению") -> None:
        services.release_inspector(actor=None, inspector=named, reason=reason, now=timezone.now())

    refused(P.NO_REASON, release, " ")
    release()
    refused(P.ENDED_ALREADY, release)
    assert inspector(event, user).pk != named.pk
    refused(P.CONCLUDED, inspector, inspection(concluded=True))


# --- Observations -----------------------------------------------------------------------------


def test_what_is_observed_lies_in_the_term() -> None:
    event = inspection()
    today = timezone.localdate()
    refused(P.SEEN_IN_FUTURE, observation, event, seen_on=today + DAY)
    refused(P.OUTSIDE_TERM, observation, event, seen_on=event.opens_on - DAY)
    refused(P.NO_PLACE, observation, event, place=" ")
    refused(P.NO_FACT, observation, event, fact="")
    refused(P.NO_TOPIC, observation, event, topic="")
    foreign = ProvisionFactory(position=1)
    refused(P.FOREIGN_PROVISION, observation, event, provision_id=foreign.pk)
    own = ProvisionFactory(version=event.version, position=1)
    observation(event, provision_id=own.pk, topic="", seen_on=event.opens_on)
    refused(P.NOT_STARTED, observation, inspection(upcoming=True))
    refused(P.WINDOW_OVER, observation, inspection(closed=True))
    refused(P.CONCLUDED, observation, inspection(concluded=True))
    refused(P.NOT_CONTROL, observation, ConsultationFactory())


def test_an_observation_keeps_its_files_and_is_withdrawn_with_a_reason() -> None:
    event = monitoring()
    state = event.public_state
    found = observation(event, files=[kept()])
    file = found.files.get()
    with file.file.open() as content:
        assert (file.kind, content.read(5)) == ("pdf", b"%PDF-")
    event.refresh_from_db()
    assert event.public_state == state + 1

    def withdraw(reason: str = "Не тот адрес") -> None:
        services.withdraw_observation(
            actor=None, observation=found, reason=reason, now=timezone.now()
        )

    refused(P.NO_REASON, withdraw, "")
    withdraw()
    refused(P.WITHDRAWN_ALREADY, withdraw)
    assert not Observation.objects.standing().exists()


# --- The closing document ---------------------------------------------------------------------


def test_a_draft_is_not_overwritten_by_somebody_who_has_not_seen_it() -> None:
    event = monitoring()
    first = drafted(event)
    assert first.revision == 1
    with pytest.raises(StaleDraft) as caught:
        drafted(event, ClosingData(tasks="Другое"), revision=0)
    assert (caught.value.data, caught.value.revision) == (WHOLE, 1)
    assert drafted(event, ClosingData(tasks="Другое"), revision=1).revision == 2
    refused(P.NOT_CONTROL, drafted, ConsultationFactory())


def not_signable(event: Consultation) -> NotSignable:
    with pytest.raises(NotSignable) as caught:
        services.sign_closing(actor=None, consultation=event, number="1", now=timezone.now())
    event.refresh_from_db()
    assert event.status == ConsultationStatus.RUNNING
    assert not ClosingDocument.objects.signed().exists()
    return caught.value


def test_empty_blocks_prevent_the_signature() -> None:
    event = monitoring(closed=True)
    refused(P.NO_DRAFT, services.sign_closing, actor=None, consultation=event, number="1",
            now=timezone.now())  # fmt: skip
    drafted(event, ClosingData(tasks="Только задачи"))
    refused(P.NO_NUMBER, services.sign_closing, actor=None, consultation=event, number=" ",
            now=timezone.now())  # fmt: skip
    missing = {item.block for item in not_signable(event).missing}
    assert missing == {"place_time", "forms", "facts", "conclusions"}
    drafted(event, WHOLE, revision=1)
    assert signed(event).is_signed


def test_recommendations_are_required_of_an_act_only() -> None:
    without = ClosingData(**{**{name: getattr(WHOLE, name) for name in WHOLE.__slots__},
                             "recommendations": ""})  # fmt: skip
    event, act = monitoring(closed=True), inspection(closed=True)
    inspector(act)
    drafted(event, without)
    drafted(act, without)
    assert [item.block for item in not_signable(act).missing] == ["recommendations"]
    assert signed(event).is_signed


def test_an_act_needs_an_inspector_and_the_end_of_the_term() -> None:
    act = inspection(closed=True)
    drafted(act)
    refused(P.NO_INSPECTORS, signed, act)
    inspector(act)
    assert signed(act).is_signed
    going_on = monitoring()
    drafted(going_on)
    with pytest.raises(NotSignable) as caught:
        signed(going_on)
    assert (caught.value.missing, len(caught.value.waiting)) == ((), 1)


def test_citizens_are_answered_before_a_monitoring_is_concluded() -> None:
    event = monitoring(closed=True)
    published(event)
    drafted(event)
    assert not_signable(event).waiting
    answer_everything(event)
    assert signed(event).is_signed
    event.refresh_from_db()
    assert (event.status, event.open_items) == (ConsultationStatus.CONCLUDED, 0)


def test_a_signed_document_is_frozen_and_superseded_by_a_later_edition() -> None:
    event = monitoring(closed=True)
    Observation.objects.create(
        consultation=event, author=UserFactory(), seen_on=event.opens_on, place="Зея",
        fact="Пандуса нет", topic="Доступность",
    )  # fmt: skip
    first = signed(event)
    assert [row[3] for row in first.snapshot["observations"]] == ["Пандуса нет"]
    entry = JournalEntry.objects.get(kind="closing.signed")
    assert entry.subject_id == str(event.pk)
    refused(P.SIGNED_ALREADY, drafted, event, WHOLE, 1)
    run_tasks()
    assert [file.format for file in first.files.all()] == ["docx", "pdf"]
    with first.files.get(format="pdf").file.open() as content:
        assert content.read(5) == b"%PDF-"
    assert services.render_files(document_id=first.pk) == 0
    second = services.begin_edition(actor=None, consultation=event, now=timezone.now())
    assert (second.edition, second.data()) == (2, first.data())
    drafted(event, ClosingData(**{**{n: getattr(WHOLE, n) for n in WHOLE.__slots__},
                                  "facts": "Уточнено."}))  # fmt: skip
    signed(event)
    first.refresh_from_db()
    assert first.facts == WHOLE.facts
    assert ClosingDocument.objects.signed().count() == 2
    refused(P.NOT_SIGNED, services.begin_edition, actor=None, consultation=monitoring(),
            now=timezone.now())  # fmt: skip


def test_a_summary_conclusion_concludes_no_monitoring() -> None:
    event = monitoring(closed=True)
    with pytest.raises(ConclusionsError) as caught:
        finalise_conclusion(actor=None, consultation=event, number="1", now=timezone.now())
    assert caught.value.code is ConclusionsProblem.CLOSED_BY_DOCUMENT


def test_objections_of_the_inspected_body_are_entered_with_their_day() -> None:
    act = inspection(closed=True)

    def enter(event: Consultation = act, text: str = "Не согласны", days: int = 0) -> None:
        services.enter_objections(
            actor=None,
            consultation=event,
            received_on=timezone.localdate() + days * DAY,
            text=text,
            now=timezone.now(),
        )

    refused(P.RECEIVED_IN_FUTURE, enter, days=1)
    refused(P.RECEIVED_BEFORE_START, enter, days=-60)
    refused(P.NO_TEXT, enter, text=" ")
    refused(P.NOT_INSPECTION, enter, monitoring())
    enter()
    inspector(act)
    assert signed(act).snapshot["objections"][0][2] == "Не согласны"
    enter(text="И ещё")  # after the signature too
    assert act.act_objections.count() == 2


@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_do_what(role: MembershipRole) -> None:
    act = inspection()
    here, elsewhere = staff(act.organiser, role), staff(CouncilFactory(), role)
    keeps = role in (MembershipRole.SECRETARY, MembershipRole.CHAIR)
    sits = keeps or role == MembershipRole.MEMBER
    for action, allowed in (
        ("control.manage", keeps), ("control.close", keeps), ("control.observe", sits),
        ("control.read", sits),
    ):  # fmt: skip
        assert policy.check(here, action, act.as_organiser) == allowed, action
        assert not policy.check(elsewhere, action, act.as_organiser), action
    over = inspection(concluded=True)
    assert not policy.check(staff(over.organiser, role), "control.manage", over.as_organiser)
    ended = inspection(closed=True)
    assert not policy.check(staff(ended.organiser, role), "control.observe", ended.as_organiser)
