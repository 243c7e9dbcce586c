"""Answers are agreed at a sitting and published in batches, by pages and by services."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.domain.substance import Substance
from consultations.conclusions.models import Agreement, Answer, AnswerDraft, ArgumentGroup
from consultations.conclusions.selectors import substance_of
from consultations.conclusions.services import agree_answers, draft_answer, publish_answers
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from search.models import IndexJob
from tests.factories.accounts import MembershipFactory
from tests.factories.conclusions import answered, group_of, published
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db

EMPTY = AnswerData("rejected", "federal_law", "Принять не представляется возможным.")


def reasons(number: int) -> AnswerData:
    """Each in words of its own."""
    said = ["двор", "шум", "снег", "сход", "мороз", "журнал", "камера"]
    words = " ".join(f"{word}{number}" for word in said)
    return AnswerData("rejected", "federal_law", f"Так велит статья {number} закона: {words}.")


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def clerk(consultation: Consultation, client: Client) -> Client:
    place = MembershipFactory(body=consultation.responder, role=MembershipRole.CLERK)
    client.force_login(place.user)
    return client


def drafted(consultation: Consultation, *answers: AnswerData) -> list[AnswerDraft]:
    return [
        draft_answer(
            actor=None, group=group_of(published(consultation)), data=data, now=timezone.now()
        )
        for data in answers
    ]


def agreed(consultation: Consultation, *answers: AnswerData) -> list[AnswerDraft]:
    drafts = drafted(consultation, *answers)
    agree_answers(
        actor=None, consultation=consultation, versions=versions(drafts),
        sitting_on=timezone.localdate(), minutes_number="7", now=timezone.now(),
    )  # fmt: skip
    return drafts


def versions(drafts: list[AnswerDraft]) -> dict[int, int]:
    return {draft.group_id: draft.version for draft in drafts}


def values(drafts: list[AnswerDraft]) -> list[str]:
    return [f"{draft.group_id}:{draft.version}" for draft in drafts]


def url(name: str, consultation: Consultation, query: str = "") -> str:
    return reverse(f"conclusions:{name}", args=[consultation.pk]) + query


def sitting(**changes: Any) -> dict[str, Any]:
    return {"sitting_on": timezone.localdate().isoformat(), "minutes_number": "7"} | changes


# --- The sitting ----------------------------------------------------------------------------------


def test_the_page_shows_all_words_ticked(clerk: Client, consultation: Consultation) -> None:
    drafts = drafted(consultation, reasons(1), reasons(2))
    agreed(consultation, reasons(3))
    page = clerk.get(url("agree", consultation))
    text = page.content.decode()
    assert [line.draft.pk for line in page.context["lines"]] == [draft.pk for draft in drafts]
    assert all(line.is_ticked for line in page.context["lines"])
    assert reasons(1).text in text
    assert reasons(3).text not in text


def test_the_ticked_are_agreed_and_the_rest_stays(
    clerk: Client, consultation: Consultation
) -> None:
    first, second = drafted(consultation, reasons(1), reasons(2))
    done = clerk.post(url("agree", consultation), sitting(drafts=values([first])))
    assert done["Location"] == url("agree", consultation)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.agreement == Agreement.objects.get()
    assert second.agreement is None
    # The next batch of the same sitting need not be told again.
    assert 'name="minutes_number" value="7"' in clerk.get(done["Location"]).content.decode()
    done = clerk.post(url("agree", consultation), sitting(drafts=values([second])))
    assert done["Location"] == url("answers", consultation)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sitting_on": ""}, "sitting_on"),
        ({"sitting_on": "вчера"}, "sitting_on"),
        ({"sitting_on": "9999-12-31"}, "sitting_on"),
        ({"sitting_on": "2001-01-01"}, "sitting_on"),
        ({"minutes_number": " "}, "minutes_number"),
        ({"minutes_number": "7" * 61}, "minutes_number"),
    ],
)
def test_what_is_wrong_with_the_sitting_is_said_at_its_field(
    changes: dict[str, str], field: str, clerk: Client, consultation: Consultation
) -> None:
    first, second = drafted(consultation, reasons(1), reasons(2))
    page = clerk.post(url("agree", consultation), sitting(drafts=values([first])) | changes)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    ticks = {line.draft.pk: line.is_ticked for line in page.context["lines"]}
    assert ticks == {first.pk: True, second.pk: False}
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("sent", [[], ["x"], ["1:2:3"], ["9" * 30 + ":1"]])
def test_nothing_ticked_is_said(sent: list[str], clerk: Client, consultation: Consultation) -> None:
    drafted(consultation, reasons(1))
    page = clerk.post(url("agree", consultation), sitting(drafts=sent))
    assert page.status_code == 409
    assert page.context["form"].non_field_errors()


def test_a_colleague_has_changed_one_meanwhile(clerk: Client, consultation: Consultation) -> None:
    first, second = drafted(consultation, reasons(1), reasons(2))
    ArgumentGroup.objects.filter(pk=first.group_id).update(title="Тот самый довод")
    shown = values([first, second])
    draft_answer(actor=None, group=first.group, data=reasons(9), now=timezone.now())
    page = clerk.post(url("agree", consultation), sitting(drafts=shown, minutes_number="14-а"))
    text = page.content.decode()
    assert page.status_code == 409
    assert [name for name in page.context["changed"] if "Тот самый довод" in name]
    assert reasons(9).text in text
    assert 'value="14-а"' in text
    ticks = {line.draft.group_id: line.is_ticked for line in page.context["lines"]}
    assert ticks == {first.group_id: False, second.group_id: True}
    assert not Agreement.objects.exists()


def test_a_colleague_has_agreed_one_meanwhile(clerk: Client, consultation: Consultation) -> None:
    first, second = drafted(consultation, reasons(1), reasons(2))
    agree_answers(
        actor=None, consultation=consultation, versions=versions([first]),
        sitting_on=timezone.localdate(), minutes_number="1", now=timezone.now(),
    )  # fmt: skip
    page = clerk.post(url("agree", consultation), sitting(drafts=values([first, second])))
    assert page.status_code == 409
    assert len(page.context["gone"]) == 1
    assert [line.is_ticked for line in page.context["lines"]] == [True]


def test_one_group_alone(clerk: Client, consultation: Consultation) -> None:
    first, second = drafted(consultation, reasons(1), reasons(2))
    only = f"?only={first.group_id}"
    page = clerk.get(url("agree", consultation, only))
    assert [line.draft.pk for line in page.context["lines"]] == [first.pk]
    done = clerk.post(url("agree", consultation, only), sitting(drafts=values([first])))
    assert done["Location"] == url("answers", consultation)
    clerk.post(url("publish", consultation, only), {"drafts": values([first])})
    assert Answer.objects.get().group_id == first.group_id
    assert AnswerDraft.objects.get() == second
    assert clerk.get(url("agree", consultation, "?only=x")).status_code == 200


# --- Publishing -----------------------------------------------------------------------------------


def test_flawed_answers_stand_apart_unticked(clerk: Client, consultation: Consultation) -> None:
    empty, one, two, sound = agreed(consultation, EMPTY, reasons(1), reasons(1), reasons(2))
    page = clerk.get(url("publish", consultation))
    flawed = {line.draft.pk: line for line in page.context["flawed"]}
    assert set(flawed) == {empty.pk, one.pk, two.pk}
    assert not any(line.is_ticked for line in flawed.values())
    assert [line.draft.pk for line in page.context["sound"]] == [sound.pk]
    (notice,) = flawed[one.pk].notices
    assert [address for _label, address in notice.links] == [
        reverse("conclusions:answer", args=[two.group_id])
    ]
    assert "статья" not in flawed[empty.pk].notices[0].title
    assert reverse("conclusions:answer", args=[empty.group_id]) in page.content.decode()


def test_sound_ones_are_published_and_flawed_ones_only_on_purpose(
    clerk: Client, consultation: Consultation
) -> None:
    empty, sound = agreed(consultation, EMPTY, reasons(2))
    done = clerk.post(url("publish", consultation), {"drafts": values([sound])})
    assert done["Location"] == url("publish", consultation)
    assert Answer.objects.get().flaws == []
    refused = clerk.post(url("publish", consultation), {"drafts": values([empty])})
    assert refused.status_code == 409
    assert Answer.objects.count() == 1
    clerk.post(url("publish", consultation), {"despite": values([empty])})
    assert Answer.objects.get(group=empty.group_id).flaws == ["empty"]


def test_a_change_between_showing_and_publishing_is_named(
    clerk: Client, consultation: Consultation
) -> None:
    first, second = agreed(consultation, reasons(1), reasons(2))
    ArgumentGroup.objects.filter(pk=first.group_id).update(title="Тот самый довод")
    shown = values([first, second])
    draft_answer(actor=None, group=first.group, data=reasons(9), now=timezone.now())
    page = clerk.post(url("publish", consultation), {"drafts": shown})
    assert page.status_code == 409
    assert [name for name in page.context["gone"] if "Тот самый довод" in name]
    assert [line.is_ticked for line in page.context["sound"]] == [True]
    assert not Answer.objects.exists()


def test_hidden_proposals_are_neither_agreed_nor_published(
    clerk: Client, consultation: Consultation
) -> None:
    gone, left = agreed(consultation, reasons(1), reasons(2))
    ArgumentGroup.objects.filter(pk=gone.group_id).update(size=0)
    page = clerk.get(url("publish", consultation))
    assert [line.draft.pk for line in page.context["sound"]] == [left.pk]


def test_a_batch_costs_the_same_for_few_and_many(consultation: Consultation) -> None:
    counts = []
    for start, size in ((0, 3), (100, 60)):
        drafts = agreed(consultation, *[reasons(start + number) for number in range(size)])
        with CaptureQueriesContext(connection) as captured:
            publish_answers(
                actor=None, consultation=consultation, versions=versions(drafts),
                now=timezone.now(),
            )  # fmt: skip
        tasks = sum("INSERT INTO" in one["sql"] and "task" in one["sql"] for one in captured)
        counts.append(len(captured) - tasks)
    assert counts[0] == counts[1]
    consultation.refresh_from_db()
    assert consultation.open_items == 0
    assert Answer.objects.count() == JournalEntry.objects.filter(kind="answer.published").count()
    assert IndexJob.objects.filter(kind="answer").count() >= 63 or not IndexJob.objects.exists()
    assert not AnswerDraft.objects.exists()


def test_a_batch_supersedes_and_settles_objections(consultation: Consultation) -> None:
    group = group_of(published(consultation))
    first = answered(group)
    ArgumentGroup.objects.filter(pk=group.pk).update(is_contested=True)
    second = answered(group, reasons(5))
    group.refresh_from_db()
    assert (second.revision, first.group_id) == (2, group.pk)
    assert not group.is_contested
    assert group.answer_version == 4
    assert Answer.objects.current().get() == second


def test_the_publishing_page_costs_the_same(clerk: Client, consultation: Consultation) -> None:
    page = url("publish", consultation)
    agreed(consultation, EMPTY, reasons(1), reasons(1))
    few = page_queries(clerk, page)
    agreed(consultation, *[EMPTY] * 20, *[reasons(number) for number in range(37)])
    assert page_queries(clerk, page) == few <= 22


# --- The public share -----------------------------------------------------------------------------


def test_the_share_is_public_and_counted_once(
    client: Client, consultation: Consultation, django_assert_num_queries: Any
) -> None:
    other = ConsultationFactory(closed=True)
    for number in range(3):
        answered(group_of(published(consultation)), reasons(number))
    answered(group_of(published(consultation)), EMPTY)
    consultation.refresh_from_db()
    with django_assert_num_queries(1):
        found = substance_of([consultation, other])
    assert found[consultation.pk] == Substance(answered=4, flawed=1, empty=1, repeated=0)
    assert found[other.pk] == Substance()
    with django_assert_num_queries(0):
        substance_of([consultation, other])
    for page in (
        consultation.get_absolute_url(),
        f"{consultation.get_absolute_url()}participation/",
    ):
        shown = client.get(page)
        assert shown.context["substance"].percent == 75
        assert "(75 %)" in shown.content.decode() or "75" in shown.content.decode()
    assert 'class="small"><b>' not in client.get(other.get_absolute_url()).content.decode()
