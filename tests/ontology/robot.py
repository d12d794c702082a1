"""ROBOT in a test: the OWL API's profile checker, and a report on how an ontology is written."""

from __future__ import annotations

import csv
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pincite.ontology.java import QUICK
from tests.tools.maven import programs

_SECONDS = 300
_CATALOG = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<catalog prefer="public" xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
{}</catalog>
"""


@dataclass(frozen=True)
class Robot:
    """A Java and a class path that run ROBOT in a folder of files."""

    java: Path
    class_path: str
    folder: Path

    def write(self, files: Mapping[str, str], imports: Mapping[str, str]) -> None:
        """Write files by name, and the catalogue of `imports` (an ontology's IRI, its file here)."""
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        entries = "".join(f'<uri name="{iri}" uri="{name}"/>\n' for iri, name in imports.items())
        (self.folder / "catalog.xml").write_text(_CATALOG.format(entries), encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of ROBOT; imports that the catalogue does not have are an error of ROBOT's, not fetched."""
        command = (str(self.java), *QUICK, "-cp", self.class_path, programs()["robot"].main, *arguments)
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=_SECONDS, check=False)

    def profile(self, file: str) -> str:
        """Return what the OWL API says of a file and its imports against OWL 2 DL."""
        done = self.run("validate-profile", "--catalog", "catalog.xml", "--profile", "DL", "--input", file)
        return done.stdout + done.stderr

    def report(self, *files: str) -> dict[str, Counter[str]]:
        """Return how often each rule of ROBOT's report was broken, by level (ERROR, WARN, INFO)."""
        inputs = [part for file in files for part in ("--input", file)]
        collapse = ("--catalog", "catalog.xml", "--collapse-import-closure", "true")
        done = self.run("merge", *collapse, *inputs, "report", "--fail-on", "none", "--output", "report.tsv")
        found: dict[str, Counter[str]] = {"ERROR": Counter(), "WARN": Counter(), "INFO": Counter()}
        assert done.returncode == 0, done.stdout + done.stderr
        with (self.folder / "report.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                found[row["Level"]][row["Rule Name"]] += 1
        return found
