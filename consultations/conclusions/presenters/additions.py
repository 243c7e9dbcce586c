"""The texts of a group as one reads them: the first whole, of the others only what they add."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from consultations.conclusions.domain.grouping.additions import Above, Stretch
from consultations.conclusions.presenters.groups import MemberLine, WordingLine


@dataclass(frozen=True, slots=True)
class AddedLine:
    """A text beside those above it. `parts`: its stretches, each with whether it is new;
    `proposed_by` names who proposes the same words of the law above, empty for nobody."""

    member: MemberLine
    count: int
    parts: tuple[Stretch, ...]
    proposed_by: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the text is left out; a text without words is whole."""
        return all(part.is_new for part in self.parts)

    @property
    def adds_words(self) -> bool:
        return any(part.is_new for part in self.parts)

    @property
    def has_news(self) -> bool:
        return self.adds_words or self.has_own_wording

    @property
    def has_own_wording(self) -> bool:
        return bool(self.member.wording) and not self.proposed_by

    @property
    def stands_alone(self) -> bool:
        """Shown in a place of its own though its words are not new: a council, hearings, whoever
        has files."""
        member = self.member
        return member.is_remark or member.is_recommendation or bool(member.files)


@dataclass(frozen=True, slots=True)
class AddedLines:
    """`shown`: texts that add something, each compared with those above it, and those that stand
    alone; `same`: texts in the same words; `left`: texts for which there was no place."""

    shown: list[AddedLine] = field(default_factory=list)
    same: list[AddedLine] = field(default_factory=list)
    left: int = 0

    @property
    def same_count(self) -> int:
        """How many proposals are in the same words."""
        return sum(one.count for one in self.same)

    @classmethod
    def of(cls, lines: Iterable[WordingLine], *, limit: int) -> "AddedLines":
        """At most `limit` texts are shown; whatever is left out of a text is said in one of
        them."""
        above, proposed = Above(), dict[str, str]()
        shown: list[AddedLine] = []
        same: list[AddedLine] = []
        left = 0
        for line in lines:
            added = _beside(line, above, proposed, is_first=not shown)
            if not (added.has_news or added.stands_alone) and shown:
                same.append(added)
            elif len(shown) < limit:
                shown.append(added)
                above.show(line.member.rationale)
                proposed.setdefault(_key(line.member.wording), line.member.who)
            else:
                left += 1
        return cls(shown, same, left)


def _beside(
    line: WordingLine, above: Above, proposed: dict[str, str], *, is_first: bool
) -> AddedLine:
    member = line.member
    parts = (Stretch(member.rationale, is_new=True),) if is_first else above.news(member.rationale)
    proposed_by = proposed.get(_key(member.wording), "") if member.wording else ""
    return AddedLine(member, line.count, parts, proposed_by)


def _key(wording: str) -> str:
    """Spaces make no other wording, another division into paragraphs does."""
    return "\n".join(" ".join(line.split()) for line in wording.splitlines() if line.strip())
