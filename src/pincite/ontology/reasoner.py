"""Does the ontology contradict itself, or the data it? Asked of HermiT, as the owlready2 package ships it.

HermiT: B. Glimm, I. Horrocks, B. Motik, G. Stoilos, Z. Wang: HermiT: An OWL 2 Reasoner. Journal of Automated
Reasoning 53 (2014). It runs as a process of its own, so that it gets a limit of memory and of time and
leaves no state behind; owlready2's own call takes no time limit and keeps memory and Java in global
variables.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from msgspec import Struct

from pincite.errors import UsageError, usage_error
from pincite.graph.terms import XSD, Triple
from pincite.ontology.axioms import OWL
from pincite.ontology.java import QUICK, find_java
from pincite.ontology.terms import Ontology

MEMORY_MB = 2000
SECONDS = 600.0
_PLACE = "ontology/"
_MAIN = "org.semanticweb.HermiT.cli.CommandLine"
_CONTRADICTION = "Inconsistent ontology"
_SATISFIABLE = "owl#Thing is satisfiable."
_NO_MEMORY = re.compile(r"OutOfMemoryError|Could not reserve enough space|Too small maximum heap")
_IMPORTS = f"<{OWL}imports>"
_EQUIVALENT = re.compile(r"^Equivalent(?:Classes|ObjectProperties|DataProperties)\((.*)\)\s*$", re.MULTILINE)
_NAME = re.compile(r"<([^<>]*)>|\bowl:(\w+)")
_NOTHING = frozenset({OWL + "Nothing", OWL + "bottomObjectProperty", OWL + "bottomDataProperty"})
_DATATYPE = re.compile(r'"\^\^<([^<>"]*)>\Z')
# XSD types outside the datatype map of OWL 2 (section 4 of its Structural Specification): HermiT refuses
# them.
_NOT_OWL = frozenset(
    XSD + name
    for name in (
        *("date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"),
        *("duration", "dayTimeDuration", "yearMonthDuration"),
    )
)


class Verdict(Struct, frozen=True):
    """What the reasoner found.

    `unsatisfiable` are the IRIs of classes that can have no member and of properties that can hold between
    no two things (none when not `consistent`: from a contradiction everything follows). `seconds` is the
    time it took, the start of Java included; `java` the Java that ran.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    seconds: float
    java: Path

    @property
    def fine(self) -> bool:
        """Whether the ontology is consistent and coherent."""
        return self.consistent and not self.unsatisfiable


def reason(
    ontology: Ontology,
    individuals_triples: Iterable[Triple] | None = None,
    *,
    memory_mb: int = MEMORY_MB,
    seconds: float = SECONDS,
) -> Verdict:
    """Return whether an ontology, with the data given, is consistent, and each class can have members.

    Which classes can have members is asked of the ontology alone; with data it takes minutes instead of seconds.
    Imports are not followed; the statement vocabulary is in `ontology`. Triples whose literal has a type that
    OWL 2 does not know (xsd:date) are left out.

    Raises UsageError when there is no Java, when owlready2 brings no HermiT, when HermiT cannot read the axioms, and
    when `memory_mb` or `seconds` (for each of the two questions) are not enough.
    """
    began = time.monotonic()
    hermit = Reasoner.find(memory_mb=memory_mb, seconds=seconds)
    said = chain(ontology.axioms, individuals_triples or ())
    if individuals_triples is not None and hermit.ask(("-k",), said) is None:
        return Verdict(False, (), time.monotonic() - began, hermit.java)
    classified = hermit.ask(("-c", "-O", "-D"), ontology.axioms)
    unsatisfiable = () if classified is None else _empty(classified)
    return Verdict(classified is not None, unsatisfiable, time.monotonic() - began, hermit.java)


