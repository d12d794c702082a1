"""Graphs for the tests of the dump: a small one by hand, and one of any size by rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pincite.dump import Content, Description, File, write_dump, write_entities
from pincite.graph.statements import Statement, passage_triples, pin, statement_triples
from pincite.graph.terms import RDF_TYPE, RDFS_LABEL, Prefixes, Quad, Triple, iri, literal
from pincite.model import Bounds, Mode, Passage, Ref

BASE = "https://example.org/harbour/"
NS = f"{BASE}ontology#"
PREFIXES = Prefixes(
    BASE,
    {
        "hb": NS,
        "owl": "http://www.w3.org/2002/07/owl#",
        "pin": "https://w3id.org/pincite/ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    },
)
ABOUT = Description(
    title="Harbours",
    description="What two logbooks say about harbours.",
    creator="The harbour desk",
    licence="https://creativecommons.org/licenses/by/4.0/",
    version="1.2.0",
    recorded="2026-11-22",
)
ONTOLOGY = PREFIXES.turtle() + "hb:Ship a owl:Class ; rdfs:subClassOf [ a owl:Class ] . # ł\n"
SKOS = "http://www.w3.org/2004/02/skos/core#"

AWKWARD = (
    'she said "no"',
    "two\nlines\r\nand a\ttab",
    "back\\slash \\n \\u0041 \\",
    "no-break\u00a0space and narrow\u202fone",
    "right \u202eto left\u202c \u200f\u200e",
    "zero\u200bwidth\u200d\ufeff",
    "\U0001f6a2 and \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "<script>alert('x')</script> & </script>",
    "\u2028 line and \u2029 paragraph",
    "a ^^<http://x> b^^ @en .",
    "'''\"\"\" ; . , # hb:Ship",
    "\x01\x1f\x7f\x85",
    "e\u0301 is not \u00e9",
    " ",
    "",
)


def entity(id: str) -> str:  # noqa: A002
    return iri(PREFIXES.entity(id))


def term(name: str) -> str:
    return iri(NS + name)


def small() -> list[Quad]:
    """A ship and a port, a logbook with awkward words, and terms of the ontology."""
    port = entity("port/north")
    return [
        *_in("catalogue", _cards(entity("ship/mary"), port)),
        *_in("logbook", _said(port)),
        *_in(
            "ontology",
            [
                (term("Ship"), RDF_TYPE, iri("http://www.w3.org/2002/07/owl#Class")),
                (term("Ship"), RDFS_LABEL, literal("ship", language="en")),
                (term("port"), RDFS_LABEL, literal("port", language="en")),
                (port, RDFS_LABEL, literal("North port", language="en")),
            ],
        ),
        (entity("ship/mary"), term("port"), port, graph("derived")),
    ]


def _cards(ship: str, port: str) -> Iterator[Triple]:
    yield from ((node, RDF_TYPE, term(kind)) for node, kind in ((ship, "Ship"), (ship, "Vessel"), (port, "Port")))
    yield entity("document/logbook"), RDF_TYPE, pin("Document")
    yield ship, RDFS_LABEL, literal("Mary", language="en")
    yield port, RDFS_LABEL, literal("North port", language="en")
    yield port, RDFS_LABEL, literal("Nordhafen", language="de")
    yield from ((ship, iri(SKOS + "note"), literal(text)) for text in AWKWARD)
    yield from ((ship, iri(SKOS + "altLabel"), literal(text, language="en")) for text in AWKWARD)
    yield from ((ship, term("weight"), literal(text, "decimal")) for text in ("12.50", "4", "-0.5"))
    crews = ("0", "-7", "007", "98765432109876543210")
    yield from ((ship, term("crew"), literal(text, "integer")) for text in crews)
    yield from ((ship, term("afloat"), literal(text, "boolean")) for text in ("true", "1"))
    yield ship, term("odd.name"), iri("urn:isbn:123")
    yield ship, term("a,b"), iri("http://example.org/?q=a&b=%20#c")
    yield ship, term("-x"), iri("hb:not-a-prefix")
    # A domain graph may say something of a term; the rest of the term stays the ontology's.
    yield term("Ship"), iri(SKOS + "note"), literal("two of them")


def _said(port: str) -> Iterator[Triple]:
    words = Passage("logbook", 10, 20, AWKWARD[0], AWKWARD[1], AWKWARD[4], 2)
    author = Ref("person/ann")
    said = Statement(
        Ref("ship/mary"), term("port"), port, Mode.REPORTED, author, author, (words,),
        when="2018/..", bounds=Bounds("2018-01-01", "2018-12-31", None, None), recorded="2026-11-22",
    )  # fmt: skip
    yield from statement_triples(said, PREFIXES)
    yield from passage_triples(words, PREFIXES)


def generated(ships: int) -> list[Quad]:
    """About 40 triples a ship: a card and three statements, each with a passage."""
    return [quad for number in range(ships) for quad in _ship(number, ships)]


def graph(name: str) -> str:
    return iri(f"{BASE}graph/{name}")


def _ship(number: int, ships: int) -> Iterator[Quad]:
    ref, author = Ref(f"ship/ship-{number}"), Ref("ship/ship-0")
    node = entity(ref.id)
    card = [(node, RDF_TYPE, term(kind)) for kind in ("Ship", "Vessel")]
    yield from _in("catalogue", [*card, (node, RDFS_LABEL, literal(f"Ship {number}", language="en"))])
    for place in range(3):
        start = number * 300 + place * 100
        words = f"Ship {number} met another, {place}"
        passage = Passage("logbook", start, start + 40, words, "Then ", ". So", start)
        other = Ref(f"ship/ship-{(number * 7 + place) % ships}")
        said = Statement(
            ref, term(f"met{place}"), entity(other.id), Mode.REPORTED, author, author, (passage,),
            when="2018", bounds=Bounds("2018-01-01", "2018-12-31", "2018-01-01", "2018-12-31"),
        )  # fmt: skip
        yield from _in("logbook", statement_triples(said, PREFIXES))
        yield from _in("logbook", passage_triples(passage, PREFIXES))


def _in(name: str, triples: Iterable[Triple]) -> Iterator[Quad]:
    return ((*triple, graph(name)) for triple in triples)


@dataclass(frozen=True)
class Written:
    """A dump and entity files on disk, and what they were made from."""

    quads: Sequence[Quad]
    dump: Path
    site: Path
    files: tuple[File, ...]
    entities: int

    @property
    def triples(self) -> set[Triple]:
        return {(s, p, o) for s, p, o, _ in self.quads}


@pytest.fixture(scope="session", params=["small", "generated"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Each graph, written."""
    return _write(small() if request.param == "small" else generated(40), tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The small graph, written."""
    return _write(small(), tmp_path_factory.mktemp("harbour"))


def _write(quads: list[Quad], out: Path) -> Written:
    content = Content(quads, PREFIXES)
    files = write_dump(out / "dump", content, ABOUT, ONTOLOGY)
    return Written(quads, out / "dump", out / "site", files, write_entities(out / "site", content))
