import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.comments.domain.places import normal_place
from consultations.following.domain.targets import Target, TargetKind


@given(st.sampled_from(TargetKind), st.text(min_size=1))
def test_a_key_gives_its_target_back(kind: TargetKind, value: str) -> None:
    target = Target(kind, value)
    assert Target.parse(target.key) == target


@pytest.mark.parametrize("key", ["", "bill", "bill:", "vote:1", ":1"])
def test_other_keys_are_refused(key: str) -> None:
    with pytest.raises(ValueError, match="|".join((key or "^$", "TargetKind"))):
        Target.parse(key)


def test_spellings_of_a_place_are_one() -> None:
    assert normal_place("  СЕРЫШЕВСКИЙ   округ ") == normal_place("серышевский округ")
    assert normal_place("Берёзовка") == normal_place("березовка")
    assert normal_place("Свободный") != normal_place("Шимановск")


@given(st.text())
def test_the_normal_form_is_stable(name: str) -> None:
    assert normal_place(normal_place(name)) == normal_place(name)
