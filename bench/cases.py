"""The measured work. Each case is (name, what 1× is, function of the size that prepares a run)."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.utils import timezone

from bench import files
from consultations.process.models import Consultation
from core.uploads import DEFAULT_LIMITS
from drafts.domain.parser import parse
from drafts.importers import txt
from search.backends.database import DatabaseBackend
from search.domain.query import compile_query
from search.interface import Document, SearchRequest

ARTICLES = 25
AMENDMENTS = 100
COMMENTS = 125
DOCUMENTS = 250
LETTERS = 600

Work = Callable[[], object]


@contextmanager
def database() -> Iterator[None]:
    """A database of our own, dropped at the end."""
    setup_test_environment()
    names = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(names, verbosity=0)


def act_text(articles: int) -> str:
    """A law of so many articles, each with two parts and three points."""
    lines = ["ЗАКОН АМУРСКОЙ ОБЛАСТИ", "О порядке", ""]
    for number in range(1, articles + 1):
        lines += [
            f"Статья {number}. Предмет номер {number}",
            "1. Совет рассматривает предложения жителей в течение тридцати дней.",
            "2. К предложениям относятся:",
            "1) предложения об изменении текста;",
            "2) предложения об исключении положения;",
            "3) вопросы.",
        ]
    return "\n".join(lines)


def parsing(size: int) -> Work:
    data = act_text(ARTICLES * size).encode()
    return lambda: parse(txt.read(data, DEFAULT_LIMITS).paragraphs)


def parsing_amendments(size: int) -> Work:
    """A law that sets out every article of another anew: quotations are the costly part."""
    lines = ["ЗАКОН АМУРСКОЙ ОБЛАСТИ", "О внесении изменений", ""]
    lines += ["Статья 1", "Внести в Закон Амурской области следующие изменения:"]
    for number in range(1, AMENDMENTS * size + 1):
        lines += [
            f"{number}) статью {number} изложить в следующей редакции:",
            f"«Статья {number}. Предмет номер {number}",
            "1. Совет рассматривает предложения жителей.»;",
        ]
    data = "\n".join(lines).encode()
    return lambda: parse(txt.read(data, DEFAULT_LIMITS).paragraphs)


def open_consultation(articles: int) -> Consultation:
    from tests.factories.drafts import BillVersionFactory, ProvisionFactory
    from tests.factories.process import ConsultationFactory

    version = BillVersionFactory()
    for number in range(1, articles + 1):
        ProvisionFactory(version=version, position=number, number=str(number))
    return ConsultationFactory(version=version)


def reader(size: int) -> Work:
    """The page of a text."""
    address = open_consultation(ARTICLES * size).version.get_absolute_url()
    client = Client()
    return lambda: client.get(address)


def consultation_page(size: int) -> Work:
    """The page of a consultation with many comments."""
    from tests.factories.comments import ProvisionCommentFactory

    consultation = open_consultation(5)
    for _ in range(COMMENTS * size):
        ProvisionCommentFactory(consultation=consultation)
    client = Client()
    return lambda: client.get(consultation.get_absolute_url())


def _documents(size: int) -> list[Document]:
    words = ("совет", "предложение", "житель", "закон", "порядок", "срок", "проект", "ответ")
    return [
        Document(
            "bill",
            number,
            f"Законопроект {number} о {words[number % 8]}",
            " ".join(words[(number + shift) % 8] for shift in range(60)),
            timezone.now(),
        )
        for number in range(DOCUMENTS * size)
    ]


def indexing(size: int) -> Work:
    documents = _documents(size)
    return lambda: DatabaseBackend().index(documents)


def searching(size: int) -> Work:
    DatabaseBackend().index(_documents(size))
    request = SearchRequest(compile_query("предложения жителей"))
    return lambda: DatabaseBackend().search(request)


def compiling(size: int) -> Work:
    """Words, citations, fields, alternatives: what might make the reader go back and forth."""
    pieces = ("нко ", "ст. 5 ", "а ИЛИ ", "-«б в» ", "закон:15-8 ", "ч. 2 ")
    texts = [(piece * LETTERS * size)[: LETTERS * size] for piece in pieces]
    return lambda: [compile_query(text) for text in texts]


CASES: tuple[tuple[str, str, Callable[[int], Work]], ...] = (
    ("parse a text", f"{ARTICLES} articles", parsing),
    ("parse amendments", f"{AMENDMENTS} amendments", parsing_amendments),
    ("read a DOCX", f"{files.PAGES} pages", files.reading(files.docx, files.PAGES)),
    ("read an ODT", f"{files.PAGES} pages", files.reading(files.odt, files.PAGES)),
    ("read an RTF", f"{files.PAGES} pages", files.reading(files.rtf, files.PAGES)),
    ("read an HTML code", f"{files.HTML_BYTES} bytes", files.reading(files.html, files.HTML_BYTES)),
    # last of the files: setting it takes more memory here than any reader does there
    ("read a PDF", f"{files.PAGES} pages", files.reading(files.pdf, files.PAGES)),
    ("store units", f"{files.UNITS} units", files.storing),
    ("page of a text", f"{ARTICLES} articles", reader),
    ("page of a consultation", f"{COMMENTS} comments", consultation_page),
    ("index documents", f"{DOCUMENTS} documents", indexing),
    ("read a query", f"6 × {LETTERS} letters", compiling),
    ("search", f"{DOCUMENTS} documents", searching),
)
