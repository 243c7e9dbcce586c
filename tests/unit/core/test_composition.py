"""Whose terms overlap, and what is the matter with a composition."""

import datetime as dt

from core.accounts.domain.composition import Alert, Place, Term, alerts, most_at_once

TODAY = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)


def term(first: int | None, last: int | None) -> Term:
    def day(number: int | None) -> dt.date | None:
        return None if number is None else TODAY + number * DAY

    return Term(day(first), day(last))


def test_the_last_day_belongs_to_the_term() -> None:
    assert term(0, 5).overlaps(term(5, 9))
    assert not term(0, 5).overlaps(term(6, 9))
    assert term(None, None).overlaps(term(6, 9))
    assert term(1, 2).lies_in(term(1, 2))
    assert not term(0, 2).lies_in(term(1, 2))


def test_who_follows_another_takes_the_same_seat() -> None:
    one_after_another = [term(0, 10), term(11, 20), term(21, None)]
    assert most_at_once(one_after_another, term(0, 100)) == 1
    assert most_at_once([*one_after_another, term(10, 11)], term(0, 100)) == 2
    assert most_at_once([], term(0, 1)) == 0
    assert most_at_once([term(0, 5)], term(6, 7)) == 0


def found(places: list[Place], **facts: object) -> list[tuple[Alert, int]]:
    values = {"seats": 2, "term_ends_on": TODAY + 300 * DAY, "today": TODAY, "soon": 60 * DAY}
    return [(n.alert, n.count) for n in alerts(places, **(values | facts))]  # type: ignore[arg-type]


def test_alerts() -> None:
    chair = Place("chair", "Совет ветеранов", Term())
    secretary = Place("secretary", "", Term())
    assert found([chair, secretary]) == []
    assert found([secretary, Place("chair", "  ", Term())]) == [(Alert.NO_ASSOCIATION, 0)]
    assert found([chair]) == [(Alert.NO_SECRETARY, 0), (Alert.VACANT_SEATS, 1)]
    gone = Place("secretary", "", term(None, -1))
    assert (Alert.MEMBER_TERMS_OVER, 1) in found([chair, gone])
    assert (Alert.NO_SECRETARY, 0) in found([chair, gone])
    soon = TODAY + 60 * DAY
    assert found([chair, secretary], term_ends_on=soon) == [(Alert.COUNCIL_TERM_ENDS, 0)]
    assert found([chair, secretary], term_ends_on=soon + DAY) == []
    assert found([chair, secretary], term_ends_on=TODAY) == [(Alert.COUNCIL_TERM_ENDS, 0)]
    assert found([chair, secretary], term_ends_on=TODAY - DAY) == [(Alert.COUNCIL_TERM_OVER, 0)]
    assert found([chair, secretary], term_ends_on=None) == []
