"""What has been hidden is neither found, counted nor suggested before the index has followed."""

from typing import Any

import pytest
from django.utils import timezone

from consultations.comments.models import ProvisionComment
from consultations.comments.services import hide_comment, restore_comment
from consultations.control.services import withdraw_observation
from consultations.experts.services import exclude_expert
from consultations.requests.services import hide_request
from search import selectors, services, vocabulary
from search.asked import Asked
from search.backends.database import DatabaseBackend
from search.interface import Document
from search.models import IndexJob
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import answered, group_of, published
from tests.factories.control import inspection, observation
from tests.factories.experts import included
from tests.factories.process import ConsultationFactory
from tests.factories.requests import PublicRequestFactory
from tests.memory import Memory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["database", "memory"])
def index(request: Any, memory: Memory, settings: Any) -> str:
    """Which of the two answers."""
    if request.param == "database":
        settings.SEARCH_BACKEND = settings.DATABASE_SEARCH
    return str(request.param)


def hide(comment: ProvisionComment) -> None:
    hide_comment(actor=UserFactory(), comment=comment, ground_code="spam", now=timezone.now())


def test_no_facet_counts_a_hidden_comment(index: str) -> None:
    comment = published(ConsultationFactory(), comment="Шумные дворы", stance="against")
    other = published(ConsultationFactory(), comment="Шумные дворы", stance="support")
    run_tasks()
    assert selectors.find(Asked("дворы")).total == 2
    hide(comment)
    page = selectors.find(Asked("дворы"))
    assert (page.total, page.facets["kind"]) == (1, {"comment": 1})
    if index == "database":  # the other has no more facets in these tests
        assert page.facets["stance"] == {"support": 1}
        assert page.facets["bill"] == {other.consultation.version.bill.slug: 1}
        elsewhere = Asked("дворы", filters={"stance": ("against",)})
        assert selectors.find(elsewhere).total == 0
    restore_comment(actor=UserFactory(), comment=comment, now=timezone.now())
    run_tasks()
    assert selectors.find(Asked("дворы")).total == 2


def test_the_answer_to_it_goes_with_it(index: str) -> None:
    comment = published(ConsultationFactory(), comment="Шумные дворы")
    answered(group_of(comment))
    run_tasks()
    assert selectors.find(Asked("противоречит")).facets["kind"] == {"answer": 1}
    hide(comment)
    page = selectors.find(Asked("противоречит"))
    assert (page.total, page.facets) == (0, {})


def test_what_another_index_still_has_is_left_out_until_it_is_found_no_more(
    memory: Memory,
) -> None:
    """Written is not found: the note ends when the index has settled."""
    comment = published(ConsultationFactory(), comment="Шумные дворы")
    run_tasks()
    hide(comment)
    seen: list[int] = []

    def look(name: str) -> None:
        if name == "settled":
            memory.before = lambda name: None
            seen.append(IndexJob.objects.filter(target="memory", is_gone=True).count())

    memory.before = look
    run_tasks()
    assert seen == [3]  # with its group and the answer
    assert not IndexJob.objects.exists()


def test_other_kinds_that_are_taken_back() -> None:
    now = timezone.now()
    request = PublicRequestFactory(text="Просим околицу")
    seen = observation(inspection(), fact="Околица")
    expert = included(education="Околица")
    services.fill()
    found = selectors.find(Asked("околица"))
    assert found.facets["kind"] == {"request": 1, "observation": 1, "expert": 1}
    hide_request(actor=None, request=request, ground_code="spam", now=now)
    withdraw_observation(actor=None, observation=seen, reason="Ошибка", now=now)
    exclude_expert(actor=None, expert=expert, reason="Просьба", now=now)
    page = selectors.find(Asked("околица"))
    assert (page.total, page.facets) == (0, {})


def test_a_page_that_is_taken_down() -> None:
    from tests.integration.search.public_things import page

    thing = page()
    services.fill()
    assert selectors.find(Asked("околица")).total == 1
    thing.hide()
    assert IndexJob.objects.filter(kind="page", is_gone=True).exists()
    assert selectors.find(Asked("околица")).facets == {}


def test_its_rare_words_are_not_suggested() -> None:
    comment = published(ConsultationFactory(), comment="Перевёртыш на площади")
    published(ConsultationFactory(), comment="Фонари на площади")
    run_tasks()
    vocabulary.correction("перевертышь")
    assert selectors.find(Asked("перевертышб")).corrected == "перевертыш"
    hide(comment)
    assert selectors.find(Asked("перевертышб")).corrected == ""
    assert selectors.find(Asked("площдди")).corrected == "площади"
    run_tasks()
    assert selectors.find(Asked("перевертышб")).corrected == ""


def test_nor_by_what_stays_with_other_words() -> None:
    """A group stays without one of its proposals; it has the words until the index has followed."""
    words = Document("group", 1, "Однородные", "Перевёртыш", timezone.now())
    DatabaseBackend().index([words])
    assert selectors.find(Asked("перевертышб")).corrected == "перевертыш"
    services.note_change(kind="group", object_id=1)
    assert selectors.find(Asked("перевертышб")).corrected == ""


def test_nothing_is_suggested_while_more_waits_than_can_be_looked_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(vocabulary, "_MOST_CHANGING", 2)
    published(ConsultationFactory(), comment="Перевёртыш на площади")
    run_tasks()
    services.note_changes(kind="comment", ids=[77, 78])
    assert selectors.find(Asked("перевертышб")).corrected == "перевертыш"
    services.note_changes(kind="comment", ids=[79])
    assert selectors.find(Asked("перевертышб")).corrected == ""
