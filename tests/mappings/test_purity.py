"""Mapping scripts are pure: nothing comes in but the arguments, nothing stays."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).resolve().parents[2] / "mappings").glob("*.py"))
MODULES = {"pincite.mapping", "collections.abc", "typing", "decimal", "__future__"}
EFFECTS = {"open", "print", "input", "eval", "exec", "compile", "globals", "vars", "setattr", "__import__"}
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def _impurities(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        allowed = (ast.Import, ast.ImportFrom, ast.FunctionDef)
        constant = isinstance(node, ast.Assign | ast.AnnAssign) and _constant(node.value)
        if not (docstring or constant or isinstance(node, allowed)):
            yield f"line {node.lineno} is not an import, a function or a constant"
    for inner in ast.walk(tree):
        yield from _impure(inner)


def _impure(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (f"imports {name.name}" for name in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module not in MODULES:
        yield f"imports from {node.module}"
    elif isinstance(node, ast.Global | ast.Nonlocal):
        yield "rebinds an outer name"
    elif isinstance(node, ast.Name) and node.id in EFFECTS:
        yield f"uses {node.id}"
    elif isinstance(node, Function):
        defaults = [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
        yield from ("has a default that can change" for default in defaults if not _constant(default))


def _constant(node: ast.expr | None) -> bool:
    if isinstance(node, ast.Tuple):
        return all(_constant(item) for item in node.elts)
    return isinstance(node, ast.Constant)


def test_there_are_scripts() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_script_is_pure(path: Path) -> None:
    assert not list(_impurities(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("import os\n", "imports os"),
        ("def f():\n    from random import random\n", "imports from random"),
        ("SEEN = []\n", "line 1 is not an import, a function or a constant"),
        ("A = ({},)\n", "line 1 is not an import, a function or a constant"),
        ("for x in ():\n    pass\n", "line 1 is not an import, a function or a constant"),
        ("def f():\n    global A\n", "rebinds an outer name"),
        ("def f():\n    return open('x')\n", "uses open"),
        ("def f(seen=[]):\n    pass\n", "has a default that can change"),
        ("def f(*, seen={}):\n    pass\n", "has a default that can change"),
    ],
)
def test_impurity_is_found(script: str, found: str) -> None:
    assert list(_impurities(ast.parse(script))) == [found]
