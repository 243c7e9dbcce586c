"""Refusals and faults in words, and the field of the form that each speaks of."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.expertise.domain.adoption import AdoptionFault, AdoptionWarning
from consultations.expertise.domain.parts import Section
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
    AdoptionFault.RAPPORTEUR_IN_CONFLICT: _(
        "The expert (rapporteur) has declared a conflict of interest."
    ),
    AdoptionFault.RAPPORTEUR_UNDECLARED: _(
        "The expert (rapporteur) has not declared whether there is a conflict of interest."
    ),
    AdoptionFault.ACCREDITATION_INCOMPLETE: _(
        "Give both the number and the date of the expert's accreditation, or neither."
    ),
    AdoptionFault.MISQUOTED: _(
        "Words quoted for a corruption factor do not stand in the provision that is named."
    ),
    AdoptionFault.NO_MEETING_DATE: _("The date of the meeting is not given."),
    AdoptionFault.MEETING_IN_FUTURE: _("The meeting has not taken place yet."),
    AdoptionFault.VOTER_NOT_MEMBER: _(
        "Somebody is marked as present who was not a member of the council on the day of the "
        "meeting."
    ),
    AdoptionFault.VOTER_IN_CONFLICT: _(
        "Somebody has voted who has declared a conflict of interest: mark this member as recused."
    ),
    AdoptionFault.CONFLICT_UNNAMED: _(
        "A member has declared a conflict of interest: record by name who was present and who was "
        "recused."
    ),
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
    AdoptionFault.RAPPORTEUR_IN_CONFLICT: "rapporteur",
    AdoptionFault.RAPPORTEUR_UNDECLARED: "rapporteur",
    AdoptionFault.ACCREDITATION_INCOMPLETE: "accreditation_number",
    AdoptionFault.MISQUOTED: "factors",
    AdoptionFault.NO_MEETING_DATE: "meeting_on",
    AdoptionFault.MEETING_IN_FUTURE: "meeting_on",
    AdoptionFault.VOTER_NOT_MEMBER: "vote",
    AdoptionFault.VOTER_IN_CONFLICT: "vote",
    AdoptionFault.CONFLICT_UNNAMED: "vote",
    AdoptionFault.MORE_THAN_SEATS: "vote",
    AdoptionFault.NO_QUORUM: "vote",
    AdoptionFault.VOTES_DO_NOT_SUM: "vote",
    AdoptionFault.NO_MAJORITY: "vote",
}
# Faults of a whole section lead to its heading.
SECTION_ANCHORS: Final = {"factors": "factors", "vote": "vote"}

WARNINGS: Final[dict[AdoptionWarning, Promise]] = {
    AdoptionWarning.NO_NUMBER: _("The opinion has no number."),
    AdoptionWarning.NO_PLACE: _("The place of the meeting is not given."),
    AdoptionWarning.NO_MATERIALS: _("The materials that were studied are not listed."),
    AdoptionWarning.NOT_ASSESSED: _("Some items of the checklist are not assessed."),
    AdoptionWarning.NO_REMEDY: _(
        "A corruption factor has no remedy: only a remedy obliges the body to a reasoned reply."
    ),
    AdoptionWarning.COUNTS_ONLY: _("It is not recorded who was present and how each voted."),
    AdoptionWarning.VOTERS_UNDECLARED: _(
        "Some of those present have not declared whether they have a conflict of interest."
    ),
}
WARNING_ANCHORS: Final[dict[AdoptionWarning, str]] = {
    AdoptionWarning.NO_NUMBER: "id_number",
    AdoptionWarning.NO_PLACE: "id_place",
    AdoptionWarning.NO_MATERIALS: "id_materials",
    AdoptionWarning.NOT_ASSESSED: "checklist",
    AdoptionWarning.NO_REMEDY: "factors",
    AdoptionWarning.COUNTS_ONLY: "vote",
    AdoptionWarning.VOTERS_UNDECLARED: "vote",
}

SECTION_TITLES: Final[dict[Section, Promise]] = {
    Section.REQUISITES: _("Details of the opinion"),
    Section.BASIS: _("Basis and term"),
    Section.EXPERTS: _("Experts and conflicts of interest"),
    Section.MATERIALS: _("Materials studied"),
    Section.CHECKLIST: _("Checklist"),
    Section.REMARKS: _("Remarks by provisions"),
    Section.COMMENTS: _("Citizens' proposals considered"),
    Section.CONSEQUENCES: _("Assessment of social, economic, legal and other consequences"),
    Section.FINDINGS: _("Findings on conformity with law and respect for rights"),
    Section.RECOMMENDATION: _("Proposals to improve the bill and the recommendation"),
    Section.VOTE: _("The meeting and the vote"),
    Section.DISSENTS: _("Dissenting opinions"),
    Section.SIGNATURES: _("Signatures and annexes"),
}

# 172-FZ: only an accredited expert gives an opinion of an independent anti-corruption expertise.
CORRUPTION_TITLES: Final[dict[bool, Promise]] = {
    True: _("Opinion on the results of an independent anti-corruption expertise"),
    False: _("Remarks on possible corruption factors"),
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
    ExpertiseProblem.UNKNOWN_VALUE: _("Choose from the list."),
    ExpertiseProblem.UNKNOWN_ITEM: _("The checklist has no such item."),
    ExpertiseProblem.EMPTY_FACTOR: _("A corruption factor has no explanation."),
    ExpertiseProblem.FOREIGN_COMMENT: _("There is no such published proposal here."),
    ExpertiseProblem.NAMED_TWICE: _("The same is recorded twice."),
    ExpertiseProblem.BALLOT_TWICE: _("A member is recorded twice."),
    ExpertiseProblem.VOTE_OF_ABSENT: _("Only those who are present vote."),
    ExpertiseProblem.NAMED_SECRET_VOTE: _(
        "In a secret vote nobody's vote is recorded by name: give the counts only."
    ),
    ExpertiseProblem.EMPTY_REASON: _("Say why the opinion is corrected."),
    ExpertiseProblem.CORRECTION_UNDER_WAY: _("A correction of this opinion is being prepared."),
    ExpertiseProblem.TOO_MANY_FILES: _("No more files can be attached to this opinion."),
    ExpertiseProblem.SIGNED_ALREADY: _("It is recorded already who signed the opinion."),
    ExpertiseProblem.SIGNED_TOO_EARLY: _("The day of the signature is before the meeting."),
    ExpertiseProblem.SIGNED_IN_FUTURE: _("The day of the signature has not come yet."),
}


def problem_message(code: ExpertiseProblem) -> str:
    """One sentence that says why nothing was done."""
    return str(_PROBLEMS[code])
