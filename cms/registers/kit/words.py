"""Looking for words in the columns of a register."""

from functools import reduce
from operator import and_, or_

from django.db.models import Q


def all_words(typed: str, *columns: str) -> Q:
    """Rows that have every word in some of the columns. SQLite knows no capitals of Russian, so the
    usual ones are asked for by name."""
    return reduce(and_, (_said(word, columns) for word in typed.split()), Q())


def _said(word: str, columns: tuple[str, ...]) -> Q:
    spellings = {word, word.lower(), word.capitalize(), word[:1].lower() + word[1:], word.upper()}
    asked = (
        Q(**{f"{column}__icontains": spelling})
        for column in columns
        for spelling in sorted(spellings)
    )
    return reduce(or_, asked)
