from typing import Self

from django.db import models


class ArgumentGroupQuerySet(models.QuerySet):
    def needing_answer(self) -> Self:
        return self.filter(is_open=True)


class AnswerQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(is_current=True)
