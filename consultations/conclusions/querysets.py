from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q


class ArgumentGroupQuerySet(models.QuerySet):
    def needing_answer(self) -> Self:
        return self.filter(is_open=True)

    def answerable(self) -> Self:
        """Groups that the committee sees: those with a published comment or a remark."""
        from consultations.conclusions.models import ArgumentItem

        shown = Q(remark__isnull=False) | Q(comment__status="published")
        return self.filter(Exists(ArgumentItem.objects.filter(shown, group=OuterRef("pk"))))

    def with_remarks(self) -> Self:
        from consultations.conclusions.models import ArgumentItem

        items = ArgumentItem.objects.filter(group=OuterRef("pk"), remark__isnull=False)
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
        """With the provision, the members (comments with authors, remarks with councils) and the
        current answer: three queries in all."""
        from consultations.conclusions.models import Answer, ArgumentItem

        items = ArgumentItem.objects.select_related(
            "comment__contact", "comment__participant", "remark__opinion__council"
        ).order_by("pk")
        current = Answer.objects.current()
        return self.select_related("provision").prefetch_related(
            Prefetch("items", items), Prefetch("answers", current, to_attr="current_answers")
        )


class AnswerQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(is_current=True)
