"""What pages, counts and the journal read; each in a fixed number of queries."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from consultations.comments import selectors, services
from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.comments.selectors import Wanted
from consultations.process.models import Consultation
from consultations.process.numbers import Numbers, numbers, provision_badges
from core.accounts.models import MembershipRole, User
from drafts.models import Provision
from tests.comments import NOW, author, confirm, running, said, text, waiting
from tests.factories.accounts import CouncilFactory, MembershipFactory, UserFactory, staff
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.drafts import ProvisionFactory

pytestmark = pytest.mark.django_db
STATUSES = ("published", "held", "hidden", "withdrawn")


def make(consultation: Consultation, status: str = "published", **params) -> ProvisionComment:
    return ProvisionCommentFactory(consultation=consultation, status=status, **params)


# --- Lists --------------------------------------------------------------------------------------


def test_a_page_lists_proposals_and_stubs_the_newest_first(consultation: Consultation) -> None:
    made = {status: make(consultation, status) for status in STATUSES}
    make(consultation, reply_to=made["published"])
    make(running())
    page = selectors.list_comments(consultation)
    assert page.items == [made["withdrawn"], made["hidden"], made["published"]]
    assert (page.next_cursor, page.prev_cursor) == (None, None)


def test_a_list_of_one_provision(consultation: Consultation, article: Provision) -> None:
    other = ProvisionFactory(version=consultation.version)
    on_article = make(consultation, provision=article)
    make(consultation, provision=other)
    make(consultation)
    assert selectors.list_comments(consultation, Wanted(provision=article)).items == [on_article]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": "question"}, {"question"}),
        ({"stance": "oppose"}, {"opponent"}),
        ({"author_type": "ngo"}, {"ngo"}),
        ({"kind": "question", "stance": "oppose"}, set()),
        ({"channel": "paper"}, {"letter"}),
        ({"municipality": "ПОСЕЛОК  уркан "}, {"letter"}),
        ({"municipality": "Уркан"}, set()),
        ({"answered": "yes"}, {"letter"}),
        ({"answered": "no"}, {"question", "opponent", "ngo"}),
        ({"order": "supported"}, {"question", "opponent", "ngo", "letter"}),
        (
            {"kind": "", "stance": "", "author_type": ""},
            {"question", "opponent", "ngo", "letter", "stub"},
        ),
    ],
)
def test_filters_do_not_tell_what_is_hidden(
    consultation: Consultation, filters: dict[str, str], expected: set[str]
) -> None:
    made = {
        "question": make(consultation, kind="question"),
        "opponent": make(consultation, stance="oppose"),
        "ngo": make(consultation, author_type="ngo"),
        "letter": make(
            consultation, channel="paper", municipality="посёлок Уркан", answered_at=NOW
        ),
        "stub": make(consultation, "hidden", kind="question", stance="oppose", author_type="ngo"),
    }
    found = selectors.list_comments(consultation, Wanted(**filters)).items
    assert set(found) == {made[name] for name in expected}


def test_the_most_joined_stand_first_and_pages_follow_in_that_order(
    consultation: Consultation,
) -> None:
    made = [make(consultation, support_count=count) for count in (2, 0, 5, 2)]
    wanted = Wanted(order="supported")
    first = selectors.list_comments(consultation, wanted, per_page=2)
    second = selectors.list_comments(consultation, wanted, per_page=2, cursor=first.next_cursor)
    assert [*first.items, *second.items] == [made[2], made[3], made[0], made[1]]
    oldest = selectors.list_comments(consultation, Wanted(order="oldest"))
    assert oldest.items == made


def test_a_list_of_a_unit_with_all_below_it(consultation: Consultation, article: Provision) -> None:
    version = consultation.version
    below = ProvisionFactory(version=version, path=f"{article.path}/paragraph:1", eid="art_7__1")
    longer = ProvisionFactory(version=version, path=f"{article.path}0", eid="art_70")
    inside = [make(consultation, provision=place) for place in (article, below)]
    make(consultation, provision=longer)
    found = selectors.list_comments(consultation, Wanted(provision=article, inside=True))
    assert found.items == inside[::-1]


def test_the_same_words_of_several_people_are_counted(consultation: Consultation) -> None:
    first = said(consultation, "Верните  вечерний автобус!")
    second = said(consultation, "верните вечерний автобус", email="b@veche.example")
    alone = said(consultation, "Верните утренний автобус!", email="c@veche.example")
    found = selectors.same_words([first, alone])
    assert found == {first.words_hash: 2}
    assert first.words_hash == second.words_hash
    listed = selectors.list_comments(consultation, Wanted(same_as=first.words_hash))
    assert listed.items == [second, first]
    assert selectors.same_words([]) == {}


def test_pages_follow_one_another_while_comments_come_in(consultation: Consultation) -> None:
    made = [make(consultation) for _number in range(5)]
    first = selectors.list_comments(consultation, per_page=2)
    make(consultation)
    second = selectors.list_comments(consultation, per_page=2, cursor=first.next_cursor)
    third = selectors.list_comments(consultation, per_page=2, cursor=second.next_cursor)
    assert [*first.items, *second.items, *third.items] == made[::-1]
    assert third.next_cursor is None


def test_replies_come_by_their_proposal_in_order(consultation: Consultation) -> None:
    roots = [said(consultation, f"{n}", email=f"{n}@x.ru") for n in range(3)]
    order = [roots[0], roots[1], roots[0], roots[0]]
    made = [
        said(consultation, f"Ответ {n}.", reply_to=root, email=f"r{n}@x.ru")
        for n, root in enumerate(order)
    ]
    ProvisionComment.objects.filter(pk=made[2].pk).update(status="held")
    ProvisionComment.objects.filter(pk=made[3].pk).update(status="hidden")
    ids = [root.pk for root in roots]
    assert selectors.replies_for(ids) == {ids[0]: [made[0], made[3]], ids[1]: [made[1]]}
    assert selectors.replies_for(ids[2:]) == {}
    assert selectors.replies_for([]) == {}


def test_the_ground_of_a_hidden_comment_is_the_latest(
    consultation: Consultation, moderator: User
) -> None:
    comments = [said(consultation, f"{n}") for n in range(3)]
    for comment, ground in ((comments[0], "spam"), (comments[1], "insults")):
        services.hide_comment(actor=moderator, comment=comment, ground_code=ground, now=NOW)
    services.restore_comment(actor=moderator, comment=comments[0], now=NOW)
    later = NOW + dt.timedelta(days=1)
    services.hide_comment(actor=moderator, comment=comments[0], ground_code="threats", now=later)
    found = selectors.grounds_of([comment.pk for comment in comments])
    assert {pk: record.ground_code for pk, record in found.items()} == {
        comments[0].pk: "threats",
        comments[1].pk: "insults",
    }


def test_a_receipt_finds_its_comment(
    consultation: Consultation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    comment = said(consultation)
    with django_assert_num_queries(1):
        found = selectors.comment_for_receipt(comment.receipt_code)
        assert found == comment
        assert found.author_name
        assert str(found.consultation.responder)
        assert found.provision_url == ""
    assert selectors.comment_for_receipt("2222-2222-2") is None


# --- The moderator's queue ----------------------------------------------------------------------


def test_a_queue_holds_the_own_consultations(
    consultation: Consultation, moderator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mine = [make(consultation, status) for status in STATUSES]
    elsewhere = make(running())
    with django_assert_num_queries(2):  # the memberships and the comments
        found = list(selectors.moderation_queue(moderator))
        assert {comment.consultation.version.bill.title for comment in found}
    assert set(found) == set(mine)
    held = selectors.moderation_queue(moderator, status=CommentStatus.HELD)
    assert list(held) == [mine[1]]
    assert set(selectors.moderation_queue(moderator, status="nonsense")) == set(mine)
    secretary = staff(consultation.organiser, MembershipRole.SECRETARY)
    assert not selectors.moderation_queue(secretary).exists()
    assert not selectors.moderation_queue(UserFactory()).exists()
    both = UserFactory()
    for body in (consultation.organiser, elsewhere.consultation.organiser, CouncilFactory()):
        MembershipFactory(user=both, body=body, role=MembershipRole.MODERATOR)
    assert set(selectors.moderation_queue(both)) == {*mine, elsewhere}


# --- Counts -------------------------------------------------------------------------------------


def test_every_number_has_its_one_definition(
    consultation: Consultation,
    article: Provision,
    moderator: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Replies and what is unconfirmed are no proposals; paper is not confirmed."""
    by = author("ngo@x.ru", author_type="ngo")
    first = confirm(waiting(consultation, provision=article, by=by, words=text("Одно."))).comment
    hidden = said(consultation, "Другое.", provision=article)
    held = said(consultation, "Третье.")
    reply = said(consultation, "Ответ.", provision=article, reply_to=first, email="r@x.ru")
    hidden_reply = said(consultation, "Грубо.", provision=article, reply_to=first, email="s@x.ru")
    gone = confirm(waiting(consultation, words=text("Назад.")))
    waiting(consultation, words=text("Не подтверждено."), by=author("silent@x.ru"))
    make(consultation, channel="paper", author_type="organisation")
    for comment in (hidden, hidden_reply):
        services.hide_comment(actor=moderator, comment=comment, ground_code="insults", now=NOW)
    services.hold_comment(actor=moderator, comment=held, now=NOW)
    services.withdraw_comment(secret=gone.secret, now=NOW)
    empty = running()
    with django_assert_num_queries(3):
        found = numbers([consultation.pk, empty.pk])
    assert found[consultation.pk] == Numbers(
        received=5,
        confirmed=4,
        published=2,
        held=1,
        hidden=1,
        withdrawn=1,
        replies=1,
        participants=5,
        by_author_type={"citizen": 3, "ngo": 1, "organisation": 1},
        by_channel={"online": 4, "paper": 1},
        by_ground={"insults": 1},
    )
    assert found[empty.pk] == Numbers()
    assert reply.is_visible


