"""Refusals, faults and blockers in words."""

from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.domain.answers import AnswerFault
from consultations.conclusions.domain.blockers import Blocker, BlockerCode
from consultations.conclusions.domain.substance import Flaw
from consultations.conclusions.errors import (
    ConclusionsProblem,
    MembersMoved,
    ObjectionProblem,
    PositionProblem,
)

FAULTS: Final[dict[AnswerFault, Promise]] = {
    AnswerFault.UNKNOWN_DISPOSITION: _("Choose the position of the committee."),
    AnswerFault.NO_REASON: _("Choose the reason."),
    AnswerFault.UNKNOWN_REASON: _("This reason belongs to another position."),
    AnswerFault.NO_REASONING: _("Give the reasoning: a disagreement must be explained."),
    AnswerFault.NO_EXPECTED_WORDING: _(
        "A wording was proposed: say which words the bill is expected to get."
    ),
    AnswerFault.TOO_LONG: _("Too long: say it shorter."),
    AnswerFault.SAME_WORDING: _(
        "These are the words that the bill has already: say what is to change in them."
    ),
}
FAULT_FIELDS: Final[dict[AnswerFault, str]] = {
    AnswerFault.UNKNOWN_DISPOSITION: "disposition",
    AnswerFault.NO_REASON: "reason_code",
    AnswerFault.UNKNOWN_REASON: "reason_code",
    AnswerFault.NO_REASONING: "text",
    AnswerFault.NO_EXPECTED_WORDING: "expected_text",
    AnswerFault.TOO_LONG: "text",
    AnswerFault.SAME_WORDING: "expected_text",
}

FLAWS: Final[dict[Flaw, Promise]] = {
    Flaw.EMPTY: _("nothing but stock phrases"),
    Flaw.REPEATED: _("the same text answers another argument"),
}

_NAMED: Final = 5

_PROBLEMS: Final[dict[ConclusionsProblem, Promise]] = {
    ConclusionsProblem.CLOSED_BY_DOCUMENT: _(
        "A monitoring and an inspection are concluded by their own closing document."
    ),
    ConclusionsProblem.CONCLUDED: _("The summary conclusion is signed: nothing changes any more."),
    ConclusionsProblem.NOT_ANSWERABLE_NOW: _("Receiving of proposals has not begun."),
    ConclusionsProblem.NOTHING_TO_ANSWER: _(
        "The proposal is no longer published: it needs no answer."
    ),
    ConclusionsProblem.BAD_ANSWER: _("Something is missing in the answer."),
    ConclusionsProblem.STALE_ANSWER: _("A colleague has changed the answer in the meantime."),
    ConclusionsProblem.NOTHING_DRAFTED: _(
        "There is no draft any more: a colleague has published it or thrown it away."
    ),
    ConclusionsProblem.NOT_AGREED: _(
        "The committee has not agreed one of these answers yet, or its words have changed since."
    ),
    ConclusionsProblem.AGREED_ALREADY: _("One of these answers has been agreed already."),
    ConclusionsProblem.UNCHANGED: _(
        "These are the words of the published answer: change them, or leave it as it is."
    ),
    ConclusionsProblem.NUMBER_TOO_LONG: _("A number has at most 60 characters."),
    ConclusionsProblem.NO_MINUTES: _("Give the number of the minutes of the sitting."),
    ConclusionsProblem.SITTING_IN_FUTURE: _("The sitting has not taken place yet: check the date."),
    ConclusionsProblem.SITTING_TOO_EARLY: _(
        "The sitting was before proposals were received: check the date."
    ),
    ConclusionsProblem.NOT_TO_THE_POINT: _(
        "Some answers are an empty phrase or repeat another one: look at them once more."
    ),
    ConclusionsProblem.OTHER_EVENT: _("Choose answers of one event."),
    ConclusionsProblem.NOT_STAFF: _("This person does not work for the committee any more."),
    ConclusionsProblem.NOT_READY: _("The summary conclusion cannot be signed yet."),
    ConclusionsProblem.NO_NUMBER: _("Give the number of the document."),
    ConclusionsProblem.ROLE_OVER: _(
        "Your work for this committee has ended, so nothing was recorded. What you typed is kept: "
        "a colleague can go on with it."
    ),
    ConclusionsProblem.NOT_IN_OFFICE: _(
        "You no longer hold the post that signs this document, so it was not signed. What you "
        "typed is kept: whoever holds the post now can sign under the same number."
    ),
    ConclusionsProblem.TERM_RUNS: _(
        "The committee still has time to answer: the term has not passed yet."
    ),
    ConclusionsProblem.POSITION_COMPLETE: _(
        "The committee has answered everything and signed its summary: sign the conclusion built "
        "on it."
    ),
    ConclusionsProblem.LAPSED_ALREADY: _(
        "A conclusion without the committee's position is signed already. It is superseded when "
        "the committee's summary comes."
    ),
    ConclusionsProblem.NOTHING_NEW: _(
        "The newest signed summary says everything that stands now: there is nothing to sign anew."
    ),
    ConclusionsProblem.NO_TERM: _(
        "The rules or the calendar do not give the addressee's term: ask the administrator."
    ),
    ConclusionsProblem.NOT_SIGNED: _("The summary conclusion is not signed yet."),
    ConclusionsProblem.NOTHING_CHOSEN: _("Choose at least one."),
    ConclusionsProblem.EVERYTHING_CHOSEN: _(
        "Everything is chosen: leave at least one proposal in the group."
    ),
    ConclusionsProblem.NOT_MEMBERS: _(
        "A colleague has moved some of these proposals: the page shows where they are now."
    ),
    ConclusionsProblem.OTHER_PLACE: _("Only proposals on the same provision can be put together."),
    ConclusionsProblem.SAME_GROUP: _("They are in this group already: choose another one."),
    ConclusionsProblem.SOURCE_ANSWERED: _(
        "One of the chosen groups has an answer. Open that group and take this one in there."
    ),
    ConclusionsProblem.GROUP_GONE: _("This group has been put into another one."),
    ConclusionsProblem.TITLE_TOO_LONG: _("At most 300 characters: say it shorter."),
    ConclusionsProblem.UNDONE_ALREADY: _("This change has been taken back already."),
    ConclusionsProblem.ANSWERED_SINCE: _(
        "The group has been answered since. Divide it instead: what you take out will wait for an "
        "answer of its own."
    ),
    ConclusionsProblem.RENAMED_SINCE: _("The group has been given another name since."),
    ConclusionsProblem.MEMBERS_MOVED: _(
        "Some of the proposals are in another group by now, so that the change cannot be taken "
        "back as a whole. Nothing was changed."
    ),
    ConclusionsProblem.FILE_SAYS_NOTHING: _("There is no row with a key in the file."),
    ConclusionsProblem.APPLIED_ALREADY: _("The rows of this file have been saved already."),
    ConclusionsProblem.NO_GOOD_ROWS: _("There is no row in this file that could be saved."),
}


