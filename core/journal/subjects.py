"""How subjects of entries are shown: a port that the apps above fill.

An app registers one provider for each of its types. A provider takes all ids of one page at once
and returns what it can show publicly; an id that it leaves out is shown as a bare «type:id».
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SubjectLink:
    """What a reader sees instead of «comment:17»."""

    title: str
    url: str


Provider = Callable[[Collection[str]], Mapping[str, SubjectLink]]

_providers: dict[str, Provider] = {}


def register(subject_type: str, provider: Provider) -> None:
    """Makes `provider` show the subjects of a type (once, in `AppConfig.ready`). It must cost a
    fixed number of queries. Raises ValueError if the type has one."""
    if subject_type in _providers:
        raise ValueError(f"Subjects of type {subject_type!r} are registered twice.")
    _providers[subject_type] = provider


def links(subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], SubjectLink]:
    """The links of (type, id) pairs: one call to the provider of each type that occurs."""
    ids: dict[str, set[str]] = {}
    for subject_type, subject_id in subjects:
        ids.setdefault(subject_type, set()).add(subject_id)
    found: dict[tuple[str, str], SubjectLink] = {}
    for subject_type, wanted in ids.items():
        provider = _providers.get(subject_type)
        if provider is not None:
            for subject_id, link in provider(sorted(wanted)).items():
                found[subject_type, subject_id] = link
    return found
