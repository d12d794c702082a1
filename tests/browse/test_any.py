"""Any graph becomes a site: nothing crashes, every link leads somewhere, and the data come out as they went in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import pyoxigraph as ox

from pincite.browse.reading import Naming, read_files
from pincite.browse.remarks import Remarks
from pincite.browse.sources import find_sources
from pincite.errors import UsageError
from pincite.site.linkcheck import broken_links
from tests.browse.making import PREFIXES, make
from tests.browse.test_reading import CONTENT

# Words that have a meaning to the pages stand where they have none, too.
NODES = [
    *(f"ex:{name}" for name in ("a", "A", "b", "c")),
    *(f"_:{name}" for name in ("w", "x", "y", "z")),
    *("rdf:nil", "rdf:type", "owl:Class", "owl:Restriction", "rdfs:Class", "skos:Concept", "skos:ConceptScheme", "ex:"),
    *("<urn:x>", "<https://example.com/%C3%A9>", "<javascript:alert(1)>", "<https://例え.jp/テスト>"),
]
PREDICATES = [
    *("rdf:type", "rdf:first", "rdf:rest", "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:label", "rdfs:comment"),
    *("skos:broader", "skos:narrower", "skos:inScheme", "skos:topConceptOf", "skos:hasTopConcept", "skos:prefLabel"),
    *(f"owl:{name}" for name in ("onProperty", "someValuesFrom", "unionOf", "oneOf", "complementOf", "inverseOf")),
    *(f"owl:{name}" for name in ("cardinality", "onClass", "onDatatype", "withRestrictions", "propertyChainAxiom")),
    *("rdf:reifies", "xsd:minInclusive", "wgs:lat", "wgs:long", "foaf:depiction", "ex:p", "ex:a"),
    "<http://purl.org/vocab/vann/preferredNamespacePrefix>",
]
LITERALS = [
    *('""', '" "', '"\\u200b"', '"<script>"', '"x"@en', '"x"@de', '"שלום"@he', '"x"@ar--rtl', '"\\u202e"', '"ex"', "7"),
    *('"old"^^xsd:integer', '"POINT(1 2)"^^geo:wktLiteral', '"POINT"^^geo:wktLiteral', '"{}"^^geo:geoJSONLiteral'),
    *(
        '"{\\"type\\": \\"Polygon\\", \\"coordinates\\": [[[1]]]}"^^geo:geoJSONLiteral',
        '"<b>"^^rdf:HTML',
        '"["^^rdf:JSON',
    ),
    *('"https://example.com/ x"', '"javascript:x"', '"1e400"', '"--05--01"^^xsd:date', '"\\\\\\" ^^<x>"', "true"),
]
OBJECTS = st.one_of(
    st.sampled_from(NODES),
    st.sampled_from(LITERALS),
    st.builds(
        "<<( {} {} {} )>>".format, st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(LITERALS)
    ),
)
TRIPLES = st.builds("{} {} {} .".format, st.sampled_from(NODES), st.sampled_from(PREDICATES), OBJECTS)


def _canonical(text: str | bytes) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(text, ox.RdfFormat.TURTLE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@hypothesis.settings(max_examples=60)
@hypothesis.given(st.lists(TRIPLES, min_size=1, max_size=25, unique=True))
def test_any_graph_becomes_a_site(triples: list[str]) -> None:
    turtle = "\n".join(triples)
    with tempfile.TemporaryDirectory() as name:
        made = make(Path(name), turtle)
        assert broken_links(made.site) == []
        assert _canonical((made.out / "dump" / "graph.ttl").read_bytes()) == _canonical(PREFIXES + turtle)
        for page in made.site.rglob("*.html"):
            source = page.read_text(encoding="utf-8")
            assert "<script" not in source
            assert 'href="javascript:' not in source


@hypothesis.given(
    st.sampled_from(sorted(CONTENT)), st.integers(0, 300), st.integers(0, 40), st.binary(max_size=12), st.booleans()
)
def test_any_damage_is_told_or_read(syntax: str, start: int, length: int, put: bytes, named: bool) -> None:
    """A file that is cut, or has other bytes in its midst, is read or told about; nothing else happens."""
    whole = CONTENT[syntax].encode()
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / (f"data.{syntax}" if named else "data")
        source.write_bytes(whole[:start] + put + whole[start + length :])
        remarks = Remarks()
        try:
            data = read_files(find_sources([source], remarks), Naming(remarks))
        except UsageError as error:
            told = [str(problem) for problem in error.problems]
        else:
            told = [str(len(data.quads))]
        assert len(told) == 1
        assert told[0]
