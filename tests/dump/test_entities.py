"""The data beside each entity's page: complete, readable alone, and in its own folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from pincite.dump import Content, write_entities
from pincite.errors import ContentError
from pincite.graph.terms import Prefixes, Triple

if TYPE_CHECKING:
    from pathlib import Path

    from tests.dump.conftest import Written

BASE = "https://example.org/harbour/"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
EVIDENCE = "<https://w3id.org/pincite/ns#evidence>"
FORMATS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}


def read(folder: Path, ending: str) -> set[Triple]:
    quads = list(ox.parse((folder / f"index.{ending}").read_bytes(), format=FORMATS[ending]))
    assert len(quads) == len(set(quads))
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def expected(written: Written, entity: str) -> set[Triple]:
    """Say it another way: by going through all triples for one entity."""
    own = {t for t in written.triples if t[0] == f"<{entity}>" or t[0].startswith(f"<{entity}#")}
    passages = {o for _, p, o in own if p == EVIDENCE}
    told = own | {t for t in written.triples if t[0] in passages}
    subjects, targets = {s for s, _, _ in told}, {o for _, _, o in told}
    return told | {t for t in written.triples if t[1] == LABEL and t[0] in targets - subjects}


def test_every_entity_has_its_three_files_and_nothing_else(written: Written) -> None:
    start = f"<{BASE}id/"
    ids = {s[len(start) : -1] for s, _, _ in written.triples if s.startswith(start) and "#" not in s}
    assert len(ids) == written.entities > 2
    found = {path.relative_to(written.site).as_posix() for path in written.site.rglob("*") if path.is_file()}
    assert found == {f"id/{id}/index.{ending}" for id in ids for ending in FORMATS}  # noqa: A001


@pytest.mark.parametrize("ending", FORMATS)
def test_each_file_tells_all_about_its_entity(written: Written, ending: str) -> None:
    folders = sorted(path.parent for path in written.site.rglob(f"index.{ending}"))
    assert len(folders) == written.entities
    for folder in folders:
        entity = BASE + folder.relative_to(written.site).as_posix()
        assert read(folder, ending) == expected(written, entity)


def test_a_ship_reads_alone(harbour: Written) -> None:
    triples = read(harbour.site / "id/ship/mary", "ttl")
    labels = {(s, o) for s, p, o in triples if p == LABEL}
    assert (f"<{BASE}id/port/north>", '"North port"@en') in labels
    assert (f"<{BASE}id/port/north>", '"Nordhafen"@de') in labels
    assert (f"<{BASE}ontology#port>", '"port"@en') in labels
    assert any(s.startswith(f"<{BASE}id/ship/mary#s-") for s, _, _ in triples)
    assert any(s == f"<{BASE}id/document/logbook#char=10,20>" and '\\"no\\"' in o for s, _, o in triples)
    assert {p for s, p, _ in triples if s == f"<{BASE}id/port/north>"} == {LABEL}


def test_a_documents_file_describes_its_passages(harbour: Written) -> None:
    subjects = {s for s, _, _ in read(harbour.site / "id/document/logbook", "nt")}
    assert f"<{BASE}id/document/logbook#char=10,20>" in subjects


def test_only_used_prefixes_are_given(harbour: Written) -> None:
    text = (harbour.site / "id/port/north/index.ttl").read_text("utf-8")
    assert "@prefix hb:" in text
    assert "@prefix skos:" not in text


@pytest.mark.parametrize(
    "id", ["../etc", "ship/..", "ship/Mary", "ship/con", "ship/a/b", "ship", "ship/%2e%2e", "ship/"]
)
def test_an_id_that_is_no_safe_path_is_refused(id: str, tmp_path: Path) -> None:  # noqa: A002
    content = Content([(f"<{BASE}id/{id}>", "<p:p>", '"x"', "<g:g>")], Prefixes(BASE, {}))
    with pytest.raises(ContentError, match="the id") as caught:
        write_entities(tmp_path / "site", content)
    assert len(caught.value.problems) == 1
    assert not list(tmp_path.iterdir())


def test_what_is_no_entity_has_no_file(tmp_path: Path) -> None:
    quads = [("<urn:x>", "<p:p>", '"x"', "<g:g>"), (f"<{BASE}id/ship/gone#s-0123456789ab>", "<p:p>", '"x"', "<g:g>")]
    assert write_entities(tmp_path / "site", Content(quads, Prefixes(BASE, {}))) == 0
    assert not list(tmp_path.iterdir())
