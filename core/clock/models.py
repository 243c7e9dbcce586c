from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class TaskRetry(models.Model):
    """That a failed task was looked at, and what came of it: another try, or none.

    The ids are those of django-tasks results, which are pruned on their own; hence no foreign keys.
    """

    failed_id = models.UUIDField(unique=True)
    # The first result of the chain: all tries of one job share it.
    root_id = models.UUIDField(db_index=True)
    # 1 for the first repetition.
    attempt = models.PositiveSmallIntegerField()
    # None: given up.
    retry_id = models.UUIDField(null=True, unique=True)
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("repetition of a task")
        verbose_name_plural = _("repetitions of tasks")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(retry_id__isnull=True, due_at__isnull=True)
                | Q(retry_id__isnull=False, due_at__isnull=False),
                name="clock_retry_has_time",
            ),
            models.CheckConstraint(condition=Q(attempt__gte=1), name="clock_retry_counts_from_one"),
            models.CheckConstraint(
                condition=Q(retry_id__isnull=True) | ~Q(retry_id=F("failed_id")),
                name="clock_retry_is_another_task",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.root_id}: {self.attempt}"
