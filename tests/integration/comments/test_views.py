"""The room from its pages: the form, the letter's link, the author's own link, the desk."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from consultations.comments import services
from consultations.comments.models import PendingComment, ProvisionComment
from consultations.process.models import Consultation
from core.accounts.models import ConsentVersion, MembershipRole
from drafts.models import Provision
from tests.comments import author, confirm, letters, said, waiting, written
from tests.factories.accounts import CouncilFactory, UserFactory, staff
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.integration.comments.pages import fill, new_url
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation() -> Consultation:
    """Open today: views ask the clock."""
    return ConsultationFactory()


@pytest.fixture
def article(consultation: Consultation) -> Provision:
    return ProvisionFactory(version=consultation.version, heading="Срок ответа")


def now() -> dt.datetime:
    return timezone.now()


def text_of(response) -> str:
    return response.content.decode()


# --- The form -----------------------------------------------------------------------------------


def test_the_form_shows_what_one_speaks_of(
    client: Client, consultation: Consultation, article: Provision
) -> None:
    assert "Срок ответа" in text_of(client.get(new_url(consultation, on=article)))
    on_bill = text_of(client.get(new_url(consultation)))
    assert "Срок ответа" not in on_bill
    assert consultation.version.bill.title in on_bill
    comment = ProvisionCommentFactory(consultation=consultation, provision=article)
    reply = client.get(new_url(consultation, reply=comment))
    assert comment.rationale in text_of(reply)
    assert "kind" not in reply.context["form"].fields


@pytest.mark.parametrize("on", ["art_999", "\x00", "art_1\n", "я" * 300])
def test_a_unit_that_is_not_there_is_not_the_whole_bill(
    client: Client, consultation: Consultation, on: str
) -> None:
    assert client.get(new_url(consultation), {"on": on}).status_code == 404


def test_what_is_needed_is_not_called_optional(
    client: Client, consultation: Consultation, article: Provision
) -> None:
    page = text_of(client.get(new_url(consultation, on=article)))
    optional = re.findall(r"([\w ]+) \(необязательно\)", page)
    assert optional == [gettext("Files"), "Муниципальное образование"]


@pytest.mark.parametrize("reply", ["999999", "abc", "²", "-1", "9" * 30, "1.0"])
def test_a_reply_to_nothing_is_not_found(
    client: Client, consultation: Consultation, reply: str
) -> None:
    assert client.get(new_url(consultation), {"reply": reply}).status_code == 404


@pytest.mark.parametrize("status", ["held", "hidden", "withdrawn"])
def test_a_reply_to_what_is_not_shown_is_not_found(
    client: Client, consultation: Consultation, status: str
) -> None:
    comment = ProvisionCommentFactory(consultation=consultation, status=status)
    assert client.get(new_url(consultation, reply=comment)).status_code == 404
    elsewhere = ProvisionCommentFactory()
    assert client.get(new_url(consultation, reply=elsewhere)).status_code == 404


def test_from_the_form_to_the_receipt(
    client: Client, consultation: Consultation, article: Provision
) -> None:
    url = new_url(consultation, on=article)
    sent = client.post(url, fill(client, url), follow=True)
    assert sent.status_code == 200
    assert "ma…@veche.example" in text_of(sent)
    assert "maria@veche.example" not in text_of(sent)
    (letter,) = letters("confirm")
    link = re.search(r"http://testserver(/comments/confirm/\S+/)", letter.body_text)
    assert link is not None
    page = client.get(link.group(1))
    assert "Срок слишком мал." in text_of(page)
    assert "«Участник № …»" in text_of(page)
    assert not ProvisionComment.objects.exists()
    done = client.post(link.group(1))
    comment = ProvisionComment.objects.get()
    assert comment.provision == article
    assert comment.receipt_code in text_of(done)
    receipt = client.get(reverse("reader:receipt", args=[comment.receipt_code.lower()]))
    assert "Срок слишком мал." in text_of(receipt)


def test_before_confirming_one_sees_how_one_will_be_signed(
    client: Client, consultation: Consultation
) -> None:
    by = author(
        full_name="Петрова Анна Ивановна",
        name_display="initials",
        consents=("processing", "dissemination"),
    )
    pending = waiting(consultation, by=by, now=timezone.now())
    link = reverse("comments:confirm", args=[services.confirmation_token(pending)])
    assert "Петрова А. И." in text_of(client.get(link))


def test_without_the_text_of_a_consent_what_was_typed_stays(
    client: Client, consultation: Consultation
) -> None:
    ConsentVersion.objects.all().delete()
    url = new_url(consultation)
    response = client.post(url, fill(client, url))
    assert response.status_code == 422
    assert "не опубликован текст согласия" in text_of(response)
    assert "Срок слишком мал." in text_of(response)


def test_who_has_only_sent_the_form_cannot_confirm(
    client: Client, consultation: Consultation
) -> None:
    """The address of the page after sending carries no token of the letter."""
    url = new_url(consultation)
    sent = client.post(url, fill(client, url))
    token = sent["Location"].rstrip("/").rpartition("/")[2]
    page = client.get(sent["Location"])
    assert "/comments/confirm/" not in text_of(page)
    for guess in (token, token.partition(":")[0]):
        response = client.post(reverse("comments:confirm", args=[guess]))
        assert response.status_code == 410
    assert services.confirmation_token(PendingComment.objects.get()) not in text_of(page)
    assert not ProvisionComment.objects.exists()


def test_the_letter_is_sent_again_after_two_minutes(
    client: Client, consultation: Consultation
) -> None:
    url = new_url(consultation)
    start = now()
    with time_machine.travel(start, tick=False):
        sent = client.post(url, fill(client, url))["Location"]
        client.post(sent)
    assert len(letters("confirm")) == 1
    with time_machine.travel(start + dt.timedelta(minutes=3), tick=False):
        assert client.post(sent, follow=True).status_code == 200
    assert len(letters("confirm")) == 2
    confirm(PendingComment.objects.get(), now())
    page = client.get(sent)
    assert page.status_code == 200
    assert ProvisionComment.objects.get().receipt_code in text_of(page)
    client.post(sent)
    assert len(letters("confirm")) == 2


def test_the_same_text_again_brings_the_same_letter_again(
    client: Client, consultation: Consultation
) -> None:
    url = new_url(consultation)
    start = now()
    for minutes, expected in ((0, 1), (1, 1), (4, 2), (5, 2)):
        with time_machine.travel(start + dt.timedelta(minutes=minutes), tick=False):
            sent = client.post(url, fill(client, url))
            assert sent.status_code == 302
        assert len(letters("confirm")) == expected
    assert PendingComment.objects.count() == 1
    page = client.get(sent["Location"])
    assert "ma…@veche.example" in text_of(page)


def test_a_guess_at_an_author_is_answered_as_any_other(
    client: Client, consultation: Consultation
) -> None:
    comment = said(consultation, "Срок слишком мал.", email="maria@veche.example", now=now())
    url = new_url(consultation)
    pages = []
    for guess in ("maria@veche.example", "mario@veche.example"):
        with time_machine.travel(now().replace(microsecond=0), tick=False):
            sent = client.post(url, fill(client, url, email=guess, rationale=comment.rationale))
            assert sent.status_code == 302
            page = text_of(client.get(sent["Location"]))
        pages.append(re.sub(r"csrfmiddlewaretoken\S+ value=\S+|/comments/sent/\S+", "", page))
    assert "ma…@veche.example" in pages[0]
    assert pages[0] == pages[1]


def test_a_signed_in_person_gets_the_receipt_at_once(
    client: Client, consultation: Consultation
) -> None:
    user = UserFactory()
    client.force_login(user)
    url = new_url(consultation)
    typed = fill(client, url)
    assert "email" not in typed
    response = client.post(url, typed)
    comment = ProvisionComment.objects.get()
    receipt = reverse("reader:receipt", args=[comment.receipt_code])
    assert response["Location"] == f"{receipt}?sent=1"
    assert comment.contact.user == user
    assert len(letters("receipt")) == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"rationale": ""}, "rationale"),
        ({"rationale": "\u200b \x00"}, "rationale"),
        ({"rationale": "я" * 10_001}, "rationale"),
        ({"kind": "amend"}, "proposed_text"),
        ({"kind": "nonsense"}, "kind"),
        ({"stance": ""}, "stance"),
        ({"email": "nobody"}, "email"),
        ({"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.ru"}, "email"),
        ({"municipality": "я" * 121}, "municipality"),
        ({"consent_processing": ""}, "consent_processing"),
        ({"name_display": "full", "full_name": "Петрова Анна"}, "consent_dissemination"),
        ({"name_display": "full", "consent_dissemination": "on"}, "full_name"),
        ({"name_display": "organisation", "consent_dissemination": "on"}, "organisation"),
        ({"stamp": ""}, "__all__"),
        ({"stamp": "forged:stamp:x"}, "__all__"),
    ],
)
def test_after_a_mistake_the_form_comes_back_and_nothing_is_written(
    client: Client, consultation: Consultation, typed: dict[str, str], field: str
) -> None:
    url = new_url(consultation)
    before = written()
    response = client.post(url, fill(client, url, **typed))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert written() == before
    if "rationale" not in typed:
        assert "Срок слишком мал." in text_of(response)


def test_a_form_open_since_yesterday_is_taken_at_the_second_press(
    client: Client, consultation: Consultation
) -> None:
    url = new_url(consultation)
    start = now()
    with time_machine.travel(start - dt.timedelta(hours=13), tick=False):
        typed = fill(client, url)
    response = client.post(url, typed)
    assert response.status_code == 422
    stamp = response.context["form"]["stamp"].value()
    assert stamp in text_of(response)
    assert client.post(url, typed | {"stamp": stamp}).status_code == 302


def test_a_form_of_another_place_is_not_taken(
    client: Client, consultation: Consultation, article: Provision
) -> None:
    stamp = fill(client, new_url(consultation))["stamp"]
    url = new_url(consultation, on=article)
    assert client.post(url, fill(client, url, stamp=stamp)).status_code == 422
    foreign = TimestampSigner(salt="something.else").sign(stamp.split(":")[0])
    assert client.post(url, fill(client, url, stamp=foreign)).status_code == 422
    assert not PendingComment.objects.exists()


def test_a_robot_is_dropped_silently(client: Client, consultation: Consultation) -> None:
    url = new_url(consultation)
    before = written()
    response = client.post(url, fill(client, url, homepage="http://spam.example"))
    assert response["Location"] == consultation.get_absolute_url()
    assert written() == before


def test_who_is_late_keeps_the_text(client: Client) -> None:
    consultation = ConsultationFactory()
    url = new_url(consultation)
    typed = fill(client, url, rationale="Писал весь вечер.")
    past = timezone.localdate() - dt.timedelta(days=1)
    Consultation.objects.filter(pk=consultation.pk).update(closes_on=past, closes_at=now())
    before = written()
    response = client.post(url, typed)
    assert response.status_code == 422
    assert "Писал весь вечер." in text_of(response)
    assert written() == before
    assert "<textarea" not in text_of(client.get(url))


def test_before_the_opening_there_is_no_form(client: Client) -> None:
    consultation = ConsultationFactory(upcoming=True)
    response = client.get(new_url(consultation))
    assert response.status_code == 200
    assert "<textarea" not in text_of(response)


# --- Links of letters ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["confirm", "sent", "manage"])
def test_a_damaged_link_says_so(client: Client, name: str) -> None:
    url = reverse(f"comments:{name}", args=["nothing:here"])
    assert client.get(url).status_code == 410
    assert client.post(url).status_code in (410, 302)
    assert client.post(url, follow=True).status_code == 410


def test_a_lapsed_link_says_so(client: Client, consultation: Consultation) -> None:
    pending = waiting(consultation, now=now() - dt.timedelta(hours=49))
    url = reverse("comments:confirm", args=[services.confirmation_token(pending)])
    assert client.post(url).status_code == 410
    services.discard_lapsed(now=now())
    assert client.get(url).status_code == 410
    assert not ProvisionComment.objects.exists()


def test_the_own_link_withdraws_by_a_press_only(client: Client, consultation: Consultation) -> None:
    confirmed = confirm(waiting(consultation, now=now()), now())
    url = reverse("comments:manage", args=[confirmed.secret])
    assert confirmed.comment.rationale in text_of(client.get(url))
    assert ProvisionComment.objects.get().is_visible
    assert client.post(url, follow=True).status_code == 200
    assert ProvisionComment.objects.get().status == "withdrawn"
    stub = text_of(client.get(confirmed.comment.get_absolute_url()))
    assert confirmed.comment.rationale not in stub
    assert client.post(url, follow=True).status_code == 200  # it says that it is too late
    assert ProvisionComment.objects.get().status == "withdrawn"


def test_pages_of_links_are_not_for_search_engines_or_caches(
    client: Client, consultation: Consultation
) -> None:
    pending = waiting(consultation, now=now())
    tokens = {
        "confirm": services.confirmation_token(pending),
        "manage": confirm(pending, now()).secret,
    }
    for name, token in tokens.items():
        assert "noindex" in text_of(client.get(reverse(f"comments:{name}", args=[token])))


# --- The desk -----------------------------------------------------------------------------------


def test_only_moderators_of_the_organiser_open_the_page(
    client: Client, consultation: Consultation
) -> None:
    comment = ProvisionCommentFactory(consultation=consultation)
    url = reverse("comments:moderate", args=[comment.pk])
    assert client.get(url).status_code == 302
    assert client.get(url)["Location"].startswith("/accounts/login/")
    for user in (
        UserFactory(),
        staff(consultation.organiser, MembershipRole.SECRETARY),
        staff(consultation.responder, MembershipRole.CLERK),
        staff(CouncilFactory(), MembershipRole.MODERATOR),
    ):
        client.force_login(user)
        assert client.get(url).status_code == 403
        assert client.post(url, {"action": "hide", "ground": "spam"}).status_code == 403
    assert ProvisionComment.objects.get().is_visible


def test_a_moderator_hides_with_a_ground_and_restores(
    client: Client, consultation: Consultation
) -> None:
    comment = ProvisionCommentFactory(consultation=consultation)
    client.force_login(staff(consultation.organiser, MembershipRole.MODERATOR))
    url = reverse("comments:moderate", args=[comment.pk])
    for ground in ("", "criticism"):
        response = client.post(url, {"action": "hide", "ground": ground})
        assert response.status_code == 422
        assert "ground" in response.context["form"].errors
    assert client.post(url, {"action": "restore"}).status_code == 422
    assert ProvisionComment.objects.get().is_visible
    assert client.post(url, {"action": "hide", "ground": "insults"}).status_code == 302
    public = text_of(client.get(comment.get_absolute_url()))
    assert comment.rationale not in public
    assert "Нецензурная лексика или оскорбления" in public
    assert client.post(url, {"action": "restore"}).status_code == 302
    assert comment.rationale in text_of(client.get(comment.get_absolute_url()))


def test_the_queue_costs_the_same_for_one_and_for_thirty(
    client: Client, consultation: Consultation
) -> None:
    client.force_login(staff(consultation.organiser, MembershipRole.MODERATOR))
    provision = ProvisionFactory(version=consultation.version)
    ProvisionCommentFactory(consultation=consultation, provision=provision)
    url = reverse("comments:moderation")
    one = page_queries(client, url)
    for _number in range(29):
        ProvisionCommentFactory(consultation=consultation, provision=provision)
    assert page_queries(client, url) == one


def test_the_queue_is_filtered_by_state(client: Client, consultation: Consultation) -> None:
    ProvisionCommentFactory(consultation=consultation, comment="На проверке.", status="held")
    ProvisionCommentFactory(consultation=consultation, comment="Опубликовано.")
    client.force_login(staff(consultation.organiser, MembershipRole.MODERATOR))
    page = text_of(client.get(reverse("comments:moderation"), {"status": "held"}))
    assert "На проверке." in page
    assert "Опубликовано." not in page


def test_what_is_held_comes_first_on_every_page(
    client: Client, consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consultations.comments.views.moderation.PER_PAGE", 2)
    statuses = ["held", "published", "hidden", "held", "published", "held"]
    made = [ProvisionCommentFactory(consultation=consultation, status=it) for it in statuses]
    client.force_login(staff(consultation.organiser, MembershipRole.MODERATOR))
    url, cursor, seen = reverse("comments:moderation"), "", []
    for _page in range(3):
        page = client.get(url, {"cursor": cursor} if cursor else {}).context["page"]
        seen += page.items
        cursor = page.next_cursor
    assert cursor is None
    assert seen == [made[number] for number in (5, 3, 0, 4, 2, 1)]


def test_what_is_concluded_is_not_in_the_queue(client: Client, consultation: Consultation) -> None:
    concluded = ConsultationFactory(organiser=consultation.organiser, concluded=True)
    ProvisionCommentFactory(consultation=concluded, comment="Решено навсегда.")
    ProvisionCommentFactory(consultation=consultation, comment="Ещё можно решить.")
    client.force_login(staff(consultation.organiser, MembershipRole.MODERATOR))
    page = text_of(client.get(reverse("comments:moderation")))
    assert "Ещё можно решить." in page
    assert "Решено навсегда." not in page
