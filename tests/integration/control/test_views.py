"""Pages of monitoring and inspection: who may, what is refused, what everybody sees."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.control import services
from consultations.control.models import ClosingDocument, Inspector, Observation
from consultations.process.models import Consultation, Form
from core.accounts.models import BodyKind, MembershipRole, User
from tests.factories.accounts import BodyFactory, CouncilFactory, UserFactory, consent_texts, staff
from tests.factories.control import WHOLE, drafted, inspection, inspector, monitoring, observation
from tests.factories.control import signed as signed_document
from tests.factories.drafts import BillVersionFactory
from tests.files import PDF, kept
from tests.queries import page_queries
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
BLOCKS = {name: getattr(WHOLE, name) for name in WHOLE.__slots__}


def signed_in(client: Client, event: Consultation) -> User:
    user = staff(event.organiser, MembershipRole.SECRETARY)
    client.force_login(user)
    return user


def test_a_council_announces_a_monitoring_and_what_follows_it(client: Client) -> None:
    consent_texts()
    version = BillVersionFactory()
    chamber = CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER)
    client.force_login(staff(chamber, MembershipRole.SECRETARY))
    assert version.bill.title in client.get("/desk/control/").content.decode()
    url = reverse("process:hold", args=[version.bill.slug, version.number])
    assert client.get(url).status_code == 200
    today = timezone.localdate()
    typed = {
        "form": Form.MONITORING, "organiser": chamber.pk,
        "addressee": BodyFactory(kind=BodyKind.LEGISLATURE).pk, "question": "Что видно?",
        "announced_on": today, "opens_on": today, "closes_on": today + 20 * DAY,
        "results_method": "Итоговый документ", "procedure": "Опрос", "subject": "",
    }  # fmt: skip
    bad = client.post(url, typed)
    assert bad.status_code == 422
    assert "Опрос" in bad.content.decode()
    assert client.post(url, typed | {"form": Form.EXPERTISE}).status_code == 422
    foreign = CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER)
    assert client.post(url, typed | {"organiser": foreign.pk}).status_code == 422
    assert client.post(url, typed | {"subject": "Доступность"}).status_code == 302
    made = Consultation.objects.get()
    assert (made.form, made.organiser_id, made.subject) == ("monitoring", chamber.pk, "Доступность")

    over = monitoring(closed=True, version=version, organiser=chamber)
    after = f"{url}?parent={over.pk}"
    assert (
        after.replace("&", "&amp;")
        in client.get(f"/desk/consultations/{over.pk}/").content.decode()
    )
    assert client.get(after).status_code == 200
    expertise = typed | {"form": Form.EXPERTISE}
    assert client.post(after, expertise).status_code == 302
    sequel = Consultation.objects.get(parent=over)
    assert sequel.get_absolute_url() in client.get(over.get_absolute_url()).content.decode()
    assert over.get_absolute_url() in client.get(sequel.get_absolute_url()).content.decode()
    assert client.get(f"{url}?parent={monitoring(closed=True).pk}").status_code == 404


@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_hold(client: Client, role: MembershipRole) -> None:
    version = BillVersionFactory()
    url = reverse("process:hold", args=[version.bill.slug, version.number])
    allowed = role in (MembershipRole.SECRETARY, MembershipRole.CHAIR)
    client.force_login(staff(CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER), role))
    assert client.get(url).status_code == (200 if allowed else 403)
    client.force_login(staff(CouncilFactory(kind=BodyKind.COORDINATION_COUNCIL), role))
    assert client.get(url).status_code == 403


def test_inspectors_on_the_desk(client: Client) -> None:
    event = inspection()
    consent_texts()
    signed_in(client, event)
    url = reverse("control:inspector_new", args=[event.pk])
    typed = {
        "email": "nobody@veche.example", "certificate": "17", "order": "№ 4",
        "has_conflict": "no", "conflict": "Нет", "has_consented": "on",
    }  # fmt: skip
    assert client.get(url).status_code == 200
    assert client.post(url, typed).status_code == 422
    user = UserFactory(email="somebody@veche.example")
    known = typed | {"email": "SOMEBODY@veche.example"}
    assert client.post(url, known | {"has_conflict": "yes"}).status_code == 422
    silent = {name: value for name, value in known.items() if name != "has_consented"}
    assert client.post(url, silent).status_code == 422
    assert not Inspector.objects.exists()
    assert client.post(url, known).status_code == 302
    page = client.get(reverse("control:desk", args=[event.pk])).content.decode()
    assert user.full_name in page
    named = Inspector.objects.get()
    release = reverse("control:inspector_release", args=[named.pk])
    assert client.post(release, {"reason": "По заявлению"}).status_code == 302
    assert "По заявлению" in client.get(f"{event.get_absolute_url()}observations/").content.decode()


def test_an_inspector_who_is_no_member_observes(client: Client) -> None:
    event = inspection()
    named = inspector(event)
    url = reverse("control:observe", args=[event.pk])
    client.force_login(UserFactory())
    assert client.get(url).status_code == 403
    client.force_login(named.user)
    assert url in client.get("/my/inspections/").content.decode()
    typed = {"seen_on": timezone.localdate(), "place": "Зея, ул. Мира", "fact": "Пандуса нет"}
    bad = client.post(url, typed)
    assert bad.status_code == 422
    assert "Зея, ул. Мира" in bad.content.decode()
    file = SimpleUploadedFile("снимок.pdf", PDF)
    done = client.post(url, typed | {"topic": "Доступность", "attachments": [file]})
    assert done.status_code == 302
    public = client.get(done.url).content.decode()
    assert "Пандуса нет" in public
    found = Observation.objects.get()
    address = found.files.get().url
    response = client.get(address)
    assert response.getvalue() == PDF
    assert response["Cache-Control"] == "private, no-store"
    signed_in(client, event)
    withdraw = reverse("control:withdraw", args=[found.pk])
    assert client.get(withdraw).status_code == 200
    assert client.post(withdraw, {"reason": "Не тот дом"}).status_code == 302
    assert "Пандуса нет" not in client.get(done.url).content.decode()
    assert client.get(address).status_code == 404


def test_the_document_is_drafted_signed_and_published(client: Client) -> None:
    event = inspection(closed=True)
    inspector(event)
    signed_in(client, event)
    url = reverse("control:closing_draft", args=[event.pk])
    assert client.get(f"{event.get_absolute_url()}closing/").status_code == 404
    assert client.get(url).status_code == 200
    assert client.post(url, {**BLOCKS, "facts": "", "revision": 0}).status_code == 302
    sign = reverse("control:closing_sign", args=[event.pk])
    assert client.post(sign, {"number": ""}).status_code == 422
    refused = client.post(sign, {"number": "3-А"})
    assert refused.status_code == 422
    assert "факты" in refused.content.decode()
    stale = client.post(url, {**BLOCKS, "tasks": "Мой текст", "revision": 0})
    assert stale.status_code == 422
    assert "Мой текст" in stale.content.decode()
    assert client.post(url, {**BLOCKS, "revision": 1}).status_code == 302
    objections = reverse("control:objections", args=[event.pk])
    typed = {"received_on": timezone.localdate(), "text": "Пандус был."}
    assert client.get(objections).status_code == 200
    assert client.post(objections, typed).status_code == 302
    done = client.post(sign, {"number": "3-А"})
    assert done.url == f"{event.get_absolute_url()}closing/"
    run_tasks()
    page = client.get(done.url).content.decode()
    assert "Пандус отсутствует." in page
    assert "Пандус был." in page
    for fmt in ("pdf", "docx"):
        response = client.get(f"{done.url}1/{fmt}/")
        assert response.status_code == 200
        assert len(response.getvalue()) > 1000
    assert client.get(url).status_code == 302  # nothing to draft
    begin = reverse("control:edition", args=[event.pk])
    assert client.post(begin).url == url
    assert client.get(url).status_code == 200
    assert ClosingDocument.objects.count() == 2
    assert done.url in client.get(event.get_absolute_url()).content.decode()


def test_others_are_refused(client: Client) -> None:
    event = inspection()
    client.force_login(staff(CouncilFactory(), MembershipRole.SECRETARY))
    for name in ("desk", "inspector_new", "closing_draft", "objections"):
        assert client.get(reverse(f"control:{name}", args=[event.pk])).status_code == 403, name


def test_pages_cost_the_same_for_one_and_for_many(client: Client) -> None:
    event = inspection()
    signed_in(client, event)
    addresses = (
        event.get_absolute_url(), f"{event.get_absolute_url()}observations/",
        reverse("control:desk", args=[event.pk]),
    )  # fmt: skip

    def more() -> None:
        observation(event, inspector(event).user, files=[kept()])

    more()
    before = [page_queries(client, address) for address in addresses]
    for _ in range(5):
        more()
    assert [page_queries(client, address) for address in addresses] == before


def test_the_closing_page_costs_the_same_for_every_edition(client: Client) -> None:
    event: Any = monitoring(closed=True)
    signed_document(event)
    run_tasks()
    url = f"{event.get_absolute_url()}closing/"
    before = page_queries(client, url)
    services.begin_edition(actor=None, consultation=event, now=timezone.now())
    drafted(event)
    signed_document(event)
    run_tasks()
    assert page_queries(client, url) == before
