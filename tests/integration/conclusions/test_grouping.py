"""Same proposals come together by themselves; people put together, divide, move and take back."""

from typing import Any

import pytest
from django.utils import timezone

from consultations.comments.models import CommentKind, CommentStatus, ProvisionComment, Stance
from consultations.comments.services import hide_comment, restore_comment
from consultations.comments.services.creating import tell
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, MembersMoved
from consultations.conclusions.models import (
    ArgumentGroup,
    ArgumentItem,
    ChangeKind,
    GroupChange,
    ItemBand,
)
from consultations.conclusions.services import (
    merge_groups,
    move_members,
    read_prints,
    recount_open_items,
    rename_group,
    split_group,
    undo_change,
)
from consultations.process.models import Consultation, ConsultationStatus
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import adopted, answered, group_of, published
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db

TEXT = "Увеличьте срок подачи заявления до 30 дней. Из дальних сёл за десять дней не доехать."
HEADING = "Порядок подачи и рассмотрения заявления о выделении участка"
SLIP = TEXT.replace("заявления", "заявленя")
OTHER = TEXT.replace("30", "20")


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


def said(consultation: Consultation, text: str = TEXT, **values: Any) -> ProvisionComment:
    return published(consultation, comment=text, **values)


def open_items(consultation: Consultation) -> int:
    return Consultation.objects.get(pk=consultation.pk).open_items


def item_of(comment: ProvisionComment) -> ArgumentItem:
    return ArgumentItem.objects.get(comment=comment)


def check_counts(consultation: Consultation) -> None:
    """The kept counts are what counting anew gives."""
    before = open_items(consultation)
    sizes = dict(ArgumentGroup.objects.values_list("pk", "size"))
    assert recount_open_items(consultation=consultation) == before
    assert dict(ArgumentGroup.objects.values_list("pk", "size")) == sizes


# --- By itself -----------------------------------------------------------------------------------


def test_a_copy_finds_its_group_at_once(consultation: Consultation) -> None:
    first = said(consultation)
    copies = [
        said(consultation, f"Здравствуйте! {TEXT}"),
        said(consultation, f"{TEXT}\nС уважением, Петрова А. В."),
        said(consultation, SLIP),
    ]
    group = group_of(first)
    assert {group_of(copy) for copy in copies} == {group}
    assert (group.size, group.is_open, open_items(consultation)) == (4, True, 1)
    check_counts(consultation)


@pytest.mark.parametrize(
    "values",
    [
        {"text": OTHER},
        {"text": TEXT.replace("Увеличьте", "Уменьшите")},
        {"text": TEXT, "stance": Stance.OPPOSE},
        {"text": TEXT, "kind": CommentKind.QUESTION},
        {"text": TEXT, "kind": CommentKind.AMEND, "proposed_text": "в течение 30 дней"},
    ],
)
def test_another_meaning_gets_a_group_of_its_own(
    consultation: Consultation, values: dict[str, Any]
) -> None:
    first = said(consultation, stance=Stance.SUPPORT)
    second = said(consultation, **{"stance": Stance.SUPPORT, **values})
    assert group_of(first) != group_of(second)
    assert open_items(consultation) == 2


def test_other_places_do_not_meet(consultation: Consultation) -> None:
    provision = ProvisionFactory(version=consultation.version)
    elsewhere = ConsultationFactory()
    comments = [
        said(consultation),
        said(consultation, provision=provision),
        said(elsewhere),
    ]
    assert len({group_of(comment).pk for comment in comments}) == 3


def test_the_words_of_the_provision_do_not_count(consultation: Consultation) -> None:
    provision = ProvisionFactory(version=consultation.version, heading=HEADING)
    first = said(consultation, provision=provision)
    second = said(consultation, f"{HEADING}\n\n{TEXT}", provision=provision)
    assert group_of(first) == group_of(second)


def test_a_text_between_joins_two_groups(consultation: Consultation) -> None:
    """Two slips of one word are no slip of each other; the right word is one slip from both."""
    first = said(consultation, TEXT.replace("подачи", "поадчи"))
    second = said(consultation, TEXT.replace("подачи", "подчаи"))
    assert group_of(first) != group_of(second)
    said(consultation, TEXT)
    assert group_of(first) == group_of(second)
    (change,) = GroupChange.objects.all()
    assert (change.kind, change.moves.count()) == (ChangeKind.JOINED, 1)
    assert open_items(consultation) == 1
    check_counts(consultation)


