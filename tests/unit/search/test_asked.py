"""Addresses of searches."""

from urllib.parse import parse_qsl

from search.asked import LAST_PAGE, Asked
from search.interface import Order


def test_toggling_adds_and_takes_away() -> None:
    one = Asked("слова", page=7).toggled("kind", "bill")
    assert (one.filters, one.page) == ({"kind": ("bill",)}, 1)
    two = one.toggled("kind", "comment").toggled("year", "2026")
    assert two.filters == {"kind": ("bill", "comment"), "year": ("2026",)}
    assert two.toggled("kind", "bill").toggled("kind", "comment").filters == {"year": ("2026",)}
    assert two.everywhere() == Asked("слова")


def test_every_change_begins_the_list_anew() -> None:
    asked = Asked("слова", page=5)
    changed = (
        asked.by(Order.NEWEST), asked.with_older(older=True), asked.literally(),
        asked.everywhere(), asked.toggled("kind", "bill"),
    )  # fmt: skip
    assert {one.page for one in changed} == {1}


def test_an_address_says_only_what_means_something() -> None:
    assert Asked("а&б=в").query_string == "q=%D0%B0%26%D0%B1%3D%D0%B2"
    whole = Asked("а", {"year": ("2025", "2026"), "kind": ("bill",)}, Order.NEWEST, True, True, 2)
    assert parse_qsl(whole.query_string) == [
        ("q", "а"), ("kind", "bill"), ("year", "2025"), ("year", "2026"), ("sort", "newest"),
        ("older", "1"), ("exact", "1"), ("page", "2"),
    ]  # fmt: skip


def test_the_last_page() -> None:
    assert not Asked("а", page=LAST_PAGE).is_beyond
    assert Asked("а", page=LAST_PAGE + 1).is_beyond
