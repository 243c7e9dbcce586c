"""What a draft holds besides its three sections: checklist, factors, comments, ballots; who saved
what; how the opinion is corrected, signed, counted."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from consultations.comments.models import CommentStatus
from consultations.conclusions.models import ArgumentGroup, ArgumentItem
from consultations.conclusions.services import recount_open_items
from consultations.expertise import ports, selectors
from consultations.expertise.domain.adoption import AdoptionFault
from consultations.expertise.domain.opinions import (
    AssessmentData,
    BallotData,
    ConsideredData,
    DissentData,
    FactorData,
    OpinionData,
    RemarkData,
)
from consultations.expertise.errors import (
    ExpertiseError,
    ExpertiseProblem,
    NotAdoptable,
    StaleRevision,
)
from consultations.expertise.models import Opinion, OpinionRevision, OpinionStatus, Remark
from consultations.expertise.ports import Declaration
from consultations.expertise.services import (
    adopt_opinion,
    attach_file,
    consider_comment,
    drop_considered,
    remove_file,
    sign_off,
    signing,
    supersede_opinion,
)
from consultations.experts.models import Appointment, Capacity
from consultations.process.models import Consultation, Referral, ReferralStatus
from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import (
    BallotFactory,
    ConsideredCommentFactory,
    CorruptionFindingFactory,
    OpinionFactory,
)
from tests.factories.process import ReferralFactory
from tests.files import kept
from tests.integration.expertise.drafts import members_of, saved, whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral() -> Referral:
    found: Referral = ReferralFactory()
    return found


# --- What a draft may hold ---------------------------------------------------------------------


def test_the_whole_document_is_saved_as_it_was_given(referral: Referral) -> None:
    comment = ProvisionCommentFactory(consultation=referral.consultation)
    present, absent = members_of(referral, 2)
    data = whole(
        referral,
        place="г. Благовещенск",
        materials="Текст\nПояснительная записка",
        accreditation_number="12",
        accreditation_on=dt.date(2025, 1, 1),
        assessments=(AssessmentData("rights", "partly", "Не во всём"),),
        factors=(
            FactorData("vague_wording", "Неясно", quotation="в срок"),
            FactorData("vague_wording", "Неясно и здесь"),
        ),
        considered=(ConsideredData(comment.pk, "supported", "Да"),),
        ballots=(BallotData(present.pk, "present", "for"), BallotData(absent.pk, "excused")),
    )
    opinion = saved(referral, data)
    assert selectors.opinion_data(opinion) == data.counted()
    assert (opinion.members_present, opinion.votes_for, opinion.votes_against) == (1, 1, 0)


def test_items_that_are_not_assessed_are_not_kept(referral: Referral) -> None:
    opinion = saved(referral, OpinionData(assessments=(AssessmentData("rights"),)))
    assert not opinion.assessments.exists()


def refused(referral: Referral, **changes: Any) -> ExpertiseProblem:
    with pytest.raises(ExpertiseError) as error:
        saved(referral, whole(referral, **changes))
    assert not Opinion.objects.exists()
    return error.value.code


def test_codes_are_of_the_lists(referral: Referral) -> None:
    problem = ExpertiseProblem
    assert refused(referral, recommendation="maybe") == problem.UNKNOWN_VALUE
    assert refused(referral, meeting_form="dream") == problem.UNKNOWN_VALUE
    assert refused(referral, remarks=(RemarkData("а", importance="x"),)) == problem.UNKNOWN_VALUE
    wrong = (AssessmentData("rights", "perhaps"),)
    assert refused(referral, assessments=wrong) == problem.UNKNOWN_VALUE
    unknown = (AssessmentData("weather", "yes"),)
    assert refused(referral, assessments=unknown) == problem.UNKNOWN_ITEM
    # A corruption factor is no item of the checklist, and the other way round.
    assert refused(referral, factors=(FactorData("rights", "а"),)) == problem.UNKNOWN_ITEM
    assert refused(referral, factors=(FactorData("vague_wording", " "),)) == problem.EMPTY_FACTOR
    twice = (AssessmentData("rights", "yes"), AssessmentData("rights", "no"))
    assert refused(referral, assessments=twice) == problem.NAMED_TWICE


def test_a_factor_stands_on_this_text(referral: Referral) -> None:
    foreign = ProvisionFactory()
    factors = (FactorData("vague_wording", "Неясно", foreign.pk),)
    assert refused(referral, factors=factors) == ExpertiseProblem.FOREIGN_PROVISION


def test_checklists_are_those_of_the_day_of_the_referral(referral: Referral) -> None:
    Referral.objects.filter(pk=referral.pk).update(
        sent_at=dt.datetime(2014, 1, 1, tzinfo=dt.UTC)  # before there was a checklist
    )
    given = (AssessmentData("rights", "yes"),)
    assert refused(referral, assessments=given) == ExpertiseProblem.UNKNOWN_ITEM


# --- Ballots -----------------------------------------------------------------------------------


def test_only_members_of_the_council_are_recorded(referral: Referral) -> None:
    foreign = MembershipFactory(role=MembershipRole.MEMBER)
    ballots = (BallotData(foreign.pk, "present", "for"),)
    assert refused(referral, ballots=ballots) == ExpertiseProblem.FOREIGN_MEMBER


def test_a_person_votes_once_whatever_places_they_hold(referral: Referral) -> None:
    (member,) = members_of(referral, 1)
    second = MembershipFactory(
        user=member.user, body=referral.council, role=MembershipRole.SECRETARY
    )
    ballots = (BallotData(member.pk, "present", "for"), BallotData(second.pk, "present", "for"))
    assert refused(referral, ballots=ballots) == ExpertiseProblem.BALLOT_TWICE


def test_who_is_not_there_does_not_vote(referral: Referral) -> None:
    (member,) = members_of(referral, 1)
    ballots = (BallotData(member.pk, "excused", "for"),)
    assert refused(referral, ballots=ballots) == ExpertiseProblem.VOTE_OF_ABSENT


def test_a_secret_vote_names_nobody(referral: Referral) -> None:
    (member,) = members_of(referral, 1)
    ballots = (BallotData(member.pk, "present", "for"),)
    code = refused(referral, ballots=ballots, is_secret=True)
    assert code == ExpertiseProblem.NAMED_SECRET_VOTE


def adoption_refused(opinion: Opinion) -> tuple[AdoptionFault, ...]:
    with pytest.raises(NotAdoptable) as error:
        adopt_opinion(actor=None, opinion=opinion, now=timezone.now())
    return error.value.faults


def with_ballots(referral: Referral, count: int = 6) -> OpinionData:
    members = members_of(referral, count)
    ballots = tuple(BallotData(member.pk, "present", "for") for member in members)
    return whole(referral, ballots=ballots)


def test_a_member_whose_term_was_over_does_not_vote(referral: Referral) -> None:
    opinion = saved(referral, with_ballots(referral))
    member = opinion.ballots.first().member
    member.ends_on = opinion.meeting_on - dt.timedelta(days=1)
    member.save()
    assert adoption_refused(opinion) == (AdoptionFault.VOTER_NOT_MEMBER,)


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> list[Declaration]:
    """Declarations of every referral, as the working room would tell them."""
    found: list[Declaration] = []
    monkeypatch.setattr(ports._ports, "declarations", lambda ids: {pk: list(found) for pk in ids})
    return found


def test_who_is_in_conflict_does_not_vote(referral: Referral, declared: list[Declaration]) -> None:
    opinion = saved(referral, with_ballots(referral))
    user = opinion.ballots.first().member.user_id
    now = timezone.now()
    author = Declaration(opinion.rapporteur.user_id, has_conflict=False, declared_at=now)
    declared += [author, Declaration(user, has_conflict=True, declared_at=now)]
    assert adoption_refused(opinion) == (AdoptionFault.VOTER_IN_CONFLICT,)
    declared[:] = [author, Declaration(user, has_conflict=False, declared_at=now)]
    assert adopt_opinion(actor=None, opinion=opinion, now=timezone.now()).is_adopted


def test_who_is_in_conflict_does_not_write_the_opinion(
    referral: Referral, declared: list[Declaration]
) -> None:
    opinion = saved(referral, whole(referral))
    user = opinion.rapporteur.user_id
    declared.append(Declaration(user, has_conflict=True, declared_at=timezone.now()))
    assert adoption_refused(opinion) == (
        AdoptionFault.RAPPORTEUR_IN_CONFLICT,
        AdoptionFault.CONFLICT_UNNAMED,
    )


def test_what_is_stated_stands_beside_each_expert(
    referral: Referral, declared: list[Declaration]
) -> None:
    opinion = saved(referral, whole(referral))
    expert = UserFactory(full_name="Эксперт")
    Appointment.objects.create(referral=referral, user=expert, capacity=Capacity.EXPERT)
    declared.append(
        Declaration(expert.pk, has_conflict=True, declared_at=timezone.now(), note="Родство")
    )
    rapporteur, appointed = selectors.opinion_text(opinion).experts
    assert rapporteur.declaration is None
    assert (appointed.name, appointed.declaration) == ("Эксперт", declared[0])
    assert selectors.opinion_text(opinion).conflicted == ("Эксперт",)


# --- Quotations --------------------------------------------------------------------------------


def test_quoted_words_stand_in_the_provision_or_inside_it(referral: Referral) -> None:
    version = referral.consultation.version
    article = ProvisionFactory(version=version, path="article:8", text="Порядок")
    ProvisionFactory(version=version, path="article:8/paragraph:3", text="в «разумный срок»",
                     content={"intro": []}, heading="в «разумный срок»")  # fmt: skip
    ProvisionFactory(version=version, path="article:81", heading="другие слова")
    opinion = OpinionFactory(referral=referral)
    right = CorruptionFindingFactory(
        opinion=opinion, provision=article, quotation='"разумный  срок"'
    )
    wrong = CorruptionFindingFactory(opinion=opinion, provision=article, quotation="другие слова")
    anywhere = CorruptionFindingFactory(opinion=opinion, quotation="другие слова")
    assert selectors.misquoted(opinion) == [wrong]
    assert adoption_refused(opinion) == (AdoptionFault.MISQUOTED,)
    wrong.delete()
    assert selectors.misquoted(opinion) == []
    assert right.pk != anywhere.pk


# --- Identity and history ----------------------------------------------------------------------


def test_remarks_stay_the_same_rows(referral: Referral) -> None:
    author = UserFactory()
    data = OpinionData(
        remarks=(RemarkData("первое", authors=frozenset({author.pk})), RemarkData("второе"))
    )
    opinion = saved(referral, data)
    first, second = opinion.remarks.order_by("position")
    turned = replace(
        data,
        remarks=(
            RemarkData("новое"),
            RemarkData("второе", pk=second.pk),
            RemarkData("первое, иначе", authors=frozenset({author.pk}), pk=first.pk),
        ),
    )
    saved(referral, turned, revision=1)
    rows = list(opinion.remarks.order_by("position"))
    assert [row.pk for row in rows[1:]] == [second.pk, first.pk]
    assert [row.text for row in rows] == ["новое", "второе", "первое, иначе"]
    assert list(rows[2].authors.all()) == [author]
    # Without keys, what says the very same is the same row.
    saved(referral, replace(data, remarks=(RemarkData("второе"),)), revision=2)
    assert [row.pk for row in opinion.remarks.all()] == [second.pk]


def test_a_key_of_another_opinion_is_a_new_row(referral: Referral) -> None:
    other = saved(ReferralFactory(), OpinionData(remarks=(RemarkData("чужое"),))).remarks.get()
    opinion = saved(referral, OpinionData(remarks=(RemarkData("моё", pk=other.pk),)))
    assert opinion.remarks.get().pk != other.pk
    assert Remark.objects.get(pk=other.pk).text == "чужое"


def test_every_save_is_kept_with_what_it_changed(referral: Referral) -> None:
    secretary, colleague = UserFactory(), UserFactory()
    opinion = saved(referral, OpinionData(findings="раз"), actor=secretary)
    data = OpinionData(findings="раз", place="Зея", remarks=(RemarkData("Срок"),))
    saved(referral, data, revision=1, actor=colleague)
    first, second = OpinionRevision.objects.filter(opinion=opinion)
    remark = opinion.remarks.get()
    assert first.changed == [{"part": "findings", "kind": "changed", "key": None}]
    assert second.changed == [
        {"part": "place", "kind": "changed", "key": None},
        {"part": "remarks", "kind": "added", "key": remark.pk},
    ]
    assert selectors.revision_data(opinion, 1) == OpinionData(findings="раз")
    assert selectors.revision_data(opinion, 2).remarks[0].pk == remark.pk
    assert selectors.revision_data(opinion, 9) == OpinionData()
    edits = {str(section): edit.name for section, edit in selectors.last_edits(opinion).items()}
    assert edits == {
        "findings": str(secretary), "requisites": str(colleague), "remarks": str(colleague),
    }  # fmt: skip


# --- Considered comments -----------------------------------------------------------------------


def test_a_comment_is_considered_changed_and_dropped(referral: Referral) -> None:
    comment = ProvisionCommentFactory(consultation=referral.consultation)
    saved(referral, OpinionData(findings="слова", remarks=(RemarkData("Срок"),)))
    who: dict[str, Any] = {"actor": None, "referral": referral, "now": timezone.now()}
    opinion = consider_comment(**who, data=ConsideredData(comment.pk, "supported"))
    consider_comment(**who, data=ConsideredData(comment.pk, "partly", "Отчасти"))
    row = opinion.considered.get()
    assert (row.result, row.note, opinion.remarks.count()) == ("partly", "Отчасти", 1)
    assert OpinionRevision.objects.filter(opinion=opinion).count() == 3
    drop_considered(**who, comment_id=comment.pk)
    drop_considered(**who, comment_id=comment.pk)
    assert not opinion.considered.exists()
    assert OpinionRevision.objects.filter(opinion=opinion).count() == 4


@pytest.mark.parametrize("what", ["elsewhere", "hidden", "held", "reply", "unknown"])
def test_only_published_proposals_of_the_same_consultation(what: str, referral: Referral) -> None:
    consultation = referral.consultation
    if what == "elsewhere":
        pk = ProvisionCommentFactory().pk
    elif what == "reply":
        first = ProvisionCommentFactory(consultation=consultation)
        pk = ProvisionCommentFactory(consultation=consultation, reply_to=first).pk
    elif what == "unknown":
        pk = 999_999
    else:
        pk = ProvisionCommentFactory(consultation=consultation, status=what).pk
    with pytest.raises(ExpertiseError) as error:
        consider_comment(
            actor=None, referral=referral, data=ConsideredData(pk, "supported"), now=timezone.now()
        )
    assert error.value.code == ExpertiseProblem.FOREIGN_COMMENT


def test_a_comment_hidden_later_stays_in_the_draft_and_out_of_public(referral: Referral) -> None:
    comment = ProvisionCommentFactory(consultation=referral.consultation, comment="Тайна")
    data = whole(referral, considered=(ConsideredData(comment.pk, "supported"),))
    opinion = saved(referral, data)
    type(comment).objects.filter(pk=comment.pk).update(status=CommentStatus.HIDDEN)
    saved(referral, replace(data, findings="Иначе"), revision=1)
    text = selectors.opinion_text(opinion)
    assert (text.considered, text.hidden_considered) == ((), 1)


def test_a_considered_comment_is_public_with_the_adopted_opinion(referral: Referral) -> None:
    draft = ConsideredCommentFactory()
    assert selectors.considered_by([draft.comment_id]) == {}
    row = ConsideredCommentFactory(opinion__adopted=True)
    (line,) = selectors.considered_by([row.comment_id, draft.comment_id])[row.comment_id]
    assert (line.council, line.result, line.note) == (
        row.opinion.council.name, "supported", "Совет согласен.",
    )  # fmt: skip
    assert line.url == f"{row.opinion.get_absolute_url()}#comments"


# --- Participation -----------------------------------------------------------------------------


def test_participation_is_read_in_one_query(django_assert_num_queries: Any) -> None:
    opinion = OpinionFactory(adopted=True)
    voted = BallotFactory(opinion=opinion)
    excused = BallotFactory(opinion=opinion, attendance="excused", vote="")
    secret = BallotFactory(opinion__adopted=True, opinion__is_secret=True, vote="")
    BallotFactory()  # of a draft
    referrals = list(Referral.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        found = selectors.participation(referrals)
    assert found == {
        (opinion.referral_id, voted.member.user_id): selectors.Participation(True, True, False),
        (opinion.referral_id, excused.member.user_id): selectors.Participation(False, False, True),
        (secret.opinion.referral_id, secret.member.user_id): selectors.Participation(
            True, True, False
        ),
    }


# --- Corrections -------------------------------------------------------------------------------


@pytest.fixture
def adopted(referral: Referral) -> Opinion:
    member = members_of(referral, 1)[0]
    data = whole(
        referral,
        number="7",
        remarks=(RemarkData("остаётся"), RemarkData("изменится")),
        dissents=(DissentData(member.pk, "Против", timezone.localdate()),),
    )
    return adopt_opinion(actor=None, opinion=saved(referral, data), now=timezone.now())


def correction_of(opinion: Opinion) -> Opinion:
    return supersede_opinion(
        actor=None, opinion=opinion, reason="Опечатка в замечании", now=timezone.now()
    )


def adopt_correction(referral: Referral, draft: Opinion) -> Opinion:
    kept_remark, changed = selectors.opinion_data(draft).remarks
    data = whole(referral, remarks=(kept_remark, replace(changed, text="исправлено")))
    saved(referral, data, revision=draft.revision)
    return adopt_opinion(actor=None, opinion=draft, now=timezone.now())


def test_a_correction_is_a_draft_with_the_same_words(adopted: Opinion) -> None:
    draft = correction_of(adopted)
    data, old = selectors.opinion_data(draft), selectors.opinion_data(adopted)
    assert (draft.edition, draft.status, draft.referral_id) == (2, OpinionStatus.DRAFT, None)
    assert (data.findings, data.remarks) == (old.findings, old.remarks)
    assert (data.meeting_on, data.members_present, data.dissents, data.number) == (None, 0, (), "")
    assert [remark.origin.text for remark in draft.remarks.all()] == ["остаётся", "изменится"]
    adopted.refresh_from_db()
    assert adopted.is_adopted
    assert selectors.opinion_of(adopted.referral) == draft


def test_a_correction_takes_the_place_of_the_opinion(referral: Referral, adopted: Opinion) -> None:
    answered_at = Referral.objects.get(pk=referral.pk).answered_at
    new = adopt_correction(referral, correction_of(adopted))
    adopted.refresh_from_db()
    referral = Referral.objects.get(pk=referral.pk)
    assert (adopted.status, new.status) == (OpinionStatus.SUPERSEDED, OpinionStatus.ADOPTED)
    assert adopted.superseded_at == new.adopted_at
    assert (referral.opinion, referral.status) == (new, ReferralStatus.ANSWERED)
    assert referral.answered_at == answered_at
    assert list(selectors.adopted_opinions(referral.consultation)) == [new]
    assert adopted.get_absolute_url() == f"{new.get_absolute_url()}1/"
    entry = JournalEntry.objects.get(kind="opinion.adopted", subject_id=str(new.pk))
    assert entry.body["supersedes"] == adopted.pk


def test_remarks_of_a_superseded_opinion_are_not_counted_again(
    referral: Referral, adopted: Opinion
) -> None:
    groups = ArgumentGroup.objects.filter(consultation=referral.consultation)
    before = {item.remark.text: item.group_id for item in ArgumentItem.objects.all()}
    new = adopt_correction(referral, correction_of(adopted))
    consultation = Consultation.objects.get(pk=referral.consultation_id)
    assert consultation.open_items == 2
    assert groups.needing_answer().count() == groups.answerable().count() == 2
    after = {
        item.remark.text: item.group_id for item in ArgumentItem.objects.filter(remark__opinion=new)
    }
    assert after["остаётся"] == before["остаётся"]
    assert after["исправлено"] != before["изменится"]
    assert recount_open_items(consultation=consultation) == 2


def test_a_form_of_the_old_draft_does_not_replace_the_correction(
    referral: Referral, adopted: Opinion
) -> None:
    draft = correction_of(adopted)
    assert draft.revision == adopted.revision + 1
    for revision in range(adopted.revision + 1):
        with pytest.raises(StaleRevision):
            saved(referral, OpinionData(), revision=revision)


def test_what_cannot_be_corrected(referral: Referral, adopted: Opinion) -> None:
    draft = correction_of(adopted)
    cases = [
        (adopted, "Ещё раз", ExpertiseProblem.CORRECTION_UNDER_WAY),
        (adopted, " ", ExpertiseProblem.EMPTY_REASON),
        (draft, "Рано", ExpertiseProblem.NOT_ADOPTED),
    ]
    for opinion, reason, code in cases:
        with pytest.raises(ExpertiseError) as error:
            supersede_opinion(actor=None, opinion=opinion, reason=reason, now=timezone.now())
        assert error.value.code == code
    adopt_correction(referral, draft)
    with pytest.raises(ExpertiseError) as error:
        correction_of(adopted)
    assert error.value.code == ExpertiseProblem.NOT_ADOPTED


def test_a_correction_can_be_corrected(referral: Referral, adopted: Opinion) -> None:
    second = adopt_correction(referral, correction_of(adopted))
    third = correction_of(second)
    assert third.edition == 3


# --- Signature and files -----------------------------------------------------------------------


def sign(opinion: Opinion, member: int, days: int = 0) -> Opinion:
    return sign_off(
        actor=None,
        opinion=opinion,
        signatory_id=member,
        signed_on=timezone.localdate() + dt.timedelta(days=days),
        now=timezone.now(),
    )


def test_the_signature_is_recorded_once(adopted: Opinion) -> None:
    member = adopted.rapporteur_id
    for days, code in ((-1, ExpertiseProblem.SIGNED_TOO_EARLY),
                       (1, ExpertiseProblem.SIGNED_IN_FUTURE)):  # fmt: skip
        with pytest.raises(ExpertiseError) as error:
            sign(adopted, member, days)
        assert error.value.code == code
    with pytest.raises(ExpertiseError) as error:
        sign(adopted, MembershipFactory().pk)
    assert error.value.code == ExpertiseProblem.FOREIGN_MEMBER
    assert sign(adopted, member).signed_on == timezone.localdate()
    assert JournalEntry.objects.filter(kind="opinion.signed").count() == 1
    with pytest.raises(ExpertiseError) as error:
        sign(adopted, member)
    assert error.value.code == ExpertiseProblem.SIGNED_ALREADY


def test_a_draft_is_not_signed(referral: Referral) -> None:
    opinion = saved(referral, whole(referral))
    with pytest.raises(ExpertiseError) as error:
        sign(opinion, opinion.rapporteur_id)
    assert error.value.code == ExpertiseProblem.NOT_ADOPTED


def test_files_of_a_draft_come_and_go_and_public_ones_stay(
    referral: Referral, adopted: Opinion
) -> None:
    now = timezone.now()
    public = attach_file(actor=None, opinion=adopted, file=kept(), role="scan", now=now)
    entry = JournalEntry.objects.get(kind="opinion.file_attached")
    assert entry.body["sha256"] == public.sha256
    with pytest.raises(ExpertiseError) as error:
        remove_file(actor=None, opinion=adopted, file_id=public.pk)
    assert error.value.code == ExpertiseProblem.ALREADY_ADOPTED
    draft = correction_of(adopted)
    row = attach_file(actor=None, opinion=draft, file=kept(), role="annex", title="Схема", now=now)
    assert row.title == "Схема"
    assert JournalEntry.objects.filter(kind="opinion.file_attached").count() == 1
    # A file of another opinion is none of the draft's.
    remove_file(actor=None, opinion=draft, file_id=public.pk)
    remove_file(actor=None, opinion=draft, file_id=row.pk)
    assert list(adopted.files.all()) == [public]
    assert not draft.files.exists()
    with pytest.raises(ExpertiseError) as error:
        attach_file(actor=None, opinion=draft, file=kept(), role="letter", now=now)
    assert error.value.code == ExpertiseProblem.UNKNOWN_VALUE


def test_there_is_a_limit_of_files(adopted: Opinion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "MAX_FILES", 1)
    now = timezone.now()
    attach_file(actor=None, opinion=adopted, file=kept(), role="scan", now=now)
    with pytest.raises(ExpertiseError) as error:
        attach_file(actor=None, opinion=adopted, file=kept(), role="scan", now=now)
    assert error.value.code == ExpertiseProblem.TOO_MANY_FILES
    assert adopted.files.count() == 1
