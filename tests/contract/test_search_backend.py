"""What every backend of search must do; each backend gets a subclass."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from search.backends.database import DatabaseBackend
from search.backends.elastic import ElasticBackend
from search.domain.query import Field, Phrase, Query, compile_query
from search.domain.synonyms import Synonyms
from search.domain.words import folded
from search.interface import (
    Document,
    Key,
    Order,
    SearchBackend,
    SearchRequest,
    SearchResults,
)
from search.rescue import settled

DAY = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def document(object_id: int, title: str, body: str = "", kind: str = "bill") -> Document:
    return Document(kind, object_id, title, body, DAY + dt.timedelta(days=object_id))


def faceted(object_id: int, **facets: tuple[str, ...]) -> Document:
    return replace(document(object_id, "Совет"), facets=facets)


class Settling(ElasticBackend):
    """Waits after each writing until it can be found, as only tests may."""

    def index(self, documents: Iterable[Document]) -> int:
        count = super().index(documents)
        self.settled()
        return count

    def remove(self, keys: Iterable[Key]) -> int:
        count = super().remove(keys)
        self.settled()
        return count


class SearchBackendContract:
    backend: SearchBackend

    def ids(self, query: str, **options: object) -> list[int]:
        request = SearchRequest(compile_query(query), **options)  # type: ignore[arg-type]
        results = self.backend.search(request)
        return [hit.object_id for hit in results.hits]

    def test_any_form_of_every_word_must_occur(self) -> None:
        self.backend.index(
            [
                document(1, "О поддержке местных инициатив", "Жители предлагают проекты."),
                document(2, "О поддержке добровольчества", "Жителям дают советы."),
            ]
        )
        assert self.ids("проект поддержки") == [1]
        assert sorted(self.ids("поддержку")) == [1, 2]
        assert self.ids("жителей совет") == [2]
        assert self.ids("поддержка полигона") == []

    def test_yo_and_case_do_not_matter(self) -> None:
        self.backend.index([document(1, "Учёт предложений")])
        assert self.ids("УЧЕТ") == self.ids("учёта") == [1]

    def test_title_outweighs_body(self) -> None:
        self.backend.index(
            [
                document(1, "О бюджете", "Совет рассматривает бюджет и совет советует совету."),
                document(2, "Общественный совет", "О порядке работы."),
            ]
        )
        assert self.ids("совет")[0] == 2

    def test_some_kinds_are_worth_more(self) -> None:
        found = [(2, "comment"), (1, "bill"), (3, "group")]
        self.backend.index(document(n, "О порядке", "Совет.", kind=kind) for n, kind in found)
        assert self.ids("порядок") == [1, 2, 3]
        hits = self.backend.complete(("поряд",))
        assert [hit.object_id for hit in hits] == [1, 2, 3]

    def test_numbers_with_a_hyphen(self) -> None:
        self.backend.index([document(1, "Законопроект", "№ 15-8"), document(2, "Закон", "15 и 9")])
        assert self.ids("15-8") == [1]
        assert self.ids("№ 15-8") == [1]

    def test_facets_count_all_kinds_and_kinds_narrow(self) -> None:
        self.backend.index(
            [document(n, "Совет", kind="bill") for n in range(3)]
            + [document(9, "Совет", kind="page")]
        )
        results = self.backend.search(SearchRequest(compile_query("советы"), {"kind": ("page",)}))
        assert results.facets["kind"] == {"bill": 3, "page": 1}
        assert (results.total, [hit.key for hit in results.hits]) == (1, [("page", 9)])

    def test_facets_count_as_if_they_alone_did_not_narrow(self) -> None:
        self.backend.index(
            [
                faceted(1, bill=("parks",), topic=("green", "money")),
                faceted(2, bill=("parks",), topic=("green",)),
                faceted(3, bill=("roads",), topic=("money",)),
                faceted(4),
            ]
        )
        request = SearchRequest(compile_query("совет"), {"bill": ("parks",)})
        found = self.backend.search(request)
        assert sorted(hit.object_id for hit in found.hits) == [1, 2]
        assert found.total == 2
        assert found.facets["bill"] == {"parks": 2, "roads": 1}
        assert found.facets["topic"] == {"green": 2, "money": 1}
        assert found.facets["year"] == {"2026": 2}
        both = {"bill": ("parks", "roads"), "topic": ("money",)}
        found = self.backend.search(SearchRequest(compile_query("совет"), both))
        assert sorted(hit.object_id for hit in found.hits) == [1, 3]
        assert found.facets["topic"] == {"green": 2, "money": 2}
        none = SearchRequest(compile_query("совет"), {"bill": ("x",)})
        assert self.backend.search(none).total == 0
        assert self.backend.search(replace(request, count=False)).facets == {}

    def test_without_words_everything_that_passes_comes_the_newest_first(self) -> None:
        raised = faceted(1, topic=("green",))  # a bill, which is worth more
        older = replace(faceted(5, topic=("green",)), is_current=False)
        rows = [faceted(4), faceted(3, topic=("green", "money")), faceted(2, topic=("money",))]
        self.backend.index([raised, older, *rows, document(7, "Палата", kind="page")])
        green = SearchRequest(Query(()), {"topic": ("green",)}, everything=True)

        def ids(request: SearchRequest) -> list[int]:
            return [hit.object_id for hit in self.backend.search(request).hits]

        assert ids(green) == ids(replace(green, order=Order.NEWEST)) == [3, 1]
        found = self.backend.search(green)
        assert found.total == 2
        assert found.facets["topic"] == {"green": 2, "money": 2}
        assert found.facets["kind"] == {"bill": 2}
        assert ids(replace(green, older=True)) == [5, 3, 1]
        pages = [ids(replace(green, limit=1, offset=n)) for n in range(3)]
        assert pages == [[3], [1], []]
        assert ids(SearchRequest(Query(()), everything=True)) == [7, 4, 3, 2, 1]
        assert ids(replace(green, everything=False)) == []
        without = compile_query("-палата год:2026").without
        assert ids(SearchRequest(Query((), without=without), everything=True)) == [4, 3, 2, 1]

    def test_what_is_left_out_is_not_counted(self) -> None:
        self.backend.index(
            [
                faceted(1, topic=("green", "money")),
                faceted(2, topic=("green",), bill=("parks",)),
                faceted(3, bill=("roads",)),
                document(4, "Совет", kind="page"),
            ]
        )
        request = SearchRequest(compile_query("совет"), left_out={"topic": ("money", "x")})
        found = self.backend.search(request)
        assert sorted(hit.object_id for hit in found.hits) == [2, 3, 4]
        assert found.facets["topic"] == {"green": 1}
        assert found.facets["kind"] == {"bill": 2, "page": 1}
        # Whatever else is wanted.
        both = replace(request, filters={"topic": ("green", "money")})
        assert [hit.object_id for hit in self.backend.search(both).hits] == [2]
        everything = SearchRequest(
            Query(()), left_out={"kind": ("page",), "bill": ("parks",)}, everything=True
        )
        found = self.backend.search(everything)
        assert [hit.object_id for hit in found.hits] == [3, 1]
        assert (found.total, found.facets["kind"]) == (2, {"bill": 2})

    def test_the_newest_come_first_if_asked(self) -> None:
        self.backend.index([document(1, "Совет"), document(3, "О", "совет"), document(2, "Совет")])
        assert self.ids("совет", order=Order.NEWEST) == [3, 2, 1]
        assert self.ids("совет") == [2, 1, 3]

    def test_earlier_texts_are_found_by_choice(self) -> None:
        self.backend.index(
            [document(1, "Тишина"), replace(document(2, "Тишина"), is_current=False)]
        )
        assert self.ids("тишина") == [1]
        assert sorted(self.ids("тишина", older=True)) == [1, 2]
        request = SearchRequest(compile_query("тишина"))
        assert self.backend.search(request).facets["kind"] == {"bill": 1}

    def test_fields(self) -> None:
        quiet, other = document(1, "Штраф"), document(2, "Штраф")
        quiet = replace(quiet, law="№ 15-8 О тишине ночью", author="Иванова Анна",
                        path="chapter:II/article:5.1/paragraph:2", is_unit=True)  # fmt: skip
        self.backend.index([quiet, replace(other, path="article:5.1", author="Анна Иванченко")])
        fine = compile_query("штраф").clauses

        def found(*phrases: Phrase) -> list[int]:
            query = Query((*fine, *((phrase,) for phrase in phrases)))
            hits = self.backend.search(SearchRequest(query)).hits
            return sorted(hit.object_id for hit in hits)

        assert found(Phrase(("тишин",), field=Field.LAW)) == [1]
        assert found(Phrase(("15x8",), field=Field.LAW)) == [1]
        assert found(Phrase(("иванов", "ан"), in_row=True, field=Field.AUTHOR)) == [1]
        assert found(Phrase(("article5x1",), field=Field.UNIT)) == [1, 2]
        assert found(Phrase(("chapterii", "paragraph2"), field=Field.UNIT)) == [1]
        assert found(Phrase(("paragraph2",), field=Field.LEAF)) == [1]
        assert found(Phrase(("article5x1",), field=Field.LEAF)) == []
        assert self.ids("тишина") == self.ids("Иванова") == []
        alone = Query(((Phrase(("тишин",), field=Field.LAW),),))
        assert self.backend.search(SearchRequest(alone)).total == 1

    def test_a_field_holds_whatever_words_do(self) -> None:
        self.backend.index(
            [replace(document(1, "Тишина"), path="article:5"), document(2, "Тишина, покой")]
        )
        query = compile_query("тишина покой", any_clause=True)
        unit = (Phrase(("article5",), field=Field.UNIT),)
        narrowed = replace(query, clauses=(*query.clauses, unit))
        hits = self.backend.search(SearchRequest(narrowed)).hits
        assert [hit.object_id for hit in hits] == [1]

    def test_what_is_named_comes_first(self) -> None:
        named = replace(document(1, "Статья 5", "Штраф"), law="О тишине", path="article:5",
                        is_unit=True)  # fmt: skip
        self.backend.index([named, document(2, "Тишина", "О тишине и о статье 5: тишина")])
        query = compile_query("тишина")
        first = (
            (Phrase(("article5",), field=Field.LEAF),),
            (Phrase(("тишин",), field=Field.LAW),),
        )
        found = self.backend.search(SearchRequest(replace(query, first=first)))
        assert ([hit.object_id for hit in found.hits], found.total) == ([1, 2], 2)

    def ask(self, query: Query) -> SearchResults:
        return self.backend.search(SearchRequest(query))

    def named(self, query: str) -> list[int]:
        """What is found if it is settled first which unit is meant."""
        found = self.ask(settled(compile_query(query), lambda query: self.ask(query).total))
        return [hit.object_id for hit in found.hits]

    def index_units(self) -> None:
        """A law with units, another one, what is said of them."""
        school, quiet = "№ 15-8 Об образовании в области", "№ 15-9 О тишине"
        rows = [
            (1, "Статья 5. Права", "article:5", school),
            (2, "Часть 1 статьи 5", "article:5/paragraph:1", school),
            (3, "Пункт 2 части 1 статьи 5", "article:5/paragraph:1/point:2", school),
            (4, "Часть 2 статьи 5", "article:5/paragraph:2", school),
            (5, "Статья 5. Штраф", "article:5", quiet),
            (6, "Пункт 2 статьи 5", "article:5/point:2", quiet),
            (7, "Глава II", "chapter:II", quiet),
        ]
        units = [
            replace(document(pk, title), path=path, law=law, is_unit=True)
            for pk, title, path, law in rows
        ]
        said = replace(
            document(8, "", "Предлагаю отменить", kind="comment"),
            path="article:5/paragraph:1/point:2", law=school, author="Иванова Анна",
        )  # fmt: skip
        page = document(9, "Образование", "Пункт 2 части 1 статьи 5: статья 5, статья 5", "page")
        self.backend.index([*units, said, page])

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("п. 2 ч. 1 ст. 5 закона об образовании", 3),
            ("статья 5 часть 1 пункт 2 об образовании", 3),
            ("№ 15-8 п.2 ч.1 ст.5", 3),
            ("статья 5 об образовании", 1),
            ("СТ.5 закона № 15/8", 1),
            ("часть 1 статьи 5", 2),
            ("ч. 2 ст. 5", 4),
            ("ст. 5 закона «О тишине»", 5),
            ("п. 2 ст. 5 о тишине", 6),
            ("п. 2 ч. 1 ст. 5", 3),
            ("гл. 2", 7),
            ("глава вторая", 7),
            ("абзац второй ч. 2 ст. 5", 4),
            ("статья:5 часть:2", 4),
            ("статья:5 закон:тишина", 5),
            ("глава:2", 7),
        ],
    )
    def test_the_unit_that_is_named_comes_first(self, query: str, expected: int) -> None:
        self.index_units()
        assert self.named(query)[0] == expected

    def test_what_is_called_so_comes_before_what_is_sometimes_called_so(self) -> None:
        self.index_units()
        found = self.named("п. 2 ст. 5")
        assert set(found[:2]) == {3, 6}
        assert 4 in found
        # Where there is no such point, the part is meant.
        self.backend.remove([("bill", 3), ("bill", 6)])
        assert self.named("п. 2 ст. 5")[0] == 4

    def test_then_come_its_parts_and_what_is_said_of_it(self) -> None:
        self.index_units()
        found = self.ids("статья 5 об образовании")
        assert found[0] == 1
        assert {2, 3, 4, 8} <= set(found)
        assert 5 not in found
        assert sorted(self.ids("статья 5")[:2]) == [1, 5]
        assert set(self.ids("п. 2 ч. 1 ст. 5 закона об образовании")) == {3, 8, 9}

    def test_typed_fields(self) -> None:
        self.index_units()
        assert sorted(self.ids("часть:1")) == [2, 3, 8]
        assert sorted(self.ids("статья:5 закон:15-9")) == [5, 6]
        assert self.ids("отменить автор:иванова") == self.ids("автор:«Анна Иванова»") == [8]
        assert self.ids("отменить автор:петрова") == self.ids("отменить -автор:Иванова") == []
        assert sorted(self.ids("статья:5 -закон:образование")) == [5, 6]
        assert self.ids("автор:иванова -статья:5") == []
        assert self.ids("штраф статья:5") == [5]
        assert self.ids("штраф статья:6") == []

    def test_synonyms_are_a_part_of_the_question(self) -> None:
        self.backend.index([document(1, "Тачка"), document(2, "Легковой автомобиль")])
        own = Synonyms((("тачка", "легковой автомобиль"),))
        request = SearchRequest(compile_query("тачки", synonyms=own))
        assert self.backend.search(request).total == 2
        assert self.ids("тачки") == [1]

    def test_titles_are_completed(self) -> None:
        self.backend.index(
            [
                document(1, "Об общественном контроле", "Образование."),
                document(2, "Образование в области"),
                document(3, "Об образовании", kind="page"),
                replace(document(4, "Образец"), is_current=False),
            ]
        )

        def completed(typed: str, **options: Any) -> list[int]:
            return sorted(hit.object_id for hit in self.backend.complete(folded(typed), **options))

        assert completed("образ") == [2, 3]
        assert completed("обл Образова") == [2]
        assert completed("образ", kinds=("page", "comment")) == [3]
        assert len(completed("об", limit=2)) == 2
        assert completed("") == completed("%") == completed("контролер") == []

    def test_the_context_completes_a_document_and_never_finds_it_alone(self) -> None:
        self.backend.index(
            [
                replace(document(1, "Полномочия", "Совет принимает решения."), context="О тишине"),
                replace(document(2, "Сроки", "Ответ даётся."), context="О тишине. Полномочия"),
                document(3, "Тишина", "Полномочия совета."),
            ]
        )
        assert self.ids("полномочия тишина") == [3, 1]
        assert self.ids("тишина") == [3]
        assert self.ids("совет тишина") == [3, 1]
        assert self.ids("«о тишине»") == []
        query = compile_query("право покой", any_clause=True)
        query = replace(query, first=compile_query("тишина полномочия").clauses)
        hits = self.backend.search(SearchRequest(query)).hits
        assert [hit.object_id for hit in hits] == [3, 1]

    def test_what_has_more_of_the_words_comes_first_and_too_few_are_not_enough(self) -> None:
        self.backend.index(
            [
                document(1, "Тишина", "покой"),
                document(2, "Собрание", "Ночью тишина и покой во дворах: ремонт запрещён."),
                document(3, "Тишина, покой, ремонт"),
                document(4, "Ремонт"),
            ]
        )
        query = compile_query("тишина покой ремонт собрание", any_clause=True)
        assert query.enough == 2
        found = self.backend.search(SearchRequest(query))
        assert [hit.object_id for hit in found.hits] == [2, 3, 1]
        assert (found.total, found.facets["kind"]) == (3, {"bill": 3})
        first = replace(query, first=compile_query("ремонт").clauses)
        hits = self.backend.search(SearchRequest(first)).hits
        assert {hit.object_id for hit in hits} == {1, 2, 3, 4}
        assert hits[-1].object_id == 1

    def test_words_near_one_another(self) -> None:
        far = "Собрание жителей решает. " + "Иное положение закона о другом предмете. " * 4
        self.backend.index(
            [document(1, "О", "Право: собрание граждан города."),
             document(2, "О", f"{far} Города растут.")]
        )  # fmt: skip
        assert self.ids("собрание города")[0] == 1

    def test_figures_find_words(self) -> None:
        self.backend.index(
            [document(1, "Срок", "не менее четырнадцати дней"), document(2, "Срок", "14 дней")]
        )
        assert sorted(self.ids("14 дней")) == [1, 2]

    def test_numbers_of_laws_as_people_write_them(self) -> None:
        self.backend.index(
            [document(1, "Закон № 59-ФЗ"), document(2, "Закон 2202-I"), document(3, "№ 17-8")]
        )
        assert self.ids("закон 59 фз") == self.ids("59-фз") == [1]
        assert self.ids("2202-1") == [2]
        assert self.ids("17 8") == [3]

    def test_pages_do_not_overlap(self) -> None:
        self.backend.index([document(n, "Совет") for n in range(1, 8)])
        pages = [self.ids("совет", offset=offset, limit=3) for offset in (0, 3, 6)]
        assert [pk for page in pages for pk in page] == [7, 6, 5, 4, 3, 2, 1]

    def test_indexing_again_replaces(self) -> None:
        self.backend.index([document(1, "Старое название")])
        new = document(1, "Новое имя")
        self.backend.index([new])
        assert self.ids("старое") == []
        assert self.ids("новое") == [1]
        assert dict(self.backend.checksums("bill")) == {1: new.checksum}

    def test_words_in_quotation_marks_stand_in_a_row(self) -> None:
        self.backend.index(
            [
                document(1, "Общественная палата", "Совет при палате."),
                document(2, "Палата", "Общественная организация при ней."),
            ]
        )
        assert sorted(self.ids("общественные палаты")) == [1, 2]
        assert self.ids("«общественная палата»") == self.ids('совет "Общественная палата"') == [1]
        assert self.ids("«палата общественная»") == []

    def test_words_in_quotation_marks_are_found_as_they_are(self) -> None:
        self.backend.index([document(1, "Общественная палата"), document(2, "Учёт мнений")])
        assert self.ids("«общественной палаты»") == []
        query = compile_query("«общественной палаты»", exact=False)
        found = self.backend.search(SearchRequest(query))
        assert [hit.object_id for hit in found.hits] == [1]
        assert self.ids("«учет мнений»") == [2]

    def test_a_number_is_found_as_it_is(self) -> None:
        self.backend.index([document(1, "Статья 5"), document(2, "Статья 5.1 и 15-8")])
        assert self.ids("5") == [1]
        assert self.ids("статья 5.1") == self.ids("5¹") == [2]
        assert self.ids("8") == []

    @pytest.mark.parametrize(
        "typed", ["видеоконференцсвязь", "видео-конференц-связь", "видеоконференц-связи", "связь"]
    )
    def test_a_compound_is_found_with_hyphens_and_without(self, typed: str) -> None:
        texts = ["по видео-конференц-связи", "видеоконференц-связью", "связь по почте"]
        self.backend.index(document(number, "О чём", text) for number, text in enumerate(texts, 1))
        wanted = [1, 2, 3] if typed == "связь" else [1, 2]
        assert sorted(self.ids(typed)) == wanted
        self.backend.index([document(4, "О чём", "видеоконференцсвязью")])
        assert sorted(self.ids(typed)) == (wanted if typed == "связь" else [1, 2, 4])

    def test_a_synonym_with_a_hyphen_is_found_in_a_row(self) -> None:
        self.backend.index([document(1, "О сети", "информационно-телекоммуникационной сети")])
        assert self.ids("интернет") == [1]
        assert self.ids("информационно-телекоммуникационная сеть") == [1]

    def test_synonyms_and_abbreviations(self) -> None:
        self.backend.index(
            [
                document(1, "О некоммерческих организациях"),
                document(2, "О поддержке НКО"),
                document(3, "Коммерческие организации", "Некоммерческое обслуживание."),
                document(4, "Статья 5. Волонтёры"),
            ]
        )
        assert sorted(self.ids("НКО")) == [1, 2]
        assert 2 in self.ids("некоммерческие организации")
        assert self.ids("ст.5 добровольцев") == self.ids("ст. 5 волонтер") == [4]
        assert self.ids("ст. 6 добровольцев") == []

    def test_small_words_do_not_narrow(self) -> None:
        self.backend.index([document(1, "Тишина ночью"), document(2, "О главном")])
        assert self.ids("о тишине в ночи") == [1]
        assert self.ids("о") == [2]

    def test_words_that_are_left_out(self) -> None:
        self.backend.index(
            [
                document(1, "Тишина", "Ночные работы запрещены."),
                document(2, "Тишина и ремонт"),
                document(3, "Тишина"),
                document(4, "Покой", "Работы. Ночные."),
            ]
        )
        assert sorted(self.ids("тишина -ремонт")) == [1, 3]
        assert self.ids("тишина -ремонт -«ночных работ»") == [3]
        assert sorted(self.ids("тишина ИЛИ покой -ремонт")) == [1, 3, 4]
        assert self.ids("-ремонт") == [2]
        query = compile_query("тишина покой -ремонт", any_clause=True)
        found = self.backend.search(SearchRequest(query))
        assert (found.total, found.facets["kind"]) == (3, {"bill": 3})

    def test_either_of_two(self) -> None:
        self.backend.index([document(1, "Тишина"), document(2, "Покой"), document(3, "Закон")])
        assert sorted(self.ids("тишина ИЛИ покой")) == [1, 2]
        assert self.ids("тишина ИЛИ покой закон") == []

    def test_a_number_in_any_spelling(self) -> None:
        self.backend.index([document(1, "Законопроект № 15-8"), document(2, "№ 15/9")])
        assert self.ids("15/8") == self.ids("№ 15–8") == [1]
        assert self.ids("15-9") == [2]

    def test_any_of_the_words(self) -> None:
        self.backend.index([document(1, "Тишина"), document(2, "Покой"), document(3, "Совет")])
        query = compile_query("тишина и покой", any_clause=True)
        found = self.backend.search(SearchRequest(query))
        assert sorted(hit.object_id for hit in found.hits) == [1, 2]
        assert found.total == 2

    def test_a_page_beyond_the_last_is_empty(self) -> None:
        self.backend.index([document(1, "Совет")])
        found = self.backend.search(SearchRequest(compile_query("совет"), offset=20))
        assert (found.hits, found.total) == ((), 1)

    def test_a_page_too_deep_is_empty(self) -> None:
        self.backend.index([document(1, "Совет")])
        for offset in (9_999, 10_000, 1_000_000):
            request = SearchRequest(compile_query("совет"), offset=offset)
            found = self.backend.search(request)
            assert (found.hits, found.total, found.facets["kind"]) == ((), 1, {"bill": 1})

    @pytest.mark.parametrize(
        ("written", "typed"),
        [
            ("человек", "людям человеку"),
            ("жизнь", "жизни"),
            ("после", "после"),
            ("порядок", "порядка"),
            ("доброволец", "добровольцев"),
            ("уровней", "уровень"),
            ("социально-экономического", "социально-экономическое"),
            ("экономическое", "социально-экономического"),
            ("COVID-19", "covid-19"),
            ("Excel", "EXCEL"),
            ("法律", "法律"),
            ("½", "½"),
            ("е\u0301лка", "ёлки"),
            ("за\u00adкон", "закону"),
            ("5¹", "5.1"),
        ],
    )
    def test_words_that_an_index_might_take_otherwise(self, written: str, typed: str) -> None:
        self.backend.index([document(1, f"Права {written} здесь"), document(2, "Права")])
        *others, last = typed.split()
        expected = [] if others or (written, last) == ("экономическое", typed) else [1]
        assert self.ids(typed) == expected
        assert self.ids(last) == ([] if written == "экономическое" else [1])
        assert self.ids(f"«{written}»") == [1]

    def test_small_words_hold_a_row_together(self) -> None:
        self.backend.index(
            [document(1, "Закон о тишине"), document(2, "Закон тишины"), document(3, "О тишине")]
        )
        found = self.backend.search(SearchRequest(compile_query("«закону о тишине»", exact=False)))
        assert [hit.object_id for hit in found.hits] == [1]
        assert self.ids("«о тишине»") == [3, 1]
        assert self.ids("«закон тишины»") == [2]

    def test_a_row_does_not_go_from_title_to_body(self) -> None:
        self.backend.index([document(1, "Общественная", "палата")])
        assert self.ids("«общественная палата»") == []
        assert self.ids("общественная палата") == [1]

    def test_every_bill_is_counted(self) -> None:
        self.backend.index([faceted(n, bill=(f"bill-{n}",)) for n in range(300)])
        request = SearchRequest(compile_query("совет"), limit=1)
        assert len(self.backend.search(request).facets["bill"]) == 300

    @pytest.mark.parametrize(
        "query",
        ["совет " * 1600, "«" + "совет " * 1600 + "»", "совет ИЛИ " * 1000 + "совет",
         " ".join(f"-«слово {n}»" for n in range(800)), "х" * 10_000, "«" + "х" * 10_000 + "»",
         " ".join(f"слово{n}" for n in range(1200)), "15-" * 3300 + "8"],
    )  # fmt: skip
    def test_ten_thousand_letters_are_answered(self, query: str) -> None:
        self.backend.index([document(1, "Совет")])
        for any_clause in (False, True):
            compiled = compile_query(query, any_clause=any_clause)
            assert self.backend.search(SearchRequest(compiled)).total in {0, 1}

    def test_a_very_long_text_is_indexed(self) -> None:
        words = " ".join(f"слово{n}" for n in range(150_000))
        self.backend.index([document(1, "Бюджет", f"доходы {words}")])
        assert self.ids("доходы") == [1]

    @pytest.mark.parametrize(
        ("typed", "is_found"),
        [
            ("«река выходит из берегов»", True),
            ("доходы «река выходит из берегов»", True),
            ("«из берегов река выходит»", False),
            ("«берегов выходит»", False),
            ("«реки выходят из берегов»", False),
            ("половодье", True),
            ("«река выходит из берегов» -доходы", False),
            ("«река выходит из берегов» -«река из берегов»", True),
        ],
    )
    def test_a_row_is_found_far_inside_a_long_text(self, typed: str, is_found: bool) -> None:
        before = "ни одно слово не стоит здесь даром " * 1500
        text = f"доходы {before} река выходит из берегов {before[:500]}"
        self.backend.index([document(1, "Бюджет", text), document(2, "Река", "из берегов")])
        groups = Synonyms((("половодье", "река выходит из берегов"),))
        query = compile_query(typed, synonyms=groups)
        results = self.backend.search(SearchRequest(query=query))
        assert [hit.object_id for hit in results.hits] == [1] * is_found
        assert results.total == is_found

    def test_the_same_object_twice_in_one_portion(self) -> None:
        self.backend.index([document(1, "Старое"), document(1, "Новое")])
        assert (self.ids("старое"), self.ids("новое")) == ([], [1])

    def test_checksums_tell_what_has_been_indexed(self) -> None:
        one, other = document(1, "Совет"), document(2, "Палата")
        self.backend.index([one, other, document(3, "Совет", kind="page")])
        assert dict(self.backend.checksums("bill")) == {1: one.checksum, 2: other.checksum}
        assert dict(self.backend.checksums("comment")) == {}

    def test_removing_absent_and_present(self) -> None:
        self.backend.index([document(1, "Совет"), document(2, "Совет")])
        assert self.backend.remove([("bill", 1), ("bill", 77)]) == 1
        assert self.ids("совет") == [2]

    @pytest.mark.parametrize(
        "query",
        ["", "   ", "«»", "«совет", "»совет«", '"', '""', "' OR 1=1 --", "AND", "NEAR(a b)",
         "совет*", "title_stems:совет", "\x00", "a" * 5000, "😀", "( & | ! <->", "-совет", "%s",
         "совет' | 'x", 'совет" OR "x', "½ совет", "а\u0301 совет",
         "ИЛИ " * 2500, "-а " * 3000, "слово ИЛИ " * 900, "«" * 5000, "ст. 5 " * 1500,
         "\u202eсовет\u200f", "автор:«»", "статья:" * 900, "😀" * 5000, "ы" * 9999,
         " ".join(f"слово{n}" for n in range(1200)), '"' + "слово " * 1500 + '"',
         "закон:' OR 1=1", "пункт:\\ автор:'", "п. ' ч. \" ст. 5"],
    )  # fmt: skip
    def test_whatever_is_typed_is_answered(self, query: str) -> None:
        self.backend.index([document(1, "Совет")])
        results = self.backend.search(SearchRequest(compile_query(query)))
        assert results.total in {0, 1}
        assert len(results.hits) == results.total


@pytest.mark.django_db
class TestDatabaseBackend(SearchBackendContract):
    """In SQLite, or in PostgreSQL where the suite runs on it."""

    backend = DatabaseBackend()


@pytest.mark.elastic
@pytest.mark.django_db
class TestElasticBackend(SearchBackendContract):
    """In a real node."""

    backend = Settling()

    @pytest.fixture(autouse=True)
    def _own_indices(self, elastic_prefix: str) -> None:
        """Nothing is there when a test begins, nothing is left when it ends."""
