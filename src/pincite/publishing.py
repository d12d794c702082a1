"""What the pages show beside the graph: answers, terms, rules, shapes, files, figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from pincite.changelog import Part, parse_changelog
from pincite.dump import File
from pincite.files import read_text
from pincite.graph.store import Rows
from pincite.ontology import Alignment, Alignments, Ontology
from pincite.ontology import Term as OntologyTerm
from pincite.pipeline import Made
from pincite.project import CHANGELOG
from pincite.quality import verdict, worked
from pincite.shapes import OUTSIDE_RULES, STATEMENT_RULES, TERM_RULES, Finding
from pincite.site.inputs import Change, Download, Figure, Inputs, Match, Question, Rule, Shape, Since, Term
from pincite.wording import counted, number

_SORTS = {"object": "object property", "datatype": "data property", "annotation": "annotation property"}
# A shape as it stands in all our shapes files: its name begins a line, a full stop on a line of its own ends it.
_BLOCK = re.compile(r"^(?:[\w-]*:|<[^>\n]*#)([\w-]+)>?\n.*?^\.$", re.MULTILINE | re.DOTALL)
_WHAT = {
    "graph.ttl": "everything, Turtle",
    "plain.ttl": "the plain triples and the catalogue cards, Turtle",
    "statements.ttl": "the statements with mode, time, speaker and passage, Turtle",
    "outside.ttl": "facts that come from outside the documents, each with its source, Turtle",
    "ontology.ttl": "the ontology with all axioms, Turtle",
    "vocabulary.ttl": "the statement vocabulary with all axioms, Turtle",
    "alignments.ttl": "how the terms relate to those of other vocabularies, each with its reason, Turtle",
    "aligned.ttl": "the same facts in the words of other vocabularies, Turtle",
    "graph.nt.gz": "everything, N-Triples, gzipped",
    "graph.trig": "everything, a named graph per document, TriG",
    "graph.jsonld": "everything, JSON-LD",
    "void.ttl": "the description of the data set, VoID and DCAT",
}


def answers(made: Made) -> dict[str, Rows]:
    """Return the answer of each question with its default parameters."""
    return {name: made.graph.select(query.text) for name, query in made.questions.items()}


def site_inputs(
    made: Made,
    answered: dict[str, Rows],
    files: Callable[[], Sequence[File]],
    figures: dict[str, int],
    findings: Callable[[], Sequence[Finding]],
    since: Since | None = None,
) -> Inputs:
    """Return everything that pages show and no page query gives.

    `files` waits for the dump, `findings` for the shapes.
    """
    terms = list(_terms(made.content.ontology, made.content.alignments))
    parts = _changelog(made)
    return Inputs(
        documents=made.content.documents,
        coverage={one.document: one.sentences for one in made.coverage},
        questions=_questions(made, answered),
        domain=[term for term in terms if term.iri.startswith(made.project.base)],
        vocabulary=[term for term in terms if not term.iri.startswith(made.project.base)],
        rules=_rules(made),
        shapes=list(_shapes(made)),
        downloads=lambda: tuple(map(_download, files())),
        figures=[Figure(size, counted(size, name)) for name, size in figures.items()],
        changes=[*_changes(made, parts), *_changed(made, since)],
        since=since,
        changelog=parts,
        worked=worked(made),
        verdict=verdict(made, findings),
    )


def _changelog(made: Made) -> tuple[Part, ...]:
    """Return what CHANGELOG.md says; a publication need not have one."""
    path = made.project.root / CHANGELOG
    return parse_changelog(read_text(path, CHANGELOG)) if path.is_file() else ()


def _changes(made: Made, parts: Sequence[Part]) -> Iterator[Change]:
    """Yield what the feed tells: statements by document and day on which they were recorded, and dated releases."""
    recorded: Counter[tuple[str, str]] = Counter()
    for statement in made.content.statements:
        if statement.recorded and statement.passages:
            recorded[statement.passages[0].document, statement.recorded] += 1
    for (document, day), size in sorted(recorded.items()):
        title = made.content.entities[f"document/{document}"].label
        yield Change(
            f"feed.xml#{document}-{day}", day, f"{number(size, 'statement')} recorded from “{title}”",
            f"Each is pinned to its sentence in “{title}”.", f"id/document/{document}/",
        )  # fmt: skip
    for part in parts:
        for release in part.releases:
            if release.date:
                key = re.sub(r"[^a-z0-9.]+", "-", f"{part.name} {release.version}".lower()).strip("-")
                title = f"{part.name}: {release.version}"
                yield Change(f"feed.xml#{key}", release.date, title, " ".join(release.items), "downloads/")


def _changed(made: Made, since: Since | None) -> Iterator[Change]:
    """Yield what the feed tells of the changes since another version."""
    if since is None:
        return
    version, day = made.project.version, str(made.project.settings["recorded"])
    told = "; ".join(f"{part.title}: {part.summary}" for part in since.parts) or "Nothing changed"
    yield Change(
        f"feed.xml#since-{version}", day, f"Version {version}, since {since.old}", f"{told}.", "downloads/#since"
    )


def _questions(made: Made, answered: dict[str, Rows]) -> list[Question]:
    featured = set(made.project.setting("featured_questions", []))
    return [
        Question(
            name=name,
            asks=str(query.header.get("asks", query.summary)),
            query=made.project.prefixes.sparql(query.text) + query.text,
            answer=answered[name],
            id=query.header.get("question"),
            summary=query.summary,
            topic=str(query.header.get("topic", "")),
            featured=name in featured,
        )
        for name, query in sorted(made.questions.items())
    ]


def _terms(ontology: Ontology, alignments: Alignments) -> Iterator[Term]:
    aligned: dict[str, list[Alignment]] = {}
    for one in alignments.mappings:
        aligned.setdefault(one.subject, []).append(one)
    for term in _own_terms(ontology):
        matches = tuple(Match(one.predicate, one.object, one.reason) for one in aligned.get(term.iri, ()))
        yield replace(term, matches=matches)


def _own_terms(ontology: Ontology) -> Iterator[Term]:
    for known in ontology.classes.values():
        axioms = tuple(f"Every one is {axiom}." for axiom in known.axioms)
        yield _term(known, "class", axioms, parents=known.parents)
    for prop in ontology.properties.values():
        chain = (f"Follows from the path {prop.chain}.",) if prop.chain else ()
        made = _term(prop, _SORTS[prop.sort], chain, parents=prop.parents)
        inverses = (prop.inverse,) if prop.inverse else ()
        yield replace(made, domains=prop.domains, ranges=prop.ranges, inverses=inverses, characteristics=prop.traits)
    for individual in ontology.individuals.values():
        yield _term(individual, "individual", (), parents=individual.types)


def _term(known: OntologyTerm, kind: str, notes: tuple[str, ...], parents: tuple[str, ...]) -> Term:
    return Term(
        iri=known.iri,
        kind=kind,
        label=known.label,
        definition=known.definition or "",
        examples=(known.example,) if known.example else (),
        notes=(*((known.note,) if known.note else ()), *notes),
        parents=parents,
    )


def _rules(made: Made) -> list[Rule]:
    count = made.graph.select(
        "SELECT ?rule (COUNT(?s) AS ?n) WHERE { ?s pin:rule ?rule } GROUP BY ?rule ORDER BY ?rule"
    )
    numbers = {str(row["rule"]): int(str(row["n"])) for row in count}
    return [
        Rule(
            rule.iri, str(rule.query.header.get("label", rule.query.name.replace("-", " "))), rule.query.summary,
            rule.query.text, rule.query.file, numbers.get(rule.iri, 0),
        )
        for rule in made.rules
    ]  # fmt: skip


def _shapes(made: Made) -> Iterator[Shape]:
    project = made.project
    blocks: dict[str, tuple[Path, str]] = {}
    for path in (STATEMENT_RULES, OUTSIDE_RULES, TERM_RULES, *project.files("shapes", "*.shapes.ttl")):
        for block in _BLOCK.finditer(read_text(path, project.name(path))):
            blocks.setdefault(block[1], (path, block[0]))
    for rule in (rule for shapes in made.shapes for rule in shapes.rules):
        path, source = blocks.get(rule.iri.rpartition("#")[2], (STATEMENT_RULES, ""))
        file = path.name if path.parent == STATEMENT_RULES.parent else project.name(path)
        yield Shape(rule.iri, rule.label, rule.label, rule.message, rule.severity.value, source, file)


def _download(file: File) -> Download:
    what = _WHAT.get(file.name, file.part)
    return Download(file.name, f"dump/{file.name}", file.media.type, what, file.size, file.sha256)