def test_what_people_have_settled_is_not_joined(consultation: Consultation) -> None:
    first = said(consultation, TEXT.replace("подачи", "поадчи"))
    second = said(consultation, TEXT.replace("подачи", "подчаи"))
    third = said(consultation, OTHER)
    merge_groups(actor=None, target=group_of(second), sources=[group_of(third)], now=timezone.now())
    said(consultation, TEXT)
    assert group_of(first) != group_of(second)


def test_a_copy_of_an_answered_proposal_is_answered(consultation: Consultation) -> None:
    answer = answered(group_of(said(consultation)))
    copy = said(consultation, f"Добрый день! {TEXT}", contact__email="late@example.org")
    copy.refresh_from_db()
    assert copy.answered_at is not None
    assert open_items(consultation) == 0
    run_tasks()
    told = OutboxMessage.objects.filter(key=f"answer:{answer.pk}:{copy.receipt_code}")
    assert told.count() == 1


def test_hidden_ones_leave_the_count(consultation: Consultation) -> None:
    first, second = said(consultation), said(consultation)
    hide_comment(actor=UserFactory(), comment=second, ground_code="spam", now=timezone.now())
    assert group_of(first).size == 1
    check_counts(consultation)


def test_what_was_answered_while_hidden_is_told_when_it_is_shown_again(
    consultation: Consultation,
) -> None:
    moderator = UserFactory()
    shown, hidden = said(consultation), said(consultation, contact__email="h@example.org")
    hide_comment(actor=moderator, comment=hidden, ground_code="spam", now=timezone.now())
    answer = answered(group_of(shown))
    run_tasks()
    told = OutboxMessage.objects.filter(key=f"answer:{answer.pk}:{hidden.receipt_code}")
    assert not told.exists()
    restore_comment(actor=moderator, comment=hidden, now=timezone.now())
    run_tasks()
    assert told.count() == 1


def revised(comment: ProvisionComment, text: str) -> None:
    """As the service does it."""
    from consultations.comments.events import CommentRevised, comment_revised

    comment.comment = text
    comment.save()
    event = CommentRevised(comment.pk, comment.consultation_id)
    comment_revised.send(sender=CommentRevised, event=event)


def test_new_words_look_for_their_group(consultation: Consultation) -> None:
    first, second, third = said(consultation), said(consultation), said(consultation, OTHER)
    revised(first, OTHER)
    assert group_of(first) == group_of(third)
    assert group_of(second) != group_of(third)
    check_counts(consultation)
    late = said(consultation, SLIP)
    assert group_of(late) == group_of(second)


def test_new_words_that_nobody_said_leave_the_group(consultation: Consultation) -> None:
    first, second = said(consultation), said(consultation)
    revised(second, "Перенесите приём заявлений на осень.")
    assert group_of(first) != group_of(second)
    assert (group_of(first).size, open_items(consultation)) == (1, 2)


def test_remarks_of_councils_stand_apart_from_citizens(consultation: Consultation) -> None:
    comment = said(consultation)
    one = adopted(consultation, {"text": TEXT})
    two = adopted(consultation, {"text": TEXT})
    groups = {ArgumentGroup.objects.get(items__remark__opinion=opinion) for opinion in (one, two)}
    assert len(groups) == 1
    assert group_of(comment) not in groups
    check_counts(consultation)


def test_a_wording_is_kept_once_however_many_say_it(consultation: Consultation) -> None:
    said(consultation)
    rows = ItemBand.objects.count()
    said(consultation)
    assert ItemBand.objects.count() == rows > 0


def test_texts_without_words_stay_alone(consultation: Consultation) -> None:
    comments = [said(consultation, "…"), said(consultation, "!!!")]
    assert len({group_of(comment).pk for comment in comments}) == 2


def test_what_was_there_before_is_read_by_the_clock(consultation: Consultation) -> None:
    first = said(consultation)
    ItemBand.objects.all().delete()
    ArgumentItem.objects.update(corner=None, exact=None)
    assert read_prints(limit=10) == 1
    assert read_prints(limit=10) == 0
    assert group_of(said(consultation, SLIP)) == group_of(first)


def test_same_people_cannot_hide_by_numbers(consultation: Consultation) -> None:
    """A person's place is kept: one text among many copies of another has its own group."""
    alone = said(consultation, OTHER)
    for _ in range(5):
        said(consultation)
    assert group_of(alone).size == 1
    assert open_items(consultation) == 2


# --- By people -----------------------------------------------------------------------------------


