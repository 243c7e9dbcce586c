"""Nothing is signed while anything waits; what is signed is frozen."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from consultations.comments.models import CommentStatus, PendingComment
from consultations.conclusions.domain.blockers import BlockerCode
from consultations.conclusions.domain.snapshot import digest
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, NotReady
from consultations.conclusions.events import ConclusionSigned, conclusion_signed
from consultations.conclusions.exports.resolving import altered_texts
from consultations.conclusions.models import KEPT, Answer, ConclusionFile, SummaryConclusion
from consultations.conclusions.selectors import current_conclusion, finalise_blockers
from consultations.conclusions.services import finalise_conclusion, make_files
from consultations.process.models import Consultation, ConsultationStatus
from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from core.rules.models import CalendarYear
from tests.factories.accounts import ContactFactory, MembershipFactory
from tests.factories.comments import ProvisionCommentFactory
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
from tests.factories.expertise import OpinionFactory
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


def codes(consultation: Consultation) -> list[tuple[BlockerCode, int]]:
    return [(found.code, found.count) for found in finalise_blockers(consultation, timezone.now())]


def pending(consultation: Consultation, *, hours: int) -> PendingComment:
    now = timezone.now()
    return PendingComment.objects.create(
        consultation=consultation,
        contact=ContactFactory(),
        payload={},
        fingerprint=f"{hours:064x}",
        submitted_at=now,
        expires_at=now + dt.timedelta(hours=hours),
        last_sent_at=now,
    )


def test_everything_that_stands_in_the_way_is_named() -> None:
    consultation = ConsultationFactory()
    provision = ProvisionFactory(version=consultation.version, path="article:5", position=1)
    comment = published(consultation, provision=provision)
    published(consultation, status=CommentStatus.HELD)
    adopted(consultation, {"provision": provision})
    pending(consultation, hours=40)
    pending(consultation, hours=-1)
    referral = ReferralFactory(consultation=consultation)
    ReferralFactory(consultation=consultation, due_on=timezone.localdate() - dt.timedelta(days=1))
    found = finalise_blockers(consultation, timezone.now())
    assert [(blocker.code, blocker.count) for blocker in found] == [
        (BlockerCode.WINDOW_OPEN, 1),
        (BlockerCode.WAITING_OPINIONS, 1),
        (BlockerCode.UNCONFIRMED, 1),
        (BlockerCode.HELD, 1),
        (BlockerCode.UNANSWERED_REMARKS, 1),
        (BlockerCode.UNANSWERED_PROPOSALS, 1),
    ]
    window, opinions, _unconfirmed, held, _remarks, proposals = found
    assert window.day == consultation.closes_on
    assert opinions.items[0].title == referral.council.name
    assert opinions.items[0].day == referral.due_on
    assert held.items[0].url
    assert proposals.items[0].path == "article:5"
    assert proposals.items[0].url == f"/desk/answers/{group_of(comment).pk}/"


@pytest.mark.parametrize("count", [1, 50])
def test_readiness_costs_the_same(count: int, django_assert_max_num_queries: Any) -> None:
    consultation = ConsultationFactory(closed=True)
    for _number in range(count):
        published(consultation)
        published(consultation, status=CommentStatus.HELD)
    adopted(consultation, *[{} for _number in range(count)])
    with django_assert_max_num_queries(16):
        found = finalise_blockers(consultation, timezone.now())
    assert {blocker.count for blocker in found} == {count}
    assert {len(blocker.items) for blocker in found} == {min(count, 20)}


def test_while_anything_waits_nothing_is_signed() -> None:
    consultation = ConsultationFactory(closed=True)
    published(consultation)
    with pytest.raises(NotReady) as refused:
        signed(consultation)
    assert [blocker.code for blocker in refused.value.blockers] == [
        BlockerCode.UNANSWERED_PROPOSALS
    ]
    consultation.refresh_from_db()
    assert consultation.status == ConsultationStatus.RUNNING
    assert not SummaryConclusion.objects.exists()


def test_a_proposal_of_which_nobody_was_told_blocks_as_well() -> None:
    consultation = ConsultationFactory(closed=True)
    ProvisionCommentFactory(consultation=consultation)
    with pytest.raises(NotReady) as refused:
        signed(consultation)
    assert refused.value.blockers[0].count == 1


def test_a_council_that_is_late_does_not_block() -> None:
    consultation = ConsultationFactory(closed=True)
    ReferralFactory(consultation=consultation)
    OpinionFactory(referral__consultation=consultation)
    conclusion = signed(consultation)
    assert [council["opinion"] for council in conclusion.snapshot["councils"]] == [None, None]


def test_a_council_that_was_asked_again_stands_in_the_document_once() -> None:
    consultation = ConsultationFactory(closed=True)
    now = timezone.now()
    over = {"sent_at": now - dt.timedelta(days=1), "closed_at": now, "reason": "Нет кворума"}
    first = ReferralFactory(consultation=consultation, status="declined", **over)
    opinion = OpinionFactory(
        adopted=True, referral__consultation=consultation, referral__council=first.council
    )
    refused = ReferralFactory(consultation=consultation, status="declined", **over)
    ReferralFactory(consultation=consultation, council=refused.council, status="withdrawn", **over)
    answer_everything(consultation)
    councils = signed(consultation).snapshot["councils"]
    assert sorted(council["referral_id"] for council in councils) == [
        opinion.referral_id, refused.pk,
    ]  # fmt: skip
    assert {council["opinion"]["id"] for council in councils if council["opinion"]} == {opinion.pk}


@pytest.mark.parametrize("hours", [0, 1])
def test_an_unconfirmed_proposal_blocks_until_it_lapses(hours: int) -> None:
    consultation = ConsultationFactory(closed=True)
    pending(consultation, hours=hours)
    found = codes(consultation)
    assert found == ([(BlockerCode.UNCONFIRMED, 1)] if hours else [])


def test_the_signature_concludes_freezes_and_is_in_the_journal() -> None:
    consultation = ConsultationFactory(closed=True, organiser__name_genitive="Палаты области")
    comment = published(consultation)
    opinion = adopted(consultation, {})
    answer_everything(consultation)
    heard: list[ConclusionSigned] = []

    def listen(sender: Any, event: ConclusionSigned, **kwargs: Any) -> None:
        heard.append(event)

    conclusion_signed.connect(listen)
    try:
        conclusion = signed(consultation, number=" 4/2026 ")
    finally:
        conclusion_signed.disconnect(listen)
    assert consultation.status == ConsultationStatus.CONCLUDED
    assert consultation.concluded_at == conclusion.signed_at
    assert (conclusion.number, conclusion.revision) == ("4/2026", 1)
    assert conclusion.signer_name == "О.Л. Ким"
    assert conclusion.signer_post == "Ответственный секретарь\nПалаты области"
    assert heard == [ConclusionSigned(conclusion.pk, consultation.pk)]
    conclusion.refresh_from_db()
    assert digest(conclusion.snapshot) == conclusion.snapshot_sha256
    entry = JournalEntry.objects.get(kind="conclusion.signed")
    assert entry.body["snapshot_sha256"] == conclusion.snapshot_sha256
    keys = set(conclusion.salts.values_list("key", flat=True))
    remark = opinion.remarks.get()
    assert {f"comment:{comment.pk}", f"remark:{remark.pk}", f"opinion:{opinion.pk}"} <= keys
    assert f"details:{opinion.pk}" in keys
    # Two answers, the procedure and the signature as well.
    assert len(keys) == conclusion.salts.count() == 8
    assert current_conclusion(consultation) == conclusion


def test_the_snapshot_holds_no_words_of_people() -> None:
    consultation = ConsultationFactory(closed=True)
    published(
        consultation,
        comment="Обоснование словами",
        contact__full_name="Сидорова Анна",
        contact__name_display="full",
    )
    adopted(consultation, {"text": "Замечание словами"}, findings="Выводы словами")
    answer_everything(consultation)
    frozen = str(signed(consultation).snapshot)
    for words in ("словами", "Сидорова", "Противоречит федеральному закону"):
        assert words not in frozen
    for salt in SummaryConclusion.objects.get().salts.values_list("salt", flat=True):
        assert salt not in frozen


def test_a_conclusion_is_signed_once_and_under_a_number() -> None:
    consultation = ConsultationFactory(closed=True)
    with pytest.raises(ConclusionsError) as unnumbered:
        signed(consultation, number=" ")
    assert unnumbered.value.code == ConclusionsProblem.NO_NUMBER
    signed(consultation)
    with pytest.raises(ConclusionsError) as again:
        finalise_conclusion(
            actor=None, consultation=consultation, number="5/2026", now=timezone.now()
        )
    assert again.value.code == ConclusionsProblem.CONCLUDED
    assert SummaryConclusion.objects.count() == 1


def test_without_a_calendar_the_term_is_not_guessed() -> None:
    consultation = ConsultationFactory(closed=True)
    CalendarYear.objects.all().delete()
    with pytest.raises(ConclusionsError) as refused:
        signed(consultation)
    assert refused.value.code == ConclusionsProblem.NO_TERM
    consultation.refresh_from_db()
    assert consultation.status == ConsultationStatus.RUNNING


def test_without_a_person_the_chair_signs() -> None:
    consultation = ConsultationFactory(closed=True)
    MembershipFactory(
        body=consultation.organiser,
        role=MembershipRole.CHAIR,
        post=f"Председатель, {consultation.organiser.name}",
        user__full_name="Петрова Инна Павловна",
    )
    summarised(consultation)
    conclusion = finalise_conclusion(
        actor=None, consultation=consultation, number="1", now=timezone.now()
    )
    assert conclusion.signer_name == "И.П. Петрова"
    assert conclusion.signer_post == f"Председатель, {consultation.organiser.name}"


def test_a_text_that_was_changed_in_the_tables_is_noticed(tmp_path: Path) -> None:
    consultation = ConsultationFactory(closed=True)
    comment = published(consultation)
    answer_everything(consultation)
    conclusion = signed(consultation)
    assert altered_texts(conclusion) == []
    answer = Answer.objects.get()
    Answer.objects.filter(pk=answer.pk).update(text="Совсем другое")
    comment.comment = "Не то, что было подписано"
    comment.save()
    assert altered_texts(conclusion) == [f"comment:{comment.pk}", f"answer:{answer.pk}"]
    said = io.StringIO()
    where = ["--format", "json", "--out", str(tmp_path / "out.json")]
    call_command("conclusion", str(consultation.pk), *where, stderr=said)
    assert f"comment:{comment.pk}, answer:{answer.pk}" in said.getvalue()


def test_an_erased_text_leaves_the_snapshot_as_it_was() -> None:
    consultation = ConsultationFactory(closed=True)
    comment = published(consultation)
    answer_everything(consultation)
    conclusion = signed(consultation)
    comment.comment = ""
    comment.save()
    conclusion.salts.filter(key=f"comment:{comment.pk}").delete()
    conclusion.refresh_from_db()
    assert digest(conclusion.snapshot) == conclusion.snapshot_sha256
    assert altered_texts(conclusion) == []


def test_the_documents_are_made_by_the_worker_and_only_once() -> None:
    consultation = ConsultationFactory(closed=True)
    published(consultation)
    answer_everything(consultation)
    conclusion = signed(consultation)
    assert not ConclusionFile.objects.exists()
    run_tasks()
    files = {file.format: file for file in conclusion.files.all()}
    assert set(files) == set(KEPT)
    for file in files.values():
        with file.file.open("rb") as stream:
            data = stream.read()
        assert len(data) == file.size
    before = {file.pk: file.sha256 for file in files.values()}
    assert make_files(document=conclusion) == 0
    assert {file.pk: file.sha256 for file in conclusion.files.all()} == before


def test_late_answers_come_before_the_signature() -> None:
    consultation = ConsultationFactory(closed=True)
    comment = published(consultation)
    assert codes(consultation) == [(BlockerCode.UNANSWERED_PROPOSALS, 1)]
    answered(group_of(comment))
    assert codes(consultation) == []
