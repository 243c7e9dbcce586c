from django_tasks import task

from core.mail import delivery


@task
def send_message(message_id: int) -> str:
    """Tries to send a message of the outbox; does nothing if it is sent, gone or taken. Returns
    what became of it (`delivery.Outcome`)."""
    outcome = delivery.deliver(message_id)
    if outcome.retry_at is not None:
        send_message.using(run_after=outcome.retry_at).enqueue(message_id)
    return outcome.code
