"""A moderator's decisions: which fit, what they leave, who hears of them."""

import datetime as dt

import pytest

from consultations.comments import services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.events import CommentStatusChanged
from consultations.comments.models import ModerationAction, ModerationRecord, ProvisionComment
from consultations.comments.selectors import possible_decisions
from consultations.process.models import Consultation
from core.accounts.models import Contact, MembershipRole, User
from core.accounts.services import erase_contact
from core.journal.models import JournalEntry
from core.rules.selectors import moderation_grounds
from core.web.access import policy
from drafts.models import Provision
from tests.comments import NOW, author, confirm, letters, running, said, told, waiting, written
from tests.factories.accounts import CouncilFactory, UserFactory, staff
from tests.factories.comments import ProvisionCommentFactory

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)
VERBS = {
    "hide": services.hide_comment,
    "restore": services.restore_comment,
    "hold": services.hold_comment,
    "release": services.release_comment,
}
OUTCOMES = {
    ("hide", "published"): "hidden",
    ("hide", "held"): "hidden",
    ("restore", "hidden"): "published",
    ("hold", "published"): "held",
    ("release", "held"): "published",
}


def decide(verb: str, comment: ProvisionComment, moderator: User, **params) -> ProvisionComment:
    if verb == "hide":
        params.setdefault("ground_code", "insults")
    return VERBS[verb](actor=moderator, comment=comment, **({"now": LATER} | params))


def placed(consultation: Consultation, status: str, **params) -> ProvisionComment:
    """A comment that has got its status by the services."""
    comment = said(consultation, **params)
    moderator = UserFactory()
    if status in ("held", "hidden"):
        decide({"held": "hold", "hidden": "hide"}[status], comment, moderator, now=NOW)
    elif status == "withdrawn":
        ProvisionComment.objects.filter(pk=comment.pk).update(status="withdrawn", is_public=False)
    comment.refresh_from_db()
    return comment


def refused(verb: str, comment: ProvisionComment, moderator: User, **params) -> CommentError:
    before = written(), ModerationRecord.objects.count()
    with told() as events, pytest.raises(CommentError) as error:
        decide(verb, comment, moderator, **params)
    assert (written(), ModerationRecord.objects.count()) == before
    assert events == []
    status = comment.status
    comment.refresh_from_db()
    assert comment.status == status
    return error.value


@pytest.mark.parametrize("status", ["published", "held", "hidden", "withdrawn"])
@pytest.mark.parametrize("verb", VERBS)
def test_decisions_and_the_states_they_fit(
    consultation: Consultation, article: Provision, moderator: User, verb: str, status: str
) -> None:
    comment = placed(consultation, status, provision=article)
    outcome = OUTCOMES.get((verb, status))
    if outcome is None:
        assert refused(verb, comment, moderator).code is CommentProblem.WRONG_STATUS
        return
    entries, mails = JournalEntry.objects.count(), len(letters("moderated"))
    with told() as events:
        decided = decide(verb, comment, moderator, note="  Проверено. ")
    comment.refresh_from_db()
    assert decided == comment
    assert comment.status == outcome
    # The columns of the package say the same.
    assert comment.is_public == (outcome == "published")
    assert comment.is_removed == (outcome == "hidden")
    assert events == [
        CommentStatusChanged(
            comment_id=comment.pk,
            consultation_id=consultation.pk,
            provision_id=article.pk,
            is_reply=False,
            old=status,
            new=outcome,
        )
    ]
    record = comment.moderation.latest("pk")
    assert (record.action, record.moderator, record.note) == (verb, moderator, "Проверено.")
    assert record.decided_at == LATER
    assert JournalEntry.objects.count() == entries + 1
    kinds = {"hide": "hidden", "restore": "restored", "hold": "held", "release": "released"}
    entry = JournalEntry.objects.get(occurred_at=LATER)
    assert (entry.kind, entry.subject_id) == (f"comment.{kinds[verb]}", str(comment.pk))
    assert entry.body == {
        "consultation": consultation.pk,
        "ground": "insults" if verb == "hide" else "",
        "actor_role": "moderator",
    }
    assert len(letters("moderated")) == mails + 1


# --- Hiding -------------------------------------------------------------------------------------


def test_the_grounds_are_a_closed_list(consultation: Consultation, moderator: User) -> None:
    comment = said(consultation)
    codes = [ground.code for ground in moderation_grounds(dt.date(2026, 3, 10))]
    assert codes == [
        "off_topic", "insults", "threats", "personal_data", "advertising", "spam", "duplicate",
        "unreadable",
    ]  # fmt: skip
    for code in ("", "criticism", "Insults", "insults ", "спам"):
        error = refused("hide", comment, moderator, ground_code=code)
        assert error.code is CommentProblem.UNKNOWN_GROUND


@pytest.mark.parametrize(
    "code",
    ["off_topic", "insults", "threats", "personal_data", "advertising", "spam", "duplicate",
     "unreadable"],
)  # fmt: skip
def test_every_ground_of_the_list_hides(
    consultation: Consultation, moderator: User, code: str
) -> None:
    comment = decide("hide", said(consultation), moderator, ground_code=code)
    record = comment.moderation.get()
    titles = {ground.code: ground.title for ground in moderation_grounds(dt.date(2026, 3, 10))}
    assert (record.ground_code, record.ground_title) == (code, titles[code])


