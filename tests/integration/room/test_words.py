"""Positions, remarks and messages: who writes for whom, when, and that nothing is lost."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.experts.models import Capacity
from consultations.process.models import Referral
from consultations.room import services
from consultations.room.domain.words import PositionData, RemarkWords
from consultations.room.errors import RoomError, RoomProblem, StaleWords
from consultations.room.models import MemberRemark, Message, Position, RevisionAct
from core.accounts.models import Membership, User
from drafts.models import Provision
from tests import moment
from tests.factories.accounts import UserFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import OpinionFactory
from tests.factories.process import ReferralFactory
from tests.factories.room import AppointmentFactory, DeclarationFactory, PositionFactory, seated

pytestmark = pytest.mark.django_db
FOR = PositionData("for")
WORDS = RemarkWords("Срок не назван.", "в течение 30 дней", "high", "ст. 7 № 212-ФЗ")


def write(
    verb: str, actor: User, referral: Referral, now: dt.datetime | None = None, **words: Any
) -> Position | MemberRemark:
    data = FOR if verb == "write_position" else WORDS
    found = {"provision": None, "data": data} | words
    made: Position | MemberRemark = getattr(services, verb)(
        actor=actor, referral=referral, now=now or moment.now(), **found
    )
    return made


def refused(verb: str, actor: User, referral: Referral, **words: Any) -> RoomProblem:
    with pytest.raises(RoomError) as refusal:
        write(verb, actor, referral, **words)
    assert not MemberRemark.objects.exists()
    return refusal.value.code


VERBS = pytest.mark.parametrize("verb", ["write_position", "write_remark"])


@VERBS
def test_a_member_writes(referral: Referral, provision: Provision, member: User, verb: str) -> None:
    made = write(verb, member, referral, provision=provision)
    assert (made.author, made.provision, made.is_late) == (member, provision, False)
    assert (made.entered_by, made.basis, made.revision) == (None, "", 1)
    revision = made.revisions.get()
    assert (revision.act, revision.by, revision.at) == (RevisionAct.WRITTEN, member, moment.now())


@VERBS
@pytest.mark.parametrize("capacity", Capacity.values)
def test_the_appointed_write(referral: Referral, verb: str, capacity: str) -> None:
    named = "Общество" if capacity == Capacity.OBSERVER else ""
    user = AppointmentFactory(referral=referral, capacity=capacity, organisation=named).user
    assert refused(verb, user, referral) is RoomProblem.NOT_DECLARED
    DeclarationFactory(referral=referral, user=user)
    assert write(verb, user, referral).author == user


@VERBS
def test_who_may_not_write(
    referral: Referral, provision: Provision, member: User, verb: str
) -> None:
    assert refused(verb, UserFactory(), referral) is RoomProblem.NO_SEAT
    assert refused(verb, seated(referral, declared=False), referral) is RoomProblem.NOT_DECLARED
    assert refused(verb, seated(referral, conflict=True), referral) is RoomProblem.CONFLICT
    foreign = ProvisionFactory()
    assert refused(verb, member, referral, provision=foreign) is RoomProblem.FOREIGN_PROVISION
    Membership.objects.filter(user=member).update(ends_on=dt.date(2020, 1, 1))
    assert refused(verb, member, referral) is RoomProblem.TERM_ENDED


@VERBS
def test_after_the_adoption_or_the_conclusion_the_room_is_closed(
    referral: Referral, member: User, verb: str
) -> None:
    OpinionFactory(referral=referral, adopted=True)
    assert refused(verb, member, referral) is RoomProblem.ADOPTED
    over = ReferralFactory(consultation__concluded=True)
    assert refused(verb, seated(over), over) is RoomProblem.CONCLUDED


@VERBS
def test_after_the_term_it_is_kept_and_marked(referral: Referral, member: User, verb: str) -> None:
    last = dt.datetime.combine(referral.due_on, dt.time(23, 59), timezone.get_default_timezone())
    first = write(verb, member, referral, now=last)
    assert not first.is_late
    name = "position" if verb == "write_position" else "remark"
    data = PositionData("against", "Рано") if name == "position" else RemarkWords("Иначе")
    change = getattr(services, f"change_{name}")
    late = last + dt.timedelta(minutes=2)
    changed = change(actor=member, **{name: first}, data=data, revision=1, now=late)
    assert changed.is_late
    assert write(verb, seated(referral), referral, now=late).is_late


@VERBS
def test_the_secretary_enters_what_a_member_has_told(
    referral: Referral, member: User, secretary: User, verb: str
) -> None:
    offline = seated(referral)
    made = write(verb, secretary, referral, author=offline, basis="letter")
    assert (made.author, made.entered_by, made.basis) == (offline, secretary, "letter")
    assert made.revisions.get().by == secretary
    name = "position" if verb == "write_position" else "remark"
    withdraw = getattr(services, f"withdraw_{name}")
    with pytest.raises(RoomError) as refusal:
        withdraw(actor=member, **{name: made}, now=moment.now())
    assert refusal.value.code is RoomProblem.NOT_YOURS
    assert withdraw(actor=offline, **{name: made}, now=moment.now()).is_withdrawn


@VERBS
def test_for_whom_nothing_can_be_entered(
    referral: Referral, member: User, secretary: User, verb: str
) -> None:
    def asked(author: User, basis: str = "phone", actor: User = secretary) -> RoomProblem:
        return refused(verb, actor, referral, author=author, basis=basis)

    partial, silent = seated(referral, conflict=True), seated(referral, declared=False)
    gone = seated(referral)
    Membership.objects.filter(user=gone).update(ends_on=dt.date(2020, 1, 1))
    assert asked(partial) is RoomProblem.AUTHOR_CONFLICT
    assert asked(silent) is RoomProblem.AUTHOR_NOT_DECLARED
    assert asked(gone) is RoomProblem.AUTHOR_TERM_ENDED
    assert asked(UserFactory()) is RoomProblem.AUTHOR_NO_SEAT
    assert asked(member, basis="") is RoomProblem.NO_BASIS
    assert asked(seated(referral), actor=member) is RoomProblem.NOT_SECRETARY


def test_a_position_that_asks_for_changes_says_which(referral: Referral, member: User) -> None:
    for stance in ("against", "with_changes"):
        code = refused("write_position", member, referral, data=PositionData(stance, " "))
        assert code is RoomProblem.EMPTY_POSITION
    assert write("write_position", member, referral, data=PositionData("no_objection"))


def test_one_position_on_a_provision(
    referral: Referral, provision: Provision, member: User
) -> None:
    for place in (None, provision):
        first = write("write_position", member, referral, provision=place)
        with pytest.raises(RoomError) as refusal:
            write("write_position", member, referral, provision=place)
        assert refusal.value.code is RoomProblem.POSITION_TWICE
        with pytest.raises(IntegrityError), transaction.atomic():
            PositionFactory(referral=referral, author=member, provision=place)
        services.withdraw_position(actor=member, position=first, now=moment.now())
        assert write("write_position", member, referral, provision=place)


def test_a_remark_has_a_text(referral: Referral, member: User) -> None:
    code = refused("write_remark", member, referral, data=RemarkWords(" "))
    assert code is RoomProblem.EMPTY_REMARK


def test_two_saves_at_once_lose_no_words(referral: Referral, member: User) -> None:
    remark = write("write_remark", member, referral)
    saved = services.change_remark(
        actor=member,
        remark=remark,
        data=RemarkWords("Первая вкладка"),
        revision=1,
        now=moment.now(),
    )
    assert (saved.text, saved.revision) == ("Первая вкладка", 2)
    with pytest.raises(StaleWords) as refusal:
        services.change_remark(
            actor=member,
            remark=remark,
            data=RemarkWords("Вторая вкладка"),
            revision=1,
            now=moment.now(),
        )
    assert refusal.value.current["text"] == "Первая вкладка"
    assert refusal.value.revision == 2
    saved.refresh_from_db()
    assert saved.text == "Первая вкладка"
    acts = saved.revisions.values_list("number", "act", "content__text")
    assert list(acts) == [(1, "written", "Срок не назван."), (2, "changed", "Первая вкладка")]


def test_only_the_own_words_are_changed(referral: Referral, member: User, secretary: User) -> None:
    remark = write("write_remark", member, referral)
    words = {"remark": remark, "data": RemarkWords("Чужое"), "revision": 1, "now": moment.now()}
    for other in (secretary, seated(referral)):
        with pytest.raises(RoomError) as refusal:
            services.change_remark(actor=other, **words)
        assert refusal.value.code is RoomProblem.NOT_YOURS
    services.withdraw_remark(actor=member, remark=remark, now=moment.now())
    with pytest.raises(RoomError) as refusal:
        services.change_remark(actor=member, **words)
    assert refusal.value.code is RoomProblem.WITHDRAWN


def test_a_later_conflict_stops_changes_but_not_taking_back(
    referral: Referral, member: User
) -> None:
    remark = write("write_remark", member, referral)
    DeclarationFactory(referral=referral, user=member, has_conflict=True, text="Работаю у автора")
    with pytest.raises(RoomError) as refusal:
        services.change_remark(
            actor=member, remark=remark, data=RemarkWords("Иначе"), revision=1, now=moment.now()
        )
    assert refusal.value.code is RoomProblem.CONFLICT
    assert services.withdraw_remark(actor=member, remark=remark, now=moment.now()).is_withdrawn


# --- Discussion -------------------------------------------------------------------------------


def say(actor: User, referral: Referral, now: dt.datetime | None = None, **words: Any) -> Message:
    words = {"text": "Согласна"} | words
    return services.post_message(actor=actor, referral=referral, now=now or moment.now(), **words)


def unsaid(actor: User, referral: Referral, **words: Any) -> RoomProblem:
    with pytest.raises(RoomError) as refusal:
        say(actor, referral, **words)
    return refusal.value.code


def test_messages_and_one_level_of_replies(
    referral: Referral, provision: Provision, member: User
) -> None:
    remark = write("write_remark", member, referral, provision=provision)
    on_remark = say(member, referral, remark=remark)
    partial = seated(referral, conflict=True)
    reply = say(partial, referral, reply_to=on_remark, provision=provision)
    assert (reply.parent, reply.remark, reply.provision) == (on_remark, remark, None)
    assert say(member, referral, provision=provision).provision == provision
    assert unsaid(member, referral, reply_to=reply) is RoomProblem.REPLY_TO_REPLY
    assert unsaid(member, referral, text=" ") is RoomProblem.EMPTY_MESSAGE
    assert unsaid(UserFactory(), referral) is RoomProblem.NO_SEAT
    other = ReferralFactory()
    assert unsaid(seated(other), other, remark=remark) is RoomProblem.FOREIGN_REMARK
    assert unsaid(seated(other), other, reply_to=on_remark) is RoomProblem.FOREIGN_REMARK


def test_a_message_is_mended_within_a_quarter_of_an_hour_and_struck_at_any_time(
    referral: Referral, member: User
) -> None:
    message = say(member, referral)
    in_time, late = moment.now() + dt.timedelta(minutes=15), moment.now() + dt.timedelta(minutes=16)
    mended = services.edit_message(actor=member, message=message, text="Не согласна", now=in_time)
    assert (mended.text, mended.edited_at) == ("Не согласна", in_time)

    def code(verb: Any, actor: User = member, **words: Any) -> RoomProblem:
        with pytest.raises(RoomError) as refusal:
            verb(actor=actor, message=message, **words)
        return refusal.value.code

    edit, strike = services.edit_message, services.strike_message
    assert code(edit, text="Поздно", now=late) is RoomProblem.MESSAGE_SETTLED
    assert code(edit, text=" ", now=in_time) is RoomProblem.EMPTY_MESSAGE
    assert code(edit, seated(referral), text="Чужое", now=in_time) is RoomProblem.NOT_YOURS
    assert code(strike, seated(referral), now=in_time) is RoomProblem.NOT_YOURS
    struck = strike(actor=member, message=message, now=late)
    assert struck.is_struck
    assert code(strike, now=late) is RoomProblem.STRUCK
    assert code(edit, text="Снова", now=in_time) is RoomProblem.STRUCK
    assert unsaid(member, referral, reply_to=struck) is RoomProblem.STRUCK
