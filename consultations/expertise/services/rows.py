"""The lists of a draft. Remarks and corruption findings stay the same rows through saves, so that
what speaks of them (revisions, authors) goes on speaking of them."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Final

from django.db.models import F

from consultations.expertise.domain.opinions import FactorData, OpinionData, RemarkData
from consultations.expertise.models import (
    Assessment,
    Ballot,
    ConsideredComment,
    CorruptionFinding,
    Dissent,
    Opinion,
    Remark,
)

# More than any list has rows: where positions wait while they are dealt out anew.
_ASIDE: Final = 10_000


def write_rows(opinion: Opinion, data: OpinionData) -> None:
    """Makes the lists of the opinion those of `data`."""
    remarks = _keep(Remark, opinion, data.remarks, _plain(RemarkData, "authors"))
    _write_authors(remarks, data.remarks)
    _keep(CorruptionFinding, opinion, data.factors, _plain(FactorData))
    _replace(Assessment, opinion, data.assessments)
    _replace(Ballot, opinion, data.ballots)
    _replace(Dissent, opinion, data.dissents)
    opinion.considered.all().delete()
    ConsideredComment.objects.bulk_create(
        ConsideredComment(opinion=opinion, position=position, **_values(row))
        for position, row in enumerate(data.considered, start=1)
    )


def _plain(kind: type, *without: str) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind) if item.name not in ("pk", *without))


def _values(row: Any) -> dict[str, Any]:
    return {item.name: getattr(row, item.name) for item in fields(row)}


def _replace(model: Any, opinion: Opinion, rows: Iterable[Any]) -> None:
    model.objects.filter(opinion=opinion).delete()
    model.objects.bulk_create(model(opinion=opinion, **_values(row)) for row in rows)


def _keep(model: Any, opinion: Opinion, rows: Sequence[Any], names: tuple[str, ...]) -> list[Any]:
    """The rows of `model` in the order of `rows`: those that are known are changed, the others
    made, what is left over deleted."""
    known = {row.pk: row for row in model.objects.filter(opinion=opinion).order_by("position")}
    mine = [_known(row, known, names) for row in rows]
    model.objects.filter(pk__in=list(known)).delete()
    kept = [row for row in mine if row is not None]
    model.objects.filter(opinion=opinion).update(position=F("position") + _ASIDE)
    made = []
    for position, (row, found) in enumerate(zip(rows, mine, strict=True), start=1):
        found = found or model(opinion=opinion)
        found.position = position
        for name in names:
            setattr(found, name, getattr(row, name))
        made.append(found)
    model.objects.bulk_update(kept, ["position", *names])
    model.objects.bulk_create([row for row in made if row.pk is None])
    return made


def _known(row: Any, known: dict[int, Any], names: tuple[str, ...]) -> Any:
    """The saved row that this one is, taken out of `known`: by its key or, of one without a key,
    by saying the very same."""
    if row.pk in known:
        return known.pop(row.pk)
    if row.pk is not None:
        return None
    same = (
        pk
        for pk, one in known.items()
        if all(getattr(one, name) == getattr(row, name) for name in names)
    )
    pk = next(same, None)
    return None if pk is None else known.pop(pk)


def _write_authors(rows: Sequence[Remark], remarks: Sequence[RemarkData]) -> None:
    wrote = Remark.authors.through
    links = wrote.objects.filter(remark__in=[row.pk for row in rows])
    kept = set(links.values_list("remark_id", "user_id"))
    wanted = {
        (row.pk, author)
        for row, remark in zip(rows, remarks, strict=True)
        for author in remark.authors
    }
    for remark, author in kept - wanted:
        links.filter(remark=remark, user=author).delete()
    wrote.objects.bulk_create(
        wrote(remark_id=remark, user_id=author) for remark, author in sorted(wanted - kept)
    )
