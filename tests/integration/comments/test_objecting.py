"""Objections, reports, bulk decisions and appeals: nothing is half done, everybody is told."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from consultations.comments import selectors, services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.links import objection_token
from consultations.comments.models import ModerationRecord, Objection, ProvisionComment, Report
from consultations.conclusions.services import recount_open_items
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.journal.models import JournalEntry
from tests.comments import HOUR, NOW, letters, said
from tests.factories.accounts import CouncilFactory, staff
from tests.queries import page_queries
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(consultation: Consultation, moderator: User) -> ProvisionComment:
    return services.hide_comment(
        actor=moderator, comment=said(consultation), ground_code="insults", now=NOW
    )


@pytest.fixture
def colleague(consultation: Consultation) -> User:
    return staff(consultation.organiser, MembershipRole.MODERATOR)


def token(comment: ProvisionComment) -> str:
    return objection_token(comment.moderation.get(action="hide").pk)


def object_to(comment: ProvisionComment, text: str = "Это не оскорбление.") -> Objection:
    return services.file_objection(token=token(comment), text=text, now=NOW + HOUR)


def decide(objection: Objection, actor: User, outcome: str = "upheld") -> Objection:
    return services.decide_objection(
        actor=actor,
        objection=objection,
        outcome=outcome,
        reasoning="Слово резкое, но не бранное.",
        now=NOW + 2 * HOUR,
    )


def open_items(consultation: Consultation) -> int:
    """As kept by the events; the recount must agree."""
    consultation.refresh_from_db()
    kept = consultation.open_items
    assert recount_open_items(consultation=consultation) == kept
    return kept


def test_the_letter_about_a_hiding_leads_to_the_objection(
    hidden: ProvisionComment, client: Client
) -> None:
    run_tasks()
    (address,) = re.findall(r"/comments/objection/\S+", mail.outbox[-1].body)
    page = client.get(address)
    assert page.status_code == 200
    assert not Objection.objects.exists()
    done = client.post(address, {"text": "Это не оскорбление."})
    assert done["Location"].endswith(address)
    assert "Оно будет рассмотрено до" in client.get(address).content.decode()
    again = client.post(address, {"text": "И ещё."})
    assert again.status_code == 422
    assert Objection.objects.count() == 1


def test_an_upheld_objection_shows_the_text_again(
    consultation: Consultation, hidden: ProvisionComment, colleague: User
) -> None:
    assert open_items(consultation) == 0
    objection = object_to(hidden)
    assert open_items(consultation) == 1  # nothing can be signed meanwhile
    decide(objection, colleague)
    hidden.refresh_from_db()
    assert hidden.status == "published"
    assert open_items(consultation) == 1  # the proposal itself waits for an answer now
    assert letters("objection", objection.pk)
    kinds = set(JournalEntry.objects.values_list("kind", flat=True))
    assert {"objection.filed", "objection.decided", "comment.restored"} <= kinds


def test_a_rejected_objection_leaves_it_hidden(
    consultation: Consultation, hidden: ProvisionComment, colleague: User
) -> None:
    decide(object_to(hidden), colleague, "rejected")
    hidden.refresh_from_db()
    assert hidden.status == "hidden"
    assert open_items(consultation) == 0
    with pytest.raises(CommentError) as refused:
        object_to(hidden)
    assert refused.value.code is CommentProblem.OBJECTED_ALREADY


def test_who_has_hidden_it_decides_only_if_there_is_nobody_else(
    hidden: ProvisionComment, moderator: User, consultation: Consultation
) -> None:
    objection = object_to(hidden)
    other = staff(consultation.organiser, MembershipRole.MODERATOR)
    with pytest.raises(CommentError) as refused:
        decide(objection, moderator)
    assert refused.value.code is CommentProblem.OWN_DECISION
    other.memberships.all().delete()
    assert decide(objection, moderator).outcome == "upheld"


@pytest.mark.parametrize(
    ("text", "code"),
    [("  ", CommentProblem.NO_TEXT), ("а" * 4001, CommentProblem.TOO_LONG)],
)
def test_an_objection_says_something(
    hidden: ProvisionComment, text: str, code: CommentProblem
) -> None:
    with pytest.raises(CommentError) as refused:
        object_to(hidden, text)
    assert refused.value.code is code
    assert not Objection.objects.exists()


def test_a_forged_link_and_a_text_that_is_shown_again(
    hidden: ProvisionComment, moderator: User, client: Client
) -> None:
    assert client.get("/comments/objection/forged/").status_code == 410
    link = token(hidden)
    services.restore_comment(actor=moderator, comment=hidden, now=NOW)
    with pytest.raises(CommentError) as refused:
        services.file_objection(token=link, text="Верните.", now=NOW)
    assert refused.value.code is CommentProblem.NOTHING_TO_OBJECT


# --- Reports ------------------------------------------------------------------------------------


def test_a_report_hides_nothing_and_counts_once_a_person(
    consultation: Consultation, client: Client, moderator: User
) -> None:
    comment = said(consultation)
    url = reverse("comments:report", args=[consultation.year, consultation.slug, comment.pk])
    for _time in range(2):
        assert client.post(url, {"ground": "insults"})["Location"] == comment.get_absolute_url()
    assert client.post(url, {"ground": "criticism"}).status_code == 422
    comment.refresh_from_db()
    assert comment.status == "published"
    assert Report.objects.count() == 1
    client.force_login(moderator)
    queue = reverse("comments:moderation")
    assert comment.receipt_code in client.get(f"{queue}?status=reported").content.decode()
    client.post(reverse("comments:moderate", args=[comment.pk]), {"settle": "1"})
    assert comment.receipt_code not in client.get(f"{queue}?status=reported").content.decode()
    comment.refresh_from_db()
    assert comment.status == "published"


# --- The queue ----------------------------------------------------------------------------------


def test_several_are_decided_at_once_and_what_does_not_fit_is_named(
    consultation: Consultation, client: Client, moderator: User
) -> None:
    spam = [said(consultation, f"Купите {n}", email=f"{n}@veche.example") for n in range(3)]
    ProvisionComment.objects.filter(pk=spam[2].pk).update(status="withdrawn", is_public=False)
    stranger = said(Consultation.objects.get(pk=consultation.pk), "Хорошее", email="x@y.example")
    client.force_login(moderator)
    queue = reverse("comments:moderation")
    chosen = {"chosen": [f"{c.pk}:1" for c in spam], "action": "hide", "ground": "spam"}
    page = client.post(queue, chosen, follow=True).content.decode()
    assert "Решение принято: 2 из 3." in page
    assert spam[2].receipt_code in page
    statuses = ProvisionComment.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["hidden", "hidden", "withdrawn", "published"]
    assert ModerationRecord.objects.filter(ground_code="spam").count() == 2
    assert client.post(queue, chosen | {"ground": ""}).status_code == 422
    nothing = client.post(queue, {"action": "hide", "ground": "spam"}, follow=True)
    assert "Отметьте тексты" in nothing.content.decode()
    stranger.refresh_from_db()
    assert stranger.status == "published"


def test_a_moderator_cannot_decide_in_bulk_for_others(
    consultation: Consultation, client: Client
) -> None:
    comment = said(consultation)
    other = staff(CouncilFactory(), MembershipRole.MODERATOR)
    client.force_login(other)
    client.post(
        reverse("comments:moderation"),
        {"chosen": [f"{comment.pk}:1"], "action": "hide", "ground": "spam"},
    )
    comment.refresh_from_db()
    assert comment.status == "published"


def test_the_queue_costs_the_same_for_1_and_30(
    consultation: Consultation, client: Client, moderator: User
) -> None:
    client.force_login(moderator)
    queue = reverse("comments:moderation")
    said(consultation)
    few = page_queries(client, queue)
    for number in range(29):
        said(consultation, f"Ещё {number}", email=f"{number}@veche.example")
    assert page_queries(client, queue) == few
    assert few <= 16


def test_an_appeal_changes_nothing_and_tells_the_author_once(
    consultation: Consultation, client: Client, moderator: User
) -> None:
    comment = said(consultation, "Почините мне крышу, третий год течёт.")
    client.force_login(moderator)
    for _time in range(2):
        client.post(reverse("comments:moderate", args=[comment.pk]), {"appeal": "1"})
    comment.refresh_from_db()
    assert comment.status == "published"
    (letter,) = letters("appeal")
    assert "59-ФЗ" in letter.body_text
    assert "Мы никуда его не пересылали" in letter.body_text


@pytest.mark.usefixtures("colleague")
def test_the_public_sees_what_moderators_did(
    consultation: Consultation, hidden: ProvisionComment, colleague: User, client: Client
) -> None:
    empty = selectors.moderation_numbers(consultation)
    assert (empty.grounds, empty.objections) == ((("Нецензурная лексика или оскорбления", 1),), 0)
    decide(object_to(hidden), colleague)
    other = said(consultation)
    services.tell_appeal(actor=colleague, comment=other, now=NOW)
    services.report_comment(
        actor=None, comment=other, ground_code="insults", address="192.0.2.1", now=NOW
    )
    found = selectors.moderation_numbers(consultation)
    assert found.decisions == {"hide": 1, "restore": 1, "hold": 0, "release": 0, "appeal": 1}
    assert (found.objections, found.upheld, found.rejected, found.waiting) == (1, 1, 0, 0)
    assert (found.reports, found.settled) == (1, 0)
    url = reverse("reader:moderation", args=[consultation.year, consultation.slug])
    page = client.get(url).content.decode()
    assert found.grounds[0][0] in page


def test_decisions_on_many_settle_their_reports(
    consultation: Consultation, moderator: User
) -> None:
    comment = said(consultation)
    services.report_comment(
        actor=None, comment=comment, ground_code="insults", address="192.0.2.1", now=NOW
    )
    services.decide_many(
        actor=moderator, comments=[comment], action="hide", ground_code="insults", now=NOW
    )
    assert not Report.objects.filter(settled_at=None).exists()
