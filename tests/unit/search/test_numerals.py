from search.domain.numerals import in_roman, in_words
from search.domain.words import stems


def test_every_form_of_a_number_in_words_is_found() -> None:
    for written in ("четырнадцать", "четырнадцати", "четырнадцатью"):
        assert stems(written) in in_words("14")
    assert set(stems("триста трёхсот").split()) <= set(in_words("300"))
    assert in_words("21") == in_words("0") == in_words("слово") == ()


def test_convocations_in_roman_numbers() -> None:
    assert in_roman("2202x1") == ("2202xi",)
    assert in_roman("100x12") == ("100xxii",)
    # «15-8» is the fifteenth bill of the eighth convocation, always in Arabic numbers here.
    assert in_roman("15x8") == in_roman("2202x13") == in_roman("2202x0") == in_roman("2202") == ()
    assert in_roman("2202xi") == ()
