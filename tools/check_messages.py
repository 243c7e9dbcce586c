"""Refuses missing, fuzzy or broken Russian, and a catalogue that is behind the code."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from tools.make_messages import make_messages

CATALOGUE = Path(__file__).resolve().parent.parent / "locale/ru/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def faults(catalogue: polib.POFile) -> Iterator[str]:
    """One line for each fault."""
    for entry in catalogue:
        if entry.obsolete:
            continue
        if "fuzzy" in entry.flags:
            yield f"fuzzy: {entry.msgid!r}"
        elif not entry.translated():
            yield f"not translated: {entry.msgid!r}"
        texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        allowed = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        for text in texts:
            if set(PLACEHOLDER.findall(text)) - allowed:
                yield f"unknown placeholder: {text!r}"


def main() -> int:
    before = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(CATALOGUE))}
    found = list(faults(polib.pofile(str(CATALOGUE))))
    if shutil.which("xgettext") is None:
        print("translations: GNU gettext is absent; completeness checked, extraction not")
    else:
        kept = CATALOGUE.read_bytes()
        try:
            make_messages()
            fresh = polib.pofile(str(CATALOGUE))
        finally:
            CATALOGUE.write_bytes(kept)
        missing = {(entry.msgctxt, entry.msgid) for entry in fresh if not entry.obsolete} - before
        found += [f"not in the catalogue: {msgid!r}" for _, msgid in sorted(missing, key=str)]
    for line in found:
        print(line)
    print(f"translations: {len(before)} messages, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