def test_groups_are_put_together_and_taken_apart_again(consultation: Consultation) -> None:
    actor = UserFactory()
    first, second = said(consultation), said(consultation, OTHER)
    target, source = group_of(first), group_of(second)
    change = merge_groups(actor=actor, target=target, sources=[source], now=timezone.now())
    assert group_of(second) == target
    source.refresh_from_db()
    assert (source.merged_into, source.size, open_items(consultation)) == (target, 0, 1)
    check_counts(consultation)
    undo_change(actor=actor, change=change, now=timezone.now())
    source.refresh_from_db()
    assert (group_of(second), source.merged_into, open_items(consultation)) == (source, None, 2)
    check_counts(consultation)
    kinds = list(
        JournalEntry.objects.filter(subject_type="argument").values_list("kind", flat=True)
    )
    assert sorted(kinds) == ["argument.merged", "argument.undone"]


def test_new_copies_follow_what_people_have_put_together(consultation: Consultation) -> None:
    first, second = said(consultation), said(consultation, OTHER)
    merge_groups(actor=None, target=group_of(first), sources=[group_of(second)], now=timezone.now())
    assert group_of(said(consultation, OTHER)) == group_of(first)


def test_members_are_divided_and_stay_so(consultation: Consultation) -> None:
    first, second, third = said(consultation), said(consultation), said(consultation)
    split_group(
        actor=None,
        group=group_of(first),
        items=[item_of(second), item_of(third)],
        now=timezone.now(),
        title="  Срок   для сёл ",
    )
    made = group_of(second)
    assert (made, made.title, made.size) == (group_of(third), "Срок для сёл", 2)
    assert group_of(first) != made
    assert open_items(consultation) == 2
    said(consultation, SLIP)
    assert group_of(first) != group_of(second)
    check_counts(consultation)


def test_what_leaves_an_answered_group_waits_again(consultation: Consultation) -> None:
    first, second = said(consultation), said(consultation)
    answered(group_of(first))
    change = split_group(
        actor=None, group=group_of(first), items=[item_of(second)], now=timezone.now()
    )
    second.refresh_from_db()
    assert (second.answered_at, open_items(consultation)) == (None, 1)
    undo_change(actor=None, change=change, now=timezone.now())
    second.refresh_from_db()
    assert (second.answered_at is not None, open_items(consultation)) == (True, 0)
    check_counts(consultation)


def test_an_answered_group_takes_others_in(consultation: Consultation) -> None:
    first, second = said(consultation), said(consultation, OTHER, contact__email="a@example.org")
    answer = answered(group_of(first))
    change = merge_groups(
        actor=None, target=group_of(first), sources=[group_of(second)], now=timezone.now()
    )
    second.refresh_from_db()
    assert (second.answered_at is not None, open_items(consultation)) == (True, 0)
    run_tasks()
    key = f"answer:{answer.pk}:{second.receipt_code}"
    assert OutboxMessage.objects.filter(key=key).exists()
    undo_change(actor=None, change=change, now=timezone.now())
    second.refresh_from_db()
    assert (second.answered_at, open_items(consultation)) == (None, 1)


def test_members_are_moved(consultation: Consultation) -> None:
    first, second, third = said(consultation), said(consultation), said(consultation, OTHER)
    target = group_of(third)
    move_members(
        actor=None,
        group=group_of(first),
        items=[item_of(second)],
        target=target,
        now=timezone.now(),
    )
    assert group_of(second) == target
    assert (group_of(first).size, group_of(third).size) == (1, 2)
    check_counts(consultation)


def test_a_name_is_given_and_taken_back(consultation: Consultation) -> None:
    group = group_of(said(consultation))
    change = rename_group(actor=None, group=group, title="Срок подачи", now=timezone.now())
    group.refresh_from_db()
    assert group.title == "Срок подачи"
    assert rename_group(actor=None, group=group, title="Срок подачи", now=timezone.now()) is None
    assert change is not None
    undo_change(actor=None, change=change, now=timezone.now())
    group.refresh_from_db()
    assert group.title == ""


# --- Refused -------------------------------------------------------------------------------------


def refused(code: ConclusionsProblem, call: Any, **values: Any) -> None:
    before = list(ArgumentItem.objects.order_by("pk").values_list("pk", "group"))
    with pytest.raises(ConclusionsError) as caught:
        call(actor=None, now=timezone.now(), **values)
    assert caught.value.code == code
    assert list(ArgumentItem.objects.order_by("pk").values_list("pk", "group")) == before


