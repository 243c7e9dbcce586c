"""Many people speak at once: nobody is refused, nothing is counted twice or lost.

On SQLite this needs WAL, immediate transactions and a long wait; on PostgreSQL, row locks in one
order. Run it on both (DATABASE_URL).
"""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection, connections
from django_comments_xtd.models import XtdComment

from consultations.comments import services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import (
    CommentStatus,
    ModerationRecord,
    Participant,
    PendingComment,
    ProvisionComment,
)
from consultations.comments.selectors import replies_for
from consultations.conclusions.services import recount_open_items
from consultations.process.models import Consultation
from consultations.process.numbers import numbers, provision_badges
from core.accounts.models import Contact
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from drafts.models import Provision
from tests.comments import NOW, author, confirm, letters, said, submit, text, waiting
from tests.factories.accounts import UserFactory
from tests.factories.drafts import ProvisionFactory

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, EACH, REPLIES = 16, 4, 16


def at_once(jobs: Sequence[Callable[[], Any]]) -> list[BaseException]:
    """Starts all jobs in the same moment, each in a thread with a connection of its own; returns
    what they raised."""
    barrier = threading.Barrier(len(jobs))
    errors: list[BaseException] = []

    def run(job: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=60)
            job()
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=240)
    assert not any(thread.is_alive() for thread in threads)
    return errors


def codes(errors: list[BaseException]) -> Counter[Any]:
    return Counter(getattr(error, "code", repr(error)) for error in errors)


# --- What the tests stand on --------------------------------------------------------------------


def _sqlite_state() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        pragmas = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "busy_timeout", "synchronous")
        ]
    return (*pragmas, connection.transaction_mode)


def _postgres_state() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_isolation')")
        return tuple(cursor.fetchone())


def test_the_test_database_is_set_as_the_real_one() -> None:
    """With Django's defaults for SQLite concurrent writers fail with «database is locked»."""
    is_sqlite = connection.vendor == "sqlite"
    look = _sqlite_state if is_sqlite else _postgres_state
    found = [look()]
    assert at_once([lambda: found.append(look())] * 2) == []
    expected = ("wal", 20_000, 1, "IMMEDIATE") if is_sqlite else ("read committed",)
    assert found == [expected] * 3
    # A file: a database in memory would be shared by the threads through one connection.
    name = str(connection.settings_dict["NAME"])
    assert "mode=memory" not in name
    assert (".sqlite3" in name) == is_sqlite


# --- Everything at once -------------------------------------------------------------------------


def comments_of(number: int, consultation: Consultation, places: list[Provision | None]) -> None:
    """Four different people, each by way of a letter, on different provisions."""
    for step in range(EACH):
        who = number * EACH + step
        pending = waiting(
            consultation,
            provision=places[who % len(places)],
            words=text(f"Предложение {who}."),
            by=author(f"person{who}@x.ru"),
        )
        confirm(pending)


def test_06_sixty_four_comments_and_sixteen_replies_at_once(consultation: Consultation) -> None:
    places: list[Provision | None] = [
        *(ProvisionFactory(version=consultation.version) for _number in range(5)),
        None,
    ]
    root = said(consultation, provision=places[0], email="root@x.ru")
    users = [UserFactory() for _number in range(REPLIES)]
    jobs: list[Callable[[], Any]] = [
        lambda number=number: comments_of(number, consultation, places) for number in range(THREADS)
    ]
    jobs += [
        lambda user=user: submit(
            consultation, provision=places[0], reply_to=root, words=text("Ответ."), actor=user
        )
        for user in users
    ]
    errors = at_once(jobs)
    assert errors == []
    proposals, people = 1 + THREADS * EACH, 1 + THREADS * EACH + REPLIES

    # Participants: 1 … n without gaps, and the counter is exact.
    given = Participant.objects.filter(consultation=consultation).order_by("number")
    assert list(given.values_list("number", flat=True)) == list(range(1, people + 1))
    consultation.refresh_from_db()
    assert consultation.participant_count == people
    assert consultation.open_items == proposals

    # The thread: an order for each reply.
    replies = replies_for([root.pk])[root.pk]
    assert [reply.order for reply in replies] == list(range(2, REPLIES + 2))
    assert {reply.contact.user for reply in replies} == set(users)
    root.refresh_from_db()
    assert root.nested_count == REPLIES
    assert not XtdComment.objects.filter(thread_id=0).exists()

    # The counts.
    found = numbers([consultation.pk])[consultation.pk]
    assert (found.received, found.published, found.replies, found.participants) == (
        proposals,
        proposals,
        REPLIES,
        people,
    )
    expected = Counter(places[who % len(places)] for who in range(THREADS * EACH)) + Counter(
        [places[0]]
    )
    assert provision_badges(consultation) == {
        place.pk: count for place, count in expected.items() if place is not None
    }

    # One of everything for each.
    assert JournalEntry.objects.filter(kind="comment.received").count() == people
    assert len(letters("receipt")) == people
    assert len(letters("confirm")) == proposals
    assert OutboxMessage.objects.count() == people + proposals
    assert ProvisionComment.objects.values("receipt_code").distinct().count() == people
    assert not PendingComment.objects.filter(confirmed_at=None).exists()


