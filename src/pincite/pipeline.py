"""The flow: seeds, mappings, graph, rules, shapes, queries, dump, site; one direction, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct, field

from pincite.checks import run_checks
from pincite.content import Content, Reading, read_content
from pincite.coverage import Coverage, cover
from pincite.errors import ContentError, Place, Problem
from pincite.graph.assemble import Sources, graph_name, quads
from pincite.graph.outside import GRAPH, nodes_from_outside, outside_triples
from pincite.graph.queries import Query
from pincite.graph.store import Graph
from pincite.graph.terms import Quad, Triple, lines
from pincite.project import Project, reads_long
from pincite.rules import Rule, rule_triples, run_rules
from pincite.shapes import Finding, Shapes, problem
from pincite.shapes.recall import numbered
from pincite.workers import cores

if TYPE_CHECKING:
    from pincite.shapes.apart import Job

# Triples that are given to the store at once.
_PART = 20_000
STAGES = ("seeds", "mappings", "graph", "rules", "shapes", "queries", "dump", "site")
Report = Callable[[str], None]


class Timings(Struct):
    """Seconds by stage, in the order they ended; tells `report` which stage is under way, when that changes.

    A stage within another counts for itself alone.
    """

    report: Report = lambda _: None
    seconds: dict[str, float] = field(default_factory=dict)
    _names: list[str] = field(default_factory=list)
    _inner: list[float] = field(default_factory=lambda: [0.0])

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage."""
        self.report(name)
        start = perf_counter()
        self._names.append(name)
        self._inner.append(0.0)
        try:
            yield
        finally:
            took = perf_counter() - start
            self.seconds[name] = self.seconds.get(name, 0.0) + took - self._inner.pop()
            self._inner[-1] += took
            self._names.pop()
            if self._names:
                self.report(self._names[-1])


class Made(Struct, frozen=True, dict=True):
    """A publication's graph, reasoned over, and what it was made from: all that a question needs.

    `parts` are its triples as N-Triples, as they went into the store.
    """

    project: Project
    content: Content
    questions: dict[str, Query]
    checks: dict[str, Query]
    rules: tuple[Rule, ...]
    graph: Graph
    quads: list[Quad]
    parts: tuple[bytes, ...]
    coverage: tuple[Coverage, ...]
    read_shapes: Callable[[], tuple[Shapes, Shapes]]

    @cached_property
    def shapes(self) -> tuple[Shapes, Shapes]:
        """The rules for data and those for terms, read once."""
        return self.read_shapes()

    @cached_property
    def figures(self) -> dict[str, int]:
        """The numbers that tell how big it is."""
        statements = self.content.statements
        return {
            "documents": len(self.content.documents),
            "entities": len(self.content.entities),
            "statements": len(statements),
            "facts": sum(statement.is_fact for statement in statements),
            "passages": len({passage for statement in statements for passage in statement.passages}),
            "triples": self.graph.count(),
        }

    def triples(self) -> Iterator[Triple]:
        """Yield the graph's triples; one that is in several parts of it comes several times."""
        return ((s, p, o) for s, p, o, _ in self.quads)


def make_graph(
    project: Project,
    times: Timings,
    jobs: int | None = None,
    *,
    shapes: bool = False,
    meanwhile: Callable[[], object] = lambda: None,
) -> Made:
    """Read the content, make the statements, run the rules. Raises PinciteError.

    At most `jobs` processes do it (default: one a core where there is much to read). With `shapes`, these are read
    meanwhile; else when they are asked for. `meanwhile` is called once all content is read, while the store is filled.
    """
    with Reading(project, jobs or (cores() if reads_long(project.root) else 1), shapes=shapes) as reading:
        made = _make_graph(project, times, reading, meanwhile)
        if shapes:
            _ = made.shapes
        return made


def _make_graph(project: Project, times: Timings, reading: Reading, meanwhile: Callable[[], object]) -> Made:
    content = read_content(project, times, reading)
    coverage = cover(content.documents.values(), content.decided)
    filling, base = _Filling(Graph(project.prefixes)), project.base
    # The store takes triples in without holding up others: what is made next, and the end of reading the queries.
    with times.stage("graph"), ThreadPoolExecutor(1) as store:
        source = _written(content, project)
        added = [filling.add(some, store) for some in iter(lambda: list(islice(source, _PART)), [])]
        meanwhile()
        questions, checks, rules = reading.queries.result()
        added.append(filling.add([(*triple, graph_name(base, "ontology")) for triple in rule_triples(rules)], store))
        for one in added:
            one.result()
    with times.stage("rules"):
        filling.reason(rules, base)
    return Made(
        project, content, questions, checks, rules, filling.graph, filling.quads, tuple(filling.parts), coverage,
        reading.shapes.result,
    )  # fmt: skip


