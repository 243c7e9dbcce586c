"""What a page costs while the comments grow fourfold: queries stay, bytes stay within limits."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.load.probe import deep, listings
from consultations.comments.models import PendingComment
from consultations.comments.services import hide_comment
from consultations.process.models import Consultation
from core.accounts.models import User
from demo.load import world
from tests.comments import running, said
from tests.factories.accounts import UserFactory
from tests.factories.drafts import ProvisionFactory
from tests.integration.comments.pages import fill, new_url
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
HEAVIEST = 400_000
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def loaded(seed: int, comments: int, units: int) -> Consultation:
    steps = world.load(bills=1, comments=comments, seed=seed, now=timezone.now(), units=units)
    (step,) = steps
    return step.consultation


@pytest.fixture
def sizes() -> list[Consultation]:
    """1× and 4×: comments and provisions."""
    return [loaded(1, 150, 30), loaded(2, 600, 120)]


def made_anew(client: Client, address: str) -> int:
    """Queries of a list after something has changed in it."""
    client.get(address)
    Consultation.objects.all().public_changed()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_lists_cost_six_queries_with_every_filter(
    client: Client, sizes: list[Consultation]
) -> None:
    small, large = ({**listings(c)} for c in sizes)
    large["list, later pages"] = deep(client, large["list"])
    small["list, later pages"] = deep(client, small["list"])
    for name, address in large.items():
        counts = (made_anew(client, small[name]), made_anew(client, address))
        plain = "on=" not in address  # one more finds the provision
        assert max(counts) <= (6 if plain else 7), (name, counts)
        assert len(client.get(address).content) < HEAVIEST


def test_the_reader_and_a_permalink(client: Client, sizes: list[Consultation]) -> None:
    texts = [page_queries(client, c.version.get_absolute_url()) for c in sizes]
    assert texts[0] == texts[1] <= 8
    answered = [c.comments.published().filter(nested_count__gt=0)[0] for c in sizes]
    pages = [page_queries(client, comment.get_absolute_url()) for comment in answered]
    assert pages[0] == pages[1] <= 10


def test_the_queue_of_a_moderator(client: Client, sizes: list[Consultation]) -> None:
    moderator = User.objects.filter(memberships__role="moderator")[0]
    client.force_login(moderator)
    counts = {}
    for status in ("", "held", "hidden", "withdrawn", "published", "reported"):
        address = f"/desk/moderation/?status={status}"
        counts[status] = page_queries(client, address)
        assert len(client.get(address).content) < HEAVIEST
    assert max(counts.values()) <= 12


def test_a_submission(client: Client, sizes: list[Consultation]) -> None:
    costs = []
    for consultation in sizes:
        place = consultation.version.provisions.filter(kind="paragraph")[0]
        url = new_url(consultation, on=place)
        client.post(url, fill(client, url, rationale="Первое.", email="first@x.example"))
        typed = fill(client, url, rationale="Второе.", email="second@x.example")
        before = PendingComment.objects.count()
        with CaptureQueriesContext(connection) as captured:
            response = client.post(url, typed)
        assert response.status_code == 302
        assert PendingComment.objects.count() == before + 1
        costs.append(sum(not row["sql"].startswith(CONTROL) for row in captured))
    assert costs[0] == costs[1] <= 13


def test_500_provisions_weigh_less_than_400_kilobytes(client: Client) -> None:
    consultation = loaded(3, 2500, world.UNITS)
    body = client.get(consultation.version.get_absolute_url()).content
    assert len(re.findall(rb"<section", body)) == world.UNITS
    assert len(body) < HEAVIEST


def test_a_count_in_the_margin_is_never_old(client: Client) -> None:
    """The page keeps what it has printed; a proposal that comes or goes shows at once."""
    consultation = running(
        opens_on=timezone.localdate(), closes_on=timezone.localdate() + dt.timedelta(days=9)
    )
    article = ProvisionFactory(version=consultation.version, position=1)
    address = consultation.version.get_absolute_url()

    def shown() -> str:
        found = re.search(r"(\d+) предложени", client.get(address).content.decode())
        return found[1] if found else ""

    assert shown() == ""
    now = timezone.now()
    first = said(consultation, provision=article, now=now)
    assert shown() == "1"
    said(consultation, "Ещё.", provision=article, email="b@x.ru", now=now)
    assert shown() == "2"
    hide_comment(actor=UserFactory(), comment=first, ground_code="spam", now=now)
    assert shown() == "1"
