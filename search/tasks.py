from django_tasks import task

from search import services


@task()
def apply_jobs() -> int:
    """Applies the noted changes; safe to run twice and in any order."""
    return services.apply_pending()
