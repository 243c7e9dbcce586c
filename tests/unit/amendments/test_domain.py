"""The order of amendments and their texts."""

import dataclasses

from consultations.amendments.domain.editions import Line, fingerprint
from consultations.amendments.domain.order import place_key
from consultations.amendments.domain.wording import Manner, made, place_words

POINT = "chapter:II/article:5/paragraph:1/point:2"


def test_places_sort_as_people_count() -> None:
    places = ["статья 10", "статья 6", "Статья 5.1", "статья 5", "статья 5.10", "статья 5.2"]
    expected = ["статья 5", "Статья 5.1", "статья 5.2", "статья 5.10", "статья 6", "статья 10"]
    assert sorted(places, key=place_key) == expected


def test_a_new_wording_has_the_number_of_its_unit_once() -> None:
    for wording in ("в срок пять дней;", "2) в срок пять дней;"):
        words = made(Manner.REPLACE, path=POINT, label="2)", original="старое", wording=wording)
        assert words.text == (
            "Пункт 2 части 1 статьи 5 изложить в следующей редакции:\n«2) в срок пять дней»."
        )
        assert words.resulting == "2) в срок пять дней;"


def test_articles_stand_in_the_accusative() -> None:
    words = made(Manner.REPEAL, path="article:5", label="Статья 5.", original="Всё", wording="")
    assert (words.text, words.resulting) == ("Статью 5 исключить.", "")


def test_an_addition_keeps_the_text() -> None:
    words = made(Manner.ADD, path=POINT, label="2)", original="одно", wording="другое.")
    assert words.text.endswith("дополнить текстом следующего содержания:\n«другое».")
    assert words.resulting == "2) одно\nдругое."


def test_the_bill_as_a_whole_takes_the_wording_itself() -> None:
    words = made(Manner.REPLACE, path="", label="", original="", wording="Заменить «а» на «б».")
    assert words.text == "Заменить «а» на «б»."
    assert place_words("") == "законопроект в целом"


def test_the_fingerprint_follows_every_word() -> None:
    line = Line(1, 1, "статья 5", "Иванов", "", "Текст 𝔸", "", "adopt", "")
    other = dataclasses.replace(line, text="Текст")
    assert fingerprint([line]) == fingerprint([line])
    assert len({fingerprint([line]), fingerprint([other]), fingerprint([line, other])}) == 3
