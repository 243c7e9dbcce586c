import datetime as dt
from typing import Final, Self

from django.db import models
from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

# Of one group, in lists: however many there are.
MEMBERS: Final = 5


def shown_q(prefix: str = "") -> Q:
    """Members of groups that the public sees: remarks of the opinions that count, recommendations
    of the minutes that count, and published comments. `prefix` leads to the members («items__»)."""
    remarks = Q(**{f"{prefix}remark__opinion__status": "adopted"})
    recommendations = Q(**{f"{prefix}recommendation__minutes__status": "signed"})
    return remarks | recommendations | Q(**{f"{prefix}comment__status": "published"})


def contested_q() -> Q:
    """Groups to which another answer is due: their answer was found wanting when an objection was
    upheld, or a proposal is in them whose upheld objection has not been answered anew."""
    from consultations.conclusions.models import AnswerObjection

    owed = AnswerObjection.objects.filter(
        outcome="upheld", settled_by=None, comment__argument__group=OuterRef("pk")
    )
    faulty = AnswerObjection.objects.filter(
        outcome="upheld", faulted__is_current=True, faulted__group=OuterRef("pk")
    )
    return Q(Exists(owed)) | Q(Exists(faulty))


class ArgumentGroupQuerySet(models.QuerySet):
    def needing_answer(self) -> Self:
        return self.filter(is_open=True)

    def answerable(self) -> Self:
        """Groups that the committee sees: those with a published comment or a remark."""
        return self.filter(size__gt=0)

    def with_remarks(self) -> Self:
        from consultations.conclusions.models import ArgumentItem

        items = ArgumentItem.objects.filter(group=OuterRef("pk"), remark__opinion__status="adopted")
        return self.filter(Exists(items))

    def with_recommendations(self) -> Self:
        from consultations.conclusions.models import ArgumentItem

        items = ArgumentItem.objects.filter(
            group=OuterRef("pk"), recommendation__minutes__status="signed"
        )
        return self.filter(Exists(items))

    def with_comments(self) -> Self:
        from consultations.conclusions.models import ArgumentItem

        items = ArgumentItem.objects.filter(group=OuterRef("pk"), comment__isnull=False)
        return self.filter(Exists(items))

    def without_comments(self) -> Self:
        from consultations.conclusions.models import ArgumentItem

        items = ArgumentItem.objects.filter(group=OuterRef("pk"), comment__isnull=False)
        return self.exclude(Exists(items))

    def with_objections(self) -> Self:
        """Groups to whose answer an objection is open, or was upheld and no answer given since."""
        from consultations.conclusions.models import AnswerObjection

        waiting = AnswerObjection.objects.waiting().filter(comment__argument__group=OuterRef("pk"))
        return self.filter(Q(is_contested=True) | Exists(waiting))

    def with_sponsor_position(self) -> Self:
        return self.filter(Exists(_position_of("pk")))

    def without_sponsor_position(self) -> Self:
        return self.exclude(Exists(_position_of("pk")))

    def with_standing(self) -> Self:
        """With what an answer is checked against: `has_shown` and `has_wording` (whether something
        is shown, and whether that proposes words), the provision, the draft, and `current_answers`
        (one at most): two queries in all."""
        from consultations.conclusions.models import Answer, ArgumentItem

        shown = ArgumentItem.objects.shown().filter(group=OuterRef("pk"))
        current = Prefetch("answers", Answer.objects.current(), to_attr="current_answers")
        return (
            self.annotate(has_shown=Exists(shown), has_wording=Exists(shown.proposing_words()))
            .select_related("provision", "draft")
            .prefetch_related(current)
        )

    def with_items(self) -> Self:
        """With the provision, `shown_items` (the first published comments with authors and remarks
        of the opinions that count with councils) and `current_answers` (one at most): three
        queries in all."""
        return self._with_items(MEMBERS)

    def with_work(self) -> Self:
        """With what the desk shows of the work: the assignee, the draft and its sitting."""
        return self.select_related(
            "consultation__responder",
            "provision",
            "assignee",
            "draft__agreement",
            "draft__saved_by",
        )

    def with_every_item(self) -> Self:
        """The same with all members that are shown."""
        return self._with_items(None)

    def _with_items(self, limit: int | None) -> Self:
        from consultations.conclusions.models import Answer, ArgumentItem

        items = ArgumentItem.objects.shown().with_sources().order_by("pk")[:limit]
        current = Answer.objects.current().select_related("agreement")
        if limit is not None:
            current = current.with_beside()
        return self.select_related("provision").prefetch_related(
            Prefetch("items", items, to_attr="shown_items"),
            Prefetch("answers", current, to_attr="current_answers"),
        )


class ArgumentItemQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Members that the public sees."""
        return self.filter(shown_q())

    def proposing_words(self) -> Self:
        """Members that propose words of the law; nothing else makes an answer «accepted» need the
        expected wording."""
        return self.filter(
            Q(remark__proposed_text__gt="")
            | Q(comment__proposed_text__gt="")
            | Q(recommendation__proposed_text__gt="")
        )

    def with_sources(self) -> Self:
        """With what a member is: a comment with its author, a remark with its council, or a
        recommendation with its minutes."""
        return self.select_related(
            "comment__contact",
            "comment__participant",
            "remark__opinion__council",
            "recommendation__minutes",
        )


class AnswerQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(is_current=True)

    def with_beside(self) -> Self:
        """With what stands beside an answer everywhere, in the same query: `objections_filed`,
        `_upheld` and `_rejected` of its group, and the sponsor's position (`sponsor_stance`, a
        code or None, and `sponsor_text`)."""
        position = _position_of("group")
        return self.annotate(
            objections_filed=_objection_count(Q()),
            objections_upheld=_objection_count(Q(outcome="upheld")),
            objections_rejected=_objection_count(Q(outcome="rejected")),
            sponsor_stance=Subquery(position.values("stance")[:1]),
            sponsor_text=Subquery(position.values("text")[:1]),
        )


def _objection_count(which: Q) -> Coalesce:
    from consultations.conclusions.models import AnswerObjection

    found = AnswerObjection.objects.filter(which, group=OuterRef("group")).order_by()
    counted = found.values("group").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _position_of(outer: str) -> "SponsorPositionQuerySet":
    """The sponsor's current position on the group that `outer` names."""
    from consultations.conclusions.models import SponsorPosition

    found: SponsorPositionQuerySet = SponsorPosition.objects.current()
    return found.filter(group=OuterRef(outer))


class ReviewerQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Named and not released."""
        return self.filter(released_at=None)

    def with_open_count(self) -> Self:
        """Annotates `open_count`: how many objections wait for each."""
        waiting = Count("objections", filter=Q(objections__outcome=""))
        return self.annotate(open_count=waiting)


class AnswerObjectionQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Not decided yet."""
        return self.filter(outcome="")

    def overdue(self, on: dt.date) -> Self:
        return self.waiting().filter(due_on__lt=on)

    def with_nobody(self) -> Self:
        """Waiting for the organiser to name who decides."""
        return self.waiting().filter(reviewer=None)

    def for_organiser(self) -> Self:
        """That the organiser has something to do with: nobody decides, or the text is held."""
        return self.filter(Q(outcome="", reviewer=None) | Q(text_state="held"))

    def with_sources(self) -> Self:
        """With everything that a list names."""
        return self.select_related(
            "consultation__version__bill",
            "group__provision",
            "group__consultation",
            "answer",
            "comment__provision",
            "comment__participant",
            "comment__contact",
            "comment__argument__group__provision",
            "comment__argument__group__consultation",
            "reviewer__user",
            "reviewer__council",
        )


class SponsorPositionQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(is_current=True)


class AnswerDraftQuerySet(models.QuerySet):
    def in_consultation(self, consultation_id: int) -> Self:
        """Those of groups that stand; a draft that a group left behind when it was put into
        another one is kept for its words only."""
        return self.filter(group__consultation=consultation_id, group__merged_into=None)

    def for_batches(self, consultation_id: int) -> Self:
        """Those that may be agreed or published: something is shown of their groups."""
        return self.in_consultation(consultation_id).filter(group__size__gt=0)

    def agreed(self) -> Self:
        """Agreed by the committee, to be published."""
        return self.filter(agreement__isnull=False)

    def not_agreed(self) -> Self:
        return self.filter(agreement=None)
