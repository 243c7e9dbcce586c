"""The engine of grouping behind the port of the comment form."""

from collections.abc import Mapping

from consultations.comments.ports import Match


def similar_texts(text: str, candidates: Mapping[int, str], *, limit: int) -> list[Match]:
    """See consultations.comments.ports.SimilarTexts; among equally like ones the smaller key."""
    from consultations.conclusions.domain.grouping.likeness import likest

    ordered = {key: candidates[key] for key in sorted(candidates)}
    found = likest(text, ordered, limit=limit)
    return [Match(likeness.key, likeness.score) for likeness in found]
