"""The organiser's questions, and the one place where answers to them are counted out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from consultations.comments.domain.questions import Given, share, wording
from consultations.comments.models import Question, QuestionAnswer, QuestionKind
from consultations.process.models import Consultation
from drafts.domain.citations import citation
from drafts.models import Provision


def questions_of(consultation: Consultation) -> list[Question]:
    """All questions in their order, with options and provisions; two queries, one if there are
    none."""
    return list(
        Question.objects.filter(consultation=consultation)
        .select_related("provision")
        .prefetch_related("options")
    )


def questions_at(consultation: Consultation, provision: Provision | None) -> list[Question]:
    """Questions on one provision, or on the bill as a whole, without their options; one query."""
    return list(Question.objects.filter(consultation=consultation, provision=provision))


def question_count(consultation: Consultation) -> int:
    """How many questions there are; one query."""
    return Question.objects.filter(consultation=consultation).count()


def wording_of(questions: Iterable[Question]) -> str:
    """The hash of what one is asked: of every word, option and their order."""
    return wording(
        (item.pk, item.kind, item.text, *((o.pk, o.text) for o in item.options.all()))
        for item in questions
    )


@dataclass(frozen=True, slots=True)
class OptionResult:
    """`percent`: of those who answered the question; of several options it may sum up to more than
    a hundred."""

    text: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question as pages and documents show it. `number` is its place in the list, from one;
    `path` the unit of the text, empty for the bill as a whole; `eid` its anchor. `respondents`:
    different participants who answered it."""

    id: int
    number: int
    kind: str
    text: str
    path: str
    eid: str
    respondents: int
    options: tuple[OptionResult, ...]

    @property
    def is_text(self) -> bool:
        return self.kind == QuestionKind.TEXT

    @property
    def is_multiple(self) -> bool:
        return self.kind == QuestionKind.MULTIPLE

    @property
    def place(self) -> str:
        """«пункт 2 части 1 статьи 5»; empty for the bill as a whole."""
        return citation(self.path)


def results_of(questions: Iterable[Question]) -> list[QuestionResult]:
    """The kept counts of questions read by `questions_of`; no query."""
    return [
        QuestionResult(
            id=item.pk,
            number=number,
            kind=str(item.kind),
            text=item.text,
            path=item.provision.path if item.provision else "",
            eid=item.provision.eid if item.provision else "",
            respondents=item.respondents,
            options=tuple(
                OptionResult(option.text, option.count, share(option.count, item.respondents))
                for option in item.options.all()
            ),
        )
        for number, item in enumerate(questions, start=1)
    ]


def answers_by(consultation: Consultation, person: str) -> dict[int, Given]:
    """What a person (by the hash of the e-mail) has answered here, by question; one query."""
    found: dict[int, Given] = {}
    rows = QuestionAnswer.objects.filter(
        participant__consultation=consultation, participant__email_hash=person
    )
    for row in rows.exclude(is_erased=True).order_by("pk"):
        earlier = found.get(row.question_id, Given(row.question_id))
        options = (*earlier.options, row.option_id) if row.option_id else ()
        found[row.question_id] = Given(row.question_id, options, row.text)
    return found


def free_answers(question: Question) -> QuerySet[QuestionAnswer]:
    """What people have written, for the desk alone, which does not show who; page it by `-pk`."""
    return QuestionAnswer.objects.filter(question=question, option=None, is_erased=False)
