"""Which group a text belongs to: the engine of domain.grouping over what stands in the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from consultations.comments.models import ProvisionComment
from consultations.conclusions.domain.grouping import TextPrint, is_same, text_print
from consultations.conclusions.domain.grouping.words import number_of
from consultations.conclusions.models import ArgumentGroup, ArgumentItem, ItemBand
from consultations.expertise.models import Remark
from consultations.hearings.models import Recommendation
from drafts.models import Provision
from drafts.selectors import own_text

_SIGN: Final = 1 << 63
# Texts with slips that share a band with a new one: more would be another campaign's.
_MOST_COMPARED: Final = 200


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text with its place: same texts of different places are different arguments. `provision`
    are the words that it speaks on."""

    text: str
    place: str
    provision: str

    @property
    def made(self) -> TextPrint:
        return text_print(self.text, self.provision)


@dataclass(frozen=True, slots=True)
class Found:
    """`made` is the print, `corner` its place; `groups` hold the same text already, the one with
    its very words first, then the oldest."""

    made: TextPrint
    corner: int
    groups: tuple[ArgumentGroup, ...]


def comment_place(consultation: int, provision: int | None, kind: str, stance: str) -> str:
    """Comments of one place may be the same argument."""
    return f"{consultation}|{provision}|{kind}|{stance}"


def comment_spoken(comment: ProvisionComment) -> Spoken:
    """What a comment says. Of another kind or stance the same words are another argument."""
    place = comment_place(
        comment.consultation_id, comment.provision_id, str(comment.kind), str(comment.stance)
    )
    return Spoken(
        said_in(comment.rationale, comment.proposed_text), place, _words_of(comment.provision)
    )


def remark_spoken(remark: Remark, consultation_id: int) -> Spoken:
    """What a council's remark says; it shares no group with citizens' texts by itself."""
    place = f"{consultation_id}|{remark.provision_id}|remark"
    return Spoken(said_in(remark.text, remark.proposed_text), place, _words_of(remark.provision))


def recommendation_spoken(row: Recommendation, consultation_id: int) -> Spoken:
    """What was recommended at hearings; it shares no group with other texts by itself."""
    place = f"{consultation_id}|{row.provision_id}|recommendation"
    return Spoken(said_in(row.text, row.proposed_text), place, _words_of(row.provision))


def said_in(rationale: str, wording: str) -> str:
    """Justification and proposed wording as one text."""
    return f"{rationale}\n\n{wording}" if wording else rationale


def find_groups(spoken: Spoken, *, apart_from: int | None = None) -> Found:
    """The groups that have the same text; three queries at most. `apart_from` is an item that is
    not looked at."""
    made = spoken.made
    corner = corner_of(spoken.place, made)
    if not made.sentences:
        return Found(made, corner, ())
    items = ArgumentItem.objects.exclude(pk=apart_from) if apart_from else ArgumentItem.objects
    twin = (
        items.filter(corner=corner, exact=signed(made.exact))
        .select_related("group")
        .order_by("pk")
        .first()
    )
    if twin is not None:
        return Found(made, corner, (twin.group,))
    return Found(made, corner, tuple(_near(spoken, made, corner, apart_from)))


def remember(item: ArgumentItem, found: Found) -> None:
    """Writes the print of an item that is in its group; two queries, one if its very words are
    known already. Its earlier print is forgotten."""
    made = found.made
    item.corner, item.exact = (found.corner, signed(made.exact)) if made.sentences else (0, 0)
    item.has_slips = made.has_slips
    item.save(update_fields=["corner", "exact", "has_slips"])
    if not made.sentences:
        return
    twins = ArgumentItem.objects.filter(corner=item.corner, exact=item.exact).exclude(pk=item.pk)
    if not twins.exists():
        ItemBand.objects.bulk_create(
            ItemBand(item=item, corner=found.corner, band=signed(band)) for band in made.bands
        )


def forget(item: ArgumentItem) -> None:
    """Takes the rows away by which an item is found; another one with its very words gets them."""
    bands = ItemBand.objects.filter(item=item)
    twins = ArgumentItem.objects.filter(corner=item.corner, exact=item.exact).exclude(pk=item.pk)
    heir = twins.order_by("pk").first() if item.exact is not None else None
    if heir is None:
        bands.delete()
    else:
        bands.update(item=heir)


@transaction.atomic
def read_prints(*, limit: int) -> int:
    """Reads members that were there before prints were kept, the oldest first, at most `limit`;
    their groups stay. Returns how many were read."""
    items = list(
        ArgumentItem.objects.filter(corner=None)
        .select_related(
            "comment__provision", "remark__provision", "recommendation__provision", "group"
        )
        .order_by("pk")[:limit]
    )
    for item in items:
        spoken = _spoken_by(item)
        made = spoken.made
        remember(item, Found(made, corner_of(spoken.place, made), ()))
    return len(items)


def corner_of(place: str, made: TextPrint) -> int:
    """64 bits, signed: texts of different corners are never the same."""
    return signed(number_of(f"{place}|{made.turning}"))


def signed(number: int) -> int:
    """64 bits as databases keep them."""
    return number - (_SIGN << 1) if number >= _SIGN else number


def _near(
    spoken: Spoken, made: TextPrint, corner: int, apart_from: int | None
) -> Iterable[ArgumentGroup]:
    """Groups of texts that differ in slips only. Without slips of its own a text is compared with
    such as have some: two texts without any are the same only in the same words."""
    near = ItemBand.objects.filter(corner=corner, band__in=[signed(band) for band in made.bands])
    if not made.has_slips:
        near = near.filter(item__has_slips=True)
    keys = near.order_by("item").values_list("item", flat=True).distinct()[:_MOST_COMPARED]
    items = (
        ArgumentItem.objects.filter(pk__in=[key for key in keys if key != apart_from])
        .select_related("group", "comment", "remark", "recommendation")
        .order_by("group", "pk")
    )
    found: dict[int, ArgumentGroup] = {}
    for item in items:
        if item.group_id not in found and is_same(made, _print_of(item, spoken)):
            found[item.group_id] = item.group
    return found.values()


def _spoken_by(item: ArgumentItem) -> Spoken:
    if item.comment is not None:
        return comment_spoken(item.comment)
    if item.remark is not None:
        return remark_spoken(item.remark, item.group.consultation_id)
    assert item.recommendation is not None  # noqa: S101 - a constraint of the database
    return recommendation_spoken(item.recommendation, item.group.consultation_id)


def _print_of(item: ArgumentItem, beside: Spoken) -> TextPrint:
    """Of an item in the corner of a text, which speaks on the same provision."""
    comment, other = item.comment, item.remark or item.recommendation
    if comment is not None:
        return text_print(said_in(comment.rationale, comment.proposed_text), beside.provision)
    assert other is not None  # noqa: S101 - a constraint of the database
    return text_print(said_in(other.text, other.proposed_text), beside.provision)


def _words_of(provision: Provision | None) -> str:
    return own_text(provision) if provision is not None else ""
