"""Every type of page in a browser: axe finds nothing, nothing scrolls sideways, at two widths."""

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import resolve, reverse
from django.utils import timezone
from playwright.sync_api import Page

from cms.models import GuidePage, NewsPage, StandardPage
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
from demo.content.people import DEMO_PASSWORD
from drafts import services as drafts
from drafts.domain.fixes import Merge
from drafts.models import Topic
from tests.answer_files import FILLED, fill, read
from tests.comments import confirm, entered, text, waiting
from tests.e2e.conftest import PHONE, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.factories.acts import ACT
from tests.files import kept
from tests.integration.config.test_permission_table import addresses as all_addresses
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db(transaction=True)

CONCLUDED = "/consultations/{year}/pooshchrenie-dobrovoltsev/"
OPEN = "/consultations/{year}/initsiativnoe-byudzhetirovanie/"
ANSWERING = "/consultations/{year}/tishina-i-pokoy/"
MONITORED = "/consultations/{monitored_year}/monitoring-pooshchreniya-dobrovoltsev/"
HEARD = "/consultations/{heard_year}/slushaniya-o-tishine/"
INSPECTED = "/consultations/{inspected_year}/proverka-dostupnosti-uchrezhdeniy/"
CHAMBER = "obshchestvennaya-palata"
BILL = "/bills/pooshchrenie-dobrovoltsev/"
PUBLIC = (
    "/", "/news/", "{news}", "/guides/", "{guide}", "{plain}",
    "/bills/", BILL, f"{BILL}v1/", f"{BILL}compare/1..2/",
    "/consultations/", "/consultations/?state=open", OPEN, ANSWERING, CONCLUDED,
    f"{ANSWERING}comments/", f"{ANSWERING}comments/?order=supported", "{said}", "{hidden}",
    f"{ANSWERING}arguments/{{group}}/",
    f"{OPEN}comments/{{parent}}/join/", f"{OPEN}comments/{{parent}}/report/", "{with_file}",
    f"{OPEN}questions/", f"{CONCLUDED}questions/", "/questions/withdraw/{answered}/",
    f"{ANSWERING}objections/", f"{OPEN}objections/", "/answers/objection/{objecting}/",
    f"{ANSWERING}moderation/", "/comments/objection/{objected}/",
    f"{OPEN}amendments/", f"{ANSWERING}amendments/", f"{ANSWERING}amendments/1/",
    f"{OPEN}participation/", f"{ANSWERING}participation/", f"{CONCLUDED}participation/",
    "/overdue/", "/overdue/?council=sovet-blagoveshchensk",
    "/requests/", "/requests/?state=waiting", "/requests/new/", "/requests/{decided}/",
    "/requests/{waiting}/", "/requests/{waiting}/join/",
    f"{ANSWERING}opinions/obshchestvennaya-palata/", "{corrected}", f"{CONCLUDED}conclusion/",
    f"{CONCLUDED}summary/", f"{CONCLUDED}conclusion/revisions/1/",
    f"{CONCLUDED}summary/revisions/1/",
    f"{OPEN}comments/new/", f"{OPEN}comments/new/?on=art_1",
    f"{OPEN}comments/new/?reply={{parent}}",
    "/comments/sent/{sent}/", "/comments/confirm/{token}/", "/comments/confirm/forged/",
    "/comments/manage/{secret}/", "/comments/manage/{secret}/words/", "{revised}",
    "/consents/{consent}/",
    "/bills/?topic=society", "/following/new/?bill=pooshchrenie-dobrovoltsev",
    "/following/new/?topic=society", "/following/{follower}/", "/letters/{letters}/",
    "/confirm/sent/{asked_sent}/", "/confirm/{asked}/",
    f"{OPEN}experts/", "/experts/", "/experts/?field=law", "/experts/{expert}/", "/calls/",
    "/calls/?state=over", "/calls/{call}/", MONITORED, INSPECTED, f"{INSPECTED}observations/",
    f"{MONITORED}closing/", HEARD, f"{HEARD}hearing/",
    "/councils/", "/councils/obshchestvennaya-palata/", "/councils/sovet-pri-sobranii/",
    "/receipts/", "/receipts/{code}/",
    "/journal/", "/journal/0/", "/search/?q=добровольцы", "/search/?q=ъъъ", "/display/",
    "/mailbox/", "/mailbox/{letter}/",
    "/accounts/login/", "/accounts/signup/", "/accounts/inactive/", "/accounts/confirm-email/",
    "/accounts/confirm-email/forged/", "/accounts/password/reset/",
    "/accounts/password/reset/done/", "/accounts/password/reset/key/x-y/",
    "/accounts/password/reset/key/done/",
)  # fmt: skip
BY_ROLE = {
    "citizen@veche.example": (
        "/my/", "/my/following/", "/my/experts/", "/my/inspections/", "/experts/apply/",
        "/calls/{call}/apply/", f"{OPEN}experts/obshchestvennaya-palata/", "/accounts/email/",
        "/accounts/password/change/", "/accounts/reauthenticate/",
        "/accounts/logout/",
    ),
    "clerk@veche.example": (
        "/desk/", "/desk/bills/", "/desk/bills/import/", f"/desk{BILL}v2/", f"/desk{BILL}card/",
        f"/desk{BILL}v2/structure/", "{draft}", "{draft}structure/", "{draft}structure/-/",
        "{draft}structure/art_1__para_1/",
        "/desk/consultations/",
        "/desk/consultations/{answering}/", "/desk/consultations/{answering}/answers/",
        "/desk/consultations/{answering}/answers/?state=all", "/desk/consultations/{open}/answers/",
        "/desk/consultations/{answering}/answers/agree/",
        "/desk/consultations/{answering}/answers/publish/",
        "/desk/consultations/{answering}/conclusion/", "/desk/answers/{group}/",
        "/desk/answers/{group}/members/", "/desk/consultations/{answering}/answers/files/",
        "/desk/consultations/{answering}/answers/import/", "/desk/answer-imports/{answers_file}/",
        "/desk/consultations/{answering}/summary/", "/desk/consultations/{answering}/amendments/",
        "/desk/consultations/{answering}/amendments/?table=1",
        "/desk/consultations/{answering}/amendments/table/",
        "/desk/consultations/{answering}/amendments/new/", "/desk/amendments/{amendment}/",
        "/desk/amendments/{amendment}/withdraw/",
        "/desk/consultations/{answering}/preview/summary/",
        f"/desk{BILL}v2/consultation/", "/desk/consultations/{open}/refer/",
        "/desk/consultations/{open}/questions/", "/desk/consultations/{open}/questions/new/",
        "/desk/questions/{question}/", "/desk/questions/{free}/answers/",
    ),
    "chair.committee@veche.example": (
        "/desk/consultations/{answering}/", "/desk/consultations/{answering}/summary/",
    ),
    "moderator@veche.example": (
        "/desk/moderation/", "/desk/moderation/{comment}/",
        "/desk/moderation/objections/{objection}/",
        "/desk/consultations/{open}/entries/", "/desk/consultations/{open}/entries/new/",
        "/desk/consultations/{open}/entries/{entry}/", "/desk/moderation/{entry}/",
    ),
    "member1@veche.example": ("/my/objections/", "/my/objections/{to_decide}/"),
    "sponsor@veche.example": (
        "/desk/", "/desk/introduced/", "/desk/introduced/{answering}/",
        "/desk/introduced/{answering}/?state=given", "/desk/introduced/arguments/{group}/",
    ),
    "secretary@veche.example": (
        "/desk/consultations/{answering}/objections/", "/desk/objections/{to_decide}/give/",
        "/desk/objections/{to_decide}/text/",
        "/desk/", "/desk/opinions/", "/desk/opinions/{referral}/",
        "/desk/opinions/{referral}/comments/",
        "/desk/opinions/{corrects}/", "/desk/opinions/{corrects}/history/",
        "/desk/referrals/{referral}/",
        "/desk/referrals/{referral}/withdraw/", "/desk/initiative/",
        "/desk/consultations/{open}/take-up/",
        "/desk/consultations/{answering}/conclusion/",
        "/desk/consultations/{answering}/conclusion/lapsed/",
        "/desk/requests/", "/desk/requests/?state=shown", "/desk/requests/{waiting}/",
        "/desk/requests/{decided}/", "/desk/calendar/",
        "/desk/experts/", "/desk/experts/?state=included", "/desk/experts/new/",
        "/desk/experts/{candidate}/", "/desk/control/",
        f"/desk{BILL}v2/control/", f"/desk{BILL}v2/control/?parent={{monitoring}}",
        "/desk/control/{monitoring}/", "/desk/consultations/{heard}/hearing/",
        "/desk/consultations/{heard}/hearing/correct/",
    ),
    "secretary.sobranie@veche.example": (
        "/desk/rooms/", "{room}", "{room}?only=untaken", "{room}declaration/",
        "{room}declaration/other/", "{room}people/", "{room}preparation/", "{room}positions/new/",
        "{room}positions/{position}/", "{room}remarks/new/?on={unit}", "{room}remarks/{remark}/",
        "{room}discussion/", "{room}discussion/?remark={remark}", "{room}messages/{message}/",
        "{room}tables/new/", "{room}tables/{table}/", "{room}assembly/",
        "{room}assembly/join/?remarks={remark}&remarks={second}",
        "/desk/councils/{council}/", "/desk/councils/{council}/card/",
        "/desk/councils/{council}/renew/", "/desk/councils/{council}/members/new/",
        "/desk/members/{member}/", "/desk/members/{member}/end/",
        "/desk/members/{member}/absence/", "/desk/members/{secretary_place}/note/",
        "/desk/notes/{note}/hide/",
        "/desk/referrals/{work}/experts/", "/desk/referrals/{work}/experts/new/",
        "/desk/referrals/{work}/calls/new/", "/desk/appointments/{appointment}/end/",
        "/desk/entries/{entry_request}/",
    ),
    "secretary.minsoc@veche.example": (
        "/desk/referrals/{asked_council}/", "/desk/referrals/{asked_council}/decline/",
        "/desk/candidacies/{candidacy}/", "/desk/control/{inspection}/",
        "/desk/control/{inspection}/inspectors/new/", "/desk/inspectors/{inspector}/release/",
        "/my/inspections/{inspection}/", "/desk/observations/{observation}/withdraw/",
        "/desk/control/{inspection}/closing/", "/desk/control/{inspection}/objections/",
    ),
    "admin@veche.example": ("/desk/councils/", "/desk/calendar/load/"),
}  # fmt: skip
# Addresses that show no page of their own: files, actions, and what leads on at once.
NO_PAGES = {
    "journal/export.jsonl",
    "schemas/conclusion-3.json",
    "desk/bills/<slug:slug>/v<int:number>/publish/",
    "desk/bills/<slug:slug>/v<int:number>/discard/",
    "desk/bills/<slug:slug>/v<int:number>/source/",
    "desk/bills/<slug:slug>/v<int:number>/structure/undo/",
    "desk/bills/<slug:slug>/v<int:number>/figures/<str:name>",
    "bills/<slug:slug>/v<int:number>/figures/<str:name>",
    "bills/<slug:slug>/v<int:number>/source/",
    "consultations/<int:year>/<slug:slug>/amendments/<row:edition>/<str:fmt>/",
    "desk/consultations/<row:pk>/amendments/publish/",
    "desk/consultations/<row:pk>/amendments/draft/<str:fmt>/",
    "consultations/<int:year>/<slug:slug>/conclusion/<str:fmt>/",
    "consultations/<int:year>/<slug:slug>/conclusion/revisions/<row:revision>/files/",
    "consultations/<int:year>/<slug:slug>/conclusion/revisions/<row:revision>/<str:fmt>/",
    "consultations/<int:year>/<slug:slug>/summary/<str:fmt>/",
    "consultations/<int:year>/<slug:slug>/summary/revisions/<row:revision>/files/",
    "consultations/<int:year>/<slug:slug>/summary/revisions/<row:revision>/<str:fmt>/",
    "consultations/<int:year>/<slug:slug>/comments/<row:pk>/files/<row:file>/",
    "desk/consultations/<row:pk>/answers/files/<str:fmt>/",
    "desk/answer-imports/<row:pk>/<str:fmt>/",
    "desk/answers/<row:pk>/merge/",
    "desk/answers/<row:pk>/here/",
    "desk/consultations/<row:pk>/answers/assign/",
    "desk/answers/<row:pk>/name/",
    "desk/group-changes/<row:pk>/undo/",
    "desk/reviewers/<row:pk>/release/",
    # These two lead on to the page of the letter.
    "answers/objection/own/<str:secret>/",
    "my/proposals/<row:pk>/objection/",
    "desk/opinions/<row:pk>/adopt/",
    "desk/absences/<row:pk>/cancel/",
    "consultations/<int:year>/<slug:slug>/closing/<int:edition>/<str:fmt>/",
    "consultations/<int:year>/<slug:slug>/observations/files/<row:pk>/",
    "desk/control/<row:pk>/closing/sign/",
    "desk/control/<row:pk>/closing/edition/",
    "desk/rooms/<row:pk>/positions/<row:position>/withdraw/",
    "desk/rooms/<row:pk>/remarks/<row:remark>/withdraw/",
    "desk/rooms/<row:pk>/messages/<row:message>/strike/",
    "desk/rooms/<row:pk>/tables/template.docx",
    "desk/questions/<row:pk>/move/",
    "consultations/<int:year>/<slug:slug>/questions/withdraw/",
    "desk/referrals/<row:pk>/accept/",
    "desk/requests/<row:pk>/check/",
    "desk/requests/<row:pk>/decide/",
    "desk/requests/<row:pk>/event/",
    "desk/opinions/<row:pk>/dissent/",
    "desk/opinions/<row:pk>/sign/",
    "desk/opinions/<row:pk>/correct/",
    "desk/opinions/<row:pk>/files/",
    "desk/opinions/<row:pk>/files/<row:file>/",
    "desk/opinions/<row:pk>/files/<row:file>/remove/",
    "desk/opinions/<row:pk>/document/<str:fmt>/",
    # Shown only when two people have changed the same words: test_merging_page looks at it.
    "desk/opinions/<row:pk>/merge/",
    "consultations/<int:year>/<slug:slug>/opinions/<slug:council>/<row:edition>/<str:fmt>/",
    "consultations/<int:year>/<slug:slug>/opinions/<slug:council>/<row:edition>/files/<row:file>/",
    "cms-admin/login/",
    "following/<str:token>/stop/",
    "letters/<str:token>/stop/",
    "consultations/<int:year>/<slug:slug>/hearing/<int:edition>/file/",
    "desk/consultations/<row:pk>/hearing/sign/",
    "consultations/<int:year>/<slug:slug>/marks/",
    "consultations/<int:year>/<slug:slug>/comments/similar/",
    # Only for people without a password or with a code by e-mail, which nobody has here.
    "accounts/password/set/",
    "accounts/login/code/confirm/",
}
# Mounted only if the addresses were first read while DEBUG was on.
FOR_DEVELOPERS = {"style-guide/"}
REFUSED = {403, 404, 410}


