"""For each kind that is searched: a public object beside others that nobody may see, with the same
word in all of them, and the way in which the public one ceases to be public."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from consultations.amendments.models import TableRow
from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.comments.services import hide_comment
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import ProposalSummary, SummaryConclusion
from consultations.conclusions.services import draft_answer
from consultations.control import services as control
from consultations.experts import services as experts
from consultations.hearings import services as hearings
from consultations.hearings.selectors import data_of
from consultations.requests.services import hide_request
from core.accounts.models import BodyKind
from core.accounts.services import withdraw_dissemination
from drafts.models import BillVersion
from search.services import note_change
from tests.factories.accounts import CouncilFactory, UserFactory
from tests.factories.activity import MeetingFactory
from tests.factories.conclusions import adopted, answered, group_of, published, signed, summarised
from tests.factories.control import WHOLE, inspection, monitoring, observation
from tests.factories.control import drafted as closing_drafted
from tests.factories.control import signed as closing_signed
from tests.factories.drafts import BillVersionFactory, ProvisionFactory
from tests.factories.expertise import OpinionFactory
from tests.factories.experts import candidacy, candidate, included, knowledge
from tests.factories.formation import CompetitionFactory
from tests.factories.hearings import drafted as minutes_drafted
from tests.factories.hearings import hearing, minuted
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.factories.requests import PublicRequestFactory
from tests.factories.tracker import AssignmentFactory
from tests.integration.amendments.doing import by_hand, publish

WORD = "околица"


@dataclass(frozen=True, slots=True)
class Thing:
    """`shown` and `others` are ids of one kind; `hide` does what takes `shown` away from view, or
    puts another in its place."""

    shown: int
    others: tuple[int, ...]
    hide: Callable[[], object] = field(repr=False)


def _hidden(comment: ProvisionComment) -> None:
    hide_comment(actor=UserFactory(), comment=comment, ground_code="spam", now=timezone.now())


def _by_hand(kind: str, pk: int, change: Callable[[], object]) -> Callable[[], object]:
    """For what no service of the site takes back."""

    def hide() -> None:
        change()
        note_change(kind=kind, object_id=pk)

    return hide


def _unpublish(version: BillVersion) -> None:
    BillVersion.objects.filter(pk=version.pk).update(status="draft", published_at=None)


def bill() -> Thing:
    shown = BillVersionFactory(bill__title=f"О том, где {WORD}")
    draft = BillVersionFactory(bill__title=f"Не о том, где {WORD}", draft=True)
    hide = _by_hand("bill", shown.bill_id, lambda: _unpublish(shown))
    return Thing(shown.bill_id, (draft.bill_id,), hide)


def version() -> Thing:
    front = {"preamble": [{"type": "alinea", "text": f"Чтобы {WORD} цвела."}]}
    shown, draft = BillVersionFactory(front=front), BillVersionFactory(front=front, draft=True)
    hide = _by_hand("version", shown.pk, lambda: _unpublish(shown))
    return Thing(shown.pk, (draft.pk,), hide)


def provision() -> Thing:
    shown = ProvisionFactory(heading=f"Своя {WORD}")
    draft = ProvisionFactory(
        version=BillVersionFactory(bill=shown.version.bill, number=2, draft=True),
        heading=f"Чужая {WORD}",
    )
    hide = _by_hand("provision", shown.pk, lambda: _unpublish(shown.version))
    return Thing(shown.pk, (draft.pk,), hide)


def event() -> Thing:
    question = f"Нужна ли {WORD}?"
    shown = ConsultationFactory(question=question)
    draft = ConsultationFactory(question=question, version__draft=True)
    hide = _by_hand("event", shown.pk, lambda: _unpublish(shown.version))
    return Thing(shown.pk, (draft.pk,), hide)


def comment() -> Thing:
    consultation = ConsultationFactory()
    shown = published(consultation, comment=f"Наша {WORD}")
    others = [
        published(consultation, comment=f"Наша {WORD}", status=status)
        for status in (CommentStatus.HELD, CommentStatus.HIDDEN, CommentStatus.WITHDRAWN)
    ]
    return Thing(shown.pk, tuple(each.pk for each in others), lambda: _hidden(shown))


def group() -> Thing:
    text = f"Пусть {WORD} остаётся такой, какой она была"
    shown = [published(ConsultationFactory(), comment=text)]
    shown.append(published(shown[0].consultation, comment=text))
    gone = [published(ConsultationFactory(), comment=text)]
    gone.append(published(gone[0].consultation, comment=text))
    alone = published(ConsultationFactory(), comment=text)
    assert group_of(shown[0]) == group_of(shown[1])
    for each in gone:
        _hidden(each)
    others = (group_of(gone[0]).pk, group_of(alone).pk)
    return Thing(group_of(shown[0]).pk, others, lambda: [_hidden(each) for each in shown])


def answer() -> Thing:
    data = AnswerData("rejected", "federal_law", f"Так как {WORD} не предмет закона области.")
    first, second, third = (published(ConsultationFactory()) for _ in range(3))
    groups = [group_of(each) for each in (first, second, third)]
    answered(groups[0], data)
    answered(groups[1], data)
    _hidden(second)
    draft_answer(actor=None, group=groups[2], data=data, now=timezone.now())
    return Thing(groups[0].pk, (groups[1].pk, groups[2].pk), lambda: _hidden(first))


def amendment() -> Thing:
    consultation, other = ConsultationFactory(closed=True), ConsultationFactory(closed=True)
    by_hand(consultation, text=f"Дополнить словом {WORD}.")
    publish(consultation)
    by_hand(other, text=f"Исключить слово {WORD}.")
    publish(other)
    # The earlier edition of the other one; what is tabled and not published has no row at all.
    replaced = TableRow.objects.get(table__consultation=other)
    _retable(other)
    by_hand(consultation, text=f"Заменить слово {WORD}.")
    shown = TableRow.objects.get(table__consultation=consultation)
    return Thing(shown.pk, (replaced.pk,), lambda: _retable(consultation))


def _retable(consultation: Any) -> None:
    consultation.amendments.update(text="Исключить всё.")
    publish(consultation)


def council() -> Thing:
    shown = CouncilFactory(about=f"Здесь {WORD}")
    other = CouncilFactory(about=f"Здесь {WORD}", kind=BodyKind.COORDINATION_COUNCIL)

    def change() -> None:
        shown.kind = BodyKind.COORDINATION_COUNCIL
        shown.save()

    return Thing(shown.pk, (other.pk,), _by_hand("council", shown.pk, change))


def opinion() -> Thing:
    shown = adopted(ConsultationFactory(), findings=f"Законна ли {WORD}")
    draft = OpinionFactory(findings=f"Законна ли {WORD}")

    def change() -> None:
        type(shown).objects.filter(pk=shown.pk).update(
            status="superseded", superseded_at=timezone.now()
        )

    return Thing(shown.pk, (draft.pk,), _by_hand("opinion", shown.pk, change))


def summary() -> Thing:
    shown, old = (summarised(ConsultationFactory(closed=True), number=WORD) for _ in range(2))
    _revise(ProposalSummary, old)
    hide = _by_hand("summary", shown.pk, lambda: _revise(ProposalSummary, shown))
    return Thing(shown.pk, (old.pk,), hide)


def conclusion() -> Thing:
    shown, old = (signed(ConsultationFactory(closed=True), number=WORD) for _ in range(2))
    _revise(SummaryConclusion, old)
    hide = _by_hand("conclusion", shown.pk, lambda: _revise(SummaryConclusion, shown))
    return Thing(shown.pk, (old.pk,), hide)


def _revise(model: Any, document: Any) -> None:
    row = model.objects.get(pk=document.pk)
    row.pk, row.revision, row.number = None, document.revision + 1, "77"
    row.save()


def minutes() -> Thing:
    shown = minuted(hearing(), course=f"Обсуждалась {WORD}")
    draft = minutes_drafted(hearing(), course=f"Обсуждалась {WORD}")
    consultation = shown.consultation

    def hide() -> None:
        at = {"actor": None, "consultation": consultation, "now": timezone.now()}
        new = hearings.correct_minutes(**at, reason="Описка")
        data = replace(data_of(new), course="О другом")
        new = hearings.save_minutes(**at, data=data, version=new.version)
        hearings.sign_minutes(**at, version=new.version)

    return Thing(shown.pk, (draft.pk,), hide)


def observation_() -> Thing:
    consultation = inspection()
    shown = observation(consultation, fact=f"Видна {WORD}")
    withdrawn = observation(consultation, fact=f"Видна {WORD}")

    def withdraw(item: Any) -> None:
        control.withdraw_observation(
            actor=None, observation=item, reason="Ошибка", now=timezone.now()
        )

    withdraw(withdrawn)
    return Thing(shown.pk, (withdrawn.pk,), lambda: withdraw(shown))


def closing() -> Thing:
    data = replace(WHOLE, facts=f"Установлена {WORD}.")
    first, second = monitoring(closed=True), monitoring(closed=True)
    closing_drafted(first, data)
    shown = closing_signed(first)
    draft = closing_drafted(second, data)

    def hide() -> None:
        at = {"actor": None, "consultation": first, "now": timezone.now()}
        new = control.begin_edition(**at)
        control.save_closing(**at, data=WHOLE, revision=new.revision)
        control.sign_closing(**at, number="4-А")

    return Thing(shown.pk, (draft.pk,), hide)


def request() -> Thing:
    shown = PublicRequestFactory(text=f"Просим: {WORD}")
    others = [
        PublicRequestFactory(text=f"Просим: {WORD}", **{state: True})
        for state in ("checking", "hidden", "unconfirmed")
    ]

    def hide() -> None:
        hide_request(actor=None, request=shown, ground_code="spam", now=timezone.now())

    return Thing(shown.pk, tuple(each.pk for each in others), hide)


def expert() -> Thing:
    shown, out, unnamed = (included(education=f"Знаток: {WORD}") for _ in range(3))
    waits = candidate(education=f"Знаток: {WORD}")
    experts.exclude_expert(actor=None, expert=out, reason="Просьба", now=timezone.now())
    withdraw_dissemination(actor=None, contact=unnamed.contact)

    def hide() -> None:
        experts.exclude_expert(actor=None, expert=shown, reason="Просьба", now=timezone.now())

    return Thing(shown.pk, (out.pk, unnamed.pk, waits.pk), hide)


def call() -> Thing:
    """Every call is public; what people write when they apply is not."""
    shown, other = (
        experts.announce_call(
            actor=None,
            referral=ReferralFactory(),
            requirements=requirements,
            knowledge=[knowledge().pk],
            closes_on=timezone.localdate(),
            now=timezone.now(),
        )
        for requirements in (f"Знать, что {WORD}", "Нужен юрист")
    )
    candidacy(other, motivation=f"Знаю, что {WORD}", conflict=f"Есть {WORD}")

    def change() -> None:
        type(shown).objects.filter(pk=shown.pk).delete()

    return Thing(shown.pk, (), _by_hand("call", shown.pk, change))


def recommendation() -> Thing:
    text = f"Чтобы {WORD} цвела"
    shown = AssignmentFactory(recommendation__text=text).recommendation
    draft = AssignmentFactory(
        recommendation__text=text, recommendation__resolution__live=False
    ).recommendation
    return Thing(shown.pk, (draft.pk,), shown.resolution.unpublish)


def page() -> Thing:
    from wagtail.models import PageViewRestriction

    from cms.models import StandardPage
    from cms.services import make_home
    from demo.pages import publish as publish_page

    home = make_home()
    pages = [StandardPage(title=f"Где {WORD}", slug=f"p{number}") for number in range(3)]
    for each in pages:
        publish_page(home, each)
    shown, draft, closed = pages
    draft.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    return Thing(shown.pk, (draft.pk, closed.pk), shown.unpublish)


def _publish(row: Any) -> None:
    """As the back office does it; the row knows that it is public."""
    row.save_revision().publish()
    row.refresh_from_db()


def competition() -> Thing:
    shown = CompetitionFactory(requirements=f"Знать, где {WORD}", live=False)
    _publish(shown)
    draft = CompetitionFactory(requirements=f"Знать, где {WORD}", live=False)
    return Thing(shown.pk, (draft.pk,), shown.unpublish)


def meeting() -> Thing:
    shown = MeetingFactory(agenda=f"О том, где {WORD}", live=False)
    _publish(shown)
    draft = MeetingFactory(agenda=f"О том, где {WORD}", live=False)
    return Thing(shown.pk, (draft.pk,), shown.unpublish)


THINGS: dict[str, Callable[[], Thing]] = {
    "bill": bill,
    "version": version,
    "provision": provision,
    "event": event,
    "comment": comment,
    "group": group,
    "answer": answer,
    "amendment": amendment,
    "council": council,
    "opinion": opinion,
    "summary": summary,
    "conclusion": conclusion,
    "minutes": minutes,
    "observation": observation_,
    "closing": closing,
    "request": request,
    "expert": expert,
    "call": call,
    "recommendation": recommendation,
    "page": page,
    "competition": competition,
    "meeting": meeting,
}
