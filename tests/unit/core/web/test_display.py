"""Display settings survive the cookie, and a damaged cookie harms nothing."""

from hypothesis import given
from hypothesis import strategies as st

from core.web.display import CHOICES, DisplayPreferences

preferences = st.builds(
    DisplayPreferences, **{name: st.sampled_from(values) for name, values in CHOICES.items()}
)


@given(preferences)
def test_cookie_brings_back_what_was_chosen(chosen: DisplayPreferences) -> None:
    assert DisplayPreferences.from_cookie(chosen.to_cookie()) == chosen


@given(st.text())
def test_any_cookie_gives_known_values(value: str) -> None:
    read = DisplayPreferences.from_cookie(value)
    assert all(getattr(read, name) in values for name, values in CHOICES.items())


def test_unknown_names_and_values_are_ignored() -> None:
    read = DisplayPreferences.from_cookie("size=huge&contrast=<script>&evil=1")
    assert read == DisplayPreferences(size="huge")


def test_theme_alone_does_not_call_for_the_bar() -> None:
    assert not DisplayPreferences(theme="dark").is_accessible
    assert DisplayPreferences(spacing="wide").is_accessible
    assert DisplayPreferences().to_cookie() == ""
