"""The list of answers: states, colleagues, the plain list."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import AnswerDraft, ArgumentGroup
from consultations.conclusions.services import draft_answer
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.accounts.permissions import policy
from tests.factories.accounts import BodyFactory, CouncilFactory, MembershipFactory, UserFactory
from tests.factories.conclusions import adopted, answered, group_of, published
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db

PHASES: dict[str, dict[str, bool]] = {
    "announced": {"upcoming": True},
    "open": {},
    "answering": {"closed": True},
    "concluded": {"concluded": True},
}
ALLOWED = {
    "conclusions.assign": {"open", "answering"},
    "conclusions.agree": {"open", "answering", "concluded"},
    "conclusions.publish": {"open", "answering", "concluded"},
}
SAID = AnswerData("rejected", "federal_law", "Срок задан частью 2 статьи 15 закона № 131-ФЗ.")


def person(role: str, body: Any, name: str = "") -> User:
    user: User = UserFactory(**({"full_name": name} if name else {}))
    MembershipFactory(user=user, body=body, role=role)
    return user


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("side", ["responder", "organiser", "elsewhere"])
@pytest.mark.parametrize("role", MembershipRole.values)
def test_who_may_share_out_agree_and_publish(role: str, side: str, phase: str) -> None:
    consultation = ConsultationFactory(**PHASES[phase])
    elsewhere = CouncilFactory if role == MembershipRole.SECRETARY else BodyFactory
    user = person(role, getattr(consultation, side, None) or elsewhere())
    is_clerk = role == MembershipRole.CLERK and side == "responder"
    for action, phases in ALLOWED.items():
        may = policy.check(user, action, consultation.as_responder)
        assert may == (is_clerk and phase in phases), action


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def me(consultation: Consultation) -> User:
    return person(MembershipRole.CLERK, consultation.responder, "Ярова Анна Олеговна")


@pytest.fixture
def colleague(consultation: Consultation) -> User:
    return person(MembershipRole.CLERK, consultation.responder, "Белов Пётр Ильич")


@pytest.fixture
def clerk(me: User, client: Client) -> Client:
    client.force_login(me)
    return client


def page_url(consultation: Consultation, query: str = "") -> str:
    return reverse("conclusions:answers", args=[consultation.pk]) + query


def assign_url(consultation: Consultation) -> str:
    return reverse("conclusions:assign", args=[consultation.pk])


def answer_url(group: ArgumentGroup) -> str:
    return reverse("conclusions:answer", args=[group.pk])


def here_url(group: ArgumentGroup) -> str:
    return reverse("conclusions:answer_here", args=[group.pk])


def agreed(group: ArgumentGroup) -> AnswerDraft:
    from consultations.conclusions.services import agree_answers

    draft = draft_answer(actor=None, group=group, data=SAID, now=timezone.now())
    agree_answers(
        actor=None, consultation=group.consultation, versions={group.pk: draft.version},
        sitting_on=timezone.localdate(), minutes_number="7", now=timezone.now(),
    )  # fmt: skip
    draft.refresh_from_db()
    return draft


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "disposition": "rejected", "reason_code": "federal_law", "text": SAID.text, "norm": "",
        "expected_text": "", "version": 0,
    } | changes  # fmt: skip


# --- States and colleagues ------------------------------------------------------------------------


@pytest.fixture
def groups(consultation: Consultation, colleague: User) -> dict[str, ArgumentGroup]:
    """One group in each state; the remark is the colleague's."""
    found = {name: group_of(published(consultation)) for name in ("none", "draft", "agreed", "out")}
    found["remark"] = adopted(consultation, {}).remarks.get().argument.group
    draft_answer(actor=colleague, group=found["draft"], data=SAID, now=timezone.now())
    agreed(found["agreed"])
    answered(found["out"])
    ArgumentGroup.objects.filter(pk=found["remark"].pk).update(assignee=colleague)
    ArgumentGroup.objects.filter(pk=found["draft"].pk).update(is_contested=True)
    return found


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?state=", {"none", "draft", "agreed", "remark"}),
        ("?state=none", {"none", "remark"}),
        ("?state=draft", {"draft"}),
        ("?state=agreed", {"agreed"}),
        ("?state=answered", {"out"}),
        ("?state=all", {"none", "draft", "agreed", "out", "remark"}),
        ("?state=none&kind=proposals", {"none"}),
        ("?state=all&objections=contested", {"draft"}),
        ("?state=all&assignee=nobody", {"none", "draft", "agreed", "out"}),
        ("?state=all&assignee={colleague}", {"remark"}),
        ("?state=all&assignee={me}", set()),
        ("?state=everything", {"none", "draft", "agreed", "remark"}),
    ],
)
def test_the_list_shows_what_fits(
    query: str,
    shown: set[str],
    clerk: Client,
    me: User,
    colleague: User,
    consultation: Consultation,
    groups: dict[str, ArgumentGroup],
) -> None:
    wanted = query.format(me=me.pk, colleague=colleague.pk)
    page = clerk.get(page_url(consultation, wanted)).content.decode()
    assert {name for name, group in groups.items() if answer_url(group) in page} == shown