def following_tokens(consultation: Consultation) -> dict[str, str]:
    """Links of letters to somebody who follows a bill, and who has asked to follow a topic."""
    citizen = User.objects.get(email="citizen@veche.example")
    target = subjects.of_bill(consultation.version.bill)
    known = following.follow(actor=citizen, target=target, now=timezone.now())
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


@pytest.fixture
def demo() -> dict[str, object]:
    """The demo, and the ids that its desk addresses need."""
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


def walk(
    page: Page, addresses: tuple[str, ...], demo: dict[str, object], refused: tuple[str, ...] = ()
) -> None:
    for address in addresses:
        response = page.goto(address.format(**demo))
        assert response is not None
        expected = REFUSED if address in refused else {200}
        assert response.status in expected, (address, response.status)
        assert_no_sideways_scroll(page)
        assert_accessible(page)


def assert_no_page_is_left_out(demo: dict[str, object]) -> None:
    """A new page must be added to the lists above, or to NO_PAGES with a reason."""
    visited = {
        resolve(address.format(**demo).partition("?")[0]).route
        for addresses in (PUBLIC, *BY_ROLE.values())
        for address in addresses
    }
    ours = ("core.", "drafts.", "consultations.", "search.", "cms.", "allauth.")
    found = all_addresses()
    # As `resolve` writes regular expressions.
    pages = {route.replace("^", "") for route, view in found if view.__module__.startswith(ours)}
    assert pages - visited - NO_PAGES - FOR_DEVELOPERS == set()
    assert pages >= NO_PAGES


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_pages_are_accessible(
    new_page: Callable[..., Page], demo: dict[str, object], viewport: dict[str, int]
) -> None:
    assert_no_page_is_left_out(demo)
    page = new_page(viewport=viewport)
    walk(page, PUBLIC, demo, refused=("/comments/confirm/forged/",))
    for email, addresses in BY_ROLE.items():
        walk(signed_in(new_page(viewport=viewport), email), addresses, demo)


