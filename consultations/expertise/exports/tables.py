"""Tables of the document."""

from collections.abc import Iterable, Iterator

from consultations.expertise.exports import words
from consultations.expertise.models import Ballot, ConsideredComment, Remark
from consultations.expertise.selectors import OpinionText
from consultations.expertise.selectors.text import ChecklistLine
from core.documents.domain.blocks import (
    Block,
    Column,
    Entry,
    KeyValue,
    Row,
    Table,
    paragraph,
    paragraphs,
    row,
)
from drafts.domain.citations import citation

_WHOLE_BILL = "Законопроект в целом"


def _place(provision: object | None) -> str:
    path = getattr(provision, "path", "")
    return words.capital(citation(path)) if path else _WHOLE_BILL


def checklist(lines: Iterable[ChecklistLine]) -> Table:
    return Table(
        columns=(Column(1), Column(6), Column(3), Column(7)),
        header=(row("№", "Вопрос", "Оценка", "Пояснение"),),
        rows=tuple(
            row(line.item.number, line.item.title, words.VERDICTS[line.verdict], line.text or "–")
            for line in lines
        ),
    )


def remarks(rows: Iterable[Remark]) -> Table:
    return Table(
        columns=(Column(1), Column(4), Column(7), Column(7), Column(2.6)),
        header=(row("№", "Структурная единица", "Замечание", "Предлагаемая редакция", "Важность"),),
        rows=tuple(_remark(number, one) for number, one in enumerate(rows, start=1)),
    )


def _remark(number: int, remark: Remark) -> Row:
    parts = [remark.text]
    if remark.norm:
        parts.append(f"Норма: {remark.norm}")
    authors = ", ".join(str(author) for author in remark.authors.all())
    if authors:
        parts.append(f"Авторы: {authors}")
    return row(
        str(number),
        _place(remark.provision),
        "\n".join(parts),
        remark.proposed_text or "–",
        words.IMPORTANCE[remark.importance],
    )


def considered(rows: Iterable[ConsideredComment]) -> Table:
    return Table(
        columns=(Column(3), Column(4), Column(7), Column(6)),
        header=(row("Код", "Структурная единица", "Предложение", "Позиция совета"),),
        rows=tuple(_considered(one) for one in rows),
    )


def _considered(one: ConsideredComment) -> Row:
    comment = one.comment
    said = "\n".join(filter(None, [comment.author_name, comment.proposed_text, comment.rationale]))
    position = "\n".join(filter(None, [words.CONSIDERATIONS[one.result], one.note]))
    return row(comment.receipt_code, _place(comment.provision), said, position)


def vote(text: OpinionText) -> Iterator[Block]:
    """The sitting, its quorum, the counts and, unless the vote was secret, how each voted."""
    opinion, result = text.opinion, text.vote
    quorum = "имеется" if result.has_quorum else "отсутствует"
    counts = (
        f"за – {result.votes_for}, против – {result.votes_against}, "
        f"воздержались – {result.votes_abstained}"
    )
    meeting = words.MEETINGS[opinion.meeting_form]
    attended = (
        f"{result.present} из {result.seats}; для кворума необходимо {result.least_present}, "
        f"кворум {quorum}"
    )
    rows = (
        ("Заседание", f"{words.day(opinion.meeting_on)}, {meeting}" if opinion.meeting_on else ""),
        ("Протокол", words.numbered(opinion.minutes_number) if opinion.minutes_number else ""),
        ("Присутствовали", attended),
        ("Голосование", f"{'тайное' if opinion.is_secret else 'открытое'}: {counts}"),
    )
    yield KeyValue(tuple(Entry(key, paragraphs(value)) for key, value in rows if value))
    if text.ballots:
        yield _ballots(text.ballots, is_secret=opinion.is_secret)
    else:
        yield paragraph("Результаты голосования внесены общими числами, без поимённого списка.")


def _ballots(ballots: Iterable[Ballot], *, is_secret: bool) -> Table:
    header = ["Член совета", "Участие"] if is_secret else ["Член совета", "Участие", "Голос"]
    rows = []
    for ballot in ballots:
        cells = [str(ballot.member.user), words.ATTENDANCE[ballot.attendance]]
        if not is_secret:
            cells.append(words.VOTES[ballot.vote])
        rows.append(row(*cells))
    return Table(
        columns=tuple(Column(width) for width in (6, 5, 4)[: len(header)]),
        header=(row(*header),),
        rows=tuple(rows),
    )
