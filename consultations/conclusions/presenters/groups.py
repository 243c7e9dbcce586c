"""Groups of like proposals as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.comments.models import Attachment, Channel, ProvisionComment, Stance
from consultations.conclusions.domain.counting import GroupCounts
from consultations.conclusions.domain.grouping.likeness import marked
from consultations.conclusions.domain.wording import comparison_base
from consultations.conclusions.models import (
    Answer,
    ArgumentGroup,
    ArgumentItem,
    ChangeKind,
    GroupChange,
)
from consultations.conclusions.selectors.grouping import Suggestion
from consultations.expertise.models import Remark
from consultations.hearings.models import Recommendation
from core.accounts.models import AuthorType
from drafts.domain.citations import citation
from drafts.selectors import own_text

# In a list, by name.
NAMED: Final = 3
_EXCERPT: Final = 400


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A proposal, a remark or a recommendation of hearings. `who` names the author («Участник
    № 17», a council); `original` is empty if a comparison of the wordings would not help."""

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
    is_recommendation: bool = False

    @property
    def files(self) -> list[Attachment]:
        """What readers may open beside a proposal; a query unless `load_files` has read them."""
        return self.comment.shown_files if self.comment is not None else []


class GroupLine:
    """A group read `with_items`, for lists and for the page of an answer."""

    def __init__(self, group: ArgumentGroup) -> None:
        self.group = group
        self._bases: dict[str, str] = {}

    @cached_property
    def original(self) -> str:
        """The words of the provision; empty for the bill as a whole."""
        return own_text(self.group.provision) if self.group.provision else ""

    @cached_property
    def members(self) -> list[MemberLine]:
        """What is public of the group, or the first of it."""
        return [self.member(item) for item in self.group.shown_items]

    @property
    def place(self) -> str:
        """«Пункт 2 части 1 статьи 5», or the bill as a whole."""
        if self.group.provision is None:
            return _("The bill as a whole")
        words = citation(self.group.provision.path)
        return words[:1].upper() + words[1:]

    @property
    def who(self) -> str:
        """The first of those who say it, and how many more there are."""
        names = list(dict.fromkeys(member.who for member in self.members))
        more = self.group.size - len(self.members) + len(names) - len(names[:NAMED])
        named = ", ".join(names[:NAMED])
        if more <= 0:
            return named
        return _("%(names)s and %(more)d more") % {"names": named, "more": more}

    @property
    def has_remark(self) -> bool:
        return any(member.is_remark for member in self.members)

    @property
    def has_recommendation(self) -> bool:
        return any(member.is_recommendation for member in self.members)

    @property
    def excerpt(self) -> str:
        """What the argument is: its name, or the beginning of its first text."""
        if self.group.title:
            return self.group.title
        first = next(iter(self.members), None)
        return Truncator(first.wording or first.rationale).chars(160) if first else ""

    @property
    def answer(self) -> Answer | None:
        return next(iter(self.group.current_answers), None)

    @property
    def proposed(self) -> str:
        """The first proposed wording of the group."""
        return next((member.wording for member in self.members if member.wording), "")

    def member(self, item: ArgumentItem) -> MemberLine:
        """One member of the group, read `with_sources`."""
        if item.remark is not None:
            return self._remark(item.remark)
        if item.recommendation is not None:
            return self._recommendation(item.recommendation)
        assert item.comment is not None  # noqa: S101 - a constraint of the database
        item.comment.consultation = self.group.consultation
        return self._comment(item.comment)

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

    def _recommendation(self, row: Recommendation) -> MemberLine:
        minutes = row.minutes
        minutes.consultation = self.group.consultation
        votes = _("for: %(yes)d, against: %(no)d, abstained: %(abstained)d") % {
            "yes": row.votes_for,
            "no": row.votes_against,
            "abstained": row.votes_abstained,
        }
        return MemberLine(
            who=_("Participants of the hearings"),
            about=votes,
            is_remark=False,
            is_recommendation=True,
            sort=_("recommendation of hearings"),
            wording=row.proposed_text,
            original=self._comparable(row.proposed_text),
            rationale=row.text,
            url=f"{minutes.get_absolute_url()}#recommendation-{row.pk}",
            day=minutes.held_on,
        )

    def _comparable(self, wording: str) -> str:
        """Compared once, however many propose the same."""
        if wording not in self._bases:
            self._bases[wording] = comparison_base(self.original, wording)
        return self._bases[wording]


@dataclass(frozen=True, slots=True)
class WordingLine:
    """One of the texts of a group; `count` members say exactly this."""

    member: MemberLine
    count: int


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """A group that is like another one. `parts`: its text in stretches, each with whether it is a
    word in common."""

    line: GroupLine
    score: int
    parts: list[tuple[str, bool]]
    is_turned: bool

    @classmethod
    def of(cls, found: Suggestion) -> "SuggestionLine":
        text = Truncator(found.text.strip()).chars(_EXCERPT)
        return cls(GroupLine(found.group), found.score, marked(text, found.shared), found.is_turned)


class ChangeLine:
    """What was done to a group, in words; `may_undo` for whoever may change groups."""

    def __init__(self, change: GroupChange, may_group: bool) -> None:
        self.change = change
        self.may_undo = may_group and change.undone_at is None

    @property
    def what(self) -> str:
        change = self.change
        if change.kind == ChangeKind.RENAMED:
            return _("named «%(title)s»") % {"title": change.title_after}
        moved = ngettext("%(n)d proposal", "%(n)d proposals", change.moved) % {"n": change.moved}
        return f"{change.get_kind_display()}: {moved}"

    @property
    def who(self) -> str:
        return str(self.change.made_by) if self.change.made_by else ""


def count_rows(counts: GroupCounts) -> list[tuple[str, str]]:
    """Who speaks in a group, as terms and values; what is zero is left out."""
    ways = {
        "account": _("with an account"),
        "email": _("by e-mail"),
        Channel.PAPER: str(Channel.PAPER.label),
        Channel.HEARING: str(Channel.HEARING.label),
    }
    return [
        (_("Proposals"), str(counts.comments or "")),
        (_("Remarks of councils"), str(counts.remarks or "")),
        (_("Recommendations of hearings"), str(counts.recommendations or "")),
        (_("Different texts"), str(counts.wordings) if counts.is_campaign else ""),
        (_("Who"), _named(counts.by_author, dict(AuthorType.choices))),
        (_("Stance"), _named(counts.by_stance, dict(Stance.choices))),
        (_("How confirmed"), _named(counts.by_proof, ways)),
    ]


def _named(counter: Mapping[str, int], names: Mapping[str, Any]) -> str:
    return ", ".join(f"{names[code]} – {counter[code]}" for code in names if counter[code])
