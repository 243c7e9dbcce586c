"""`submit_comment`: what is written, what is refused, and which moment decides."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from consultations.comments import services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.events import CommentStatusChanged
from consultations.comments.models import (
    CommentStatus,
    Participant,
    PendingComment,
    ProvisionComment,
)
from consultations.comments.services import creating, hide_comment
from consultations.process.models import Consultation
from consultations.process.numbers import Numbers, numbers
from core.accounts import services as accounts
from core.accounts.models import ConsentGrant, ConsentVersion, Contact, User
from core.accounts.services import ConsentMissing, NoConsentText
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from drafts.models import Provision
from tests.comments import (
    EMAIL,
    HOUR,
    NOW,
    TICK,
    author,
    confirm,
    letters,
    local,
    running,
    said,
    submit,
    text,
    told,
    waiting,
    written,
)
from tests.factories.accounts import UserFactory
from tests.factories.drafts import ProvisionFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def refused(consultation: Consultation, **params: object) -> CommentError:
    """The refusal; checks that nothing was written."""
    before = written()
    with told() as events, pytest.raises(CommentError) as error:
        submit(consultation, **params)  # type: ignore[arg-type]
    assert written() == before
    assert events == []
    return error.value


# --- Somebody without an account ----------------------------------------------------------------


def test_an_unknown_person_is_asked_to_confirm(
    consultation: Consultation, article: Provision
) -> None:
    with told() as events:
        submission = submit(
            consultation,
            provision=article,
            words=text("Мало времени.", kind="amend", proposed_text="шестидесяти дней"),
        )
    pending = submission.pending
    assert pending is not None
    assert (submission.comment, submission.secret) == (None, "")
    pending.refresh_from_db()
    assert (pending.consultation, pending.provision, pending.reply_to) == (
        consultation,
        article,
        None,
    )
    assert pending.payload == {
        "kind": "amend",
        "stance": "with_changes",
        "rationale": "Мало времени.",
        "proposed_text": "шестидесяти дней",
        "quoted_text": "Срок ответа\nОтвет даётся в течение тридцати дней.",
        "anchor": None,
    }
    assert (pending.submitted_at, pending.last_sent_at) == (NOW, NOW)
    assert pending.expires_at == NOW + 48 * HOUR
    assert (pending.confirmed_at, pending.comment) == (None, None)
    assert pending.contact.email == EMAIL
    assert events == []


def test_before_the_confirmation_it_is_counted_nowhere(consultation: Consultation) -> None:
    waiting(consultation)
    assert not ProvisionComment.objects.exists()
    assert not Participant.objects.exists()
    assert not JournalEntry.objects.exists()
    assert numbers([consultation.pk]) == {consultation.pk: Numbers()}
    consultation.refresh_from_db()
    assert (consultation.participant_count, consultation.open_items) == (0, 0)


def test_one_letter_asks_for_the_confirmation(
    consultation: Consultation, article: Provision
) -> None:
    pending = waiting(consultation, provision=article, by=author(language="ru"))
    (letter,) = OutboxMessage.objects.all()
    assert letters("confirm", pending.pk) == [letter]
    assert (letter.to, letter.language) == (EMAIL, "ru")
    address = f"/comments/confirm/{services.confirmation_token(pending)}/"
    for body in (letter.body_text, letter.body_html):
        assert address in body
        assert pending.payload["rationale"] in body
        assert consultation.version.bill.title in body
        assert "12 марта 2026" in body  # when the link stops working
        assert "стать" in body  # the place in the text
    assert EMAIL not in letter.key


def test_the_letter_speaks_the_language_of_its_reader(consultation: Consultation) -> None:
    waiting(consultation, by=author(language="en"))
    (letter,) = OutboxMessage.objects.all()
    assert letter.subject == "Confirm your proposal on a bill"


# --- Somebody who has signed in -----------------------------------------------------------------


def test_a_signed_in_person_speaks_at_once(consultation: Consultation, article: Provision) -> None:
    user = UserFactory()
    with told() as events:
        submission = submit(
            consultation, provision=article, actor=user, by=author("somebody@else.example")
        )
    comment = submission.comment
    assert comment is not None
    assert submission.pending is None
    assert services.comment_of_secret(submission.secret) == comment
    assert (comment.submitted_at, comment.confirmed_at) == (NOW, NOW)
    assert (comment.contact.user, comment.contact.email) == (user, user.email)
    assert [(event.comment_id, event.old, event.new) for event in events] == [
        (comment.pk, None, "published")
    ]
    assert letters("confirm") == []
    (letter,) = letters("receipt", comment.pk)
    assert letter.to == user.email
    assert JournalEntry.objects.filter(kind="comment.received").count() == 1


def test_an_account_and_its_e_mail_are_one_participant(consultation: Consultation) -> None:
    user = UserFactory()
    first = submit(consultation, actor=user).comment
    second = said(consultation, "Ещё одно.", email=user.email.upper())
    assert first is not None
    assert first.participant == second.participant


# --- What a confirmed comment holds -------------------------------------------------------------


def test_everything_that_was_said_is_kept(consultation: Consultation, article: Provision) -> None:
    """The package's API drops fields of our own silently; nothing of the kind here."""
    pending = waiting(
        consultation,
        provision=article,
        words=text(
            "  Мало времени.\r\n", kind="amend", stance="oppose", proposed_text="\tшестьдесят "
        ),
        by=author(author_type="ngo", municipality="  Свободный "),
    )
    comment = ProvisionComment.objects.get(pk=confirm(pending, NOW + HOUR).comment.pk)
    assert (comment.kind, comment.stance, comment.status) == ("amend", "oppose", "published")
    assert (comment.rationale, comment.proposed_text) == ("Мало времени.", "шестьдесят")
    assert comment.quoted_text == "Срок ответа\nОтвет даётся в течение тридцати дней."
    assert (comment.author_type, comment.municipality) == ("ngo", "Свободный")
    assert (comment.consultation, comment.provision, comment.reply_to) == (
        consultation,
        article,
        None,
    )
    assert (comment.submitted_at, comment.confirmed_at) == (NOW, NOW + HOUR)
    assert (comment.channel, comment.contact) == ("online", pending.contact)
    assert comment.participant.number == 1


