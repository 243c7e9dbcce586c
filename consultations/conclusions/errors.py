"""Why an answer or a conclusion was not made: codes, never sentences."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from consultations.conclusions.domain.answers import AnswerFault
from consultations.conclusions.domain.blockers import Blocker

if TYPE_CHECKING:
    from consultations.conclusions.domain.substance import Flaw
    from consultations.conclusions.models import AnswerDraft, ArgumentItem, SponsorPosition


class ConclusionsProblem(StrEnum):
    CONCLUDED = "concluded"  # the summary conclusion is signed
    NOT_ANSWERABLE_NOW = "not_answerable_now"  # nobody may speak yet
    NOTHING_TO_ANSWER = "nothing_to_answer"  # everything in the group is hidden or withdrawn
    BAD_ANSWER = "bad_answer"
    NOTHING_DRAFTED = "nothing_drafted"  # there is no draft, or a colleague has published it
    NOT_AGREED = "not_agreed"  # the committee has not agreed these words yet
    AGREED_ALREADY = "agreed_already"
    UNCHANGED = "unchanged"  # the words of the published answer
    NO_MINUTES = "no_minutes"  # the number of the minutes is missing
    SITTING_IN_FUTURE = "sitting_in_future"
    SITTING_TOO_EARLY = "sitting_too_early"  # before there was anything to answer
    NOT_TO_THE_POINT = "not_to_the_point"  # flaws that nobody has confirmed
    OTHER_EVENT = "other_event"  # of several events at once
    NOT_STAFF = "not_staff"  # the assignee does not work for the committee (any more)
    STALE_ANSWER = "stale_answer"
    NOT_READY = "not_ready"
    NO_NUMBER = "no_number"
    NUMBER_TOO_LONG = "number_too_long"
    NOT_IN_OFFICE = "not_in_office"  # the role that signs has ended
    ROLE_OVER = "role_over"  # the person does not work for the committee any more
    TERM_RUNS = "term_runs"  # of the committee
    POSITION_COMPLETE = "position_complete"  # nothing lapsed: the committee has signed
    LAPSED_ALREADY = "lapsed_already"
    NOTHING_NEW = "nothing_new"  # the newest document says the same
    NO_TERM = "no_term"  # the rules or the calendar do not give the addressee's term
    NOT_SIGNED = "not_signed"
    NOTHING_CHOSEN = "nothing_chosen"
    EVERYTHING_CHOSEN = "everything_chosen"  # nothing would be left in the group
    NOT_MEMBERS = "not_members"  # somebody has moved them in the meantime
    OTHER_PLACE = "other_place"  # on another provision, or in another event
    SAME_GROUP = "same_group"  # they are there already
    SOURCE_ANSWERED = "source_answered"  # its authors would lose their answer
    GROUP_GONE = "group_gone"  # it has been put into another one
    TITLE_TOO_LONG = "title_too_long"
    UNDONE_ALREADY = "undone_already"
    ANSWERED_SINCE = "answered_since"
    RENAMED_SINCE = "renamed_since"
    MEMBERS_MOVED = "members_moved"
    CLOSED_BY_DOCUMENT = "closed_by_document"  # a monitoring or an inspection
    FILE_SAYS_NOTHING = "file_says_nothing"  # no row of it can be about a group
    APPLIED_ALREADY = "applied_already"  # the rows of the file are saved
    NO_GOOD_ROWS = "no_good_rows"


class ConclusionsError(Exception):
    """Nothing was written; `code` says why."""

    def __init__(self, code: ConclusionsProblem) -> None:
        super().__init__(str(code))
        self.code = code


class AnswerRefused(ConclusionsError):
    """The answer lacks what `faults` name."""

    def __init__(self, faults: Iterable[AnswerFault]) -> None:
        super().__init__(ConclusionsProblem.BAD_ANSWER)
        self.faults = tuple(faults)


class StaleDraft(ConclusionsError):
    """A colleague has saved, agreed or published in the meantime: `current` is the draft as it is
    now, None if there is none any more. Nothing was overwritten."""

    def __init__(self, current: "AnswerDraft | None") -> None:
        super().__init__(ConclusionsProblem.STALE_ANSWER)
        self.current = current


class NotToThePoint(ConclusionsError):
    """Some drafts are flawed and nobody has confirmed that they are to be published all the same:
    their flaws by id of group."""

    def __init__(self, flaws: "dict[int, tuple[Flaw, ...]]") -> None:
        super().__init__(ConclusionsProblem.NOT_TO_THE_POINT)
        self.flaws = flaws


class NotReady(ConclusionsError):
    """The document cannot be signed yet: `blockers` say what must happen first."""

    def __init__(self, blockers: Iterable[Blocker]) -> None:
        super().__init__(ConclusionsProblem.NOT_READY)
        self.blockers = list(blockers)


class MembersMoved(ConclusionsError):
    """A change cannot be taken back: `items` have gone elsewhere since."""

    def __init__(self, items: "Iterable[ArgumentItem]") -> None:
        super().__init__(ConclusionsProblem.MEMBERS_MOVED)
        self.items = list(items)


class ObjectionProblem(StrEnum):
    """Why an objection to an answer was not filed, given to somebody or decided."""

    LINK_FORGED = "link_forged"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    NOT_PUBLISHED = "not_published"  # the proposal is hidden, withdrawn or being checked
    NO_ANSWER = "no_answer"
    OBJECTED_ALREADY = "objected_already"
    TERM_OVER = "term_over"
    NO_TERM = "no_term"  # the rules or the calendar do not give a term
    NO_OUTCOME = "no_outcome"
    NO_REASONING = "no_reasoning"
    DECIDED_ALREADY = "decided_already"
    ANSWERED_SINCE = "answered_since"  # the member has not seen the present answer
    NOT_ANSWERED_SINCE = "not_answered_since"  # it is still the answer that was objected to
    NOT_YOURS = "not_yours"  # it is with another member now
    NO_REVIEWER = "no_reviewer"  # the person may not decide here (any more)
    OWN_OBJECTION = "own_objection"
    UNKNOWN_GROUND = "unknown_ground"  # not among the grounds of the rules
    JUDGED_SO_ALREADY = "judged_so_already"  # the text is shown or hidden so already
    NAMED_ALREADY = "named_already"
    RELEASED_ALREADY = "released_already"
    NO_REASON = "no_reason"  # why it is given to another member
    SAME_REVIEWER = "same_reviewer"
    ROLE_OVER = "role_over"  # whoever names is not the organiser's secretary any more


class ObjectionRefused(Exception):
    """Nothing was written; `code` says why."""

    def __init__(self, code: ObjectionProblem) -> None:
        super().__init__(str(code))
        self.code = code


class TemplateProblem(StrEnum):
    """Why the template of a document was not changed, although its file may be good."""

    NOT_KEEPER = "not_keeper"  # the place at the body has ended
    CHANGED = "changed"  # a colleague has put another one in use meanwhile
    IN_USE = "in_use"  # it is this very file


class TemplateStays(Exception):
    """Nothing was written: the template in use stays in use; `code` says why."""

    def __init__(self, code: TemplateProblem) -> None:
        super().__init__(str(code))
        self.code = code


class PositionProblem(StrEnum):
    """Why a position of the sponsor was not published."""

    NOT_SPONSOR = "not_sponsor"  # the person does not speak for the sponsor (any more)
    NOT_NOW = "not_now"  # not before proposals are received, not after the conclusion
    NOTHING_TO_SPEAK_ON = "nothing_to_speak_on"  # everything is hidden, or went elsewhere
    UNKNOWN_STANCE = "unknown_stance"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    STALE = "stale"


class PositionRefused(Exception):
    """Nothing was written; `code` says why. `current`: a colleague's position, if it is stale."""

    def __init__(self, code: PositionProblem, current: "SponsorPosition | None" = None) -> None:
        super().__init__(str(code))
        self.code = code
        self.current = current