def test_a_ground_counts_on_the_day_on_which_it_is_in_force(
    consultation: Consultation, moderator: User
) -> None:
    comment = said(consultation)
    long_ago = dt.datetime(2014, 12, 31, 12, tzinfo=dt.UTC)
    with pytest.raises(CommentError) as error:
        services.hide_comment(actor=moderator, comment=comment, ground_code="spam", now=long_ago)
    assert error.value.code is CommentProblem.UNKNOWN_GROUND


def test_the_author_is_told_the_ground_and_not_the_note(
    consultation: Consultation, moderator: User
) -> None:
    comment = confirm(waiting(consultation, by=author(language="en"))).comment
    decide("hide", comment, moderator, ground_code="spam", note="Третий раз за день")
    (letter,) = letters("moderated")
    assert letter.to == comment.contact.email
    assert letter.subject == "Your proposal is hidden by a moderator"
    for body in (letter.body_text, letter.body_html):
        assert "Спам" in body
        assert f"/receipts/{comment.receipt_code}/" in body
        assert "Третий раз" not in body
        assert moderator.full_name not in body


def test_nobody_is_written_to_after_the_erasure(
    consultation: Consultation, moderator: User
) -> None:
    comment = said(consultation)
    erase_contact(actor=None, contact=Contact.objects.get(pk=comment.contact_id))
    decide("hide", ProvisionComment.objects.get(pk=comment.pk), moderator)
    assert letters("moderated") == []
    comment.refresh_from_db()
    assert comment.status == "hidden"


def test_the_latest_state_counts_not_the_one_on_the_screen(
    consultation: Consultation, moderator: User
) -> None:
    """Two moderators have the same page open."""
    comment = said(consultation)
    stale = ProvisionComment.objects.get(pk=comment.pk)
    decide("hide", comment, moderator)
    with pytest.raises(CommentError) as error:
        decide("hide", stale, UserFactory())
    assert error.value.code is CommentProblem.WRONG_STATUS
    assert ModerationRecord.objects.count() == 1
    assert len(letters("moderated")) == 1


def test_a_stale_copy_does_not_overwrite_the_thread(
    consultation: Consultation, moderator: User
) -> None:
    root = said(consultation)
    stale = ProvisionComment.objects.get(pk=root.pk)
    said(consultation, "Ответ.", reply_to=root, email="b@veche.example")
    decide("hide", stale, moderator)
    root.refresh_from_db()
    assert root.nested_count == 1


@pytest.mark.parametrize(
    ("verb", "status"),
    [outcome for outcome in OUTCOMES if outcome != ("hide", "published")],
)
def test_after_the_conclusion_nothing_is_decided_that_would_change_it(
    verb: str, status: str
) -> None:
    consultation = running(status="concluded", concluded_at=NOW, summary_signed_at=NOW)
    comment = ProvisionCommentFactory(consultation=consultation, status=status)
    code = CommentProblem.CONCLUDED if OUTCOMES[verb, status] else CommentProblem.WRONG_STATUS
    assert refused(verb, comment, UserFactory()).code is code


def test_what_breaks_the_law_is_hidden_after_the_conclusion_too(
    consultation: Consultation, moderator: User
) -> None:
    comment = said(consultation)
    Consultation.objects.filter(pk=consultation.pk).update(
        status="concluded", concluded_at=NOW, summary_signed_at=NOW, open_items=0
    )
    comment.refresh_from_db()
    assert possible_decisions(comment) == ["hide"]
    comment = decide("hide", comment, moderator)
    assert comment.status == "hidden"
    assert possible_decisions(comment) == ["restore"]


def test_decisions_are_taken_while_answers_are_being_prepared(
    consultation: Consultation, moderator: User
) -> None:
    comment = said(consultation)
    hidden = services.hide_comment(
        actor=moderator, comment=comment, ground_code="spam", now=consultation.closes_at
    )
    assert hidden.status == "hidden"


def test_the_history_keeps_every_decision(consultation: Consultation, moderator: User) -> None:
    comment = said(consultation)
    for verb in ("hold", "release", "hide", "restore", "hide"):
        comment = decide(verb, comment, moderator)
    actions = list(comment.moderation.order_by("pk").values_list("action", flat=True))
    assert actions == ["hold", "release", "hide", "restore", "hide"]
    assert set(actions) | {"appeal"} == set(ModerationAction.values)
    assert len(letters("moderated")) == 5
    assert sorted(JournalEntry.objects.values_list("kind", flat=True)) == [
        "comment.held", "comment.hidden", "comment.hidden", "comment.received",
        "comment.released", "comment.restored",
    ]  # fmt: skip


# --- Rights -------------------------------------------------------------------------------------


def test_moderators_of_the_organiser_and_nobody_else(
    consultation: Consultation, moderator: User
) -> None:
    comment = said(consultation)
    others = {
        "moderator elsewhere": staff(CouncilFactory(), MembershipRole.MODERATOR),
        "secretary": staff(consultation.organiser, MembershipRole.SECRETARY),
        "member": staff(consultation.organiser, MembershipRole.MEMBER),
        "clerk": staff(consultation.responder, MembershipRole.CLERK),
        "author": UserFactory(email=comment.contact.email),
    }
    assert policy.check(moderator, "comments.moderate", comment)
    for who, user in others.items():
        assert not policy.check(user, "comments.moderate", comment), who
    Consultation.objects.filter(pk=consultation.pk).update(
        status="concluded", concluded_at=NOW, summary_signed_at=NOW, open_items=0
    )
    comment = ProvisionComment.objects.get(pk=comment.pk)
    assert policy.check(moderator, "comments.moderate", comment)
