"""Detectors name what they hold and leave ordinary speech alone."""

import csv
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.comments.domain.detectors import (
    HoldReason,
    find_hits,
    is_inn,
    is_snils,
    name_to_read,
)
from consultations.comments.lexicon import lexicon
from tests.corpus import corpus_file


def found(text: str) -> list[tuple[str, str]]:
    return [(str(hit.reason), text[hit.start : hit.end]) for hit in find_hits(text, lexicon())]


@pytest.mark.parametrize(
    ("text", "reason", "words"),
    [
        ("Смотрите https://spam.example/a?b=1 сами", "link", "https://spam.example/a?b=1"),
        ("Подробно на сайте правда-амур.рф", "link", "правда-амур.рф"),
        ("www.kupi.ru дёшево", "link", "www.kupi.ru"),
        ("пишите в t.me/kanal_nash", "link", "t.me/kanal_nash"),
        ("мой канал @dobro_amur там всё", "link", "@dobro_amur"),
        ("Пишите: ivan.petrov@mail.example!", "email", "ivan.petrov@mail.example"),
        ("Звоните +7 (914) 123-45-67 днём", "phone", "+7 (914) 123-45-67"),
        ("мой номер 89141234567", "phone", "89141234567"),
        ("8 914 123 45 67", "phone", "8 914 123 45 67"),
        ("тел. 52-14-30, спросить Марию", "phone", "52-14-30"),
        ("паспорт 10 05 123456 выдан", "passport", "10 05 123456"),
        ("серия 1005 № 123456", "passport", "1005 № 123456"),
        ("ИНН 7707083893", "inn", "7707083893"),
        ("мой ИНН: 500100732259", "inn", "500100732259"),
        ("500100732259", "inn", "500100732259"),
        ("СНИЛС 112-233-445 95", "snils", "112-233-445 95"),
        ("112-233-445 95", "snils", "112-233-445 95"),
        ("карта 4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
        ("Да пошли вы на хуй!", "obscene", "хуй"),
        ("Полный пиздец с дорогами", "obscene", "пиздец"),
        ("какого х*я", "obscene", "х*я"),
        ("xyйня какая-то", "obscene", "xyйня"),
        ("хууууйня", "obscene", "хууууйня"),
        ("депутаты мудаки", "obscene", "мудаки"),
        ("заебали уже", "obscene", "заебали"),
        ("все они б***ь", "obscene", "б***ь"),
        ("х у й вам", "obscene", "х у й"),
    ],
)
def test_what_is_held_and_where(text: str, reason: str, words: str) -> None:
    assert found(text) == [(reason, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Закон № 131-ФЗ от 06.10.2003 и статья 28, часть 4, пункт 2.",
        "Постановление от 12.03.2024 № 1187, решение 50/510, 595-ОЗ.",
        "Выделить 1 500 000 000 рублей, из них 12 345 678 901,50 – селу.",
        "С 1 января 2026 года по 31 декабря 2027 года, 8 800 домов, 7 000 семей.",
        "Кадастровый номер 28:01:130045:123, КБК 00020210000000000150.",
        "Нельзя оскорблять жителей, употреблять алкоголь, требовать лишнего.",
        "Страхуй, подстрахуй, команда, мандат, потребитель, рубля, сабля, корабля.",
        "Хлеб, учебный год, скипидар, застраховать, небо, себе, победа, ребёнок, погребение.",
        "Сук дерева упал. Бляха ремня. Педагог и психиатр. Мудрец. Мандарин. Хурма. Худой.",
        "Художник хуже не стал. Духовный хор. Колебания цен. Служебный вебинар в Екатеринбурге.",
        "т.е. пункт 1.1. и т.д.; в г.Тында, ул.Ленина,д.5; кв.м; т.к. мы за",
        "в 2024-2025 гг. на 3-4 месяца; 15.04.2026; 10:30-12:00; тел. нет",
        "А у нас в сёлах и не было. Я и вы – за. Э, нет!",
        "Раздел III. п.п. 1, 2, 3 и 4 исключить",
    ],
)
def test_ordinary_speech_passes(text: str) -> None:
    assert found(text) == []


def test_check_digits() -> None:
    assert is_inn([int(c) for c in "7707083893"])
    assert not is_inn([int(c) for c in "7707083894"])
    assert not is_inn([0] * 10)
    assert is_snils([int(c) for c in "11223344595"])
    assert not is_snils([int(c) for c in "11223344596"])


@given(st.text(max_size=300))
def test_any_text_is_judged_and_places_do_not_overlap(text: str) -> None:
    hits = find_hits(text, lexicon())
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(left.end <= right.start for left, right in pairwise(hits))


@given(st.text("0123456789 .-()№/", max_size=200))
def test_figures_are_judged_without_error(text: str) -> None:
    assert {hit.reason for hit in find_hits(text, lexicon())} <= set(HoldReason)


def test_real_answers_of_residents_are_hardly_ever_held() -> None:
    """Survey answers of residents: what is held must be a thing that a moderator wants to see."""
    with corpus_file("comments/mygolos-labelled.csv").open(encoding="utf-8") as file:
        rows = [" ".join(row) for row in csv.reader(file)]
    held = [row for row in rows if find_hits(row, lexicon())]
    assert len(rows) > 5000
    assert len(held) / len(rows) < 0.01


@pytest.mark.parametrize("run", ["а" * 9900, "www." * 2400, "a.a." * 2400, "0" * 9900])
def test_a_long_run_hides_no_address(run: str) -> None:
    text = f"{run} ivan@mail.example"
    assert HoldReason.EMAIL in {hit.reason for hit in find_hits(text, lexicon())}


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("заходите_на_kupi.ru.pdf", ["link"]),
        ("ivan.petrov@mail.example.docx", ["email"]),
        ("звонить_89141234567.jpg", ["phone"]),
        ("ты_мудак.pdf", ["obscene"]),
        ("расчёт стоимости за 2025 год.xlsx", []),
        ("Приложение №1 к 59-ФЗ от 02.05.2006.pdf", []),
        ("IMG_20260310_123456.jpg", []),
        ("photo_2026-03-10_12-34-56.jpg", []),
        ("4539578763621486.png", []),  # a camera's number that would do for a card's
        ("смета", []),
    ],
)
def test_names_of_files_are_read_as_texts(name: str, reasons: list[str]) -> None:
    assert [reason for reason, _words in found(name_to_read(name))] == reasons
