"""Real acts: gold outlines, and that every file ends in a result or a clear refusal."""

from pathlib import Path

import pytest

from core.uploads import RefusalCode, UploadRefused
from drafts.domain import outline, serialise
from drafts.importers import read_act
from tests.corpus import corpus_file, corpus_names
from tests.office import office

GOLD = Path(__file__).resolve().parents[2] / "data" / "outlines"
GOLD_NAMES = sorted(path.name.removesuffix(".tsv") for path in GOLD.glob("*.tsv"))
CUT = 60


def gold_rows(name: str) -> list[tuple[str, ...]]:
    text = (GOLD / f"{name}.tsv").read_text(encoding="utf-8")
    return [tuple(line.split("\t")) for line in text.splitlines()]


def _office(name: str) -> str:
    return office() if name.endswith(".doc") else ""


@pytest.mark.parametrize("name", GOLD_NAMES)
def test_outline_equals_gold(name: str) -> None:
    data = corpus_file(f"acts/{name}").read_bytes()
    act = read_act(data, name=name, office=_office(name)).act
    rows = [(*row[:-1], row[-1][:CUT].rstrip()) for row in outline.rows(act, with_quoted=True)]
    assert rows == gold_rows(name)


def test_there_is_gold() -> None:
    assert len(GOLD_NAMES) >= 15


@pytest.mark.parametrize("name", corpus_names("acts"))
def test_every_act_is_read_and_survives_serialising(name: str) -> None:
    data = corpus_file(name).read_bytes()
    draft = read_act(data, name=name, office=_office(name))
    assert draft.act.units or draft.act.preamble
    assert serialise.from_dict(serialise.to_dict(draft.act)) == draft.act


@pytest.mark.parametrize("name", corpus_names("edge"))
def test_every_edge_file_ends_well(name: str) -> None:
    data = corpus_file(name).read_bytes()
    try:
        draft = read_act(data, name=name, office=_office(name))
    except UploadRefused:
        return  # any other exception is a crash
    assert draft.act.front or draft.act.preamble or draft.act.units


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("edge/broken.docx", RefusalCode.DAMAGED),
        ("edge/BROKEN_8-FZ_crlf_damaged.odt", RefusalCode.DAMAGED),
        ("edge/broken.odt", RefusalCode.UNSUPPORTED),
        ("edge/example.doc", RefusalCode.NEEDS_OFFICE),
        ("edge/fstek17.pdf", RefusalCode.GARBLED),
        ("edge/ukodeksrf.pdf", RefusalCode.GARBLED),
        ("edge/tz_scan_1page.pdf", RefusalCode.SCAN),
        ("edge/with_applications.pdf", RefusalCode.SCAN),
    ],
)
def test_refusals_are_named(name: str, code: RefusalCode) -> None:
    with pytest.raises(UploadRefused) as caught:
        read_act(corpus_file(name).read_bytes(), name=name)
    assert caught.value.code is code
