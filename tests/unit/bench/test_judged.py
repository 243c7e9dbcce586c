"""The files of judged queries, and what reads them."""

from collections import Counter
from pathlib import Path

import pytest

from bench.relevance.judged import GRADES, Judged, JudgmentError, load
from demo.content.answers import ANSWERS
from demo.content.bills import BILLS
from demo.content.cms import FAQ, GUIDES, NEWS, PAGES
from demo.content.comments import COMMENTS
from demo.content.opinions import OPINIONS

AT_LEAST = 70
# Named by addresses.
_ELSEWHERE = (
    "conclusion:", "council:", "event:", "closing:", "minutes:", "observation:", "amendment:",
    "expert:", "request:", "call:", "version:", "answer:slushaniya-o-tishine/",
    "recommendation:", "meeting:", "competition:",
)  # fmt: skip
ACTS = Path(__file__).resolve().parents[3] / "bench" / "relevance" / "acts.toml"


def written(folder: Path, content: str) -> Path:
    (folder / "01-kind.toml").write_text(f'kind = "a kind"\n{content}', encoding="utf-8")
    return folder


def test_a_query_is_read(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        '[[query]]\ntext = "закон"\nheld_out = true\ngrade3 = ["a"]\ngrade1 = ["b", "c"]\n'
        'grade0 = ["d"]\n',
    )

    grades = {"a": 3, "b": 1, "c": 1, "d": 0}
    assert load(folder) == [Judged("закон", "a kind", grades, held_out=True)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[[query]]\ntext = "x"\n', "nothing is judged"),
        ('[[query]]\ntext = "x"\ngrade0 = ["a"]\n', "nothing is judged"),
        ('[[query]]\ntext = "x"\ngrade3 = ["a"]\ngrade1 = ["a"]\n', "two grades"),
        ('[[query]]\ntext = "x"\ngrade3 = ["a"]\ngrade0 = ["a"]\n', "two grades"),
        ('[[query]]\ntext = "x"\ngrade3 = ["a"]\n' * 2, "twice"),
        ('[[query]]\ntext = "x"\ngrade3 = ["a"]\ngrade4 = ["b"]\n', "grade4"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(JudgmentError, match=said):
        load(written(tmp_path, content))


def test_there_are_enough_queries_of_many_kinds_and_a_third_is_held_out() -> None:
    queries = load()

    assert len(queries) >= AT_LEAST
    assert min(Counter(query.kind for query in queries).values()) >= 3
    held_out = [query.held_out for query in queries]
    assert held_out == [number % 3 == 0 for number in range(1, len(queries) + 1)]
    assert all(grade in GRADES for query in queries for grade in query.grades.values())


def test_everything_that_is_judged_of_the_demo_and_every_act_exists() -> None:
    files = ACTS.read_text(encoding="utf-8")
    known = {f"comment:{said.key}" for of_one in COMMENTS.values() for said in of_one}
    known |= {f"answer:{answer.key}" for answer in ANSWERS}
    known |= {f"opinion:{opinion.key}" for opinion in OPINIONS}
    known |= {f"page:{page.slug}" for page in (*NEWS, *GUIDES, *PAGES, FAQ)}
    known |= {bill.slug for bill in BILLS}
    places = {key.split("#")[0] for query in load() for key in query.grades}
    others = {key for key in places if not key.startswith(_ELSEWHERE)}

    assert [key for key in sorted(others) if key not in known and f'"{key}"' not in files] == []