# --- One thing at once --------------------------------------------------------------------------


def test_06_replies_of_people_who_have_spoken_before(consultation: Consultation) -> None:
    """They need no new number, so nothing but the lock puts their replies in a row."""
    root = said(consultation, email="root@x.ru")
    emails = [f"known{number}@x.ru" for number in range(REPLIES)]
    for email in emails:
        said(consultation, email=email)
    pendings = [
        waiting(consultation, reply_to=root, words=text("Ответ."), by=author(email))
        for email in emails
    ]
    assert at_once([lambda one=one: confirm(one) for one in pendings]) == []
    orders = [reply.order for reply in replies_for([root.pk])[root.pk]]
    assert orders == list(range(2, REPLIES + 2))
    root.refresh_from_db()
    assert root.nested_count == REPLIES
    consultation.refresh_from_db()
    assert consultation.participant_count == 1 + REPLIES


def test_one_person_in_eight_windows_is_one_participant(consultation: Consultation) -> None:
    pendings = [waiting(consultation, words=text(f"{number}.")) for number in range(8)]
    assert at_once([lambda one=one: confirm(one) for one in pendings]) == []
    assert Participant.objects.get().number == 1
    consultation.refresh_from_db()
    assert consultation.participant_count == 1
    assert ProvisionComment.objects.count() == 8


def test_eight_presses_of_send_are_one_comment(consultation: Consultation) -> None:
    errors = at_once([lambda: waiting(consultation)] * 8)
    assert codes(errors) == {CommentProblem.ALREADY_POSTED: 7}
    assert PendingComment.objects.count() == 1
    assert Contact.objects.count() == 1
    assert len(letters("confirm")) == 1


def test_eight_presses_of_confirm_are_one_comment(consultation: Consultation) -> None:
    pending = waiting(consultation)
    secrets: list[str] = []
    errors = at_once([lambda: secrets.append(confirm(pending).secret)] * 8)
    assert errors == []
    assert len(secrets) == 8
    assert len([secret for secret in secrets if secret]) == 1
    assert ProvisionComment.objects.count() == 1
    assert JournalEntry.objects.count() == 1
    assert len(letters("receipt")) == 1
    consultation.refresh_from_db()
    assert (consultation.participant_count, consultation.open_items) == (1, 1)


def test_six_moderators_and_the_author_decide_once(consultation: Consultation) -> None:
    confirmed = confirm(waiting(consultation))
    moderators = [UserFactory() for _number in range(6)]
    jobs: list[Callable[[], Any]] = [
        lambda who=who: services.hide_comment(
            actor=who, comment=confirmed.comment, ground_code="spam", now=NOW
        )
        for who in moderators
    ]
    jobs.append(lambda: services.withdraw_comment(secret=confirmed.secret, now=NOW))
    errors = at_once(jobs)
    assert len(errors) == 6
    assert all(isinstance(error, CommentError) for error in errors)
    assert set(codes(errors)) <= {CommentProblem.WRONG_STATUS, CommentProblem.NOT_WITHDRAWABLE}
    comment = ProvisionComment.objects.get()
    was_hidden = comment.status == CommentStatus.HIDDEN
    assert ModerationRecord.objects.count() == was_hidden
    assert len(letters("moderated")) == was_hidden
    assert JournalEntry.objects.count() == 2
    assert (comment.is_public, comment.is_removed) == (False, was_hidden)
    consultation.refresh_from_db()
    assert consultation.open_items == 0


