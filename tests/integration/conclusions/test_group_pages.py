"""Groups of like proposals on the desk and in public."""

import pytest
from django.test import Client
from django.urls import reverse

from consultations.comments.models import ProvisionComment
from consultations.conclusions.models import ArgumentGroup, GroupChange
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.factories.conclusions import answered, group_of, published
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.integration.conclusions.test_views import person

pytestmark = pytest.mark.django_db

TEXT = "Увеличьте срок подачи заявления до 30 дней. Из дальних сёл за десять дней не доехать."
OTHER = TEXT.replace("30", "20")


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory()
    return found


@pytest.fixture
def clerk(consultation: Consultation, client: Client) -> Client:
    client.force_login(person(MembershipRole.CLERK, "responder", consultation))
    return client


def said(consultation: Consultation, text: str = TEXT, **values: object) -> ProvisionComment:
    return published(consultation, comment=text, **values)


def url(name: str, group: ArgumentGroup) -> str:
    return reverse(f"conclusions:{name}", args=[group.pk])


def read(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_a_group_shows_who_says_it_and_each_text_once(
    clerk: Client, consultation: Consultation
) -> None:
    first = said(consultation, author_type="ngo")
    said(consultation, channel="paper")
    said(consultation, f"Здравствуйте! {TEXT}")
    said(consultation, TEXT.replace("заявления", "заявленя"))
    page = clerk.get(url("answer", group_of(first)))
    counts = page.context["counts"]
    assert (counts.comments, counts.wordings, counts.is_campaign) == (4, 2, True)
    assert dict(counts.by_author) == {"ngo": 1, "citizen": 3}
    assert dict(counts.by_proof) == {"email": 3, "paper": 1}
    added = page.context["added"]
    assert [one.count for one in added.shown + added.same] == [3, 1]
    assert (len(added.same), added.same_count) == (1, 1)
    assert page.content.decode().count("Из дальних сёл") == 2


def test_what_is_perhaps_the_same_is_offered_with_its_words_marked(
    clerk: Client, consultation: Consultation
) -> None:
    group = group_of(said(consultation))
    other = group_of(said(consultation, OTHER))
    said(consultation, "Отмените плату за вывоз мусора в деревнях.")
    page = clerk.get(url("answer", group))
    (found,) = page.context["suggestions"]
    assert (found.line.group, found.is_turned) == (other, True)
    assert ("заявления", True) in found.parts
    assert "<mark>заявления</mark>" in page.content.decode()


def test_groups_are_put_together_from_the_page_and_taken_back(
    clerk: Client, consultation: Consultation
) -> None:
    group, other = group_of(said(consultation)), group_of(said(consultation, OTHER))
    done = clerk.post(url("merge", group), {"sources": [other.pk]}, follow=True)
    assert "присоединена" in done.content.decode()
    assert clerk.get(url("answer", other))["Location"] == url("answer", group)
    (change,) = GroupChange.objects.all()
    back = clerk.post(reverse("conclusions:undo", args=[change.pk]), follow=True)
    assert "Изменение отменено" in back.content.decode()
    assert ArgumentGroup.objects.filter(merged_into=None).count() == 2


def test_a_refusal_is_explained_and_nothing_happens(
    clerk: Client, consultation: Consultation
) -> None:
    group, other = group_of(said(consultation)), group_of(said(consultation, OTHER))
    answered(other)
    refused = clerk.post(url("merge", group), {"sources": [other.pk]}, follow=True)
    assert "уже дан ответ" in refused.content.decode()
    nothing = clerk.post(url("merge", group), {}, follow=True)
    assert "Выберите хотя бы одну группу" in nothing.content.decode()
    assert not GroupChange.objects.exists()


def test_undoing_what_has_moved_names_the_proposals(
    clerk: Client, consultation: Consultation
) -> None:
    comments = [said(consultation), said(consultation, OTHER), said(consultation, OTHER)]
    group, other = group_of(comments[0]), group_of(comments[1])
    clerk.post(url("merge", group), {"sources": [other.pk]})
    (change,) = GroupChange.objects.all()
    item = comments[2].argument
    clerk.post(url("members", group), {"items": [item.pk], "target": "", "title": "Иное"})
    page = clerk.post(reverse("conclusions:undo", args=[change.pk]), follow=True).content.decode()
    assert "целиком нельзя" in page
    assert comments[2].receipt_code in page


def test_members_are_taken_out_or_moved(clerk: Client, consultation: Consultation) -> None:
    first, second, third = said(consultation), said(consultation), said(consultation, OTHER)
    group, other = group_of(first), group_of(third)
    form = {"items": [second.argument.pk], "target": "", "title": "Срок для сёл"}
    assert clerk.post(url("members", group), form).status_code == 302
    assert group_of(second).title == "Срок для сёл"
    move = {"items": [first.argument.pk], "target": other.pk, "title": ""}
    assert clerk.post(url("members", group), move).status_code == 302
    assert group_of(first) == other


@pytest.mark.parametrize("fault", ["nothing", "everything", "another's"])
def test_a_bad_choice_keeps_what_was_typed(
    fault: str, clerk: Client, consultation: Consultation
) -> None:
    first, second = said(consultation), said(consultation)
    stranger = said(consultation, OTHER)
    items = {
        "nothing": [],
        "everything": [first.argument.pk, second.argument.pk],
        "another's": [stranger.argument.pk],
    }[fault]
    form = {"items": items, "target": "", "title": "Название"}
    page = clerk.post(url("members", group_of(first)), form)
    assert page.status_code == 422
    assert 'value="Название"' in page.content.decode()
    assert group_of(first) == group_of(second)


def test_a_name_is_read_by_everybody(clerk: Client, consultation: Consultation) -> None:
    group = group_of(said(consultation))
    said(consultation)
    clerk.post(url("rename", group), {"title": "Продлить срок подачи"})
    public = Client()
    assert "Продлить срок подачи" in read(public, group.get_absolute_url())
    too_long = clerk.post(url("rename", group), {"title": "ж" * 301}, follow=True)
    assert "Продлить срок подачи" in too_long.content.decode()


def test_the_list_tells_one_from_many(clerk: Client, consultation: Consultation) -> None:
    alone, many = group_of(said(consultation, OTHER)), group_of(said(consultation))
    said(consultation)
    address = reverse("conclusions:answers", args=[consultation.pk])
    assert url("answer", many) not in read(clerk, f"{address}?people=one")
    assert url("answer", alone) not in read(clerk, f"{address}?people=many")
    everything = read(clerk, f"{address}?state=all")
    assert "2 предложения" in everything
    assert "от одного человека" in everything


def test_the_public_reads_a_group_with_its_answer(consultation: Consultation) -> None:
    client = Client()
    comment, second = said(consultation), said(consultation)
    group = group_of(comment)
    page = read(client, group.get_absolute_url())
    assert comment.get_absolute_url() in page
    assert second.get_absolute_url() in page
    assert "не голоса" in page
    assert group.get_absolute_url() in read(client, comment.get_absolute_url())
    answered(group)
    assert "Противоречит федеральному закону." in read(client, group.get_absolute_url())


def test_who_is_not_of_the_committee_changes_nothing(consultation: Consultation) -> None:
    group, other = group_of(said(consultation)), group_of(said(consultation, OTHER))
    client = Client()
    client.force_login(person(MembershipRole.CLERK, "elsewhere", consultation))
    assert client.post(url("merge", group), {"sources": [other.pk]}).status_code == 403
    assert client.get(url("members", group)).status_code == 403
    assert not GroupChange.objects.exists()


@pytest.mark.parametrize("count", [2, 60])
def test_the_pages_cost_the_same(
    count: int,
    clerk: Client,
    consultation: Consultation,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    provision = ProvisionFactory(version=consultation.version)
    first = said(consultation, provision=provision)
    for number in range(count):
        said(consultation, provision=provision)
        said(consultation, f"Ответ за {number} дней нужен жителям сёл.", provision=provision)
    group = group_of(first)
    with django_assert_max_num_queries(38):
        clerk.get(url("answer", group))
    with django_assert_max_num_queries(20):
        clerk.get(url("members", group))
    with django_assert_max_num_queries(20):
        Client().get(group.get_absolute_url())
