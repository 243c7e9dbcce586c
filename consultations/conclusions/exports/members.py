"""Who is behind a row of the printed tables and what they say: one author by name, more of them
counted. Each of them stands on a line of its own in the XLSX, CSV and JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from consultations.conclusions.domain.report import Member, MemberKind, ReportRow, TextState
from consultations.conclusions.exports import words
from consultations.conclusions.exports.data import sort_words, state_words, who
from core.documents.domain.blocks import Align, Paragraph, Run

VARIANTS: Final = 3  # different texts of one row that are printed
_LABELS: Final = {
    MemberKind.PROPOSAL: "Обоснование: ",
    MemberKind.REMARK: "Замечание: ",
    MemberKind.RECOMMENDATION: "Рекомендация: ",
}


def authors(item: ReportRow) -> Iterator[Paragraph]:
    """Names, or how many of whom and from where."""
    for member in _single(item):
        yield text(who(member), bold=True)
        about = "; ".join(filter(None, _about(member)))
        if about:
            yield text(about)
    many = _many(item)
    if many:
        yield text(words.plural(len(many), "предложение", "предложения", "предложений"), bold=True)
        yield text(_types(many))
        places = {member.municipality for member in many if member.municipality}
        if places:
            yield text(words.plural(len(places), *words.MUNICIPALITIES))
        yield text(f"Участники – в файлах XLSX и CSV, строка {item.number}.", italic=True)


def receipt(item: ReportRow) -> Iterator[Paragraph]:
    """When and how it came: of one author with the code, of more of them the first and last day."""
    for member in _single(item):
        about = "; ".join(filter(None, _received(member)))
        if about:
            yield text(about)
    many = _many(item)
    days = sorted(member.received_on for member in many if member.received_on)
    if days:
        first, last = words.short_day(days[0]), words.short_day(days[-1])
        yield text(first if first == last else f"с {first} по {last}")
    ways = Counter(member.channel for member in many if member.channel)
    if ways:
        yield text(_counted({words.CHANNELS.get(code, code): n for code, n in ways.items()}))


def citizens_words(item: ReportRow) -> Iterator[Paragraph]:
    """Proposals: at most three different texts with how many say each; then what is not shown."""
    proposals = item.proposals
    shown = [member for member in proposals if member.state is TextState.SHOWN]
    found = Counter((m.kind_code, m.wording, m.rationale) for m in shown)
    first = {(m.kind_code, m.wording, m.rationale): m for m in reversed(shown)}
    for key, count in found.most_common(VARIANTS):
        yield from _texts(first[key])
        if len(found) > 1:
            times = words.plural(count, "предложении", "предложениях", "предложениях")
            yield text(f"Так сказано в {times}.", italic=True)
    left = len(found) - VARIANTS
    if left > 0:
        wordings = words.plural(left, "формулировка", "формулировки", "формулировок")
        yield text(f"И ещё {wordings} – в таблице участников (XLSX, CSV).", italic=True)
    yield from _not_shown(proposals)


def bodies_words(item: ReportRow) -> Iterator[Paragraph]:
    """Remarks of councils and recommendations of hearings, each in full."""
    for member in item.remarks:
        if member.state is TextState.SHOWN:
            yield from _texts(member)
        else:
            yield text(state_words(member), italic=True)


def text(value: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """A paragraph of a cell."""
    return Paragraph((Run(value, bold=bold, italic=italic),), align=Align.LEFT)


def _single(item: ReportRow) -> tuple[Member, ...]:
    """Who is named: bodies, and the author of a proposal that stands alone."""
    proposals = item.proposals
    return (*item.remarks, *(proposals if len(proposals) == 1 else ()))


def _many(item: ReportRow) -> tuple[Member, ...]:
    proposals = item.proposals
    return proposals if len(proposals) > 1 else ()


def _about(member: Member) -> Iterator[str]:
    if member.kind is MemberKind.REMARK:
        yield "замечание совета"
        if member.kind_code:
            yield f"важность {words.IMPORTANCE[member.kind_code]}"
    elif member.kind is MemberKind.RECOMMENDATION:
        yield "рекомендация слушаний"
        yield words.vote(member.kind_code)
    else:
        yield words.AUTHORS.get(member.author_type, "")
        yield member.municipality


def _received(member: Member) -> Iterator[str]:
    if member.received_on is not None:
        yield words.short_day(member.received_on)
    yield words.CHANNELS.get(member.channel, "")
    if member.receipt_code:
        yield f"код {member.receipt_code}"


def _types(members: Iterable[Member]) -> str:
    found = Counter(member.author_type for member in members)
    return _counted(
        {words.AUTHOR_GROUPS.get(code, "не указано").lower(): n for code, n in found.items()}
    )


def _counted(counts: dict[str, int]) -> str:
    """«граждане – 38, организации – 2», the largest first."""
    pairs = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name}\N{NO-BREAK SPACE}– {count}" for name, count in pairs)


def _texts(member: Member) -> Iterator[Paragraph]:
    sort = words.capital(sort_words(member))
    if member.kind is MemberKind.PROPOSAL and sort:
        yield text(sort, italic=True)
    if member.wording:
        yield _labelled("Предлагаемая редакция: ", member.wording)
    if member.rationale:
        yield _labelled(_LABELS[member.kind], member.rationale)


def _labelled(label: str, value: str) -> Paragraph:
    return Paragraph((Run(label, bold=True), Run(value)), align=Align.LEFT)


def _not_shown(proposals: Sequence[Member]) -> Iterator[Paragraph]:
    """A proposal alone says why it is not there; of more of them it is counted by reason."""
    missing = [member for member in proposals if member.state is not TextState.SHOWN]
    if len(proposals) == 1:
        yield from (text(state_words(member), italic=True) for member in missing)
        return
    for state, count in Counter(member.state.value for member in missing).items():
        yield text(f"{words.STATES_COUNTED[state]}: {count}.", italic=True)
