"""The named parts of every text that a snapshot commits to. Changing a part changes commitments:
a new part may only come with a new format of the snapshot."""

from consultations.comments.models import ProvisionComment
from consultations.conclusions.models import Answer
from consultations.expertise.exports import words as expertise_words
from consultations.expertise.models import (
    Assessment,
    CorruptionFinding,
    Dissent,
    Opinion,
    Remark,
)
from consultations.expertise.selectors import OpinionText
from consultations.expertise.selectors.text import ExpertLine
from consultations.hearings.models import HearingMinutes, Recommendation
from consultations.process.models import Consultation


def of_comment(comment: ProvisionComment) -> dict[str, str]:
    return comment_parts(
        comment.kind, comment.quoted_text, comment.proposed_text, comment.rationale
    )


def comment_parts(kind: str, quoted: str, proposed: str, rationale: str) -> dict[str, str]:
    return {"kind": str(kind), "quoted": quoted, "proposed": proposed, "rationale": rationale}


def of_remark(remark: Remark) -> dict[str, str]:
    return {
        "text": remark.text,
        "proposed": remark.proposed_text,
        "importance": str(remark.importance),
    }


def of_recommendation(row: Recommendation) -> dict[str, str]:
    votes = (row.votes_for, row.votes_against, row.votes_abstained)
    return {
        "text": row.text,
        "proposed": row.proposed_text,
        "votes": "/".join(str(number) for number in votes),
    }


def of_dissent(dissent: Dissent) -> dict[str, str]:
    return {"text": dissent.text}


def of_signature(name: str, post: str) -> dict[str, str]:
    """As printed under the conclusion."""
    return {"name": name, "post": post}


def of_opinion(opinion: Opinion) -> dict[str, str]:
    return {
        "findings": opinion.findings,
        "consequences": opinion.consequences,
        "proposals": opinion.proposals,
    }


def of_answer(answer: Answer) -> dict[str, str]:
    return {
        "disposition": str(answer.disposition),
        "reason": answer.reason_title,
        "text": answer.text,
        "norm": answer.norm,
        "expected": answer.expected_text,
    }


def of_procedure(consultation: Consultation) -> dict[str, str]:
    return {
        "question": consultation.question,
        "basis": consultation.basis,
        "procedure": consultation.procedure,
        "results": consultation.results_method,
    }


# --- Format 3 ---------------------------------------------------------------------------------


def of_assessment(row: Assessment) -> dict[str, str]:
    return {"text": row.text}


def of_factor(row: CorruptionFinding) -> dict[str, str]:
    return {"quotation": row.quotation, "text": row.text, "remedy": row.remedy}


def of_details(read: OpinionText) -> dict[str, str]:
    """Where the council met, what it has studied, who worked on the opinion: one line each, name,
    role and what was declared of a conflict of interest, apart by tabs."""
    opinion = read.opinion
    return {
        "place": opinion.place,
        "materials": opinion.materials,
        "rapporteur": opinion.rapporteur.user.full_name if opinion.rapporteur else "",
        "experts": "\n".join(_expert(line) for line in read.experts),
    }


def _expert(line: ExpertLine) -> str:
    about = expertise_words.about_expert(line.role, line.about)
    declared = expertise_words.declared(line.declaration)
    return "\t".join(_one_line(part) for part in (line.name, about, declared))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def of_minutes(minutes: HearingMinutes) -> dict[str, str]:
    return {
        "place": minutes.place,
        "chair": minutes.chair_name,
        "secretary": minutes.secretary_name,
        "officials": minutes.officials,
        "question": minutes.question,
        "course": minutes.course,
    }
