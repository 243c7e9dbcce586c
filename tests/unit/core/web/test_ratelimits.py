"""A limit that counts no request of its view limits nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("cms", "consultations", "core", "drafts", "search")


def views() -> Iterator[tuple[str, set[str], list[ast.Call]]]:
    """Where a view is, its decorators without arguments, and its limits."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    plain = {one.id for one in node.decorator_list if isinstance(one, ast.Name)}
                    limits = [
                        one
                        for one in node.decorator_list
                        if isinstance(one, ast.Call)
                        and isinstance(one.func, ast.Name)
                        and one.func.id == "rate_limited"
                    ]
                    yield f"{path.relative_to(ROOT)}:{node.name}", plain, limits


def test_a_limit_on_a_view_that_only_shows_counts_what_it_is_asked_by() -> None:
    found = [
        (place, limit)
        for place, plain, limits in views()
        if "require_safe" in plain
        for limit in limits
    ]
    assert len(found) >= 3
    for place, limit in found:
        methods = {one.arg: ast.unparse(one.value) for one in limit.keywords}.get("methods")
        assert methods == "SAFE", place
