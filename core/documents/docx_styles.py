"""Styles, numbering and settings of our DOCX files: the look of an official document.

Whoever opens the file finds real styles (the headings make the navigation pane, the caption is a
caption) and can change the look of everything at once.
"""

from functools import cache
from pathlib import Path
from typing import Final

from docx.oxml.ns import nsdecls

STYLES_FILE: Final = Path(__file__).with_name("styles.xml")
LOCALES: Final = {"ru": "ru-RU", "en": "en-GB"}
BULLET_LIST: Final = 1
NUMBER_LIST: Final = 2


@cache
def styles_xml(language: str) -> str:
    """The whole of `w:styles`."""
    return STYLES_FILE.read_text(encoding="utf-8").replace("{locale}", LOCALES[language])


def numbering_xml(ordered_lists: int) -> str:
    """The whole of `w:numbering`: `w:num` 1 is the bullet list, 2 and on are the ordered lists of
    the document, each of which starts at 1."""

    def abstract(key: int, form: str, text: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:tabs>'
            '<w:tab w:val="num" w:pos="1134"/></w:tabs><w:ind w:left="1134" w:hanging="425"/>'
            "</w:pPr></w:lvl></w:abstractNum>"
        )

    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBER_LIST}"/><w:lvlOverride '
        'w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(2, ordered_lists + 2)
    )
    return (
        f"<w:numbering {nsdecls('w')}>{abstract(BULLET_LIST, 'bullet', '–')}"
        f"{abstract(NUMBER_LIST, 'decimal', '%1)')}"
        f'<w:num w:numId="1"><w:abstractNumId w:val="{BULLET_LIST}"/></w:num>{numbers}'
        "</w:numbering>"
    )


def settings_xml(language: str) -> str:
    """The whole of `w:settings`."""
    return (
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="3"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{LOCALES[language]}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )
