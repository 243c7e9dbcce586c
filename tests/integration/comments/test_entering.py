"""What came on paper or was said at a hearing: entered by the organiser, counted alike."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.comments import services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import ModerationRecord, PendingComment, ProvisionComment
from consultations.process.models import Consultation, ConsultationStatus
from consultations.process.numbers import numbers
from core.accounts import services as accounts
from core.accounts.models import ConsentGrant, ConsentVersion, MembershipRole, User
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from drafts.models import Provision
from tests.comments import (
    EMAIL,
    NOW,
    author,
    entered,
    letters,
    local,
    said,
    text,
    told,
    written,
)
from tests.factories.accounts import CouncilFactory, UserFactory, staff
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.files import PDF, kept
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2026, 3, 5), dt.date(2026, 3, 31)
AFTER = local(dt.date(2026, 4, 10), 12)


@pytest.fixture
def operator(consultation: Consultation) -> User:
    return staff(consultation.organiser, MembershipRole.SECRETARY)


def problem(consultation: Consultation, operator: User, **changes: Any) -> CommentProblem:
    """Why it is refused; checks that nothing was written."""
    before = written()
    with told() as events, pytest.raises(CommentError) as error:
        entered(consultation, operator, **changes)
    assert (written(), events) == (before, [])
    return error.value.code


# --- What is kept --------------------------------------------------------------------------------


def test_a_letter_becomes_a_proposal(
    consultation: Consultation, article: Provision, operator: User
) -> None:
    day = dt.date(2026, 3, 9)
    with told() as events:
        comment = entered(
            consultation,
            operator,
            provision=article,
            words=text(kind="amend", proposed_text=" шестьдесят "),
            by=author("", full_name="Иванова Анна"),
            received_on=day,
        )
    comment.refresh_from_db()
    assert (comment.channel, comment.operator, comment.status) == ("paper", operator, "published")
    assert (comment.submitted_at, comment.confirmed_at) == (local(day, 0), NOW)
    assert comment.received == day
    assert comment.quoted_text == "Срок ответа\nОтвет даётся в течение тридцати дней."
    assert comment.proposed_text == "шестьдесят"
    assert comment.author_name == "Участник №\xa01"
    assert (comment.contact.user, comment.contact.email) == (None, "")
    assert comment.contact.full_name == "Иванова Анна"
    assert [(event.comment_id, event.old, event.new) for event in events] == [
        (comment.pk, None, "published")
    ]
    assert not PendingComment.objects.exists()
    assert not OutboxMessage.objects.exists()
    scan = comment.attachments.get()
    assert (scan.is_scan, scan.uploaded_by) == (True, operator)
    entry = JournalEntry.objects.get(kind="comment.received")
    assert (entry.subject_id, entry.occurred_at) == (str(comment.pk), NOW)
    assert entry.body["channel"] == "paper"
    assert entry.body["received_on"] == "2026-03-09"
    assert entry.body["files"] == [scan.sha256]


def test_the_consent_is_on_paper_in_the_text_of_that_day(
    consultation: Consultation, operator: User
) -> None:
    accounts.publish_consent(
        actor=None, kind="processing", title="Новое", text="Новое", effective_from=NOW.date()
    )
    day = dt.date(2026, 3, 9)
    comment = entered(consultation, operator, received_on=day)
    grant = ConsentGrant.objects.get(contact=comment.contact)
    assert (grant.on_paper, grant.granted_at, grant.version.number) == (True, local(day, 0), 1)
    online = said(consultation, "На сайте.")
    assert not ConsentGrant.objects.get(contact=online.contact).on_paper


def test_a_name_is_shown_only_with_its_consent(consultation: Consultation, operator: User) -> None:
    signed = {"full_name": "Иванова Анна Петровна", "name_display": "initials"}
    before = written()
    with pytest.raises(accounts.ConsentMissing):
        entered(consultation, operator, by=author("", **signed))
    with pytest.raises(accounts.ConsentMissing):
        entered(consultation, operator, by=author("", consents=()))
    assert written() == before
    both = author("", consents=("processing", "dissemination"), **signed)
    assert entered(consultation, operator, by=both).author_name == "Иванова А. П."


def test_without_a_text_of_the_consent_nothing_is_entered(
    consultation: Consultation, operator: User
) -> None:
    ConsentVersion.objects.all().delete()
    with pytest.raises(accounts.NoConsentText):
        entered(consultation, operator)


def test_who_has_no_e_mail_is_a_participant_of_their_own(
    consultation: Consultation, operator: User
) -> None:
    first = entered(consultation, operator)
    second = entered(consultation, operator, words=text("Другое."))
    assert first.participant != second.participant
    assert first.contact.email_hash != second.contact.email_hash
    assert len(first.contact.email_hash) == 64
    accounts.erase_contact(actor=None, contact=first.contact, now=NOW)
    second.contact.refresh_from_db()
    assert second.contact.erased_at is None


def test_an_e_mail_makes_one_participant_and_brings_the_receipt(
    consultation: Consultation, operator: User
) -> None:
    online = said(consultation, "На сайте.")
    comment = entered(consultation, operator, by=author(EMAIL.upper()))
    assert comment.participant == online.participant
    (letter,) = letters("receipt", comment.pk)
    assert comment.receipt_code in letter.body_text
    assert "/comments/manage/" in letter.body_text


def test_it_is_counted_as_the_others_are(consultation: Consultation, operator: User) -> None:
    said(consultation, "На сайте.")
    entered(consultation, operator)
    entered(
        consultation, operator, words=text("С места."), channel="hearing", scans=(),
        minutes_note="Протокол № 3, с. 5",
    )  # fmt: skip
    found = numbers([consultation.pk])[consultation.pk]
    assert found.published == 3
    assert found.participants == 3
    assert dict(found.by_channel) == {"online": 1, "paper": 1, "hearing": 1}
    assert services.recount_comments(consultation=consultation)


@pytest.mark.parametrize(
    ("by", "words", "reason"),
    [
        ({}, "Звоните мне: 8 914 123-45-67.", "phone"),
        ({}, "Пишите на ivanova@mail.example.", "email"),
        ({"municipality": "г. Свободный, 8 914 123-45-67"}, "Срок мал.", "phone"),
    ],
)
def test_the_same_rules_hold_it(
    consultation: Consultation, operator: User, by: dict[str, str], words: str, reason: str
) -> None:
    comment = entered(consultation, operator, words=text(words), by=author("", **by))
    assert comment.status == "held"
    record = ModerationRecord.objects.get(comment=comment)
    assert (record.is_automatic, record.reasons) == (True, [reason])


def test_it_is_checked_first_where_all_are(operator: User) -> None:
    comment = entered(ConsultationFactory(premoderated=True), operator, now=timezone.now())
    assert comment.status == "held"


# --- What decides --------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_the_day_of_receipt_decides_not_of_entering(
    consultation: Consultation, operator: User, day: dt.date
) -> None:
    comment = entered(consultation, operator, received_on=day, now=AFTER)
    assert comment.status == "published"
    assert comment.received == day


@pytest.mark.parametrize("day", [FIRST - dt.timedelta(days=1), LAST + dt.timedelta(days=1)])
def test_what_came_outside_the_window_is_not_entered(
    consultation: Consultation, operator: User, day: dt.date
) -> None:
    found = problem(consultation, operator, received_on=day, now=AFTER)
    assert found is CommentProblem.RECEIVED_OUTSIDE


def test_a_day_that_has_not_come(consultation: Consultation, operator: User) -> None:
    tomorrow = timezone.localdate(NOW) + dt.timedelta(days=1)
    found = problem(consultation, operator, received_on=tomorrow)
    assert found is CommentProblem.RECEIVED_IN_FUTURE


def test_not_before_the_window_and_not_after_the_signature(
    consultation: Consultation, operator: User
) -> None:
    early = local(FIRST - dt.timedelta(days=1), 12)
    found = problem(consultation, operator, received_on=FIRST, now=early)
    assert found is CommentProblem.NOT_OPEN_YET
    # Signed by somebody else since this page was opened.
    Consultation.objects.filter(pk=consultation.pk).update(
        status=ConsultationStatus.CONCLUDED, concluded_at=AFTER, summary_signed_at=AFTER
    )
    found = problem(consultation, operator, received_on=LAST, now=AFTER)
    assert found is CommentProblem.ENTERED_LATE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scans": ()}, CommentProblem.NO_SCAN),
        ({"scans": (), "minutes_note": "Протокол № 3"}, CommentProblem.NO_SCAN),
        ({"channel": "hearing", "scans": ()}, CommentProblem.NO_MINUTES),
        ({"scans": (kept(),) * 6}, CommentProblem.TOO_MANY_FILES),
        ({"words": text(" ")}, CommentProblem.NO_TEXT),
        ({"words": text(kind="amend")}, CommentProblem.NO_WORDING),
    ],
)
def test_what_is_missing(
    consultation: Consultation, operator: User, changes: dict[str, Any], code: CommentProblem
) -> None:
    assert problem(consultation, operator, **changes) is code


def test_a_provision_of_another_text(consultation: Consultation, operator: User) -> None:
    found = problem(consultation, operator, provision=ProvisionFactory())
    assert found is CommentProblem.WRONG_PLACE


def test_what_is_said_on_the_site_does_not_come_this_way(
    consultation: Consultation, operator: User
) -> None:
    with pytest.raises(ValueError, match="online"):
        entered(consultation, operator, channel="online")


def test_one_letter_is_entered_once(
    consultation: Consultation, article: Provision, operator: User
) -> None:
    by = author("", full_name="Иванова Анна")
    entered(consultation, operator, by=by)
    again = author("", full_name=" ИВАНОВА анна")
    found = problem(consultation, operator, by=again)
    assert found is CommentProblem.ENTERED_ALREADY
    entered(consultation, operator, by=again, is_another=True)
    entered(consultation, operator, by=author("", full_name="Петров Иван"))
    entered(consultation, operator, by=author(EMAIL, full_name="Иванова Анна"))
    entered(consultation, operator, by=by, provision=article)
    entered(consultation, operator, by=by, received_on=FIRST)
    assert ProvisionComment.objects.count() == 6


# --- The desk ------------------------------------------------------------------------------------


def form_of(consultation: Consultation, **changes: Any) -> dict[str, Any]:
    filled = {
        "channel": "paper",
        "received_on": timezone.localdate().isoformat(),
        "kind": "opinion",
        "stance": "support",
        "rationale": "Срок слишком мал.",
        "author_type": "citizen",
        "full_name": "Иванова Анна",
        "name_display": "pseudonym",
        "consent_processing": "on",
        "attachments": [SimpleUploadedFile("скан.pdf", PDF)],
    }
    return filled | changes


@pytest.fixture
def today() -> Consultation:
    """Open today: views ask the clock."""
    return ConsultationFactory()


@pytest.fixture
def secretary(client: Client, today: Consultation) -> User:
    user = staff(today.organiser, MembershipRole.SECRETARY)
    client.force_login(user)
    return user


def url_of(name: str, consultation: Consultation, *args: int) -> str:
    return reverse(f"comments:{name}", args=[consultation.pk, *args])


def test_from_the_form_to_the_next_one(
    client: Client, today: Consultation, secretary: User
) -> None:
    article = ProvisionFactory(version=today.version, heading="Срок ответа")
    desk = client.get(reverse("desk:consultation", args=[today.pk])).content.decode()
    assert url_of("entries", today) in desk
    assert url_of("entry_new", today) in client.get(url_of("entries", today)).content.decode()
    page = client.get(url_of("entry_new", today)).content.decode()
    assert "Срок ответа" in page
    sent = client.post(url_of("entry_new", today), form_of(today, provision=article.eid))
    comment = ProvisionComment.objects.get()
    assert sent["Location"] == url_of("entry", today, comment.pk)
    assert (comment.provision, comment.operator) == (article, secretary)
    done = client.get(sent["Location"])
    assert comment.receipt_code in done.content.decode()
    following = f"{url_of('entry_new', today)}?{done.context['next_query']}"
    assert following.replace("&", "&amp;") in done.content.decode()
    assert client.get(following).context["form"].initial == {
        "channel": "paper",
        "received_on": timezone.localdate().isoformat(),
    }
    entries = client.get(url_of("entries", today)).content.decode()
    assert comment.receipt_code in entries
    assert "Иванова Анна" in entries
    public = client.get(comment.get_absolute_url()).content.decode()
    assert "Иванова Анна" not in public
    assert comment.get_channel_display() in public
    assert "00:00" not in public


def test_mistakes_come_back_at_their_fields(
    client: Client, today: Consultation, secretary: User
) -> None:
    day_before = (today.opens_on - dt.timedelta(days=1)).isoformat()
    for changes, field in (
        ({"attachments": []}, "attachments"),
        ({"attachments": [SimpleUploadedFile("a.pdf", b"MZ" * 99)]}, "attachments"),
        ({"channel": "hearing", "attachments": []}, "minutes_note"),
        ({"channel": "online"}, "channel"),
        ({"received_on": day_before}, "received_on"),
        ({"received_on": ""}, "received_on"),
        ({"kind": "amend"}, "proposed_text"),
        ({"rationale": ""}, "rationale"),
        ({"provision": "art_999"}, "provision"),
        ({"consent_processing": ""}, "consent_processing"),
        ({"name_display": "full"}, "consent_dissemination"),
        ({"name_display": "organisation", "consent_dissemination": "on"}, "organisation"),
        ({"email": "нет"}, "email"),
    ):
        page = client.post(url_of("entry_new", today), form_of(today, **changes))
        assert page.status_code == 422, changes
        assert set(page.context["form"].errors) == {field}, changes
        if changes.get("rationale") != "":
            assert "Срок слишком мал." in page.content.decode()
    assert not ProvisionComment.objects.exists()


def test_a_double_can_be_entered_knowingly(
    client: Client, today: Consultation, secretary: User
) -> None:
    client.post(url_of("entry_new", today), form_of(today))
    again = client.post(url_of("entry_new", today), form_of(today))
    assert again.status_code == 422
    assert 'name="enter_anyway"' in again.content.decode()
    assert ProvisionComment.objects.count() == 1
    client.post(url_of("entry_new", today), form_of(today, enter_anyway="1"))
    assert ProvisionComment.objects.count() == 2


def test_why_it_is_held_is_said(client: Client, today: Consultation, secretary: User) -> None:
    sent = client.post(
        url_of("entry_new", today),
        form_of(today, rationale="Телефон 8 914 123-45-67.", email="anna@veche.example"),
        follow=True,
    )
    page = sent.content.decode()
    assert "номер телефона" in page
    assert "an…@veche.example" in page
    assert "anna@veche.example" not in page


@pytest.mark.parametrize(
    ("role", "enters"),
    [
        (MembershipRole.SECRETARY, True),
        (MembershipRole.MODERATOR, True),
        (MembershipRole.CHAIR, False),
        (MembershipRole.MEMBER, False),
        (MembershipRole.CLERK, False),
        (MembershipRole.EDITOR, False),
    ],
)
def test_who_enters(
    client: Client, today: Consultation, role: MembershipRole, enters: bool
) -> None:
    comment = entered(today, UserFactory(), now=timezone.now())
    addresses = [
        url_of("entries", today), url_of("entry_new", today), url_of("entry", today, comment.pk),
    ]  # fmt: skip
    client.force_login(staff(today.organiser, role))
    assert [client.get(url).status_code for url in addresses] == [200 if enters else 403] * 3
    client.force_login(staff(CouncilFactory(), role))
    assert [client.get(url).status_code for url in addresses] == [403] * 3
    posted = client.post(addresses[1], form_of(today))
    assert posted.status_code == 403
    client.logout()
    assert [client.get(url).status_code for url in addresses] == [302] * 3


@pytest.mark.parametrize(
    ("phase", "status"),
    [({"closed": True}, 200), ({"concluded": True}, 403), ({"upcoming": True}, 403)],
)
def test_when_one_enters(client: Client, phase: dict[str, bool], status: int) -> None:
    consultation = ConsultationFactory(**phase)
    client.force_login(staff(consultation.organiser, MembershipRole.SECRETARY))
    assert client.get(url_of("entry_new", consultation)).status_code == status
    entries = client.get(url_of("entries", consultation))
    assert entries.status_code == 200
    assert (url_of("entry_new", consultation) in entries.content.decode()) == (status == 200)


def test_what_came_by_the_site_is_not_among_the_entered(
    client: Client, today: Consultation, secretary: User
) -> None:
    online = ProvisionCommentFactory(consultation=today)
    elsewhere = entered(ConsultationFactory(), secretary, now=timezone.now())
    page = client.get(url_of("entries", today)).content.decode()
    assert online.receipt_code not in page
    assert elsewhere.receipt_code not in page
    for comment in (online, elsewhere):
        assert client.get(url_of("entry", today, comment.pk)).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(
    client: Client, today: Consultation, secretary: User
) -> None:
    article = ProvisionFactory(version=today.version)
    entered(today, secretary, provision=article, now=timezone.now())
    one = page_queries(client, url_of("entries", today))
    for number in range(5):
        entered(
            today, UserFactory(), provision=article, words=text(f"№ {number}"), now=timezone.now()
        )
    assert page_queries(client, url_of("entries", today)) == one
