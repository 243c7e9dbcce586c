import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q


def in_force_q(on: dt.date, prefix: str = "") -> Q:
    """The condition «in force on this day», both ends included; `prefix` such as «ruleset__»."""
    return Q(**{f"{prefix}effective_from__lte": on}) & (
        Q(**{f"{prefix}effective_to__isnull": True}) | Q(**{f"{prefix}effective_to__gte": on})
    )


class RuleSetQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> Self:
        """Sets of rules in force on a day; the latest first, because it prevails."""
        return self.filter(in_force_q(on)).order_by("-effective_from", "-pk")


class RuleQuerySet(models.QuerySet):
    """Rows of sets of rules."""

    def in_force(self, on: dt.date) -> Self:
        """Rows whose set is in force on a day; those of the latest set first: for one code the
        first row prevails."""
        return self.filter(in_force_q(on, "ruleset__")).order_by(
            "-ruleset__effective_from", "-ruleset_id", "pk"
        )