def test_the_columns_of_the_package_mirror_ours(
    consultation: Consultation, article: Provision
) -> None:
    comment = said(consultation, provision=article)
    comment.refresh_from_db()
    assert comment.content_object == article
    assert comment.content_type == ContentType.objects.get_for_model(Provision)
    assert (comment.is_public, comment.is_removed, comment.site_id) == (True, False, 1)
    assert (comment.thread_id, comment.parent_id, comment.level, comment.order) == (
        comment.pk,
        comment.pk,
        0,
        1,
    )
    # Personal data is in the contact alone.
    assert (comment.user, comment.user_name, comment.user_email, comment.user_url) == (
        None,
        "",
        "",
        "",
    )
    assert comment.ip_address is None
    assert comment.followup is False
    on_the_bill = said(consultation, "О законе в целом.")
    assert on_the_bill.content_object == consultation


def test_a_reply_joins_the_thread(consultation: Consultation, article: Provision) -> None:
    root = said(consultation, provision=article)
    with told() as events:
        replies = [
            said(consultation, f"Ответ {n}.", provision=article, reply_to=root, email=f"{n}@x.ru")
            for n in range(3)
        ]
    assert [reply.order for reply in replies] == [2, 3, 4]
    assert {(reply.thread_id, reply.parent_id, reply.level) for reply in replies} == {
        (root.pk, root.pk, 1)
    }
    assert {reply.quoted_text for reply in replies} == {""}
    assert [event.is_reply for event in events] == [True] * 3
    root.refresh_from_db()
    assert root.nested_count == 3


def test_one_entry_and_one_event_for_a_received_comment(
    consultation: Consultation, article: Provision
) -> None:
    pending = waiting(consultation, provision=article)
    with told() as events:
        comment = confirm(pending, NOW + HOUR).comment
    assert events == [
        CommentStatusChanged(
            comment_id=comment.pk,
            consultation_id=consultation.pk,
            provision_id=article.pk,
            is_reply=False,
            old=None,
            new="published",
        )
    ]
    (entry,) = JournalEntry.objects.all()
    assert (entry.kind, entry.subject_type, entry.subject_id) == (
        "comment.received",
        "comment",
        str(comment.pk),
    )
    assert entry.occurred_at == NOW + HOUR
    assert entry.body == {
        "consultation": consultation.pk,
        "provision": article.pk,
        "receipt": comment.receipt_code,
        "kind": "opinion",
        "status": "published",
        "reply_to": None,
    }


