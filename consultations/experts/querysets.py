from typing import Self

from django.db import models


class AppointmentQuerySet(models.QuerySet):
    def active(self) -> Self:
        """Appointments that nobody has ended."""
        return self.filter(ended_at=None)
