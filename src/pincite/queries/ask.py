"""Asking a named question: parameters in, an answer with its sources out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from typing import Protocol

from msgspec import Struct

from pincite.dates import DateError, check_day
from pincite.errors import usage_error
from pincite.graph.names import Names
from pincite.graph.queries import Parameter, Query
from pincite.graph.store import Rows, bind
from pincite.graph.terms import XSD, Iri, Text, iri, literal
from pincite.queries.listing import default, near

# Columns that hold statements are the answer's sources, not part of what it says.
SOURCE = re.compile(r"statement\w*")


class Selects(Protocol):
    """Whatever answers a SELECT: the embedded graph or an endpoint."""

    def select(self, query: str) -> Rows:
        """Return the rows."""


class Answer(Struct, frozen=True):
    """A question's answer: the columns people see, the rows in words, and the statements behind each row."""

    query: Query
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    terms: tuple[tuple[Iri | Text | None, ...], ...]
    statements: tuple[tuple[Iri, ...], ...]


def find_query(queries: Mapping[str, Query], name: str) -> Query:
    """Return a query by name or question id. Raises UsageError with the nearest names."""
    if name in queries:
        return queries[name]
    for query in queries.values():
        if name in (query.header.get("question"), query.file):
            return query
    meant = near(queries, name)
    raise usage_error(
        repr(name),
        "no question of that name",
        f"Did you mean {', '.join(meant)}?" if meant else "Run `pincite ask --list`.",
    )


def ask(query: Query, given: Mapping[str, str], source: Selects, names: Names) -> Answer:
    """Run a question. Raises UsageError for an unknown parameter or a value that is not of its type."""
    known = {parameter.name: parameter for parameter in query.parameters}
    terms = {}
    for name, value in given.items():
        if name not in known:
            remedy = f"Parameters: {', '.join(known)}." if known else "It takes none."
            raise usage_error(query.file, f"no parameter '{name}'", remedy)
        terms[name] = _term(known[name], value, names, kind_of(query, known[name]))
    answer = source.select(bind(query.text, terms))
    shown = [index for index, variable in enumerate(answer.variables) if not SOURCE.fullmatch(variable)]
    hidden = [variable for variable in answer.variables if SOURCE.fullmatch(variable)]
    # Rows that say the same are one row, with the statements of all.
    found: dict[tuple[Iri | Text | None, ...], dict[Iri, None]] = {}
    for row in answer:
        said = found.setdefault(tuple(row[answer.variables[index]] for index in shown), {})
        said |= dict.fromkeys(term for name in hidden if isinstance(term := row[name], Iri))
    full = list(found)
    sources = [tuple(said) for said in found.values()]
    return Answer(
        query,
        tuple(answer.variables[index] for index in shown),
        tuple(tuple(names.label(value) for value in row) for row in full),
        tuple(full),
        tuple(sources),
    )


def kind_of(query: Query, parameter: Parameter) -> str | None:
    """Return the kind of entity that a question is asked of, which its default shows; None for what is no entity."""
    kind, slash, _ = (default(query, parameter) or "").partition("/")
    return kind if parameter.type == "entity" and slash else None


def _term(parameter: Parameter, value: str, names: Names, kind: str | None) -> str:
    name, type_ = parameter.name, parameter.type
    if type_ in ("entity", "term"):
        return iri(names.find(value, f"-p {name}={value}", kind))
    if type_ == "date":
        try:
            check_day(value)
        except DateError as error:
            raise usage_error(f"-p {name}={value}", error.what, "Write a day as 2015-06-01.") from error
        return literal(value, "date")
    if type_ == "integer" and not re.fullmatch(r"-?[0-9]+", value):
        raise usage_error(f"-p {name}={value}", "not a whole number", "Write digits only.")
    return literal(value, type_)


def as_csv(answer: Answer) -> str:
    """Return it as CSV with a header line (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """Return it as SPARQL 1.1 Query Results JSON, the statements of each row under `statements`."""
    bindings = [
        {column: _json_term(term) for column, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.terms
    ]
    content = {
        "head": {"vars": list(answer.columns)},
        "results": {"bindings": bindings},
        "statements": [list(row) for row in answer.statements],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _json_term(term: Iri | Text) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"type": "uri", "value": term}
    made = {"type": "literal", "value": str(term)}
    if term.language:
        return made | {"xml:lang": term.language}
    return made if term.datatype == XSD + "string" else made | {"datatype": term.datatype}


def as_table(answer: Answer, width: int) -> str:
    """Return it as a plain table at most `width` characters wide; long cells are wrapped, nothing is cut."""
    if not answer.rows:
        return "No row: the documents do not say.\n"
    widths = _widths(answer, width)
    lines = [_line([column.replace("_", " ") for column in answer.columns], widths), "  ".join("-" * w for w in widths)]
    for row in answer.rows:
        cells = [_wrap(cell, w) for cell, w in zip(row, widths, strict=True)]
        height = max(len(cell) for cell in cells)
        lines += [_line([cell[i] if i < len(cell) else "" for cell in cells], widths) for i in range(height)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _widths(answer: Answer, width: int) -> list[int]:
    longest = [max(len(cell) for cell in column) for column in zip(answer.columns, *answer.rows, strict=True)]
    room = max(width - 2 * (len(longest) - 1), 8 * len(longest))
    while sum(longest) > room:
        widest = max(range(len(longest)), key=longest.__getitem__)
        longest[widest] = max(8, longest[widest] - max(1, (sum(longest) - room) // 2))
        if all(one <= 8 for one in longest):
            break
    return longest


def _wrap(cell: str, width: int) -> list[str]:
    import textwrap  # noqa: PLC0415  # only for tables

    return textwrap.wrap(cell, width) or [""]


def _line(cells: list[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))


FORMATS: Mapping[str, Callable[[Answer], str]] = {"csv": as_csv, "json": as_json}
