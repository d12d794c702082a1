"""Reading a publication's content folders, from files to checked values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from itertools import chain
from types import TracebackType
from typing import Protocol

from msgspec import Struct

from pincite.coverage import Decided
from pincite.errors import ContentError, Place, Problem, usage_error
from pincite.graph.documents import document_entity, publication_statement
from pincite.graph.queries import Query, read_queries
from pincite.graph.statements import Statement
from pincite.mappings.conflicts import apply_conflicts
from pincite.mappings.convert import Converter, Terms
from pincite.mappings.entities import check_names, read_entities
from pincite.mappings.facts import Entry, read_yaml_facts
from pincite.mappings.mentions import find_mentions
from pincite.mappings.outside import read_outside
from pincite.mappings.scripts import load as load_scripts
from pincite.mappings.tables import SUFFIXES, read_tables
from pincite.model import Entity, Outside, Passage, Ref
from pincite.ontology import Alignments, Ontology, load_alignments, load_ontology
from pincite.project import Project
from pincite.rules import Rule, read_rules
from pincite.seeds import Document, read_catalog
from pincite.shapes import OUTSIDE_RULES, STATEMENT_RULES, TERM_RULES, Shapes
from pincite.shapes.reading import load
from pincite.workers import Beside

CONFLICTS = "conflicts.yaml"
OUTSIDE = "mappings/outside"


class Times(Protocol):
    """Times the stages of a build."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Time one stage."""


class Content(Struct, frozen=True):
    """All that the content folders say, checked as far as it can be without the graph."""

    documents: dict[str, Document]
    ontology: Ontology
    alignments: Alignments
    entities: dict[str, Entity]
    mentions: dict[Ref, tuple[Passage, ...]]
    statements: tuple[Statement, ...]
    decided: tuple[Decided, ...]
    outside: tuple[Outside, ...] = ()


class Reading:
    """What is read beside the documents and their facts, in processes of its own; leaving the `with` block ends them.

    With one job, or without `shapes` for these, each is read when it is asked for.
    """

    def __init__(self, project: Project, jobs: int = 1, *, shapes: bool = False) -> None:
        self.terms = Beside(partial(read_terms_of, project), jobs)
        self.queries = Beside(partial(read_queries_of, project), jobs)
        self.shapes = Beside(partial(read_shapes_of, project), jobs if shapes else 1)

    def __enter__(self) -> Reading:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in (self.terms, self.queries, self.shapes):
            one.__exit__(kind, error, trace)


def read_content(project: Project, times: Times, reading: Reading | None = None) -> Content:
    """Read documents, ontology, entities and facts. Raises PinciteError with all problems of the stage that fails."""
    with times.stage("seeds"):
        documents = read_catalog(project.folder("seeds"), "seeds")
        for document in documents.values():
            _ = document.sentences
    with times.stage("mappings"):
        entries = list(read_entries(project, documents))
        beside = (CONFLICTS, "entities", "facts", "outside")
        scripts = load_scripts(project.files("mappings", "*.py", beside=beside), project.name)
        ontology, alignments = reading.terms.result() if reading else read_terms_of(project)
        entities = _entities(project, documents, ontology)
        converter = Converter(project.prefixes, terms_of(ontology), documents, scripts, entities)
        decided = tuple(Decided(converter.entry(entry), None if entry.facts else entry.none) for entry in entries)
        converter.finish()
        problems = converter.problems + check_names(
            entities.values(), (document.text for document in documents.values())
        )
        if problems:
            raise ContentError(sorted(problems, key=lambda problem: (problem.place.file, problem.place.line or 0)))
        if not converter.statements:
            raise usage_error("mappings/facts/", "holds no fact", "Write one; an empty folder is never a silent pass.")
        statements = apply_conflicts(
            project.root / "mappings" / CONFLICTS,
            project.name,
            converter.statements,
            converter.handles,
            project.prefixes,
        )
        published = [statement for document in documents.values() if (statement := publication_statement(document))]
        mentions = find_mentions(entities.values(), documents.values())
        outside = _outside(project, entities)
    return Content(documents, ontology, alignments, entities, mentions, (*published, *statements), decided, outside)


