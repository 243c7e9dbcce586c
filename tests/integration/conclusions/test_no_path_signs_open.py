"""No sequence of verbs leads to a signature while anything is open.

A machine calls the real services in any order, as the people of all sides and the clock would.
After every step what is open is counted from the tables, without the counter and without the marks
of groups, and compared with what is signed.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from consultations.comments import services as comments
from consultations.comments.errors import CommentError
from consultations.comments.links import objection_token
from consultations.comments.models import Objection, PendingComment, ProvisionComment
from consultations.conclusions import services
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.errors import ConclusionsError
from consultations.conclusions.models import (
    Answer,
    AnswerDraft,
    ArgumentGroup,
    GroupChange,
    ProposalSummary,
    SummaryConclusion,
)
from consultations.conclusions.services.groups import add_open, lock, refresh
from consultations.expertise.errors import ExpertiseError
from consultations.expertise.models import Opinion, Remark
from consultations.expertise.selectors.drafts import opinion_data
from consultations.expertise.services import adopt_opinion, save_opinion
from consultations.process.models import Consultation
from core.accounts.models import Membership, MembershipRole, User
from tests.comments import NOW, author, confirm, running, text, waiting
from tests.factories.accounts import staff
from tests.factories.conclusions import REFUSAL, answered
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import OpinionFactory, RemarkFactory

pytestmark = pytest.mark.django_db

EXAMPLES, STEPS = 30, 20
REFUSALS = (ConclusionsError, CommentError, ExpertiseError)
SAID = ("Из села за десять дней не успеть.", "Нужен срок в пять дней.", "Порядок слишком сложен.")
WORDS = st.sampled_from(SAID)
PICK = st.integers(0, 11)


class World:
    """What stays the same for all examples: an event, its text and the people of its sides."""

    def __init__(self) -> None:
        self.consultation: Consultation = running()
        self.provision = ProvisionFactory(version=self.consultation.version, position=1)
        organiser, responder = self.consultation.organiser, self.consultation.responder
        self.moderator: User = staff(organiser, MembershipRole.MODERATOR)
        self.secretary: User = staff(organiser, MembershipRole.SECRETARY)
        self.chair: User = staff(responder, MembershipRole.CHAIR)


def open_now(consultation: Consultation) -> tuple[set[int], int]:
    """Ids of groups that wait for an answer (minus ids of members that are in none), and how many
    other things are open; from what is said and answered alone."""
    stands = set(
        Answer.objects.filter(is_current=True, group__consultation=consultation)
        .exclude(group__is_contested=True)
        .values_list("group", flat=True)
    )
    said = ProvisionComment.objects.filter(consultation=consultation)
    shown = said.filter(status="published", reply_to=None).values_list("pk", "argument__group")
    remarks = Remark.objects.filter(
        opinion__consultation=consultation, opinion__status="adopted"
    ).values_list("pk", "argument__group")
    groups = {group or -pk for pk, group in [*shown, *remarks] if group not in stands}
    objections = Objection.objects.filter(comment__consultation=consultation, outcome="")
    return groups, said.filter(status="held").count() + objections.count()


class Desk(RuleBasedStateMachine):
    """All sides at once; what a service refuses changes nothing."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.now = NOW
        self.said = 0
        self.lapsed_open: set[int] | None = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize(stage=st.integers(0, 3))
    def begin(self, stage: int) -> None:
        """While people speak, after it, with all answers, or with the committee's signature: the
        later stages are those in which something can go wrong."""
        self.speak(SAID[0], on_bill=False, confirmed=True)
        self.speak(SAID[0], on_bill=False, confirmed=True)
        if stage:
            self.now += dt.timedelta(days=25)
        if stage > 1:
            self.answer_all()
        if stage > 2:
            self.sign_summary()
            assert ProposalSummary.objects.exists()

    # --- What people say --------------------------------------------------------------

    @rule(words=WORDS, on_bill=st.booleans(), confirmed=st.booleans())
    def speak(self, words: str, on_bill: bool, confirmed: bool) -> None:
        self.said += 1
        pending = self.tried(
            lambda: waiting(
                self.world.consultation,
                provision=None if on_bill else self.world.provision,
                words=text(words),
                by=author(f"citizen{self.said}@veche.example"),
                now=self.now,
            )
        )
        if pending and confirmed:
            self.tried(lambda: confirm(pending, self.now))

    @rule(pick=PICK)
    def confirm_late(self, pick: int) -> None:
        found = self.one(PendingComment.objects.all(), pick)
        if found:
            self.tried(lambda: confirm(found, self.now))

    # --- What moderators do -----------------------------------------------------------

    @rule(pick=PICK, verb=st.sampled_from(["hide", "restore", "hold", "release"]))
    def moderate(self, pick: int, verb: str) -> None:
        comment = self.one(ProvisionComment.objects.all(), pick)
        if comment:
            ground = {"ground_code": "insults"} if verb == "hide" else {}
            call = getattr(comments, f"{verb}_comment")
            self.tried(
                lambda: call(actor=self.world.moderator, comment=comment, now=self.now, **ground)
            )

    @rule(pick=PICK)
    def object_to_moderation(self, pick: int) -> None:
        comment = self.one(ProvisionComment.objects.filter(status="hidden"), pick)
        if comment:
            record = comment.moderation.filter(action="hide").first()
            token = objection_token(record.pk)
            self.tried(
                lambda: comments.file_objection(token=token, text="Это не так.", now=self.now)
            )

    @rule(pick=PICK, outcome=st.sampled_from(["upheld", "rejected"]))
    def decide(self, pick: int, outcome: str) -> None:
        objection = self.one(Objection.objects.filter(outcome=""), pick)
        if objection:
            self.tried(
                lambda: comments.decide_objection(
                    actor=self.world.moderator, objection=objection, outcome=outcome,
                    reasoning="Рассмотрено.", now=self.now,
                )
            )  # fmt: skip

    # --- What councils do -------------------------------------------------------------

    @rule()
    def adopt(self) -> None:
        if Opinion.objects.count() < 2:
            opinion = OpinionFactory(referral__consultation=self.world.consultation)
            RemarkFactory(opinion=opinion, provision=self.world.provision)
            self.tried(lambda: adopt_opinion(actor=None, opinion=opinion, now=self.now))

    @rule(pick=PICK, is_new=st.booleans())
    def correct(self, pick: int, is_new: bool) -> None:
        opinion = self.one(Opinion.objects.filter(status="adopted"), pick)
        if opinion is None:
            return
        data = replace(opinion_data(opinion), correction_reason="Опечатка.")
        if is_new:
            data = replace(data, remarks=tuple(replace(one, text="Иное.") for one in data.remarks))
        self.tried(lambda: self.corrected(opinion, data))

    def corrected(self, opinion: Opinion, data: Any) -> None:
        with transaction.atomic():
            draft = save_opinion(
                actor=None, referral=opinion.referral, data=data, revision=0, now=self.now
            )
            adopt_opinion(actor=None, opinion=draft, now=self.now)

    # --- What the committee does ------------------------------------------------------

    @rule(pick=PICK, words=st.sampled_from(["Противоречит закону.", "Учтём при доработке."]))
    def answer(self, pick: int, words: str) -> None:
        group = self.one(self.groups(), pick)
        if group:
            data = AnswerData("rejected", "federal_law", words)
            self.tried(lambda: answered(group, data, now=self.now))

    @rule()
    def answer_all(self) -> None:
        for group in self.groups().filter(is_open=True):
            self.tried(lambda group=group: answered(group, REFUSAL, now=self.now))

    @rule(pick=PICK)
    def draft(self, pick: int) -> None:
        group = self.one(self.groups(), pick)
        if group:
            self.tried(
                lambda: services.draft_answer(actor=None, group=group, data=REFUSAL, now=self.now)
            )

    @rule(pick=PICK)
    def agree(self, pick: int) -> None:
        draft = self.one(AnswerDraft.objects.filter(agreement=None), pick)
        if draft:
            self.tried(
                lambda: services.agree_answers(
                    actor=None, consultation=self.world.consultation,
                    versions={draft.group_id: draft.version},
                    sitting_on=self.now.date(), minutes_number="7", now=self.now,
                )
            )  # fmt: skip

    @rule(pick=PICK)
    def publish(self, pick: int) -> None:
        draft = self.one(AnswerDraft.objects.all(), pick)
        if draft:
            self.tried(
                lambda: services.publish_answers(
                    actor=None, consultation=self.world.consultation,
                    versions={draft.group_id: draft.version},
                    now=self.now, despite_flaws=[draft.group_id],
                )
            )  # fmt: skip

    @rule(one=PICK, other=PICK)
    def merge(self, one: int, other: int) -> None:
        target, source = self.one(self.groups(), one), self.one(self.groups(), other)
        if target and source and target != source:
            self.tried(
                lambda: services.merge_groups(
                    actor=None, target=target, sources=[source], now=self.now
                )
            )

    @rule(pick=PICK)
    def split(self, pick: int) -> None:
        group = self.one(self.groups().filter(size__gt=1), pick)
        if group:
            items = list(group.items.order_by("pk")[:1])
            self.tried(
                lambda: services.split_group(actor=None, group=group, items=items, now=self.now)
            )

    @rule(one=PICK, other=PICK)
    def move(self, one: int, other: int) -> None:
        group, target = self.one(self.groups(), one), self.one(self.groups(), other)
        if group and target and group != target:
            items = list(group.items.order_by("pk")[:1])
            self.tried(
                lambda: services.move_members(
                    actor=None, group=group, items=items, target=target, now=self.now
                )
            )

    @rule(pick=PICK)
    def undo(self, pick: int) -> None:
        change = self.one(GroupChange.objects.filter(undone_at=None), pick)
        if change:
            self.tried(lambda: services.undo_change(actor=None, change=change, now=self.now))

    @rule(pick=PICK)
    def contest(self, pick: int) -> None:
        """An objection of an author to an answer is upheld."""
        group = self.one(self.groups().filter(answers__is_current=True), pick)
        if group:
            ArgumentGroup.objects.filter(pk=group.pk).update(is_contested=True)
            add_open(lock(self.world.consultation.pk), refresh(group))

    # --- The signatures, and the clock ------------------------------------------------

    @rule()
    def sign_summary(self) -> None:
        signed = self.tried(
            lambda: services.sign_summary(
                actor=self.world.chair,
                consultation=self.world.consultation,
                number="1",
                now=self.now,
            )
        )
        if signed:
            self.nothing_runs()

    @rule()
    def sign(self) -> None:
        signed = self.tried(
            lambda: services.finalise_conclusion(
                actor=self.world.secretary, consultation=self.world.consultation, number="1",
                now=self.now,
            )
        )  # fmt: skip
        if signed:
            self.nothing_runs()

    @rule()
    def sign_lapsed(self) -> None:
        groups, others = open_now(self.world.consultation)
        signed = self.tried(
            lambda: services.finalise_lapsed(
                actor=self.world.secretary, consultation=self.world.consultation, number="1",
                now=self.now,
            )
        )  # fmt: skip
        if signed:
            self.nothing_runs()
            assert others == 0
            self.lapsed_open = groups

    @rule(user=st.sampled_from(["chair", "secretary"]))
    def lose_office(self, user: str) -> None:
        held = Membership.objects.filter(user=getattr(self.world, user))
        held.update(ended_at=self.now, ends_on=self.now.date(), end_reason="Отозван")
        before = self.signatures()
        self.sign_summary()
        self.sign()
        self.sign_lapsed()
        after = self.signatures()
        assert after[user == "secretary"] == before[user == "secretary"]
        held.update(ended_at=None, ends_on=None, end_reason="")

    @rule(days=st.sampled_from([1, 3, 21, 31]))
    def days_pass(self, days: int) -> None:
        if self.now < NOW + dt.timedelta(days=90):
            self.now += dt.timedelta(days=days)

    # --- What must hold ---------------------------------------------------------------

    @invariant()
    def nothing_signed_is_open(self) -> None:
        found = Consultation.objects.get(pk=self.world.consultation.pk)
        groups, others = open_now(found)
        concluded = found.status == "concluded"
        contested = ArgumentGroup.objects.filter(is_contested=True, size__gt=0)
        if concluded:  # an answer may be revised after it; nothing else is open
            groups -= set(contested.values_list("pk", flat=True))
        assert found.open_items == len(groups) + others
        if found.summary_signed_at is not None:
            assert not groups
            assert not others
            summary = ProposalSummary.objects.order_by("-revision")[0]
            assert concluded or self.members() <= covered(summary.snapshot)

    @invariant()
    def documents_are_of_their_kind(self) -> None:
        for one in SummaryConclusion.objects.all():
            if one.kind == "lapsed":
                named = {g["id"] for g in one.snapshot["groups"] if g["answer"] is None}
                assert named == self.lapsed_open
                assert one.days_late > 0
            else:
                assert all(group["answer"] for group in one.snapshot["groups"])
                assert one.snapshot["document"]["summary"]["id"] == one.summary_id

    # --- Help -------------------------------------------------------------------------

    def tried(self, call: Callable[[], Any]) -> Any:
        try:
            with transaction.atomic():
                return call()
        except REFUSALS:
            return None

    def one(self, rows: Any, pick: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[pick % len(found)] if found else None

    def groups(self) -> Any:
        return ArgumentGroup.objects.filter(
            consultation=self.world.consultation, merged_into=None, size__gt=0
        )

    def signatures(self) -> tuple[int, int]:
        return ProposalSummary.objects.count(), SummaryConclusion.objects.count()

    def nothing_runs(self) -> None:
        assert not PendingComment.objects.filter(expires_at__gt=self.now).exists()
        assert self.now >= self.world.consultation.closes_at

    def members(self) -> set[tuple[str, int, int]]:
        """Everything that counts, with the answer that it has."""
        shown = ProvisionComment.objects.filter(
            status="published", reply_to=None, argument__group__answers__is_current=True
        ).values_list("pk", "argument__group__answers")
        remarks = Remark.objects.filter(
            opinion__status="adopted", argument__group__answers__is_current=True
        ).values_list("pk", "argument__group__answers")
        return {("comment", *row) for row in shown} | {("remark", *row) for row in remarks}


def covered(snapshot: dict[str, Any]) -> set[tuple[str, int, int]]:
    found = set()
    for group in snapshot["groups"]:
        answer = group["answer"]["id"]
        found |= {("comment", entry["id"], answer) for entry in group["comments"]}
        found |= {("remark", remark, answer) for remark in group["remarks"]}
    return found


def test_no_path_signs_with_something_open() -> None:
    run_state_machine_as_test(
        type("Desk", (Desk,), {"world": World()}),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.generate],  # to shrink a way of thirty services would take an hour
            suppress_health_check=list(HealthCheck),
        ),
    )
