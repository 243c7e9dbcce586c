"""Whatever the bytes are, a file is read or refused with a reason; no reader ends otherwise."""

import contextlib
import io
import zipfile
from functools import cache

import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.uploads import DEFAULT_LIMITS, FileKind, UploadRefused, sniff
from drafts.importers import registry
from tests.unit.drafts import odf
from tests.unit.drafts.word import archive, docx, numbered, p

LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINES = ("ЗАКОН АМУРСКОЙ ОБЛАСТИ", "Статья 1. Цели", "1. Внести изменения:", "1) «2. Слова.»;")
MARKS = st.sampled_from(
    [b"<", b">", b"{", b"}", b"\\", b"/", b'"', b"\x00", b"\xff", b"-1", b"obj"]
)


@cache
def samples() -> tuple[bytes, ...]:
    """A small valid file of every format that is read without LibreOffice."""
    return (
        "\n".join(LINES).encode(),
        ("<html><body>" + "".join(f"<p>{line}</p>" for line in LINES) + "</body></html>").encode(),
        docx("".join(p(line) for line in LINES) + numbered("первое")),
        odf.odt(odf.items(*(odf.p(line) for line in LINES))),
        b"{\\rtf1\\ansi\\ansicpg1251 " + "\\par ".join(LINES).encode("cp1251") + b"}",
        bytes(typst.compile(("\n\n".join(LINES) + "\n#table(columns: 2)[а][б][в][г]").encode())),
    )


def ends_well(data: bytes) -> None:
    """Reads ``data`` as the sandbox does; any exception but a refusal is a failure."""
    with contextlib.suppress(UploadRefused):
        kind = registry.recognise(data, DEFAULT_LIMITS)
        if kind in registry.ADAPTERS:
            answer = registry.parse_payload(kind.value.encode() + b"\n" + data, DEFAULT_LIMITS)
            assert any(paragraph.strip() for paragraph in answer["paragraphs"])


@LAW
@given(st.binary(max_size=2_000))
def test_any_bytes(data: bytes) -> None:
    ends_well(data)


@LAW
@given(st.data())
def test_any_damage_to_a_file(data: st.DataObject) -> None:
    damaged = bytearray(data.draw(st.sampled_from(samples())))
    for _cut in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged)))
        damaged[at : at + data.draw(st.integers(0, 40))] = data.draw(
            st.one_of(st.binary(max_size=12), MARKS)
        )
    ends_well(bytes(damaged))


@LAW
@given(st.data())
def test_any_damage_inside_an_archive(data: st.DataObject) -> None:
    """Parts with their elements moved and their attributes spoilt, packed well again."""
    original = data.draw(st.sampled_from([s for s in samples() if s.startswith(b"PK")]))
    with zipfile.ZipFile(io.BytesIO(original)) as packed:
        parts: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
    name = data.draw(st.sampled_from([name for name in parts if name.endswith(".xml")]))
    pieces = bytes(parts[name]).decode().replace("><", ">\n<").split("\n")
    for _move in range(data.draw(st.integers(1, 8))):
        one = data.draw(st.integers(0, len(pieces) - 1))
        other = data.draw(st.integers(0, len(pieces) - 1))
        pieces[one], pieces[other] = pieces[other], pieces[one].replace('="', '="-9', 1)
    parts[name] = "".join(pieces)
    ends_well(archive(parts))


def test_the_samples_are_what_they_are_meant_to_be() -> None:
    kinds = [sniff(sample) for sample in samples()]
    assert kinds == [
        FileKind.TXT,
        FileKind.HTML,
        FileKind.DOCX,
        FileKind.ODT,
        FileKind.RTF,
        FileKind.PDF,
    ]
    for sample in samples():
        kind = sniff(sample)
        answer = registry.parse_payload(kind.value.encode() + b"\n" + sample, DEFAULT_LIMITS)
        assert answer["paragraphs"][0].strip().startswith("ЗАКОН")
