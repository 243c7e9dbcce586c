"""Proposals by municipality: spellings fold into one, the sums stay."""

from hypothesis import given
from hypothesis import strategies as st

from consultations.process.numbers import Place, PlaceTally, places_of

names = st.sampled_from(["", "Тында", "ТЫНДА", "Благовещенск", "благовещенск", "Зея"])
tallies = st.lists(
    st.builds(
        lambda name, author, count: PlaceTally(name.casefold(), name, author, count),
        names, st.sampled_from(["citizen", "ngo"]), st.integers(0, 5),
    ),
    max_size=12,
)  # fmt: skip


@given(tallies)
def test_the_places_sum_up_to_what_was_counted(rows: list[PlaceTally]) -> None:
    places = places_of(rows)
    assert sum(place.received for place in places) == sum(row.count for row in rows)
    for author in ("citizen", "ngo"):
        counted = sum(row.count for row in rows if row.author_type == author)
        assert sum(place.by_author_type.get(author, 0) for place in places) == counted
    folded = [place.municipality.casefold() for place in places]
    assert len(folded) == len(set(folded))
    assert all(place.received for place in places)


def test_a_place_is_named_as_it_is_written_most_often() -> None:
    rows = [
        PlaceTally("тында", "ТЫНДА", "citizen", 1),
        PlaceTally("тында", "Тында", "citizen", 2),
        PlaceTally("тында", "Тында", "ngo", 1),
        PlaceTally("", "", "citizen", 9),
        PlaceTally("зея", "Зея", "citizen", 4),
        PlaceTally("белогорск", "Белогорск", "citizen", 4),
    ]
    assert places_of(rows) == (
        Place("Белогорск", {"citizen": 4}),
        Place("Зея", {"citizen": 4}),
        Place("Тында", {"citizen": 3, "ngo": 1}),
        # No place comes last, however many there are.
        Place("", {"citizen": 9}),
    )
