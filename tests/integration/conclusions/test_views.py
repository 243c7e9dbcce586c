"""The desk of the committee and of the organiser."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.comments.models import Attachment, CommentStatus
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import Answer, AnswerDraft, ArgumentGroup, SummaryConclusion
from consultations.conclusions.services import draft_answer
from consultations.process.models import Consultation, ConsultationStatus
from core.accounts.models import MembershipRole, User
from core.accounts.permissions import policy
from tests.factories.accounts import BodyFactory, CouncilFactory, MembershipFactory, UserFactory
from tests.factories.conclusions import (
    adopted,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
    summarised,
)
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

PHASES: dict[str, dict[str, bool]] = {
    "announced": {"upcoming": True},
    "open": {},
    "answering": {"closed": True},
    "concluded": {"concluded": True},
}
SIDES = ("responder", "organiser", "elsewhere")


def person(role: str, side: str, consultation: Consultation) -> User:
    user: User = UserFactory()
    elsewhere = CouncilFactory if role == MembershipRole.SECRETARY else BodyFactory
    body = getattr(consultation, side, None) or elsewhere()
    MembershipFactory(user=user, body=body, role=role)
    return user


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("role", MembershipRole.values)
def test_who_may_do_what_and_when(role: str, side: str, phase: str) -> None:
    consultation = ConsultationFactory(**PHASES[phase])
    group = ArgumentGroup.objects.create(consultation=consultation, is_open=False)
    user = person(role, side, consultation)
    is_clerk = role == MembershipRole.CLERK and side == "responder"
    heads = (MembershipRole.SECRETARY, MembershipRole.CHAIR)
    may_sign = role in heads and side == "organiser"
    leads = role in heads and side == "responder"
    answers = is_clerk and phase in ("open", "answering")
    assert policy.check(user, "conclusions.answer", consultation.as_responder) == answers
    assert policy.check(user, "conclusions.answer", group) == answers
    assert policy.check(user, "conclusions.read", group) == (is_clerk or leads)
    signs = may_sign and phase == "answering"
    assert policy.check(user, "conclusions.sign", consultation.as_organiser) == signs
    assert policy.check(user, "conclusions.sign_lapsed", consultation.as_organiser) == signs
    summarises = leads and phase == "answering"
    assert policy.check(user, "conclusions.sign_summary", consultation.as_responder) == summarises
    for obj, may in ((consultation.as_responder, leads), (consultation.as_organiser, may_sign)):
        revises = may and phase == "concluded"
        assert policy.check(user, "conclusions.revise", obj) == revises
    # Both sides see what is still to be done; nobody else does.
    inside = side != "elsewhere" and role in (MembershipRole.CLERK, *heads)
    assert policy.check(user, "conclusions.readiness", consultation.as_either) == inside


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def clerk(consultation: Consultation, client: Client) -> Client:
    client.force_login(person(MembershipRole.CLERK, "responder", consultation))
    return client


@pytest.fixture
def secretary(consultation: Consultation, client: Client) -> Client:
    client.force_login(person(MembershipRole.SECRETARY, "organiser", consultation))
    return client


def answer_url(group: ArgumentGroup) -> str:
    return reverse("conclusions:answer", args=[group.pk])


def list_url(consultation: Consultation, query: str = "") -> str:
    return reverse("conclusions:answers", args=[consultation.pk]) + query


def sign_url(consultation: Consultation) -> str:
    return reverse("conclusions:sign", args=[consultation.pk])


def summary_url(consultation: Consultation) -> str:
    return reverse("conclusions:sign_summary", args=[consultation.pk])


def refusal(**changes: Any) -> dict[str, Any]:
    return {
        "disposition": "rejected",
        "reason_code": "federal_law",
        "text": "Противоречит закону.",
        "norm": "",
        "expected_text": "за пять дней",
        "version": 0,
    } | changes


# --- Answers ----------------------------------------------------------------------------------


def test_the_list_goes_in_the_order_of_the_text(clerk: Client, consultation: Consultation) -> None:
    second = ProvisionFactory(version=consultation.version, position=2, path="article:2")
    first = ProvisionFactory(version=consultation.version, position=1, path="article:1")
    groups = [
        group_of(published(consultation)),
        group_of(published(consultation, provision=second)),
        group_of(published(consultation, provision=first)),
    ]
    opinion = adopted(consultation, {"provision": first})
    groups.insert(3, opinion.remarks.get().argument.group)
    page = clerk.get(list_url(consultation)).content.decode()
    places = [page.index(answer_url(group)) for group in groups]
    assert places[2] < places[3] < places[1] < places[0]
    assert "Статья 1" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?state=", {"waiting", "remark"}),
        ("?kind=remarks", {"remark"}),
        ("?kind=proposals", {"waiting"}),
        ("?state=answered", {"answered"}),
        ("?state=all", {"waiting", "remark", "answered"}),
        ("?on=whole&state=all", {"answered"}),
        ("?on={provision}", {"waiting", "remark"}),
        ("?on=999999", {"waiting", "remark"}),
    ],
)
def test_the_list_is_filtered(
    query: str, shown: set[str], clerk: Client, consultation: Consultation
) -> None:
    provision = ProvisionFactory(version=consultation.version)
    groups = {
        "waiting": group_of(published(consultation, provision=provision)),
        "remark": adopted(consultation, {"provision": provision}).remarks.get().argument.group,
        "answered": group_of(published(consultation)),
    }
    answered(groups["answered"])
    page = clerk.get(list_url(consultation, query.format(provision=provision.pk))).content.decode()
    assert {name for name, group in groups.items() if answer_url(group) in page} == shown


def test_few_are_a_plain_list_and_thirty_have_filters_and_pages(
    clerk: Client, consultation: Consultation
) -> None:
    for _number in range(29):
        published(consultation)
    page = clerk.get(list_url(consultation)).content.decode()
    assert 'name="kind"' not in page
    assert "cursor=" not in page
    published(consultation)
    last = group_of(published(consultation))
    page = clerk.get(list_url(consultation))
    assert 'name="kind"' in page.content.decode()
    assert answer_url(last) not in page.content.decode()
    cursor = page.context["page"].next_cursor
    assert (
        answer_url(last) in clerk.get(list_url(consultation, f"?cursor={cursor}")).content.decode()
    )


def test_an_answer_is_saved_and_the_next_one_opened(
    clerk: Client, consultation: Consultation
) -> None:
    provision = ProvisionFactory(version=consultation.version, position=1)
    last = group_of(published(consultation))
    first = group_of(published(consultation, provision=provision))
    onwards = clerk.post(answer_url(first), refusal(next="1"))
    assert onwards.status_code == 302
    assert onwards["Location"] == f"{answer_url(last)}?saved={first.pk}#work"
    draft = AnswerDraft.objects.get()
    assert (draft.disposition, draft.expected_text) == ("rejected", "")
    onwards = clerk.post(answer_url(last), refusal(next="1"))
    assert onwards["Location"] == list_url(consultation)
    stay = clerk.post(answer_url(last), refusal(version=1, text="Иначе"))
    assert stay["Location"] == f"{answer_url(last)}?saved={last.pk}#work"
    assert "Иначе" in clerk.get(answer_url(last)).content.decode()


def test_the_page_shows_what_one_needs_to_decide(clerk: Client, consultation: Consultation) -> None:
    provision = ProvisionFactory(
        version=consultation.version, path="article:5", heading="",
        content={"intro": [{"type": "alinea", "text": "Ответ направляется в месячный срок."}]},
    )  # fmt: skip
    comment = published(
        consultation, provision=provision, kind="amend", comment="Это долго.",
        proposed_text="Ответ направляется в пятидневный срок.",
    )  # fmt: skip
    adopted(consultation, {"provision": provision, "text": "Срок не обоснован."})
    other = published(consultation, provision=provision, comment="И я так думаю.")
    page = clerk.get(answer_url(group_of(comment))).content.decode()
    assert "Статья 5" in page
    assert "Ответ направляется в месячный срок." in page
    assert "<ins>" in page
    assert "<del>" in page
    for words in ("Это долго.", "Срок не обоснован.", "И я так думаю.", comment.author_name):
        assert words in page
    assert answer_url(group_of(other)) in page
    # The proposed wording is offered as the expected one.
    expected = page[page.index('name="expected_text"') :]
    assert "пятидневный" in expected[: expected.index("</textarea>")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"disposition": ""}, "disposition"),
        ({"text": ""}, "text"),
        ({"reason_code": ""}, "reason_code"),
        ({"reason_code": "opinion"}, "reason_code"),
        (
            {"disposition": "partly", "reason_code": "narrower", "expected_text": ""},
            "expected_text",
        ),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    changes: dict[str, str], field: str, clerk: Client, consultation: Consultation
) -> None:
    group = group_of(published(consultation, kind="amend", proposed_text="за пять дней"))
    page = clerk.post(answer_url(group), refusal(**changes))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not Answer.objects.exists()


def test_a_colleague_was_faster_and_nothing_is_lost(
    clerk: Client, consultation: Consultation
) -> None:
    group = group_of(published(consultation))
    words = AnswerData("noted", "opinion", "Ответ коллеги")
    draft_answer(actor=None, group=group, data=words, now=timezone.now())
    page = clerk.post(answer_url(group), refusal(text="Мой ответ"))
    text = page.content.decode()
    assert page.status_code == 409
    assert "Ответ коллеги" in text
    assert "Мой ответ" in text
    assert 'name="version" value="1"' in text
    assert clerk.post(answer_url(group), refusal(version=1)).status_code == 302


def test_what_is_hidden_is_not_shown_and_not_answered(
    clerk: Client, consultation: Consultation
) -> None:
    comment = published(consultation, comment="Скрытое слово")
    group = group_of(comment)
    comment.status = CommentStatus.HIDDEN
    comment.save()
    assert "Скрытое слово" not in clerk.get(answer_url(group)).content.decode()
    page = clerk.post(answer_url(group), refusal())
    assert page.status_code == 422
    assert not Answer.objects.exists()


def test_a_clerk_of_another_committee_sees_nothing(
    client: Client, consultation: Consultation
) -> None:
    group = group_of(published(consultation))
    client.force_login(person(MembershipRole.CLERK, "elsewhere", consultation))
    for url in (list_url(consultation), answer_url(group), sign_url(consultation)):
        assert client.get(url).status_code == 403
    assert client.post(answer_url(group), refusal()).status_code == 403
    assert client.get(answer_url(group).replace(str(group.pk), "999999")).status_code == 404


def test_after_the_signature_answers_are_read_only(
    clerk: Client, consultation: Consultation
) -> None:
    group = group_of(published(consultation))
    answered(group)
    signed(consultation)
    assert "<textarea" not in clerk.get(answer_url(group)).content.decode()
    assert clerk.post(answer_url(group), refusal(version=1)).status_code == 403


def test_the_committee_sees_the_files_of_a_proposal(
    clerk: Client, consultation: Consultation
) -> None:
    comment = published(consultation, file_count=1)
    common = {"comment": comment, "kind": "pdf", "size": 12_400, "uploaded_at": timezone.now()}
    shown = Attachment.objects.create(name="расчёт.pdf", sha256="a" * 64, **common)
    Attachment.objects.create(name="скан.pdf", sha256="b" * 64, is_scan=True, **common)
    page = clerk.get(answer_url(group_of(comment))).content.decode()
    assert "расчёт.pdf" in page
    assert shown.get_absolute_url() in page
    assert "скан.pdf" not in page


@pytest.mark.parametrize("count", [1, 50])
def test_the_pages_cost_the_same(
    count: int, clerk: Client, consultation: Consultation, django_assert_max_num_queries: Any
) -> None:
    provision = ProvisionFactory(version=consultation.version)
    groups = [group_of(published(consultation, provision=provision)) for _n in range(count)]
    adopted(consultation, *[{"provision": provision} for _n in range(count)])
    for group in groups:
        answered(group)
    with django_assert_max_num_queries(15):
        clerk.get(list_url(consultation, "?state=all"))
    with django_assert_max_num_queries(40):
        clerk.get(answer_url(groups[0]))
    with django_assert_max_num_queries(22):
        clerk.get(sign_url(consultation))


# --- The signature ----------------------------------------------------------------------------


def test_the_signature_is_refused_with_the_list(
    secretary: Client, consultation: Consultation
) -> None:
    group = group_of(published(consultation))
    shown = secretary.get(sign_url(consultation))
    refused = secretary.post(sign_url(consultation), {"number": "4/2026"})
    assert refused.status_code == 409
    for page in (shown, refused):
        assert answer_url(group) in page.content.decode()
        assert [line.code for line in page.context["blockers"]] == [
            "unanswered_proposals",
            "no_summary",
        ]
    assert not SummaryConclusion.objects.exists()


def test_a_signature_before_the_window_closes_is_refused_with_the_list(client: Client) -> None:
    consultation = ConsultationFactory()
    client.force_login(person(MembershipRole.SECRETARY, "organiser", consultation))
    assert '<form class="form"' not in client.get(sign_url(consultation)).content.decode()
    refused = client.post(sign_url(consultation), {"number": "4/2026"})
    assert refused.status_code == 409
    assert [line.code for line in refused.context["blockers"]] == ["window_open", "no_summary"]


def test_the_secretary_signs_and_sees_the_documents_come(
    secretary: Client, consultation: Consultation
) -> None:
    published(consultation)
    answer_everything(consultation)
    waits = secretary.get(sign_url(consultation))
    assert [line.code for line in waits.context["blockers"]] == ["no_summary"]
    assert waits.context["blockers"][0].items[0].url == summary_url(consultation)
    summarised(consultation)
    page = secretary.get(sign_url(consultation)).content.decode()
    number = f"1/{consultation.closes_on.year}"
    assert f'value="{number}"' in page
    typed = {"number": number, "checked": "on"}
    for wrong in ({"number": ""}, {"checked": ""}, {"number": "1" * 61}):
        assert secretary.post(sign_url(consultation), typed | wrong).status_code == 422
    assert not SummaryConclusion.objects.exists()
    assert secretary.post(sign_url(consultation), typed).status_code == 302
    consultation.refresh_from_db()
    assert consultation.status == ConsultationStatus.CONCLUDED
    after = secretary.get(sign_url(consultation)).content.decode()
    assert SummaryConclusion.objects.get().snapshot_sha256 in after
    assert secretary.post(sign_url(consultation), typed | {"number": "2"}).status_code == 422


def test_the_chair_signs_too(client: Client, consultation: Consultation) -> None:
    published(consultation)
    answer_everything(consultation)
    summarised(consultation)
    chair = person(MembershipRole.CHAIR, "organiser", consultation)
    client.force_login(chair)
    page = reverse("desk:consultation", args=[consultation.pk])
    assert page in client.get("/desk/").content.decode()
    assert sign_url(consultation) in client.get(page).content.decode()
    typed = {"number": "4/2026", "checked": "on"}
    assert client.post(sign_url(consultation), typed).status_code == 302
    assert SummaryConclusion.objects.get().signed_by == chair


def test_the_chair_of_another_council_does_not_sign(
    client: Client, consultation: Consultation
) -> None:
    client.force_login(person(MembershipRole.CHAIR, "elsewhere", consultation))
    assert client.post(sign_url(consultation), {"number": "1"}).status_code == 403


def test_the_clerk_sees_the_readiness_and_does_not_sign(
    clerk: Client, consultation: Consultation
) -> None:
    page = clerk.get(sign_url(consultation))
    assert page.status_code == 200
    assert '<form class="form"' not in page.content.decode()
    assert clerk.post(sign_url(consultation), {"number": "1"}).status_code == 403
    assert not SummaryConclusion.objects.exists()