def signed_in(page: Page, email: str) -> Page:
    page.goto("/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return page


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_merging_page(
    new_page: Callable[..., Page], demo: dict[str, object], viewport: dict[str, int]
) -> None:
    """Two windows change the same words of a draft, without scripts."""
    address = f"/desk/opinions/{demo['corrects']}/"
    email = "secretary@veche.example"
    first = signed_in(new_page(viewport=viewport), email)
    second = signed_in(new_page(viewport=viewport), email)
    for page, words in ((first, "Слова первого окна."), (second, "Слова второго окна.")):
        page.goto(address)
        page.fill("[name=findings]", words)
    for page in (first, second):
        page.click("button[name=save]")
        page.wait_for_load_state()
    assert second.locator("[name=choice-0]").count() == 3
    assert_no_sideways_scroll(second)
    assert_accessible(second)
    second.check("[name=choice-0][value=edit]")
    second.fill("[name=words-0]", "Слова обоих окон.")
    second.click("button[name=save]")
    second.wait_for_load_state()
    assert second.input_value("[name=findings]") == "Слова обоих окон."


def test_refusals_are_accessible(new_page: Callable[..., Page]) -> None:
    with override_settings(DEBUG=False):
        for viewport in (WIDE, PHONE):
            walk(new_page(viewport=viewport), ("/nowhere/",), {}, refused=("/nowhere/",))


def test_pages_work_without_javascript(
    new_page: Callable[..., Page], demo: dict[str, object]
) -> None:
    page = new_page(viewport=PHONE, scripts=False)
    page.goto("/")
    page.locator(".card a[href*='/consultations/']").first.click()
    page.locator("main a[href*='/v1/']").first.click()
    page.locator("main a[href*='comments/new/?on=']").first.click()
    assert page.locator("main form [name=rationale]").count() == 1