class _Filling(Struct):
    """A graph that is being filled: its triples, each with the part of the graph it is in, and as N-Triples."""

    graph: Graph
    quads: list[Quad] = field(default_factory=list)
    known: set[Triple] = field(default_factory=set)
    parts: list[bytes] = field(default_factory=list)

    def add(self, some: list[Quad], store: Executor) -> Future[None]:
        """Add what people wrote; what is returned waits for the store."""
        triples = dict.fromkeys([(s, p, o) for s, p, o, _ in some])
        self.quads.extend(some)
        self.known.update(triples)
        self.parts.append(lines(triples))
        return store.submit(self.graph.add_lines, self.parts[-1])

    def reason(self, rules: Sequence[Rule], base: str) -> None:
        """Add what follows by rules; what a rule places by a fact from outside is one, too."""
        new = run_rules(rules, self.graph, self.known)
        self.parts.append(lines(new))
        placed, outside = nodes_from_outside(new), graph_name(base, GRAPH)
        name = graph_name(base, "derived")
        self.quads += [(s, p, o, outside if s in placed or o in placed else name) for s, p, o in new]


def _written(content: Content, project: Project) -> Iterator[Quad]:
    """Yield all that people wrote."""
    prefixes, base = project.prefixes, project.base
    yield from quads(_sources(content, project), prefixes)
    yield from ((*triple, graph_name(base, "ontology")) for triple in content.ontology.triples)
    yield from ((*triple, graph_name(base, GRAPH)) for triple in outside_triples(content.outside, prefixes))


def _sources(content: Content, project: Project) -> Sources:
    ontology = content.ontology
    used = {entity.type for entity in content.entities.values()}
    ancestors = {name: ontology.ancestors(project.prefixes.expand(name)) for name in used}
    return Sources(content.documents, content.entities, content.mentions, content.statements, ancestors)


def validate_graph(made: Made) -> list[Finding]:
    """Return the findings of the shapes over data and ontology, the fast engine's. Raises as `judge` does."""
    return judge(made, all_findings(made), run_checks(made.checks, made.graph))


def judge(made: Made, findings: Sequence[Finding], checked: Sequence[Problem]) -> list[Finding]:
    """Return the findings that fail nothing; `checked` is what queries/checks have found.

    Raises ContentError for violations, for what the checks have found and, where the publication asks for it,
    undecided sentences.
    """
    problems = [*as_problems(made, [finding for finding in findings if finding.fails]), *checked]
    if made.project.setting("require_decided", default=False):
        problems += undecided(made.coverage)
    if problems:
        raise ContentError(problems)
    return [finding for finding in findings if not finding.fails]


def as_problems(made: Made, findings: Sequence[Finding]) -> list[Problem]:
    """Return findings as messages for people, each with the file and line of what it is about."""
    places = places_of(made) if findings else {}
    return [problem(finding, lambda focus: places.get(focus, Place("the graph"))) for finding in findings]


def all_findings(made: Made) -> list[Finding]:
    """Return all findings: statement and domain rules over the data, term rules over the ontology."""
    # A whole build validates in another process, and need not load the engine.
    from pincite.shapes.engine import validate_ntriples  # noqa: PLC0415

    return [finding for parts, rules in validation_jobs(made) for finding in validate_ntriples(b"".join(parts), rules)]


def validation_jobs(made: Made) -> list[Job]:
    """Return what is to be validated, each graph with its rules. Raises UsageError for shapes that cannot be read."""
    data_rules, term_rules = made.shapes
    axioms = lines(numbered(made.content.ontology.axioms))
    return [((*made.parts, axioms), data_rules), ((axioms,), term_rules)]


def undecided(coverage: Sequence[Coverage]) -> list[Problem]:
    """Return a problem for each document that has sentences nobody has decided."""
    return [
        Problem(
            Place(one.document),
            f"{one.count('undecided')} sentences are undecided",
            f"Run `pincite coverage {one.document}`, and give each facts or a reason.",
        )
        for one in coverage
        if one.count("undecided")
    ]


def places_of(made: Made) -> dict[str, Place]:
    """Return for the IRIs of statements, entities, terms and rules the file and line where people wrote them."""
    prefixes = made.project.prefixes
    places = {prefixes.entity(name): entity.place for name, entity in made.content.entities.items()}
    places |= {statement.iri(prefixes): statement.place for statement in made.content.statements}
    places |= {rule.iri: Place(rule.query.file) for rule in made.rules}
    return places | _term_places(made)


def _term_places(made: Made) -> dict[str, Place]:
    """Return where each term is declared: the line of its module that begins with its name."""
    ontology = made.content.ontology
    terms = (*ontology.classes.values(), *ontology.properties.values(), *ontology.individuals.values())
    lines: dict[str, dict[str, int]] = {}
    for module in {term.module for term in terms}:
        path = made.project.root / module
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        lines[module] = {line.strip(): number for number, line in enumerate(text.splitlines(), 1) if line[:1].strip()}
    return {term.iri: Place(term.module, lines[term.module].get(term.name)) for term in terms}
