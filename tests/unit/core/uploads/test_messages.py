"""Every refusal has one sentence."""

import pytest
from django.utils import translation

from core.uploads import RefusalCode, UploadRefused
from core.uploads.messages import refusal_message


@pytest.mark.parametrize("code", RefusalCode)
def test_every_code_has_one_line(code: RefusalCode) -> None:
    with translation.override("en"):
        message = refusal_message(UploadRefused(code))
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("refusal", "part"),
    [
        (UploadRefused(RefusalCode.TOO_LARGE, limit=20 * 1024 * 1024), "20 MB"),
        (UploadRefused(RefusalCode.UNSUPPORTED, kind="archive"), "is an archive: unpack it"),
        (UploadRefused(RefusalCode.NEEDS_OFFICE, kind="doc"), "DOC is read with LibreOffice"),
        (UploadRefused(RefusalCode.UNSUPPORTED, kind="image"), "picture"),
        (UploadRefused(RefusalCode.UNSUPPORTED, kind="spreadsheet"), "table or a presentation"),
        (UploadRefused(RefusalCode.UNSUPPORTED, kind="unknown"), "not known"),
    ],
)
def test_parameters_show(refusal: UploadRefused, part: str) -> None:
    with translation.override("en"):
        assert part in refusal_message(refusal)


def test_text_of_the_exception_names_code_and_parameters() -> None:
    assert str(UploadRefused(RefusalCode.DAMAGED, detail="x")) == "damaged (detail=x)"
    assert str(UploadRefused(RefusalCode.EMPTY)) == "empty"
