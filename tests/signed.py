"""Signed documents in which everything occurs that a document can say, nothing at all, or no
position of the committee."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from django.utils import timezone

from consultations.comments.models import CommentStatus, ProvisionComment, Support
from consultations.comments.services import hide_comment, release_comment, report_comment
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import ArgumentGroup, SummaryConclusion
from consultations.conclusions.services import decide_answer_objection, finalise_lapsed
from consultations.expertise.models import Assessment, ConsideredComment, CorruptionFinding
from consultations.process.models import Consultation
from core.accounts.models import User
from core.rules.models import ChecklistItem
from drafts.models import Provision
from tests.factories.accounts import UserFactory
from tests.factories.comments import ParticipantFactory, ProvisionCommentFactory
from tests.factories.conclusions import (
    REFUSAL,
    adopted,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
)
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import DissentFactory
from tests.factories.hearings import ADOPTED, REJECTED, minuted
from tests.factories.objections import named, objected
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.questions import answer, asked, chosen

ORIGINAL: Final = "Ответ направляется в месячный срок."
EXPECTED: Final = "Ответ направляется в пятидневный срок."
ANSWERS: Final = {
    "amend": AnswerData("accepted", "as_proposed", expected_text=EXPECTED),
    "add": AnswerData(
        "partly", "part_of_proposal", "Часть 3.1 войдёт без срока хранения.", "Статья 22 закона.",
        "3.1. Ответ публикуется.",
    ),
    "delete": REFUSAL,
    "question": AnswerData("noted", "already_in_text", "Об этом говорит часть 2 статьи 8."),
    "opinion": AnswerData("out_of_scope", "federal_matter", "Закон говорит о другом предмете."),
}  # fmt: skip


def units(consultation: Consultation) -> tuple[Provision, Provision]:
    """A paragraph with words, and an article."""
    version = consultation.version
    first = ProvisionFactory(
        version=version, position=1, path="article:5/paragraph:1", eid="a", heading="",
        content={"intro": [{"type": "alinea", "text": ORIGINAL}]},
    )  # fmt: skip
    return first, ProvisionFactory(version=version, position=2, path="article:8", eid="b")


def said(consultation: Consultation, first: Provision, second: Provision) -> list[ProvisionComment]:
    """A proposal of each kind; every channel, type of author, and three municipalities."""

    def one(kind: str, unit: Provision | None, rationale: str, **values: Any) -> ProvisionComment:
        return published(consultation, kind=kind, provision=unit, comment=rationale, **values)

    return [
        one("amend", first, "Месяц – это долго.", proposed_text=EXPECTED, quoted_text="месячный"),
        one("add", second, "Ответ должны видеть все.", proposed_text="3.1. Ответ публикуется и "
            "хранится пять лет.", author_type="ngo", municipality="Тында"),
        one("delete", second, "Статья повторяет федеральный закон.", author_type="organisation",
            channel="paper"),
        one("question", second, "Кто отвечает за задержку?", author_type="authority",
            municipality="Зея", channel="hearing"),
        one("opinion", None, "В целом согласен.", author_type="council", municipality=""),
    ]  # fmt: skip


def councils(consultation: Consultation, first: Provision, spoken: ProvisionComment) -> None:
    """One with everything and a dissent, one that agrees with it, one that rejects, one silent."""
    opinion = adopted(
        consultation, {"provision": first, "text": "Срок не обоснован.", "importance": "high"}, {},
        place="Благовещенск", referral__council__name="Совет при министерстве",
    )  # fmt: skip
    item = ChecklistItem.objects.filter(checklist="expertise").first()
    factor = ChecklistItem.objects.filter(checklist="corruption").first()
    assert item is not None
    assert factor is not None
    Assessment.objects.create(opinion=opinion, code=item.code, verdict="partly", text="Отчасти.")
    CorruptionFinding.objects.create(
        opinion=opinion, position=1, factor=factor.code, provision=first, quotation="вправе",
        text="Нет условий.", remedy="Назвать условия.",
    )  # fmt: skip
    ConsideredComment.objects.create(
        opinion=opinion, comment=spoken, position=1, result="supported", note="Верно."
    )
    DissentFactory(opinion=opinion, text="Возражаю против срока.")
    adopted(consultation, referral__council__name="Совет Благовещенска")
    adopted(consultation, recommendation="reject", referral__council__name="Совет Тынды")
    ReferralFactory(consultation=consultation, council__name="Совет молчаливый")


def moderated(consultation: Consultation) -> None:
    """Hidden on two grounds, withdrawn, held and published afterwards, reported."""
    moderator, now = UserFactory(), timezone.now()
    for ground in ("spam", "spam", "insults"):
        hidden = published(consultation, comment=f"Скрытое ({ground}).", municipality="Тында")
        hide_comment(actor=moderator, comment=hidden, ground_code=ground, now=now)
    published(consultation, comment="Отозванное.", status=CommentStatus.WITHDRAWN)
    held = published(consultation, comment="Проверенное.", status=CommentStatus.HELD)
    release_comment(actor=moderator, comment=held, now=now)
    held.refresh_from_db()
    report_comment(actor=moderator, comment=held, ground_code="spam", now=now)


def questioned(consultation: Consultation) -> None:
    """One question answered by two of three people, one by all."""
    term = asked(consultation, "Какой срок нужен?")
    ways = asked(consultation, "Как сообщать?", kind="multiple", options=("Стенд", "Сайт"))
    now = consultation.opens_at
    answer(consultation, UserFactory(), chosen(term, 1), chosen(ways, 0, 1), now=now)
    answer(consultation, UserFactory(), chosen(term, 2), chosen(ways, 1), now=now)
    answer(consultation, UserFactory(), chosen(ways, 1), now=now)


def rich(**values: Any) -> Consultation:
    """Closed, nothing is answered yet. A campaign, people who joined, a reply; a hearing."""
    given = {"closed": True, "form": "hearing", "version__bill__number": "15-8"} | values
    consultation: Consultation = ConsultationFactory(**given)
    ParticipantFactory.reset_sequence(100, force=True)  # the service counts from 1 on
    questioned(consultation)
    first, second = units(consultation)
    spoken = said(consultation, first, second)
    for place in ("Тында", "Зея", "Зея"):
        published(consultation, provision=first, kind="amend", comment="Месяц – это долго.",
                  proposed_text=EXPECTED, municipality=place)  # fmt: skip
    Support.objects.create(comment=spoken[0], email_hash="a" * 64, joined_at=timezone.now())
    ProvisionCommentFactory(consultation=consultation, reply_to=spoken[4], comment="И я.")
    moderated(consultation)
    councils(consultation, first, spoken[0])
    minuted(consultation, ADOPTED, replace(REJECTED, text="Отклонить закон полностью."))
    return consultation


def answer_by_kind(consultation: Consultation) -> None:
    """Every disposition, then a refusal of what is left."""
    for kind, data in ANSWERS.items():
        for comment in consultation.comments.filter(kind=kind, status="published", reply_to=None):
            group = group_of(comment)
            if group.is_open:
                answered(group, data)
    answer_everything(consultation)
    refused = consultation.comments.get(kind="delete", status="published")
    object_to_answer(refused, "rejected")


def object_to_answer(comment: ProvisionComment, outcome: str) -> None:
    """Its author objects, and a member of the organiser decides."""
    named(comment.consultation)
    objection = objected(comment)
    assert objection.reviewer is not None
    decide_answer_objection(
        actor=objection.reviewer.user, objection=objection, outcome=outcome,
        reasoning="О сроке в ответе ничего нет.", now=timezone.now(), seen_answer=None,
    )  # fmt: skip


def rich_signed() -> SummaryConclusion:
    consultation = rich()
    answer_by_kind(consultation)
    return signed(consultation)


def empty_signed() -> SummaryConclusion:
    """Nobody has proposed anything, no council was asked."""
    return signed(ConsultationFactory(closed=True))


def lapsed_signed(actor: User | None = None) -> SummaryConclusion:
    """Some groups are answered, others have waited three days too long; one answer has not stood
    up to an objection."""
    due_on = timezone.localdate() - dt.timedelta(days=3)
    consultation = rich(answer_due_on=due_on)
    open_ones = ArgumentGroup.objects.filter(consultation=consultation, is_open=True)
    for group in open_ones.order_by("pk")[:3]:
        answered(group)
    object_to_answer(consultation.comments.get(kind="delete", status="published"), "upheld")
    return finalise_lapsed(
        actor=actor, consultation=consultation, number="1-СЗ", now=timezone.now()
    )
