"""Groups and drafts as the list of answers and the pages of batches show them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.conclusions.models import Agreement, AnswerDraft, ArgumentGroup
from consultations.conclusions.presenters.groups import GroupLine, MemberLine, WordingLine
from consultations.conclusions.presenters.substance import FlawNotice
from consultations.conclusions.selectors.answer_list import Work


class WorkLine(GroupLine):
    """A group read `with_work` and `with_items`: what it says and how far its answer is."""

    @property
    def draft(self) -> AnswerDraft | None:
        return getattr(self.group, "draft", None)

    @property
    def state(self) -> str:
        """A code: none, draft, agreed, answered; what is being worked on comes first."""
        if self.draft is not None:
            return "agreed" if self.draft.agreement_id else "draft"
        return "none" if self.group.is_open or self.answer is None else "answered"

    @property
    def state_words(self) -> str:
        draft, answer = self.draft, self.answer
        if draft is not None and draft.agreement is not None:
            return agreed_words(draft.agreement)
        if draft is not None:
            return _("draft: %(who)s, %(day)s") % {
                "who": draft.saved_by or _("by itself"),
                "day": _day(draft.saved_at),
            }
        if answer is not None:
            return _("published on %(day)s") % {"day": _day(answer.published_at)}
        return pgettext("answers", "no answer")

    @cached_property
    def sayings(self) -> list[WordingLine]:
        """The first members, each text once."""
        found: dict[tuple[str, str], list[MemberLine]] = {}
        for member in self.members:
            found.setdefault((member.wording, member.rationale), []).append(member)
        return [WordingLine(same[0], len(same)) for same in found.values()]


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A draft in a batch. `value` names it and the version that is shown."""

    draft: AnswerDraft
    line: GroupLine
    is_ticked: bool
    is_changed: bool = False
    notices: list[FlawNotice] = field(default_factory=list)

    @property
    def value(self) -> str:
        return f"{self.draft.group_id}:{self.draft.version}"


def agreed_words(agreement: Agreement) -> str:
    """«agreed at the sitting of 3 December, minutes No. 7»."""
    return _("agreed at the sitting of %(day)s, minutes No. %(number)s") % {
        "day": date_format(agreement.sitting_on, "j E Y"),
        "number": agreement.minutes_number,
    }


def group_name(group: ArgumentGroup) -> str:
    """«Clause 2 of article 5 – what is said»: one line that names a group."""
    line = GroupLine(group)
    return " – ".join(filter(None, (line.place, line.excerpt)))


def work_rows(work: Iterable[Work]) -> list[tuple[str, str, Work]]:
    """(name, value of the filter by assignee, figures) of each colleague and of nobody."""
    return [
        (str(one.person), str(one.person.pk), one) if one.person else (_("Nobody's"), "nobody", one)
        for one in work
    ]


def _day(moment: Any) -> str:
    from core.web.templatetags.veche import local_date

    return local_date(moment)
