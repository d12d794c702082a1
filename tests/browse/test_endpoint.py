"""An endpoint is read whole, in pages, whatever its ways."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from pincite.browse import endpoint as reading
from pincite.browse.reading import Data, Naming
from pincite.browse.remarks import Remarks
from pincite.errors import UsageError
from tests.browse.making import PREFIXES, build
from tests.browse.stub import Ways, endpoint

TURTLE = (
    PREFIXES
    + "".join(f'ex:n{n} a ex:T ; rdfs:label "n {n}"@en ; ex:at [ ex:x {n} ; ex:y "y" ] .\n' for n in range(40))
    + '_:lone ex:knows _:other . _:other ex:knows _:lone . ex:l ex:list (1 2 "drei"@de) .\n'
)  # fmt: skip


def _read(address: str, page: int = 50) -> tuple[Data, Remarks]:
    data, remarks = Data(), Remarks()
    reading.read_endpoint(address, data, Naming(remarks), page=page)
    return data, remarks


def _same(data: Data, turtle: str) -> bool:
    """Whether data are the same as Turtle but for the names of blank nodes."""
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o, _ in data.quads)
    found, wanted = (ox.Dataset(ox.parse(text, ox.RdfFormat.TURTLE)) for text in (lines, turtle))
    for one in (found, wanted):
        one.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found == wanted


@pytest.mark.parametrize(
    "ways",
    [Ways(), Ways(cap=17), Ways(renames=True), Ways(fails=[503, 429])],
    ids=["plain", "capped", "renaming", "busy"],
)
def test_all_comes_and_blank_nodes_stay_what_they_are(ways: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_PAUSES_S", (0.0, 0.0, 0.0))
    with endpoint(TURTLE, ways) as address:
        data, remarks = _read(address)
    assert _same(data, TURTLE)
    assert bool(remarks.count) == ways.renames
    pages = [query for query in ways.asked if "OFFSET" in query and "DISTINCT" not in query]
    assert len(pages) >= 3
    assert all("ORDER BY" in query for query in pages)


def test_named_graphs_are_read_when_they_are_not_in_the_default_one(tmp_path: Path) -> None:
    trig = "@prefix e: <https://e.org/> . e:a e:p 1 . e:g { e:a e:p 1, 2 }"
    ways = Ways()
    with endpoint(trig, ways, ox.RdfFormat.TRIG) as address:
        made = build(tmp_path / "out", address)
    assert made.built.figures["triples"] == 2
    assert "https://e.org/g" in (made.out / "dump" / "graph.trig").read_text(encoding="utf-8")


def test_a_site_of_an_endpoint_is_that_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text(TURTLE, encoding="utf-8")
    of_file = build(tmp_path / "1", tmp_path / "data.ttl")
    with endpoint(TURTLE) as address:
        of_endpoint = build(tmp_path / "2", address)
    assert of_endpoint.built.figures == of_file.built.figures
    assert of_endpoint.facts("id/example-org-ns/n7") == of_file.facts("id/ex/n7")


def test_what_does_not_come_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint(TURTLE, Ways(cap=300, hides=1)) as address, pytest.raises(UsageError, match="by its own count, and"):
        _read(address, page=300)
    monkeypatch.setattr(reading, "_PAUSES_S", (0.0,))
    with endpoint(TURTLE, Ways(fails=[502, 502])) as address, pytest.raises(UsageError, match="gave no answer: 502"):
        _read(address)
    with endpoint(TURTLE, Ways(fails=[403])) as address, pytest.raises(UsageError, match="gave no answer"):
        _read(address)
    with pytest.raises(UsageError, match="gave no answer") as caught:
        _read("http://127.0.0.1:9/sparql")
    assert caught.value.exit_code == 2


def test_an_endpoint_that_is_down_leaves_the_last_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_PAUSES_S", (0.0,))
    with endpoint(TURTLE) as address:
        made = build(tmp_path / "out", address)
    before = (made.site / "index.html").read_bytes()
    with pytest.raises(UsageError):
        build(tmp_path / "out", address)
    assert (made.site / "index.html").read_bytes() == before
