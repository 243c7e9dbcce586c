"""The work of a council on a bill in a browser: from the referral to the adopted opinion."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.process import services as process
from consultations.process.models import Referral
from consultations.room.models import MemberRemark, Position
from core.accounts.models import Membership, MembershipRole, User
from drafts.models import Provision
from tests.e2e.conftest import PHONE
from tests.e2e.walk import Cast, make_cast, person, signed_in, submit
from tests.factories.drafts import BillFactory, BillVersionFactory, ProvisionFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db(transaction=True)

NewPage = Callable[..., Page]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def referral(cast: Cast) -> Referral:
    version = BillVersionFactory(bill=BillFactory(committee=cast.committee))
    ProvisionFactory(version=version, path="article:1", eid="art_1", number="1")
    ProvisionFactory(version=version, path="article:2", eid="art_2", number="2")
    consultation = ConsultationFactory(version=version, organiser=cast.chamber)
    return process.refer_to_council(
        actor=cast.clerk, consultation=consultation, council=cast.council,
        due_on=timezone.localdate(), now=timezone.now(),
    )  # fmt: skip


def test_from_the_referral_to_the_adopted_opinion(
    new_page: NewPage, cast: Cast, referral: Referral
) -> None:
    first = person(cast.council, MembershipRole.MEMBER, "1")
    second = person(cast.council, MembershipRole.MEMBER, "2")
    offline = person(cast.council, MembershipRole.MEMBER, "3")
    room = f"/desk/rooms/{referral.pk}/"
    unit = Provision.objects.get(eid="art_2")
    one = enters_and_speaks(new_page(), first, room, unit, "against", "Часы не те.")
    writes_remark(one, room, unit, "Не сказано, кто запирает ворота.")
    two = enters_and_speaks(new_page(viewport=PHONE), second, room, unit, "with_changes", "Иначе.")
    writes_remark(two, room, unit, "Кто закрывает двор?")
    secretary = signed_in(new_page(scripts=False), cast.council_secretary)
    secretary.goto("/desk/opinions/")
    secretary.locator(f"main a[href='{room}']").first.click()
    declares(secretary)
    secretary_enters_for(secretary, room, unit, offline)
    assert Position.objects.filter(referral=referral).count() == 3
    one.goto(room)
    assert "Со слов автора" in one.inner_text("#art_2") or "As told" in one.inner_text("#art_2")
    secretary_assembles(secretary, room)
    secretary_adopts(secretary, referral, first)
    one.goto(room)
    assert one.locator("a[href*='/remarks/new/']").count() == 0
    visitor = new_page()
    visitor.goto(f"{referral.consultation.get_absolute_url()}opinions/{cast.council.slug}/")
    text = visitor.inner_text("main")
    assert "Кто запирает ворота двора?" in text
    assert "Тихо." not in text


def declares(page: Page) -> None:
    page.wait_for_url(re.compile(r"/declaration/$"))
    page.check("[name=conflict][value=no]")
    submit(page, "main form.form")
    page.wait_for_url(re.compile(r"/desk/rooms/\d+/$"))


def enters_and_speaks(
    page: Page, user: User, room: str, unit: Provision, stance: str, words: str
) -> Page:
    signed_in(page, user)
    page.goto(room)
    declares(page)
    page.locator(f"#{unit.eid} a[href*='/positions/new/']").click()
    page.check(f"[name=stance][value={stance}]")
    submit(page, "main form.form")  # the reason is missing: nothing is lost, everything is said
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("[name=text]", words)
    submit(page, "main form.form")
    page.wait_for_url(re.compile(rf"/desk/rooms/\d+/#{unit.eid}$"))
    assert words in page.inner_text(f"#{unit.eid}")
    return page


def writes_remark(page: Page, room: str, unit: Provision, words: str) -> None:
    page.locator(f"#{unit.eid} a[href*='/remarks/new/']").click()
    page.fill("[name=text]", words)
    submit(page, "main form.form")
    page.wait_for_url(re.compile(rf"/desk/rooms/\d+/#{unit.eid}$"))


def secretary_enters_for(page: Page, room: str, unit: Provision, offline: User) -> None:
    page.goto(f"{room}positions/new/?on={unit.pk}")
    page.select_option("[name=author]", str(offline.pk))
    page.select_option("[name=basis]", "phone")
    page.check("[name=stance][value=for]")
    submit(page, "main form.form")  # the member has not declared yet
    expect(page.locator(".error-summary")).to_be_visible()
    page.goto(f"{room}declaration/other/")
    page.select_option("[name=person]", str(offline.pk))
    page.select_option("[name=basis]", "phone")
    page.check("[name=conflict][value=no]")
    submit(page, "main form.form")
    page.wait_for_url(re.compile(r"/people/$"))
    page.goto(f"{room}positions/new/?on={unit.pk}")
    page.select_option("[name=author]", str(offline.pk))
    page.select_option("[name=basis]", "phone")
    page.check("[name=stance][value=for]")
    submit(page, "main form.form")
    page.wait_for_url(re.compile(rf"#{unit.eid}$"))
    page.goto(f"{room}remarks/new/")
    page.select_option("[name=author]", str(offline.pk))
    page.select_option("[name=basis]", "phone")
    page.fill("[name=text]", "Тихо.")
    submit(page, "main form.form")
    page.wait_for_url(re.compile(r"#whole$"))


def secretary_assembles(page: Page, room: str) -> None:
    page.goto(f"{room}assembly/")
    shared = MemberRemark.objects.exclude(provision=None)
    for remark in shared:
        page.check(f"[name=remarks][value='{remark.pk}']")
    page.locator("button[name=join]").click()
    page.wait_for_url(re.compile(r"/join/"))
    page.fill("[name=text]", "Кто запирает ворота двора?")
    submit(page, "main form.form")
    page.wait_for_url(re.compile(r"/assembly/$"))
    assert "Кто запирает ворота двора?" in page.inner_text("main")
    rest = MemberRemark.objects.get(provision=None)
    page.check(f"[name=remarks][value='{rest.pk}']")
    page.fill("[name=reason]", "Не о законопроекте.")
    page.locator("button[name=leave_out]").click()
    page.wait_for_load_state()
    assert "Не о законопроекте." in page.inner_text("main")


def secretary_adopts(page: Page, referral: Referral, rapporteur: User) -> None:
    page.goto(f"/desk/opinions/{referral.pk}/")
    page.fill("[name=findings]", "Проект не противоречит федеральному закону.")
    page.fill("[name=consequences]", "Расходы на охрану вырастут.")
    page.fill("[name=proposals]", "Назвать ответственного.")
    page.check("[name=recommendation][value=support_remarks]")
    place = Membership.objects.get(user=rapporteur, body=referral.council)
    page.select_option("[name=rapporteur]", str(place.pk))
    page.fill("[name=meeting_on]", timezone.localdate().isoformat())
    page.locator("details:has([name=members_present]) > summary").click()
    for name, number in (("members_present", 4), ("votes_for", 4)):
        page.fill(f"[name={name}]", str(number))
    page.locator("button[formaction$='/adopt/']").click()
    page.wait_for_load_state()
    referral.refresh_from_db()
    assert referral.status == "answered"