def test_comments_may_be_checked_before_they_appear() -> None:
    consultation = running(premoderated=True)
    pending = waiting(consultation, by=author(language="en"))
    with told() as events:
        comment = confirm(pending).comment
    assert comment.status == CommentStatus.HELD
    assert (comment.is_public, comment.is_removed) == (False, False)
    assert [(event.old, event.new) for event in events] == [(None, "held")]
    assert JournalEntry.objects.get().body["status"] == "held"
    (letter,) = letters("receipt", comment.pk)
    assert "It will appear after a moderator has checked it." in letter.body_text


# --- Refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (text(""), CommentProblem.NO_TEXT),
        (text(" \x00\r\n"), CommentProblem.NO_TEXT),
        (text(kind="amend"), CommentProblem.NO_WORDING),
        (text(kind="add", proposed_text=" \n "), CommentProblem.NO_WORDING),
        (text("я" * 10_001), CommentProblem.TOO_LONG),
        (text(kind="amend", proposed_text="я" * 10_001), CommentProblem.TOO_LONG),
    ],
)
def test_a_text_that_cannot_be_taken(consultation: Consultation, words, code) -> None:
    assert refused(consultation, words=words).code is code
    assert refused(consultation, words=words, actor=UserFactory()).code is code


def test_the_longest_text_is_taken(consultation: Consultation) -> None:
    words = text("я" * 10_000, kind="amend", proposed_text="ю" * 10_000)
    comment = confirm(waiting(consultation, words=words)).comment
    comment.refresh_from_db()
    assert (len(comment.rationale), len(comment.proposed_text)) == (10_000, 10_000)


def test_a_provision_of_another_text_is_refused(consultation: Consultation) -> None:
    stranger = ProvisionFactory()
    assert refused(consultation, provision=stranger).code is CommentProblem.WRONG_PLACE


def test_a_reply_to_another_provision_is_refused(
    consultation: Consultation, article: Provision
) -> None:
    other = ProvisionFactory(version=consultation.version)
    on_article = said(consultation, provision=article)
    for provision in (other, None):
        error = refused(consultation, provision=provision, reply_to=on_article)
        assert error.code is CommentProblem.WRONG_THREAD
    on_bill = said(consultation, "В целом.")
    error = refused(consultation, provision=article, reply_to=on_bill)
    assert error.code is CommentProblem.WRONG_THREAD


def test_a_reply_to_another_consultation_is_refused(consultation: Consultation) -> None:
    elsewhere = running(version=consultation.version)
    comment = said(elsewhere)
    assert refused(consultation, reply_to=comment).code is CommentProblem.WRONG_THREAD


def test_a_reply_to_a_reply_is_refused(consultation: Consultation) -> None:
    reply = said(consultation, "Ответ.", reply_to=said(consultation))
    error = refused(consultation, reply_to=reply, actor=UserFactory())
    assert error.code is CommentProblem.TOO_DEEP


@pytest.mark.parametrize("status", ["held", "hidden", "withdrawn"])
def test_only_published_comments_are_replied_to(consultation: Consultation, status: str) -> None:
    comment = said(consultation)
    ProvisionComment.objects.filter(pk=comment.pk).update(status=status)
    comment.refresh_from_db()
    error = refused(consultation, reply_to=comment)
    assert error.code is CommentProblem.PARENT_NOT_PUBLISHED


def test_a_reply_that_changes_the_wording_needs_one_too(consultation: Consultation) -> None:
    root = said(consultation)
    error = refused(consultation, reply_to=root, words=text(kind="amend"), actor=UserFactory())
    assert error.code is CommentProblem.NO_WORDING
    words = text(kind="amend", proposed_text="иначе")
    assert submit(consultation, reply_to=root, words=words, actor=UserFactory()).comment


def test_consents_are_needed(consultation: Consultation) -> None:
    before = written()
    with pytest.raises(ConsentMissing) as error:
        submit(consultation, by=author(consents=()))
    assert error.value.kind == "processing"
    with pytest.raises(ConsentMissing) as error:
        submit(consultation, by=author(consents=("dissemination",), name_display="full"))
    assert error.value.kind == "processing"
    with pytest.raises(ConsentMissing) as error:
        submit(consultation, by=author(consents=("processing",), name_display="initials"))
    assert error.value.kind == "dissemination"
    with pytest.raises(ConsentMissing) as error:
        submit(consultation, by=author(consents=()), actor=UserFactory())
    assert error.value.kind == "processing"
    assert written() == before


