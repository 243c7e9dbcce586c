"""The verb that reads a file into an unpublished version."""

import datetime as dt

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.accounts import services as accounts
from core.accounts.models import Body, BodyKind, User
from core.uploads.files import allowed, office
from drafts.domain.slugs import is_slug, slug_of, unique_slug
from drafts.errors import DraftError, DraftProblem
from drafts.importers import ParsedDraft, read_act
from drafts.models import Bill, BillVersion, Stage, VersionFigure
from drafts.services.mending import rebuild
from drafts.services.passport import take_over
from drafts.services.texts import forget_text, keep_source

_MAX_TITLE, _MAX_BILL_NUMBER, _MAX_SPONSOR = 1000, 60, 300


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
    parsed = read_act(data, limits=limits, name=filename, office=office())
    found = _one_line(parsed.act.title)[:_MAX_TITLE] if bill is None else ""
    passport = {**typed, "title": typed["title"] or found}
    with transaction.atomic():
        if bill is None:
            bill = _new_bill(actor, passport["title"], slug, committee, now)
        version = _draft_of(bill, actor, now)
        _fill(version, parsed, filename, stage, passport)
        keep_source(version, parsed)
        rebuild(version)
        _keep_figures(version, parsed)
        if not bill.versions.published().exists():
            take_over(bill, version)
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
        forget_text(latest)
        version = latest
    else:
        version = BillVersion(bill=bill, number=latest.number + 1 if latest else 1)
    version.created_at = now
    version.created_by = actor
    return version


def _fill(
    version: BillVersion,
    parsed: ParsedDraft,
    filename: str,
    stage: str,
    passport: dict[str, str],
) -> None:
    version.stage = stage
    version.front = {"passport": {key: text for key, text in passport.items() if text}}
    version.source_name = _base_name(filename)
    version.source_kind = parsed.source_kind
    version.source_size = 0
    version.source_sha256 = parsed.sha256
    version.source = ""
    version.save()


def _base_name(filename: str) -> str:
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in name if char.isprintable()).strip()[-255:]


def _keep_figures(version: BillVersion, parsed: ParsedDraft) -> None:
    """The pictures under the names that their places in the text have."""
    for figure in parsed.figures:
        row = VersionFigure(
            version=version,
            name=figure.name,
            media_type=figure.media_type,
            size=len(figure.content),
        )
        row.file.save("figure", ContentFile(figure.content))
