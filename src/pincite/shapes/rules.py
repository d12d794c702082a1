"""Reading shapes: each is one named rule with a label, a message and a severity."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from pincite.errors import Place, Problem, UsageError, usage_error
from pincite.files import read_text
from pincite.graph.terms import RDF_TYPE, RDFS_LABEL, XSD, Prefixes, Triple, iri, literal
from pincite.shapes.finding import Severity

SH = "http://www.w3.org/ns/shacl#"
# The vocabulary's own rules; the files lie beside the vocabulary and are always loaded.
STATEMENT_RULES = Path(__file__).parent.parent / "vocabulary" / "statements.shapes.ttl"
TERM_RULES = Path(__file__).parent.parent / "vocabulary" / "terms.shapes.ttl"

_TABLE = "https://w3id.org/pincite/ns/shapes#prefix"
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
_COMPONENTS = {
    name: f"{SH}{part}ConstraintComponent"
    for name, part in {
        **{name: name[0].upper() + name[1:] for name in (
            "class", "datatype", "nodeKind", "minCount", "maxCount", "pattern", "minLength", "maxLength", "languageIn",
            "minInclusive", "maxInclusive", "uniqueLang", "lessThan", "lessThanOrEquals", "disjoint", "hasValue", "in",
            "or", "and", "not", "node", "property",
        )},
        "sparql": "SPARQL",
    }.items()
}  # fmt: skip
# Every engine passes over a term it does not know, so that a misspelt rule finds nothing; hence this list.
_TERMS = {
    *_TARGETS, *_COMPONENTS, *(severity.value for severity in Severity), "NodeShape", "PropertyShape", "name",
    "description", "message", "severity", "path", "inversePath", "alternativePath", "select", "prefixes", "declare",
    "prefix", "namespace", "flags", "IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "IRIOrLiteral",
}  # fmt: skip

Index = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True)
class Rule:
    """A named shape: its IRI, the IRI of its path when that is one property, those of its kinds of constraint."""

    iri: str
    label: str
    message: str
    severity: Severity
    path: str | None
    components: tuple[str, ...]


@dataclass(frozen=True)
class Shapes:
    """The rules of some files, and their triples, in which each query knows the prefix table."""

    rules: tuple[Rule, ...]
    triples: tuple[Triple, ...]

    @cached_property
    def by_iri(self) -> Mapping[str, Rule]:
        """The rules by their IRI."""
        return {rule.iri: rule for rule in self.rules}

    @cached_property
    def ntriples(self) -> bytes:
        """The shapes graph as N-Triples."""
        return "".join([f"{s} {p} {o} .\n" for s, p, o in self.triples]).encode()


@dataclass(frozen=True)
class _File:
    """One shapes file: its name, its text, its triples and what they say of each subject."""

    name: str
    text: str
    triples: tuple[Triple, ...]
    index: Index

    def problem(self, term: str, what: str, remedy: str) -> Problem:
        return Problem(Place(self.name, line_of(self.text, term)), what, remedy)


def load(files: Iterable[Path], prefixes: Prefixes, name: Callable[[Path], str] = Path.as_posix) -> Shapes:
    """Read shapes files, which have no prefix lines of their own; `name` is a file as people know it.

    Raises UsageError when there is no file or no rule in one, when one is not Turtle (with the line), a query in it
    is not SPARQL, a term of SHACL is unknown here, or a rule lacks IRI, label, message, severity, target or
    constraint, or comes twice.
    """
    read = [_read(path, name(path), prefixes) for path in files]
    if not read:
        raise usage_error("shapes/", "there are no shapes", "Add a *.shapes.ttl file; no rules are never a pass.")
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    for file in read:
        problems += [*_unknown_terms(file), *_broken_queries(file, prefixes)]
        found, wrong = _rules(file)
        problems += wrong
        twice = rules.keys() & found.keys()
        problems += [
            file.problem(rule, f"rule {rule} is in another file too", "Give each rule a name of its own.")
            for rule in sorted(twice)
        ]
        rules |= found
    if problems:
        raise UsageError(problems)
    triples = [triple for file in read for triple in file.triples]
    return Shapes(tuple(rules[key] for key in sorted(rules)), (*triples, *_declarations(triples, prefixes)))


def line_of(text: str, term: str) -> int | None:
    """Return the line (1-based) where a Turtle file first writes an IRI, in full or as a prefixed name."""
    local = re.escape(re.split(r"[#/]", term)[-1])
    found = re.search(rf"[:#/]{local}(?![\w-])", text)
    return text.count("\n", 0, found.start()) + 1 if found else None


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
        file.problem(subject.strip("<>"), f"{subject} {what}", remedy)
        for subject, about in shapes.items()
        for what, remedy in _missing(subject, about)
    ]
    if not shapes:
        problems.append(Problem(Place(file.name), "there is no rule in the file", "Add a shape with its type."))
    if problems:
        return {}, problems
    return {rule.iri: rule for rule in (_rule(subject, about) for subject, about in shapes.items())}, []


def _missing(subject: str, about: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    if not subject.startswith("<"):
        yield "is a typed shape without an IRI", "Name it, or take its type away when it is part of another."
    if len(about.get(RDFS_LABEL, ())) != 1:
        yield "has not exactly one rdfs:label", "Say in a few words what holds when the rule is kept."
    if len(about.get(_sh("message"), ())) != 1:
        yield "has not exactly one sh:message", "Say what is wrong and what to do."
    if len([1 for term in about.get(_sh("severity"), ()) if _severity(term)]) != 1:
        yield "has no known sh:severity", "Give it sh:Violation, sh:Warning or sh:Info, on purpose."
    if not any(about.get(_sh(target)) for target in _TARGETS):
        yield "has no target, so that it never finds anything", "Add sh:targetClass or sh:targetSubjectsOf."
    if not any(about.get(_sh(name)) for name in _COMPONENTS):
        yield "has no constraint", "Add what must hold."


def _rule(subject: str, about: Mapping[str, list[str]]) -> Rule:
    path = about.get(_sh("path"), [""])[0]
    return Rule(
        iri=subject[1:-1],
        label=_text(about[RDFS_LABEL][0]),
        message=_text(about[_sh("message")][0]),
        severity=_severity(about[_sh("severity")][0]) or Severity.VIOLATION,
        path=path[1:-1] if path.startswith("<") else None,
        components=tuple(component for name, component in _COMPONENTS.items() if about.get(_sh(name))),
    )


def _sh(name: str) -> str:
    return iri(SH + name)


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
    empty = ox.Store()
    for about in file.index.values():
        for query in map(_text, about.get(_sh("select"), ())):
            try:
                empty.query(query, base_iri=prefixes.base, prefixes=dict(prefixes.namespaces))
            except SyntaxError as error:
                at = file.text.find(query)
                line = file.text.count("\n", 0, at) + 1 if at >= 0 else None
                where = re.match(r"error at (\d+):(\d+)", str(error))
                seen = f"line {where[1]}, column {where[2]} of the query" if where else str(error)
                yield Problem(Place(file.name, line), f"not SPARQL ({seen})", "Mend the query.")


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
