"""What the law asks of a monitoring and of an inspection before they are announced."""

import datetime as dt
from typing import Final

from consultations.process.domain.lifecycle import Phase
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.models import CONTROL_FORMS, Consultation, Form
from core.accounts.models import Body
from drafts.models import BillVersion

_NOT_OVER: Final = (Phase.ANNOUNCED, Phase.OPEN)


def check_control(form: str, subject: str, procedure: str, inspected_body: Body | None) -> None:
    """A subject, the organiser's procedure of a monitoring, the body that an inspection is about.

    Raises ProcessError (no_subject, no_procedure, no_inspected_body, not_inspected).
    """
    if form in CONTROL_FORMS and not subject.strip():
        raise ProcessError(ProcessProblem.NO_SUBJECT)
    if form == Form.MONITORING and not procedure.strip():
        raise ProcessError(ProcessProblem.NO_PROCEDURE)
    if form == Form.INSPECTION and inspected_body is None:
        raise ProcessError(ProcessProblem.NO_INSPECTED_BODY)
    if form != Form.INSPECTION and inspected_body is not None:
        raise ProcessError(ProcessProblem.NOT_INSPECTED)


def check_parent(
    form: str, version: BillVersion, parent: Consultation | None, now: dt.datetime
) -> None:
    """By the results of a monitoring, once it is over, another form may follow on the same bill.

    Raises ProcessError (parent_not_monitoring, parent_is_running, parent_of_other_bill).
    """
    if parent is None:
        return
    if parent.form != Form.MONITORING or form == Form.MONITORING:
        raise ProcessError(ProcessProblem.PARENT_NOT_MONITORING)
    if parent.phase_at(now) in _NOT_OVER:
        raise ProcessError(ProcessProblem.PARENT_IS_RUNNING)
    if parent.version.bill_id != version.bill_id:
        raise ProcessError(ProcessProblem.PARENT_OF_OTHER_BILL)


def control_links(consultation: Consultation) -> dict[str, int]:
    """For the journal: the body that is inspected and the monitoring before it, if any."""
    links = {"inspected": consultation.inspected_body_id, "parent": consultation.parent_id}
    return {name: pk for name, pk in links.items() if pk is not None}
