"""`pincite check`: everything that can be wrong with a publication, and the reasoner's verdict on its ontology."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pincite.building import build
from pincite.checks import run_checks
from pincite.errors import ContentError, Place, Problem
from pincite.graph.assemble import graph_name
from pincite.pipeline import Made, Report, Timings, as_problems, make_graph, undecided, validate_graph
from pincite.project import Project
from pincite.shapes.engine import validate


def check(root: Path, *, reasoner: bool, reference: bool, report: Report) -> Iterator[str]:
    """Yield a line for each thing that has been checked and is right. Raises PinciteError at the first that is not."""
    times = Timings(report)
    project = Project.open(root)
    made = make_graph(project, times)
    yield f"Quotations and facts: {len(made.content.statements):,} statements, each found in its document"
    report("shapes")
    findings = validate_graph(made)
    data_rules, term_rules = made.shapes
    yield f"Shapes: {len(data_rules.rules) + len(term_rules.rules)} rules kept, {len(findings)} warnings"
    yield from (f"  {warning}" for warning in as_problems(made, findings))
    yield f"Checks: {len(made.checks)} queries return no rows"
    if problems := undecided(made.coverage):
        yield "Coverage: " + "; ".join(f"{problem.place}: {problem.what}" for problem in problems)
    else:
        yield "Coverage: every sentence is decided"
    if reference:
        yield _reference(made, report)
    report("links")
    yield from _links(project, report)
    if reasoner:
        report("HermiT")
        yield _reasoned(made)


def check_endpoint(root: Path, endpoint: str, graphs: Sequence[str], report: Report) -> Iterator[str]:
    """Yield a line for each thing that is right with a store's copy of the graph. Raises PinciteError.

    The store answers queries/checks, and what it holds (in `graphs`, or in what it shows by default) is compared with
    the graph of the folder by count and digest.
    """
    from pincite.queries.endpoint import Endpoint  # noqa: PLC0415  # SPARQLWrapper is slow to import
    from pincite.stores import Digest, digest_of, digest_query  # noqa: PLC0415

    project = Project.open(root)
    made = make_graph(project, Timings(report))
    store = Endpoint(endpoint, project.prefixes, graphs)
    report("comparing")
    # A triple of two named graphs is one triple here, in stores that show both too.
    rows = store.select(digest_query("{ SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"))
    numbers = [int(str(value)) for row in rows for value in row.values() if value is not None]
    there = Digest(*numbers) if len(numbers) == 3 else None
    here = digest_of(made.triples())
    if there != here:
        what = f"the store holds {there or 'nothing that can be counted'}; here are {here}"
        remedy = "Load the dump with `pincite load`, or name the graphs that it is in with --graph."
        raise ContentError(Problem(Place(endpoint), what, remedy))
    yield f"Store: {here}, the same as here"
    report("checks")
    if problems := run_checks(made.checks, store):
        raise ContentError(problems)
    yield f"Checks: {len(made.checks)} queries return no rows on the store"


def _reference(made: Made, report: Report) -> str:
    from pincite.shapes import reference  # noqa: PLC0415  # rdflib and pySHACL, slow to import

    data_rules, _ = made.shapes
    data = list(dict.fromkeys((*made.triples(), *made.content.ontology.axioms)))
    slow = {(finding.shape, finding.focus) for finding in reference.validate_by_rule(data, data_rules, report)}
    fast = {(finding.shape, finding.focus) for finding in validate(data, data_rules)}
    if slow != fast:
        only = sorted(slow ^ fast)[0]
        what = f"pySHACL and the fast engine differ on {len(slow ^ fast)} findings, first {only[0]} at {only[1]}"
        raise ContentError(Problem(Place("shapes/"), what, "Rewrite that shape with terms on which they agree."))
    return f"pySHACL: the same {len(slow)} findings as the fast engine"


def _links(project: Project, report: Report) -> Iterator[str]:
    import tempfile  # noqa: PLC0415

    from pincite.shapes.description import description_problems  # noqa: PLC0415
    from pincite.site.linkcheck import broken_links, pages  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="pincite-check-") as folder:
        out = build(project.root, Path(folder) / "build", report=report).out
        if problems := broken_links(out / "site"):
            raise ContentError(problems)
        yield f"Links: all right on {len(pages(out / 'site')):,} pages"
        if problems := description_problems(out / "dump" / "void.ttl"):
            raise ContentError(problems)
        yield "Description: dump/void.ttl keeps the rules of VoID and DCAT"


def _reasoned(made: Made) -> str:
    from pincite.contradiction import explain_contradiction, explain_empty  # noqa: PLC0415
    from pincite.dump.nodes import in_statement_layer  # noqa: PLC0415
    from pincite.ontology import reason  # noqa: PLC0415  # owlready2

    ontology = made.content.ontology
    # Without the terms, which have a file of their own, and geometries: their datatype is none of OWL 2.
    apart = {graph_name(made.project.base, name) for name in ("ontology", "outside")}
    data = list(dict.fromkeys((s, p, o) for s, p, o, graph in made.quads if graph not in apart))
    verdict = reason(ontology, data)
    if not verdict.consistent:
        # What is said of things is a tenth of the data, and where most contradictions are.
        plain = [triple for triple in data if not in_statement_layer(triple[0])]
        raise ContentError(explain_contradiction(made, data if reason(ontology, plain).consistent else plain))
    if verdict.unsatisfiable:
        raise ContentError(
            Problem(
                Place("ontology/"),
                f"nothing can be of the term {made.project.prefixes.compress(term) or term}, "
                f"for {explain_empty(ontology, term)}",
                "Correct one of these axioms.",
            )
            for term in verdict.unsatisfiable
        )
    return f"HermiT: {len(data):,} triples consistent, every class can have members ({verdict.seconds:.1f} s)"
