"""Reading shapes files, and refusing what an engine would silently pass over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from pincite.errors import Place, Problem, UsageError, usage_error
from pincite.files import read_text
from pincite.graph.terms import RDF_TYPE, RDFS_LABEL, XSD, Prefixes, Triple, iri, literal
from pincite.shapes.finding import Severity
from pincite.shapes.rules import SH, Rule, Shapes

_TABLE = "https://w3id.org/pincite/ns/shapes#prefix"
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
_CONSTRAINTS = (
    "class", "datatype", "nodeKind", "minCount", "maxCount", "pattern", "minLength", "maxLength", "languageIn",
    "minInclusive", "maxInclusive", "uniqueLang", "lessThan", "lessThanOrEquals", "disjoint", "hasValue", "in", "or",
    "and", "not", "node", "property", "sparql",
)  # fmt: skip
_OTHERS = (
    "NodeShape", "PropertyShape", "name", "description", "message", "severity", "Violation", "Warning", "Info", "path",
    "inversePath", "alternativePath", "select", "prefixes", "declare", "prefix", "namespace", "flags", "IRI",
    "Literal", "BlankNode", "BlankNodeOrIRI", "IRIOrLiteral",
)  # fmt: skip
# Every engine passes over a term it does not know, so that a misspelt rule finds nothing; hence this list.
_TERMS = frozenset((*_TARGETS, *_CONSTRAINTS, *_OTHERS))


class _File(Struct, frozen=True, dict=True):
    """One shapes file: its name, its text, its triples and what they say of each subject."""

    name: str
    text: str
    triples: tuple[Triple, ...]
    index: Mapping[str, Mapping[str, list[str]]]

    def problem(self, term: str, what: str, remedy: str) -> Problem:
        found = re.search(rf"[:#/]{re.escape(_local(term))}(?![\w-])", self.text)
        line = self.text.count("\n", 0, found.start()) + 1 if found else None
        return Problem(Place(self.name, line), what, remedy)

    @cached_property
    def blocks(self) -> Mapping[str, str]:
        """Shapes as they are written, by local name, where a full stop on a line of its own closes them."""
        found = re.finditer(r"^(\S*[:#/]([\w-]+)>?\s.*?^\.)$", self.text, re.DOTALL | re.MULTILINE)
        return {block[2]: block[1] for block in found}


def load(files: Iterable[Path], prefixes: Prefixes, name: Callable[[Path], str] = Path.as_posix) -> Shapes:
    """Read shapes files, which have no prefix lines of their own; `name` is a file as people know it.

    Raises UsageError when there is no file or no rule in one, when one is not Turtle (with the line), a query in it is
    not SPARQL, a term of SHACL is unknown here, or a rule lacks IRI, label, message, severity, target or constraint,
    or comes twice.
    """
    read = [_read(path, name(path), prefixes) for path in files]
    if not read:
        raise usage_error("shapes/", "there are no shapes", "Add a *.shapes.ttl file; no rules are never a pass.")
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    for file in read:
        found, wrong = _rules(file)
        problems += [*_unknown_terms(file), *_broken_queries(file, prefixes), *wrong]
        for twice in sorted(rules.keys() & found.keys()):
            problems.append(file.problem(twice, f"rule {twice} is in another file too", "Give each its own name."))
        rules |= found
    if problems:
        raise UsageError(problems)
    triples = [triple for file in read for triple in file.triples]
    return Shapes(tuple(rules[key] for key in sorted(rules)), (*triples, *_declarations(triples, prefixes)))


def _read(path: Path, name: str, prefixes: Prefixes) -> _File:
    text = read_text(path, name)
    table = prefixes.turtle()
    try:
        parsed = list(ox.parse((table + text).encode(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        line = max((error.lineno or 1) - table.count("\n"), 1)
        what = re.sub(r"^Parser error .*?: ", "", error.msg)
        raise usage_error(Place(name, line), f"not Turtle: {what}", "Mend the syntax there.") from error
    triples = tuple((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in parsed)
    index: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        index[subject][predicate].append(value)
    return _File(name, text, triples, index)


def _rules(file: _File) -> tuple[dict[str, Rule], list[Problem]]:
    kinds = {_sh("NodeShape"), _sh("PropertyShape")}
    shapes = {subject: about for subject, about in file.index.items() if kinds & set(about.get(RDF_TYPE, ()))}
    problems = [
        file.problem(subject, f"{subject} {what}", remedy)
        for subject, about in shapes.items()
        for what, remedy in _missing(subject, about)
    ]
    if not shapes:
        problems.append(Problem(Place(file.name), "there is no rule in the file", "Add a shape with its type."))
    if problems:
        return {}, problems
    return {rule.iri: rule for rule in (_rule(file, subject) for subject in shapes)}, []


def _missing(subject: str, about: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    if not subject.startswith("<"):
        yield "is a typed shape without an IRI", "Name it, or take its type away when it is part of another."
    if len(about.get(RDFS_LABEL, ())) != 1:
        yield "has not exactly one rdfs:label", "Say in a few words what holds when the rule is kept."
    if len(about.get(_sh("message"), ())) != 1:
        yield "has not exactly one sh:message", "Say what is wrong and what to do."
    if len([term for term in about.get(_sh("severity"), ()) if _severity(term)]) != 1:
        yield "has no known sh:severity", "Give it sh:Violation, sh:Warning or sh:Info, on purpose."
    if (_sh("PropertyShape") in about.get(RDF_TYPE, ())) is not bool(about.get(_sh("path"))):
        yield "has not the type for its path", "Type it sh:PropertyShape when it has sh:path, else sh:NodeShape."
    if not any(about.get(_sh(target)) for target in _TARGETS):
        yield "has no target, so that it never finds anything", "Add sh:targetClass or sh:targetSubjectsOf."
    if not any(about.get(_sh(constraint)) for constraint in _CONSTRAINTS):
        yield "has no constraint", "Add what must hold."


def _rule(file: _File, subject: str) -> Rule:
    about = file.index[subject]
    path = about.get(_sh("path"), [""])[0]
    return Rule(
        iri=subject[1:-1],
        label=_text(about[RDFS_LABEL][0]),
        message=_text(about[_sh("message")][0]),
        severity=_severity(about[_sh("severity")][0]) or Severity.VIOLATION,
        path=path[1:-1] if path.startswith("<") else None,
        components=tuple(_component(name) for name in _CONSTRAINTS if about.get(_sh(name))),
        file=file.name,
        source=file.blocks.get(_local(subject), ""),
    )


def _sh(name: str) -> str:
    return f"<{SH}{name}>"


def _local(term: str) -> str:
    return re.split(r"[#/]", term.strip("<>"))[-1]


def _component(name: str) -> str:
    return f"{SH}{'SPARQL' if name == 'sparql' else name[0].upper() + name[1:]}ConstraintComponent"


def _severity(term: str) -> Severity | None:
    return next((severity for severity in Severity if term == _sh(severity)), None)


def _text(term: str) -> str:
    line = next(iter(ox.parse(f"<x:x> <x:x> {term} .".encode(), format=ox.RdfFormat.N_TRIPLES)))
    return str(getattr(line.object, "value", term))


def _unknown_terms(file: _File) -> Iterator[Problem]:
    used = {term[1:-1] for triple in file.triples for term in triple if term.startswith(f"<{SH}")}
    for term in sorted(used):
        if (local := term.removeprefix(SH)) not in _TERMS:
            yield file.problem(term, f"unknown SHACL term sh:{local}", "Mend it; an engine would pass over it.")


def _broken_queries(file: _File, prefixes: Prefixes) -> Iterator[Problem]:
    owners = {value: subject for subject, predicate, value in file.triples if predicate == _sh("sparql")}
    empty = ox.Store()
    for subject, predicate, value in file.triples:
        if predicate != _sh("select"):
            continue
        try:
            empty.query(_text(value), base_iri=prefixes.base, prefixes=dict(prefixes.namespaces))
        except SyntaxError as error:
            where = re.match(r"error at (\d+):(\d+)", str(error))
            seen = f"line {where[1]}, column {where[2]} of its query" if where else str(error)
            yield file.problem(owners.get(subject, subject), f"not SPARQL ({seen})", "Mend the query.")
        except RuntimeError as error:
            # A function of the query's own, which each engine would pass over in its way.
            yield file.problem(owners.get(subject, subject), f"its query cannot be run ({error})", "Mend the query.")


def _declarations(triples: Iterable[Triple], prefixes: Prefixes) -> Iterator[Triple]:
    # SHACL's own way to tell which prefixes a query uses, so that the files need no second prefix table.
    for subject, predicate, _ in triples:
        if predicate == _sh("select"):
            yield subject, _sh("prefixes"), iri(_TABLE)
    for prefix, namespace in prefixes.namespaces.items():
        node = iri(f"{_TABLE}-{prefix}")
        yield iri(_TABLE), _sh("declare"), node
        yield node, _sh("prefix"), literal(prefix)
        yield node, _sh("namespace"), literal(namespace, XSD + "anyURI")
