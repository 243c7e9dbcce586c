"""Whether the words that corruption findings quote stand in the text of the bill."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from consultations.expertise.domain.quotes import stands_in
from consultations.expertise.models import CorruptionFinding, Opinion
from drafts.models import Provision
from drafts.selectors import own_text


def misquoted(opinion: Opinion) -> list[CorruptionFinding]:
    """Findings whose quotation does not stand in their provision (in the whole bill without one);
    two queries more than the findings themselves, none without quotations."""
    rows = [row for row in opinion.corruption_findings.order_by("position") if row.quotation]
    if not rows:
        return []
    texts = _texts(opinion.consultation.version_id, {row.provision_id for row in rows})
    return [row for row in rows if not stands_in(row.quotation, texts.get(row.provision_id, ""))]


def _texts(version_id: int, ids: Collection[int | None]) -> dict[int | None, str]:
    """The words of each of these units with everything inside it; of the bill under None."""
    units = Provision.objects.filter(version=version_id)
    heads = dict(
        units.filter(pk__in=[pk for pk in ids if pk is not None]).values_list("pk", "path")
    )
    wanted = units.order_by("position")
    if None not in ids:
        inside = Q(pk__in=list(heads))
        for path in heads.values():
            inside |= Q(path__startswith=f"{path}/")
        wanted = wanted.filter(inside)
    rows = [(row.path, f"{row.num_label} {own_text(row)}") for row in wanted]
    texts: dict[int | None, str] = {None: _joined(text for _path, text in rows)}
    for pk, head in heads.items():
        within = (text for path, text in rows if path == head or path.startswith(f"{head}/"))
        texts[pk] = _joined(within)
    return texts


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(texts)
