"""While typing: what has been proposed already, with the way to join it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.comments import ports, selectors, services
from consultations.comments.models import PendingComment, ProvisionComment
from consultations.comments.ports import Match
from consultations.process.models import Consultation
from core.accounts.models import User
from drafts.models import Provision
from tests.comments import NOW, said
from tests.factories.drafts import ProvisionFactory
from tests.integration.comments.pages import fill, new_url

pytestmark = pytest.mark.django_db
SAID = "Увеличить срок подачи заявок до тридцати дней: жители сёл не успевают."
TYPED = "Жители сёл не успеют подать заявку, увеличьте срок до тридцати дней"


def similar(consultation: Consultation, on: Provision | None, text: str = TYPED) -> list[int]:
    return [found.pk for found in selectors.similar_proposals(consultation, on, text)]


def test_only_published_proposals_of_the_same_place(
    consultation: Consultation, article: Provision, moderator: User
) -> None:

    here = said(consultation, SAID, provision=article)
    said(consultation, SAID, provision=article, reply_to=here, email="b@veche.example")
    said(consultation, SAID)
    elsewhere = ProvisionFactory(version=consultation.version)
    said(consultation, SAID, provision=elsewhere)
    assert similar(consultation, article) == [here.pk]
    assert similar(consultation, article, "Совсем о другом и другими словами") == []
    services.hide_comment(actor=moderator, comment=here, ground_code="insults", now=NOW)
    assert similar(consultation, article) == []


def test_another_engine_may_be_registered(
    consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = said(consultation, "Иное.")
    monkeypatch.setattr(ports._ports, "similar", lambda text, c, limit: [Match(min(c), 1.0)])
    assert similar(consultation, None, "что угодно") == [found.pk]


@pytest.mark.usefixtures("open_now")
def test_the_fragment_and_the_preview(
    consultation: Consultation, article: Provision, client: Client
) -> None:
    comment = said(consultation, SAID, provision=article)
    join = reverse("comments:join", args=[consultation.year, consultation.slug, comment.pk])
    address = reverse("comments:similar", args=[consultation.year, consultation.slug])
    found = client.post(f"{address}?on={article.eid}", {"rationale": TYPED})
    assert join in found.content.decode()
    assert join not in client.post(address, {"rationale": TYPED}).content.decode()
    assert client.get(address).status_code == 405
    url = new_url(consultation, on=article)
    typed = fill(client, url, rationale=TYPED, email="b@veche.example")
    assert join in client.post(url, typed | {"preview": "1"}).content.decode()
    assert client.post(url, typed).status_code == 302  # welcome all the same
    assert PendingComment.objects.filter(comment=None).count() == 1


@pytest.mark.usefixtures("open_now")
def test_its_cost_does_not_grow(
    consultation: Consultation, article: Provision, client: Client
) -> None:
    address = reverse("comments:similar", args=[consultation.year, consultation.slug])
    url = f"{address}?on={article.eid}"

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.post(url, {"rationale": TYPED}).status_code == 200
        return len(captured)

    said(consultation, SAID, provision=article)
    cost()  # the provision is kept
    few = cost()
    for number in range(5):
        said(consultation, SAID, provision=article, email=f"{number}@veche.example")
    assert cost() == few
    assert ProvisionComment.objects.count() == 6
