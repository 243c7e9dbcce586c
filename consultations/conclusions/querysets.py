from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q


def shown_q() -> Q:
    """Members of groups that the public sees: remarks of the opinions that count, and published
    comments."""
    return Q(remark__opinion__status="adopted") | Q(comment__status="published")


class ArgumentGroupQuerySet(models.QuerySet):
    def needing_answer(self) -> Self:
        return self.filter(is_open=True)

    def answerable(self) -> Self:
        """Groups that the committee sees: those with a published comment or a remark."""
        from consultations.conclusions.models import ArgumentItem

        return self.filter(Exists(ArgumentItem.objects.filter(shown_q(), group=OuterRef("pk"))))

    def with_remarks(self) -> Self:
        from consultations.conclusions.models import ArgumentItem

        items = ArgumentItem.objects.filter(group=OuterRef("pk"), remark__opinion__status="adopted")
        return self.filter(Exists(items))

    def with_comments(self) -> Self:
        from consultations.conclusions.models import ArgumentItem

        items = ArgumentItem.objects.filter(group=OuterRef("pk"), comment__isnull=False)
        return self.filter(Exists(items))

    def with_items(self) -> Self:
        """With the provision, the members (comments with authors, remarks with councils, not those
        of superseded opinions) and the current answer: three queries in all."""
        from consultations.conclusions.models import Answer, ArgumentItem

        items = ArgumentItem.objects.select_related(
            "comment__contact", "comment__participant", "remark__opinion__council"
        )
        items = items.exclude(remark__opinion__status="superseded").order_by("pk")
        current = Answer.objects.current()
        return self.select_related("provision").prefetch_related(
            Prefetch("items", items), Prefetch("answers", current, to_attr="current_answers")
        )


class AnswerQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(is_current=True)