def test_each_line_says_how_far_it_is(
    clerk: Client, consultation: Consultation, groups: dict[str, ArgumentGroup]
) -> None:
    page = clerk.get(page_url(consultation, "?state=all"))
    lines = {line.group.pk: line for line in page.context["lines"]}
    assert "Белов" in lines[groups["draft"].pk].state_words
    assert "7" in lines[groups["agreed"].pk].state_words
    assert {lines[groups[name].pk].state for name in groups} == {
        "none", "draft", "agreed", "answered",
    }  # fmt: skip
    tabs = {tab["url"]: tab["count"] for tab in page.context["tabs"]}
    assert tabs == {
        "?state=": 4, "?state=none": 2, "?state=draft": 1, "?state=agreed": 1,
        "?state=answered": 1, "?state=all": 5,
    }  # fmt: skip


def test_the_work_of_each_colleague_is_counted(
    clerk: Client, consultation: Consultation, colleague: User, groups: dict[str, ArgumentGroup]
) -> None:
    work = clerk.get(page_url(consultation, "?state=all")).context["work"]
    rows = {key: (one.total, one.untouched, one.drafted, one.agreed, one.answered)
            for _name, key, one in work}  # fmt: skip
    assert rows[str(colleague.pk)] == (1, 1, 0, 0, 0)
    assert rows["nobody"] == (4, 1, 1, 1, 1)
    assert [key for _name, key, _one in work][-1] == "nobody"


def test_one_clerk_alone_shares_nothing_out(clerk: Client, consultation: Consultation) -> None:
    published(consultation)
    page = clerk.get(page_url(consultation, "?state=all"))
    assert page.context["work"] == []
    assert 'name="assignee" required' not in page.content.decode()
    assert assign_url(consultation) in page.content.decode()
    assert 'name="take"' not in page.content.decode()


def test_ticked_groups_get_a_colleague(
    clerk: Client, consultation: Consultation, colleague: User, groups: dict[str, ArgumentGroup]
) -> None:
    chosen = [groups["none"].pk, groups["out"].pk]
    done = clerk.post(
        assign_url(consultation),
        {"groups": chosen, "assignee": colleague.pk, "query": "state=all&cursor=x"},
    )
    assert done["Location"] == page_url(consultation, "?state=all&cursor=x")
    mine = ArgumentGroup.objects.filter(assignee=colleague)
    assert set(mine.values_list("pk", flat=True)) == {*chosen, groups["remark"].pk}
    clerk.post(assign_url(consultation), {"groups": chosen, "assignee": "nobody"})
    assert mine.count() == 1


def test_everything_that_fits_is_assigned_and_no_more(
    clerk: Client, consultation: Consultation, me: User, groups: dict[str, ArgumentGroup]
) -> None:
    page = clerk.get(page_url(consultation, "?state=none"))
    assert page.context["found"] == 2
    sent = {"everything": "on", "assignee": me.pk, "query": "state=none"}
    clerk.post(assign_url(consultation), sent)
    mine = set(ArgumentGroup.objects.filter(assignee=me).values_list("pk", flat=True))
    assert mine == {groups["none"].pk, groups["remark"].pk}


def test_one_press_takes_a_group(
    clerk: Client, consultation: Consultation, me: User, colleague: User
) -> None:
    group = group_of(published(consultation))
    page = clerk.get(page_url(consultation, "?state=all")).content.decode()
    assert f'name="take" value="{group.pk}"' in page
    clerk.post(assign_url(consultation), {"take": group.pk, "query": "state=all"})
    group.refresh_from_db()
    assert group.assignee == me


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"assignee": "999999"},
        {"assignee": "{me}"},
        {"assignee": "{me}", "groups": ["x", "9" * 30]},
        {"take": "x"},
        {"take": "9" * 30},
    ],
)
def test_a_bad_assignment_changes_nothing(
    sent: dict[str, Any], clerk: Client, consultation: Consultation, me: User, colleague: User
) -> None:
    group = group_of(published(consultation))
    data = {key: value.format(me=me.pk) if isinstance(value, str) else value
            for key, value in sent.items()}  # fmt: skip
    done = clerk.post(assign_url(consultation), data, follow=True)
    assert done.status_code == 200
    group.refresh_from_db()
    assert group.assignee is None


def test_a_group_of_another_event_is_not_assigned(
    clerk: Client, consultation: Consultation, me: User
) -> None:
    other = group_of(published(ConsultationFactory(closed=True)))
    clerk.post(assign_url(consultation), {"groups": [other.pk], "assignee": me.pk})
    other.refresh_from_db()
    assert other.assignee is None


def test_another_committee_sees_and_assigns_nothing(
    client: Client, consultation: Consultation
) -> None:
    group = group_of(published(consultation))
    client.force_login(person(MembershipRole.CLERK, BodyFactory()))
    for name in ("agree", "publish"):
        url = reverse(f"conclusions:{name}", args=[consultation.pk])
        assert client.get(url).status_code == client.post(url).status_code == 403
    assert client.post(assign_url(consultation), {"take": group.pk}).status_code == 403
    assert client.post(here_url(group), typed()).status_code == 403
    assert not AnswerDraft.objects.exists()


