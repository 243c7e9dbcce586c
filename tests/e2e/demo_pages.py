"""The demo with everything that its pages need: links of letters, drafts, files, corrections."""

import io

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cms.models import GuidePage, NewsPage, StandardPage
from cms.registers.activity.models import Meeting
from cms.registers.formation.models import Competition
from consultations.comments import services
from consultations.comments.links import answers_url, objection_token
from consultations.comments.models import ProvisionComment
from consultations.conclusions import services as conclusions
from consultations.conclusions.domain.sheets import Column
from consultations.conclusions.exports.answer_files import FileHead, answers_xlsx
from consultations.conclusions.links import answer_objection_token
from consultations.conclusions.models import AnswerImport, AnswerObjection
from consultations.conclusions.selectors.sheets import SheetFilter, sheet_groups
from consultations.expertise import services as expertise
from consultations.expertise.models import Opinion
from consultations.experts.models import (
    Appointment,
    Candidacy,
    EntryRequest,
    Expert,
    OpenCall,
)
from consultations.following import services as following
from consultations.following import subjects
from consultations.hearings import services as hearings
from consultations.letters import links as letters
from consultations.process.models import Consultation, Referral
from consultations.requests.models import PublicRequest
from consultations.room import services as room
from consultations.room.domain.tables import read_tables
from consultations.room.selectors.assembly import assembly_of
from core.accounts import services as accounts
from core.accounts.models import (
    Body,
    ConsentVersion,
    Council,
    MemberNote,
    Membership,
    User,
)
from core.mail.models import OutboxMessage
from core.rules.selectors import reason_codes
from drafts import services as drafts
from drafts.domain.fixes import Merge
from drafts.models import Topic
from search.alerts import services as alerts
from search.alerts.asking import parsed
from tests.answer_files import FILLED, fill, read
from tests.comments import confirm, entered, text, waiting
from tests.e2e.addresses import CHAMBER
from tests.factories.acts import ACT
from tests.files import kept
from tests.tasks import run_tasks


def following_tokens(consultation: Consultation) -> dict[str, str]:
    """Links of letters to somebody who follows a bill, and who has asked to follow a topic."""
    citizen = User.objects.get(email="citizen@veche.example")
    target = subjects.of_bill(consultation.version.bill)
    known = following.follow(actor=citizen, target=target, now=timezone.now())
    alerts.save_search(
        actor=citizen, asked=parsed("q=добровольцы&kind=bill&year=2026"), now=timezone.now()
    )
    asked = following.ask_to_follow(
        target=subjects.of_topic(Topic.objects.get(slug="society")),
        email="new@veche.example",
        consents=("processing",),
        now=timezone.now(),
    )
    return {
        "follower": following.person_token(known.email_hash),
        "letters": letters.token_of(known.email_hash, consultation.pk),
        "asked": accounts.token_of(asked),
        "asked_sent": accounts.sent_token_of(asked),
    }


def answers_token(consultation: Consultation) -> str:
    """The end of the link by which somebody takes answers to the questions back."""
    somebody = consultation.participants.filter(answers__isnull=False).first()
    assert somebody is not None
    return answers_url(consultation.pk, somebody.email_hash).split("/")[-2]


def objection_of(comment: ProvisionComment) -> dict[str, object]:
    """An objection to a hiding, and the link of the letter that it came by."""
    token = objection_token(comment.moderation.get(action="hide").pk)
    filed = services.file_objection(token=token, text="Это не реклама.", now=timezone.now())
    return {"objection": filed.pk, "objected": token}


def objection_to_answer() -> dict[str, object]:
    """An objection to an answer that waits for a member, and the link of the letter to its
    author."""
    waiting = AnswerObjection.objects.waiting().get()
    return {"to_decide": waiting.pk, "objecting": answer_objection_token(waiting.comment_id)}


def councils_and_experts(by_slug: dict[str, Consultation]) -> dict[str, object]:
    """What the desks of councils, experts and inspections need."""
    monitored = by_slug["monitoring-pooshchreniya-dobrovoltsev"]
    inspected = by_slug["proverka-dostupnosti-uchrezhdeniy"]
    council = Council.objects.get(slug="sovet-pri-sobranii")
    places = Membership.objects.filter(body=council)
    return {
        "monitored_year": monitored.year,
        "monitoring": monitored.pk,
        "inspected_year": inspected.year,
        "inspection": inspected.pk,
        "inspector": inspected.inspectors.first().pk,
        "observation": inspected.observations.first().pk,
        "expert": Expert.objects.public().first().pk,
        "candidate": Expert.objects.get(state="candidate").pk,
        "meeting": Meeting.objects.filter(form="visiting").exclude(decisions="").get().pk,
        "competition": Competition.objects.get(outcome="formed").pk,
        "call": OpenCall.objects.get().pk,
        "candidacy": Candidacy.objects.waiting().get().pk,
        "entry_request": EntryRequest.objects.waiting().get().pk,
        "appointment": Appointment.objects.filter(referral__council=council).first().pk,
        "work": Appointment.objects.filter(referral__council=council).first().referral_id,
        "council": council.pk,
        "member": places.get(user__email="oparina@veche.example").pk,
        "secretary_place": places.get(role="secretary").pk,
        "note": MemberNote.objects.get(membership__body=council).pk,
    }


