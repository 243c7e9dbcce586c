"""Verbs on the structure of an unpublished text: mend, undo.

Every fix is kept with the file that it belongs to and applied again whenever that file is read.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Max, QuerySet

from core.accounts.models import User
from drafts.domain import checks, fixes, paths, serialise
from drafts.domain.fixes import Fix, FixError, FixProblem
from drafts.domain.mending import apply, replay
from drafts.domain.nodes import Act, ParserWarning
from drafts.domain.references import linked
from drafts.errors import DraftError, DraftProblem
from drafts.models import BillVersion, SourceText, StructureFix
from drafts.services.texts import count_units, source_text, store_provisions


@transaction.atomic
def mend_structure(
    *, actor: User | None, version: BillVersion, fix: Fix, now: dt.datetime, seen: str = ""
) -> StructureFix:
    """Applies one more fix to an unpublished text and keeps it.

    `seen`: the `text_state` that the person had before them. Raises DraftError (not_draft, stale)
    or FixError; then nothing is changed.
    """
    current = locked_draft(version)
    if seen and seen != text_state(current):
        raise DraftError(DraftProblem.STALE)
    act, _failed = _mended(current, source_text(current))
    path = _path_of(act, fix.eid)
    apply(act, fix)
    kept = StructureFix.objects.create(
        bill=current.bill,
        source_sha256=current.source_sha256,
        order=_next_order(current),
        data=fixes.to_dict(fix),
        path=path,
        made_at=now,
        made_by=actor,
    )
    rebuild(current)
    return kept


@transaction.atomic
def undo_fix(
    *, actor: User | None, version: BillVersion, now: dt.datetime, seen: str = ""
) -> StructureFix:
    """Takes the last fix back; it stays in the record as undone.

    Raises DraftError (not_draft, stale) or FixError (no_change) if there is nothing to take back.
    """
    current = locked_draft(version)
    if seen and seen != text_state(current):
        raise DraftError(DraftProblem.STALE)
    last = fixes_of(current).last()
    if last is None:
        raise FixError(FixProblem.NO_CHANGE)
    last.undone_at = now
    last.save(update_fields=["undone_at"])
    rebuild(current)
    return last


def fixes_of(version: BillVersion) -> QuerySet[StructureFix]:
    """The fixes in force for the file of a version, in the order in which they were made."""
    return StructureFix.objects.filter(
        bill=version.bill_id, source_sha256=version.source_sha256, undone_at=None
    ).order_by("order")


def text_state(version: BillVersion) -> str:
    """What a person saw: the file and how often its structure was changed since."""
    changes = StructureFix.objects.filter(bill=version.bill_id, source_sha256=version.source_sha256)
    undone = changes.exclude(undone_at=None).count()
    return f"{version.source_sha256}+{changes.count()}-{undone}"


def rebuild(version: BillVersion) -> None:
    """Writes the provisions of `version` anew: the text of its file with all fixes applied."""
    source = source_text(version)
    act, failed = _mended(version, source)
    lines = serialise.to_dict(act)
    lines.pop("units", None)
    version.front = lines | {"passport": version.front.get("passport", {})}
    version.warnings = [
        serialise.warning_to_dict(warning) for warning in _warnings(source, act, failed)
    ]
    version.unit_count = count_units(act)
    version.save(update_fields=["front", "warnings", "unit_count"])
    version.provisions.all().delete()
    store_provisions(version, linked(act), source.paragraphs)


def _mended(version: BillVersion, source: SourceText) -> tuple[Act, list[StructureFix]]:
    """The act of the file with the fixes applied, and the fixes that do not fit."""
    read = serialise.from_dict(source.act)
    kept = list(fixes_of(version))
    act, failed = replay(read, [fixes.from_dict(item.data) for item in kept])
    problems = dict(failed)
    for index, item in enumerate(kept):
        problem = str(problems.get(index, ""))
        if problem != item.problem:
            item.problem = problem
            item.save(update_fields=["problem"])
    return act, [kept[index] for index in problems]


def _warnings(source: SourceText, act: Act, failed: list[StructureFix]) -> list[ParserWarning]:
    read = [serialise.warning_from_dict(item) for item in source.warnings]
    return [
        *(
            ParserWarning("fix_not_applied", item.path, {"order": str(item.order)})
            for item in failed
        ),
        *(warning for warning in read if warning.code not in checks.CODES),
        *checks.tree_warnings(act),
    ]


def _path_of(act: Act, eid: str) -> str:
    return next((placed.path for placed in paths.walk(act) if placed.eid == eid), "")[:500]


def _next_order(version: BillVersion) -> int:
    known = StructureFix.objects.filter(bill=version.bill, source_sha256=version.source_sha256)
    return (known.aggregate(last=Max("order"))["last"] or 0) + 1


def locked_draft(version: BillVersion) -> BillVersion:
    """`version` as it is now, locked. Raises DraftError (not_draft) if it is published."""
    current = (
        BillVersion.objects.select_for_update(of=("self",))
        .select_related("bill")
        .get(pk=version.pk)
    )
    if current.is_published:
        raise DraftError(DraftProblem.NOT_DRAFT)
    return current
