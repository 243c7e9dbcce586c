"""The parts of the organiser's conclusion in their order; a template places them by these names."""

from collections.abc import Mapping
from enum import StrEnum

from core.documents.domain.blocks import Block


class Chapter(StrEnum):
    """The title page is not among them: it is made of the requisites of the document."""

    ABSTRACT = "abstract"  # one page: numbers and recommendations
    PROCEDURE = "procedure"  # basis, form, term, announcement, rules
    PARTICIPANTS = "participants"  # aggregates, by type and municipality, with charts
    QUESTIONS = "questions"  # answers to the organiser's questions
    COUNCILS = "councils"  # their recommendations
    FINDINGS = "findings"  # by the checklist, corruption factors
    CONSOLIDATED = "consolidated"  # the table by units
    GENERAL = "general"  # on the bill as a whole
    UNANSWERED = "unanswered"  # without the position of the committee
    CONSEQUENCES = "consequences"
    DISSENTS = "dissents"  # and arguments of minorities
    MODERATION = "moderation"
    RECOMMENDATIONS = "recommendations"  # with addressees and terms
    SIGNATURES = "signatures"
    ANNEXES = "annexes"  # opinions, minutes, hash of the data


# Chapters without any blocks are left out.
Chapters = Mapping[Chapter, tuple[Block, ...]]