def load_demo() -> dict[str, object]:
    """Loads the demo; the ids and tokens that complete the addresses of `addresses.py`."""
    call_command("demo", stdout=io.StringIO())
    run_tasks()
    call_command("tick", verbosity=0)
    by_slug = {c.slug: c for c in Consultation.objects.all()}
    running, answering = (
        by_slug["initsiativnoe-byudzhetirovanie"], by_slug["tishina-i-pokoy"],
    )  # fmt: skip
    secretary = User.objects.get(email="secretary@veche.example")
    chamber = Membership.objects.get(user=secretary).body
    pending = waiting(running, now=timezone.now(), files=[kept()])
    second = waiting(running, words=text("Ещё одно."), now=timezone.now(), files=[kept()])
    done = confirm(second, timezone.now())
    services.revise_comment(
        secret=done.secret, text=text("Иначе говоря.", kind="question"), now=timezone.now()
    )
    said = answering.comments.published().proposals().first()
    return {
        "year": running.year,
        "open": running.pk,
        "chamber": chamber.pk,
        "answering": answering.pk,
        "group": answering.groups.needing_answer().first().pk,
        "amendment": answering.amendments.live().first().pk,
        "answers_file": sent_file(answering).pk,
        "comment": answering.comments.first().pk,
        "referral": running.referrals.get(council=chamber).pk,
        "asked_council": running.referrals.get(council__slug="sovet-pri-minsoc").pk,
        "decided": PublicRequest.objects.get(status="decided").pk,
        "waiting": PublicRequest.objects.get(status="shown").pk,
        **corrected(answering, secretary),
        "said": said.get_absolute_url(),
        "hidden": answering.comments.get(status="hidden").get_absolute_url(),
        "code": said.receipt_code,
        "with_file": done.comment.get_absolute_url(),
        "entry": entered(running, secretary, now=timezone.now()).pk,
        "question": running.questions.first().pk,
        "free": running.questions.get(kind="text").pk,
        "parent": running.comments.published().proposals().first().pk,
        **councils_and_experts(by_slug),
        **corrected_minutes(by_slug["slushaniya-o-tishine"], secretary),
        **following_tokens(answering),
        **room_of(running),
        **objection_of(answering.comments.get(status="hidden")),
        **objection_to_answer(),
        "sent": services.sent_token(pending),
        "answered": answers_token(running),
        "token": services.confirmation_token(pending),
        "secret": done.secret,
        "revised": done.comment.get_absolute_url(),
        "consent": ConsentVersion.objects.first().pk,
        "letter": OutboxMessage.objects.first().pk,
        "draft": mended_draft(running.version.bill.committee),
        "news": NewsPage.objects.first().url,
        "guide": GuidePage.objects.first().url,
        "plain": StandardPage.objects.first().url,
    }


def room_of(running: Consultation) -> dict[str, object]:
    """The room in use, with a fresh message of its secretary and a table that waits for a yes."""
    referral = Referral.objects.get(consultation=running, council__slug="sovet-pri-sobranii")
    secretary = User.objects.get(email="secretary.sobranie@veche.example")
    own = {"actor": secretary, "referral": referral, "now": timezone.now()}
    rows = [["Структурная единица", "Замечание", "Автор"], ["ст. 1", "Нет срока", "Кирсанова Л.В."],
            ["ст. 999", "Нет такой", "Никто"]]  # fmt: skip
    table = room.keep_table(
        reading=read_tables([rows]), file=room.TableFile("замечания.docx", "0" * 64), **own
    )
    waiting_remarks = assembly_of(referral).waiting
    return {
        "room": f"/desk/rooms/{referral.pk}/",
        "position": referral.positions.first().pk,
        "remark": waiting_remarks[0].remark.pk,
        "second": waiting_remarks[1].remark.pk,
        "unit": running.version.provisions.first().pk,
        "message": room.post_message(text="Ответ получен.", **own).pk,
        "table": table.pk,
    }


def corrected(consultation: Consultation, secretary: User) -> dict[str, object]:
    """The permanent address of an opinion, and the desk of its correction, which has history."""
    opinion = Opinion.objects.get(consultation=consultation, council__slug=CHAMBER)
    expertise.supersede_opinion(
        actor=secretary, opinion=opinion, reason="Уточнена редакция.", now=timezone.now()
    )
    return {"corrected": opinion.edition_url, "corrects": opinion.referral_id}


def sent_file(consultation: Consultation) -> AnswerImport:
    """A file of answers that was sent back: a new answer, a changed one, and faults."""
    rows = (row.cells for row in sheet_groups(consultation, SheetFilter(state="all")))
    head = FileHead("Законопроект", "Комитет", timezone.now())
    data = answers_xlsx(head, rows, reason_codes(timezone.localdate()))
    empty = [at for at, row in enumerate(read(data).rows) if row.is_empty]
    text = {Column.TEXT: "Иначе."}
    answers = {empty[0]: FILLED, empty[1]: text, 0: text}
    clerk = User.objects.get(email="clerk@veche.example")
    return conclusions.keep_import(
        actor=clerk,
        consultation=consultation,
        rows=read(fill(data, answers)).rows,
        file=conclusions.ImportedFile("ответы.xlsx", "xlsx", "0" * 64),
        now=timezone.now(),
    )


def corrected_minutes(hearing: Consultation, secretary: User) -> dict[str, object]:
    """Signed minutes whose correction has been begun."""
    hearings.correct_minutes(
        actor=secretary, consultation=hearing, reason="Опечатка.", now=timezone.now()
    )
    return {"heard": hearing.pk, "heard_year": hearing.year}


def mended_draft(committee: Body) -> str:
    """The address of an unpublished text in which something was mended."""
    version = drafts.import_bill(
        actor=None, data=ACT.encode(), filename="a.txt", committee=committee, now=timezone.now()
    )
    drafts.mend_structure(
        actor=None, version=version, fix=Merge("art_1__para_1__point_2"), now=timezone.now()
    )
    return reverse("drafts:desk_version", args=[version.bill.slug, version.number])
