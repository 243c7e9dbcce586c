from typing import Final, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

# Of one group, in lists: however many there are.
MEMBERS: Final = 5


def shown_q(prefix: str = "") -> Q:
    """Members of groups that the public sees: remarks of the opinions that count, recommendations
    of the minutes that count, and published comments. `prefix` leads to the members («items__»)."""
    remarks = Q(**{f"{prefix}remark__opinion__status": "adopted"})
    recommendations = Q(**{f"{prefix}recommendation__minutes__status": "signed"})
    return remarks | recommendations | Q(**{f"{prefix}comment__status": "published"})


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

    def with_items(self) -> Self:
        """With the provision, `shown_items` (the first published comments with authors and remarks
        of the opinions that count with councils) and `current_answers` (one at most): three
        queries in all."""
        return self._with_items(MEMBERS)

    def with_every_item(self) -> Self:
        """The same with all members that are shown."""
        return self._with_items(None)

    def _with_items(self, limit: int | None) -> Self:
        from consultations.conclusions.models import Answer, ArgumentItem

        items = ArgumentItem.objects.shown().with_sources().order_by("pk")[:limit]
        current = Answer.objects.current()
        return self.select_related("provision").prefetch_related(
            Prefetch("items", items, to_attr="shown_items"),
            Prefetch("answers", current, to_attr="current_answers"),
        )


class ArgumentItemQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Members that the public sees."""
        return self.filter(shown_q())

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


class AnswerDraftQuerySet(models.QuerySet):
    def in_consultation(self, consultation_id: int) -> Self:
        return self.filter(group__consultation=consultation_id)

    def agreed(self) -> Self:
        """Agreed by the committee, to be published."""
        return self.filter(agreement__isnull=False)

    def not_agreed(self) -> Self:
        return self.filter(agreement=None)
