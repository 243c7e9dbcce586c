"""Which remarks of a room stand in the opinion of the council."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from consultations.expertise.models import Opinion, Remark
from consultations.room.domain.words import plain
from consultations.room.models import MemberRemark


def taken_links(remarks: Collection[MemberRemark]) -> dict[int, Remark]:
    """The remark of the opinion by the id of the member's remark that went into it; those that the
    council has taken out again are left out. At most one query.

    While a correction of the opinion is drafted, what stands in the draft is in it as well. The
    opinion may write its remarks anew, which loses the link; then the same words on the same
    provision are the same remark.
    """
    went = [remark for remark in remarks if remark.taken_at is not None]
    if not went:
        return {}
    referrals = {remark.referral_id for remark in went}
    rows = Remark.objects.filter(
        Q(opinion__referral__in=referrals)
        | Q(opinion__status="draft", opinion__supersedes__referral__in=referrals)
    ).select_related("opinion__supersedes")
    by_id = {row.pk: row for row in rows}
    by_words: dict[tuple[int | None, int | None, str], list[Remark]] = defaultdict(list)
    for row in by_id.values():
        by_words[_referral_id(row.opinion), row.provision_id, plain(row.text)].append(row)
    found: dict[int, Remark] = {}
    for remark in went:
        same = by_words[remark.referral_id, remark.provision_id, plain(remark.taken_text)]
        linked = by_id.get(remark.taken_as_id or 0) or next(iter(same), None)
        if linked is not None:
            found[remark.pk] = linked
    return found


def _referral_id(opinion: Opinion) -> int | None:
    """What the opinion answers; a correction holds its referral only once it is adopted."""
    if opinion.referral_id is None and opinion.supersedes is not None:
        return opinion.supersedes.referral_id
    return opinion.referral_id