def test_without_the_text_of_a_consent_nobody_is_asked_for_it(consultation: Consultation) -> None:
    ConsentVersion.objects.filter(kind="dissemination").delete()
    submit(consultation)  # a pseudonym needs the other one only
    before = written()
    both = ("processing", "dissemination")
    with pytest.raises(NoConsentText) as error:
        submit(
            consultation,
            words=text("Ещё."),
            by=author(name_display="full", full_name="Петрова Анна", consents=both),
        )
    assert error.value.kind == "dissemination"
    assert written() == before


def test_consents_are_kept_with_what_they_allow(consultation: Consultation) -> None:
    versions = {
        kind: accounts.publish_consent(
            actor=None, kind=kind, title=kind, text=kind, effective_from=dt.date(2026, 1, 1)
        )
        for kind in ("processing", "dissemination")
    }
    comment = confirm(
        waiting(
            consultation,
            by=author(
                full_name="Петрова Анна Ивановна",
                name_display="initials",
                consents=("processing", "dissemination"),
            ),
        )
    ).comment
    grants = {grant.version.kind: grant for grant in comment.contact.consents.all()}
    assert {kind: grant.version for kind, grant in grants.items()} == versions
    assert {kind: grant.items for kind, grant in grants.items()} == {
        "processing": [],
        "dissemination": ["initials"],
    }
    assert {grant.granted_at for grant in grants.values()} == {NOW}
    assert comment.author_name == "Петрова А. И."


# --- The window ---------------------------------------------------------------------------------


def test_the_window_opens_and_closes_at_its_instants(consultation: Consultation) -> None:
    assert consultation.opens_at == local(dt.date(2026, 3, 5), 0)
    assert consultation.closes_at == local(dt.date(2026, 4, 1), 0)
    for words, now in (
        ("Первым.", consultation.opens_at),
        ("Последним.", consultation.closes_at - TICK),
    ):
        assert waiting(consultation, words=text(words), now=now).submitted_at == now
    early = refused(consultation, now=consultation.opens_at - TICK)
    assert (early.code, early.params) == (
        CommentProblem.NOT_OPEN_YET,
        {"opens_on": dt.date(2026, 3, 5)},
    )
    late = refused(consultation, now=consultation.closes_at)
    assert (late.code, late.params) == (CommentProblem.CLOSED, {"closes_on": dt.date(2026, 3, 31)})


def test_after_the_conclusion_nothing_is_taken() -> None:
    concluded = running(status="concluded", concluded_at=NOW, summary_signed_at=NOW)
    assert refused(concluded).code is CommentProblem.CLOSED


def test_sent_late_on_the_last_day_and_confirmed_in_the_morning_counts(
    consultation: Consultation,
) -> None:
    sent_at = local(dt.date(2026, 3, 31), 23, 50)
    pending = waiting(consultation, now=sent_at)
    morning = local(dt.date(2026, 4, 1), 8)
    assert consultation.phase_at(morning) == "answering"
    comment = confirm(pending, morning).comment
    assert comment.status == CommentStatus.PUBLISHED
    assert (comment.submitted_at, comment.confirmed_at) == (sent_at, morning)
    assert timezone.localdate(comment.submitted_at) == consultation.closes_on
    assert numbers([consultation.pk])[consultation.pk].published == 1
    consultation.refresh_from_db()
    assert consultation.open_items == 1


# --- The same post twice ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "rationale"),
    [
        (EMAIL, "Мало времени."),
        (EMAIL.upper(), "Мало времени."),
        ("maria+veche@veche.example", "Мало времени."),
        (EMAIL, "  мало   ВРЕМЕНИ.\n"),
    ],
)
def test_the_same_post_is_refused_while_the_earlier_one_waits(
    consultation: Consultation, email: str, rationale: str
) -> None:
    pending = waiting(consultation, words=text("Мало времени."))
    error = refused(consultation, words=text(rationale), by=author(email), now=NOW + HOUR)
    assert error.code is CommentProblem.ALREADY_POSTED
    assert error.params == {"pending": pending, "comment": None}


def test_a_stranger_does_not_learn_who_has_published_a_text(consultation: Consultation) -> None:
    """The words and the place of a published text are public, its author is not."""
    said(consultation, "Мало времени.", email="maria@veche.example")
    for guess in ("maria@veche.example", "ivan@veche.example"):
        pending = waiting(consultation, words=text("Мало времени."), by=author(guess))
        assert len(letters("confirm", f"{pending.pk}:")) == 1
        assert pending.confirmed_at is None


