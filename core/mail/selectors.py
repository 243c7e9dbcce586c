from core.mail.models import OutboxMessage
from core.web.paging import Page, keyset_page

PAGE_SIZE = 50


def outbox_page(cursor: str | None = None, *, per_page: int = PAGE_SIZE) -> Page[OutboxMessage]:
    """A page of the outbox without the bodies, newest first, in one query."""
    messages = OutboxMessage.objects.defer("body_text", "body_html")
    return keyset_page(messages, order=("-id",), cursor=cursor, per_page=per_page)
