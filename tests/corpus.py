"""Real documents to test against. They are never copied into the project."""

from pathlib import Path

import pytest

from config.env import env

ROOT = Path(__file__).resolve().parents[1]


def corpus_dir() -> Path:
    """``CORPUS_DIR``, by default ``../shared/corpus`` beside the project."""
    return Path(env("CORPUS_DIR", default="") or ROOT.parent / "shared" / "corpus")


def corpus_file(name: str) -> Path:
    """A file of the corpus («acts/…»); skips the test, saying so, if it is absent."""
    path = corpus_dir() / name
    if not path.is_file():
        pytest.skip(f"no {path}: set CORPUS_DIR to the collection of real documents")
    return path


def corpus_names(folder: str, *suffixes: str) -> list[str]:
    """Names («edge/x.docx») in a folder of the corpus; empty if there is no corpus."""
    found = sorted((corpus_dir() / folder).glob("*")) if corpus_dir().is_dir() else []
    return [
        f"{folder}/{path.name}"
        for path in found
        if path.is_file() and (not suffixes or path.suffix.lower() in suffixes)
    ]
