"""The named parts of every text that a snapshot commits to. Changing a part changes commitments:
a new part may only come with a new format of the snapshot."""

from consultations.comments.models import ProvisionComment
from consultations.conclusions.models import Answer
from consultations.expertise.models import Dissent, Opinion, Remark
from consultations.hearings.models import Recommendation
from consultations.process.models import Consultation


def of_comment(comment: ProvisionComment) -> dict[str, str]:
    return {
        "kind": str(comment.kind),
        "quoted": comment.quoted_text,
        "proposed": comment.proposed_text,
        "rationale": comment.rationale,
    }


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
