"""Refusals, phases and states in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.process.domain.lifecycle import Phase, ReferralState, WindowProblem
from consultations.process.errors import ProcessProblem

_PROBLEMS: Final[dict[str, Promise]] = {
    ProcessProblem.VERSION_NOT_PUBLISHED: _("Publish the text first: people must see it."),
    ProcessProblem.NOT_CONTROL_SUBJECT: _("By law this body is not a subject of public control."),
    ProcessProblem.NOT_RESPONSIBLE_COMMITTEE: _("This committee is not responsible for the bill."),
    ProcessProblem.NO_QUESTION: _("Say what is put to the public."),
    ProcessProblem.NO_RESULTS_METHOD: _("Say how the results will be determined."),
    ProcessProblem.NO_RULES: _("The rules do not set the term for answers: ask the administrator."),
    ProcessProblem.NO_CALENDAR: _(
        "The working days of %(year)s are not loaded, so the day cannot be counted: the "
        "administrator loads them on the page “Calendar of working days” of the desk or by "
        "manage.py load_calendar. Or choose an earlier day."
    ),
    ProcessProblem.NO_CONSENT_TEXTS: _(
        "The texts of the consents to the use of personal data are not published on this site, so "
        "nobody could send a proposal: ask the administrator."
    ),
    ProcessProblem.BAD_SLUG: _(
        "The address may have Latin letters, digits, hyphens and underscores, at most 80 of them."
    ),
    ProcessProblem.SLUG_TAKEN: _("Another event of this year has this address already."),
    ProcessProblem.NOT_REFERRABLE_NOW: _(
        "The window has closed: the bill cannot be sent to councils any more."
    ),
    ProcessProblem.NO_OPINION_HERE: _(
        "A monitoring or an inspection is concluded by the organiser's own document: councils give "
        "no opinions in it."
    ),
    ProcessProblem.ALREADY_REFERRED: _("The bill was sent to this council already."),
    ProcessProblem.NO_SUBJECT: _("Name the subject of the monitoring or of the inspection."),
    ProcessProblem.NO_PROCEDURE: _("The organiser sets the procedure of a monitoring: write it."),
    ProcessProblem.NO_INSPECTED_BODY: _("Name the body that is inspected."),
    ProcessProblem.NOT_INSPECTED: _("A body is inspected only by a public inspection."),
    ProcessProblem.PARENT_NOT_MONITORING: _(
        "Only a public monitoring may lead to another event, and not to a monitoring."
    ),
    ProcessProblem.PARENT_IS_RUNNING: _("The monitoring has not ended yet."),
    ProcessProblem.PARENT_OF_OTHER_BILL: _("The monitoring was about another bill."),
    ProcessProblem.DUE_OUTSIDE_WINDOW: _(
        "The opinion must be due between today and the last day of the window."
    ),
    ProcessProblem.BAD_TERM: _("A term lasts at least one day and at most a year."),
    ProcessProblem.ALREADY_DECIDED: _(
        "This has been decided already: somebody has accepted, declined or withdrawn the referral, "
        "or the opinion is adopted."
    ),
    ProcessProblem.OWN_INITIATIVE: _(
        "The council began this expertise itself: it can be withdrawn, not declined."
    ),
    ProcessProblem.NO_REASON: _("Say why: the reason is public."),
    ProcessProblem.REASON_TOO_LONG: _("The reason is longer than 2,000 characters."),
    ProcessProblem.BEFORE_SENT: _("A decision cannot come before the referral itself."),
    ProcessProblem.CONCLUDED: _("The summary conclusion is signed: nothing changes any more."),
    WindowProblem.ANNOUNCED_IN_FUTURE: _("The day of the announcement has not come yet."),
    WindowProblem.STARTS_BEFORE_ANNOUNCEMENT: _("The first day is before the announcement."),
    WindowProblem.ENDS_BEFORE_START: _("The last day is before the first."),
    WindowProblem.ENDS_IN_PAST: _("The last day has passed already."),
    WindowProblem.LONGER_THAN_ALLOWED: _(
        "The window is longer than the law allows, counted from the announcement."
    ),
}

# The field of a form that a refusal speaks of.
PROBLEM_FIELDS: Final[dict[str, str]] = {
    ProcessProblem.NOT_CONTROL_SUBJECT: "organiser",
    ProcessProblem.NO_QUESTION: "question",
    ProcessProblem.NO_RESULTS_METHOD: "results_method",
    ProcessProblem.NO_SUBJECT: "subject",
    ProcessProblem.NO_PROCEDURE: "procedure",
    ProcessProblem.NO_INSPECTED_BODY: "inspected_body",
    ProcessProblem.NOT_INSPECTED: "inspected_body",
    ProcessProblem.NO_CALENDAR: "closes_on",
    ProcessProblem.DUE_OUTSIDE_WINDOW: "due_on",
    ProcessProblem.BAD_TERM: "amount",
    ProcessProblem.NO_REASON: "reason",
    ProcessProblem.REASON_TOO_LONG: "reason",
    WindowProblem.ANNOUNCED_IN_FUTURE: "announced_on",
    WindowProblem.STARTS_BEFORE_ANNOUNCEMENT: "opens_on",
    WindowProblem.ENDS_BEFORE_START: "closes_on",
    WindowProblem.ENDS_IN_PAST: "closes_on",
    WindowProblem.LONGER_THAN_ALLOWED: "closes_on",
}

PHASES: Final[dict[Phase, Promise]] = {
    Phase.ANNOUNCED: _("announced"),
    Phase.OPEN: _("proposals are being received"),
    Phase.ANSWERING: _("answers are being prepared"),
    Phase.CONCLUDED: _("concluded"),
}
PHASE_KINDS: Final[dict[Phase, str]] = {
    Phase.ANNOUNCED: "info",
    Phase.OPEN: "success",
    Phase.ANSWERING: "warning",
    Phase.CONCLUDED: "",
}

REFERRAL_STATES: Final[dict[ReferralState, Promise]] = {
    ReferralState.ANSWERED: _("opinion adopted"),
    ReferralState.DECLINED: pgettext_lazy("referral", "declined"),
    ReferralState.WITHDRAWN: pgettext_lazy("referral", "withdrawn"),
    ReferralState.OVERDUE: _("overdue"),
    ReferralState.SOON: _("due soon"),
    ReferralState.ACCEPTED: _("accepted, in work"),
    ReferralState.WAITING: _("sent, not accepted yet"),
}
REFERRAL_KINDS: Final[dict[ReferralState, str]] = {
    ReferralState.ANSWERED: "success",
    ReferralState.DECLINED: "",
    ReferralState.WITHDRAWN: "",
    ReferralState.OVERDUE: "error",
    ReferralState.SOON: "warning",
    ReferralState.ACCEPTED: "accent",
    ReferralState.WAITING: "info",
}


def problem_message(
    code: ProcessProblem | WindowProblem, params: Mapping[str, object] | None = None
) -> str:
    """One sentence that says why nothing was done; `params` are those of the error."""
    named = {"year": _("that year")} | dict(params or {})
    return str(_PROBLEMS[code]) % named
