"""Verbs on bills: import, describe, publish, discard."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.accounts import services as accounts
from core.accounts.models import Body, BodyKind, User
from core.journal import services as journal
from core.uploads.files import allowed
from drafts.domain import paths, serialise
from drafts.domain.nodes import Act, Kind
from drafts.domain.slugs import is_slug, slug_of, unique_slug
from drafts.errors import DraftError, DraftProblem
from drafts.events import (
    BILL_DESCRIBED_KIND,
    VERSION_PUBLISHED_KIND,
    BillDescribed,
    VersionPublished,
    bill_described,
    version_published,
)
from drafts.importers import ParsedDraft, read_act
from drafts.models import Bill, BillStatus, BillVersion, Provision, Stage, VersionStatus

_MAX_PATH, _MAX_EID, _MAX_NUMBER, _MAX_LABEL = 500, 255, 40, 80
_MAX_TITLE, _MAX_BILL_NUMBER, _MAX_SPONSOR = 1000, 60, 300
MAX_SUMMARY = 4000
_BATCH = 500


# --- Import -----------------------------------------------------------------------------------


def import_bill(
    *,
    actor: User | None,
    data: bytes,
    filename: str,
    title: str = "",
    number: str = "",
    bill: Bill | None = None,
    slug: str | None = None,
    committee: Body | None = None,
    sponsor: str = "",
    stage: str = Stage.INTRODUCED,
    now: dt.datetime,
) -> BillVersion:
    """Reads a file into an unpublished version: of `bill`, or of a new bill of `committee` (which
    may be left out where there is one at most).

    An unpublished version that `bill` already has is replaced. The bill takes `title`, `number` and
    `sponsor` over at once while nothing of it is published, and otherwise when this version is;
    those not given stay as they are (a new bill takes its title from the act).
    Raises UploadRefused (the file) or DraftError (no_title, no_committee, too_long, bad_slug,
    slug_taken); then nothing is written.
    """
    typed = _typed_passport(title, number, sponsor)
    if slug and not is_slug(slug):
        raise DraftError(DraftProblem.BAD_SLUG)
    # Read before the transaction: a large file takes seconds, and SQLite has one writer.
    limits = allowed()
    parsed = read_act(data, limits=limits, name=filename)
    found = _one_line(parsed.act.title)[:_MAX_TITLE] if bill is None else ""
    passport = {**typed, "title": typed["title"] or found}
    with transaction.atomic():
        if bill is None:
            bill = _new_bill(actor, passport["title"], slug, committee, now)
        version = _draft_of(bill, actor, now)
        _fill(version, parsed, filename, stage, passport)
        _store_provisions(version, parsed.act)
        if not bill.versions.published().exists():
            _take_over(bill, version)
        # A name of ours, and last: a rolled-back import leaves no file behind.
        version.source_size = len(data)
        version.source.save(f"source.{parsed.source_kind}", ContentFile(data))
    return version


def _typed_passport(title: str, number: str, sponsor: str) -> dict[str, str]:
    passport = {"title": title.strip(), "number": number.strip(), "sponsor": sponsor.strip()}
    longest = {"title": _MAX_TITLE, "number": _MAX_BILL_NUMBER, "sponsor": _MAX_SPONSOR}
    if any(len(text) > longest[name] for name, text in passport.items()):
        raise DraftError(DraftProblem.TOO_LONG)
    return passport


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _new_bill(
    actor: User | None, title: str, slug: str | None, committee: Body | None, now: dt.datetime
) -> Bill:
    if not title:
        raise DraftError(DraftProblem.NO_TITLE)
    taken = set(Bill.objects.values_list("slug", flat=True))
    if slug and slug in taken:
        raise DraftError(DraftProblem.SLUG_TAKEN)
    return Bill.objects.create(
        slug=slug or unique_slug(slug_of(title), taken),
        title=title,
        committee=committee or _only_committee(now),
        created_at=now,
        created_by=actor,
    )


def _only_committee(now: dt.datetime) -> Body:
    """The committee of an installation that has one; made where there is none yet."""
    committees = list(Body.objects.of_kind(BodyKind.COMMITTEE).order_by("pk")[:2])
    if len(committees) > 1:
        raise DraftError(DraftProblem.NO_COMMITTEE)
    if committees:
        return committees[0]
    with override(settings.LANGUAGE_CODE):
        name = _("Responsible committee")
    return accounts.add_body(
        actor=None, slug="committee", kind=BodyKind.COMMITTEE, name=name, now=now
    )


def _draft_of(bill: Bill, actor: User | None, now: dt.datetime) -> BillVersion:
    """The unpublished version of a bill, emptied, or a new one; not saved yet."""
    Bill.objects.select_for_update().get(pk=bill.pk)
    latest = bill.versions.order_by("-number").first()
    if latest is not None and not latest.is_published:
        _forget_text(latest)
        version = latest
    else:
        version = BillVersion(bill=bill, number=latest.number + 1 if latest else 1)
    version.created_at = now
    version.created_by = actor
    return version


def _forget_text(version: BillVersion) -> None:
    """Removes the provisions at once, and the file when the transaction is through."""
    version.provisions.all().delete()
    name, storage = version.source.name, version.source.storage
    if name:
        transaction.on_commit(partial(storage.delete, name), robust=True)


def _fill(
    version: BillVersion,
    parsed: ParsedDraft,
    filename: str,
    stage: str,
    passport: dict[str, str],
) -> None:
    lines = serialise.to_dict(replace(parsed.act, units=()))
    version.stage = stage
    version.front = lines | {"passport": {key: text for key, text in passport.items() if text}}
    version.warnings = [serialise.warning_to_dict(warning) for warning in parsed.warnings]
    version.unit_count = sum(
        placed.unit.kind is not Kind.DIVISION for placed in paths.walk(parsed.act)
    )
    version.source_name = _base_name(filename)
    version.source_kind = parsed.source_kind
    version.source_size = 0
    version.source_sha256 = parsed.sha256
    version.source = ""
    version.save()


def _base_name(filename: str) -> str:
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in name if char.isprintable()).strip()[-255:]


def _store_provisions(version: BillVersion, act: Act) -> None:
    """One row per unit in document order; parents come before their children."""
    lineages = _Lineages(version)
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
                content=_own_content(serialise.unit_to_dict(replace(unit, children=()))),
                path=placed.path[:_MAX_PATH],
                eid=_fitting_eid(placed.eid, position),
            )
        )
    parents = [placed.parent for placed in paths.walk(act)]
    _create_by_level(rows, parents)


def _own_content(unit: serialise.Json) -> serialise.Json:
    return {key: unit[key] for key in ("stamp", "intro", "wrap_up") if key in unit}


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


def _take_over(bill: Bill, version: BillVersion) -> None:
    """The bill goes by the title, number and sponsor that its version was imported with."""
    passport = version.front.get("passport", {})
    for name, text in passport.items():
        setattr(bill, name, text)
    bill.save(update_fields=list(passport))


# --- The card ---------------------------------------------------------------------------------


@transaction.atomic
def describe_bill(
    *,
    actor: User | None,
    bill: Bill,
    summary: str,
    status: str,
    introduced_on: dt.date | None,
    now: dt.datetime,
) -> Bill:
    """Sets what people read about a bill above its text. `status` is a BillStatus. The journal
    tells it of a bill that is public, if anything changed. Raises DraftError (too_long)."""
    summary = summary.strip()
    if len(summary) > MAX_SUMMARY:
        raise DraftError(DraftProblem.TOO_LONG)
    card = {"summary": summary, "status": BillStatus(status), "introduced_on": introduced_on}
    current = Bill.objects.select_for_update(of=("self",)).get(pk=bill.pk)
    if all(getattr(current, name) == value for name, value in card.items()):
        return bill
    Bill.objects.filter(pk=bill.pk).update(**card)
    bill.refresh_from_db(fields=list(card))
    if not bill.versions.published().exists():
        return bill
    journal.record(
        kind=BILL_DESCRIBED_KIND,
        subject_type="bill",
        subject_id=bill.pk,
        body={
            "status": str(bill.status),
            "introduced_on": introduced_on.isoformat() if introduced_on else None,
        },
        at=now,
        actor_role="clerk" if actor else "",
    )
    bill_described.send(sender=BillDescribed, event=BillDescribed(bill_id=bill.pk))
    return bill


# --- Publish, discard -------------------------------------------------------------------------


@transaction.atomic
def publish_version(
    *, actor: User | None, version: BillVersion, now: dt.datetime, seen_sha256: str = ""
) -> BillVersion:
    """Makes `version` public and final. `seen_sha256`: the hash of the file whose text was
    compared, where a person did it. Raises DraftError (not_draft, stale, no_provisions)."""
    current = _locked_draft(version)
    if seen_sha256 and seen_sha256 != current.source_sha256:
        raise DraftError(DraftProblem.STALE)
    if not current.provisions.exists():
        raise DraftError(DraftProblem.NO_PROVISIONS)
    version.status = VersionStatus.PUBLISHED
    version.published_at = now
    version.save(update_fields=["status", "published_at"])
    _take_over(version.bill, current)
    journal.record(
        kind=VERSION_PUBLISHED_KIND,
        subject_type="bill_version",
        subject_id=current.pk,
        body={
            "bill": current.bill_id,
            "version": current.number,
            "source_sha256": current.source_sha256,
            "units": current.unit_count,
        },
        at=now,
        actor_role="clerk" if actor else "",
    )
    event = VersionPublished(version_id=current.pk, bill_id=current.bill_id)
    version_published.send(sender=VersionPublished, event=event)
    return version


@transaction.atomic
def discard_draft(*, actor: User | None, version: BillVersion, now: dt.datetime) -> None:
    """Deletes an unpublished version with its file, and the bill if it has no other version.

    Raises DraftError (not_draft). Nothing of it was public, so the journal says nothing.
    """
    current = _locked_draft(version)
    bill = current.bill
    _forget_text(current)
    current.delete()
    if not bill.versions.exists():
        bill.delete()


def _locked_draft(version: BillVersion) -> BillVersion:
    current = (
        BillVersion.objects.select_for_update(of=("self",))
        .select_related("bill")
        .get(pk=version.pk)
    )
    if current.is_published:
        raise DraftError(DraftProblem.NOT_DRAFT)
    return current
