"""A difference as plain text, Markdown or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from pincite.comparing.answers import Questions
from pincite.comparing.told import ADDED, CHANGED, GONE, Side, records, sections, size
from pincite.difference import Change, Difference, Part, Record, Said

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|&~])")
# What would begin a list.
_LIST = re.compile(r"^(\d*)([-+.)])")
_SIGNS = {ADDED: "Added", GONE: "Withdrawn", CHANGED: "Changed"}


class Compared(Struct, frozen=True):
    """Two states, what changed between them, and the questions that have another answer (None: not asked)."""

    old: Side
    new: Side
    difference: Difference
    questions: Questions | None

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return not self.difference


def as_text(compared: Compared, *, brief: bool = False) -> str:
    """Return it as plain text; when `brief` only the numbers."""
    lines = [f"Old: {compared.old.source} ({size(compared.old)})", f"New: {compared.new.source} ({size(compared.new)})"]
    for section in _sections(compared):
        lines += [*([] if brief else [""]), f"{section.title}: {section.summary}"]
        for entry in () if brief else section.entries:
            lines.append(f"  {entry.sign} {entry.head}")
            lines += [f"      {line}" for line in (*entry.lines, *([entry.iri] if entry.cited else []))]
    return "\n".join([*lines, *([] if brief else [""]), _rest(compared)]) + "\n"


def as_markdown(compared: Compared, *, brief: bool = False) -> str:
    """Return it as Markdown, for a release's notes or a merge request; when `brief` only the numbers."""
    lines = ["# What changed", ""]
    for name, side in (("Old", compared.old), ("New", compared.new)):
        lines.append(f"- {name}: {_plain(side.source)} ({size(side)})")
    for section in _sections(compared):
        lines += ["", f"## {section.title}", "", f"{_plain(section.summary)}."]
        sign = ""
        for entry in () if brief else section.entries:
            if entry.sign != sign:
                sign = entry.sign
                lines += ["", f"### {_SIGNS[sign]}", ""]
            lines.append(f"- {_plain(entry.head)}")
            lines += [f"  - {_plain(line)}" for line in entry.lines]
            lines += [f"  - <{entry.iri}>"] if entry.cited else []
    return "\n".join([*lines, "", _rest(compared)]) + "\n"


def as_json(compared: Compared, *, brief: bool = False) -> str:
    """Return it as JSON; when `brief` only the numbers."""
    difference, old, new = compared.difference, compared.old, compared.new
    content: dict[str, Any] = {
        "same": compared.same,
        "old": _side(old),
        "new": _side(new),
        "triples": {"added": difference.triples[0], "withdrawn": difference.triples[1]},
        "statements": _part(difference.statements, brief, lambda said, side: asdict(side.fact(said)), compared),
    }
    for title, part in records(difference).items():
        named = title.lower().replace(" ", "_")
        content[named] = None if part is None else _part(part, brief, _record, compared)
    asked = compared.questions
    content["questions"] = None if asked is None else {"asked": asked.asked, "changed": len(asked.changed)}
    if asked is not None and not brief:
        content["questions"]["answers"] = [asdict(one) for one in asked.changed]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


FORMS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def _sections(compared: Compared) -> list[Any]:
    return list(sections(compared.difference, compared.old, compared.new, compared.questions))


def _rest(compared: Compared) -> str:
    more, less = compared.difference.triples
    if compared.same:
        return f"No difference: all {len(compared.new.state.triples):,} triples are the same."
    told = f"Triples: {more:,} added, {less:,} withdrawn."
    if not compared.old.state.whole or not compared.new.state.whole:
        told += " Only statements were compared: one side has nothing else."
    elif compared.questions is None:
        told += " No question was asked."
    return told


def _side(side: Side) -> dict[str, Any]:
    state = side.state
    sizes = {name: len(getattr(state, name)) for name in ("documents", "entities", "statements", "triples")}
    return {"source": side.source, "base": state.base, **sizes}


def _part(part: Part[Any], brief: bool, told: Any, compared: Compared) -> dict[str, Any]:  # noqa: ANN401
    counts = {
        "counts": {
            "added": len(part.added), "withdrawn": len(part.gone), "changed": len(part.changed),
            "elsewhere": len(part.elsewhere),
        }
    }  # fmt: skip
    if brief:
        return counts
    old, new = compared.old, compared.new
    return {
        **counts,
        "added": [told(one, new) for one in part.added],
        "withdrawn": [told(one, old) for one in part.gone],
        "changed": [_change(change, told, old, new) for change in part.changed],
        "elsewhere": [{"old": old.state.base + one, "new": new.state.base + other} for one, other in part.elsewhere],
    }


def _change(change: Change[Any], told: Any, old: Side, new: Side) -> dict[str, Any]:  # noqa: ANN401
    def value(side: Side, one: Said | Record, field: str) -> str:
        return side.value(one, field) if isinstance(one, Said) else side.record(one, field)

    fields: Mapping[str, dict[str, str]] = {
        field: {"old": value(old, change.old, field), "new": value(new, change.new, field)} for field in change.fields
    }
    return {"fields": fields, "old": told(change.old, old), "new": told(change.new, new)}


def _record(record: Record, side: Side) -> dict[str, Any]:
    return {"iri": side.state.base + record.id, "label": record.label, "class": side.label(record.type)}


def _plain(text: str) -> str:
    return _LIST.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", text))
