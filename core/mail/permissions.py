"""Mail adds no action: the mailbox is public and exists only in development."""

from core.web.access import Row

ROWS: tuple[Row, ...] = ()
