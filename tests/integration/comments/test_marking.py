"""One tap at a provision: once a person, taken back by the same tap, never a proposal."""

import pytest
from django.test import Client
from django.urls import reverse

from consultations.comments import selectors, services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import ProvisionComment, StanceCount, StanceMark
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from drafts.models import Provision
from tests.comments import NOW, TICK, local, running
from tests.factories.accounts import UserFactory
from tests.factories.drafts import ProvisionFactory
from tests.integration.comments.pages import new_url

pytestmark = pytest.mark.django_db


def tap(consultation: Consultation, provision: Provision, stance: str, person: str = "a") -> str:
    return services.mark_provision(
        consultation=consultation, provision=provision, person=person, stance=stance, now=NOW
    )


def test_a_person_marks_once_and_may_change_the_mind(
    consultation: Consultation, article: Provision
) -> None:
    assert tap(consultation, article, "support") == "support"
    assert tap(consultation, article, "support", "b") == "support"
    assert selectors.mark_counts(consultation, article) == {"support": 2}
    assert tap(consultation, article, "oppose") == "oppose"
    assert selectors.mark_counts(consultation, article) == {"support": 1, "oppose": 1}
    assert tap(consultation, article, "oppose") == ""
    assert selectors.mark_counts(consultation, article) == {"support": 1}
    assert selectors.own_marks(consultation, "b") == {article.pk: "support"}
    assert selectors.own_marks(consultation, "") == {}
    assert services.recount_marks(consultation=consultation)


def test_it_is_no_proposal(consultation: Consultation, article: Provision) -> None:
    tap(consultation, article, "oppose")
    found = numbers([consultation.pk])[consultation.pk]
    assert (found.received, found.participants) == (0, 0)
    consultation.refresh_from_db()
    assert consultation.open_items == 0
    assert not ProvisionComment.objects.exists()


def test_wrong_counts_are_put_right(consultation: Consultation, article: Provision) -> None:
    tap(consultation, article, "support")
    StanceCount.objects.update(count=7)
    assert not services.recount_marks(consultation=consultation)
    assert selectors.mark_counts(consultation, article) == {"support": 1}


def test_refusals(consultation: Consultation, article: Provision) -> None:
    def problem(stance: str = "support", **changes: object) -> CommentProblem:
        place = {"consultation": consultation, "provision": article, "person": "a", "now": NOW}
        with pytest.raises(CommentError) as error:
            services.mark_provision(**(place | changes), stance=stance)  # type: ignore[arg-type]
        return error.value.code

    assert problem("neutral") is CommentProblem.UNKNOWN_MARK
    assert problem(provision=ProvisionFactory()) is CommentProblem.WRONG_PLACE
    opening = local(consultation.opens_on, 0)
    assert problem(now=opening - TICK) is CommentProblem.NOT_OPEN_YET
    late = running(closes_on=NOW.date().replace(day=9))
    assert problem(consultation=late) is CommentProblem.CLOSED
    assert not StanceMark.objects.exists()


@pytest.mark.usefixtures("open_now")
def test_a_browser_without_an_account(
    consultation: Consultation, article: Provision, client: Client
) -> None:
    url = reverse("comments:mark", args=[consultation.year, consultation.slug])
    pressed = client.post(url, {"mark": f"{article.eid}:support"})
    assert pressed["Location"] == article.get_absolute_url()
    cookie = client.cookies["veche_marks"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'data-mine="{article.eid}:support"' in page
    page = client.get(new_url(consultation, on=article)).content.decode()
    assert f'value="{article.eid}:support" aria-pressed="true"' in page
    assert f'value="{article.eid}:oppose" aria-pressed="false"' in page
    again = client.post(url, {"mark": f"{article.eid}:oppose"}, headers={"HX-Request": "true"})
    assert f'id="m-{article.eid}"' in again.content.decode()
    assert 'oppose" aria-pressed="true"' in again.content.decode()
    assert StanceMark.objects.get().stance == "oppose"
    Client().post(url, {"mark": f"{article.eid}:oppose"})
    assert StanceMark.objects.count() == 2
    client.cookies["veche_marks"] = "forged:by-hand"
    client.post(url, {"mark": f"{article.eid}:oppose"})
    assert StanceMark.objects.count() == 3
    for wrong in ("", "art_99:support", "\x00:support"):
        assert client.post(url, {"mark": wrong}).status_code == 404


@pytest.mark.usefixtures("open_now")
def test_an_account_is_one_person_in_all_browsers(
    consultation: Consultation, article: Provision
) -> None:
    user = UserFactory()
    url = reverse("comments:mark", args=[consultation.year, consultation.slug])
    for stance in ("support", "oppose"):
        browser = Client()
        browser.force_login(user)
        browser.post(url, {"mark": f"{article.eid}:{stance}"})
        assert "veche_marks" not in browser.cookies
    assert StanceMark.objects.get().stance == "oppose"
