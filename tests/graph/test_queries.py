"""Query files: what their headers promise is what the query does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.errors import ContentError, UsageError
from pincite.graph.queries import read_queries
from pincite.graph.terms import Prefixes

PREFIXES = Prefixes("https://example.org/", {"ex": "https://example.org/ns#"})
GOOD = """#+ summary: Lights by name
#+ params: {name: {type: string}}
#+ returns: [light]
SELECT ?light WHERE { VALUES ?name { "a" } ?light ex:name ?name } ORDER BY ?light
"""


def read(folder: Path, *texts: str) -> dict[str, object]:
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"q{number}.rq")
        paths[-1].write_text(text, encoding="utf-8")
    return dict(read_queries(paths, lambda path: path.name, PREFIXES))


def test_a_good_query_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "lights.rq").write_text(GOOD, encoding="utf-8")
    query = read_queries([tmp_path / "lights.rq"], lambda path: path.name, PREFIXES)["lights"]
    assert (query.summary, query.returns, query.form) == ("Lights by name", ("light",), "SELECT")
    assert [(one.name, one.type) for one in query.parameters] == [("name", "string")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ((" ORDER BY ?light", ""), "no ORDER BY"),
        (("#+ summary: Lights by name\n", ""), "no summary"),
        (("returns: [light]", "returns: [light, name]"), "returns ['light', 'name'] but selects ['light']"),
        (("SELECT ?light", "SELECT ?light ?height"), "variable ?height is returned but never bound"),
        (('VALUES ?name { "a" } ', ""), "parameter 'name' has no VALUES block"),
        (("type: string", "type: colour"), "parameter 'name' has no known type"),
        (("?light ex:name ?name", "SERVICE <https://x.org/> { ?light ex:name ?name }"), "SERVICE calls another"),
    ],
)
def test_a_query_that_breaks_its_promise_is_refused(change: tuple[str, str], message: str, tmp_path: Path) -> None:
    assert change[0] in GOOD
    with pytest.raises(ContentError) as caught:
        read(tmp_path, GOOD.replace(*change))
    assert message in str(caught.value)
    assert str(caught.value).startswith("q0.rq: ")


def test_broken_sparql_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^q0\.rq:4: not SPARQL"):
        read(tmp_path, GOOD.replace("WHERE {", "WHERE { }}"))


def test_a_broken_header_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^q0\.rq:[23]: the header is not YAML"):
        read(tmp_path, GOOD.replace("{name: {type: string}}", "{name: {type: string}"))


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, GOOD.replace(" ORDER BY ?light", ""), GOOD.replace("#+ summary: Lights by name\n", ""))
    assert len(caught.value.problems) == 2
