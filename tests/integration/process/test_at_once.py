"""Two people decide in the same moment: one of them decides, the other is told so."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.utils import timezone

from consultations.process import services
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.models import Referral
from core.journal.models import JournalEntry
from tests.factories.accounts import CouncilFactory
from tests.factories.process import ConsultationFactory, ReferralFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable[[], object]) -> list[BaseException]:
    """Runs the jobs in the same moment, each with a connection of its own; what they raised."""
    barrier, errors = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=60)
            job()
        except BaseException as error:  # noqa: BLE001 – the test looks at it
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return errors


def test_the_chair_accepts_while_the_secretary_declines() -> None:
    referral = ReferralFactory()
    now = timezone.now()
    errors = at_once(
        lambda: services.withdraw_referral(actor=None, referral=referral, reason="Ошибка", now=now),
        lambda: services.decline_referral(
            actor=None, referral=referral, reason="Нет кворума", now=now
        ),
    )
    assert [error.code for error in errors if isinstance(error, ProcessError)] == [
        ProcessProblem.ALREADY_DECIDED
    ]
    assert len(errors) == 1
    referral.refresh_from_db()
    kinds = JournalEntry.objects.values_list("kind", flat=True)
    assert list(kinds) == [f"referral.{referral.status}"]


def test_a_council_is_asked_and_begins_itself() -> None:
    consultation, council = ConsultationFactory(), CouncilFactory()
    common = {"actor": None, "consultation": consultation, "council": council}
    now = timezone.now()
    errors = at_once(
        lambda: services.refer_to_council(**common, now=now),
        lambda: services.take_up(**common, now=now),
    )
    assert [getattr(error, "code", error) for error in errors] == [ProcessProblem.ALREADY_REFERRED]
    assert Referral.objects.count() == 1
