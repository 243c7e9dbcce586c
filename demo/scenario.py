"""The demo, made by the same services that people use, at the moments when they would.

Moments are days and local times relative to `today`, so the demo is always fresh: one bill is open,
one is being answered, one is concluded.
"""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from consultations.comments.models import ProvisionComment, Question
from consultations.conclusions import services as conclusions
from consultations.expertise import services as expertise
from consultations.expertise.domain.opinions import DissentData as DissentDraft
from consultations.expertise.domain.opinions import OpinionData as OpinionDraft
from consultations.expertise.domain.opinions import RemarkData as RemarkDraft
from consultations.expertise.models import Opinion, Remark
from consultations.process import services as process
from consultations.process.models import Consultation, Referral
from core.accounts.models import Body, Council, Membership, MembershipRole, User
from demo import activity, control, councils, experts, formation, hearings, registers, resources
from demo.amendments import load_amendments
from demo.answers import load_answers, load_drafts
from demo.content import bills as bill_content
from demo.content import people
from demo.content.comments import COMMENTS
from demo.content.opinions import OPINIONS
from demo.content.types import Moment, OpinionData
from demo.groups import put_together
from demo.letterhead import load_letterhead
from demo.objections import load_objections, load_positions
from demo.opinions import details_of, sign
from demo.proposals import load_comments
from demo.questions import load_questions, load_sheets
from demo.referrals import refer
from demo.requests import load_requests
from demo.revised import load_revision
from demo.room import load_room
from demo.staff import load_people
from drafts import services as drafts
from drafts.models import Bill, BillVersion, Provision, Topic

FILES = Path(__file__).resolve().parent / "bills"


@dataclass(slots=True)
class World:
    """What has been made so far, by the keys of the content."""

    today: dt.date
    bodies: dict[str, Body] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    bills: dict[str, Bill] = field(default_factory=dict)
    versions: dict[tuple[str, int], BillVersion] = field(default_factory=dict)
    consultations: dict[str, Consultation] = field(default_factory=dict)
    referrals: dict[tuple[str, str], Referral] = field(default_factory=dict)
    comments: dict[str, ProvisionComment] = field(default_factory=dict)
    remarks: dict[str, Remark] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)

    def day(self, days: int) -> dt.date:
        return self.today + dt.timedelta(days=days)

    def at(self, moment: Moment) -> dt.datetime:
        """Local time of the region, days from the demo's today."""
        hour, minute = map(int, moment[1].split(":"))
        naive = dt.datetime.combine(self.day(moment[0]), dt.time(hour, minute))
        return naive.replace(tzinfo=timezone.get_default_timezone())

    def council(self, slug: str) -> Council:
        return Council.objects.get(slug=slug)

    def provision(self, consultation: Consultation, path: str) -> Provision | None:
        """The unit of a path in the text of a consultation; None for the whole bill."""
        if not path:
            return None
        return Provision.objects.get(version=consultation.version, path=path)

    @property
    def clerk(self) -> User:
        return self.users["clerk"]


def load(*, today: dt.date) -> World:
    """Makes the whole demo but the editorial pages; call it inside one transaction."""
    world = World(today)
    load_people(world)
    load_bills(world)
    load_consultations(world)
    load_questions(world)
    control.announce(world)
    hearings.announce(world)
    note_windows(world)
    for key in COMMENTS:
        load_comments(world, key)
    load_sheets(world)
    load_opinions(world)
    load_room(world)
    put_together(world)
    load_answers(world)
    load_drafts(world)
    load_positions(world)
    load_objections(world)
    hearings.work(world)
    load_conclusions(world)
    load_revision(world)
    load_amendments(world)
    control.work(world)
    experts.load(world)
    councils.load(world)
    registers.load(world)
    formation.load(world)
    activity.load(world)
    resources.load(world)
    load_requests(world)
    return world


# --- Bills and consultations -------------------------------------------------------------------


def load_bills(world: World) -> None:
    topics = {
        slug: Topic.objects.get_or_create(slug=slug, defaults={"name": name, "name_en": english})[0]
        for slug, name, english in bill_content.TOPICS
    }
    for data in bill_content.BILLS:
        for number, version in enumerate(data.versions, start=1):
            imported = drafts.import_bill(
                actor=world.clerk,
                data=(FILES / version.file).read_bytes(),
                filename=version.file,
                title=data.title,
                number=data.number,
                slug=None if number > 1 else data.slug,
                bill=world.bills.get(data.key),
                committee=world.bodies[data.committee],
                sponsor=data.sponsor,
                stage=version.stage,
                now=world.at((version.published_days, "09:30")),
            )
            world.bills[data.key] = imported.bill
            world.versions[data.key, number] = drafts.publish_version(
                actor=world.clerk, version=imported, now=world.at((version.published_days, "10:15"))
            )
        drafts.describe_bill(
            actor=world.clerk,
            bill=world.bills[data.key],
            summary=data.summary,
            status=data.status,
            introduced_on=world.day(data.introduced_days),
            topics=[topics[slug] for slug in data.topics],
            sponsor_body=world.bodies.get(data.sponsor_body),
            now=world.at((data.versions[0].published_days, "10:20")),
        )


