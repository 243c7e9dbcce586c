import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.domain.slugs import MAX_LENGTH, slug_of, transliterate, unique_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("О молодёжной политике в Амурской области", "molodezhnoy-politike-v-amurskoy-oblasti"),
        (
            "О внесении изменений в Закон Амурской области «Об общественном контроле»",
            "izm-obshchestvennom-kontrole",
        ),
        (
            "О внесении изменения в статью 5 Закона Амурской области «О бюджете»",
            "izm-statyu-5-zakona-amurskoy-oblasti-o-byudzhete",
        ),
        (
            "О внесении изменений в отдельные законодательные акты Амурской области",
            "vnesenii-izmeneniy-v-otdelnye-zakonodatelnye-akty-amurskoy",
        ),
        ("«Об объектах»", "obektakh"),
        ("№ 7", "7"),
        ("¿?", "bill"),
        ("", "bill"),
    ],
)
def test_slug_says_what_the_bill_is_about(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text(max_size=400))
def test_slug_is_always_a_short_address(title: str) -> None:
    slug = slug_of(title)
    assert 0 < len(slug) <= MAX_LENGTH
    assert slug == transliterate(slug)


def test_long_word_is_cut() -> None:
    assert slug_of("а" * 100) == "a" * MAX_LENGTH


@given(st.sets(st.sampled_from(["law", "law-2", "law-3", "law-4", "other"])))
def test_unique_slug_is_free_and_as_wanted_if_possible(taken: set[str]) -> None:
    found = unique_slug("law", taken)
    assert found not in taken
    assert (found == "law") == ("law" not in taken)
