"""What has happened to something that is followed: codes and numbers, never sentences."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class NewsCode(StrEnum):
    NEW_BILL = "new_bill"
    NEW_VERSION = "new_version"
    WORDS_CHANGED = "words_changed"  # of a provision, in a new version
    DELETED = "deleted"  # a provision, in a new version
    ANNOUNCED = "announced"
    OPENED = "opened"
    CLOSING = "closing"  # three days are left
    CONCLUDED = "concluded"
    OPINION = "opinion"
    PROPOSALS = "proposals"  # `count` new ones
    ANSWERS = "answers"  # `count` new ones
    ANSWERED = "answered"  # this very proposal
    REPLY = "reply"
    REVISED = "revised"
    STATUS = "status"  # of this very proposal


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One piece of news; `params` are what its words need, `url` is a path of the site."""

    code: NewsCode
    at: dt.datetime
    url: str
    params: Mapping[str, Any] = field(default_factory=dict)


def since(items: Iterable[NewsItem], moment: dt.datetime) -> list[NewsItem]:
    """What is later than a moment, the earliest first."""
    return sorted((item for item in items if item.at > moment), key=lambda item: item.at)
