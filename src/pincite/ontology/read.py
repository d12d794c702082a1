"""Modules to an `Ontology`: the prefix table goes before each, so that none has prefix lines of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

from pyoxigraph import RdfFormat, parse
from pyoxigraph import Triple as Node

from pincite.errors import Place, Problem, UsageError, usage_error
from pincite.files import read_text
from pincite.graph.terms import Prefixes, Triple, iri
from pincite.ontology.axioms import OWL, RDFS, Axioms
from pincite.ontology.declared import read_classes, read_individuals, read_properties
from pincite.ontology.terms import Ontology, Property
from pincite.project import PREFIXES, Project

VOCABULARY = "pincite/vocabulary/pin.ttl"
# Dublin Core's own words for "one of these classes", which says nothing that OWL would have to believe.
_DCAM = "http://purl.org/dc/dcam/"
_TABLE_LINE = re.compile(r"\s*@?(?:prefix|base)\s", re.IGNORECASE)


def load_ontology(project: Project) -> Ontology:
    """Return a publication's ontology: every `ontology/*.ttl` but the prefix table.

    Raises UsageError and ContentError as `read_ontology` does.
    """
    files = {project.name(path): path for path in project.files("ontology", "*.ttl", beside=("rules", "alignments"))}
    modules = {name: read_text(path, name) for name, path in files.items() if name != PREFIXES}
    return read_ontology(modules, project.prefixes)


def read_ontology(modules: Mapping[str, str], prefixes: Prefixes) -> Ontology:
    """Return the ontology of some modules (name to text) together with the engine's statement vocabulary.

    Raises UsageError when there is no module or no class, and for Turtle that is broken and prefix lines in a
    module, each with its line; ContentError for a term that two modules declare, and for a kind or order
    that is malformed or given twice.
    """
    if not modules:
        raise usage_error("ontology/", "holds no module beside the prefix table", "Add a .ttl file with classes.")
    vocabulary = resources.files("pincite").joinpath("vocabulary/pin.ttl").read_text(encoding="utf-8")
    parsed = _parse_all({**modules, VOCABULARY: vocabulary}, prefixes)
    axioms = Axioms(dict.fromkeys(node for nodes in parsed.values() for node in nodes), prefixes)
    classes = read_classes(parsed, axioms, prefixes)
    if all(known.module == VOCABULARY for known in classes.values()):
        raise usage_error("ontology/", "no module declares a class", "Write `ex:Thing a owl:Class` and what it is.")
    triples = tuple(dict.fromkeys(_text(node) for nodes in parsed.values() for node in nodes))
    properties = read_properties(parsed, axioms, prefixes)
    return Ontology(
        classes,
        properties,
        read_individuals(parsed, axioms, prefixes),
        tuple(sorted({*(triple for triple in triples if not _blank(triple)), *_includes(properties.values())})),
        _joined(modules.values(), prefixes),
        _joined((vocabulary,), prefixes),
        triples,
    )


def _includes(properties: Iterable[Property]) -> Iterator[Triple]:
    """Yield the classes of each domain and range one by one, a union's too: the graph has no blank nodes for unions."""
    for known in properties:
        for name, classes in (("domainIncludes", known.domains), ("rangeIncludes", known.ranges)):
            for found in classes:
                if found not in (OWL + "Thing", RDFS + "Literal") and known.sort != "annotation":
                    yield iri(known.iri), iri(_DCAM + name), iri(found)


def _parse_all(modules: Mapping[str, str], prefixes: Prefixes) -> dict[str, list[Node]]:
    parsed: dict[str, list[Node]] = {}
    problems: list[Problem] = []
    for name, text in modules.items():
        try:
            parsed[name] = parse_module(text, name, prefixes)
        except UsageError as error:
            problems += error.problems
    if problems:
        raise UsageError(problems)
    return parsed


def parse_module(text: str, name: str, prefixes: Prefixes) -> list[Node]:
    """Return the triples of a module. Raises UsageError with the line, for broken Turtle and for prefix lines."""
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if _TABLE_LINE.match(line):
            place = Place(name, number)
            raise usage_error(place, "a prefix line of its own", f"Put it into {PREFIXES}, the only prefix table.")
    table = prefixes.turtle()
    try:
        return [quad.triple for quad in parse((table + text).encode(), format=RdfFormat.TURTLE)]
    except SyntaxError as error:
        # The parser counts the table's lines too; at the end of a file it points behind the last line.
        found = (error.lineno or 1) - table.count("\n")
        what = re.sub(r"^Parser error .*?: ", "", error.msg)
        remedy = f"Add it to {PREFIXES}." if "prefix" in what else "Mend the Turtle there, or just before."
        place = Place(name, min(max(found, 1), max(len(lines), 1)))
        raise usage_error(place, f"not Turtle: {what}", remedy) from error


def _text(node: Node) -> Triple:
    return str(node.subject), str(node.predicate), str(node.object)


def _blank(triple: Triple) -> bool:
    return triple[0].startswith("_:") or triple[2].startswith("_:")


def _joined(texts: Iterable[str], prefixes: Prefixes) -> str:
    return "\n".join([prefixes.turtle(), *(text.strip("\n") + "\n" for text in texts)])
