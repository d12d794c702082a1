"""Fact tables for people with many rows: CSV, JSONL and Parquet give the same entries as YAML, one fact a row.

Columns: `document`, `quote`, `kind`, optionally `prefix`, `occurrence`, `sha256`, `recorded`, any qualifier, and the
kind's fields. An empty cell is a field not given. In CSV a list (of a field, or of `also`) has `|` between its parts;
JSONL and Parquet may have real lists.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pincite.errors import ContentError, Place, Problem, usage_error
from pincite.files import read_text
from pincite.mappings.facts import QUALIFIERS, Entry, RawFact, changed, check_recorded, quotation
from pincite.seeds import Document, Quotation

_COLUMNS = ("document", "quote", "kind")
_OTHER = ("prefix", "occurrence", "sha256", "recorded", "also")
SUFFIXES = (".csv", ".jsonl", ".parquet")

NumberedRow = tuple[int, dict[str, Any]]


def read_tables(
    files: Iterable[Path], name: Callable[[Path], str], documents: Mapping[str, Document]
) -> Iterator[Entry]:
    """Yield the entries of fact tables.

    Raises UsageError for a file that is not what its name says, with the line; ContentError (all problems of a file at
    once) for a row without document, quotation or kind, with an unknown document, or whose document has changed.
    """
    for path in files:
        problems: list[Problem] = []
        entries = [
            entry
            for line, row in _rows(path, name(path))
            if (entry := _entry(row, Place(name(path), line), documents, problems)) is not None
        ]
        if not entries and not problems:
            problems.append(Problem(Place(name(path)), "the table has no rows", "Add rows, or remove the file."))
        if problems:
            raise ContentError(problems)
        yield from entries


def _rows(path: Path, name: str) -> Iterator[NumberedRow]:
    if path.suffix == ".csv":
        return _csv(path, name)
    return _jsonl(path, name) if path.suffix == ".jsonl" else _parquet(path, name)


def _csv(path: Path, name: str) -> Iterator[NumberedRow]:
    reader = csv.DictReader(io.StringIO(read_text(path, name), newline=""), strict=True, restkey="")
    try:
        for row in reader:
            if "" in row or None in row.values():
                raise usage_error(
                    Place(name, reader.line_num),
                    "the row has not as many cells as the header",
                    "Quote cells that hold a comma.",
                )
            yield reader.line_num, {key: _cell(key, value) for key, value in row.items() if value != ""}
    except csv.Error as error:
        # The reader counts the lines of whole rows; the broken one begins behind them.
        raise usage_error(Place(name, reader.line_num + 1), f"not CSV: {error}", "Mend the quotes there.") from error


def _cell(column: str, value: str) -> str | list[str]:
    # A quotation and a remark may hold a `|` of their own.
    split = "|" in value and (column == "also" or column not in (*_COLUMNS, *_OTHER, *QUALIFIERS))
    return [part.strip() for part in value.split("|")] if split else value


def _jsonl(path: Path, name: str) -> Iterator[NumberedRow]:
    for number, line in enumerate(read_text(path, name).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise usage_error(Place(name, number), f"not JSON: {error.msg}", "Write one JSON object a line.") from error
        if not isinstance(row, dict):
            raise usage_error(Place(name, number), "not a JSON object", "Write one JSON object a line.")
        yield number, {key: value for key, value in row.items() if value is not None}


def _parquet(path: Path, name: str) -> Iterator[NumberedRow]:
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  # large and optional
    except ImportError as error:
        raise usage_error(name, "reading Parquet needs pyarrow", "Run pip install 'pincite[parquet]'.") from error
    try:
        rows = parquet.read_table(path).to_pylist()
    except (ArrowException, OSError) as error:
        what = str(error).replace(str(path), name)
        raise usage_error(name, f"not Parquet: {what}", "Write the table anew.") from error
    for number, row in enumerate(rows, 1):
        yield number, {str(key): value for key, value in row.items() if value is not None}


def _entry(
    row: dict[str, Any], place: Place, documents: Mapping[str, Document], problems: list[Problem]
) -> Entry | None:
    missing = [column for column in _COLUMNS if not isinstance(row.get(column), str)]
    if missing:
        problems.append(Problem(place, f"no {' and no '.join(missing)}", "Fill the cell."))
        return None
    document = documents.get(row["document"])
    if document is None:
        what = f"document '{row['document']}' is not in seeds/catalog.yaml"
        problems.append(Problem(place, what, f"Name one of: {', '.join(documents)}."))
        return None
    if "sha256" in row and (problem := changed(document, row["sha256"], place)):
        problems.append(problem)
        return None
    if problem := check_recorded(row.get("recorded"), place):
        problems.append(problem)
    fields = {key: value for key, value in row.items() if key not in (*_COLUMNS, *_OTHER, *QUALIFIERS)}
    qualifiers = {key: value for key, value in row.items() if key in QUALIFIERS and key != "also"}
    quoted = quotation(row["quote"], place, row, problems)
    also = row.get("also", [])
    further = tuple(Quotation(str(text), place) for text in (also if isinstance(also, list) else [also]))
    fact = RawFact(row["kind"], fields, qualifiers, further, place)
    recorded = row.get("recorded")
    return Entry(document.id, quoted, (), (fact,), None, None if recorded is None else str(recorded))