def load_consultations(world: World) -> None:
    for data in bill_content.CONSULTATIONS:
        consultation = process.announce_consultation(
            actor=world.clerk,
            version=world.versions[data.bill, data.version],
            form=data.form,
            organiser=world.council(data.organiser),
            responder=world.bodies[data.responder],
            addressee=world.bodies[data.addressee],
            announced_on=world.day(data.announced_days),
            opens_on=world.day(data.opens_days),
            closes_on=world.day(data.closes_days),
            question=data.question,
            basis=data.basis,
            procedure=data.procedure,
            results_method=data.results_method,
            slug=data.slug,
            now=world.at((data.announced_days, "10:30")),
        )
        world.consultations[data.key] = consultation
        for referral in data.referrals:
            made = refer(world, data.key, referral)
            world.referrals.setdefault((data.key, referral.council), made)


def note_windows(world: World) -> None:
    """What the clock writes down on the first day of a window and after its last one."""
    consultations = world.consultations.values()
    for consultation in sorted(consultations, key=lambda item: item.opens_at):
        if consultation.opens_on <= world.today:
            process.note_openings(now=consultation.opens_at)
    for consultation in sorted(consultations, key=lambda item: item.closes_at):
        if consultation.closes_on < world.today:
            process.note_closings(now=consultation.closes_at)


# --- What people say ---------------------------------------------------------------------------


def load_opinions(world: World) -> None:
    for data in OPINIONS:
        load_opinion(world, data)


def load_opinion(world: World, data: OpinionData) -> Opinion:
    consultation = world.consultations[data.consultation]
    secretary = world.users[secretary_of(data.council)]
    meeting = data.meeting_days if data.meeting_days is not None else 0
    council = world.bodies[data.council]
    opinion = expertise.save_opinion(
        actor=secretary,
        referral=world.referrals[data.consultation, data.council],
        data=OpinionDraft(
            number=data.number,
            rapporteur_id=pk_of(member(world, council, data.rapporteur)),
            findings=data.findings,
            consequences=data.consequences,
            proposals=data.proposals,
            recommendation=data.recommendation,
            **details_of(world, data),
            meeting_on=None if data.meeting_days is None else world.day(data.meeting_days),
            meeting_form=data.meeting_form,
            minutes_number=data.minutes_number,
            members_present=data.present,
            votes_for=data.votes_for,
            votes_against=data.votes_against,
            votes_abstained=data.votes_abstained,
            remarks=tuple(
                RemarkDraft(
                    provision_id=pk_of(world.provision(consultation, remark.unit)),
                    text=remark.text,
                    proposed_text=remark.proposed,
                    importance=remark.importance,
                )
                for remark in data.remarks
            ),
            dissents=tuple(
                DissentDraft(
                    member_id=member(world, council, dissent.member).pk,
                    text=dissent.text,
                    filed_on=world.day(dissent.filed_days),
                )
                for dissent in data.dissents
            ),
        ),
        revision=0,
        now=world.at((meeting, "15:00")),
    )
    for remark, stored in zip(data.remarks, opinion.remarks.order_by("position"), strict=True):
        world.remarks[remark.key] = stored
    if data.status == "adopted":
        opinion = expertise.adopt_opinion(
            actor=secretary, opinion=opinion, now=world.at((meeting, "17:20"))
        )
        sign(world, data, opinion)
    return opinion


def pk_of(row: Provision | Membership | None) -> int | None:
    return None if row is None else row.pk


def secretary_of(council: str) -> str:
    """The key of the person who is the secretary of a council."""
    places = (place for place in people.MEMBERSHIPS if place.body == council)
    return next(place.person for place in places if place.role == MembershipRole.SECRETARY)


def member(world: World, council: Body, person: str) -> Membership | None:
    """The place of a person in a council, as a member rather than as its secretary."""
    if not person:
        return None
    places = Membership.objects.filter(body=council, user=world.users[person])
    return places.order_by("role").first()


# --- Answers and the conclusion ----------------------------------------------------------------


def load_conclusions(world: World) -> None:
    load_letterhead(world)
    for data in bill_content.CONSULTATIONS:
        if data.summarised:
            conclusions.sign_summary(
                actor=world.users["chair-committee"],
                consultation=world.consultations[data.key],
                number=data.summary_number,
                now=world.at(data.summarised),
            )
        if data.concluded:
            conclusions.finalise_conclusion(
                actor=world.users["secretary"],
                consultation=world.consultations[data.key],
                number=data.conclusion_number,
                now=world.at(data.concluded),
            )
