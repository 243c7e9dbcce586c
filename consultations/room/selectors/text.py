"""The room's main page: the text by provisions with positions and remarks beside it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from consultations.expertise.models import Remark
from consultations.process.models import Referral
from consultations.room.models import MemberRemark, Message, Position
from consultations.room.selectors.taken import taken_links
from drafts.models import BillVersion
from drafts.selectors.text import Tree, TreeNode, version_tree

WHOLE = 0  # the key of what is said on the bill as a whole


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader of the room asks for; empty: everything. `provision` is an id (0: the bill as a
    whole), `only`: spoken (all that is said), mine, untaken, late."""

    provision: int | None = None
    author: int | None = None
    only: str = ""

    @property
    def is_empty(self) -> bool:
        return self.provision is None and self.author is None and not self.only


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark with what became of it: `taken` is the remark of the opinion; `messages` how many
    there are about it."""

    remark: MemberRemark
    taken: Remark | None
    is_mine: bool
    messages: int = 0

    @property
    def is_changed_since(self) -> bool:
        """Whether its author has changed it after it was taken."""
        changed = self.remark.changed_at
        taken_at = self.remark.taken_at
        return bool(self.taken and changed and taken_at and changed > taken_at)


@dataclass(frozen=True, slots=True)
class PositionLine:
    position: Position
    is_mine: bool


@dataclass(slots=True)
class Talk:
    """What stands beside one provision, or beside the bill as a whole (then `node` is None)."""

    node: TreeNode | None
    positions: list[PositionLine] = field(default_factory=list)
    remarks: list[RemarkLine] = field(default_factory=list)
    messages: int = 0
    has_mine: bool = False

    @property
    def key(self) -> int:
        return self.node.id if self.node else WHOLE

    @property
    def is_silent(self) -> bool:
        return not (self.positions or self.remarks or self.messages)


@dataclass(frozen=True, slots=True)
class RoomText:
    """`whole` is what is said on the bill as a whole; `body` and `annexes` the provisions in order.
    With a wish only those with something to show are there."""

    tree: Tree
    whole: Talk | None
    body: list[Talk]
    annexes: list[Talk]
    total_positions: int
    total_remarks: int
    total_taken: int

    @property
    def is_empty(self) -> bool:
        return self.whole is None and not self.body and not self.annexes


def room_text(referral: Referral, version: BillVersion, user: Any, wish: Wish) -> RoomText:
    """The text and what is said; five queries, whatever there is."""
    tree = version_tree(version)
    positions = list(_words(Position.objects.all(), referral))
    remarks = list(_words(MemberRemark.objects.all(), referral))
    links = taken_links(remarks)
    on_provisions, on_remarks = _message_counts(referral)
    talks: dict[int, Talk] = {WHOLE: Talk(None), **{n.id: Talk(n) for n in tree.nodes}}
    for position in positions:
        talk = talks[position.provision_id or WHOLE]
        mine = position.author_id == user.pk
        talk.has_mine = talk.has_mine or mine
        if _wanted_position(position, user, wish):
            talk.positions.append(PositionLine(position, mine))
    for remark in remarks:
        line = RemarkLine(
            remark, links.get(remark.pk), remark.author_id == user.pk, on_remarks[remark.pk]
        )
        if _wanted_remark(line, user, wish):
            talks[remark.provision_id or WHOLE].remarks.append(line)
    for key, number in on_provisions.items():
        talks[key].messages = number
    return RoomText(
        tree,
        next(iter(_shown([talks[WHOLE]], wish)), None),
        _shown((talks[node.id] for node in tree.body), wish),
        _shown((talks[node.id] for node in tree.annexes), wish),
        len(positions),
        len(remarks),
        len(links),
    )


def _words(rows: Any, referral: Referral) -> Any:
    return rows.standing().filter(referral=referral).select_related("author", "entered_by")


def _shown(talks: Iterable[Talk], wish: Wish) -> list[Talk]:
    if wish.is_empty:
        return list(talks)
    if wish.provision is not None and wish.author is None and not wish.only:
        return [talk for talk in talks if talk.key == wish.provision]
    found = (talk for talk in talks if talk.positions or talk.remarks or _is_spoken(talk, wish))
    return [talk for talk in found if wish.provision is None or talk.key == wish.provision]


def _is_spoken(talk: Talk, wish: Wish) -> bool:
    """Whether there is a discussion, for those who look for everything that is said."""
    return wish.only == "spoken" and wish.author is None and talk.messages > 0


def _wanted_position(position: Position, user: Any, wish: Wish) -> bool:
    if wish.author is not None and position.author_id != wish.author:
        return False
    if wish.only == "late":
        return position.is_late
    if wish.only == "mine":
        return position.author_id == user.pk
    return wish.only != "untaken"


def _wanted_remark(line: RemarkLine, user: Any, wish: Wish) -> bool:
    if wish.author is not None and line.remark.author_id != wish.author:
        return False
    match wish.only:
        case "late":
            return line.remark.is_late
        case "mine":
            return line.is_mine
        case "untaken":
            return line.taken is None
    return True


def _message_counts(referral: Referral) -> tuple[dict[int, int], Counter[int]]:
    """How many messages there are on provisions and on remarks; one query."""
    provisions: defaultdict[int, int] = defaultdict(int)
    remarks: Counter[int] = Counter()
    rows = Message.objects.filter(referral=referral, struck_at=None)
    for provision, remark in rows.values_list("provision_id", "remark_id"):
        if remark is not None:
            remarks[remark] += 1
        elif provision is not None:
            provisions[provision] += 1
    return provisions, remarks
