"""What the desk shows about answers; each in a constant number of queries."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet

from consultations.conclusions.models import (
    Answer,
    ArgumentGroup,
    ProposalSummary,
    SignedDocument,
    SummaryConclusion,
)
from consultations.expertise.models import OpinionStatus, Remark
from consultations.process.models import Consultation
from core.web.kept import Kept
from drafts.domain.citations import citation
from drafts.models import Provision

ORDER = ("position", "pk")
NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """How many groups there are to answer and how many are answered; of these, `alone` are those
    in which one person or council speaks: they have their turn as the others have."""

    total: int
    waiting: int
    alone: int
    alone_waiting: int

    @property
    def done(self) -> int:
        return self.total - self.waiting

    @property
    def alone_done(self) -> int:
        return self.alone - self.alone_waiting


_progress: Final = Kept[Progress](500)


def progress(consultation: Consultation) -> Progress:
    """One query, none if nothing that everybody reads has changed since (`public_state`). As
    `kept_tallies`, not to be called in a transaction that writes."""
    state = (consultation.pk, consultation.public_state)
    return _progress.get(state, lambda: _count(consultation))


def _count(consultation: Consultation) -> Progress:
    groups = ArgumentGroup.objects.filter(consultation=consultation, size__gt=0)
    return Progress(
        **groups.aggregate(
            total=Count("pk"),
            waiting=Count("pk", filter=Q(is_open=True)),
            alone=Count("pk", filter=Q(size=1)),
            alone_waiting=Count("pk", filter=Q(size=1, is_open=True)),
        )
    )


def forget_progress() -> None:
    """Forgets what is kept (tests take their databases back)."""
    _progress.clear()


def provisions_with_groups(consultation: Consultation) -> list[tuple[str, str]]:
    """(id, citation) of the provisions on which somebody has spoken, in the order of the text."""
    spoken = ArgumentGroup.objects.filter(consultation=consultation).values("provision_id")
    found = Provision.objects.filter(pk__in=spoken).order_by("position")
    return [(str(pk), citation(path)) for pk, path in found.values_list("pk", "path")]


def group_to_answer(pk: int) -> ArgumentGroup | None:
    """One group with everything that its page shows of itself."""
    groups = ArgumentGroup.objects.select_related(
        "consultation__version__bill", "consultation__responder"
    )
    return groups.with_items().filter(pk=pk).first()


def history(group: ArgumentGroup) -> list[Answer]:
    """Superseded answers, the newest first."""
    return list(group.answers.filter(is_current=False).order_by("-revision"))


def remarks_beside(group: ArgumentGroup) -> list[Remark]:
    """Other remarks of councils on the same provision (or on the bill as a whole)."""
    remarks = Remark.objects.filter(
        opinion__consultation=group.consultation_id,
        opinion__status=OpinionStatus.ADOPTED,
        provision_id=group.provision_id,
    )
    return list(
        remarks.exclude(argument__group=group)
        .select_related("opinion__council", "argument")
        .order_by("opinion__council__name", "position")
    )


def proposals_beside(group: ArgumentGroup) -> QuerySet[ArgumentGroup]:
    """Other groups of proposals on the same provision, the first ten."""
    groups = ArgumentGroup.objects.filter(
        consultation=group.consultation_id, provision_id=group.provision_id
    )
    beside = groups.exclude(pk=group.pk).answerable().with_comments().with_items()
    return beside.select_related("consultation", "provision").order_by("pk")[:NEIGHBOURS]


def suggested_number(
    consultation: Consultation, on: dt.date, kind: type[SignedDocument] = SummaryConclusion
) -> str:
    """The next number of the body that signs in this year: «3/2026»."""
    if kind is ProposalSummary:
        mine = ProposalSummary.objects.filter(consultation__responder=consultation.responder_id)
        return f"{mine.filter(signed_at__year=on.year).count() + 1}/{on.year}"
    signed = SummaryConclusion.objects.filter(
        consultation__organiser=consultation.organiser_id,
        signed_at__year=on.year,
    )
    return f"{signed.count() + 1}/{on.year}"
