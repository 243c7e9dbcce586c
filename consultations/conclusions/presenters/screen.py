"""What the screen of a group says of earlier answers and of its own."""

from dataclasses import dataclass, field
from typing import Protocol

from consultations.conclusions.models import Answer, AnswerDraft, AnswerWords, ArgumentGroup
from consultations.conclusions.presenters.groups import GroupLine
from consultations.conclusions.selectors.earlier import Earlier


class Way(Protocol):
    """The list that the clerk came from."""

    def to_group(self, pk: int, **more: object) -> str: ...


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """An answer to a like argument. `take_url` begins the form with its words; `event` is empty in
    the event of the group itself."""

    words: AnswerWords
    title: str
    place: str
    event: str
    is_draft: bool
    score: int
    is_turned: bool
    url: str
    take_url: str

    @classmethod
    def of(cls, found: Earlier, way: Way, group: ArgumentGroup) -> "EarlierLine":
        other = found.group
        is_here = other.consultation_id == group.consultation_id
        return cls(
            words=found.words,
            title=other.title,
            place=GroupLine(other).place,
            event="" if is_here else other.consultation.version.bill.title,
            is_draft=found.is_draft,
            score=found.score,
            is_turned=found.is_turned,
            url=way.to_group(other.pk),
            take_url=way.to_group(group.pk, take=other.pk) + "#work",
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """Words of the answer to another group with which the form begins: not the expected wording,
    which is that of one provision."""

    source: int
    words: AnswerWords

    @property
    def values(self) -> dict[str, str]:
        names = ("disposition", "reason_code", "text", "norm")
        return {name: getattr(self.words, name) for name in names}


@dataclass(frozen=True, slots=True)
class StateLine:
    """How far the answer to a group has come; `code`: none, draft, agreed or published."""

    draft: AnswerDraft | None
    answer: Answer | None
    code: str = field(init=False)

    def __post_init__(self) -> None:
        code = "published" if self.answer is not None else "none"
        if self.draft is not None:
            code = "agreed" if self.draft.agreement_id is not None else "draft"
        object.__setattr__(self, "code", code)
