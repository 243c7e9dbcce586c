"""Two secretaries write one draft: nothing is lost, and only real conflicts are asked about."""

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.expertise.domain.opinions import OpinionData, RemarkData
from consultations.expertise.models import Opinion
from consultations.expertise.selectors import opinion_data
from consultations.expertise.views import opinions
from consultations.expertise.views.saving import save_form
from consultations.process.models import Referral
from core.accounts.models import MembershipRole, User
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.process import ReferralFactory
from tests.integration.expertise.drafts import saved, whole
from tests.integration.expertise.pages import address, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral() -> Referral:
    found: Referral = ReferralFactory()
    return found


@pytest.fixture
def colleague() -> User:
    found: User = UserFactory()
    return found


@pytest.fixture
def secretary(referral: Referral, client: Client) -> Client:
    user = UserFactory()
    MembershipFactory(user=user, body=referral.council, role=MembershipRole.SECRETARY)
    client.force_login(user)
    return client


@pytest.fixture
def draft(referral: Referral) -> Opinion:
    remarks = (RemarkData("Первое"), RemarkData("Второе"))
    return saved(referral, whole(referral, findings="Было", remarks=remarks))


def colleague_saves(referral: Referral, colleague: User, **changes: Any) -> None:
    opinion = Opinion.objects.get()
    data = opinion_data(opinion)
    values = {name: getattr(data, name) for name in data.__dataclass_fields__}
    saved(referral, OpinionData(**values | changes), opinion.revision, colleague)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form of a merge."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def test_what_does_not_meet_is_saved_together(
    secretary: Client, referral: Referral, draft: Opinion, colleague: User
) -> None:
    form = posted(draft) | {"consequences": "Мои последствия"}
    form |= {"remarks-2-text": "Моё новое", "remarks-2-importance": "low"}
    first, second = opinion_data(draft).remarks
    remarks = (first, RemarkData("Второе, иначе", pk=second.pk), RemarkData("Чужое новое"))
    colleague_saves(referral, colleague, findings="Их выводы", remarks=remarks)
    answer = secretary.post(address(referral), form)
    assert answer.status_code == 302
    data = opinion_data(Opinion.objects.get())
    assert (data.findings, data.consequences) == ("Их выводы", "Мои последствия")
    assert {remark.text for remark in data.remarks} == {
        "Первое", "Второе, иначе", "Чужое новое", "Моё новое",
    }  # fmt: skip
    page = secretary.get(address(referral)).content.decode()
    assert page.count("notice--info") == 1


def test_what_was_not_seen_is_not_adopted(
    secretary: Client, referral: Referral, draft: Opinion, colleague: User
) -> None:
    form = posted(draft) | {"consequences": "Мои последствия"}
    colleague_saves(referral, colleague, findings="Их выводы")
    answer = secretary.post(address(referral, "adopt"), form)
    opinion = Opinion.objects.get()
    assert (answer.status_code, opinion.is_adopted) == (409, False)
    assert (opinion.findings, opinion.consequences) == ("Их выводы", "Мои последствия")
    page = answer.content.decode()
    assert "Их выводы" in page
    assert page.count("notice--warning") == 1
    answer = secretary.post(address(referral, "adopt"), posted(opinion))
    assert (answer.status_code, Opinion.objects.get().is_adopted) == (302, True)


