"""The examples in docstrings are run, so that they stay true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import pincite

MODULES = sorted(module.name for module in pkgutil.walk_packages(pincite.__path__, "pincite."))


def _examples(name: str) -> list[doctest.DocTest]:
    found = doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    return [test for test in found if test.examples]


def test_there_are_examples() -> None:
    assert {"pincite.model", "pincite.graph.terms", "pincite.serve.negotiate"} <= set(MODULES)
    assert sum(len(_examples(name)) for name in ("pincite.errors", "pincite.ids", "pincite.graph.terms")) >= 5


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    runner = doctest.DocTestRunner()
    for test in _examples(name):
        runner.run(test)
    assert not runner.failures, capsys.readouterr().out
