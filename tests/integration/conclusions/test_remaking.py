"""«Make it again»: who has the button, what it does, how the page tells how far files are."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from consultations.conclusions.models import PAGE, FileJob, Format, JobState, SummaryConclusion
from consultations.conclusions.permissions import document_side
from core.accounts.models import MembershipRole
from core.accounts.permissions import policy
from core.accounts.services.members import close
from tests.factories.accounts import BodyFactory, CouncilFactory, MembershipFactory, UserFactory
from tests.factories.conclusions import signed
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db

BUTTON = "Make it again"


@pytest.fixture
def conclusion(settings: Any) -> SummaryConclusion:
    """Its CSV has failed, the others wait."""
    settings.LANGUAGE_CODE = "en"
    found: SummaryConclusion = signed(ConsultationFactory(closed=True))
    DBTaskResult.objects.all().delete()
    mine = FileJob.objects.filter(format="csv")
    mine.update(state=JobState.FAILED, problem="disk", attempts=7)
    return found


def member(role: str, body: Any) -> Client:
    user = UserFactory()
    MembershipFactory(user=user, body=body, role=role)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def address(document: Any, fmt: str = "csv") -> str:
    return reverse("conclusions:remake_file", args=[document.name, document.pk, fmt])


@pytest.mark.parametrize("role", MembershipRole.values)
@pytest.mark.parametrize("side", ["organiser", "responder", "elsewhere"])
def test_who_signs_may_order_it_again(role: str, side: str, conclusion: SummaryConclusion) -> None:
    foreign = CouncilFactory if role == MembershipRole.SECRETARY else BodyFactory
    client = member(role, getattr(conclusion.consultation, side, None) or foreign())
    heads = role in (MembershipRole.SECRETARY, MembershipRole.CHAIR)
    for document, signer in ((conclusion, "organiser"), (conclusion.summary, "responder")):
        may = heads and side == signer
        found = policy.check(client.user, "conclusions.remake", document_side(document))
        assert found == may
        page = client.get(document.get_absolute_url()).content.decode()
        assert (address(document) in page) == may
        assert (BUTTON in page) == may
        assert client.post(address(document)).status_code == (302 if may else 403)
        state = document.jobs.get(format="csv").state
        assert state == (JobState.WAITING if may else JobState.FAILED)


def test_nobody_else_has_a_button_and_the_public_page_costs_the_same(
    conclusion: SummaryConclusion, client: Client, django_assert_num_queries: Any
) -> None:
    for where in (conclusion.get_absolute_url(), conclusion.files_url):
        page = client.get(where)
        assert BUTTON not in page.content.decode()
        assert "csrfmiddlewaretoken" not in page.content.decode()
    answer = client.post(address(conclusion))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    with django_assert_num_queries(4):  # consultation, document, jobs, files
        client.get(conclusion.files_url)


def test_the_button_makes_the_file_and_leads_back(conclusion: SummaryConclusion) -> None:
    client = member(MembershipRole.SECRETARY, conclusion.consultation.organiser)
    desk = reverse("conclusions:sign", args=[conclusion.consultation_id])
    page = client.get(desk).content.decode()
    assert address(conclusion) in page
    assert "there is no space left for it" in page
    for where in (desk, conclusion.get_absolute_url(), conclusion.files_url):
        form = client.get(where).content.decode().split(address(conclusion))[1]
        assert form.index("csrfmiddlewaretoken") < form.index("</form>")
    came = client.post(address(conclusion), headers={"Referer": f"http://testserver{desk}"})
    assert came["Location"] == desk
    assert DBTaskResult.objects.count() == 1
    # Pressed twice, or by a colleague: nothing is ordered any more, and it says so.
    again = client.post(address(conclusion), headers={"Referer": "http://elsewhere.example/"})
    assert again["Location"] == conclusion.revision_url
    assert DBTaskResult.objects.count() == 1
    assert "CSV: is being made already, or is ready." in client.get(desk).content.decode()
    run_tasks()
    assert list(conclusion.files.values_list("format", flat=True)) == ["csv"]
    part = client.get(conclusion.files_url).content.decode()
    assert BUTTON not in part


def test_pages_for_reading_are_many(conclusion: SummaryConclusion) -> None:
    """Words about one file do not fit them."""
    client = member(MembershipRole.SECRETARY, conclusion.consultation.organiser)
    where = address(conclusion, PAGE)
    desk = reverse("conclusions:sign", args=[conclusion.consultation_id])
    client.post(where, headers={"Referer": f"http://testserver{desk}"})
    page = client.get(desk).content.decode()
    assert "The pages for reading are being made already, or are ready." in page
    assert "Pages for reading: is" not in page


def test_who_has_lost_the_post_today_orders_nothing(conclusion: SummaryConclusion) -> None:
    for document, body in (
        (conclusion, conclusion.consultation.organiser),
        (conclusion.summary, conclusion.consultation.responder),
    ):
        client, now = member(MembershipRole.CHAIR, body), timezone.now()
        today = timezone.localdate(now)
        close(client.user.memberships.get(), reason="Отозван", ended_on=today, now=now)
        page = client.post(address(document), follow=True).content.decode()
        assert "You no longer hold the post that signs this document" in page
        assert document.jobs.get(format="csv").state == JobState.FAILED
    of_files = DBTaskResult.objects.filter(task_path__startswith="consultations.conclusions")
    assert not of_files.exists()


def test_what_is_not_there_is_not_found(conclusion: SummaryConclusion) -> None:
    client = member(MembershipRole.SECRETARY, conclusion.consultation.organiser)
    for kind, pk, fmt in (
        ("letter", conclusion.pk, "csv"), ("conclusion", 10**6, "csv"),
        ("conclusion", conclusion.pk, "odt"),
    ):  # fmt: skip
        where = reverse("conclusions:remake_file", args=[kind, pk, fmt])
        assert client.post(where).status_code == 404
    assert client.get(address(conclusion)).status_code == 405


def test_the_fragment_asks_for_itself_only_while_something_is_in_work(
    conclusion: SummaryConclusion, client: Client
) -> None:
    part = client.get(conclusion.files_url).content.decode()
    assert "hx-get" in part
    assert "PDF: is being prepared" in part
    FileJob.objects.filter(format="pdf").update(state=JobState.MAKING, total=1)
    part = client.get(conclusion.files_url).content.decode()
    assert '<progress id="making-pdf"></progress>' in part
    FileJob.objects.filter(format="xlsx").update(state=JobState.MAKING, done=2, total=5)
    part = client.get(conclusion.files_url).content.decode()
    assert '<progress id="making-xlsx" max="5" value="2"></progress>' in part
    FileJob.objects.update(state=JobState.FAILED, problem="other")
    part = client.get(conclusion.files_url).content.decode()
    assert "hx-get" not in part
    assert part.count("was not made") == len(Format.values)
