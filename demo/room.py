"""The working room of the demo, made by the services that members use."""

from typing import TYPE_CHECKING

from consultations.process.models import Referral
from consultations.room import services as room
from consultations.room.domain.words import PositionData, RemarkWords
from consultations.room.models import MemberRemark, Message
from demo.content import room as content
from drafts.models import Provision

if TYPE_CHECKING:
    from demo.scenario import World


def load_room(world: "World") -> None:
    """After the draft of the opinion: some remarks of the room are added to it."""
    referral = world.referrals[content.ROOM]
    _people(world, referral)
    remarks = _words(world, referral)
    _discussion(world, referral, remarks)
    _decisions(world, referral, remarks)


def _people(world: "World", referral: Referral) -> None:
    secretary = world.users["secretary-assembly"]
    for data in content.DECLARATIONS:
        room.declare(
            actor=secretary if data.basis else world.users[data.person],
            referral=referral,
            has_conflict=bool(data.conflict),
            text=data.conflict,
            person=world.users[data.person],
            basis=data.basis,
            now=world.at(data.at),
        )
    for person, moment in content.READ:
        room.mark_read(actor=world.users[person], referral=referral, now=world.at(moment))
    room.set_preparation(
        actor=secretary,
        referral=referral,
        kind="working_group",
        rapporteur=world.users[content.RAPPORTEUR],
        people=[world.users[key] for key in content.HELPERS],
        now=world.at(content.ENTRUSTED_AT),
    )


def _words(world: "World", referral: Referral) -> dict[str, MemberRemark]:
    secretary = world.users["secretary-assembly"]
    units = Provision.objects.filter(version=referral.consultation.version)
    remarks: dict[str, MemberRemark] = {}
    for data in content.SAID:
        whose = {
            "actor": secretary if data.basis else world.users[data.author],
            "author": world.users[data.author],
            "basis": data.basis,
            "referral": referral,
            "provision": units.get(path=data.unit) if data.unit else None,
            "now": world.at(data.at),
        }
        if data.stance:
            room.write_position(**whose, data=PositionData(data.stance, data.text))
        else:
            words = RemarkWords(data.text, data.proposed, data.importance, data.norm)
            remarks[data.key] = room.write_remark(**whose, data=words)
    return remarks


def _discussion(world: "World", referral: Referral, remarks: dict[str, MemberRemark]) -> None:
    said: dict[str, Message] = {}
    for data in content.MESSAGES:
        said[data.key] = room.post_message(
            actor=world.users[data.author],
            referral=referral,
            text=data.text,
            remark=remarks.get(data.on),
            reply_to=said.get(data.reply_to),
            now=world.at(data.at),
        )


def _decisions(world: "World", referral: Referral, remarks: dict[str, MemberRemark]) -> None:
    first = remarks[content.JOINED[0]]
    room.join_remarks(
        actor=world.users[content.RAPPORTEUR],
        referral=referral,
        remarks=[remarks[key].pk for key in content.JOINED],
        words=RemarkWords(
            content.JOINED_TEXT, first.proposed_text, str(first.importance), first.norm
        ),
        now=world.at(content.JOINED_AT),
    )
    room.leave_out(
        actor=world.users["secretary-assembly"],
        referral=referral,
        remarks=[remarks[content.LEFT_OUT].pk],
        reason=content.LEFT_OUT_REASON,
        now=world.at(content.LEFT_OUT_AT),
    )
