"""Verbs on councils' opinions: save the draft, consider comments, adopt, sign, dissent, correct."""

from consultations.expertise.services.adopting import (
    adopt_opinion,
    faults_of,
    vote_of,
    warnings_of,
)
from consultations.expertise.services.considering import consider_comment, drop_considered
from consultations.expertise.services.dissenting import DISSENT_TERM, dissents_until, file_dissent
from consultations.expertise.services.saving import normal, save_opinion, with_known_authors
from consultations.expertise.services.signing import attach_file, remove_file, sign_off
from consultations.expertise.services.superseding import supersede_opinion

__all__ = [
    "DISSENT_TERM",
    "adopt_opinion",
    "attach_file",
    "consider_comment",
    "dissents_until",
    "drop_considered",
    "faults_of",
    "file_dissent",
    "normal",
    "remove_file",
    "save_opinion",
    "sign_off",
    "supersede_opinion",
    "vote_of",
    "warnings_of",
    "with_known_authors",
]
