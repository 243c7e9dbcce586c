"""The screen on which one group is answered."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.comments.models import ProvisionComment
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import AnswerDraft, ArgumentGroup
from consultations.conclusions.pages.route import Route
from consultations.conclusions.services import agree_answers, draft_answer
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.conclusions import adopted, answered, group_of, published
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db

TEXT = "Увеличьте срок подачи заявления до 30 дней. Из дальних сёл за десять дней не доехать."
LIKE = "Подача заявления: увеличьте срок до 25 дней, из дальних сёл не доехать за десять."
WORDS = AnswerData("noted", "opinion", "Ответ коллеги.", "пункт 3 статьи 12")


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def user(consultation: Consultation) -> User:
    found: User = UserFactory()
    MembershipFactory(user=found, body=consultation.responder, role=MembershipRole.CLERK)
    return found


@pytest.fixture
def clerk(user: User, client: Client) -> Client:
    client.force_login(user)
    return client


def groups_in(consultation: Consultation, count: int) -> list[ArgumentGroup]:
    """Groups in the order of the text, each on a provision of its own."""
    made = []
    for number in range(count):
        provision = ProvisionFactory(
            version=consultation.version, position=number, path=f"article:{number + 1}"
        )
        made.append(group_of(published(consultation, provision=provision)))
    return made


def screen(group: ArgumentGroup, **query: object) -> str:
    path = reverse("conclusions:answer", args=[group.pk])
    return f"{path}?{urlencode(query)}" if query else path


def refusal(**changes: Any) -> dict[str, Any]:
    typed = {"disposition": "rejected", "reason_code": "federal_law", "text": "Противоречит."}
    return typed | {"norm": "", "expected_text": "", "version": 0} | changes


def drafted(group: ArgumentGroup, words: AnswerData = WORDS, **values: Any) -> AnswerDraft:
    draft: AnswerDraft = draft_answer(
        actor=values.pop("actor", None), group=group, data=words, now=timezone.now(), **values
    )
    return draft


# --- The way through a list --------------------------------------------------------------------


def test_a_save_leads_on_within_the_list_that_one_came_from(
    clerk: Client, consultation: Consultation
) -> None:
    first, second, third = groups_in(consultation, 3)
    remark = adopted(consultation, {"text": "Нет срока."}).remarks.get().argument.group
    drafted(second)
    way = {"in": "kind=proposals"}

    def post(group: ArgumentGroup, **button: str) -> str:
        address = clerk.post(screen(group, **way), refusal(**button))["Location"]
        assert address.endswith("#work")
        return address.removesuffix("#work")

    assert post(first, next="1") == screen(third, **way, saved=first.pk)
    assert post(third, previous="1", text="Иначе.") == screen(second, **way, saved=third.pk)
    # The last one without a draft leads back to the list, with its filters; a remark is not on it.
    clerk.post(screen(second, **way), refusal(version=1))
    done = clerk.post(screen(third, **way), refusal(next="1", version=1, text="И ещё иначе."))
    assert done["Location"] == reverse("conclusions:answers", args=[consultation.pk]) + (
        "?kind=proposals"
    )
    assert not AnswerDraft.objects.filter(group=remark).exists()


def test_the_place_in_the_list_and_its_neighbours(
    clerk: Client, user: User, consultation: Consultation
) -> None:
    groups = groups_in(consultation, 4)
    answered(groups[1])
    drafted(groups[0], actor=user)
    page = clerk.get(screen(groups[2]))
    place = page.context["place"]
    # Of those that wait: the answered one is not among them.
    assert (place.number, place.total) == (2, 3)
    assert (place.before, place.after) == (groups[0].pk, groups[3].pk)
    assert page.context["today"] == 1
    everything = clerk.get(screen(groups[2], **{"in": "state=all"})).context["place"]
    assert (everything.number, everything.total, everything.before) == (3, 4, groups[1].pk)
    outside = clerk.get(screen(groups[1])).context["place"]
    assert (outside.number, outside.before, outside.after) == (None, groups[0].pk, groups[2].pk)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("state=all&kind=remarks", {"state": "all", "kind": "remarks"}),
        ("on=17", {"on": "17"}),
        ("on=whole&cursor=x", {"on": "whole"}),
        ("state=nonsense&kind=remarks", {}),
        ("on=9999999999999999999999", {}),
        ("on=1%20or%201", {}),
        ("//evil.example/?state=all", {}),
        ("", {}),
    ],
)
def test_the_list_in_the_address_is_validated(query: str, wanted: dict[str, str]) -> None:
    assert Route.of(query).wanted == wanted


# --- Words of others ------------------------------------------------------------------------------


def test_earlier_answers_are_offered_and_taken_without_scripts(
    clerk: Client, consultation: Consultation
) -> None:
    group = group_of(published(consultation, comment=TEXT))
    draft = group_of(published(consultation, comment=LIKE))
    drafted(draft)
    before = ConsultationFactory(closed=True, responder=consultation.responder)
    public = group_of(published(before, comment=TEXT))
    answered(public)
    elsewhere = group_of(published(ConsultationFactory(closed=True), comment=TEXT))
    answered(elsewhere)
    page = clerk.get(screen(group))
    offered = {line.url: line for line in page.context["earlier"]}
    assert set(offered) == {screen(draft), screen(public)}
    assert (offered[screen(draft)].is_draft, offered[screen(public)].is_draft) == (True, False)
    assert offered[screen(public)].event == before.version.bill.title
    taken = clerk.get(screen(group, take=draft.pk))
    assert taken.context["form"].initial["text"] == "Ответ коллеги."
    assert taken.context["form"].initial["version"] == 0
    assert 'value="noted" required id="id_disposition_3" checked' in taken.content.decode()
    assert not AnswerDraft.objects.filter(group=group).exists()
    for wrong in (elsewhere.pk, 999_999, "x", "9" * 30):
        assert clerk.get(screen(group, take=wrong)).context["taken"] is None


def test_two_clerks_see_each_others_words_and_nothing_is_lost(
    clerk: Client, consultation: Consultation
) -> None:
    group = groups_in(consultation, 1)[0]
    drafted(group)
    refused = clerk.post(screen(group), refusal(text="Мой ответ."))
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "Ответ коллеги." in text
    assert "Мой ответ." in text
    # Theirs: in the form; mine stands beside it.
    theirs = clerk.post(screen(group), refusal(text="Мой ответ.", version=1, theirs="1"))
    assert theirs.status_code == 200
    assert theirs.context["form"]["text"].value() == "Ответ коллеги."
    assert "Мой ответ." in theirs.content.decode()
    assert AnswerDraft.objects.get().text == "Ответ коллеги."
    # Mine: saved over it.
    assert clerk.post(screen(group), refusal(text="Мой ответ.", version=1)).status_code == 302
    assert AnswerDraft.objects.get().text == "Мой ответ."


def test_a_draft_is_thrown_away_unless_a_colleague_has_changed_it(
    clerk: Client, consultation: Consultation
) -> None:
    group = groups_in(consultation, 1)[0]
    drafted(group)
    assert clerk.post(screen(group), refusal(discard="1")).status_code == 409
    assert AnswerDraft.objects.exists()
    gone = clerk.post(screen(group), refusal(discard="1", version=1, disposition=""))
    assert (gone.status_code, gone["Location"]) == (302, screen(group))
    assert not AnswerDraft.objects.exists()
    assert clerk.post(screen(group), refusal(discard="1", version=2)).status_code == 200


def test_the_state_says_how_far_the_answer_has_come(
    clerk: Client, consultation: Consultation
) -> None:
    group = groups_in(consultation, 1)[0]
    codes = [clerk.get(screen(group)).context["state"].code]
    draft = drafted(group)
    codes.append(clerk.get(screen(group)).context["state"].code)
    agree_answers(
        actor=None, consultation=consultation, versions={group.pk: draft.version},
        sitting_on=timezone.localdate(), minutes_number="17", now=timezone.now(),
    )  # fmt: skip
    agreed = clerk.get(screen(group))
    codes.append(agreed.context["state"].code)
    assert "№ 17" in agreed.content.decode() or "No. 17" in agreed.content.decode()
    answered(group, AnswerData("noted", "opinion", "Иначе."))
    codes.append(clerk.get(screen(group)).context["state"].code)
    assert codes == ["none", "draft", "agreed", "published"]


# --- Size -----------------------------------------------------------------------------------------


def joined(*said: ProvisionComment) -> ArgumentGroup:
    """All in the group of the first, as people put them together."""
    group = group_of(said[0])
    for other in said[1:]:
        other.argument.group = group
        other.argument.save()
    return group


def texts_on(page: Any) -> tuple[int, int, int]:
    """How many texts add something, how many are in the same words, how many are left."""
    context = page.context
    return len(context["added"].shown), len(context["same"]), context["more_wordings"]


def test_a_large_group_is_light(clerk: Client, consultation: Consultation) -> None:
    """Forty texts of one group that all add something: ten are shown, the rest behind a link."""
    provision = ProvisionFactory(version=consultation.version)
    said = [published(consultation, provision=provision, comment=many(n)) for n in range(39)]
    group = joined(published(consultation, provision=provision, comment=TEXT), *said)
    page = clerk.get(screen(group))
    assert texts_on(page) == (10, 0, 30)
    assert len(page.content) < 120_000
    assert texts_on(clerk.get(screen(group, wordings="all"))) == (40, 0, 0)


def test_many_texts_in_the_same_words_are_one_line(
    clerk: Client, consultation: Consultation
) -> None:
    """A slip of the pen makes another text, but no other words."""
    provision = ProvisionFactory(version=consultation.version)
    slips = [TEXT.replace("доехать", f"дое{letter}хать") for letter in "бвгджзклмнпрстфц"]
    first, *others = [
        published(consultation, provision=provision, comment=text)
        for text in (TEXT, TEXT, *slips, slips[0])
    ]
    group = joined(first, *others)
    page = clerk.get(screen(group))
    assert texts_on(page) == (1, 10, 6)
    assert page.context["added"].same_count == 17
    assert page.content.decode().count("Из дальних сёл") == 11
    assert texts_on(clerk.get(screen(group, wordings="all"))) == (1, 16, 0)


def test_only_what_a_text_adds_is_shown_and_all_of_it_one_click_away(
    clerk: Client, consultation: Consultation
) -> None:
    provision = ProvisionFactory(version=consultation.version)
    added = "Штраф за опоздание надо отменить совсем."
    whole = f"Здравствуйте! {TEXT} {added}"
    first = published(consultation, provision=provision, comment=TEXT)
    second = published(consultation, provision=provision, comment=whole)
    page = clerk.get(screen(joined(first, second)))
    line = page.context["added"].shown[1]
    assert [part.text.strip() for part in line.parts if part.is_new] == [added]
    content = page.content.decode()
    assert content.count(added) == 2  # what it adds, and the whole text folded away
    assert whole in content.replace("&#x27;", "'")


def test_the_same_proposed_wording_is_compared_once(
    clerk: Client, consultation: Consultation
) -> None:
    provision = ProvisionFactory(version=consultation.version)
    wording = "Заявление подаётся в течение 30 дней со дня схода."
    values = {"provision": provision, "kind": "amend"}
    first = published(consultation, comment=TEXT, proposed_text=wording, **values)
    same = published(consultation, comment=many(1), proposed_text=f"{wording} ", **values)
    other = wording.replace("30", "20")
    third = published(consultation, comment=TEXT + "!", proposed_text=other, **values)
    page = clerk.get(screen(joined(first, same, third)))
    shown = {one.member.comment: one for one in page.context["added"].shown}
    assert [shown[one].has_own_wording for one in (first, same, third)] == [True, False, True]
    assert shown[same].proposed_by == shown[first].member.who
    assert page.content.decode().count("data-expect=") == 2
    assert not shown[third].adds_words  # its wording is all that it adds


def many(number: int) -> str:
    """An argument of its own that is like TEXT."""
    return f"Увеличьте срок подачи заявления до {number + 40} дней, из дальних сёл не доехать."


def queries_with(clerk: Client, *, groups: int, members: int) -> int:
    consultation: Consultation = ConsultationFactory(closed=True)
    user = User.objects.get(pk=clerk.session["_auth_user_id"])
    MembershipFactory(user=user, body=consultation.responder, role=MembershipRole.CLERK)
    provision = ProvisionFactory(version=consultation.version)
    adopted(consultation, {"provision": provision}, {"provision": provision})
    said = [
        published(consultation, provision=provision, comment=many(number))
        for number in range(groups)
    ]
    for one in said[: groups // 3]:
        answered(group_of(one), AnswerData("noted", "opinion", f"Ответ {one.pk}."))
    for one in said[groups // 3 : groups * 2 // 3]:
        drafted(group_of(one), AnswerData("noted", "opinion", f"Проект {one.pk}."))
    for _number in range(members):
        mine = published(consultation, provision=provision, comment=TEXT)
    drafted(group_of(mine))
    made = ArgumentGroup.objects.filter(consultation=consultation, items__comment__isnull=False)
    assert (group_of(mine).size, made.distinct().count()) == (members, groups + 1)
    return page_queries(clerk, screen(group_of(mine), **{"in": "kind=proposals"}))


def test_the_screen_costs_no_more_for_more_groups(clerk: Client) -> None:
    """One query less if nothing of what is likest is a draft."""
    few = queries_with(clerk, groups=3, members=2)
    assert few - 1 <= queries_with(clerk, groups=60, members=2) <= few


def test_the_screen_costs_the_same_for_more_members(clerk: Client) -> None:
    assert queries_with(clerk, groups=3, members=5) == queries_with(clerk, groups=3, members=150)
