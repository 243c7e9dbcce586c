"""Filters and tags: dates in the region's time, plurals, sizes, redline in HTML."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.web.templatetags import veche

EVENING = datetime(2026, 5, 12, 17, 30, tzinfo=UTC)  # already the 13th in Blagoveshchensk


@pytest.fixture(autouse=True)
def _region(settings: Any) -> Any:
    settings.TIME_ZONE = "Asia/Yakutsk"
    settings.REGION_TIME_LABEL = "время благовещенское"
    with translation.override("ru"):
        yield


def render(source: str, **context: Any) -> str:
    return Template("{% load veche %}" + source).render(Context(context))


def test_a_moment_is_shown_in_the_time_of_the_region() -> None:
    assert veche.local_date(EVENING) == "13 мая 2026 года"
    assert veche.local_datetime(EVENING) == "13 мая 2026 года, 02:30 (время благовещенское)"
    with translation.override("en"):
        assert veche.local_datetime(EVENING) == "May 13, 2026, 02:30 (UTC+9)"


def test_moment_is_readable_by_machines() -> None:
    assert veche.moment(EVENING) == (
        '<time datetime="2026-05-13T02:30:00+09:00" '
        'title="13 мая 2026 года, 02:30 (время благовещенское)">13 мая 2026 года, 02:30</time>'
    )
    assert veche.moment(date(2026, 5, 12)) == '<time datetime="2026-05-12">12 мая 2026 года</time>'


@pytest.mark.parametrize("show", [veche.local_date, veche.local_datetime, veche.moment])
def test_no_time_shows_nothing(show: Any) -> None:
    assert show(None) == ""


@pytest.mark.parametrize(
    ("day", "kind", "days"),
    [(12, "over", -1), (13, "soon", 0), (14, "soon", 1), (16, "soon", 3), (17, "ahead", 4)],
)
def test_the_last_day_still_counts(day: int, kind: str, days: int) -> None:
    due = veche.due_state(date(2026, 5, day), date(2026, 5, 13))
    assert (due.kind, due.days) == (kind, days)


def test_today_is_that_of_the_region() -> None:
    with time_machine.travel(EVENING, tick=False):
        assert veche.due_state(date(2026, 5, 13)).days == 0
        assert veche.due_state(datetime(2026, 5, 13, 16, 0, tzinfo=UTC)).days == 1
        assert veche.days_left(date(2026, 5, 12)) == veche.due_state(date(2026, 5, 12)).label


@given(st.text(), st.text())
def test_redline_is_escaped_and_loses_no_word(old: str, new: str) -> None:
    html = veche.redline(old, new)
    for tag in ("<del>", "</del>", "<ins>", "</ins>", '<span class="visually-hidden">', "</span>"):
        html = html.replace(tag, "")
    assert "<" not in html
    assert ">" not in html


def test_redline_says_what_colour_shows() -> None:
    html = render("{% redline old new %}", old="десять дней", new="двадцать дней")
    assert html.count("<del>") == html.count("<ins>") == 1
    assert html.count('class="visually-hidden"') == 4
    assert html.endswith(" дней")


def test_notice_takes_a_body_and_escapes_its_title() -> None:
    html = render('{% notice "warning" title=t %}<p>Тело</p>{% endnotice %}', t="<b>")
    assert "notice--warning" in html
    assert "<p>Тело</p>" in html
    assert "&lt;b&gt;" in html


def test_icons_are_ours_and_silent() -> None:
    assert 'aria-hidden="true"' in render('{% icon "search" %}')
    with pytest.raises(ValueError, match="icon"):
        veche.icon("../../base")


def test_links_of_pages_keep_the_filters() -> None:
    request = RequestFactory().get("/?q=лес&cursor=old&status=open")
    link = render('{% page_link "new" "" %}', request=request)
    assert link == "?q=%D0%BB%D0%B5%D1%81&amp;cursor=new&amp;status=open"
    assert "after=new" in render('{% page_link "new" "after" %}', request=request)


def test_messages_and_dispositions_have_their_kinds() -> None:
    levels = [constants.INFO, constants.SUCCESS, constants.WARNING, constants.ERROR]
    kinds = [veche.message_kind(Message(level, "")) for level in levels]
    assert kinds == ["info", "success", "warning", "error"]
    dispositions = ["accepted", "partly", "rejected", "noted", "other"]
    kinds = [veche.disposition_kind(name) for name in dispositions]
    assert kinds == ["success", "warning", "error", "info", ""]


def test_pairs_come_from_anything() -> None:
    class Link:
        label, url = "в", "/3/"

    items = [("а", "/1/"), {"label": "б", "url": "/2/"}, Link()]
    assert veche.as_pairs(items) == [("а", "/1/"), ("б", "/2/"), ("в", "/3/")]
    assert veche.as_pairs(None) == []
    assert veche.zip_with([1, 2], "а") == [(1, "а"), (2, "")]
