"""The one definition of every count that a page or a document prints.

The rows that are counted live above this app, so `comments` registers a source. Whoever prints a
number takes it from `numbers`, `place_numbers`, `provision_badges`, `council_numbers`,
`participation_numbers`, `form_numbers` or `member_numbers` and never counts on its own.
More things are counted in one place each: how a committee has answered, by
`conclusions.selectors.tally`; objections to its answers, by
`conclusions.selectors.objections.objection_numbers`; positions of the sponsor, by
`conclusions.selectors.positions.position_numbers`; what moderators have done, by
`comments.selectors.moderation_numbers`; what was answered to the organiser's questions, by
`comments.selectors.results_of`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol, Self

from consultations.process.models import Consultation
from consultations.process.numbers.councils import (
    CouncilNumbers,
    MemberNumbers,
    ReferralNumbers,
    council_numbers,
    member_numbers,
    overdue_by_council,
    participation_numbers,
)
from consultations.process.numbers.forms import FormNumbers, form_numbers
from consultations.process.numbers.places import (
    Place,
    PlacesSource,
    PlaceTally,
    place_numbers,
    places_of,
    register_places,
)
from drafts.models import BillVersion

__all__ = [
    "HELD",
    "HIDDEN",
    "ONLINE",
    "PUBLISHED",
    "WITHDRAWN",
    "BadgeSource",
    "CouncilNumbers",
    "FormNumbers",
    "MemberNumbers",
    "Numbers",
    "NumbersSource",
    "Place",
    "PlaceTally",
    "PlacesSource",
    "ReferralNumbers",
    "Tally",
    "council_numbers",
    "form_numbers",
    "member_numbers",
    "numbers",
    "overdue_by_council",
    "participation_numbers",
    "place_numbers",
    "places_of",
    "provision_badges",
    "register_badges",
    "register_places",
    "register_source",
]

PUBLISHED: Final = "published"
HELD: Final = "held"
HIDDEN: Final = "hidden"
WITHDRAWN: Final = "withdrawn"
ONLINE: Final = "online"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many comments share these properties: one row of a grouped query.

    `status`: published, held, hidden, withdrawn. `channel`: online, paper, hearing.
    `is_reply`: a remark in another's thread and not a proposal of its own. `supports`: how many
    times people have joined these comments.
    """

    status: str
    is_reply: bool
    author_type: str
    channel: str
    count: int
    supports: int = 0


@dataclass(frozen=True, slots=True)
class Numbers:
    """Participation in one consultation. Numbers are not votes: participants are not a sample.

    A comment whose author has not confirmed the e-mail is counted nowhere. Replies are counted
    only in `replies`; every other field counts proposals.

    received: proposals that count: published + held + hidden + withdrawn, whatever the channel.
    confirmed: those of `received` that were sent on the site and confirmed by e-mail; the rest
        was handed in on paper or spoken at a hearing.
    published: those of `received` that everybody may read now; only these (and the councils'
        remarks) must be answered.
    held: those of `received` that a moderator is checking.
    hidden: those of `received` that were hidden on a named ground; a stub is public.
    withdrawn: those of `received` that their authors took back; a stub is public.
    joined: how many times people have joined the published proposals, once a person and proposal.
    replies: published replies in the threads of proposals.
    participants: different persons (by the hash of the e-mail) behind `received`, replies and
        answers to the organiser's questions; so it may be more than `received` and replies have
        authors, and is counted even where nobody has proposed anything. Who has taken everything
        back stays one of them. Who has only joined a proposal is counted in `joined` alone.
    by_author_type: `received` by type of author; the values sum up to it.
    by_channel: `received` by channel; the values sum up to it.
    by_ground: `hidden` by the code of the ground of the last decision; the values sum up to it.
    """

    received: int = 0
    confirmed: int = 0
    published: int = 0
    held: int = 0
    hidden: int = 0
    withdrawn: int = 0
    joined: int = 0
    replies: int = 0
    participants: int = 0
    by_author_type: Mapping[str, int] = field(default_factory=dict)
    by_channel: Mapping[str, int] = field(default_factory=dict)
    by_ground: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls, tallies: Iterable[Tally], *, participants: int, by_ground: Mapping[str, int]
    ) -> Self:
        """The numbers of one consultation from its grouped rows."""
        rows = list(tallies)
        proposals = [row for row in rows if not row.is_reply]
        by_status = _sums(proposals, lambda row: row.status)
        by_channel = _sums(proposals, lambda row: row.channel)
        return cls(
            received=sum(row.count for row in proposals),
            confirmed=by_channel.get(ONLINE, 0),
            published=by_status.get(PUBLISHED, 0),
            held=by_status.get(HELD, 0),
            hidden=by_status.get(HIDDEN, 0),
            withdrawn=by_status.get(WITHDRAWN, 0),
            joined=sum(row.supports for row in proposals if row.status == PUBLISHED),
            replies=sum(row.count for row in rows if row.is_reply and row.status == PUBLISHED),
            participants=participants,
            by_author_type=_sums(proposals, lambda row: row.author_type),
            by_channel=by_channel,
            by_ground={code: by_ground[code] for code in sorted(by_ground)},
        )


def _sums(rows: Iterable[Tally], key: Callable[[Tally], str]) -> dict[str, int]:
    counter: Counter[str] = Counter()
    for row in rows:
        counter[key(row)] += row.count
    return {name: counter[name] for name in sorted(counter) if counter[name]}


class NumbersSource(Protocol):
    """Counts for several consultations at once, in a constant number of queries.

    Consultations without comments may be left out. Build the values with `Numbers.of`.
    """

    def __call__(self, consultation_ids: Collection[int], /) -> Mapping[int, Numbers]: ...


class BadgeSource(Protocol):
    """Published proposals per provision, in one query; provisions without any may be left out.

    Exactly one of `consultation_id` and `version_id` is given; `provision_ids` narrows.
    """

    def __call__(
        self,
        *,
        consultation_id: int | None,
        version_id: int | None,
        provision_ids: Collection[int] | None,
    ) -> Mapping[int, int]: ...


@dataclass(slots=True)
class _Sources:
    numbers: NumbersSource | None = None
    badges: BadgeSource | None = None


_sources: Final = _Sources()


def register_source(source: NumbersSource) -> None:
    """Makes `source` answer from now on (once, in the upper app's `ready`)."""
    _sources.numbers = source


def register_badges(source: BadgeSource) -> None:
    """Makes `source` count the proposals per provision (once, in the upper app's `ready`)."""
    _sources.badges = source


def numbers(consultation_ids: Iterable[int]) -> dict[int, Numbers]:
    """The numbers of every consultation asked for, zeros where there is nothing."""
    ids = list(dict.fromkeys(consultation_ids))
    found = _sources.numbers(ids) if _sources.numbers is not None and ids else {}
    return {pk: found.get(pk, Numbers()) for pk in ids}


def provision_badges(
    place: Consultation | BillVersion, provision_ids: Iterable[int] | None = None
) -> dict[int, int]:
    """Published proposals by id of provision: of one consultation, or of all on a version."""
    if _sources.badges is None:
        return {}
    is_consultation = isinstance(place, Consultation)
    found = _sources.badges(
        consultation_id=place.pk if is_consultation else None,
        version_id=None if is_consultation else place.pk,
        provision_ids=None if provision_ids is None else list(provision_ids),
    )
    return dict(found)