# --- The plain list -------------------------------------------------------------------------------


def test_little_is_shown_in_full_with_its_forms(clerk: Client, consultation: Consultation) -> None:
    first = published(consultation, comment="Слова первого", kind="amend", proposed_text="за день")
    adopted(consultation, {"text": "Слова совета"})
    answered(group_of(published(consultation, comment="Слова третьего")))
    page = clerk.get(page_url(consultation)).content.decode()
    for words in ("Слова первого", "Слова совета", "Слова третьего", "за день"):
        assert words in page
    for group in ArgumentGroup.objects.all():
        assert f'action="{here_url(group)}"' in page
        assert (f'href="#group-{group.pk}"' in page) == group.is_open
        assert f'id="id_{group.pk}_text"' in page
    assert 'name="on"' not in page
    assert group_of(first).is_open


def test_without_script_the_draft_is_saved_and_the_place_shown_again(
    clerk: Client, consultation: Consultation, me: User
) -> None:
    group = group_of(published(consultation))
    done = clerk.post(here_url(group), typed())
    assert done["Location"] == page_url(consultation, f"#group-{group.pk}")
    draft = AnswerDraft.objects.get(group=group)
    assert (draft.saved_by, draft.text) == (me, SAID.text)


def test_with_script_only_the_item_comes_back(clerk: Client, consultation: Consultation) -> None:
    group, other = (group_of(published(consultation)) for _n in range(2))
    done = clerk.post(here_url(group), typed(), headers={"HX-Request": "true"})
    text = done.content.decode()
    assert done.status_code == 200
    assert f'id="group-{group.pk}"' in text
    assert f'id="group-{other.pk}"' not in text
    assert "<html" not in text
    assert 'hx-swap-oob="true"' in text
    assert 'name="version" value="1"' in text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_is_missing_is_said_in_place(
    headers: dict[str, str], clerk: Client, consultation: Consultation
) -> None:
    group = group_of(published(consultation))
    page = clerk.post(here_url(group), typed(text="", norm="Статья 5"), headers=headers)
    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="Статья 5"' in text
    assert f'id="id_{group.pk}_text_error"' in text
    assert not AnswerDraft.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_colleague_was_faster_in_the_plain_list(
    headers: dict[str, str], clerk: Client, consultation: Consultation
) -> None:
    group = group_of(published(consultation))
    words = AnswerData("noted", "opinion", "Слова коллеги")
    draft_answer(actor=None, group=group, data=words, now=timezone.now())
    page = clerk.post(here_url(group), typed(text="Мои слова"), headers=headers)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Слова коллеги" in text
    assert "Мои слова" in text
    assert clerk.post(here_url(group), typed(text="Мои слова", version=1)).status_code == 302


def test_an_empty_phrase_is_flagged_at_once(clerk: Client, consultation: Consultation) -> None:
    group = group_of(published(consultation))
    data = typed(text="Считаем нецелесообразным.")
    text = clerk.post(here_url(group), data, headers={"HX-Request": "true"}).content.decode()
    assert "notice--warning" in text
    sound = clerk.post(here_url(group), typed(version=1), headers={"HX-Request": "true"})
    assert "notice--warning" not in sound.content.decode()


def test_the_lists_cost_the_same(
    clerk: Client, consultation: Consultation, colleague: User
) -> None:
    def grow(until: int) -> None:
        while ArgumentGroup.objects.count() < until:
            number = ArgumentGroup.objects.count()
            group = group_of(published(consultation, comment=f"Довод номер {number} о дворе"))
            group.assignee = colleague if number % 2 else None
            group.save(update_fields=["assignee"])
            if number % 3:
                text = f"Срок {number} задан статьёй {number}, {'а' * number}"
                words = AnswerData("rejected", "federal_law", text)
                draft_answer(actor=colleague, group=group, data=words, now=timezone.now())

    grow(3)
    few = page_queries(clerk, page_url(consultation, "?state=all"))
    plain = page_queries(clerk, page_url(consultation))
    agree = page_queries(clerk, reverse("conclusions:agree", args=[consultation.pk]))
    grow(20)
    assert page_queries(clerk, page_url(consultation)) == plain <= 22
    grow(60)
    assert page_queries(clerk, page_url(consultation, "?state=all")) == few <= 20
    assert page_queries(clerk, reverse("conclusions:agree", args=[consultation.pk])) == agree <= 16


def test_published_answers_in_the_plain_list_cost_nothing_more(
    clerk: Client, consultation: Consultation
) -> None:
    def grow(until: int) -> None:
        while ArgumentGroup.objects.count() < until:
            number = ArgumentGroup.objects.count()
            words = f"Довод {number} {'о дворе ' * number}"
            answered(group_of(published(consultation, comment=words)))

    grow(2)
    few = page_queries(clerk, page_url(consultation))
    grow(9)
    assert page_queries(clerk, page_url(consultation)) == few
    assert clerk.get(page_url(consultation)).content.count(b'class="answer ') == 9
