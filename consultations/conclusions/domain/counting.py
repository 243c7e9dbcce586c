"""Who speaks in one argument group. Counts of people who chose to write: never votes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Voices:
    """Some published comments of one sort. `has_account`: their author signed in; otherwise the
    e-mail was confirmed, or the comment came on paper or was said aloud (`channel`)."""

    author_type: str
    channel: str
    stance: str
    has_account: bool
    count: int


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Published comments by author type, channel, way of confirmation and stance; remarks of
    councils; recommendations of hearings; how many different texts there are."""

    comments: int = 0
    remarks: int = 0
    wordings: int = 0
    by_author: Counter[str] = field(default_factory=Counter)
    by_channel: Counter[str] = field(default_factory=Counter)
    by_stance: Counter[str] = field(default_factory=Counter)
    by_proof: Counter[str] = field(default_factory=Counter)
    recommendations: int = 0

    @classmethod
    def of(
        cls, voices: Iterable[Voices], *, remarks: int, wordings: int, recommendations: int = 0
    ) -> "GroupCounts":
        """Sums rows that do not overlap."""
        counts = (Counter[str](), Counter[str](), Counter[str](), Counter[str]())
        for row in voices:
            named = (row.author_type, row.channel, row.stance, _proof(row))
            for counter, name in zip(counts, named, strict=True):
                counter[name] += row.count
        by_author, by_channel, by_stance, by_proof = counts
        return cls(
            by_author.total(),
            remarks,
            wordings,
            by_author,
            by_channel,
            by_stance,
            by_proof,
            recommendations,
        )

    @property
    def total(self) -> int:
        return self.comments + self.remarks + self.recommendations

    @property
    def is_campaign(self) -> bool:
        """Whether some of the texts are the same (однотипные)."""
        return self.wordings < self.total


def _proof(row: Voices) -> str:
    if row.channel != "online":
        return row.channel
    return "account" if row.has_account else "email"
