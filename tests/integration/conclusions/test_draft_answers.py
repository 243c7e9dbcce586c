"""Many answers at once: the same as one by one, for a constant number of queries."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.conclusions import services
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.domain.rowkeys import make_key
from consultations.conclusions.domain.sheets import SheetRow
from consultations.conclusions.errors import (
    AnswerRefused,
    ConclusionsError,
    StaleDraft,
)
from consultations.conclusions.models import (
    Agreement,
    AnswerDraft,
    AnswerImport,
    ArgumentGroup,
    ArgumentItem,
)
from consultations.conclusions.selectors.sheets import secrets
from consultations.conclusions.services import GivenAnswer, draft_answer, draft_answers
from consultations.expertise.models import Remark
from consultations.process.models import Consultation
from tests.answer_files import FEDERAL
from tests.factories.conclusions import (
    REFUSAL,
    ArgumentGroupFactory,
    answered,
    group_of,
    published,
)
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import OpinionFactory, RemarkFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

REVISED = AnswerData("rejected", "federal_law", "Новые слова.")
OTHER = AnswerData("partly", "", " Учтено в части срока. ", "Статья 5", "в течение 40 дней")
ANSWERS = (
    REFUSAL,
    AnswerData(REFUSAL.disposition, REFUSAL.reason_code, f"  {REFUSAL.text}\n"),
    AnswerData("rejected", "federal_law", "Другие слова."),
    AnswerData("rejected", "federal_law", " "),
    AnswerData("rejected", "", "Слова."),
    AnswerData("rejected", "no_such_reason", "Слова."),
    AnswerData("accepted"),
    AnswerData("accepted", "as_proposed", expected_text="в течение пяти дней"),
    AnswerData("approved"),
    OTHER,
)
STATES = ("new", "worded", "drafted", "agreed", "published", "revised", "merged", "hidden", "gone")


def said(consultation: Consultation, state: str, number: int) -> int:
    """A group in this state; its id."""
    words = "30 дней" if state == "worded" else ""
    provision = ProvisionFactory(version=consultation.version)
    comment = published(
        consultation, comment=f"Довод {number}.", proposed_text=words, provision=provision
    )
    group = group_of(comment)
    if state in ("published", "revised"):
        answered(group)
    if state in ("drafted", "agreed", "revised"):
        data = REVISED if state == "revised" else REFUSAL
        draft_answer(actor=None, group=group, data=data, now=timezone.now())
    if state == "agreed":
        agreement = Agreement.objects.get_or_create(
            consultation=consultation, sitting_on=timezone.localdate(), minutes_number="5"
        )[0]
        AnswerDraft.objects.filter(group=group).update(agreement=agreement, origin=group)
    if state == "merged":
        into = ArgumentGroupFactory(consultation=consultation)
        ArgumentGroup.objects.filter(pk=group.pk).update(merged_into=into)
    if state == "hidden":
        type(comment).objects.filter(pk=comment.pk).update(status="hidden")
    return 0 if state == "gone" else group.pk


def error_of(outcome: AnswerDraft | ConclusionsError) -> tuple[Any, ...]:
    match outcome:
        case AnswerRefused():
            return ("refused", outcome.faults)
        case StaleDraft():
            return ("stale", outcome.current and outcome.current.text)
        case ConclusionsError():
            return (outcome.code,)
    return ("draft", outcome.text, outcome.version, outcome.agreement_id)


def one_by_one(
    consultation: Consultation, answers: dict[int, GivenAnswer], now: dt.datetime
) -> list[tuple[Any, ...]]:
    found = []
    for key, given_ in answers.items():
        group = ArgumentGroup(pk=key, consultation=consultation)
        try:
            draft = draft_answer(
                actor=None, group=group, data=given_.data, now=now, seen_version=given_.seen_version
            )
        except ConclusionsError as error:
            found.append(error_of(error))
        else:
            found.append(error_of(draft))
    return found


def everything(keys: Sequence[int]) -> list[Any]:
    drafts = AnswerDraft.objects.filter(group__in=keys).order_by("group")
    groups = ArgumentGroup.objects.filter(pk__in=keys).order_by("pk")
    rows = [{name: value for name, value in row.items() if name != "id"} for row in drafts.values()]
    return [rows, list(groups.values_list("pk", "answer_version"))]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(STATES), st.sampled_from(ANSWERS), st.sampled_from([None, 0, 1, 2])
        ),
        min_size=1,
        max_size=7,
    )
)
def test_many_at_once_are_the_same_as_one_by_one(
    rows: list[tuple[str, AnswerData, int | None]],
) -> None:
    now = timezone.now()
    with transaction.atomic():
        consultation = ConsultationFactory(closed=True)
        answers = {
            said(consultation, state, number): GivenAnswer(data, seen)
            for number, (state, data, seen) in enumerate(rows)
        }
        kept = transaction.savepoint()
        single = one_by_one(consultation, answers, now)
        wanted = everything(list(answers))
        transaction.savepoint_rollback(kept)
        outcomes = draft_answers(
            actor=None, consultation_id=consultation.pk, answers=answers, now=now
        )
        assert [error_of(outcome) for outcome in outcomes.values()] == single
        assert list(outcomes) == list(answers)
        assert everything(list(answers)) == wanted
        transaction.set_rollback(True)


def test_words_for_the_text_are_asked_for_in_the_report_already() -> None:
    """Whoever has proposed them: a file is judged by the same definition as a save."""
    consultation = ConsultationFactory(closed=True)
    groups = plain_groups(consultation, 2)
    Remark.objects.filter(argument__group=groups[0]).update(proposed_text="30 дней")
    found: Any = ArgumentGroup.objects.filter(consultation=consultation).with_standing()
    assert {group.pk: group.has_wording for group in found} == {
        groups[0].pk: True,
        groups[1].pk: False,
    }
    rows = [row_of(group, position="учтено", reason="", text="") for group in groups]
    report = kept(consultation, rows)
    assert [row.faults for row in report.rows.all()] == [[["no_expected_wording", ""]], []]


# --- What it costs ------------------------------------------------------------------------------


def plain_groups(consultation: Consultation, count: int) -> list[ArgumentGroup]:
    """Groups of one remark each, without the work of placing it."""
    provision = ProvisionFactory(version=consultation.version)
    opinion = OpinionFactory(adopted=True, referral__consultation=consultation)
    remarks = Remark.objects.bulk_create(
        RemarkFactory.build_batch(count, opinion=opinion, provision=provision)
    )
    groups = ArgumentGroup.objects.bulk_create(
        ArgumentGroupFactory.build(consultation=consultation, provision=provision, size=1)
        for _number in range(count)
    )
    ArgumentItem.objects.bulk_create(
        ArgumentItem(group=group, remark=remark)
        for group, remark in zip(groups, remarks, strict=True)
    )
    return groups


def row_of(group: ArgumentGroup, **cells: Any) -> SheetRow:
    key = make_key(
        secrets()[0],
        consultation=group.consultation_id,
        group=group.pk,
        version=group.answer_version,
        words=[""] * 5,
    )
    text = f"Закон этого не допускает, довод {group.pk}."
    words: dict[str, Any] = {"position": "не учтено", "reason": FEDERAL, "text": text, **cells}
    return SheetRow(label=str(group.pk), key=key, norm="", expected="", **words)


def kept(consultation: Consultation, rows: list[SheetRow]) -> AnswerImport:
    return services.keep_import(
        actor=None,
        consultation=consultation,
        rows=rows,
        file=services.ImportedFile("а.xlsx", "xlsx", "0" * 64),
        now=timezone.now(),
    )


def test_600_rows_cost_one_portion_more_than_3() -> None:
    """SQLite takes at most 999 values in a query, so that it writes more often."""
    few, many = ConsultationFactory(closed=True), ConsultationFactory(closed=True)
    counted = {}
    for consultation, number in ((few, 3), (many, 600)):
        groups = plain_groups(consultation, number)
        report = kept(consultation, [row_of(group) for group in groups])
        with CaptureQueriesContext(connection) as captured:
            services.apply_import(actor=None, report=report, now=timezone.now())
        assert AnswerDraft.objects.in_consultation(consultation.pk).count() == number
        assert report.rows.filter(is_saved=True).count() == number
        counted[number] = Counter(one["sql"].split()[0] for one in captured)
    # The event (locked by both verbs), the file, its rows, the phrases and twice the reasons; of
    # each portion: groups and answers, by both verbs, and the texts of answers and drafts.
    assert (counted[3]["SELECT"], counted[600]["SELECT"]) == (7 + 6, 7 + 6 * 2)
    # The file; of each portion: the numbers of the answers; of 83 rows each: what became of them.
    assert (counted[3]["UPDATE"], counted[600]["UPDATE"]) == (1 + 1 + 1, 1 + 2 + 8)
    assert counted[3]["INSERT"] == 1
    assert counted[600]["INSERT"] in (2, 9)  # PostgreSQL, SQLite