class Reasoner(Struct, frozen=True):
    """HermiT in a process of its own for each question, with a limit of memory and of time."""

    java: Path
    memory_mb: int
    seconds: float

    @classmethod
    def find(cls, *, memory_mb: int = MEMORY_MB, seconds: float = SECONDS) -> Reasoner:
        """Return one that runs. Raises UsageError when there is no Java."""
        return cls(find_java(), memory_mb, seconds)

    def first_contradiction(self, sets: Sequence[Iterable[Triple]]) -> int | None:
        """Return the number (from 0) of the first of some sets of triples that contradicts itself, None for none.

        Raises UsageError as `ask` does.
        """
        with tempfile.TemporaryDirectory(prefix="pincite-") as folder:
            paths = [Path(folder) / f"{number}.nt" for number in range(len(sets))]
            for path, triples in zip(paths, sets, strict=True):
                _write(path, triples)
            # It takes them in order, and a contradiction ends it.
            code, output = self._run([*_classpath(), _MAIN, "-k", *(path.as_uri() for path in paths)], folder)
        if _CONTRADICTION in output:
            return output.count(_SATISFIABLE)
        if code != 0:
            raise _failure(output, self.memory_mb)
        return None

    def ask(self, actions: tuple[str, ...], triples: Iterable[Triple]) -> str | None:
        """Return what HermiT prints, or None when the triples contradict each other.

        Raises UsageError when HermiT is missing or cannot read the triples, or memory or time are not enough.
        """
        with tempfile.TemporaryDirectory(prefix="pincite-") as folder:
            path = Path(folder) / "ontology.nt"
            _write(path, triples)
            code, output = self._run([*_classpath(), _MAIN, *actions, path.as_uri()], folder)
        if _CONTRADICTION in output:
            return None
        if code != 0:
            raise _failure(output, self.memory_mb)
        return output

    def _run(self, arguments: list[str], folder: str) -> tuple[int, str]:
        command = [str(self.java), f"-Xmx{self.memory_mb}M", *QUICK, *arguments]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, timeout=self.seconds, check=False)
        except subprocess.TimeoutExpired:
            what = f"the reasoner has found no answer in {self.seconds:g} seconds"
            raise usage_error(_PLACE, what, "Give it more time, or less data.") from None
        return done.returncode, (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace")


def _write(path: Path, triples: Iterable[Triple]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(triples))


def _lines(triples: Iterable[Triple]) -> Iterator[str]:
    return (f"{s} {p} {o} .\n" for s, p, o in triples if p != _IMPORTS and _usable(o))


def _usable(term: str) -> bool:
    found = _DATATYPE.search(term) if term.startswith('"') else None
    return found is None or found[1] not in _NOT_OWL


def _classpath() -> tuple[str, ...]:
    # Found, not imported: it brings a database, and only its folder is needed.
    package = find_spec("owlready2")
    home = Path(package.origin or "").parent / "hermit" if package else Path()
    jar = home / "HermiT.jar"
    if not jar.is_file():
        raise usage_error("owlready2", "the package is missing or brings no HermiT", "Run: pip install owlready2==0.51")
    # The classes beside the jar are owlready2's corrections of those inside, so the folder goes first.
    separator = ";" if home.drive else ":"
    return "-cp", f"{home}{separator}{jar}"


def _empty(output: str) -> tuple[str, ...]:
    found: set[str] = set()
    for line in _EQUIVALENT.findall(output):
        names = {iri or OWL + local for iri, local in _NAME.findall(line)}
        if names & _NOTHING:
            found |= names - _NOTHING
    return tuple(sorted(found))


def _failure(output: str, memory_mb: int) -> UsageError:
    if _NO_MEMORY.search(output):
        return usage_error(_PLACE, f"the reasoner ran out of {memory_mb} MB", "Give it more memory, or less data.")
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "Exception" in line or "Error" in line]
    said = (telling or lines or ["it said nothing"])[0][:300]
    return usage_error(_PLACE, f"the reasoner cannot read the axioms: {said}", "Look for axioms outside OWL 2 DL.")
