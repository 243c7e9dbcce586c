"""What pages of monitoring and inspection show, in a constant number of queries each."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from consultations.control.domain.closing import Required
from consultations.control.models import ClosingDocument, InspectionNotice, Inspector, Observation
from consultations.process.models import Consultation
from core.accounts.models import Council, Membership, MembershipRole, User
from core.rules import selectors as rules
from core.rules.models import ChecklistItem

_POSTS: Final = {
    MembershipRole.CHAIR: "Председатель",
    MembershipRole.SECRETARY: "Ответственный секретарь",
}


def required_blocks(form: str, on: dt.date) -> list[Required]:
    """The blocks that a closing document of this form must hold; one query."""
    items = rules.checklist(f"closing_{form}", on)
    return [Required(item.code, item.label) for item in items]


def rights_and_duties(on: dt.date) -> tuple[list[ChecklistItem], list[ChecklistItem]]:
    """What inspectors may and must do, by the rules in force; two queries."""
    return rules.checklist("inspector_rights", on), rules.checklist("inspector_duties", on)


def signer(actor: User | None, organiser: Council, on: dt.date) -> tuple[str, str]:
    """Name («И.О. Фамилия») and post as printed: of the actor's own place in the organiser, chair
    before secretary; for nobody in particular those of its chair."""
    places = Membership.objects.active(on).filter(body_id=organiser.pk, role__in=_POSTS)
    if actor is not None:
        places = places.filter(user=actor)
    place = places.select_related("user").order_by("role", "pk").first()
    if place is None:
        return (_printed(actor.full_name) if actor else ""), organiser.name
    given = place.post.strip()
    # «Председатель / Общественной палаты …», but «Председатель палаты / Общественная палата …».
    post = given[:1].upper() + given[1:] or _POSTS[MembershipRole(place.role)]
    whose = organiser.name if given else organiser.name_genitive or organiser.name
    return _printed(place.user.full_name), f"{post}\n{whose}"


def _printed(full_name: str) -> str:
    """«Иванова Мария Петровна» → «М.П. Иванова»."""
    surname, *names = full_name.split() or [""]
    return f"{''.join(f'{name[0]}.' for name in names[:2])} {surname}".strip()


@dataclass(frozen=True, slots=True)
class Work:
    """A monitoring or an inspection with everything that happened in it."""

    inspectors: list[Inspector]
    observations: list[Observation]
    notice: InspectionNotice | None
    editions: list[ClosingDocument]
    objections: list[Any]
    draft: ClosingDocument | None

    @property
    def signed(self) -> ClosingDocument | None:
        """The edition in force."""
        return self.editions[0] if self.editions else None

    @property
    def standing(self) -> int:
        return sum(each.withdrawn_at is None for each in self.observations)


def work_on(consultation: Consultation) -> Work:
    """Seven queries whatever there is."""
    closings = list(consultation.closings.prefetch_related("files"))
    for each in closings:
        each.consultation = consultation
    return Work(
        inspectors=list(consultation.inspectors.select_related("user")),
        observations=observations(consultation),
        notice=InspectionNotice.objects.filter(consultation=consultation)
        .select_related("body")
        .first(),
        editions=[each for each in closings if each.is_signed],
        objections=list(consultation.act_objections.all()),
        draft=next((each for each in closings if not each.is_signed), None),
    )


def observations(consultation: Consultation) -> list[Observation]:
    """All observations with their files, the withdrawn ones as stubs; two queries."""
    rows = consultation.observations.select_related("author", "provision__version__bill")
    found = list(rows.prefetch_related("files"))
    for each in found:
        each.consultation = consultation
        for file in each.files.all():
            file.observation = each
    return found


def overview(consultation: Consultation) -> dict[str, Any]:
    """What the public page of an event shows of it beside the common part: the monitoring that it
    follows and what has followed it; for monitoring and inspection the work."""
    sequels = list(consultation.sequels.select_related("version__bill")) if (
        consultation.is_control
    ) else []  # fmt: skip
    return {
        "parent": consultation.parent if consultation.parent_id else None,
        "sequels": sequels,
        "control": work_on(consultation) if consultation.is_control else None,
    }


def inspections_of(user: Any) -> list[Inspector]:
    """Inspections in which a person is named as inspector, running first."""
    rows = Inspector.objects.active().filter(user_id=user.pk)
    rows = rows.select_related("consultation__version__bill", "consultation__organiser")
    return list(rows.order_by("consultation__status", "-named_at")[:100])
