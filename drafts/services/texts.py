"""The rows of a text: how an act becomes the provisions of a version, and how they go."""

import uuid
from collections import defaultdict
from dataclasses import replace
from functools import partial

from django.db import transaction

from core.uploads.files import allowed, office
from drafts.domain import paths, serialise, sources
from drafts.domain.nodes import Act, Kind, Unit
from drafts.importers import ParsedDraft, read_act
from drafts.models import BillVersion, Provision, SourceText

_MAX_PATH, _MAX_EID, _MAX_NUMBER, _MAX_LABEL = 500, 255, 40, 80
_BATCH = 500


def store_provisions(version: BillVersion, act: Act, paragraphs: list[str]) -> None:
    """One row per unit in document order; parents come before their children. `paragraphs` are
    those of the file, to tell where each unit begins in it."""
    lineages = _Lineages(version)
    places = sources.starts(act, paragraphs)
    rows: list[Provision] = []
    for position, placed in enumerate(paths.walk(act), start=1):
        unit = placed.unit
        rows.append(
            Provision(
                version=version,
                lineage=lineages.of(placed.path, str(unit.kind)),
                position=position,
                depth=placed.depth,
                kind=str(unit.kind),
                number=unit.number[:_MAX_NUMBER],
                num_label=unit.num[:_MAX_LABEL],
                heading=unit.heading,
                text=unit.own_text,
                content=_own_content(unit) | {"source": places[position - 1]},
                path=placed.path[:_MAX_PATH],
                eid=_fitting_eid(placed.eid, position),
            )
        )
    parents = [placed.parent for placed in paths.walk(act)]
    _create_by_level(rows, parents)


def _own_content(unit: Unit) -> serialise.Json:
    written = serialise.unit_to_dict(replace(unit, children=()))
    return {key: written[key] for key in ("stamp", "intro", "wrap_up") if key in written}


def _fitting_eid(eid: str, position: int) -> str:
    return eid if len(eid) <= _MAX_EID else f"{eid[: _MAX_EID - 10]}-{position}"


def _create_by_level(rows: list[Provision], parents: list[int | None]) -> None:
    """A level at a time, because a row needs the key of its parent."""
    levels: dict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        levels[row.depth].append(index)
    for depth in sorted(levels):
        for index in levels[depth]:
            parent = parents[index]
            rows[index].parent = None if parent is None else rows[parent]
        Provision.objects.bulk_create([rows[i] for i in levels[depth]], batch_size=_BATCH)


class _Lineages:
    """Identities of units across versions: the same kind at the same path is the same unit."""

    def __init__(self, version: BillVersion) -> None:
        earlier = (
            BillVersion.objects.published()
            .filter(bill=version.bill_id, number__lt=version.number)
            .order_by("-number")
            .first()
        )
        self._known: dict[tuple[str, str], list[uuid.UUID]] = defaultdict(list)
        if earlier is not None:
            rows = earlier.provisions.order_by("-position")
            for path, kind, lineage in rows.values_list("path", "kind", "lineage"):
                self._known[path, kind].append(lineage)

    def of(self, path: str, kind: str) -> uuid.UUID:
        """That of the earlier unit, each used once; a new one if there is none."""
        known = self._known.get((path, kind))
        return known.pop() if known else uuid.uuid4()


def count_units(act: Act) -> int:
    """Units that have a path: captions of divisions are not counted."""
    return sum(placed.unit.kind is not Kind.DIVISION for placed in paths.walk(act))


def forget_text(version: BillVersion) -> None:
    """Removes what was read from a file at once, and the files when the transaction is through."""
    version.provisions.all().delete()
    files = [version.source, *(figure.file for figure in version.figures.all())]
    version.figures.all().delete()
    for stored in files:
        if stored.name:
            transaction.on_commit(partial(stored.storage.delete, stored.name), robust=True)


def keep_source(version: BillVersion, parsed: ParsedDraft) -> SourceText:
    """Writes down what the file says, before anyone mends it."""
    kept, _created = SourceText.objects.update_or_create(
        version=version,
        defaults={
            "paragraphs": list(parsed.paragraphs),
            "act": serialise.to_dict(parsed.act),
            "warnings": [serialise.warning_to_dict(warning) for warning in parsed.warnings],
        },
    )
    return kept


def source_text(version: BillVersion) -> SourceText:
    """What the file says; read again where it was imported before such texts were kept."""
    kept = SourceText.objects.filter(version=version).first()
    if kept is not None:
        return kept
    with version.source.open("rb") as file:
        return keep_source(version, read_act(file.read(), limits=allowed(), office=office()))
