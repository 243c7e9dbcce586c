"""What the bench of search looks through and asks: provisions as the acts of the collection have
them (or made ones, without a collection), comments that speak of them. The same every time."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import Final

from consultations.conclusions.models import Disposition
from demo.load import texts
from search.domain.query import Field, Phrase, Query, compile_query, unit_term
from search.domain.words import stems
from search.interface import Document, Order, SearchRequest
from tests.corpus import corpus_dir

BILLS: Final = 400
_MOMENT: Final = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
_TOPICS: Final = tuple(f"topic-{number}" for number in range(24))
_STAGES: Final = ("introduced", "reading1", "reading2", "reading3", "adopted")
_STATES: Final = ("announced", "open", "closed", "concluded")
_STANCES: Final = ("support", "with_changes", "oppose", "neutral")
_SENTENCE: Final = re.compile(r"[^\n.;]{40,400}[.;]")
_SUBJECTS: Final = (
    "тишине и покое граждан", "бюджете области", "общественном контроле", "благоустройстве",
    "образовании", "охране здоровья", "охоте и сохранении ресурсов", "жилищной политике",
    "добровольчестве", "пассажирских перевозках", "отходах", "местных инициативах",
    "патриотическом воспитании", "молодёжной политике", "социальной поддержке", "туризме",
    "противодействии коррупции", "обращении с животными", "культуре", "спорте",
)  # fmt: skip


@cache
def sentences() -> tuple[str, ...]:
    """Sentences of real acts, each once; made ones if there is no collection."""
    found: dict[str, None] = {}
    for path in sorted((corpus_dir() / "acts").glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        found.update(dict.fromkeys(match.group().strip() for match in _SENTENCE.finditer(text)))
    for path in sorted((corpus_dir() / "acts").glob("*.html")):
        text = re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8", errors="replace"))
        found.update(dict.fromkeys(match.group().strip() for match in _SENTENCE.finditer(text)))
    if len(found) > 500:
        return tuple(found)
    random = Random(7)  # noqa: S311
    return tuple(texts.words(random).rationale for _number in range(2_000))


def title(bill: int) -> str:
    return f"О {_SUBJECTS[bill % len(_SUBJECTS)]} в Амурской области"


def number(bill: int) -> str:
    return f"{bill}-8"


def _law_facets(bill: int) -> dict[str, tuple[str, ...]]:
    return {
        "bill": (f"bill-{bill}",),
        "stage": (_STAGES[bill % 5],),
        "state": (_STATES[bill % 4],),
        "topic": tuple({_TOPICS[bill % 24], _TOPICS[bill * 7 % 24]}),
    }


def provisions(count: int) -> Iterator[Document]:
    """A quarter of them of earlier versions."""
    random = Random(1)  # noqa: S311
    pool = sentences()
    for pk in range(1, count + 1):
        bill, place = pk % BILLS, pk // BILLS
        article, paragraph = place // 4 + 1, place % 4
        path = f"article:{article}" + (f"/paragraph:{paragraph}" if paragraph else "")
        body = " ".join(random.choices(pool, k=random.choice((1, 1, 2, 4))))
        yield Document(
            kind="provision",
            object_id=pk,
            title=f"Статья {article}" if not paragraph else f"Часть {paragraph} статьи {article}",
            body=body,
            date=_MOMENT - dt.timedelta(days=bill * 3 % 900),
            law=f"№ {number(bill)} {title(bill)}",
            path=path,
            is_unit=True,
            is_current=pk % 4 != 0,
            facets=_law_facets(bill),
        )


def comments(count: int) -> Iterator[Document]:
    """Most speak of a few bills; some quote the law; every one has words of its own."""
    random = Random(2)  # noqa: S311
    pool = sentences()
    for pk in range(1, count + 1):
        bill = min(random.randrange(BILLS), random.randrange(BILLS), random.randrange(BILLS))
        said = texts.words(random)
        quoted = random.choice(pool) if random.random() < 0.4 else ""
        own = f"дом {random.randrange(400)}, обращение {random.randrange(10**6)}"
        yield Document(
            kind="comment",
            object_id=pk,
            title="",
            body="\n".join(filter(None, (said.proposed, said.rationale, quoted, own))),
            date=_MOMENT - dt.timedelta(minutes=pk % 400_000),
            law=f"№ {number(bill)} {title(bill)}",
            author=f"Участник {random.randrange(50_000)}",
            path=f"article:{random.randrange(1, 60)}",
            facets={
                **_law_facets(bill),
                "municipality": (random.choice(texts.MUNICIPALITIES),),
                "stance": (random.choice(_STANCES),),
                "disposition": (random.choice(Disposition.values),),
            },
        )


# --- Twelve kinds of questions -----------------------------------------------------------------


def _word(random: Random, least: int = 5) -> str:
    words = list(re.findall(r"[а-яё]+", random.choice(sentences()).lower()))
    return random.choice([word for word in words if len(word) >= least] or ["совет"])


def _row(random: Random) -> str:
    words = random.choice(sentences()).split()
    start = random.randrange(max(1, len(words) - 4))
    return " ".join(words[start : start + 3])


def _cited(random: Random) -> Query:
    article, bill = random.randrange(1, 60), random.randrange(BILLS)
    steps = (f"article:{article}", f"paragraph:{random.randrange(1, 4)}")
    law = tuple((Phrase((term,), field=Field.LAW),) for term in stems(title(bill)).split()[1:])
    leaf = (Phrase((unit_term(steps[1]),), field=Field.LEAF),)
    unit = (Phrase((unit_term(steps[0]),), field=Field.UNIT),)
    asked = compile_query(f"ч. {steps[1][10:]} ст. {article} {title(bill)}")
    return Query(asked.clauses, first=(leaf, unit, *law))


def _filters(random: Random) -> dict[str, tuple[str, ...]]:
    return {
        "bill": (f"bill-{random.randrange(40)}", f"bill-{random.randrange(40)}"),
        "stance": (random.choice(_STANCES),),
        "municipality": (random.choice(texts.MUNICIPALITIES),),
    }


def requests(kind: str, random: Random) -> SearchRequest:
    """A question of one of KINDS, another each time."""
    one = _word(random)
    match kind:
        case "a common word":
            return SearchRequest(compile_query(random.choice(("срок", "порядок", "жители"))))
        case "a word":
            return SearchRequest(compile_query(one))
        case "two words":
            return SearchRequest(compile_query(f"{one} {_word(random)}"))
        case "a question":
            text = f"можно ли {one} {_word(random)} и {_word(random)}"
            return SearchRequest(compile_query(text, any_clause=True))
        case "in quotation marks":
            return SearchRequest(compile_query(f"«{_row(random)}»"))
        case "minus and or":
            return SearchRequest(compile_query(f"{one} ИЛИ {_word(random)} -{_word(random)}"))
        case "an abbreviation":
            return SearchRequest(compile_query(random.choice(("НКО", "ТОС", "МСУ", "ЖКХ"))))
        case "a number":
            return SearchRequest(compile_query(f"обращение {random.randrange(10**6)}"))
        case "a citation":
            return SearchRequest(_cited(random))
        case "three filters":
            return SearchRequest(compile_query(one), _filters(random))
        case "the newest":
            return SearchRequest(compile_query(one), {"kind": ("comment",)}, order=Order.NEWEST)
        case _:
            return SearchRequest(compile_query(one), older=True, offset=200)


KINDS: Final[Sequence[str]] = (
    "a common word", "a word", "two words", "a question", "in quotation marks", "minus and or",
    "an abbreviation", "a number", "a citation", "three filters", "the newest", "page 11, older",
)  # fmt: skip
