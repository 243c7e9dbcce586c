"""No sequence of verbs leads to a signature while anything is open.

Walks call the real services in any order, as the people of all sides and the clock would, from
every stage of the way. After every step what is open is counted from the tables, without the
counter and without the marks of groups, and compared with what is signed. Which steps are taken is
a matter of chance that is the same in every run; a failure tells the way that led to it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from consultations.comments import services as comments
from consultations.comments.errors import CommentError
from consultations.comments.links import objection_token
from consultations.comments.models import Objection, PendingComment
from consultations.conclusions import services
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.domain.sheets import Column, SheetRow
from consultations.conclusions.errors import (
    ConclusionsError,
    ConclusionsProblem,
    NotReady,
    ObjectionRefused,
)
from consultations.conclusions.models import (
    AnswerDraft,
    AnswerObjection,
    ArgumentGroup,
    ProposalSummary,
    SummaryConclusion,
)
from consultations.conclusions.selectors.sheets import sheet_of
from consultations.expertise.errors import ExpertiseError
from consultations.expertise.models import Opinion
from consultations.expertise.selectors.drafts import opinion_data
from consultations.expertise.services import adopt_opinion, save_opinion, supersede_opinion
from consultations.hearings import services as hearings
from consultations.hearings.domain.minutes import RecommendationData
from consultations.hearings.errors import HearingsError
from consultations.hearings.models import HearingMinutes
from consultations.hearings.selectors import data_of
from consultations.process.models import Consultation
from core.accounts.models import Membership
from tests.comments import NOW, author, confirm, text, waiting
from tests.factories.conclusions import answered
from tests.factories.hearings import ADOPTED
from tests.signatures import (
    NOTICED,
    SAID,
    STAGES,
    Event,
    bring,
    counted,
    covered,
    late_event,
    minuted,
    new_event,
    noticed,
)

pytestmark = pytest.mark.django_db

STEPS = 9
# How many ways begin at each stage: most at those in which something can go wrong.
WAYS = {
    "open": 10, "closed": 6, "answered": 4, "objected": 6, "summarised": 14, "concluded": 8,
    "late": 8,
}  # fmt: skip
REFUSALS = (ConclusionsError, CommentError, ExpertiseError, HearingsError, ObjectionRefused)
# Each of them must have been possible at least once: a verb that is always refused tries nothing.
# (What a chance of fifty ways may well miss is not among them.)
VERBS = {
    "speak", "confirm", "confirm_late", "hide", "hold", "release",
    "object_to_moderation", "decide", "adopt", "correct", "minutes same", "minutes other",
    "answer", "answer_all", "import", "move", "split", "object_to_answer", "decide_on_answer",
    "sign_summary", "finalise_conclusion", "finalise_lapsed",
}  # fmt: skip
OTHER = AnswerData("rejected", "federal_law", "Иначе нельзя.")
PICK = range(12)
BOTH = (False, True)


def step(weight: int = 2, **choices: Sequence[object]) -> Callable[[Any], Any]:
    """A step of a way: how often it is taken, and what its parameters may be."""

    def mark(verb: Any) -> Any:
        verb.step = (weight, choices)
        return verb

    return mark


class Way:
    """All sides at once; what a service refuses changes nothing."""

    def __init__(self, event: Event, name: str) -> None:
        self.at = copy(event)  # its clock goes on by itself
        self.random = Random(name)
        self.trace = [name]
        self.done: Counter[str] = Counter()
        self.said = 0
        # A fault elsewhere has spoiled the counter, and nothing was signed since.
        self.is_spoiled = False

    def go(self) -> Counter[str]:
        """Takes STEPS steps; returns how often each verb was not refused. Leaves nothing."""
        steps = [verb for verb in vars(Way).values() if hasattr(verb, "step")]
        weights = [verb.step[0] for verb in steps]
        with transaction.atomic():
            try:
                self.check()
                taken = self.random.choices(steps, weights, k=STEPS)
                if self.at.now < self.at.consultation.closes_at:
                    taken[:2] = [Way.speak, Way.think_again]  # soon it is too late for it
                for verb in taken:
                    given = {key: self.random.choice(of) for key, of in verb.step[1].items()}
                    self.trace.append(f"{verb.__name__} {given}")
                    verb(self, **given)
                    self.check()
            except Exception as error:
                error.add_note("\n".join(self.trace))
                raise
            finally:
                transaction.set_rollback(True)
        return self.done

    # --- What people say --------------------------------------------------------------

    @step(3, words=SAID, on_bill=BOTH, is_reply=BOTH, confirmed=BOTH)
    def speak(self, words: str, on_bill: bool, is_reply: bool, confirmed: bool) -> None:
        first = self.at.comments.order_by("pk")[0]
        self.said += 1
        pending = self.tried(
            "reply" if is_reply else "speak",
            lambda: waiting(
                self.at.consultation,
                provision=None if on_bill and not is_reply else self.at.provision,
                reply_to=first if is_reply else None,
                words=text(words),
                by=author(f"citizen{self.said}@veche.example"),
                now=self.at.now,
            ),
        )
        if pending and confirmed:
            self.tried("confirm", lambda: confirm(pending, self.at.now))

    @step(pick=PICK)
    def confirm_late(self, pick: int) -> None:
        found = self.one(PendingComment.objects.filter(consultation=self.at.consultation), pick)
        if found:
            self.tried("confirm_late", lambda: confirm(found, self.at.now))

    @step(pick=PICK, words=SAID, takes_back=[0, 0, 1])
    def think_again(self, pick: int, words: str, takes_back: int) -> None:
        given = {"secret": self.at.secrets[pick % 3], "now": self.at.now}
        if takes_back:
            self.tried("withdraw", lambda: comments.withdraw_comment(**given))
        else:
            self.tried("revise", lambda: comments.revise_comment(text=text(words), **given))

    # --- What moderators do -----------------------------------------------------------

    @step(3, pick=PICK, verb=["hide", "restore", "hold", "release"])
    def moderate(self, pick: int, verb: str) -> None:
        fits = {"hide": "published", "hold": "published", "restore": "hidden", "release": "held"}
        comment = self.one(self.at.comments.filter(status=fits[verb]), pick)
        if comment:
            call = getattr(comments, f"{verb}_comment")
            given = {"ground_code": "insults"} if verb == "hide" else {}
            given |= {"actor": self.at.moderator, "comment": comment, "now": self.at.now}
            self.tried(verb, lambda: call(**given))

    @step(pick=PICK)
    def object_to_moderation(self, pick: int) -> None:
        self.moderate(pick, "hide")
        comment = self.one(self.at.comments.filter(status="hidden"), pick)
        if comment:
            token = objection_token(comment.moderation.filter(action="hide")[0].pk)
            self.tried(
                "object_to_moderation",
                lambda: comments.file_objection(token=token, text="Нет.", now=self.at.now),
            )

    @step(pick=PICK, outcome=["upheld", "rejected"])
    def decide(self, pick: int, outcome: str) -> None:
        waits = Objection.objects.filter(outcome="", comment__consultation=self.at.consultation)
        objection = self.one(waits, pick)
        if objection:
            self.tried("decide", lambda: comments.decide_objection(
                    actor=self.at.moderator, objection=objection, outcome=outcome,
                    reasoning="Рассмотрено.", now=self.at.now,
                )
            )  # fmt: skip

    # --- What councils and hearings do ------------------------------------------------

    @step(words=[NOTICED, "Нет порядка обжалования."])
    def adopt(self, words: str) -> None:
        if self.opinions().count() < 3:
            self.tried("adopt", lambda: noticed(self.at, words))

    @step(pick=PICK, is_new=BOTH)
    def correct(self, pick: int, is_new: bool) -> None:
        opinion = self.one(self.opinions(), pick)
        if opinion:
            self.tried("correct", lambda: self.corrected(opinion, is_new))

    def corrected(self, opinion: Opinion, is_new: bool) -> None:
        draft = supersede_opinion(actor=None, opinion=opinion, reason="Опечатка.", now=self.at.now)
        data = opinion_data(draft)
        rows = [replace(row, text="Иное.") if is_new else row for row in data.remarks]
        sitting = {
            "number": "8", "meeting_on": timezone.localdate(self.at.now), "minutes_number": "4",
            "members_present": 6, "votes_for": 6, "remarks": tuple(rows),
        }  # fmt: skip
        saved = save_opinion(
            actor=None, referral=opinion.referral, data=replace(data, **sitting),
            revision=draft.revision, now=self.at.now,
        )  # fmt: skip
        adopt_opinion(actor=None, opinion=saved, now=self.at.now)

    @step(3, change=["same", "other", "more", "less"])
    def hear(self, change: str) -> None:
        """Minutes are signed, or those that are signed are corrected."""
        if HearingMinutes.objects.in_force().filter(consultation=self.at.consultation).exists():
            self.tried(f"minutes {change}", lambda: self.heard_again(change))
        else:
            self.tried("minutes", lambda: minuted(self.at, ADOPTED))

    def heard_again(self, change: str) -> None:
        draft = hearings.correct_minutes(
            actor=None, consultation=self.at.consultation, reason="Опечатка.", now=self.at.now
        )
        rows = data_of(draft).recommendations
        if change == "other":
            rows = (replace(rows[0], text="Сократить срок."), *rows[1:])
        if change == "more":
            rows = (*rows, RecommendationData(SAID[2], votes_for=9, votes_against=1))
        if change == "less":
            rows = (replace(rows[0], votes_for=1, votes_against=9), *rows[1:])
        minuted(self.at, *rows, version=draft.version)

    # --- What the committee does ------------------------------------------------------

    @step(pick=PICK, words=["Противоречит закону.", "Учтём при доработке."])
    def answer(self, pick: int, words: str) -> None:
        group = self.one(self.at.groups, pick)
        if group:
            data = AnswerData("rejected", "federal_law", words)
            self.tried("answer", lambda: answered(group, data, now=self.at.now))

    @step()
    def answer_all(self) -> None:
        for group in self.at.groups.filter(is_open=True):
            self.tried("answer_all", lambda group=group: answered(group, now=self.at.now))

    @step(pick=PICK, by_file=BOTH)
    def draft(self, pick: int, by_file: bool) -> None:
        group = self.one(self.at.groups, pick)
        if group and by_file:
            self.tried("import", lambda: self.imported(group))
        elif group:
            self.tried(
                "draft",
                lambda: services.draft_answer(actor=None, group=group, data=OTHER, now=self.at.now),
            )

    def imported(self, group: ArgumentGroup) -> None:
        key = str(sheet_of([group.pk])[group.pk].cells[Column.KEY])
        row = SheetRow(
            label="1", key=key, position="не учтено",
            reason="Противоречит федеральному законодательству", text="Есть федеральный срок.",
        )  # fmt: skip
        report = services.keep_import(
            actor=None, consultation=self.at.consultation, rows=[row], now=self.at.now,
            file=services.ImportedFile("а.xlsx", "xlsx", "0" * 64),
        )  # fmt: skip
        services.apply_import(actor=None, report=report, now=self.at.now)

    @step(pick=PICK, agrees=BOTH)
    def publish(self, pick: int, agrees: bool) -> None:
        draft = self.one(AnswerDraft.objects.in_consultation(self.at.consultation.pk), pick)
        if draft is None:
            return
        given = {
            "actor": None, "consultation": self.at.consultation,
            "versions": {draft.group_id: draft.version}, "now": self.at.now,
        }  # fmt: skip
        if agrees:
            sitting = {"sitting_on": self.at.now.date(), "minutes_number": "7"}
            self.tried("agree", lambda: services.agree_answers(**given, **sitting))
        self.tried(
            "publish", lambda: services.publish_answers(**given, despite_flaws=[draft.group_id])
        )

    @step(4, one=PICK, other=PICK, verb=["merge", "move", "split"], thinks_again=[0, 0, 1])
    def regroup(self, one: int, other: int, verb: str, thinks_again: int) -> None:
        fits = {"merge": {"answers": None}, "move": {}, "split": {"size__gt": 1}}
        group = self.one(self.at.groups.filter(**fits[verb]), one)
        target = self.one(self.at.groups, other)
        if group is None or (verb != "split" and group == target):
            return
        items = list(group.items.order_by("pk")[:1])
        given = {"actor": None, "now": self.at.now}
        calls = {
            "merge": lambda: services.merge_groups(target=target, sources=[group], **given),
            "move": lambda: services.move_members(group=group, items=items, target=target, **given),
            "split": lambda: services.split_group(group=group, items=items, **given),
        }
        change = self.tried(verb, calls[verb])
        if change and thinks_again:
            self.tried("undo", lambda: services.undo_change(change=change, **given))

    # --- Objections to answers --------------------------------------------------------

    @step(pick=PICK)
    def object_to_answer(self, pick: int) -> None:
        said = self.at.comments.filter(argument__group__answers__is_current=True)
        comment = self.one(said, pick)
        if comment:
            self.tried(
                "object_to_answer",
                lambda: services.file_answer_objection(
                    actor=None, comment=comment, text="Это не то.", now=self.at.now
                ),
            )

    @step(pick=PICK, outcome=["upheld", "upheld", "rejected"])
    def decide_on_answer(self, pick: int, outcome: str) -> None:
        waits = AnswerObjection.objects.filter(consultation=self.at.consultation, outcome="")
        objection = self.one(waits, pick)
        if objection:
            self.tried("decide_on_answer", lambda: services.decide_answer_objection(
                    actor=objection.reviewer.user, objection=objection, outcome=outcome,
                    reasoning="Рассмотрено.", now=self.at.now,
                )
            )  # fmt: skip

    # --- The signatures, the clock, and faults ----------------------------------------

    @step()
    def sign_summary(self) -> None:
        if self.signed(services.sign_summary, actor=self.at.chair):
            self.check_covered(self.summaries())

    @step()
    def sign(self) -> None:
        if self.signed(services.finalise_conclusion, actor=self.at.secretary):
            self.check_covered(self.summaries())
            signed = self.check_covered(self.conclusions())
            assert all(group["answer"] for group in signed.snapshot["groups"])
            assert signed.snapshot["document"]["summary"]["id"] == signed.summary_id

    @step()
    def sign_lapsed(self) -> None:
        open_then = counted(self.at.consultation)
        if self.signed(services.finalise_lapsed, actor=self.at.secretary):
            assert open_then.others == 0
            signed = self.conclusions().order_by("-revision")[0]
            named = {g["id"] for g in signed.snapshot["groups"] if g["answer"] is None}
            assert named == open_then.waiting
            assert signed.days_late > 0

    @step(5, lapses=BOTH, concludes=BOTH)
    def finish(self, lapses: bool, concludes: bool) -> None:
        """What everybody works for: so that enough happens after the signatures."""
        for number in range(3):
            self.moderate(number, "release")
            self.decide(number, "rejected")
        if lapses:
            self.sign_lapsed()
        else:
            self.answer_all()
            self.sign_summary()
        if concludes:
            self.sign()

    @step(1, user=["chair", "secretary"])
    def lose_office(self, user: str) -> None:
        held = Membership.objects.filter(user=getattr(self.at, user))
        held.update(ended_at=self.at.now, ends_on=self.at.now.date(), end_reason="Отозван")
        signed = self.summaries() if user == "chair" else self.conclusions()
        before = signed.count()
        for sign in [self.sign_summary] if user == "chair" else [self.sign, self.sign_lapsed]:
            sign()
        assert signed.count() == before
        held.update(ended_at=None, ends_on=None, end_reason="")

    @step(marks=BOTH, signs=BOTH)
    def spoil(self, marks: bool, signs: bool) -> None:
        """A fault elsewhere loses the count: both signatures count anew."""
        if self.is_concluded:
            return
        Consultation.objects.filter(pk=self.at.consultation.pk).update(open_items=0)
        if marks:
            self.at.groups.update(is_open=False)
        self.is_spoiled = True
        if signs:
            self.sign_summary()

    @step(1, days=[1, 3, 21, 31])
    def days_pass(self, days: int) -> None:
        if self.at.now < NOW + dt.timedelta(days=90):
            self.at.now += dt.timedelta(days=days)

    # --- What must hold ---------------------------------------------------------------

    def check(self) -> None:
        found = Consultation.objects.get(pk=self.at.consultation.pk)
        now_open = counted(found)
        self.is_concluded = found.status == "concluded"
        groups = now_open.waiting
        if self.is_concluded:  # an answer may be revised after it; nothing else is open
            groups -= now_open.contested
        assert self.is_spoiled or found.open_items == len(groups) + now_open.others
        if found.summary_signed_at is not None:
            assert not groups
            assert not now_open.others
            summary = self.summaries().order_by("-revision")[0]
            assert self.is_concluded or now_open.heard <= covered(summary.snapshot)

    # --- Help -------------------------------------------------------------------------

    def signed(self, verb: Callable[..., Any], **given: Any) -> Any:
        """Calls a verb that signs. Nobody is refused without being told why."""
        refusal = None
        try:
            with transaction.atomic():
                made = verb(**given, **self.at.signing)
        except ConclusionsError as error:
            refusal = error
        if refusal is not None:
            assert not isinstance(refusal, NotReady) or refusal.blockers
            if refusal.code == ConclusionsProblem.NOTHING_NEW:
                self.check_covered(self.documents())
            return None
        self.is_spoiled = False
        self.done[verb.__name__] += 1
        waits = PendingComment.objects.filter(consultation=self.at.consultation)
        assert not waits.filter(expires_at__gt=self.at.now).exists()
        assert self.at.now >= self.at.consultation.closes_at
        return made

    def check_covered(self, documents: Any) -> Any:
        """The newest of them says everything that stands."""
        newest = documents.order_by("-revision")[0]
        assert counted(self.at.consultation).heard <= covered(newest.snapshot)
        return newest

    def documents(self) -> Any:
        summaries = self.summaries()
        return summaries if summaries.exists() else self.conclusions()

    def tried(self, verb: str, call: Callable[[], Any]) -> Any:
        try:
            with transaction.atomic():
                made = call()
        except REFUSALS:
            return None
        self.done[verb] += 1
        return made

    def one(self, rows: Any, pick: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[pick % len(found)] if found else None

    def opinions(self) -> Any:
        return Opinion.objects.filter(consultation=self.at.consultation, status="adopted")

    def summaries(self) -> Any:
        return ProposalSummary.objects.filter(consultation=self.at.consultation)

    def conclusions(self) -> Any:
        return SummaryConclusion.objects.filter(consultation=self.at.consultation)


def test_no_path_signs_with_something_open() -> None:
    event, done = new_event(), Counter[str]()
    for stage in STAGES:
        bring(event, stage)
        done += ways(event, stage)
    done += ways(late_event(), "late")
    assert set(done) >= VERBS, "refused each time: give their steps more weight, or more ways"


def ways(event: Event, stage: str) -> Counter[str]:
    return sum((Way(event, f"{stage} {n}").go() for n in range(WAYS[stage])), Counter[str]())
