"""What a validation finds: one `Finding` a rule, focus, path and value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from msgspec import Struct

from pincite.errors import Place, Problem


class Severity(StrEnum):
    """How much a broken rule matters: a violation fails the build, the other two are reported."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


_RANK = {Severity.VIOLATION: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Finding(Struct, frozen=True):
    """One node that breaks one rule.

    `shape`, `path` and `component` (the kind of constraint) are IRIs, `value` is an N-Triples term; `focus` is an IRI,
    or a term when it is none. `path` is None for a rule about no one property, `value` when what is wrong is that
    something is missing or there too often, and for a comparison of two properties.
    """

    shape: str
    label: str
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    message: str
    component: str

    @property
    def fails(self) -> bool:
        """Whether it fails a build."""
        return self.severity is Severity.VIOLATION


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings each once: violations first, then by rule, focus, path and value."""
    return sorted(
        set(findings),
        key=lambda f: (_RANK[f.severity], f.shape, f.focus, f.path or "", f.value or "", f.component),
    )


def problem(finding: Finding, place: Callable[[str], Place]) -> Problem:
    """Return a finding as an error for people.

    `place` tells where a focus was written. The first sentence of the rule's message says what is wrong, the rest what
    to do; path and value stand behind the first.
    """
    what, _, remedy = finding.message.partition(". ")
    seen = " ".join(part for part in (finding.path, finding.value) if part is not None)
    about = f"{finding.focus}: {what.rstrip('.')}"
    return Problem(place(finding.focus), f"{about} ({seen})" if seen else about, remedy)
