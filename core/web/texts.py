"""Text as it comes in: what nobody sees is taken out of it. Pure."""

import re
import unicodedata
from typing import Final

# Control characters but tab and line feed; what has no shape (Unicode category Cf and the letters
# that are drawn as nothing): it reorders a text, hides words from a search, makes an empty text
# look like one. A joiner is left between the parts of one picture.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
_LINE_END: Final = re.compile(r"\r\n?")


def clean_text(text: str) -> str:
    """One kind of line end, composed letters (й is one character), nothing invisible."""
    text = _LINE_END.sub("\n", text)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))
