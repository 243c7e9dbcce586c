from core.mail.models import OutboxMessage

PAGE = 50


def newest(*, before: int | None = None) -> list[OutboxMessage]:
    """A page of the outbox without the bodies, newest first; `before` is the last id already shown.
    One more row than a page holds says that there is a next page."""
    messages = OutboxMessage.objects.defer("body_text", "body_html").order_by("-pk")
    if before is not None:
        messages = messages.filter(pk__lt=before)
    return list(messages[: PAGE + 1])
