"""Rows of the permission table: the journal is read by everybody and written by services only."""

from core.accounts.permissions import Row

ROWS: tuple[Row, ...] = ()
