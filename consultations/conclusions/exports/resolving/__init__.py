"""The texts behind a snapshot: reads them by their ids, checks each against its commitment.

Repeated on the same data it gives the same report. A text that was hidden, withdrawn or erased
since then is left out; one that is not what was signed is never printed as if it were.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from consultations.conclusions import texts
from consultations.conclusions.domain import snapshot as frozen
from consultations.conclusions.domain.report import (
    MemberKind,
    Procedure,
    Report,
    Signer,
    TextState,
    Unit,
)
from consultations.conclusions.domain.tally import Counts, Tally
from consultations.conclusions.exports.resolving import bodies
from consultations.conclusions.exports.resolving.members import units
from consultations.conclusions.exports.resolving.rows import Rows, read_rows
from consultations.conclusions.models import SignedDocument
from consultations.conclusions.salts import Salts
from core.mail.links import absolute


def resolve(document: SignedDocument, *, salts: Salts | None = None) -> Report:
    """The report of a signed document; about twenty queries, and two for each portion of proposals.
    `salts` belong to one that is not saved (a preview)."""
    return _report(document, salts)[0]


def resolve_and_check(document: SignedDocument) -> tuple[Report, list[str]]:
    """The report, and the keys («comment:17») of texts that are there, but not what was signed."""
    report, rows = _report(document, None)
    return report, rows.altered


def altered_texts(document: SignedDocument) -> list[str]:
    """Keys («comment:17») of texts that are there, but are not what was signed."""
    return _report(document, None)[1].altered


def _report(document: SignedDocument, salts: Salts | None) -> tuple[Report, Rows]:
    snapshot = frozen.Snapshot.from_dict(document.snapshot)
    rows = read_rows(document, snapshot, salts)
    found = units(document, snapshot, rows)
    where = _rows_of_proposals(found)
    report = Report(
        procedure=_procedure(document, snapshot.procedure, rows),
        bill=snapshot.bill,
        organiser=snapshot.organiser,
        responder=snapshot.responder,
        addressee=snapshot.addressee,
        signature=snapshot.signature,
        signer=_signer(document, snapshot.signature, rows),
        signed_at=document.signed_at,
        sha256=document.snapshot_sha256,
        address=absolute(_address(document)),
        numbers=snapshot.numbers,
        tally=_tally(snapshot.tally),
        grounds=snapshot.grounds,
        councils=tuple(bodies.council(facts, rows, where) for facts in snapshot.councils),
        units=found,
        dissents=tuple(bodies.dissents(snapshot.councils, rows)),
        citations=snapshot.citations,
        snapshot=document.snapshot,
        # By reference: everything is checked by the time that anybody looks into it.
        openings=rows.openings,
        questions=snapshot.questions,
        document=snapshot.document,
        places=snapshot.places,
        minutes=bodies.minutes(snapshot.minutes, rows),
        moderation=snapshot.moderation,
        objections=snapshot.objections,
        left_out=rows.left_out,
    )
    return report, rows


def _rows_of_proposals(units: Iterable[Unit]) -> dict[int, int]:
    """In which row each proposal stands that is shown."""
    return {
        member.id: row.number
        for unit in units
        for row in unit.rows
        for member in row.members
        if member.kind is MemberKind.PROPOSAL and member.state is TextState.SHOWN
    }


def _address(document: SignedDocument) -> str:
    """Where this revision stays; documents of format 1 had no address of their own."""
    is_first = document.snapshot["format"] == 1
    return document.get_absolute_url() if is_first else document.revision_url


def _procedure(document: SignedDocument, facts: frozen.ProcedureFacts, rows: Rows) -> Procedure:
    consultation = document.consultation
    said = texts.of_procedure(consultation)
    text = rows.signed("procedure", consultation.pk, said, facts.commitment)
    return Procedure(
        form=facts.form,
        announced_on=dt.date.fromisoformat(facts.announced_on),
        opens_on=dt.date.fromisoformat(facts.opens_on),
        closes_on=dt.date.fromisoformat(facts.closes_on),
        premoderated=facts.premoderated,
        **(text or dict.fromkeys(said, "")),
    )


def _signer(document: SignedDocument, facts: frozen.SignatureFacts, rows: Rows) -> Signer:
    said = texts.of_signature(document.signer_name, document.signer_post)
    text = rows.signed("signature", document.consultation.pk, said, facts.commitment)
    return Signer(**text) if text else Signer("", "")


def _tally(data: Mapping[str, Any]) -> Tally:
    return Tally(**{kind: Counts(**counts) for kind, counts in data.items()})
