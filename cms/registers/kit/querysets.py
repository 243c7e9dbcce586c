from collections.abc import Collection
from typing import Self

from django.db import models


class EntryQuerySet(models.QuerySet):
    """Rows of a register."""

    def public(self) -> Self:
        """What everybody may see."""
        return self.filter(live=True)

    def kept_by(self, bodies: Collection[int]) -> Self:
        """Rows that one of these bodies (ids) keeps."""
        return self.filter(**{f"{self.model.keeper_path}__in": bodies})
