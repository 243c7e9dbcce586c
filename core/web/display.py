"""Display settings of a reader: theme, contrast, size, spacing, images.

They live in one cookie, are read on the server and become attributes of <html>, so that they work
without JavaScript and from the first byte of the page. The cookie says nothing about the person.
"""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Self
from urllib.parse import parse_qsl, urlencode

COOKIE_NAME: Final = "veche_display"
COOKIE_AGE: Final = 365 * 24 * 60 * 60

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "theme": ("auto", "light", "dark"),
    "contrast": ("normal", "white", "black", "blue"),
    "size": ("normal", "large", "huge"),
    "spacing": ("normal", "wide"),
    "images": ("on", "off"),
}


@dataclass(frozen=True, slots=True)
class DisplayPreferences:
    """The first value of each of CHOICES is the default."""

    theme: str = "auto"
    contrast: str = "normal"
    size: str = "normal"
    spacing: str = "normal"
    images: str = "on"

    @classmethod
    def from_cookie(cls, value: str) -> Self:
        """Reads a cookie; whatever is unknown or damaged falls back to the default."""
        return cls().changed(**dict(parse_qsl(value)))

    def to_cookie(self) -> str:
        """Only what differs from the default, so that an ordinary reader has an empty cookie."""
        return urlencode({k: v for k, v in asdict(self).items() if v != CHOICES[k][0]})

    def changed(self, **values: Any) -> Self:
        """A copy with the given values; unknown names and values are ignored."""
        names = {field.name for field in fields(self)}
        known = {k: v for k, v in values.items() if k in names and v in CHOICES[k]}
        return replace(self, **known)

    @property
    def is_accessible(self) -> bool:
        """Does anything besides the theme differ from the ordinary look?"""
        return replace(self, theme="auto") != type(self)()


# «Версия для слабовидящих» in one press; everything can be adjusted from there.
ACCESSIBLE_PRESET: Final = {"contrast": "white", "size": "large"}
