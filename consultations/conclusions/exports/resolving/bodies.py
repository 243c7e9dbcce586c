"""What bodies said: opinions of councils with dissents, minutes of hearings."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from consultations.conclusions import texts
from consultations.conclusions.domain import snapshot as frozen
from consultations.conclusions.domain.report import (
    Assessed,
    Considered,
    CouncilReport,
    DissentText,
    Expert,
    Factor,
    MinutesText,
    OpinionText,
    Vote,
)
from consultations.conclusions.exports.resolving.rows import Rows

ALTERED: Final = OpinionText("", "", "", is_altered=True)
_EMPTY: Final[dict[str, str]] = {}


def council(facts: frozen.CouncilFacts, rows: Rows, where: Mapping[int, int]) -> CouncilReport:
    """`where`: the row of the document in which each proposal stands that is shown."""
    opinion = facts.opinion
    if opinion is None:
        return CouncilReport(facts, None)
    row = rows.opinions.get(opinion.id)
    said = texts.of_opinion(row) if row is not None else None
    text = rows.signed("opinion", opinion.id, said, opinion.commitment)
    if text is None:
        return CouncilReport(facts, ALTERED)
    details = _details(opinion, rows)
    return CouncilReport(
        facts,
        OpinionText(
            findings=text["findings"],
            consequences=text["consequences"],
            proposals=text["proposals"],
            checklist=tuple(_assessed(item, rows) for item in opinion.checklist),
            factors=tuple(_factor(item, rows) for item in opinion.factors),
            considered=tuple(_considered(opinion.considered, rows, where)),
            **details,
        ),
    )


def _details(opinion: frozen.OpinionFacts, rows: Rows) -> dict[str, Any]:
    """Who has prepared it, where and by what; until format 3 the rapporteur alone, by the present
    name."""
    if not opinion.details:
        rapporteur = rows.opinions[opinion.id].rapporteur
        return {"rapporteur": rapporteur.user.full_name if rapporteur else ""}
    text = rows.signed("details", opinion.id, None, opinion.details) or _EMPTY
    lines = [line.split("\t") for line in text.get("experts", "").split("\n") if line]
    return {
        "rapporteur": text.get("rapporteur", ""),
        "place": text.get("place", ""),
        "materials": text.get("materials", ""),
        "experts": tuple(Expert(name, role, declared) for name, role, declared in lines),
    }


def _assessed(facts: frozen.AssessmentFacts, rows: Rows) -> Assessed:
    row = rows.assessments.get(facts.id)
    said = texts.of_assessment(row) if row is not None else None
    text = rows.signed("assessment", facts.id, said, facts.commitment)
    return Assessed(
        number=facts.number,
        title=facts.title,
        verdict=facts.verdict,
        text=text["text"] if text else "",
        is_altered=text is None,
    )


def _factor(facts: frozen.FactorFacts, rows: Rows) -> Factor:
    row = rows.factors.get(facts.id)
    said = texts.of_factor(row) if row is not None else None
    text = rows.signed("factor", facts.id, said, facts.commitment)
    return Factor(
        number=facts.number,
        title=facts.title,
        path=facts.path,
        is_altered=text is None,
        **(text or _EMPTY),
    )


def _considered(
    facts: Iterable[frozen.ConsideredFacts], rows: Rows, where: Mapping[int, int]
) -> Iterator[Considered]:
    """Of proposals that are shown: what a council thinks of a hidden one is as hidden as it is."""
    for item in facts:
        if item.comment not in where:
            continue
        row = rows.considered.get(item.id)
        said = {"note": row.note} if row is not None else None
        text = rows.signed("considered", item.id, said, item.commitment)
        yield Considered(where[item.comment], item.result, text["note"] if text else "")


def dissents(councils: Iterable[frozen.CouncilFacts], rows: Rows) -> Iterator[DissentText]:
    for facts in councils:
        for entry in facts.opinion.dissents if facts.opinion else ():
            dissent = rows.dissents.get(entry.id)
            said = texts.of_dissent(dissent) if dissent is not None else None
            text = rows.signed("dissent", entry.id, said, entry.commitment)
            if text is None and dissent is None:
                continue
            # Until format 3 the name was not signed.
            named = dissent.member.user.full_name if dissent is not None else ""
            yield DissentText(
                council=facts.council.name,
                member=(text or _EMPTY).get("member", named),
                text=text["text"] if text else "",
                filed_on=dt.date.fromisoformat(entry.filed_on),
            )


def minutes(facts: frozen.MinutesFacts | None, rows: Rows) -> MinutesText | None:
    if facts is None:
        return None
    said = texts.of_minutes(rows.minutes) if rows.minutes is not None else None
    text = rows.signed("minutes", facts.id, said, facts.commitment)
    votes = tuple(_vote(entry, rows) for entry in facts.recommendations)
    if text is None:
        return MinutesText(facts, votes=votes, is_altered=True)
    officials = (line.strip() for line in text["officials"].splitlines())
    return MinutesText(
        facts=facts,
        place=text["place"],
        chair=text["chair"],
        secretary=text["secretary"],
        officials=tuple(line for line in officials if line),
        question=text["question"],
        course=text["course"],
        votes=votes,
    )


def _vote(entry: frozen.Entry, rows: Rows) -> Vote:
    row = rows.recommendations.get(entry.id)
    said = texts.of_recommendation(row) if row is not None else None
    text = rows.signed("vote", entry.id, said, entry.commitment)
    if row is None or text is None:
        return Vote("", "", "", "", is_adopted=False, is_altered=True)
    return Vote(
        text=text["text"],
        proposed=text["proposed"],
        path=row.provision.path if row.provision else "",
        votes=text["votes"],
        is_adopted=row.is_adopted,
    )
