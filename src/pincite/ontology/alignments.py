"""`ontology/alignments/`: how terms relate to those of other vocabularies, each mapping with its reason.

A mapping is one block in the words of SSSOM (N. Matentzoglu and others: A Simple Standard for Sharing Ontological
Mappings. Database, 2022): subject, predicate, object, justification, and the reason as a comment. The triple that it
stands for is made from it. What no axiom can say is a CONSTRUCT query (`*.rq`) beside the mappings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field
from pyoxigraph import Literal, NamedNode

from pincite.errors import ContentError, Place, Problem, usage_error
from pincite.files import read_text
from pincite.graph.queries import Query, read_queries
from pincite.graph.terms import Prefixes
from pincite.ontology.axioms import OWL, RDF, RDFS, Axioms
from pincite.ontology.read import parse_module
from pincite.ontology.terms import Ontology
from pincite.project import Project

FOLDER = "ontology/alignments"
SSSOM = "https://w3id.org/sssom/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
_FOR_CLASSES = (RDFS + "subClassOf", OWL + "equivalentClass")
_FOR_PROPERTIES = (RDFS + "subPropertyOf", OWL + "equivalentProperty")
_MATCHES = tuple(f"{SKOS}{name}Match" for name in ("exact", "close", "broad", "narrow", "related"))
_PARTS = tuple(SSSOM + name for name in ("subject_id", "predicate_id", "object_id", "mapping_justification"))


class Alignment(Struct, frozen=True):
    """A mapping: its own IRI, the triple of IRIs that it stands for, and why it holds and no other does."""

    iri: str
    subject: str
    predicate: str
    object: str
    justification: str
    reason: str
    file: str

    @property
    def axiom(self) -> bool:
        """Whether a reasoner may draw conclusions from it; a skos:*Match is for people."""
        return self.predicate not in _MATCHES


class Alignments(Struct, frozen=True):
    """All mappings by IRI in order, and the rules by name; both empty in a publication that has none."""

    mappings: tuple[Alignment, ...] = ()
    rules: Mapping[str, Query] = field(default_factory=dict)

    def of(self, term: str) -> tuple[Alignment, ...]:
        """Return the mappings of a term."""
        return tuple(one for one in self.mappings if one.subject == term)


def load_alignments(project: Project, ontology: Ontology) -> Alignments:
    """Return a publication's alignments, none when it has no such folder.

    Raises UsageError for broken Turtle or SPARQL and for a folder without a mapping; ContentError for a mapping that
    lacks a part or its reason, is of no term of ours or to one of ours, does not fit the kind of its term or comes
    twice, for anything else said in these files, and for a query that is no CONSTRUCT.
    """
    if not (project.root / FOLDER).is_dir():
        return Alignments()
    found = project.files(FOLDER, "*.ttl", "*.rq")
    paths = [path for path in found if path.suffix == ".ttl"]
    if not paths:
        raise usage_error(f"{FOLDER}/", "holds no *.ttl file", "Add one with mappings; rules alone align nothing.")
    rules = read_queries((path for path in found if path.suffix == ".rq"), project.name, project.prefixes)
    texts = {project.name(path): read_text(path, project.name(path)) for path in paths}
    mappings, problems = read_mappings(texts, ontology, project.prefixes)
    problems += [
        Problem(Place(rule.file), "a rule is a CONSTRUCT query", "Write CONSTRUCT { ... } WHERE { ... }.")
        for rule in rules.values()
        if rule.form != "CONSTRUCT"
    ]
    if problems:
        raise ContentError(problems)
    return Alignments(mappings, rules)


def read_mappings(
    texts: Mapping[str, str], ontology: Ontology, prefixes: Prefixes
) -> tuple[tuple[Alignment, ...], list[Problem]]:
    """Return the mappings of some files (name to text), and what is wrong with them. Raises UsageError as above."""
    found: dict[str, Alignment] = {}
    problems: list[Problem] = []
    for file, text in texts.items():
        axioms = Axioms(parse_module(text, file, prefixes), prefixes)
        nodes = [node for node in axioms.all_subjects() if isinstance(node, NamedNode)]
        if not nodes:
            problems.append(
                Problem(Place(file), "holds no mapping", "Write one (a sssom:Mapping), or remove the file.")
            )
        for node in nodes:
            place = Place(file, _line(text, node.value, prefixes))
            one = _mapping(node, axioms, file)
            if one is None:
                what = f"{prefixes.compress(node.value) or node.value} is no whole mapping"
                remedy = (
                    "Give it a sssom:Mapping's type, subject, predicate, object and justification, and an rdfs:comment."
                )
                problems.append(Problem(place, what, remedy))
                continue
            problems += _wrong(one, place, ontology, found.values())
            found[one.iri] = one
    return tuple(found[name] for name in sorted(found)), problems


def _mapping(node: NamedNode, axioms: Axioms, file: str) -> Alignment | None:
    parts = [axioms.iris(node, part) for part in _PARTS]
    typed = axioms.iris(node, RDF + "type") == (SSSOM + "Mapping",)
    reasons = [value.value for value in axioms.values(node, RDFS + "comment") if isinstance(value, Literal)]
    known = {RDF + "type", RDFS + "comment", *_PARTS}
    if not typed or any(len(part) != 1 for part in parts) or len(reasons) != 1 or axioms.predicates(node) != known:
        return None
    (subject,), (predicate,), (target,), (justification,) = parts
    return Alignment(node.value, subject, predicate, target, justification, reasons[0], file)


def _wrong(one: Alignment, place: Place, ontology: Ontology, others: Iterable[Alignment]) -> Iterator[Problem]:
    is_class, is_property = one.subject in ontology.classes, one.subject in ontology.properties
    if not (is_class or is_property):
        yield Problem(place, f"<{one.subject}> is no class or property of the ontology", "Mend sssom:subject_id.")
        return
    if one.object in ontology.classes or one.object in ontology.properties:
        yield Problem(place, "leads to a term of our own", "Say that in the ontology itself.")
    allowed = (*_MATCHES, *(_FOR_CLASSES if is_class else ()), *(_FOR_PROPERTIES if is_property else ()))
    if one.predicate not in allowed:
        what = f"<{one.predicate}> is no mapping of {'a class' if is_class else 'a property'}"
        yield Problem(place, what, "Take rdfs:subClassOf or rdfs:subPropertyOf where that is true, else a skos:*Match.")
    if is_property and one.axiom and ontology.properties[one.subject].sort == "annotation":
        yield Problem(place, "an annotation property has no axioms", "Take a skos:*Match.")
    same = {(other.subject, other.object, other.predicate) for other in others}
    if (one.subject, one.object, one.predicate) in same:
        yield Problem(place, "the same mapping is there already", "Keep one, with the better reason.")


def _line(text: str, iri: str, prefixes: Prefixes) -> int | None:
    names = (f"<{iri}>", f"<{iri.removeprefix(prefixes.base)}>", prefixes.compress(iri) or f"<{iri}>")
    lines = (number for number, line in enumerate(text.splitlines(), 1) if line.startswith(names))
    return next(lines, None)
