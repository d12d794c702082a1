"""`mappings/facts/`: quotations and the facts they support, from YAML and from tables, as one stream of entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from pincite.dates import DateError, check_day
from pincite.errors import ContentError, Place, Problem
from pincite.files import Located, read_yaml
from pincite.seeds import Document, Quotation

NONE_REASONS = ("boilerplate", "heading", "repeats", "no-content")
_FILE_FIELDS = ("document", "sha256", "recorded", "passages")
_PASSAGE_FIELDS = ("quote", "prefix", "occurrence", "also", "facts", "none", "note")
QUALIFIERS = (
    "mode", "by", "via", "polarity", "hedge", "min", "max", "exact", "when", "when_basis", "id", "key", "also", "note",
)  # fmt: skip


class RawFact(Struct, frozen=True):
    """A fact as the file has it, nothing checked but its form."""

    kind: str
    fields: Mapping[str, object]
    qualifiers: Mapping[str, object]
    also: tuple[Quotation, ...]
    place: Place


class Entry(Struct, frozen=True):
    """A quotation with its facts, or with the reason why it has none."""

    document: str
    quotation: Quotation
    also: tuple[Quotation, ...]
    facts: tuple[RawFact, ...]
    none: str | None
    recorded: str | None


def read_yaml_facts(
    files: Iterable[Path], name: Callable[[Path], str], documents: Mapping[str, Document]
) -> Iterator[Entry]:
    """Yield the entries of YAML files.

    Raises ContentError (all problems of a file at once) for an unknown document, a document that has changed since its
    facts were written, and any entry that is not of the form in docs/facts.md.
    """
    for path in files:
        problems: list[Problem] = []
        entries = list(_file(read_yaml(path, name(path)), name(path), documents, problems))
        if problems:
            raise ContentError(problems)
        yield from entries


def _file(content: Any, file: str, documents: Mapping[str, Document], problems: list[Problem]) -> Iterator[Entry]:  # noqa: ANN401
    if not isinstance(content, Located) or not isinstance(content.get("passages"), list) or not content["passages"]:
        problems.append(
            Problem(Place(file), "no facts", "Write `document:`, `sha256:` and `passages:` with at least one.")
        )
        return
    problems += _unknown(content, _FILE_FIELDS, file)
    document = documents.get(str(content.get("document")))
    if document is None:
        what = f"document '{content.get('document')}' is not in seeds/catalog.yaml"
        problems.append(Problem(Place(file, content.line), what, f"Name one of: {', '.join(documents)}."))
        return
    if problem := changed(document, content.get("sha256"), Place(file, content.lines.get("sha256", content.line))):
        problems.append(problem)
        return
    if problem := check_recorded(content.get("recorded"), Place(file, content.lines.get("recorded", content.line))):
        problems.append(problem)
    for passage in content["passages"]:
        made = _entry(passage, document.id, content.get("recorded"), file, problems)
        if made is not None:
            yield made


def changed(document: Document, recorded: object, place: Place) -> Problem | None:
    """Return a problem when the document is not the one that the facts were written against."""
    if recorded == document.sha256:
        return None
    what = f"document '{document.id}' is not the one these facts were written against (SHA-256 {document.sha256})"
    return Problem(place, what, "Read the facts against the document again, then record this SHA-256.")


def _entry(passage: Any, document: str, recorded: str | None, file: str, problems: list[Problem]) -> Entry | None:  # noqa: ANN401
    if not isinstance(passage, Located) or not isinstance(passage.get("quote"), str):
        place = Place(file, getattr(passage, "line", None))
        problems.append(
            Problem(place, "a passage has no quotation", "Begin it with `- quote:` and the document's words.")
        )
        return None
    problems += _unknown(passage, _PASSAGE_FIELDS, file)
    place = Place(file, passage.line)
    facts, none = passage.get("facts"), passage.get("none")
    if none is not None and str(none).split(" ")[0].rstrip(":") not in NONE_REASONS:
        problems.append(
            Problem(place, f"reason {none!r} is not known", f"Begin with one of: {', '.join(NONE_REASONS)}.")
        )
    if (facts is None) == (none is None) or (facts is not None and (not isinstance(facts, list) or not facts)):
        problems.append(
            Problem(
                place, "a passage has neither facts nor a reason, or both", "Write `facts:` with a list, or `none:`."
            )
        )
        return None
    quoted = _quotation(passage, file, place, problems)
    made = [_fact(fact, file, problems) for fact in facts or ()]
    return Entry(document, quoted, _also(passage, file, problems), tuple(fact for fact in made if fact), none, recorded)


def _fact(fact: Any, file: str, problems: list[Problem]) -> RawFact | None:  # noqa: ANN401
    if not isinstance(fact, Located):
        problems.append(
            Problem(Place(file), f"a fact is not a mapping: {str(fact)[:60]!r}", "Write `- kind: {field: value}`.")
        )
        return None
    place = Place(file, fact.line)
    kinds = [key for key in fact if key not in QUALIFIERS]
    if len(kinds) != 1 or not isinstance(fact[kinds[0]], dict):
        what = f"a fact has one kind with its fields, this has {kinds or 'none'}"
        problems.append(
            Problem(place, what, f"Write `kind: {{field: value}}`; qualifiers are {', '.join(QUALIFIERS)}.")
        )
        return None
    qualifiers = {key: value for key, value in fact.items() if key in QUALIFIERS and key != "also"}
    return RawFact(kinds[0], fact[kinds[0]], qualifiers, _also(fact, file, problems), place)


def _also(holder: Located, file: str, problems: list[Problem]) -> tuple[Quotation, ...]:
    further = holder.get("also", [])
    place = Place(file, holder.lines.get("also", holder.line))
    if not isinstance(further, list):
        further = [further]
    return tuple(
        _quotation(item if isinstance(item, Located) else {"quote": item}, file, place, problems) for item in further
    )


def _quotation(holder: Mapping[str, Any], file: str, place: Place, problems: list[Problem]) -> Quotation:
    line = holder.lines.get("quote", place.line) if isinstance(holder, Located) else place.line
    return quotation(str(holder.get("quote", "")), Place(file, line), holder, problems)


def quotation(text: str, place: Place, holder: Mapping[str, Any], problems: list[Problem]) -> Quotation:
    """Return a quotation with what its holder says of `prefix` and `occurrence`."""
    prefix, occurrence = holder.get("prefix"), holder.get("occurrence")
    if occurrence is not None and not re.fullmatch("[1-9][0-9]*", str(occurrence)):
        problems.append(Problem(place, f"occurrence {occurrence!r} is not a number from 1", "Write 1, 2, ..."))
        occurrence = None
    number = None if occurrence is None else int(occurrence)
    return Quotation(text, place, None if prefix is None else str(prefix), number)


def check_recorded(recorded: object, place: Place) -> Problem | None:
    """Return a problem when the day on which facts were written is given and is none."""
    if recorded is None:
        return None
    try:
        check_day(str(recorded))
    except DateError as error:
        return Problem(place, f"recorded: {error.what}", error.remedy)
    return None


def _unknown(holder: Located, known: tuple[str, ...], file: str) -> list[Problem]:
    return [
        Problem(Place(file, holder.lines[field]), f"unknown field '{field}'", f"Known: {', '.join(known)}.")
        for field in holder
        if field not in known
    ]
