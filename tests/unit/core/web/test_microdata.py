"""What pages tell programs: said once, escaped, without what is empty."""

import datetime as dt

from core.web.microdata import Link, Term, Thing, microdata
from tests.microdata import Told, told


def test_each_kind_of_value_is_written_as_programs_read_it() -> None:
    thing = Thing(
        "Event",
        {
            "name": "Слушания",
            "url": Link("https://veche.example/a/"),
            "eventStatus": Term("EventScheduled"),
            "startDate": dt.date(2026, 5, 9),
            "endDate": dt.datetime(2026, 5, 9, 3, 30, tzinfo=dt.UTC),
            "maximumAttendeeCapacity": 0,
            "organizer": Thing("Organization", {"name": "Палата"}),
            "keywords": ["один", "два"],
        },
    )
    found = told(str(microdata(thing)))
    assert found.kind == "Event"
    assert found.facts == {
        "name": ["Слушания"],
        "url": ["https://veche.example/a/"],
        "eventStatus": ["https://schema.org/EventScheduled"],
        "startDate": ["2026-05-09"],
        "endDate": ["2026-05-09T12:30:00+09:00"],
        "maximumAttendeeCapacity": ["0"],
        "organizer": [Told("Organization", {"name": ["Палата"]})],
        "keywords": ["один", "два"],
    }


def test_what_is_empty_is_not_said() -> None:
    empty = {"name": "А", "email": "", "foundingDate": None, "about": []}
    assert told(str(microdata(Thing("Organization", empty)))).facts == {"name": ["А"]}


def test_words_are_escaped() -> None:
    words = '"><script>alert(1)</script><b itemprop="x" content=\'y\'>'
    html = str(microdata(Thing("Thing", {"name": words, "url": Link(f"https://a/{words}")})))
    assert "<script" not in html
    assert told(html).facts == {"name": [words], "url": [f"https://a/{words}"]}


def test_nothing_of_it_is_shown_or_run() -> None:
    html = str(microdata(Thing("Thing", {"name": "А"})))
    assert html.startswith("<div hidden>")
    assert "script" not in html
