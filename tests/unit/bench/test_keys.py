import pytest

from bench.relevance.keys import _tail, with_derived


@pytest.mark.parametrize(
    ("kind", "url", "key"),
    [
        ("council", "/councils/palata/", "council:palata"),
        ("event", "/consultations/2026/tishina/", "event:tishina"),
        ("minutes", "/consultations/2026/tishina/hearing/", "minutes:tishina"),
        ("group", "/consultations/2026/tishina/arguments/7/", "group:tishina/7"),
        ("observation", "/consultations/2026/m/observations/#o-2", "observation:m/#o-2"),
        ("request", "/requests/4/", "request:4"),
    ],
)
def test_a_key_from_an_address_has_no_year(kind: str, url: str, key: str) -> None:
    assert _tail(kind, url) == key


def test_grades_that_follow_from_others() -> None:
    grades = {"comment:a01": 2, "bill": 3, "other": 1, "event:judged": 3, "judged": 3}
    grades |= {"comment:a03": 3, "group:a03": 0, "comment:a04": 0, "no": 0}
    known = ["group:a01", "group:a02", "version:bill/v2", "event:bill", "event:other"]
    known += ["group:a04", "event:no"]

    found = with_derived(grades, [*known, "event:judged", "comment:a01", "group:a03"])

    derived = {"group:a01": 2, "version:bill/v2": 2, "event:bill": 2, "event:other": 0}
    assert found == {**grades, **derived, "group:a04": 0}