def test_the_same_post_of_a_signed_in_person_is_refused(consultation: Consultation) -> None:
    user = UserFactory()
    comment = submit(consultation, actor=user).comment
    error = refused(consultation, actor=user)
    assert error.code is CommentProblem.ALREADY_POSTED
    assert error.params == {"pending": None, "comment": comment}


def test_what_was_taken_back_can_be_said_again(consultation: Consultation) -> None:
    user = UserFactory()
    first = submit(consultation, actor=user)
    services.withdraw_comment(secret=first.secret, now=NOW)
    again = submit(consultation, actor=user, now=NOW + HOUR).comment
    assert again is not None
    assert again != first.comment
    assert again.status == CommentStatus.PUBLISHED
    error = refused(consultation, actor=user, now=NOW + 2 * HOUR)
    assert error.params["comment"] == again


def test_what_was_hidden_cannot_be_said_again(consultation: Consultation, moderator: User) -> None:
    user = UserFactory()
    comment = submit(consultation, actor=user).comment
    assert comment is not None
    hide_comment(actor=moderator, comment=comment, ground_code="spam", now=NOW)
    assert refused(consultation, actor=user).code is CommentProblem.ALREADY_POSTED


def test_another_person_place_or_word_is_another_post(
    consultation: Consultation, article: Provision
) -> None:
    root = said(consultation, "Что вы думаете?", email="root@veche.example")
    waiting(consultation)
    for other in (
        {"by": author("ivan@veche.example")},
        {"provision": article},
        {"reply_to": root},
        {"words": text("Другое.")},
        {"words": text(kind="question")},
    ):
        assert waiting(consultation, **other)
    assert waiting(running(version=consultation.version))
    assert PendingComment.objects.filter(confirmed_at=None).count() == 7


def test_what_has_lapsed_can_be_sent_again_before_the_clock_comes(
    consultation: Consultation,
) -> None:
    first = waiting(consultation)
    again = waiting(consultation, now=first.expires_at)
    assert list(PendingComment.objects.all()) == [again]
    assert list(Contact.objects.all()) == [again.contact]


# --- Participants -------------------------------------------------------------------------------


def test_one_number_for_one_person_in_order_of_confirmation(consultation: Consultation) -> None:
    emails = ["a@x.ru", "b@x.ru", "a@x.ru", "c@x.ru", "A+tag@X.ru", "b@x.ru"]
    waiting(consultation, words=text("Не подтвердил."), by=author("silent@x.ru"))
    comments = [
        said(consultation, f"Предложение {n}.", email=email) for n, email in enumerate(emails)
    ]
    assert [comment.participant.number for comment in comments] == [1, 2, 1, 3, 1, 2]
    consultation.refresh_from_db()
    assert consultation.participant_count == 3
    assert numbers([consultation.pk])[consultation.pk].participants == 3


def test_every_consultation_counts_from_one(consultation: Consultation) -> None:
    other = running()
    assert said(consultation).participant.number == 1
    assert said(other).participant.number == 1
    assert said(other, email="b@x.ru").participant.number == 2


def test_receipts_and_secrets_differ(consultation: Consultation, monkeypatch) -> None:
    """A code that is taken already is drawn again."""
    drawn = iter([0] * 8 + [0] * 8 + [1] * 8)
    monkeypatch.setattr(creating.secrets, "randbelow", lambda _limit: next(drawn))
    codes = [said(consultation, f"{n}").receipt_code for n in range(2)]
    assert codes == ["2222-2222-2", "3333-3333-7"]
    hashes = ProvisionComment.objects.values_list("secret_hash", flat=True)
    assert len(set(hashes)) == 2


def test_only_the_hash_of_a_secret_is_stored(consultation: Consultation) -> None:
    user: User = UserFactory()
    submission = submit(consultation, actor=user)
    assert submission.comment is not None
    assert submission.secret not in str(vars(submission.comment))
    assert submission.secret not in str(PendingComment.objects.values())
    assert len(submission.secret) > 40


def test_hiding_and_grants_stay_with_one_submission(
    consultation: Consultation, moderator: User
) -> None:
    """Each submission has a contact of its own: consents are given for it alone."""
    first, second = said(consultation, "Одно."), said(consultation, "Другое.")
    assert first.contact != second.contact
    assert first.participant == second.participant
    hide_comment(actor=moderator, comment=first, ground_code="spam", now=NOW)
    second.refresh_from_db()
    assert second.is_visible
    granted = ConsentGrant.objects.values_list("contact", "version__kind")
    assert set(granted) == {(first.contact_id, "processing"), (second.contact_id, "processing")}
