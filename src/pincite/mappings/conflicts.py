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
    keys = entry.get("between") if isinstance(entry, Located) else None
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys) or len(set(keys)) < 2:
        return [
            Problem(place, "a conflict is not between two keys", "Write `- between: [key, key]` with keys of facts.")
        ]
    problems = [
        Problem(place, f"key '{key}' is of no fact", "Give the fact `key:`, or mend the name.")
        for key in keys
        if key not in handles
    ]
    if not entry.get("note") or not isinstance(entry["note"], str):
        problems.append(Problem(place, "a conflict without a note", "Say in `note:` in what they disagree."))
    if not isinstance(contested := entry.get("contested", False), bool):
        what = f"contested {contested!r} is neither true nor false"
        problems.append(Problem(place, what, "Write true or false: what is contested becomes no plain triple."))
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
