"""Verbs of assembling: remarks of the room go into the opinion, or are left out with a reason."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db import transaction

from consultations.expertise.domain.opinions import OpinionData, RemarkData
from consultations.expertise.models import Opinion
from consultations.expertise.ports import declarations_of, in_conflict
from consultations.expertise.selectors import opinion_data
from consultations.expertise.services import save_opinion
from consultations.process.models import Referral
from consultations.room.domain.words import RemarkWords, plain
from consultations.room.errors import ConflictedAuthors, RoomError, RoomProblem
from consultations.room.models import MemberRemark, Preparation
from consultations.room.selectors.rooms import opinion_in
from consultations.room.selectors.taken import taken_links
from consultations.room.services.common import declared_seat, open_room
from core.accounts.models import User


@transaction.atomic
def take_remarks(
    *, actor: User, referral: Referral, remarks: Collection[int], now: dt.datetime
) -> Opinion:
    """Takes remarks (ids) into the draft of the opinion, each with its author; a reason for leaving
    one out is forgotten. What the draft holds already stays as it is.

    Raises RoomError (no_seat, term_ended, not_declared, conflict, not_preparing, adopted,
    concluded, closed, nothing_chosen, foreign_remark, withdrawn, already_taken) and
    ConflictedAuthors.
    """
    current, chosen = _begin(actor, referral, remarks, now)
    _check_authors(current, chosen)
    opinion = _append(actor, current, [_as_taken(remark) for remark in chosen], now)
    for remark in chosen:
        _note(remark, remark.text, now)
    _link(chosen, opinion)
    return opinion


@transaction.atomic
def join_remarks(
    *,
    actor: User,
    referral: Referral,
    remarks: Collection[int],
    words: RemarkWords,
    now: dt.datetime,
) -> Opinion:
    """Takes several remarks on one provision into the opinion as one, in the given words; all their
    authors are named. Raises as `take_remarks`, and RoomError (one_chosen, different_provisions,
    empty_remark)."""
    current, chosen = _begin(actor, referral, remarks, now)
    _check_authors(current, chosen)
    if len(chosen) < 2:
        raise RoomError(RoomProblem.ONE_CHOSEN)
    provisions = {remark.provision_id for remark in chosen}
    if len(provisions) > 1:
        raise RoomError(RoomProblem.DIFFERENT_PROVISIONS)
    if not words.text.strip():
        raise RoomError(RoomProblem.EMPTY_REMARK)
    joined = RemarkData(
        text=words.text.strip(),
        provision_id=provisions.pop(),
        proposed_text=words.proposed_text.strip(),
        importance=words.importance,
        norm=words.norm.strip(),
        authors=frozenset(remark.author_id for remark in chosen),
    )
    opinion = _append(actor, current, [joined], now)
    for remark in chosen:
        _note(remark, joined.text, now)
    _link(chosen, opinion)
    return opinion


@transaction.atomic
def leave_out(
    *, actor: User, referral: Referral, remarks: Collection[int], reason: str, now: dt.datetime
) -> list[MemberRemark]:
    """Leaves remarks out of the opinion; they stay in the room with the reason. Raises as
    `take_remarks`, and RoomError (no_reason)."""
    _current, chosen = _begin(actor, referral, remarks, now)
    if not reason.strip():
        raise RoomError(RoomProblem.NO_REASON)
    for remark in chosen:
        remark.taken_as = remark.taken_at = None
        remark.taken_text = ""
        remark.left_out_reason = reason.strip()
        remark.left_out_at = now
        remark.left_out_by = actor
        remark.save()
    return chosen


def _begin(
    actor: User, referral: Referral, remarks: Collection[int], now: dt.datetime
) -> tuple[Referral, list[MemberRemark]]:
    """The open room and the chosen remarks, in the order of the text. Whoever has a conflict of
    interest decides nothing here, whatever their place; entering what others have told stays
    allowed to a secretary (`authorship`)."""
    current = open_room(referral.pk)
    seat = declared_seat(actor, current, now)
    prepares = Preparation.objects.current().filter(referral=current, rapporteur=actor)
    if not seat.leads and not prepares.exists():
        raise RoomError(RoomProblem.NOT_PREPARING)
    if seat.has_conflict:
        raise RoomError(RoomProblem.CONFLICT)
    return current, _chosen(current, remarks)


def _check_authors(referral: Referral, chosen: Iterable[MemberRemark]) -> None:
    """Nobody is named as an author in the opinion who has declared a conflict of interest after
    writing (212-FZ, art. 23). Raises ConflictedAuthors."""
    barred = in_conflict(declarations_of(referral.pk))
    names = {str(remark.author) for remark in chosen if remark.author_id in barred}
    if names:
        raise ConflictedAuthors(sorted(names))


def _chosen(referral: Referral, ids: Collection[int]) -> list[MemberRemark]:
    wanted = set(ids)
    if not wanted:
        raise RoomError(RoomProblem.NOTHING_CHOSEN)
    found = list(
        MemberRemark.objects.select_for_update(of=("self",))
        .filter(referral=referral, pk__in=wanted)
        .select_related("provision", "author")
    )
    if len(found) != len(wanted):
        raise RoomError(RoomProblem.FOREIGN_REMARK)
    if any(remark.is_withdrawn for remark in found):
        raise RoomError(RoomProblem.WITHDRAWN)
    if taken_links(found):
        raise RoomError(RoomProblem.ALREADY_TAKEN)
    return sorted(found, key=_place)


def _place(remark: MemberRemark) -> tuple[int, int]:
    return (remark.provision.position if remark.provision else 0, remark.pk)


def _as_taken(remark: MemberRemark) -> RemarkData:
    return RemarkData(
        text=remark.text,
        provision_id=remark.provision_id,
        proposed_text=remark.proposed_text,
        importance=remark.importance,
        norm=remark.norm,
        authors=frozenset({remark.author_id}),
    )


def _append(
    actor: User, referral: Referral, remarks: Iterable[RemarkData], now: dt.datetime
) -> Opinion:
    """The draft with these remarks after its own. The room holds the lock of the consultation, so
    nobody saves the draft in between; whoever has it open in a form is told when saving."""
    opinion = opinion_in(referral)
    data = opinion_data(opinion) if opinion else OpinionData()
    if data.rapporteur_id is None:
        data = replace(data, rapporteur_id=_rapporteur(referral))
    return save_opinion(
        actor=actor,
        referral=referral,
        data=replace(data, remarks=(*data.remarks, *remarks)),
        revision=opinion.revision if opinion else 0,
        now=now,
    )


def _rapporteur(referral: Referral) -> int | None:
    """The membership of the current rapporteur; None if an expert reports, or nobody yet."""
    preparation = Preparation.objects.current().filter(referral=referral).first()
    if preparation is None:
        return None
    places = preparation.rapporteur.memberships.filter(body_id=referral.council_id)
    place = places.filter(role__in=("chair", "member", "secretary")).order_by("role").first()
    return place.pk if place else None


def _note(remark: MemberRemark, words: str, now: dt.datetime) -> None:
    remark.taken_at = now
    remark.taken_text = words
    remark.left_out_reason = ""
    remark.left_out_at = remark.left_out_by = None


def _link(chosen: Iterable[MemberRemark], opinion: Opinion) -> None:
    """Points each remark at its row of the opinion: the last one with its words on its provision
    and with its author."""
    rows = list(opinion.remarks.order_by("position").prefetch_related("authors"))
    for remark in chosen:
        same = [
            row
            for row in rows
            if row.provision_id == remark.provision_id
            and plain(row.text) == plain(remark.taken_text)
            and any(author.pk == remark.author_id for author in row.authors.all())
        ]
        remark.taken_as = same[-1] if same else None
        remark.save()
