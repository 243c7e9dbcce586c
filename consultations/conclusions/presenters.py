"""Groups, answers and blockers as the desk shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from consultations.comments.models import Attachment, ProvisionComment
from consultations.conclusions.domain.blockers import Blocker, BlockerCode, BlockerItem
from consultations.conclusions.domain.wording import comparison_base
from consultations.conclusions.messages import blocker_message
from consultations.conclusions.models import Answer, ArgumentGroup
from consultations.expertise.models import Remark
from drafts.domain.citations import citation
from drafts.selectors import own_text


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A proposal or a remark. `place_words` names the author («Участник № 17», a council);
    `original` is empty if a comparison of the wordings would not help."""

    who: str
    about: str
    is_remark: bool
    sort: str
    wording: str
    original: str
    rationale: str
    url: str
    day: Any
    comment: ProvisionComment | None = None

    @property
    def files(self) -> list[Attachment]:
        """What readers may open beside a proposal; a query unless `load_files` has read them."""
        return self.comment.shown_files if self.comment is not None else []


class GroupLine:
    """A group read `with_items`, for lists and for the page of an answer."""

    def __init__(self, group: ArgumentGroup) -> None:
        self.group = group

    @cached_property
    def original(self) -> str:
        """The words of the provision; empty for the bill as a whole."""
        return own_text(self.group.provision) if self.group.provision else ""

    @cached_property
    def members(self) -> list[MemberLine]:
        """What is public of the group."""
        found = []
        for item in self.group.items.all():
            if item.remark is not None:
                found.append(self._remark(item.remark))
            elif item.comment is not None and item.comment.is_visible:
                item.comment.consultation = self.group.consultation
                found.append(self._comment(item.comment))
        return found

    @property
    def place(self) -> str:
        """«Пункт 2 части 1 статьи 5», or the bill as a whole."""
        if self.group.provision is None:
            return _("The bill as a whole")
        words = citation(self.group.provision.path)
        return words[:1].upper() + words[1:]

    @property
    def who(self) -> str:
        return ", ".join(dict.fromkeys(member.who for member in self.members))

    @property
    def has_remark(self) -> bool:
        return any(member.is_remark for member in self.members)

    @property
    def excerpt(self) -> str:
        first = next(iter(self.members), None)
        return Truncator(first.wording or first.rationale).chars(160) if first else ""

    @property
    def answer(self) -> Answer | None:
        return next(iter(self.group.current_answers), None)

    @property
    def proposed(self) -> str:
        """The first proposed wording of the group."""
        return next((member.wording for member in self.members if member.wording), "")

    def _comment(self, comment: ProvisionComment) -> MemberLine:
        about = [str(comment.get_author_type_display()), comment.municipality]
        return MemberLine(
            who=comment.author_name,
            about=" · ".join(filter(None, about)),
            is_remark=False,
            sort=str(comment.get_kind_display()),
            wording=comment.proposed_text,
            original=self._comparable(comment.proposed_text),
            rationale=comment.rationale,
            url=comment.get_absolute_url(),
            day=comment.submitted_at,
            comment=comment,
        )

    def _remark(self, remark: Remark) -> MemberLine:
        opinion = remark.opinion
        opinion.consultation = self.group.consultation
        return MemberLine(
            who=opinion.council.name,
            about=str(opinion.get_recommendation_display()),
            is_remark=True,
            sort=_("importance: %(importance)s")
            % {"importance": str(remark.get_importance_display())},
            wording=remark.proposed_text,
            original=self._comparable(remark.proposed_text),
            rationale=remark.text,
            url=f"{opinion.get_absolute_url()}#remark-{remark.pk}",
            day=opinion.meeting_on,
        )

    def _comparable(self, wording: str) -> str:
        return comparison_base(self.original, wording)


@dataclass(frozen=True, slots=True)
class BlockerLine:
    """What must happen before signing: a sentence, and the first things with links."""

    code: str
    text: str
    items: tuple["BlockerLink", ...]
    more: int

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class BlockerLink:
    text: str
    url: str
    note: str


def blocker_lines(blockers: Iterable[Blocker]) -> list[BlockerLine]:
    """Blockers in words of the page's language; `str()` of a line is its sentence."""
    return [
        BlockerLine(
            code=str(blocker.code),
            text=blocker_message(blocker),
            items=tuple(_link(item, blocker.code) for item in blocker.items),
            more=blocker.count - len(blocker.items) if blocker.items else 0,
        )
        for blocker in blockers
    ]


_ON_TEXT: Final = {
    BlockerCode.UNANSWERED_PROPOSALS,
    BlockerCode.UNANSWERED_REMARKS,
    BlockerCode.HELD,
    BlockerCode.OBJECTIONS,
}


def _link(item: BlockerItem, code: BlockerCode) -> BlockerLink:
    place = citation(item.path)
    if not place and code in _ON_TEXT:
        place = _("The bill as a whole")
    parts = [f"{place[:1].upper()}{place[1:]}", item.title]
    note = _("due by %(date)s") % {"date": date_format(item.day)} if item.day else ""
    return BlockerLink(" – ".join(filter(None, parts)), item.url, note)
