"""Reading `queries/**/*.rq` and `ontology/rules/*.rq`: a YAML header in `#+` lines, then valid SPARQL 1.1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml
from msgspec import Struct

from pincite.errors import ContentError, Place, Problem, UsageError, usage_error
from pincite.files import read_text
from pincite.graph.terms import Prefixes

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML has it
_FORM = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.IGNORECASE)
_AT = re.compile(r"error at (\d+):\d+")
_VARIABLE = re.compile(r"[?$](\w+)")
_TYPES = ("entity", "date", "string", "integer", "term")
_LONGEST = 200  # characters of the parser's words
_UPDATE_WORDS = re.compile(r"\bSERVICE\b", re.IGNORECASE)


class Parameter(Struct, frozen=True):
    """A query's parameter: a type, and the default that stands in the query's own VALUES block."""

    name: str
    type: str
    label: str


class Query(Struct, frozen=True):
    """A query file: `name` is the file's name without its ending, `file` what people know it as."""

    name: str
    file: str
    summary: str
    header: Mapping[str, Any]
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    form: str
    text: str


def read_queries(paths: Iterable[Path], name: Callable[[Path], str], prefixes: Prefixes) -> dict[str, Query]:
    """Return query files by name.

    Raises UsageError for a file that is not SPARQL or whose header is not YAML, ContentError for a header without
    summary, a SELECT without ORDER BY, a variable that is returned but never bound, `returns` that are not the query's
    variables, a parameter without its VALUES block, and a call to another endpoint.
    """
    queries: dict[str, Query] = {}
    problems: list[Problem] = []
    broken: list[Problem] = []
    for path in paths:
        try:
            query = _read(path, name(path), prefixes, problems)
        except UsageError as error:
            broken += error.problems
            continue
        if query.name in queries:
            other = queries[query.name].file
            problems.append(
                Problem(Place(query.file), f"the name is already that of {other}", "Rename one of the files.")
            )
        queries[query.name] = query
    if broken:
        raise UsageError(broken)
    if problems:
        raise ContentError(problems)
    return queries


def _read(path: Path, file: str, prefixes: Prefixes, problems: list[Problem]) -> Query:
    text = read_text(path, file)
    header = _header(text, file)
    body = _uncommented(text)
    found = _FORM.search(body)
    form = found[1].upper() if found else ""
    variables = _check_syntax(text, file, form, prefixes)
    params = _params(header, file, problems)
    parameters = tuple(
        Parameter(key, str(value.get("type", "string")), str(value.get("label", key)))
        for key, value in params.items()
        if isinstance(value, dict)
    )
    query = Query(path.stem, file, str(header.get("summary", "")), header, parameters, variables, form, text)
    problems += _check(query, body, params)
    return query


def _params(header: Mapping[str, Any], file: str, problems: list[Problem]) -> dict[str, Any]:
    params = header.get("params") or {}
    if not isinstance(params, dict):
        remedy = "Write `#+ params: {name: {type: entity}}`."
        problems.append(Problem(Place(file), "params is not a mapping", remedy))
        return {}
    return params


def _header(text: str, file: str) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") if line.startswith("#+") else "" for line in text.splitlines()]
    try:
        header = yaml.load("\n".join(lines), Loader=_LOADER) or {}  # noqa: S506  # a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise usage_error(
            Place(file, line), f"the header is not YAML: {error.problem}", "Mend the `#+` lines."
        ) from error
    if not isinstance(header, dict):
        raise usage_error(file, "the header is not a mapping", "Write `#+ summary: ...`.")
    return header


def _uncommented(text: str) -> str:
    # Comments in our files stand on lines of their own; '#' inside an IRI or string is left alone.
    return "\n".join("" if line.lstrip().startswith("#") else line for line in text.splitlines())


def _check_syntax(text: str, file: str, form: str, prefixes: Prefixes) -> tuple[str, ...]:
    try:
        answer = ox.Store().query(text, base_iri=prefixes.base, prefixes=dict(prefixes.namespaces))
    except SyntaxError as error:
        at = _AT.search(str(error))
        remedy = "Mend the query there; prefixes come from ontology/prefixes.ttl."
        # The parser lists all it would have taken, over several lines.
        what = "unknown prefix" if "Prefix not found" in str(error) else " ".join(str(error).split())[:_LONGEST]
        raise usage_error(Place(file, int(at[1]) if at else None), f"not SPARQL: {what}", remedy) from error
    if form == "SELECT" and isinstance(answer, ox.QuerySolutions):
        return tuple(variable.value for variable in answer.variables)
    return ()


def _check(query: Query, body: str, params: Mapping[str, Any]) -> list[Problem]:
    place = Place(query.file)
    problems = []
    if not query.summary:
        problems.append(Problem(place, "no summary", "Begin the file with `#+ summary: what it answers`."))
    if query.form == "SELECT" and not re.search(r"\bORDER\s+BY\b", body, re.IGNORECASE):
        problems.append(
            Problem(place, "no ORDER BY", "Add one: an answer has an order, or it differs from store to store.")
        )
    declared = query.header.get("returns")
    if declared is not None and declared != list(query.returns):
        what = f"returns {declared} but selects {list(query.returns)}"
        problems.append(Problem(place, what, "Make the header and the SELECT the same."))
    mentioned = Counter(_VARIABLE.findall(body))
    problems += [
        Problem(place, f"variable ?{variable} is returned but never bound", "Bind it in the WHERE part, or drop it.")
        for variable in query.returns
        if mentioned[variable] < 2
    ]
    wrong = [_check_parameter(query, key, value, body) for key, value in params.items()]
    problems += [problem for problem in wrong if problem is not None]
    if _UPDATE_WORDS.search(body):
        problems.append(Problem(place, "SERVICE calls another endpoint", "Query this graph only."))
    return problems


def _check_parameter(query: Query, name: str, value: object, body: str) -> Problem | None:
    place = Place(query.file)
    if not isinstance(value, dict) or value.get("type") not in _TYPES:
        return Problem(
            place,
            f"parameter '{name}' has no known type",
            f"Write `{name}: {{type: entity}}`; types: {', '.join(_TYPES)}.",
        )
    if not re.search(rf"VALUES\s+\?{re.escape(name)}\s*\{{[^{{}}]*\}}", body):
        return Problem(
            place, f"parameter '{name}' has no VALUES block", f"Write VALUES ?{name} {{ default }} in the WHERE part."
        )
    return None