def test_confirming_and_sweeping_at_once(consultation: Consultation) -> None:
    """Either the comment is there in full, or everything of it is gone; nothing in between."""
    pendings = [
        waiting(consultation, words=text(f"{number}."), by=author(f"{number}@x.ru"))
        for number in range(8)
    ]
    expires_at = pendings[0].expires_at
    jobs: list[Callable[[], Any]] = [lambda one=one: confirm(one) for one in pendings]
    jobs += [lambda: services.discard_lapsed(now=expires_at)] * 2
    errors = at_once(jobs)
    assert set(codes(errors)) <= {CommentProblem.TOKEN_EXPIRED}
    there = ProvisionComment.objects.count()
    assert there == 8 - len(errors)
    assert Contact.objects.count() == Participant.objects.count() == there
    assert PendingComment.objects.filter(comment__isnull=False).count() == there
    assert not PendingComment.objects.filter(comment=None).exists()
    assert len(letters("receipt")) == there
    assert OutboxMessage.objects.filter(to="").count() == 8 - there


# --- Every verb at once ------------------------------------------------------------------------

WRITERS, TURNS = 16, 3


class Mixed:
    """A writer who submits, confirms, joins, leaves, hides, restores and withdraws, partly on what
    others are changing at the same moment."""

    def __init__(self, number: int, consultation: Consultation, shared: ProvisionComment) -> None:
        self.number = number
        self.consultation = consultation
        self.shared = shared
        self.moderator, self.reader = UserFactory(), UserFactory()
        self.places = [*consultation.version.provisions.order_by("position"), None]

    def __call__(self) -> None:
        for turn in range(TURNS):
            place = self.places[(self.number + turn) % len(self.places)]
            who = f"writer{self.number}-{turn}@x.ru"
            pending = waiting(
                self.consultation,
                provision=place,
                words=text(f"Слова {self.number} и {turn}."),
                by=author(who),
            )
            confirmed = confirm(pending)
            self._join(confirmed.comment, leaves=turn == 0)
            self._moderate(self.shared)
            if turn == 1:
                self._moderate(confirmed.comment)
            if turn == 2:
                services.withdraw_comment(secret=confirmed.secret, now=NOW)

    def _join(self, own: ProvisionComment, *, leaves: bool) -> None:
        services.join_comment(actor=self.reader, comment=own, now=NOW)
        self._try(lambda: services.join_comment(actor=self.reader, comment=self.shared, now=NOW))
        if leaves:
            services.leave_comment(actor=self.reader, comment=own, now=NOW)
            services.leave_comment(actor=self.reader, comment=self.shared, now=NOW)

    def _moderate(self, comment: ProvisionComment) -> None:
        """Hides and shows again; where another moderator was quicker there is nothing to do."""
        arguments = {"actor": self.moderator, "comment": comment, "now": NOW}
        self._try(lambda: services.hide_comment(**arguments, ground_code="spam"))
        if self.number % 2:
            self._try(lambda: services.restore_comment(**arguments))

    @staticmethod
    def _try(verb: Callable[[], Any]) -> None:
        expected = {
            CommentProblem.WRONG_STATUS,
            CommentProblem.NOT_JOINABLE,
            CommentProblem.ALREADY_JOINED,
        }
        try:
            verb()
        except CommentError as error:
            if error.code not in expected:
                raise


def test_sixteen_writers_of_every_verb_leave_exact_counts(consultation: Consultation) -> None:
    for position in (1, 2, 3):
        ProvisionFactory(version=consultation.version, position=position)
    shared = said(consultation, email="shared@x.ru")
    writers = [Mixed(number, consultation, shared) for number in range(WRITERS)]
    assert at_once(writers) == []

    comments = ProvisionComment.objects.in_consultation(consultation.pk)
    assert comments.count() == 1 + WRITERS * TURNS
    assert comments.filter(status=CommentStatus.WITHDRAWN).count() == WRITERS
    for comment in comments:
        assert comment.support_count == comment.supports.count()
    consultation.refresh_from_db()
    kept, open_items = numbers([consultation.pk])[consultation.pk], consultation.open_items
    assert open_items == comments.published().count() == kept.published
    assert kept.received == 1 + WRITERS * TURNS
    assert kept.joined == sum(comments.published().values_list("support_count", flat=True))
    assert consultation.participant_count == 1 + WRITERS * TURNS
    assert services.recount_comments(consultation=consultation)
    assert recount_open_items(consultation=consultation) == open_items
    assert not PendingComment.objects.filter(confirmed_at=None).exists()
