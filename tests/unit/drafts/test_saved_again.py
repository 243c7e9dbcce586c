"""Real acts saved again in another format by LibreOffice: the structure has to be the same."""

import pytest

from core.uploads import DEFAULT_LIMITS
from core.uploads.office import convert
from drafts.domain import outline
from drafts.importers import read_act
from tests.corpus import corpus_file
from tests.office import office

ACTS = [
    "Конституция_Туркменистана_автонумерация.docx",
    "AnnexHeadersTest__П-1243-17_08_2020.docx",
    "ChangesTest__соглашение.docx",
    "RequisitesTest__приказ.docx",
    "ФЗ-10-ФЗ-29_01_2002.docx",
]


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("kind", ["odt", "rtf", "pdf", "doc"])
def test_an_act_saved_in_another_format_keeps_its_outline(name: str, kind: str) -> None:
    data = corpus_file(f"acts/{name}").read_bytes()
    saved = convert(data, "docx", kind, office=office(), limits=DEFAULT_LIMITS)
    draft = read_act(saved, office=office())
    assert draft.source_kind == kind
    assert list(outline.rows(draft.act, with_quoted=True)) == list(
        outline.rows(read_act(data).act, with_quoted=True)
    )
