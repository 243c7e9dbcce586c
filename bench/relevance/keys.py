"""Names of documents that hold on any machine, and the results of a search under these names.

    ФАЙЛ                    a bill of the corpus        ФАЙЛ#article:5/paragraph:1   a unit of it
    slug                    a bill of the demo          slug#article:1/point:3       a unit of it
    comment:a01 answer:as01 by their keys in demo/content
    opinion:os-chamber      the same                    conclusion:slug  page:slug  council:slug

    event:slug  minutes:slug  closing:slug  summary:slug  observation:slug/#anchor  version:ФАЙЛ/v2
    answer:slug/#anchor     to a recommendation of a hearing
    amendment:slug/#anchor  expert:1  request:1  call:1  by their numbers in a new database

A group of arguments goes by its first proposal. What follows from other grades need not be judged:
see with_derived. Anything else that is found goes by its kind and address.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bench.relevance.collection import acts
from consultations.comments.models import ProvisionComment
from consultations.conclusions.models import Answer, ArgumentItem, SummaryConclusion
from consultations.expertise.models import Opinion
from demo.content.answers import ANSWERS
from demo.content.comments import COMMENTS
from demo.content.opinions import OPINIONS
from drafts.models import Bill, BillVersion, Provision
from search import registry

Addresses = dict[tuple[str, str], str]  # (kind, address of a result) → key
_SLUG_AT: Final = 2  # /consultations/<year>/<slug>/


def addresses() -> Addresses:
    """Of everything that is public now."""
    found: Addresses = {}
    for kind, source in registry.sources().items():
        ids = list(source.all_ids())
        names = _NAMES.get(kind, _by_nothing)(ids)
        for pk, item in source.found(ids).items():
            found[kind, item.url] = names.get(pk) or _tail(kind, item.url)
    return found


def with_derived(grades: Mapping[str, int], keys: Iterable[str]) -> dict[str, int]:
    """The grades, and those that follow from them for others of `keys`: a group has that of its
    first proposal, a summary that of its conclusion, a version and the main event of a bill one
    less than the bill. What is judged itself keeps its own."""
    found = dict(grades)
    for key in keys:
        kind, _colon, name = key.partition(":")
        source, lag = {
            "group": (f"comment:{name}", 0),
            "summary": (f"conclusion:{name}", 0),
            "version": (name.rpartition("/")[0], 1),
            "event": (name, 1),
        }.get(kind, ("", 0))
        if key not in grades and grades.get(source, -1) >= lag:
            found[key] = grades[source] - lag
    return found


def _tail(kind: str, url: str) -> str:
    """«/councils/palata/» → council:palata; of an event by its slug, «/consultations/2026/slug/
    observations/#observation-2» → observation:slug/#observation-2."""
    path, hash_, anchor = url.partition("#")
    parts = path.strip("/").split("/")
    rest = f"/{hash_}{anchor}" if anchor else ""
    if parts[0] == "consultations" and len(parts) > _SLUG_AT:
        number = f"/{parts[-1]}" if parts[-1].isdecimal() else ""
        return f"{kind}:{parts[_SLUG_AT]}{number}{rest}"
    return f"{kind}:{parts[-1]}{rest}"


def _by_nothing(_ids: Iterable[int]) -> Mapping[int, str]:
    return {}


def _bill_names() -> dict[str, str]:
    return {act.slug: act.key for act in acts()}


def _bills(ids: list[int]) -> Mapping[int, str]:
    names = _bill_names()
    slugs = Bill.objects.filter(pk__in=ids).values_list("pk", "slug")
    return {pk: names.get(slug, slug) for pk, slug in slugs}


def _versions(ids: list[int]) -> Mapping[int, str]:
    names = _bill_names()
    rows = BillVersion.objects.filter(pk__in=ids).values_list("pk", "bill__slug", "number")
    return {pk: f"version:{names.get(slug, slug)}/v{number}" for pk, slug, number in rows}


def _provisions(ids: list[int]) -> Mapping[int, str]:
    names, wanted = _bill_names(), set(ids)
    rows = Provision.objects.values_list("pk", "version__bill__slug", "path")
    return {pk: f"{names.get(slug, slug)}#{path}" for pk, slug, path in rows if pk in wanted}


def _comments(ids: list[int]) -> Mapping[int, str]:
    keys = {said.rationale: said.key for of_one in COMMENTS.values() for said in of_one}
    rows = ProvisionComment.objects.filter(pk__in=ids)
    return {row.pk: f"comment:{keys[row.rationale]}" for row in rows if row.rationale in keys}


def _answers(ids: list[int]) -> Mapping[int, str]:
    """Of the groups that are answered; an answer that was revised keeps its name."""
    keys = {given.text: given.key for given in ANSWERS}
    rows = Answer.objects.filter(group__in=ids)
    return {row.group_id: f"answer:{keys[row.text]}" for row in rows if row.text in keys}


def _groups(ids: list[int]) -> Mapping[int, str]:
    """«group:a01» by the first proposal."""
    items = ArgumentItem.objects.filter(group__in=ids, comment__isnull=False).order_by("-pk")
    first = dict(items.values_list("group", "comment"))
    names = _comments(list(first.values()))
    return {
        group: names[comment].replace("comment:", "group:")
        for group, comment in first.items()
        if comment in names
    }


def _opinions(ids: list[int]) -> Mapping[int, str]:
    keys = {written.findings: written.key for written in OPINIONS}
    rows = Opinion.objects.filter(pk__in=ids)
    return {row.pk: f"opinion:{keys[row.findings]}" for row in rows if row.findings in keys}


def _conclusions(ids: list[int]) -> Mapping[int, str]:
    rows = SummaryConclusion.objects.filter(pk__in=ids).select_related("consultation")
    return {row.pk: f"conclusion:{row.consultation.slug}" for row in rows}


_NAMES: Final[dict[str, Callable[[list[int]], Mapping[int, str]]]] = {
    "bill": _bills,
    "version": _versions,
    "provision": _provisions,
    "comment": _comments,
    "group": _groups,
    "answer": _answers,
    "opinion": _opinions,
    "conclusion": _conclusions,
}
