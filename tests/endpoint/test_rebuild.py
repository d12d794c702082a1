"""A build while the endpoint is asked: the last good graph until the new one is there, then that."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.endpoint.conftest import EXAMPLE, Served, copied, serving

LABEL = "SELECT ?l { <https://example.org/lights/id/person/ada-holm> rdfs:label ?l }"


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Served]:
    """The example of this test alone, rebuilt when its files change."""
    with serving(copied(tmp_path)) as one:
        yield one


def _label(served: Served) -> str:
    answer = served.ask(LABEL, Accept="text/csv")
    assert answer.status == 200, answer.text
    return answer.text.splitlines()[1]


def _until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_build_brings_its_graph(mine: Served) -> None:
    assert _label(mine) == "Ada Holm"
    tag = mine.ask(LABEL).headers["etag"]
    entities = next(path for path in (mine.root / "mappings" / "entities").iterdir() if "Ada Holm" in path.read_text())
    _until(lambda: len(mine.said) >= 3)
    text = entities.read_text(encoding="utf-8")
    entities.write_text(text.replace("Ada Holm", "Ada Holm the Elder"), encoding="utf-8")
    seen = []
    # At every moment there is an answer, from the one graph or from the other.
    _until(lambda: seen.append(_label(mine)) or seen[-1] != "Ada Holm")  # type: ignore[func-returns-value]
    assert set(seen) == {"Ada Holm", "Ada Holm the Elder"}
    assert "Ada Holm the Elder" in mine.send("GET", "/id/person/ada-holm/index.ttl").text
    again = mine.ask(LABEL, If_None_Match=tag)
    assert again.status == 200
    assert again.headers["etag"] != tag
    _until(lambda: sum("loaded in" in line for line in mine.said) == 2)
    # What held the old one is gone.
    children = Path(f"/proc/{mine.process.pid}/task/{mine.process.pid}/children")
    _until(lambda: len(children.read_text().split()) == 1)


def test_what_changed_while_nobody_served_is_built_first(tmp_path: Path) -> None:
    root = copied(tmp_path)
    with serving(root) as one:
        _until(lambda: any("loaded in" in line for line in one.said))
        assert not any("Building" in line for line in one.said)
    settings = root / "pincite.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("Lights of the", "The lights of the"), "utf-8")

    def home(served: Served) -> str:
        return served.send("GET", "/index.html").text

    # Whoever does not want a site to change has the one that is there.
    with serving(root, "--no-reload") as one:
        _until(lambda: any("loaded in" in line for line in one.said))
        assert "The lights of the" not in home(one)
    with serving(root) as one:
        _until(lambda: "The lights of the" in home(one))
        assert "The site is not of these files. Building ...\n" in one.said
    # One that cannot be built leaves the last.
    settings.write_text("nothing", encoding="utf-8")
    with pytest.raises(AssertionError, match="not TOML"), serving(root):
        pass
    settings.write_text((EXAMPLE / "pincite.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (root / "mappings" / "facts" / "wrong.yaml").write_text("- nothing: [", encoding="utf-8")
    with serving(root) as one:
        _until(lambda: any("last good one" in line for line in one.said))
        assert "The lights of the" in home(one)


def test_a_build_that_fails_leaves_the_last_good_graph(mine: Served) -> None:
    _until(lambda: len(mine.said) >= 3)
    (mine.root / "mappings" / "facts" / "wrong.yaml").write_text("- nothing: [", encoding="utf-8")
    _until(lambda: any("last good one" in line for line in mine.said))
    assert any(line.startswith("mappings/facts/wrong.yaml:") for line in mine.said), mine.said
    assert _label(mine) == "Ada Holm"


def test_a_dump_that_cannot_be_read_leaves_the_last_good_graph(mine: Served) -> None:
    assert _label(mine) == "Ada Holm"
    dump = mine.root / "build" / "site" / "dump"
    (dump / "broken").write_bytes(b"\x1f\x8bnothing")
    (dump / "broken").replace(dump / "graph.nt.gz")
    _until(lambda: any("The last good graph is still asked" in line for line in mine.said))
    assert _label(mine) == "Ada Holm"
    assert any("cannot be loaded (" in line and "Build anew." in line for line in mine.said)
    shutil.rmtree(dump)
    assert _label(mine) == "Ada Holm"


def test_without_a_dump_there_is_nothing_to_ask(tmp_path: Path) -> None:
    root = copied(tmp_path)
    shutil.move(root / "build" / "site" / "dump", tmp_path / "away")
    with serving(root, "--no-reload") as one:
        for answer in (one.ask("ASK {}"), one.send("GET")):
            assert (answer.status, answer.headers["retry-after"]) == (503, "5")
            assert "not loaded yet" in answer.text
        assert one.send("GET", "/").status == 200
        shutil.move(tmp_path / "away", root / "build" / "site" / "dump")
        assert _label(one) == "Ada Holm"


def test_an_endpoint_may_be_left_out(lights: Path) -> None:
    with serving(lights, "--no-reload", "--no-sparql") as one:
        assert one.ask("ASK {}").status == 404
        assert not any("SPARQL" in line for line in one.said)
