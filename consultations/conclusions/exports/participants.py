"""Who took part: aggregates only, nobody is named here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from consultations.conclusions.domain.report import Report
from consultations.conclusions.domain.snapshot import PlaceFacts
from consultations.conclusions.exports import tables, words
from consultations.conclusions.exports.formats import is_whole
from core.documents.domain.blocks import (
    Align,
    Bar,
    Block,
    Chart,
    Column,
    Heading,
    Layout,
    Note,
    Row,
    Table,
    cell,
    paragraph,
    row,
)

CHARTED: Final = 15  # municipalities with bars of their own; the table has all of them
_UNKNOWN: Final = "не указано"


def participants(report: Report) -> Iterator[Block]:
    """By type of author, by channel, by municipality."""
    yield Heading(1, "Участники", numbered=True)
    if not report.numbers["received"]:
        yield paragraph(words.NO_PROPOSALS)
        yield from _councils(report)
        return
    yield from _councils(report)
    yield from _types(report)
    channels = report.numbers["by_channel"].items()
    ways = [
        f"{words.CHANNELS.get(code, code)} – {n}" for code, n in sorted(channels, key=_by_count)
    ]
    yield paragraph(f"Способ подачи: {', '.join(ways)}.")
    yield from _places(report)
    if is_whole(report):
        yield Note((paragraph(words.NOT_VOTES),))


def chart(title: str, values: Sequence[tuple[str, int]]) -> Iterator[Chart]:
    """Bars, unless there is nothing to compare."""
    if sum(value > 0 for _name, value in values) > 1:
        said = "; ".join(f"{name} – {value}" for name, value in values)
        yield Chart(title, tuple(Bar(name, value) for name, value in values), f"{said}.")


def _councils(report: Report) -> Iterator[Block]:
    """Councils and experts; earlier snapshots do not know experts."""
    if not is_whole(report) or not report.opinions:
        return
    opinions = words.plural(len(report.opinions), "совета", "советов", "советов")
    text = f"Представлены заключения {opinions}"
    experts = {
        one.name for council in report.opinions if council.text for one in council.text.experts
    }
    if experts:
        text += f"; в их подготовке {_took_part(len(experts))}"
    yield paragraph(f"{text}.")


def _took_part(count: int) -> str:
    people = words.plural(count, "эксперт", "эксперта", "экспертов")
    return f"{'участвовал' if people.endswith('эксперт') else 'участвовали'} {people}"


def _types(report: Report) -> Iterator[Block]:
    values = [
        (words.AUTHOR_GROUPS.get(code, code), count)
        for code, count in sorted(report.numbers["by_author_type"].items(), key=_by_count)
    ]
    names = ("Участники", "Поступило предложений")
    yield tables.pairs("Поступившие предложения по участникам", names, values)
    if is_whole(report):
        yield from chart("Поступившие предложения по участникам", values)


def _by_count(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _places(report: Report) -> Iterator[Block]:
    """A table with all of them, a chart of the largest."""
    if not report.places:
        return
    places = sorted(report.places, key=lambda place: (-_total(place), place.municipality))
    yield _place_table(places, report.numbers["by_author_type"], report.numbers["received"])
    values = [(place.municipality or _UNKNOWN, _total(place)) for place in places]
    rest = values[CHARTED:]
    if rest:
        others = words.plural(len(rest), *words.MUNICIPALITIES)
        values = [*values[:CHARTED], (f"остальные ({others})", sum(n for _name, n in rest))]
    yield from chart("Поступившие предложения по муниципальным образованиям", values)


def _total(place: PlaceFacts) -> int:
    return sum(place.by_author_type.values())


def _place_table(places: Sequence[PlaceFacts], types: Mapping[str, int], received: int) -> Table:
    codes = [code for code in words.AUTHOR_GROUPS if types.get(code)]
    codes += [code for code in types if code not in words.AUTHOR_GROUPS and types[code]]
    names = [words.AUTHOR_COLUMNS.get(code, code) for code in codes]

    def numbers(counts: Mapping[str, int], total: int) -> Row:
        shown = [counts.get(code, 0) for code in codes] if len(codes) > 1 else []
        return tuple(cell(str(number)) for number in (*shown, total))

    heads = [*names, "Всего"] if len(codes) > 1 else ["Поступило предложений"]
    return Table(
        columns=(Column(6), *(Column(2, Align.RIGHT) for _ in heads)),
        header=(row("Муниципальное образование", *heads),),
        rows=(
            *(
                (
                    cell(place.municipality or words.capital(_UNKNOWN), header=True),
                    *numbers(place.by_author_type, _total(place)),
                )
                for place in places
            ),
            (cell("Итого", header=True), *numbers(types, received)),
        ),
        caption="Поступившие предложения по муниципальным образованиям и участникам",
        layout=Layout.PORTRAIT,
    )