def test_the_ground_of_the_last_decision_counts(
    consultation: Consultation, moderator: User
) -> None:
    twice, once, restored = (said(consultation, f"{number}.") for number in range(3))
    for minutes, (comment, ground) in enumerate(
        ((twice, "spam"), (once, "spam"), (restored, "spam"), (twice, "insults"))
    ):
        comment.refresh_from_db()
        now = NOW + dt.timedelta(minutes=minutes)
        if comment.status == CommentStatus.HIDDEN:
            services.restore_comment(actor=moderator, comment=comment, now=now)
        services.hide_comment(actor=moderator, comment=comment, ground_code=ground, now=now)
    services.restore_comment(actor=moderator, comment=restored, now=NOW + dt.timedelta(hours=1))
    found = numbers([consultation.pk])[consultation.pk]
    assert found.by_ground == {"insults": 1, "spam": 1}
    assert sum(found.by_ground.values()) == found.hidden == 2


def test_badges_count_published_proposals_by_provision(
    consultation: Consultation,
    article: Provision,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    other = ProvisionFactory(version=consultation.version)
    quiet = ProvisionFactory(version=consultation.version)
    first = make(consultation, provision=article)
    make(consultation, provision=article, reply_to=first)
    for status in STATUSES:
        make(consultation, status, provision=article)
    make(consultation, provision=other)
    make(consultation)
    again = running(version=consultation.version)
    make(again, provision=article)
    with django_assert_num_queries(1):
        assert provision_badges(consultation) == {article.pk: 2, other.pk: 1}
    assert provision_badges(consultation.version) == {article.pk: 3, other.pk: 1}
    assert provision_badges(consultation, [other.pk, quiet.pk]) == {other.pk: 1}
    assert provision_badges(consultation, []) == {}
    assert provision_badges(running()) == {}


# --- The journal --------------------------------------------------------------------------------


def test_the_journal_names_comments_by_their_receipts(
    consultation: Consultation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = {status: make(consultation, status) for status in STATUSES}
    ids = [str(comment.pk) for comment in made.values()]
    with django_assert_num_queries(1):
        links = selectors.journal_subjects([*ids, "999999", "²", "bill-7", "-1", ""])
    shown = {"published", "hidden", "withdrawn"}
    assert {pk: (link.title, link.url) for pk, link in links.items()} == {
        str(made[status].pk): (made[status].receipt_code, made[status].get_absolute_url())
        for status in shown
    }
