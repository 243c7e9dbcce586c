"""What came on paper or was said at a hearing, for those who enter it."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from consultations.comments.models import Channel, ProvisionComment
from consultations.process.models import Consultation
from drafts.models import BillVersion, Provision
from drafts.selectors import citation

ENTERED_ORDER: Final = ("-pk",)
_EXCERPT: Final = 70


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit of a text as it is offered: «ст. 5: Срок ответа»."""

    eid: str
    words: str


def entered_comments(consultation: Consultation) -> QuerySet[ProvisionComment]:
    """Proposals that were entered by hand, to be put in ENTERED_ORDER."""
    entered = ProvisionComment.objects.in_consultation(consultation.pk).exclude(
        channel=Channel.ONLINE
    )
    return entered.with_author().select_related("operator")


def units_to_choose(version: BillVersion) -> list[UnitChoice]:
    """Every unit of a text in its order; one query."""
    units = Provision.objects.filter(version=version).order_by("position")
    return [
        UnitChoice(eid, _words(path, heading or text))
        for eid, path, heading, text in units.values_list("eid", "path", "heading", "text")
    ]


def _words(path: str, text: str) -> str:
    plain = " ".join(text.split())
    excerpt = plain if len(plain) <= _EXCERPT else f"{plain[:_EXCERPT].rstrip()}…"
    return f"{citation(path, short=True)}: {excerpt}" if excerpt else citation(path, short=True)
