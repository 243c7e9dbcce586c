"""Letters add no action: their pages are opened by a link that only the reader has."""

from core.accounts.permissions import Row

ROWS: tuple[Row, ...] = ()
