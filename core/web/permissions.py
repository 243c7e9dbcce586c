"""Rows of the permission table: everything in this package is public."""

from core.web.access import Row

ROWS: tuple[Row, ...] = ()
