"""Counting by combinations of facets says what counting document by document would say."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.backends import combinations
from search.backends.combinations import counted

Values = Mapping[str, Sequence[str]]
_NAMES = ("kind", "stance", "topic")
_some = st.lists(st.sampled_from("abcd"), unique=True, max_size=3)
_values = st.fixed_dictionaries({"kind": st.sampled_from("ab").map(lambda one: [one])}) | (
    st.dictionaries(st.sampled_from(_NAMES), _some, min_size=1)
)
_filters = st.dictionaries(st.sampled_from(_NAMES), _some.filter(bool), max_size=2)


def fits(values: Values, filters: Values, but: str = "") -> bool:
    return all(
        name == but or set(wanted) & set(values.get(name, ())) for name, wanted in filters.items()
    )


@settings(deadline=None)
@given(st.lists(st.tuples(_values, st.integers(1, 9)), max_size=8), _filters, _filters)
def test_as_if_each_document_were_looked_at(
    rows: list[tuple[Values, int]], filters: Values, left_out: Values
) -> None:
    known = {
        pk: tuple(combinations._values.number(name, one) for name in each for one in each[name])
        for pk, (each, _n) in enumerate(rows)
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(combinations, "known", lambda ids: {pk: known[pk] for pk in ids})
        found = counted({pk: n for pk, (_values, n) in enumerate(rows)}, filters, left_out)

    seen = [
        (pk, each, n)
        for pk, (each, n) in enumerate(rows)
        if not any(set(each.get(name, ())) & set(some) for name, some in left_out.items())
    ]
    assert found.fitting == [pk for pk, each, _n in seen if fits(each, filters)]
    assert found.total == sum(n for _pk, each, n in seen if fits(each, filters))
    facets: dict[str, Counter[str]] = {}
    for _pk, each, n in seen:
        for name, texts in each.items():
            if texts and fits(each, filters, but=name):
                facets.setdefault(name, Counter()).update(dict.fromkeys(texts, n))
    assert found.facets == facets
    for counts in found.facets.values():
        assert list(counts.items()) == sorted(counts.items(), key=lambda item: (-item[1], item[0]))
