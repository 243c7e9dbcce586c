"""Events at every stage of the way to the signatures, and what is open in them, counted from the
tables alone: without the counter and without the marks of groups."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from consultations.comments import services as comments
from consultations.comments.links import objection_token
from consultations.comments.models import Objection, ProvisionComment
from consultations.conclusions import services
from consultations.conclusions.models import Answer, ArgumentGroup
from consultations.expertise.models import Remark
from consultations.expertise.services import adopt_opinion
from consultations.hearings import services as hearings
from consultations.hearings.domain.minutes import RecommendationData
from consultations.hearings.models import Recommendation
from consultations.process.models import Consultation, Form
from core.accounts.models import MembershipRole, User
from drafts.models import Provision
from tests.comments import NOW, author, confirm, running, said, text, waiting
from tests.factories.accounts import staff
from tests.factories.conclusions import answered
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import OpinionFactory, RemarkFactory
from tests.factories.hearings import ADOPTED, REJECTED, minutes_data

SAID = ("Из села за десять дней не успеть.", "Нужен срок в пять дней.", "Порядок слишком сложен.")
NOTICED = "Срок ответа не определён."
CLOSED = NOW + dt.timedelta(days=25)
LATE = NOW + dt.timedelta(days=60)

# ("comment" | "remark" | "recommendation", its id)
Thing = tuple[str, int]


@dataclass
class Event:
    """A consultation with the people of its sides. `now` is where its clock stands; `secrets` are
    those of the authors, who may take back what they have said or say it anew."""

    consultation: Consultation
    provision: Provision
    now: dt.datetime = NOW
    moderator: User = field(init=False)
    secretary: User = field(init=False)
    chair: User = field(init=False)
    secrets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        organiser, responder = self.consultation.organiser, self.consultation.responder
        self.moderator = staff(organiser, MembershipRole.MODERATOR)
        self.secretary = staff(organiser, MembershipRole.SECRETARY)
        self.chair = staff(responder, MembershipRole.CHAIR)
        services.name_reviewer(
            actor=None,
            consultation=self.consultation,
            user=staff(organiser, MembershipRole.MEMBER),
            now=NOW,
        )

    @property
    def signing(self) -> dict[str, Any]:
        return {"consultation": self.consultation, "number": "1", "now": self.now}

    @property
    def groups(self) -> Any:
        """Those that the committee sees."""
        found = ArgumentGroup.objects.filter(consultation=self.consultation, merged_into=None)
        return found.filter(size__gt=0)

    @property
    def comments(self) -> Any:
        return ProvisionComment.objects.filter(consultation=self.consultation)

    def answer_all(self) -> None:
        for group in self.groups.filter(is_open=True):
            answered(group, now=self.now)


def new_event() -> Event:
    """At the first of STAGES."""
    consultation = running(form=Form.HEARING)
    provision = ProvisionFactory(version=consultation.version, position=1)
    event = Event(consultation, provision)
    _open(event)
    return event


def bring(event: Event, stage: str) -> None:
    """The services bring an event from the stage before to this one."""
    if stage in _BRING:
        _BRING[stage](event)


def _open(event: Event) -> None:
    """Two say the same, one something else; one answers them, and one has not confirmed yet."""
    for number, words in enumerate((SAID[0], SAID[0], SAID[1])):
        pending = waiting(
            event.consultation,
            provision=event.provision,
            words=text(words),
            by=author(f"first{number}@veche.example"),
        )
        event.secrets += (confirm(pending).secret,)
    first = event.comments.order_by("pk")[0]
    place = {"provision": event.provision, "reply_to": first}
    said(event.consultation, SAID[2], email="reply@veche.example", **place)
    waiting(event.consultation, words=text(SAID[2]), by=author("late@veche.example"))


def _close(event: Event) -> None:
    """The window has passed, a council and the hearings have spoken."""
    event.now = CLOSED
    noticed(event, NOTICED)
    minuted(event, ADOPTED, REJECTED)


def _answer(event: Event) -> None:
    event.answer_all()


def _object(event: Event) -> None:
    """An author does not agree with the answer, and nothing is decided yet."""
    comment = event.comments.filter(argument__group__answers__is_current=True)[0]
    services.file_answer_objection(actor=None, comment=comment, text="Это не то.", now=event.now)


def _summarise(event: Event) -> None:
    services.sign_summary(actor=event.chair, **event.signing)


def _conclude(event: Event) -> None:
    services.finalise_conclusion(actor=event.secretary, **event.signing)


_BRING = {
    "closed": _close,
    "answered": _answer,
    "objected": _object,
    "summarised": _summarise,
    "concluded": _conclude,
}
STAGES = ("open", *_BRING)


def late_event() -> Event:
    """The committee's term has passed, not everything is answered; a proposal and a reply are
    looked at by a moderator, and the hiding of another is objected to."""
    event = new_event()
    bring(event, "closed")
    answered(event.groups.order_by("pk")[0], now=event.now)
    event.now = LATE
    reply, last = event.comments.exclude(reply_to=None)[0], event.comments.order_by("-pk")[1]
    by = {"actor": event.moderator, "now": event.now}
    comments.hold_comment(comment=reply, **by)
    hidden = comments.hide_comment(comment=last, ground_code="insults", **by)
    record = hidden.moderation.filter(action="hide")[0]
    token = objection_token(record.pk)
    comments.file_objection(token=token, text="Это не так.", now=event.now)
    return event


def noticed(event: Event, *words: str) -> None:
    """A council adopts an opinion with these remarks."""
    opinion = OpinionFactory(
        referral__consultation=event.consultation, meeting_on=timezone.localdate(event.now)
    )
    for position, one in enumerate(words, start=1):
        RemarkFactory(opinion=opinion, position=position, provision=event.provision, text=one)
    adopt_opinion(actor=None, opinion=opinion, now=event.now)


def minuted(event: Event, *rows: RecommendationData, version: int = 0) -> None:
    """Minutes with these recommendations are signed; `version` is that of the draft, if any."""
    data = minutes_data(*rows, held_on=timezone.localdate(NOW))
    draft = hearings.save_minutes(
        actor=None, consultation=event.consultation, data=data, version=version, now=event.now
    )
    hearings.sign_minutes(
        actor=None, consultation=event.consultation, version=draft.version, now=event.now
    )


# --- What is open ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counted:
    """`waiting`: ids of groups without an answer that stands, and things that are in no group;
    `contested`: those of them that have an answer; `others`: what else is open; `heard`: everything
    that counts and is answered, with its answer."""

    waiting: frozenset[object]
    contested: frozenset[object]
    others: int
    heard: frozenset[tuple[str, int, int]]


def counted(consultation: Consultation) -> Counted:
    rows = Answer.objects.filter(is_current=True, group__consultation=consultation)
    answers: dict[int, int] = {}
    contested: set[object] = set()
    for pk, group, is_contested in rows.values_list("pk", "group", "group__is_contested"):
        answers[group] = pk
        if is_contested:
            contested.add(group)
    groups = _shown(consultation)
    waiting = {
        group or thing
        for thing, group in groups.items()
        if group not in answers or group in contested
    }
    held = ProvisionComment.objects.filter(consultation=consultation, status="held").count()
    objections = Objection.objects.filter(comment__consultation=consultation, outcome="").count()
    return Counted(
        frozenset(waiting),
        frozenset(waiting & contested),
        held + objections,
        frozenset((*thing, answers[g]) for thing, g in groups.items() if g and g in answers),
    )


def _shown(consultation: Consultation) -> dict[Thing, int | None]:
    """Everything that needs an answer, with its group."""
    sources = {
        "comment": ProvisionComment.objects.filter(
            consultation=consultation, status="published", reply_to=None
        ),
        "remark": Remark.objects.filter(
            opinion__consultation=consultation, opinion__status="adopted"
        ),
        "recommendation": Recommendation.objects.filter(
            minutes__consultation=consultation, minutes__status="signed", is_adopted=True
        ),
    }
    return {
        (kind, pk): group
        for kind, rows in sources.items()
        for pk, group in rows.values_list("pk", "argument__group")
    }


def covered(snapshot: dict[str, Any]) -> set[tuple[str, int, int]]:
    """What a signed document names beside an answer."""
    found = set()
    for group in snapshot["groups"]:
        if group["answer"] is None:
            continue
        answer = group["answer"]["id"]
        found |= {("comment", entry["id"], answer) for entry in group["comments"]}
        found |= {("remark", remark, answer) for remark in group["remarks"]}
        found |= {
            ("recommendation", entry["id"], answer) for entry in group.get("recommendations", [])
        }
    return found
