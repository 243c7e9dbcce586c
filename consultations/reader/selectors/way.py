"""The way of a proposal, step by step."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.conclusions import selectors as conclusions
from consultations.conclusions.models import Answer, ArgumentGroup, Disposition
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from consultations.reader.presenters import Step, step_states
from consultations.reader.selectors.changes import Sequel
from core.web.templatetags.veche import local_date


def way(
    comment: ProvisionComment, answer: Answer | None, later: Sequel | None, now: dt.datetime
) -> list[Step]:
    """received → published → grouped → considered → answered → summary conclusion → changed words.
    It ends early for a reply, which nobody has to answer, and for what was hidden or withdrawn."""
    received = Step(_("Received"), "done", comment.received)
    if comment.status in (CommentStatus.HIDDEN, CommentStatus.WITHDRAWN):
        return [received, Step(str(comment.get_status_display()).capitalize(), "current")]
    published = comment.status == CommentStatus.PUBLISHED
    shown = Step(
        _("Published"),
        "done" if published else "current",
        comment.confirmed_at if published else None,
        "" if published else str(comment.get_status_display()),
    )
    if comment.reply_to_id:
        return [received, shown]
    return [received, shown, *_after_publishing(comment, answer, later, now)]


def _after_publishing(
    comment: ProvisionComment, answer: Answer | None, later: Sequel | None, now: dt.datetime
) -> list[Step]:
    """The last step is there until the answer says that nothing will change; it is done when a
    newer version differs in the place of the proposal."""
    consultation = comment.consultation
    published = comment.status == CommentStatus.PUBLISHED
    concluded = consultation.phase_at(now) is Phase.CONCLUDED
    answered = answer is not None
    changed = later is not None and bool(later.changes)
    group = conclusions.group_of_comment(comment.pk) if published else None
    _shown, *states = step_states(
        [published, group is not None, answered, answered, answered and concluded, changed]
    )
    steps = [
        _with_like_ones(group, states[0]),
        _with_the_committee(consultation, states[1], now, answered=answered),
        Step(_("Answer given"), states[2], answer.published_at if answer else None),
        Step(
            _("Summary conclusion"),
            states[3],
            consultation.concluded_at if concluded else None,
            url=f"{consultation.get_absolute_url()}conclusion/" if concluded else "",
        ),
    ]
    if answer is None or answer.disposition in (Disposition.ACCEPTED, Disposition.PARTLY):
        steps.append(_changed_words(answer, later, states[4]))
    return steps


def _with_like_ones(group: ArgumentGroup | None, state: str) -> Step:
    """With how many it was put together, and where they can be read."""
    title = _("Put together with like ones")
    if group is None or group.size < 2:
        return Step(title, state)
    words = ngettext(
        "%(n)d like proposal or remark", "%(n)d like proposals and remarks", group.size
    )
    return Step(title, state, note=words % {"n": group.size}, url=group.get_absolute_url())


def _with_the_committee(
    consultation: Consultation, state: str, now: dt.datetime, *, answered: bool
) -> Step:
    """It considers what came as soon as the receiving is over."""
    responder = str(consultation.responder)
    if answered:
        return Step(_("Considered by the committee"), state, note=responder)
    if consultation.phase_at(now) is Phase.OPEN:
        return Step(_("With the committee"), state, note=responder)
    since = local_date(consultation.closes_on + dt.timedelta(days=1))
    note = _("%(responder)s, since %(date)s") % {"responder": responder, "date": since}
    return Step(_("The committee is considering it"), state, note=note)


def _changed_words(answer: Answer | None, later: Sequel | None, state: str) -> Step:
    if later is not None:
        words = _("version %(number)d") if later.changes else _("not in version %(number)d yet")
        return Step(
            _("Changed words"),
            state,
            later.published_at if later.changes else None,
            words % {"number": later.number},
            later.compare_url,
        )
    expected = answer is not None and answer.expected_text
    note = _("the expected wording is in the answer") if expected else ""
    return Step(_("Changed words"), state, note=note)
