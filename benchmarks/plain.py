"""The plain way to the same: rdflib's memory graph, pySHACL on it, one SPARQL query a page, Jinja2.

    python -m benchmarks.plain FOLDER [--limit 60] [--no-shapes] [--pages-sample 10]

FOLDER holds what benchmarks/bench.py put there: input.ttl (what people wrote, as triples), shapes.nt, queries.json.
Prints a JSON object with the seconds of each stage; those of a sample of pages are multiplied (`more_seconds` and
`more_cpu` are by how much that is more than was done), and those of a stage that was stopped are what it had taken.
"""

from __future__ import annotations

import argparse
import json
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pyshacl
from jinja2 import Environment, StrictUndefined
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result, ResultRow

# What a page of ours shows at the least: label, facts, how each stands, and the sentence it rests on.
PAGE_QUERY = """
PREFIX pin: <https://w3id.org/pincite/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?statement ?property ?name ?value ?label ?mode ?when ?by ?exact ?document
WHERE {
  ?statement pin:about ?page ; pin:property ?property ; pin:value ?value ; pin:mode ?mode .
  OPTIONAL { ?property rdfs:label ?name }
  OPTIONAL { ?value rdfs:label ?label }
  OPTIONAL { ?statement pin:when ?when }
  OPTIONAL { ?statement pin:assertedBy ?by }
  OPTIONAL { ?statement pin:evidence ?passage . ?passage pin:exact ?exact ; pin:document ?document }
}
ORDER BY ?property ?statement
"""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1>
<dl>
{% for row in rows %}
<dt>{{ row.name or row.property }}</dt>
<dd id="{{ row.statement }}">{{ row.label or row.value }} ({{ row.mode }}{% if row.when %}, {{ row.when }}{% endif %})
{% if row.exact %}<blockquote cite="{{ row.document }}">{{ row.exact }}</blockquote>{% endif %}</dd>
{% endfor %}
</dl></body></html>
"""
PRIMARY_TYPE = URIRef("https://w3id.org/pincite/ns#primaryType")
ABOUT = URIRef("https://w3id.org/pincite/ns#about")
EVIDENCE = URIRef("https://w3id.org/pincite/ns#evidence")
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
_COLUMNS = ("statement", "property", "name", "value", "label", "mode", "when", "by", "exact", "document")
_FORMATS = {"turtle": "ttl", "nt": "nt", "json-ld": "jsonld"}


class Remembering(Graph):
    """A graph that reads each query once. pySHACL alone reads a shape's query anew for every node it looks at."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401
        """Answer a query."""
        known = _read(query_object) if isinstance(query_object, str) else query_object
        return super().query(known, *args, **kwargs)


@cache
def _read(text: str) -> Query:
    return prepareQuery(text)


class Stopped(BaseException):
    """A stage has taken too long. Not an Exception, so that no library takes it for a fault of the data."""


class Plain:
    """The stages, each timed."""

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder = folder
        self.limit = limit
        self.stopped: list[str] = []
        self.graph: Graph = Remembering(bind_namespaces="none")
        self.queries = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
        self.seconds: dict[str, float] = {}
        self.more_seconds = self.more_cpu = 0.0

    @contextmanager
    def stage(self, name: str, scale: float = 1.0) -> Iterator[None]:
        """Time a stage of which one part in `scale` is done; stop it when it takes too long."""
        start, cpu = time.perf_counter(), time.process_time()
        signal.alarm(self.limit)
        try:
            yield
        except Stopped:
            self.stopped.append(name)
        finally:
            signal.alarm(0)
        taken, used = time.perf_counter() - start, time.process_time() - cpu
        self.seconds[name] = taken * scale
        # What the whole would have taken beyond what was done.
        self.more_seconds += taken * (scale - 1)
        self.more_cpu += used * (scale - 1)

    def run(self, pages_sample: int, *, validate: bool) -> Mapping[str, object]:
        """Do everything; returns what is printed."""
        with self.stage("load"):
            self.graph.parse(self.folder / "input.ttl", format="turtle")
        loaded = len(self.graph)
        with self.stage("rules"):
            self.rules()
        findings = None
        if validate:
            with self.stage("shapes"):
                findings = self.shapes()
        with self.stage("queries"):
            for text in self.queries["questions"]:
                list(self.graph.query(text))
        with self.stage("dump"):
            for form, ending in _FORMATS.items():
                self.graph.serialize(self.folder / f"graph.{ending}", format=form, encoding="utf-8")
        entities = self.graph.subjects(PRIMARY_TYPE, None, unique=True)
        pages = sorted(entity for entity in entities if isinstance(entity, URIRef))
        done = pages[::pages_sample]
        with self.stage("site", len(pages) / len(done)):
            self.site(done)
        return {
            "seconds": self.seconds,
            "loaded": loaded,
            "triples": len(self.graph),
            "pages": len(pages),
            "findings": findings,
            "stopped": self.stopped,
            "more_seconds": self.more_seconds,
            "more_cpu": self.more_cpu,
        }

    def rules(self) -> None:
        """Run each stratum's rules until nothing new comes."""
        for stratum in self.queries["rules"]:
            before = -1
            while before < len(self.graph):
                before = len(self.graph)
                for text in stratum:
                    made = self.graph.query(text).graph
                    if made is not None:
                        self.graph += made

    def shapes(self) -> int:
        """Validate; returns the number of findings."""
        shapes = Graph(bind_namespaces="none").parse(self.folder / "shapes.nt", format="nt")
        _, report, _ = pyshacl.validate(self.graph, shacl_graph=shapes, inference="none")
        if not isinstance(report, Graph):
            raise report
        return len(list(report.subjects(RDF.type, SH.ValidationResult)))

    def site(self, pages: list[URIRef]) -> None:
        """Ask one query a page and render it; write the page's data beside it."""
        template = Environment(autoescape=True, undefined=StrictUndefined).from_string(PAGE)
        query = prepareQuery(PAGE_QUERY)
        out = self.folder / "site"
        out.mkdir(exist_ok=True)
        for number, page in enumerate(pages):
            rows = self.graph.query(query, initBindings={"page": page})
            found = [dict(zip(_COLUMNS, row, strict=True)) for row in rows if isinstance(row, ResultRow)]
            text = template.render(title=self.graph.value(page, LABEL), rows=found)
            (out / f"{number}.html").write_text(text, encoding="utf-8")
            data = self.described(page)
            for form, ending in _FORMATS.items():
                data.serialize(out / f"{number}.{ending}", format=form, encoding="utf-8")

    def described(self, page: URIRef) -> Graph:
        """Return what the graph says of an entity, the statements about it, and their passages."""
        data = Graph(bind_namespaces="none")
        data += self.graph.triples((page, None, None))
        for statement in self.graph.subjects(ABOUT, page):
            data += self.graph.triples((statement, None, None))
            for passage in self.graph.objects(statement, EVIDENCE):
                data += self.graph.triples((passage, None, None))
        return data


def main() -> None:
    """Run the plain way on a prepared folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages-sample", type=int, default=1, help="make one page in so many")
    parser.add_argument("--limit", type=int, default=0, help="seconds after which a stage is stopped; 0 is never")
    parser.add_argument("--no-shapes", action="store_true", help="leave pySHACL out")
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, _too_long)
    plain = Plain(given.folder, given.limit)
    print(json.dumps(plain.run(given.pages_sample, validate=not given.no_shapes)))


def _too_long(_signal: int, _frame: object) -> None:
    raise Stopped


if __name__ == "__main__":
    main()