def test_undoing_a_merge_whose_members_moved_is_explained(consultation: Consultation) -> None:
    comments = [said(consultation), said(consultation, OTHER), said(consultation, OTHER)]
    target, source = group_of(comments[0]), group_of(comments[1])
    change = merge_groups(actor=None, target=target, sources=[source], now=timezone.now())
    split_group(actor=None, group=target, items=[item_of(comments[2])], now=timezone.now())
    before = list(ArgumentItem.objects.order_by("pk").values_list("pk", "group"))
    with pytest.raises(MembersMoved) as caught:
        undo_change(actor=None, change=change, now=timezone.now())
    assert [item.comment for item in caught.value.items] == [comments[2]]
    assert list(ArgumentItem.objects.order_by("pk").values_list("pk", "group")) == before
    change.refresh_from_db()
    assert change.undone_at is None


def test_what_cannot_be_put_together(consultation: Consultation) -> None:
    provision = ProvisionFactory(version=consultation.version)
    group = group_of(said(consultation))
    elsewhere = group_of(said(consultation, provision=provision))
    done = group_of(said(consultation, OTHER))
    answered(done)
    refused(ConclusionsProblem.NOTHING_CHOSEN, merge_groups, target=group, sources=[])
    refused(ConclusionsProblem.NOTHING_CHOSEN, merge_groups, target=group, sources=[group])
    refused(ConclusionsProblem.OTHER_PLACE, merge_groups, target=group, sources=[elsewhere])
    refused(ConclusionsProblem.SOURCE_ANSWERED, merge_groups, target=group, sources=[done])
    merge_groups(actor=None, target=done, sources=[group], now=timezone.now())
    refused(ConclusionsProblem.GROUP_GONE, merge_groups, target=group, sources=[done])


def test_what_cannot_be_divided_or_moved(consultation: Consultation) -> None:
    first, second = said(consultation), said(consultation)
    other = said(consultation, OTHER)
    group = group_of(first)
    both = [item_of(first), item_of(second)]
    refused(ConclusionsProblem.EVERYTHING_CHOSEN, split_group, group=group, items=both)
    refused(ConclusionsProblem.NOTHING_CHOSEN, split_group, group=group, items=[])
    refused(ConclusionsProblem.NOT_MEMBERS, split_group, group=group, items=[item_of(other)])
    refused(
        ConclusionsProblem.TITLE_TOO_LONG, split_group, group=group, items=both[:1], title="ж" * 301
    )
    provision = ProvisionFactory(version=consultation.version)
    elsewhere = group_of(said(consultation, provision=provision))
    refused(
        ConclusionsProblem.OTHER_PLACE,
        move_members,
        group=group,
        items=both[:1],
        target=elsewhere,
    )


def test_members_do_not_move_to_where_they_are(consultation: Consultation) -> None:
    group = group_of(said(consultation))
    items = list(group.items.all())
    refused(ConclusionsProblem.SAME_GROUP, move_members, group=group, items=items, target=group)
    assert not GroupChange.objects.exists()


def test_what_cannot_be_taken_back(consultation: Consultation) -> None:
    first, second = said(consultation), said(consultation, OTHER)
    change = merge_groups(
        actor=None, target=group_of(first), sources=[group_of(second)], now=timezone.now()
    )
    answered(group_of(first))
    refused(ConclusionsProblem.ANSWERED_SINCE, undo_change, change=change)
    named = rename_group(actor=None, group=group_of(first), title="Один", now=timezone.now())
    rename_group(actor=None, group=group_of(first), title="Два", now=timezone.now())
    refused(ConclusionsProblem.RENAMED_SINCE, undo_change, change=named)


def test_nothing_changes_after_the_signature(consultation: Consultation) -> None:
    first, second = said(consultation), said(consultation, OTHER)
    groups = [group_of(first), group_of(second)]
    for group in groups:
        answered(group)
    Consultation.objects.filter(pk=consultation.pk).update(
        status=ConsultationStatus.CONCLUDED,
        concluded_at=timezone.now(),
        summary_signed_at=timezone.now(),
    )
    refused(ConclusionsProblem.CONCLUDED, merge_groups, target=groups[0], sources=[groups[1]])
    refused(ConclusionsProblem.CONCLUDED, rename_group, group=groups[0], title="Имя")


def test_a_held_copy_comes_to_its_group_when_it_is_released(consultation: Consultation) -> None:
    first = said(consultation)
    held = said(consultation, status=CommentStatus.HELD)
    assert open_items(consultation) == 2
    held.status, held.is_public = CommentStatus.PUBLISHED, True
    held.save()
    tell(held, old=CommentStatus.HELD)
    assert group_of(held) == group_of(first)
    assert open_items(consultation) == 1