def problem_message(code: ConclusionsProblem) -> str:
    """One sentence that says why nothing was done."""
    return str(_PROBLEMS[code])


def moved_message(refusal: MembersMoved) -> str:
    """Why a change cannot be taken back, with the proposals that are elsewhere by now."""
    codes = [item.comment.receipt_code for item in refusal.items[:_NAMED] if item.comment]
    words = problem_message(refusal.code)
    if not codes:
        return words
    named = gettext("In another group now: %(codes)s.") % {"codes": ", ".join(codes)}
    return f"{words} {named}"


def blocker_message(blocker: Blocker) -> str:
    """One sentence that says what must happen first, in the language of the page."""
    day = date_format(blocker.day) if blocker.day else ""
    count = blocker.count
    sentence = {
        BlockerCode.WINDOW_OPEN: lambda: gettext("Proposals are received until %(day)s."),
        BlockerCode.UNANSWERED_PROPOSALS: lambda: ngettext(
            "%(count)d proposal has no answer.", "%(count)d proposals have no answer.", count
        ),
        BlockerCode.UNANSWERED_REMARKS: lambda: ngettext(
            "%(count)d remark of a council has no answer.",
            "%(count)d remarks of councils have no answer.",
            count,
        ),
        BlockerCode.UNANSWERED_RECOMMENDATIONS: lambda: ngettext(
            "%(count)d recommendation of hearings has no answer.",
            "%(count)d recommendations of hearings have no answer.",
            count,
        ),
        BlockerCode.NO_SUMMARY: lambda: gettext(
            "The committee has not signed its summary of proposals yet."
        ),
        BlockerCode.HELD: lambda: ngettext(
            "%(count)d comment is being checked by a moderator.",
            "%(count)d comments are being checked by a moderator.",
            count,
        ),
        BlockerCode.OBJECTIONS: lambda: ngettext(
            "%(count)d objection to moderation is not decided.",
            "%(count)d objections to moderation are not decided.",
            count,
        ),
        BlockerCode.UNCONFIRMED: lambda: ngettext(
            "%(count)d proposal sent in time may still be confirmed by its author (until %(day)s).",
            "%(count)d proposals sent in time may still be confirmed by their authors (until "
            "%(day)s).",
            count,
        ),
        BlockerCode.UNCONFIRMED_ANSWERS: lambda: ngettext(
            "%(count)d sheet of answers sent in time may still be confirmed (until %(day)s).",
            "%(count)d sheets of answers sent in time may still be confirmed (until %(day)s).",
            count,
        ),
        BlockerCode.UNCONFIRMED_JOINS: lambda: ngettext(
            "%(count)d joining of a proposal asked for in time may still be confirmed (until "
            "%(day)s).",
            "%(count)d joinings of proposals asked for in time may still be confirmed (until "
            "%(day)s).",
            count,
        ),
        BlockerCode.WAITING_OPINIONS: lambda: ngettext(
            "%(count)d council may still give its opinion.",
            "%(count)d councils may still give their opinions.",
            count,
        ),
    }[blocker.code]()
    return sentence % {"count": count, "day": day}