def _outside(project: Project, entities: dict[str, Entity]) -> tuple[Outside, ...]:
    """Return the facts from outside the documents; a publication may have none. The scripts there make the files."""
    if not (project.root / OUTSIDE).is_dir():
        return ()
    files = [path for path in project.files(OUTSIDE, "*.yaml", "*.py") if path.suffix == ".yaml"]
    return read_outside(files, project.name, entities)


def read_entries(project: Project, documents: dict[str, Document]) -> Iterator[Entry]:
    """Yield the entries of all fact files, YAML first; at least one file is there."""
    files = project.files("mappings/facts", "*.yaml", *(f"*{suffix}" for suffix in SUFFIXES))
    yaml = [path for path in files if path.suffix == ".yaml"]
    tables = [path for path in files if path.suffix in SUFFIXES]
    return chain(read_yaml_facts(yaml, project.name, documents), read_tables(tables, project.name, documents))


def terms_of(ontology: Ontology) -> Terms:
    """Return what the mappings need of the ontology, by prefixed name."""
    properties = ontology.properties.values()
    return Terms(
        kinds={known.name: known.kind for known in ontology.classes.values()},
        objects=frozenset(known.name for known in properties if known.sort == "object"),
        datatypes={
            known.name: ontology.datatype_of(known.iri) or "string" for known in properties if known.sort == "datatype"
        },
    )


def _entities(project: Project, documents: dict[str, Document], ontology: Ontology) -> dict[str, Entity]:
    kinds = terms_of(ontology).kinds
    entities = read_entities(project.files("mappings/entities", "*.yaml"), project.name, kinds)
    problems = []
    for document in documents.values():
        if (given := entities.get(document.ref.id)) is not None:
            what = f"id '{given.ref}' is already given at {document.place}"
            problems.append(Problem(given.place, what, "Leave the document's card to the catalogue."))
        entities[document.ref.id] = document_entity(document)
        problems += [
            Problem(document.place, f"{role} '{ref}' is not an entity", "Add it to mappings/entities.")
            for role, ref in (("author", document.author), ("publisher", document.publisher))
            if ref is not None and ref.id not in entities
        ]
    if problems:
        raise ContentError(problems)
    return entities


def read_terms_of(project: Project) -> tuple[Ontology, Alignments]:
    """Return a publication's ontology, and how its terms relate to those of other vocabularies."""
    ontology = load_ontology(project)
    return ontology, load_alignments(project, ontology)


def read_queries_of(project: Project) -> tuple[dict[str, Query], dict[str, Query], tuple[Rule, ...]]:
    """Return questions, checks and rules of a publication; none of the folders may be empty."""

    def read(folder: str) -> dict[str, Query]:
        return read_queries(project.files(folder, "*.rq"), project.name, project.prefixes)

    rules = read_rules(read("ontology/rules").values(), project.base + "rules#")
    questions, checks = read("queries/questions"), read("queries/checks")
    problems = [
        Problem(Place(query.file), "not a SELECT query", "Write SELECT ... WHERE { ... } ORDER BY ....")
        for query in (*questions.values(), *checks.values())
        if query.form != "SELECT"
    ]
    if problems:
        raise ContentError(problems)
    return questions, checks, rules


def read_shapes_of(project: Project) -> tuple[Shapes, Shapes]:
    """Return the rules for data (the engine's statement rules and the publication's own) and those for terms."""
    own = project.files("shapes", "*.shapes.ttl")
    terms = [path for path in own if path.name == TERM_RULES.name]
    data = [path for path in own if path.name != TERM_RULES.name]
    return (
        load([STATEMENT_RULES, OUTSIDE_RULES, *data], project.prefixes, project.name),
        load([TERM_RULES, *terms], project.prefixes, project.name),
    )
