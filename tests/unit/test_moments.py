"""The suite may cross midnight: no test takes the day while modules are imported."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
CLOCKS = {"now", "localdate", "localtime", "today", "utcnow"}


def run_at_import(node: ast.AST) -> Iterator[ast.Call]:
    """Calls of a clock that run when the module is read: bodies of functions do not."""
    if isinstance(node, ast.Lambda):
        return
    children: Iterator[ast.AST] = ast.iter_child_nodes(node)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        defaults = [value for value in node.args.kw_defaults if value]
        children = iter([*node.decorator_list, *node.args.defaults, *defaults])
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in CLOCKS:
        yield node
    for child in children:
        yield from run_at_import(child)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("NOW = timezone.now()", 1),
        ("@mark('day', [timezone.localdate() + DAY])\ndef test(): pass", 1),
        ("def helper(now=timezone.now()): pass", 1),
        ("def test(): timezone.now()", 0),
        ("late = lambda: timezone.now()", 0),
    ],
)
def test_what_runs_at_import_is_told_from_what_does_not(source: str, found: int) -> None:
    assert len(list(run_at_import(ast.parse(source)))) == found


def test_no_test_takes_the_day_at_import() -> None:
    taken = [
        f"{path.relative_to(TESTS)}:{call.lineno}"
        for path in TESTS.rglob("*.py")
        for call in run_at_import(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert taken == []
