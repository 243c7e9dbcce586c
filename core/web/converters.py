"""Parts of addresses. Importing this module makes them known to `path`."""

from django.urls import register_converter


class RowConverter:
    """`<row:pk>`: a key that fits into the database; a longer number is an address of nothing."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(RowConverter, "row")
