"""Pieces of pages, as the texts of the demo write them."""

from .page_types import Block


def heading(text: str) -> Block:
    return Block("heading", (text,))


def text(*lines: str) -> Block:
    return Block("text", lines)


def steps(*lines: str) -> Block:
    return Block("steps", lines)


def quote(text: str, author: str = "") -> Block:
    return Block("quote", (text, author))


def button(label: str, address: str) -> Block:
    return Block("button", (label, address))


def table(caption: str, *rows: tuple[str, ...]) -> Block:
    """The first row has the headings."""
    return Block("table", (caption, *("\t".join(row) for row in rows)))


def file(key: str, title: str) -> Block:
    """`key` is the name of a file of demo.media."""
    return Block("file", (key, title))


def contact(name: str, post: str = "", phone: str = "", email: str = "", hours: str = "") -> Block:
    return Block("contact", (name, post, phone, email, hours))


def question(asked: str, *answer: str) -> Block:
    return Block("question", (asked, *answer))
