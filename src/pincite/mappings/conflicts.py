"""`mappings/conflicts.yaml`: which statements disagree, and whether that leaves neither standing as a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

from pincite.errors import ContentError, Place, Problem
from pincite.files import Located, read_yaml
from pincite.graph.statements import Statement
from pincite.graph.terms import Prefixes

_FIELDS = ("between", "contested", "note")


def apply_conflicts(
    path: Path,
    name: Callable[[Path], str],
    statements: Sequence[Statement],
    handles: Mapping[str, int],
    prefixes: Prefixes,
) -> list[Statement]:
    """Return the statements with their disagreements; `handles` gives a key's position among them.

    A missing file means that none is recorded. Raises ContentError for an unknown key, fewer than two, or no note.
    """
    made = list(statements)
    if not path.exists():
        return made
    content = read_yaml(path, name(path))
    entries = content.get("conflicts") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise ContentError(
            Problem(Place(name(path)), "no `conflicts:` list", "Write `conflicts:` and a list, or remove the file.")
        )
    problems: list[Problem] = []
    for entry in entries:
        problems += _check(entry, name(path), handles) or _join(entry, made, handles, prefixes)
    if problems:
        raise ContentError(problems)
    return made


def _check(entry: Any, file: str, handles: Mapping[str, int]) -> list[Problem]:  # noqa: ANN401
    place = Place(file, getattr(entry, "line", None))
    if not isinstance(entry, Located) or not isinstance(entry.get("between"), list) or len(set(entry["between"])) < 2:
        return [
            Problem(place, "a conflict is not between two keys", "Write `- between: [key, key]` with keys of facts.")
        ]
    problems = [
        Problem(place, f"key '{key}' is of no fact", "Give the fact `key:`, or mend the name.")
        for key in entry["between"]
        if key not in handles
    ]
    if not entry.get("note"):
        problems.append(Problem(place, "a conflict without a note", "Say in `note:` in what they disagree."))
    problems += [
        Problem(place, f"unknown field '{field}'", f"Known: {', '.join(_FIELDS)}.")
        for field in entry
        if field not in _FIELDS
    ]
    return problems


def _join(entry: Located, made: list[Statement], handles: Mapping[str, int], prefixes: Prefixes) -> list[Problem]:
    for one, other in permutations([handles[key] for key in entry["between"]], 2):
        joined = (*made[one].conflicts, (made[other].iri(prefixes), entry["note"]))
        made[one] = replace(
            made[one], conflicts=joined, contested=made[one].contested or entry.get("contested") is True
        )
    return []
