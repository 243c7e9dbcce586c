"""What the desk shows about answers; each in a constant number of queries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from consultations.conclusions.models import Answer, ArgumentGroup, SummaryConclusion
from consultations.expertise.models import OpinionStatus, Remark
from consultations.process.models import Consultation
from core.web.kept import Kept
from core.web.paging import Page, keyset_page
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


def groups_page(
    consultation: Consultation,
    *,
    state: str = "",
    kind: str = "",
    people: str = "",
    on: str = "",
    cursor: str | None = None,
    per_page: int,
) -> Page[ArgumentGroup]:
    """Groups in the order of the text; three queries.

    `state`: waiting (empty), answered or all; `kind`: proposals, remarks, recommendations or all
    (empty); `people`: one, many or any number (empty); `on`: id of a provision, «whole» for the
    bill as a whole, or everything (empty).
    """
    groups = ArgumentGroup.objects.filter(consultation=consultation)
    groups = groups.select_related("consultation", "provision")
    if state == "answered":
        groups = groups.filter(is_open=False).answerable()
    elif state == "all":
        groups = groups.answerable()
    else:
        groups = groups.needing_answer()
    groups = _of_kind(groups, kind)
    if people:
        groups = groups.filter(size__gt=1) if people == "many" else groups.filter(size=1)
    if on == "whole":
        groups = groups.filter(provision=None)
    elif on:
        groups = groups.filter(provision_id=int(on))
    return keyset_page(groups.with_items(), order=ORDER, cursor=cursor, per_page=per_page)


def _of_kind(groups: Any, kind: str) -> Any:
    if kind == "proposals":
        return groups.with_comments()
    if kind == "recommendations":
        return groups.with_recommendations()
    return groups.with_remarks() if kind == "remarks" else groups


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


def next_group(group: ArgumentGroup) -> ArgumentGroup | None:
    """The next group without an answer or a draft in the order of the text, from the beginning
    again after the last; None if there is none."""
    waiting = ArgumentGroup.objects.filter(consultation=group.consultation_id, draft=None)
    waiting = waiting.needing_answer().exclude(pk=group.pk).order_by(*ORDER)
    after = Q(position__gt=group.position) | Q(position=group.position, pk__gt=group.pk)
    return waiting.filter(after).first() or waiting.first()


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


def suggested_number(consultation: Consultation, on: dt.date) -> str:
    """The next number of the organiser in this year: «3/2026»."""
    signed = SummaryConclusion.objects.filter(
        consultation__organiser=consultation.organiser_id,
        signed_at__year=on.year,
    )
    return f"{signed.count() + 1}/{on.year}"
