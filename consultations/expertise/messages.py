"""Refusals and faults in words, and the field of the form that each speaks of."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.expertise.domain.adoption import AdoptionFault
from consultations.expertise.errors import ExpertiseProblem

FAULTS: Final[dict[AdoptionFault, Promise]] = {
    AdoptionFault.NO_FINDINGS: _("There are no findings on conformity with law."),
    AdoptionFault.NO_CONSEQUENCES: _("There is no assessment of the consequences."),
    AdoptionFault.NO_PROPOSALS: _("There are no proposals to improve the bill."),
    AdoptionFault.NO_RECOMMENDATION: _("The recommendation is not chosen."),
    AdoptionFault.NO_RAPPORTEUR: _("The expert (rapporteur) is not named."),
    AdoptionFault.RAPPORTEUR_NOT_MEMBER: _(
        "The expert (rapporteur) was not a member of the council on the day of the meeting."
    ),
    AdoptionFault.NO_MEETING_DATE: _("The date of the meeting is not given."),
    AdoptionFault.MEETING_IN_FUTURE: _("The meeting has not taken place yet."),
    AdoptionFault.MORE_THAN_SEATS: _("More members are present than the council has."),
    AdoptionFault.NO_QUORUM: _("There is no quorum."),
    AdoptionFault.VOTES_DO_NOT_SUM: _("The votes do not add up to the members present."),
    AdoptionFault.NO_MAJORITY: _("Not more than half of those present voted for."),
}

FAULT_FIELDS: Final[dict[AdoptionFault, str]] = {
    AdoptionFault.NO_FINDINGS: "findings",
    AdoptionFault.NO_CONSEQUENCES: "consequences",
    AdoptionFault.NO_PROPOSALS: "proposals",
    AdoptionFault.NO_RECOMMENDATION: "recommendation",
    AdoptionFault.NO_RAPPORTEUR: "rapporteur",
    AdoptionFault.RAPPORTEUR_NOT_MEMBER: "rapporteur",
    AdoptionFault.NO_MEETING_DATE: "meeting_on",
    AdoptionFault.MEETING_IN_FUTURE: "meeting_on",
    AdoptionFault.MORE_THAN_SEATS: "members_present",
    AdoptionFault.NO_QUORUM: "members_present",
    AdoptionFault.VOTES_DO_NOT_SUM: "votes_for",
    AdoptionFault.NO_MAJORITY: "votes_for",
}

_PROBLEMS: Final[dict[ExpertiseProblem, Promise]] = {
    ExpertiseProblem.ALREADY_ADOPTED: _("The opinion is adopted: it can no longer be changed."),
    ExpertiseProblem.CONCLUDED: _("The summary conclusion is signed: opinions came to an end."),
    ExpertiseProblem.REFERRAL_CLOSED: _(
        "The council has declined this referral, or its sender has withdrawn it: no opinion is "
        "expected any more."
    ),
    ExpertiseProblem.STALE_REVISION: _("Somebody else has saved the draft in the meantime."),
    ExpertiseProblem.NOT_ADOPTABLE: _("The opinion cannot be adopted yet."),
    ExpertiseProblem.FOREIGN_PROVISION: _("A remark speaks on a unit of another text."),
    ExpertiseProblem.FOREIGN_MEMBER: _("This person is not a member of the council."),
    ExpertiseProblem.EMPTY_REMARK: _("A remark has no text."),
    ExpertiseProblem.EMPTY_DISSENT: _("A dissenting opinion has no text."),
    ExpertiseProblem.DISSENT_TWICE: _("A member can file one dissenting opinion."),
    ExpertiseProblem.DISSENT_TOO_LATE: _("The term for dissenting opinions is over."),
    ExpertiseProblem.DISSENT_IN_FUTURE: _("The day of filing has not come yet."),
    ExpertiseProblem.NOT_ADOPTED: _("The opinion is not adopted yet."),
}


def problem_message(code: ExpertiseProblem) -> str:
    """One sentence that says why nothing was done."""
    return str(_PROBLEMS[code])
