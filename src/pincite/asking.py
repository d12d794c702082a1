"""What `pincite ask`, `explain` and `coverage` print, made from a publication's folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pincite.content import read_queries_of
from pincite.coverage import Coverage
from pincite.errors import UsageError, usage_error
from pincite.explain import Evidence, Explainer
from pincite.graph.names import Names
from pincite.graph.queries import Query
from pincite.graph.store import Source
from pincite.pipeline import Timings, make_graph
from pincite.project import Project
from pincite.queries.ask import FORMATS, Answer, as_table, ask, find_query, kind_of
from pincite.queries.listing import as_list, default


def listing(root: Path, wanted: str | None = None) -> str:
    """Return the questions by topic and kind, a line each; those with some words; or one in full, by its name.

    Raises UsageError when no question has the words.
    """
    queries, _, _ = read_queries_of(Project.open(root))
    if text := as_list(queries, wanted):
        return text
    raise usage_error(repr(wanted), "no question has these words", "Run `pincite ask --list` for all.")


def answer(
    root: Path,
    name: str,
    given: Mapping[str, str],
    form: str,
    sources: bool,
    endpoint: str | None,
    width: int,
    graphs: Sequence[str] = (),
) -> str:
    """Return a question's answer as text in one of the formats; from an endpoint, its `graphs` or its default graph.

    What things are called is the folder's in both cases. Raises PinciteError.
    """
    if sources and form == "csv":
        raise usage_error("--sources", "CSV has no place for sentences", "Ask for a table, or for JSON's statements.")
    project = Project.open(root)
    queries, _, _ = read_queries_of(project)
    query = find_query(queries, name)
    graph = make_graph(project, Timings(lambda _: None)).graph
    names = Names(graph)
    source = graph if endpoint is None else _endpoint(endpoint, project, graphs)
    found = ask(query, given, source, names)
    text = as_table(found, width) if form == "table" else FORMATS[form](found)
    if form == "table" and not found.rows:
        text += _other_kinds(query, given, names)
    return text + (_sources(found, Explainer(source, names)) if sources and form == "table" else "")


def _endpoint(url: str, project: Project, graphs: Sequence[str]) -> Source:
    from pincite.queries.endpoint import Endpoint  # noqa: PLC0415  # SPARQLWrapper is slow to import

    return Endpoint(url, project.prefixes, graphs)


def _other_kinds(query: Query, given: Mapping[str, str], names: Names) -> str:
    """Return a remark for each parameter of another kind than the question is asked of: that may be why no row fits."""
    remarks = []
    for parameter in query.parameters:
        kind = kind_of(query, parameter)
        if kind is None or parameter.name not in given:
            continue
        found = names.short(names.find(given[parameter.name], kind=kind))
        if not found.startswith(f"{kind}/"):
            remarks.append(f"{parameter.name} is {found}; the question's own is {default(query, parameter)}.\n")
    return "".join(remarks)


def _sources(found: Answer, explainer: Explainer) -> str:
    lines: dict[Evidence, list[int]] = {}
    for number, statements in enumerate(found.statements, 1):
        for statement in statements:
            for evidence in explainer.evidence(statement):
                rows = lines.setdefault(evidence, [])
                if number not in rows:
                    rows.append(number)
    if not lines:
        return "\nNo sources: the query returns no statements.\n"
    shown = (f"  row {', '.join(map(str, rows))}: {evidence}" for evidence, rows in lines.items())
    return "\nSources\n" + "\n".join(shown) + "\n"


def explanation(
    root: Path,
    subject: str,
    property_: str | None,
    value: str | None,
    endpoint: str | None = None,
    graphs: Sequence[str] = (),
) -> str:
    """Return the explanation of all statements about a subject (with a property, with a value).

    With an endpoint, nothing is built: names, statements and sentences are those that it holds. Raises PinciteError.
    """
    project = Project.open(root)
    if endpoint is None:
        graph: Source = make_graph(project, Timings(lambda _: None)).graph
    else:
        graph = _endpoint(endpoint, project, graphs)
    names = Names(graph)
    wanted_property = names.find(property_) if property_ else None
    wanted_value = _value(names, value) if value else None
    found = Explainer(graph, names).explain(names.find(subject), wanted_property, wanted_value)
    return "\n".join("\n".join(one.lines()) + "\n" for one in found)


def _value(names: Names, value: str) -> str:
    try:
        return names.find(value)
    except UsageError:  # a number or words
        return value


def coverage(root: Path, document: str | None) -> str:
    """Return the coverage table, or one document sentence by sentence."""
    covered = make_graph(Project.open(root), Timings(lambda _: None)).coverage
    if document is None:
        return _table(covered)
    for one in covered:
        if one.document == document:
            return "".join(
                f"{s.sentence.number:4} {_state(s.state, s.reason):28} {' '.join(s.text.split())}\n"
                for s in one.sentences
            )
    known = ", ".join(one.document for one in covered)
    raise usage_error(repr(document), "no such document", f"Documents: {known}.")


def _state(state: str, reason: str | None) -> str:
    return state if state != "none" else f"none: {reason}"[:28]


def _table(covered: tuple[Coverage, ...]) -> str:
    widest = max(len(one.document) for one in covered)
    lines = [f"{'document'.ljust(widest)}  sentences  facts  none  undecided"]
    for one in covered:
        numbers = (len(one.sentences), one.count("facts"), one.count("none"), one.count("undecided"))
        lines.append(f"{one.document.ljust(widest)}  {numbers[0]:9}  {numbers[1]:5}  {numbers[2]:4}  {numbers[3]:9}")
        if one.reasons():
            lines.append(
                f"{''.ljust(widest)}  none: " + ", ".join(f"{n} {reason}" for reason, n in one.reasons().items())
            )
    return "\n".join(lines) + "\n"
