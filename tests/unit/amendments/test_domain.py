"""The order of amendments and the hash of an edition."""

import dataclasses

from consultations.amendments.domain.editions import Line, fingerprint
from consultations.amendments.domain.order import place_key


def test_places_sort_as_people_count() -> None:
    places = ["статья 10", "статья 6", "Статья 5.1", "статья 5", "статья 5.10", "статья 5.2"]
    expected = ["статья 5", "Статья 5.1", "статья 5.2", "статья 5.10", "статья 6", "статья 10"]
    assert sorted(places, key=place_key) == expected


def test_the_fingerprint_follows_every_word() -> None:
    line = Line(1, 1, "статья 5", "Иванов", "", "Текст 𝔸", "", "adopt", "")
    other = dataclasses.replace(line, text="Текст")
    assert fingerprint([line]) == fingerprint([line])
    assert len({fingerprint([line]), fingerprint([other]), fingerprint([line, other])}) == 3
