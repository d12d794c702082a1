"""A site of any RDF, ours against the plain way, on the same data in the same run.

    python -m benchmarks.browse                 100,000 synthetic triples
    python -m benchmarks.browse --triples 20000
    python -m benchmarks.browse FILE ...        files of your own

The plain way reads the files into an rdflib graph and asks it three SPARQL queries for each thing: what is said of it,
what points at it, and the labels of both; each query is prepared once. Its pages are a mere list, without links, nested
nodes, trees, lists of long lists, names or report, and no data stand beside them. It makes one page in twenty, whose
time is multiplied. Ours makes the whole site, in as many processes as there are cores, three times; the median counts.
Seconds are of the processor, all processes added up, since those of the clock tell what else runs here.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import rdflib
from jinja2 import Environment
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from pincite.browse.build import build_from

_RUNS = 3
_SAMPLE = 20
_PER_THING = 10
_SAID = "SELECT ?p ?o { ?thing ?p ?o } ORDER BY ?p ?o"
_POINTS = "SELECT ?s ?p { ?s ?p ?thing } ORDER BY ?p ?s"
_LABELS = """SELECT ?x ?label { { ?thing ?p ?x } UNION { ?thing ?x ?o } UNION { ?x ?p ?thing }
  ?x <http://www.w3.org/2000/01/rdf-schema#label> ?label }"""
_PAGE = """<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>
<ul>{% for row in said %}<li>{{ row[0] }}: {{ row[1] }}</li>{% endfor %}</ul>
<ul>{% for row in points %}<li>{{ row[1] }}: {{ row[0] }}</li>{% endfor %}</ul>"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure both ways and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--triples", type=int, default=100_000, help="size of the synthetic data (default: 100,000)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = given.files or [_synthetic(folder / "data.ttl", given.triples)]
        runs = [_ours(files, folder / "ours") for _ in range(_RUNS)]
        ours = statistics.median(seconds for seconds, _, _ in runs)
        plain = _plain(files, folder / "plain")
        triples, pages = runs[0][1:]
    print(f"{triples:,} triples, {pages:,} pages of things")
    print(f"ours   {ours:8.1f} s  ({', '.join(f'{seconds:.1f}' for seconds, _, _ in runs)})")
    print(f"plain  {plain:8.1f} s  (one page in {_SAMPLE}, multiplied)")
    print(f"ratio  {plain / ours:8.1f}")
    return 0


def _ours(files: Sequence[Path], out: Path) -> tuple[float, int, int]:
    start = _seconds()
    built = build_from([str(path) for path in files], out)
    return _seconds() - start, built.figures["triples"], built.figures["pages of things"]


def _plain(files: Sequence[Path], out: Path) -> float:
    start = _seconds()
    graph = rdflib.Dataset(default_union=True)
    for path in files:
        graph.parse(path)
    queries = [prepareQuery(text) for text in (_SAID, _POINTS, _LABELS)]
    template = Environment(autoescape=True).from_string(_PAGE)
    things = sorted(subject for subject in set(graph.subjects()) if isinstance(subject, rdflib.URIRef))
    read = _seconds() - start
    out.mkdir()
    start = _seconds()
    sample = things[::_SAMPLE]
    for number, thing in enumerate(sample):
        said, points, labels = (list(_rows(graph, query, thing)) for query in queries)
        names = {row[0]: row[1] for row in labels}
        shown = {"said": [[names.get(term, term) for term in row] for row in said],
                 "points": [[names.get(term, term) for term in row] for row in points]}  # fmt: skip
        (out / f"{number}.html").write_text(template.render(title=thing, **shown), encoding="utf-8")
    return read + (_seconds() - start) * len(things) / len(sample)


def _seconds() -> float:
    """Return the processor's seconds of this process and of all that it began and that have ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _rows(graph: rdflib.Dataset, query: Query, thing: rdflib.URIRef) -> Iterator[tuple[rdflib.term.Node, ...]]:
    for row in graph.query(query, initBindings={"thing": thing}):
        yield tuple(row) if isinstance(row, tuple) else ()


def _synthetic(path: Path, triples: int) -> Path:
    lines = ["@prefix e: <https://example.org/ns#> .", "@prefix r: <http://www.w3.org/2000/01/rdf-schema#> ."]
    count = triples // _PER_THING
    for n in range(count):
        near, far, up = (n * 7 + 1) % count, (n * 31 + 5) % count, n // 10
        lines.append(
            f'e:t{n} a e:C{n % 40} ; r:label "Thing {n}"@en, "Ding {n}"@de ; r:comment "The thing of number {n}."@en ;'
            f" e:near e:t{near}, e:t{far} ; e:within e:t{up} ; e:at [ e:east {n % 360} ] ; e:weighs {n}.5 ."
        )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
