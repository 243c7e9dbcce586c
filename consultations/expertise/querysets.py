from typing import Self

from django.db import models


class OpinionQuerySet(models.QuerySet):
    def adopted(self) -> Self:
        """Opinions that are public."""
        return self.filter(status="adopted")