_OBJECTIONS: Final[dict[ObjectionProblem, Promise]] = {
    ObjectionProblem.LINK_FORGED: _("The link is damaged. Open it from the letter once more."),
    ObjectionProblem.NO_TEXT: _("Write why the answer is not to the point."),
    ObjectionProblem.TOO_LONG: _("Too long: say it shorter."),
    ObjectionProblem.UNKNOWN_GROUND: _("Choose one of the grounds."),
    ObjectionProblem.JUDGED_SO_ALREADY: _("The text is shown or hidden so already."),
    ObjectionProblem.NOT_PUBLISHED: _(
        "The proposal is not published now: one cannot object to the answer to it."
    ),
    ObjectionProblem.NO_ANSWER: _("The committee has not answered this proposal yet."),
    ObjectionProblem.OBJECTED_ALREADY: _(
        "You have objected to this answer already: one can do it once."
    ),
    ObjectionProblem.TERM_OVER: _("The term for objecting to this answer has run out."),
    ObjectionProblem.NO_TERM: _(
        "The rules or the calendar do not give the term: ask the administrator."
    ),
    ObjectionProblem.NO_OUTCOME: _("Choose the decision."),
    ObjectionProblem.NO_REASONING: _("Give the reasoning: everybody will read it."),
    ObjectionProblem.DECIDED_ALREADY: _("This objection has been decided already."),
    ObjectionProblem.ANSWERED_SINCE: _(
        "The committee has given another answer in the meantime: it is shown above. Read it and "
        "decide once more; what you have written is kept."
    ),
    ObjectionProblem.NOT_ANSWERED_SINCE: _(
        "The committee has not given another answer since: uphold the objection or reject it."
    ),
    ObjectionProblem.NOT_YOURS: _(
        "This objection was given to another member in the meantime: you cannot decide it."
    ),
    ObjectionProblem.NO_REVIEWER: _(
        "This person may not decide objections here: the membership is over, a conflict of "
        "interest was declared, or the person works for the committee."
    ),
    ObjectionProblem.OWN_OBJECTION: _("The author cannot decide on the own objection."),
    ObjectionProblem.NAMED_ALREADY: _("This member is named already."),
    ObjectionProblem.RELEASED_ALREADY: _("This member has been released already."),
    ObjectionProblem.NO_REASON: _("Say why it is given to another member."),
    ObjectionProblem.SAME_REVIEWER: _("It is with this member already."),
    ObjectionProblem.ROLE_OVER: _(
        "Your place at the organiser has ended, so nothing was recorded: whoever holds it now says "
        "who decides."
    ),
}
OBJECTION_FIELDS: Final[dict[ObjectionProblem, str]] = {
    ObjectionProblem.NO_TEXT: "text",
    ObjectionProblem.NO_OUTCOME: "outcome",
    ObjectionProblem.NOT_ANSWERED_SINCE: "outcome",
    ObjectionProblem.NO_REASONING: "reasoning",
    ObjectionProblem.NO_REASON: "reason",
    ObjectionProblem.SAME_REVIEWER: "reviewer",
}


def objection_message(code: ObjectionProblem) -> str:
    """Why nothing was done with an objection to an answer, in one sentence."""
    return str(_OBJECTIONS[code])


_POSITIONS: Final[dict[PositionProblem, Promise]] = {
    PositionProblem.NOT_SPONSOR: _(
        "You do not speak for the sponsor of this bill now: the text was not published."
    ),
    PositionProblem.NOT_NOW: _(
        "The position is given from the first day of receiving proposals until the conclusion."
    ),
    PositionProblem.NOTHING_TO_SPEAK_ON: _(
        "These proposals are not published any more, or were put into another group."
    ),
    PositionProblem.UNKNOWN_STANCE: _("Choose the position."),
    PositionProblem.NO_TEXT: _("Give the reasoning: only full support needs none."),
    PositionProblem.TOO_LONG: _("Too long: say it shorter."),
    PositionProblem.STALE: _(
        "A colleague has published a position in the meantime. It is shown above; your text is in "
        "the form. If you publish it, it takes the place of the colleague's."
    ),
}
POSITION_FIELDS: Final[dict[PositionProblem, str]] = {
    PositionProblem.UNKNOWN_STANCE: "stance",
    PositionProblem.NO_TEXT: "text",
    PositionProblem.TOO_LONG: "text",
}


def position_message(code: PositionProblem) -> str:
    """Why a position of the sponsor was not published, in one sentence."""
    return str(_POSITIONS[code])
