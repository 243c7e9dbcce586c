from django_tasks import task

from search import services


# Before letters and files: a change must be found soon after it was made.
@task(priority=50)
def apply_jobs() -> int:
    """Applies the noted changes; safe to run twice and in any order."""
    return services.apply_pending()
