"""Why an opinion was not saved or adopted: codes, never sentences."""

from collections.abc import Iterable
from enum import StrEnum

from consultations.expertise.domain.adoption import AdoptionFault
from consultations.expertise.domain.opinions import OpinionData


class ExpertiseProblem(StrEnum):
    ALREADY_ADOPTED = "already_adopted"  # an adopted opinion is never edited
    CONCLUDED = "concluded"  # the summary conclusion is signed
    REFERRAL_CLOSED = "referral_closed"  # declined by the council, or withdrawn by its sender
    STALE_REVISION = "stale_revision"
    NOT_ADOPTABLE = "not_adoptable"
    FOREIGN_PROVISION = "foreign_provision"  # of another text
    FOREIGN_MEMBER = "foreign_member"  # of another council
    EMPTY_REMARK = "empty_remark"
    EMPTY_DISSENT = "empty_dissent"
    DISSENT_TWICE = "dissent_twice"
    DISSENT_TOO_LATE = "dissent_too_late"
    DISSENT_IN_FUTURE = "dissent_in_future"
    NOT_ADOPTED = "not_adopted"
    UNKNOWN_VALUE = "unknown_value"  # a code that is none of the choices
    UNKNOWN_ITEM = "unknown_item"  # of no checklist in force on the day of the referral
    EMPTY_FACTOR = "empty_factor"
    FOREIGN_COMMENT = "foreign_comment"  # of another consultation, or none that is public
    NAMED_TWICE = "named_twice"  # a row of a list that may be there once
    BALLOT_TWICE = "ballot_twice"  # of one person
    VOTE_OF_ABSENT = "vote_of_absent"
    NAMED_SECRET_VOTE = "named_secret_vote"  # noqa: S105 – a vote
    EMPTY_REASON = "empty_reason"
    CORRECTION_UNDER_WAY = "correction_under_way"
    TOO_MANY_FILES = "too_many_files"
    SIGNED_ALREADY = "signed_already"
    SIGNED_TOO_EARLY = "signed_too_early"
    SIGNED_IN_FUTURE = "signed_in_future"


class ExpertiseError(Exception):
    """Nothing was written; `code` says why."""

    def __init__(self, code: ExpertiseProblem) -> None:
        super().__init__(str(code))
        self.code = code


class StaleRevision(ExpertiseError):
    """Somebody saved the draft in the meantime: `current` is that text, `revision` its number."""

    def __init__(self, current: OpinionData, revision: int) -> None:
        super().__init__(ExpertiseProblem.STALE_REVISION)
        self.current = current
        self.revision = revision


class NotAdoptable(ExpertiseError):
    """The opinion lacks what `faults` name."""

    def __init__(self, faults: Iterable[AdoptionFault]) -> None:
        super().__init__(ExpertiseProblem.NOT_ADOPTABLE)
        self.faults = tuple(faults)
