"""Recording, adopting, dissenting."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.expertise.domain.adoption import AdoptionFault
from consultations.expertise.domain.opinions import DissentData, OpinionData, RemarkData
from consultations.expertise.errors import (
    ExpertiseError,
    ExpertiseProblem,
    NotAdoptable,
    StaleRevision,
)
from consultations.expertise.events import OpinionAdopted, opinion_adopted
from consultations.expertise.models import Opinion, Remark
from consultations.expertise.selectors import adopted_opinions, opinion_data
from consultations.expertise.services import adopt_opinion, file_dissent, save_opinion
from consultations.process import services as process
from consultations.process.models import Consultation, Referral, ReferralStatus
from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import DissentFactory, OpinionFactory, RemarkFactory
from tests.factories.process import ReferralFactory

pytestmark = pytest.mark.django_db


def whole(referral: Referral, **changes: Any) -> OpinionData:
    """Everything that adoption needs."""
    member = MembershipFactory(body=referral.council, role=MembershipRole.MEMBER)
    values: dict[str, Any] = {
        "findings": "Соответствует",
        "consequences": "Незначительны",
        "proposals": "Установить срок",
        "recommendation": "support_remarks",
        "rapporteur_id": member.pk,
        "meeting_on": timezone.localdate(),
        "members_present": 6,
        "votes_for": 4,
        "votes_against": 1,
        "votes_abstained": 1,
    }
    return OpinionData(**values | changes)


def saved(referral: Referral, data: OpinionData, revision: int = 0) -> Opinion:
    return save_opinion(
        actor=None, referral=referral, data=data, revision=revision, now=timezone.now()
    )


def test_a_draft_may_lack_everything_and_is_not_in_the_journal() -> None:
    referral = ReferralFactory()
    opinion = saved(referral, OpinionData())
    assert opinion.revision == 1
    assert not opinion.is_adopted
    assert not JournalEntry.objects.exists()


def test_a_draft_is_saved_as_a_whole() -> None:
    referral = ReferralFactory()
    provision = ProvisionFactory(version=referral.consultation.version)
    first = RemarkData("Срок не определён", provision.pk, "в течение пяти дней", "high")
    data = whole(referral, remarks=(first, RemarkData("В целом")))
    opinion = saved(referral, data)
    assert opinion_data(opinion) == data
    again = whole(referral, remarks=(RemarkData("В целом"),))
    opinion = saved(referral, again, revision=1)
    assert opinion_data(opinion) == again
    assert [remark.position for remark in opinion.remarks.all()] == [1]


def test_an_older_draft_does_not_replace_a_newer_one() -> None:
    referral = ReferralFactory()
    saved(referral, OpinionData(findings="первый"))
    saved(referral, OpinionData(findings="второй"), revision=1)
    with pytest.raises(StaleRevision) as stale:
        saved(referral, OpinionData(findings="третий"), revision=1)
    assert stale.value.revision == 2
    assert stale.value.current.findings == "второй"
    assert Opinion.objects.get().findings == "второй"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"remarks": (RemarkData(" "),)}, ExpertiseProblem.EMPTY_REMARK),
        ({"rapporteur_id": "foreign"}, ExpertiseProblem.FOREIGN_MEMBER),
        ({"dissents": "foreign"}, ExpertiseProblem.FOREIGN_MEMBER),
        ({"remarks": "foreign"}, ExpertiseProblem.FOREIGN_PROVISION),
    ],
)
def test_a_draft_holds_only_what_belongs_to_it(
    changes: dict[str, Any], code: ExpertiseProblem
) -> None:
    referral = ReferralFactory()
    foreign = MembershipFactory()
    elsewhere = ProvisionFactory()
    today = timezone.localdate()
    values = {
        "rapporteur_id": foreign.pk,
        "dissents": (DissentData(foreign.pk, "Против", today),),
        "remarks": (RemarkData("О чужом", elsewhere.pk),),
    }
    given = {name: values[name] if value == "foreign" else value for name, value in changes.items()}
    with pytest.raises(ExpertiseError) as refused:
        saved(referral, whole(referral, **given))
    assert refused.value.code == code
    assert not Opinion.objects.exists()


def test_adoption_publishes_and_answers_the_referral() -> None:
    referral = ReferralFactory()
    opinion = saved(referral, whole(referral, remarks=(RemarkData("Срок"),)))
    heard: list[OpinionAdopted] = []

    def listen(sender: Any, event: OpinionAdopted, **kwargs: Any) -> None:
        heard.append(event)

    opinion_adopted.connect(listen)
    now = timezone.now()
    try:
        adopted = adopt_opinion(actor=UserFactory(), opinion=opinion, now=now, revision=1)
    finally:
        opinion_adopted.disconnect(listen)
    referral.refresh_from_db()
    assert adopted.is_adopted
    assert adopted.adopted_at == now
    assert (referral.status, referral.answered_at) == (ReferralStatus.ANSWERED, now)
    assert heard == [OpinionAdopted(opinion.pk, referral.consultation_id)]
    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.subject_id) == ("opinion.adopted", str(opinion.pk))
    assert entry.body["remarks"] == 1
    assert entry.actor_role == "secretary"


def test_what_is_missing_is_listed_and_nothing_is_written() -> None:
    referral = ReferralFactory()
    opinion = saved(referral, whole(referral, findings="", members_present=4, votes_for=2))
    with pytest.raises(NotAdoptable) as refused:
        adopt_opinion(actor=None, opinion=opinion, now=timezone.now())
    assert refused.value.faults == (
        AdoptionFault.NO_FINDINGS,
        AdoptionFault.NO_QUORUM,
        AdoptionFault.NO_MAJORITY,
    )
    opinion.refresh_from_db()
    referral.refresh_from_db()
    assert not opinion.is_adopted
    assert referral.status == ReferralStatus.SENT
    assert not JournalEntry.objects.exists()


def test_the_rapporteur_must_have_been_a_member_on_the_day_of_the_meeting() -> None:
    opinion = OpinionFactory()
    rapporteur = opinion.rapporteur
    rapporteur.ends_on = opinion.meeting_on - dt.timedelta(days=1)
    rapporteur.save()
    with pytest.raises(NotAdoptable) as refused:
        adopt_opinion(actor=None, opinion=opinion, now=timezone.now())
    assert refused.value.faults == (AdoptionFault.RAPPORTEUR_NOT_MEMBER,)


def test_a_clerk_of_the_council_is_not_its_member() -> None:
    opinion = OpinionFactory()
    opinion.rapporteur.role = MembershipRole.MODERATOR
    opinion.rapporteur.save()
    with pytest.raises(NotAdoptable):
        adopt_opinion(actor=None, opinion=opinion, now=timezone.now())


def test_the_quorum_of_the_council_is_data() -> None:
    opinion = OpinionFactory(referral__council__quorum_percent=66)
    assert opinion.council.seats == 9
    adopt_opinion(actor=None, opinion=opinion, now=timezone.now())
    stricter = OpinionFactory(referral__council__quorum_percent=67)
    with pytest.raises(NotAdoptable) as refused:
        adopt_opinion(actor=None, opinion=stricter, now=timezone.now())
    assert refused.value.faults == (AdoptionFault.NO_QUORUM,)


def test_what_was_seen_is_what_is_adopted() -> None:
    referral = ReferralFactory()
    opinion = saved(referral, whole(referral))
    saved(referral, whole(referral, findings="Иначе"), revision=1)
    with pytest.raises(StaleRevision):
        adopt_opinion(actor=None, opinion=opinion, now=timezone.now(), revision=1)


def test_an_adopted_opinion_never_changes() -> None:
    opinion = OpinionFactory(adopted=True)
    with pytest.raises(ExpertiseError) as unsaved:
        saved(opinion.referral, OpinionData(), revision=opinion.revision)
    with pytest.raises(ExpertiseError) as unadopted:
        adopt_opinion(actor=None, opinion=opinion, now=timezone.now())
    assert unsaved.value.code == ExpertiseProblem.ALREADY_ADOPTED
    assert unadopted.value.code == ExpertiseProblem.ALREADY_ADOPTED


def test_after_the_conclusion_no_opinion_is_taken() -> None:
    opinion = OpinionFactory(referral__consultation__concluded=True)
    with pytest.raises(ExpertiseError) as refused:
        adopt_opinion(actor=None, opinion=opinion, now=timezone.now())
    assert refused.value.code == ExpertiseProblem.CONCLUDED


def test_a_late_opinion_is_still_taken() -> None:
    opinion = OpinionFactory(referral__consultation__closed=True)
    assert opinion.referral.due_on < timezone.localdate()
    assert adopt_opinion(actor=None, opinion=opinion, now=timezone.now()).is_adopted


def test_a_dissent_may_follow_within_its_term() -> None:
    opinion = OpinionFactory(adopted=True)
    member = MembershipFactory(body=opinion.council, role=MembershipRole.MEMBER)
    data = DissentData(member.pk, "Не согласен", timezone.localdate())
    file_dissent(actor=None, opinion=opinion, data=data, now=timezone.now())
    assert opinion.dissents.get().text == "Не согласен"
    assert JournalEntry.objects.get().kind == "dissent.filed"
    with pytest.raises(ExpertiseError) as refused:
        file_dissent(actor=None, opinion=opinion, data=data, now=timezone.now())
    assert refused.value.code == ExpertiseProblem.DISSENT_TWICE


@pytest.mark.parametrize(
    ("days", "code"),
    [(1, ExpertiseProblem.DISSENT_IN_FUTURE), (-1, ExpertiseProblem.DISSENT_TOO_LATE)],
)
def test_a_dissent_comes_in_its_time(days: int, code: ExpertiseProblem) -> None:
    meeting = timezone.localdate() - dt.timedelta(days=60 if days < 0 else 0)
    opinion = OpinionFactory(adopted=True, meeting_on=meeting)
    filed_on = timezone.localdate() + dt.timedelta(days=days)
    data = DissentData(opinion.rapporteur_id, "Против", filed_on)
    with pytest.raises(ExpertiseError) as refused:
        file_dissent(actor=None, opinion=opinion, data=data, now=timezone.now())
    assert refused.value.code == code


def test_the_database_refuses_an_incomplete_adopted_opinion() -> None:
    opinion = OpinionFactory(adopted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).update(findings="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).update(members_present=9)


@pytest.mark.parametrize("count", [1, 50])
def test_reading_the_opinions_costs_the_same(count: int, django_assert_num_queries: Any) -> None:
    consultation: Consultation = OpinionFactory(adopted=True).consultation
    for _number in range(count - 1):
        OpinionFactory(adopted=True, referral__consultation=consultation)
    for opinion in consultation.opinions.all():
        RemarkFactory(opinion=opinion)
        DissentFactory(opinion=opinion)
    OpinionFactory(referral__consultation=consultation)
    with django_assert_num_queries(3):
        found = adopted_opinions(consultation)
        for opinion in found:
            assert [remark.provision for remark in opinion.remarks.all()] == [None]
            assert [str(dissent.member.user) for dissent in opinion.dissents.all()]
            assert str(opinion.rapporteur.user)
    assert len(found) == count
    assert Remark.objects.count() == count


# --- Referrals that are over ------------------------------------------------------------------


def test_an_opinion_accepts_what_was_only_sent() -> None:
    opinion = OpinionFactory()
    now = timezone.now()
    adopt_opinion(actor=None, opinion=opinion, now=now)
    referral = opinion.referral
    referral.refresh_from_db()
    assert (referral.status, referral.answered_at, referral.accepted_at) == ("answered", now, now)


@pytest.mark.parametrize("verb", [process.decline_referral, process.withdraw_referral])
def test_what_is_declined_or_withdrawn_gets_no_opinion(verb) -> None:
    opinion = OpinionFactory()
    referral = opinion.referral
    verb(actor=None, referral=referral, reason="Нет кворума", now=timezone.now())
    for write in (
        lambda: save_opinion(
            actor=None, referral=referral, data=OpinionData(), revision=opinion.revision
        ),
        lambda: adopt_opinion(actor=None, opinion=opinion, now=timezone.now()),
    ):
        with pytest.raises(ExpertiseError) as error:
            write()
        assert error.value.code is ExpertiseProblem.REFERRAL_CLOSED
    opinion.refresh_from_db()
    assert not opinion.is_adopted


def test_a_council_asked_anew_goes_on_with_its_draft() -> None:
    opinion = OpinionFactory()
    first = opinion.referral
    now = timezone.now()
    process.withdraw_referral(actor=None, referral=first, reason="Ошибка", now=now)
    second = process.refer_to_council(
        actor=None, consultation=opinion.consultation, council=opinion.council, now=now
    )
    data = opinion_data(opinion)
    saved = save_opinion(actor=None, referral=second, data=data, revision=opinion.revision)
    assert (saved.pk, saved.referral) == (opinion.pk, second)
    adopt_opinion(actor=None, opinion=saved, now=now)
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.status, second.status) == ("withdrawn", "answered")