def test_what_is_saved_between_saving_and_adopting_is_not_adopted(
    secretary: Client,
    referral: Referral,
    draft: Opinion,
    colleague: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def save_and_be_overtaken(request: Any, page: Any) -> bool:
        done = save_form(request, page)
        colleague_saves(referral, colleague, findings="Их выводы")
        return done

    monkeypatch.setattr(opinions, "save_form", save_and_be_overtaken)
    answer = secretary.post(address(referral, "adopt"), posted(draft))
    assert (answer.status_code, Opinion.objects.get().is_adopted) == (409, False)
    assert "Их выводы" in answer.content.decode()


def test_only_real_conflicts_are_asked_about(
    secretary: Client, referral: Referral, draft: Opinion, colleague: User
) -> None:
    form = posted(draft) | {"findings": "Мои выводы", "place": "Зея"}
    colleague_saves(referral, colleague, findings="Их выводы", proposals="Их предложения")
    answer = secretary.post(address(referral), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count('type="radio"') == 3
    assert "Мои выводы" in page
    assert "Их выводы" in page
    assert Opinion.objects.get().findings == "Их выводы"


def asked(secretary: Client, referral: Referral, form: dict[str, Any]) -> dict[str, str]:
    answer = secretary.post(address(referral), form)
    assert answer.status_code == 409
    return hidden(answer.content.decode())


@pytest.mark.parametrize(
    ("choice", "expected"), [("mine", "Мои"), ("theirs", "Их"), ("edit", "Общие")]
)
def test_the_choice_is_what_is_saved(
    choice: str,
    expected: str,
    secretary: Client,
    referral: Referral,
    draft: Opinion,
    colleague: User,
) -> None:
    form = posted(draft) | {"findings": "Мои", "place": "Зея"}
    colleague_saves(referral, colleague, findings="Их", proposals="Их предложения")
    state = asked(secretary, referral, form)
    sent = state | {"choice-0": choice, "words-0": "Общие"}
    answer = secretary.post(address(referral, "merge"), sent)
    assert answer.status_code == 302
    data = opinion_data(Opinion.objects.get())
    assert (data.findings, data.place, data.proposals) == (expected, "Зея", "Их предложения")


def test_without_a_choice_it_is_asked_again(
    secretary: Client, referral: Referral, draft: Opinion, colleague: User
) -> None:
    form = posted(draft) | {"findings": "Мои", "place": "Зея"}
    colleague_saves(referral, colleague, findings="Их")
    state = asked(secretary, referral, form)
    answer = secretary.post(address(referral, "merge"), state | {"words-0": "Почти готово"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Почти готово" in page
    assert hidden(page)["mine"] == state["mine"]


def test_nothing_is_lost_on_a_second_conflict(
    secretary: Client, referral: Referral, draft: Opinion, colleague: User
) -> None:
    form = posted(draft) | {"findings": "Мои", "place": "Зея"}
    colleague_saves(referral, colleague, findings="Их")
    state = asked(secretary, referral, form)
    colleague_saves(referral, colleague, findings="Их снова", materials="Их материалы")
    sent = state | {"choice-0": "edit", "words-0": "Общие"}
    again = secretary.post(address(referral, "merge"), sent)
    page = again.content.decode()
    assert again.status_code == 409
    assert "Общие" in page
    assert "Их снова" in page
    done = secretary.post(address(referral, "merge"), hidden(page) | {"choice-0": "mine"})
    assert done.status_code == 302
    data = opinion_data(Opinion.objects.get())
    assert (data.findings, data.place, data.materials) == ("Общие", "Зея", "Их материалы")


def test_a_row_that_a_colleague_removed(
    secretary: Client, referral: Referral, draft: Opinion, colleague: User
) -> None:
    form = posted(draft) | {"remarks-0-text": "Первое, иначе"}
    colleague_saves(referral, colleague, remarks=opinion_data(draft).remarks[1:])
    state = asked(secretary, referral, form)
    answer = secretary.post(address(referral, "merge"), state | {"choice-0": "mine"})
    assert answer.status_code == 302
    assert {remark.text for remark in opinion_data(draft).remarks} == {"Первое, иначе", "Второе"}


def test_a_forged_text_is_not_saved(
    secretary: Client, referral: Referral, draft: Opinion, colleague: User
) -> None:
    sent = {"mine": "{]", "base": 1, "revision": 1}
    assert secretary.post(address(referral, "merge"), sent).status_code == 302
    form = posted(draft) | {"findings": "Мои"}
    colleague_saves(referral, colleague, findings="Их")
    state = asked(secretary, referral, form)
    # Nobody becomes an author by a form.
    forged = state["mine"].replace('"authors": []', f'"authors": [{colleague.pk}]')
    assert forged != state["mine"]
    secretary.post(address(referral, "merge"), state | {"mine": forged, "choice-0": "mine"})
    assert Opinion.objects.get().findings == "Мои"
    assert all(not remark.authors for remark in opinion_data(draft).remarks)


def test_adoption_waits_for_a_merge(
    secretary: Client, referral: Referral, draft: Opinion, colleague: User
) -> None:
    form = posted(draft) | {"findings": "Мои"}
    colleague_saves(referral, colleague, findings="Их")
    assert secretary.post(address(referral, "adopt"), form).status_code == 409
    assert not Opinion.objects.get().is_adopted


def test_the_history_shows_who_changed_what(
    secretary: Client, referral: Referral, draft: Opinion, colleague: User
) -> None:
    colleague_saves(referral, colleague, findings="Стало", place="Зея")
    page = secretary.get(address(referral, "history")).content.decode()
    assert str(colleague) in page
    assert "<del>" in page
    assert page.count("Зея") == 1
    whole_way = secretary.get(address(referral, "history") + "?from=0&to=1").content.decode()
    assert "Первое" in whole_way
    odd = secretary.get(address(referral, "history") + "?from=x&to=99999999999")
    assert odd.status_code == 200
    nothing = ReferralFactory(council=referral.council)
    assert secretary.get(address(nothing, "history")).status_code == 404


def test_each_section_names_its_last_editor(
    secretary: Client, referral: Referral, draft: Opinion, colleague: User
) -> None:
    colleague_saves(referral, colleague, findings="Стало")
    page = secretary.get(reverse("expertise:opinion", args=[referral.pk])).content.decode()
    assert page.count(str(colleague)) == 1
    assert timezone.localtime().strftime("%H:") in page
