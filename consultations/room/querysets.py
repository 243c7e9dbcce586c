from typing import Self

from django.db import models


class DeclarationQuerySet(models.QuerySet):
    def latest_last(self) -> Self:
        """In the order in which they were made: of one person the last one counts."""
        return self.order_by("declared_at", "pk")


class PreparationQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Those that nothing has replaced."""
        return self.filter(ended_at=None)


class WordsQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """What its authors have not withdrawn."""
        return self.filter(withdrawn_at=None)

    def with_people(self) -> Self:
        """With everybody and everything that a line names."""
        return self.select_related("author", "entered_by", "provision")


class RemarkQuerySet(WordsQuerySet):
    def left_out(self) -> Self:
        """Those that the council leaves out of its opinion, with a reason."""
        return self.filter(left_out_at__isnull=False)
