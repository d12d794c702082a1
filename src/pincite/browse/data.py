"""The data as files: beside each page, and all of them with their description in VoID."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from pincite.browse.catalogue import Catalogue
from pincite.browse.reading import Data
from pincite.browse.remarks import Remarks
from pincite.browse.terms import Pair, Term, is_blank, is_iri, is_triple, literal
from pincite.dump.files import gzip
from pincite.dump.jsonld import JsonLd
from pincite.dump.names import Names
from pincite.dump.turtle import Turtle, header, ntriples, trig_graph
from pincite.graph.terms import literal as quoted

NOT_IN_JSON_LD = "Triple terms left out of the JSON-LD files, which cannot say them"
_VOID = "http://rdfs.org/ns/void#"
_DCTERMS = "http://purl.org/dc/terms/"


class Written(Struct, frozen=True):
    """A file of the dump: name, what it is, size in bytes and SHA-256."""

    name: str
    what: str
    size: int
    sha256: str


class _JsonLd(JsonLd):
    """The same, with blank nodes and directions."""

    def _value(self, term: str) -> str:
        if is_blank(term):
            return f'{{"@id": "{term}"}}'
        if term[0] == '"' and "--" in term[term.rindex('"') :]:
            return self._directed(term)
        return super()._value(term)

    def _directed(self, term: str) -> str:
        parts = literal(term)
        made = {"@direction": parts.direction, "@language": parts.language, "@value": parts.text}
        return json.dumps(made, ensure_ascii=False)

    def _short(self, term: str) -> str:
        return term if is_blank(term) else super()._short(term)


class Files:
    """Writes the data of single things and of all."""

    def __init__(self, catalogue: Catalogue, remarks: Remarks) -> None:
        self._catalogue = catalogue
        self._names: Names = catalogue.namespaces.names
        self._turtle = Turtle(self._names)
        self._json = _JsonLd(self._names)
        self._remarks = remarks

    def beside(self, term: Term) -> dict[str, str]:
        """Return the text of each file beside the page of an IRI: its triples and those of what is nested in it."""
        index = self._catalogue.index
        subjects = [term, *index.closure(term)]
        nodes = [(one, pairs) for one in subjects if (pairs := index.pairs(one))]
        if not nodes:
            return {}
        body = "\n".join([self._turtle.block(one, pairs) for one, pairs in nodes])
        return {
            "index.ttl": header(self._names.used(body)) + body,
            "index.nt": "".join([ntriples(one, pairs) for one, pairs in nodes]),
            "index.jsonld": self._json.document([self._node(one, pairs) for one, pairs in nodes]),
        }

    def dump(self, out: Path, data: Data, title: str) -> list[Written]:
        """Write all files of the dump into the folder `out`; return them."""
        out.mkdir(parents=True, exist_ok=True)
        every = self._catalogue.index.out.items()
        blocks = [self._turtle.block(one, pairs) for one, pairs in every]
        lines = "".join([ntriples(one, pairs) for one, pairs in every])
        written = [
            self._put(out, "graph.ttl", "Turtle", header(self._names.namespaces) + "\n".join(blocks)),
            self._put(out, "graph.nt.gz", "N-Triples, gzipped", gzip(lines.encode())),
            self._put(out, "graph.jsonld", "JSON-LD", self._json.document(self._node(*one) for one in every)),
        ]
        if any(self._catalogue.index.graphs.get(graph) for graph in self._catalogue.index.graphs if graph):
            written.append(self._put(out, "graph.trig", "TriG, with the named graphs", self._trig(data)))
        written.append(self._put(out, "void.ttl", "description of the data in VoID", self._void(title, written)))
        sums = "".join([f"{one.sha256}  {one.name}\n" for one in written])
        (out / "SHA256SUMS").write_text(sums, encoding="ascii")
        return written

    def _node(self, subject: Term, pairs: Iterable[Pair]) -> str:
        kept = tuple(pair for pair in pairs if not is_triple(pair[1]))
        if len(kept) != len(tuple(pairs)):
            self._remarks.add(NOT_IN_JSON_LD, subject)
        return self._json.node(subject, kept)

    def _trig(self, data: Data) -> str:
        graphs: dict[str, dict[Term, list[Pair]]] = {}
        for subject, predicate, target, graph in data.quads:
            graphs.setdefault(graph, {}).setdefault(subject, []).append((predicate, target))
        made = [header(self._names.namespaces)]
        for graph in sorted(graphs):
            blocks = [self._turtle.block(one, sorted(graphs[graph][one])) for one in sorted(graphs[graph])]
            made.append(trig_graph(graph, blocks) if graph else "\n".join(blocks) + "\n")
        return "\n".join(made)

    def _void(self, title: str, written: Iterable[Written]) -> str:
        return "".join(
            [
                header({"dcterms": _DCTERMS, "void": _VOID}),
                *_block("<#dataset>", self._dataset(title, written)),
                *(line for part in self._parts("class", "entities") for line in part),
                *(line for part in self._parts("property", "triples") for line in part),
            ]
        )

    def _dataset(self, title: str, written: Iterable[Written]) -> Iterator[tuple[str, str]]:
        index = self._catalogue.index
        yield "a", "void:Dataset"
        yield "dcterms:title", quoted(title)
        yield "void:triples", str(index.size)
        yield "void:entities", str(sum(map(is_iri, index.out)))
        yield "void:classes", str(len(index.instances))
        yield "void:properties", str(len(index.uses))
        yield "void:distinctSubjects", str(len(index.out))
        for one in written:
            yield "void:dataDump", f"<{one.name}>"
        for iri in sorted({self._catalogue.namespaces.prefixes[p] for p in self._vocabularies()}):
            yield "void:vocabulary", f"<{iri}>"
        for kind, counts in (("class", index.instances), ("property", index.uses)):
            for number in range(1, len(counts) + 1):
                yield f"void:{kind}Partition", f"<#{kind}-{number}>"

    def _vocabularies(self) -> set[str]:
        terms = (*self._catalogue.index.uses, *self._catalogue.index.instances)
        shorts = (self._names.short(term[1:-1]) for term in terms)
        return {short.partition(":")[0] for short in shorts if short}

    def _parts(self, kind: str, counted: str) -> Iterator[list[str]]:
        index = self._catalogue.index
        counts = index.instances if kind == "class" else index.uses
        for number, term in enumerate(sorted(counts), 1):
            rows = [(f"void:{kind}", term), (f"void:{counted}", str(counts[term]))]
            yield list(_block(f"<#{kind}-{number}>", rows))

    def _put(self, out: Path, name: str, what: str, content: str | bytes) -> Written:
        raw = content.encode() if isinstance(content, str) else content
        (out / name).write_bytes(raw)
        return Written(name, what, len(raw), hashlib.sha256(raw).hexdigest())


def _block(subject: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"\n{subject}\n" + "".join([f"    {name} {value} ;\n" for name, value in rows]) + ".\n"
