"""What the assembly of an opinion works on: the remarks of the room and what became of them."""

from dataclasses import dataclass

from consultations.expertise.models import Opinion
from consultations.process.models import Referral
from consultations.room.models import MemberRemark
from consultations.room.selectors.rooms import opinion_in
from consultations.room.selectors.taken import taken_links
from consultations.room.selectors.text import RemarkLine


@dataclass(frozen=True, slots=True)
class Assembly:
    """Remarks in the order of the text: waiting for a decision, in the opinion, left out; and those
    that stand in the opinion although their authors have withdrawn them."""

    opinion: Opinion | None
    waiting: list[RemarkLine]
    taken: list[RemarkLine]
    left_out: list[RemarkLine]
    withdrawn: list[RemarkLine]

    @property
    def choices(self) -> list[RemarkLine]:
        """What may still be taken."""
        return [*self.waiting, *self.left_out]


def assembly_of(referral: Referral) -> Assembly:
    """Three queries, however many remarks there are."""
    remarks = list(
        MemberRemark.objects.filter(referral=referral)
        .with_people()
        .select_related("left_out_by")
        .order_by("provision__position", "pk")
    )
    links = taken_links(remarks)
    lines = [RemarkLine(remark, links.get(remark.pk), False) for remark in remarks]
    lines.sort(key=lambda line: _place(line.remark))
    standing = [line for line in lines if not line.remark.is_withdrawn]
    return Assembly(
        opinion=opinion_in(referral),
        waiting=[line for line in standing if not line.taken and not line.remark.left_out_at],
        taken=[line for line in standing if line.taken],
        left_out=[line for line in standing if not line.taken and line.remark.left_out_at],
        withdrawn=[line for line in lines if line.taken and line.remark.is_withdrawn],
    )


def _place(remark: MemberRemark) -> tuple[int, int]:
    return (remark.provision.position if remark.provision else 0, remark.pk)
