"""A build after a build: what the shapes found for the same graph and rules is not looked for again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pincite.shapes import Shapes
from pincite.shapes.apart import Apart

if TYPE_CHECKING:
    from tests.pipeline.conftest import Publication

RECORD = "build/reports/validation.json"


@pytest.fixture
def validations(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A number for each validation that was begun."""
    begun: list[int] = []
    original = Apart._hand_over

    def hand_over(self: Apart, given: Sequence[tuple[Path, Shapes]], file: Path) -> None:
        begun.append(len(begun))
        original(self, given, file)

    monkeypatch.setattr(Apart, "_hand_over", hand_over)
    return begun


def test_the_same_graph_gives_the_same_build(publication: Publication, validations: list[int]) -> None:
    before = publication.state()
    outcome = publication.anew()
    assert outcome.code == 0, outcome.text
    assert not validations
    after = publication.state()
    for state in (before, after):
        del state["build/reports/build.json"]
    assert after == before


def test_a_change_of_a_page_needs_no_validation(publication: Publication, validations: list[int]) -> None:
    publication.append("site_templates/base.html", "<!-- more -->")
    assert publication.anew().code == 0
    assert not validations
    assert b"<!-- more -->" in (publication.out / "site" / "index.html").read_bytes()


def test_a_changed_label_is_validated(publication: Publication, validations: list[int]) -> None:
    record = publication.state()[RECORD]
    publication.swap("mappings/entities/all.yaml", "label: South Light", "label: New South Light")
    assert publication.anew().code == 0
    assert len(validations) == 1
    assert publication.state()[RECORD] != record


def test_a_changed_rule_is_asked(publication: Publication, validations: list[int]) -> None:
    publication.swap("shapes/lights.shapes.ttl", 'sh:message "', 'sh:message "Look: ')
    assert publication.anew().code == 0
    assert validations


def test_what_fails_is_not_recorded(publication: Publication, validations: list[int]) -> None:
    record = publication.state()[RECORD]
    publication.append(
        "shapes/lights.shapes.ttl",
        '\nshape:Never a sh:NodeShape ; rdfs:label "Never"@en ; sh:targetSubjectsOf pin:mode ; sh:nodeKind sh:Literal ;'
        '\n    sh:message "No. Do not."@en ; sh:severity sh:Violation .\n',
    )
    for _ in range(2):
        outcome = publication.anew()
        assert outcome.code == 1
        assert outcome.text.count(": No. Do not.") == 13
    assert len(validations) == 2
    assert publication.state()[RECORD] == record


def test_a_damaged_record_is_made_anew(publication: Publication, validations: list[int]) -> None:
    record = publication.state()[RECORD]
    publication.write(RECORD, record[:-20])
    assert publication.anew().code == 0
    assert validations
    assert publication.state()[RECORD] == record


def files(publication: Publication, *names: str) -> list[int]:
    """Return the numbers of files of the dump and of an entity: linked, a file keeps its own."""
    data = [path for path in (publication.out / "site" / "id").glob("*/*/index.*") if path.suffix != ".html"]
    assert data
    chosen = [publication.out / "dump" / name for name in names or ("graph.ttl", "void.ttl", "SHA256SUMS")]
    return [path.stat().st_ino for path in (*chosen, *sorted(data))]


def made_anew(publication: Publication, folder: Path) -> dict[str, bytes]:
    """Return dump and site as a build that finds none before it makes them."""
    outcome = publication.run("build", str(publication.root), "--out", str(folder / "anew"))
    assert outcome.code == 0, outcome.text
    return written(folder / "anew")


def written(build: Path) -> dict[str, bytes]:
    parts = (path for part in ("dump", "site") for path in (build / part).rglob("*"))
    return {path.relative_to(build).as_posix(): path.read_bytes() for path in parts if path.is_file()}


def test_the_dump_of_the_same_graph_is_linked(publication: Publication) -> None:
    before = files(publication)
    publication.append("site_templates/base.html", "<!-- more -->")
    assert publication.anew().code == 0
    assert files(publication) == before
    # It is the new build's alone, and in the site as before.
    assert (publication.out / "dump" / "graph.ttl").samefile(publication.out / "site" / "dump" / "graph.ttl")
    assert (publication.out / "dump" / "graph.ttl").stat().st_nlink == 2


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("mappings/entities/all.yaml", "label: South Light", "label: New South Light"),
        ("pincite.toml", 'creator = "', 'creator = "The new '),
        ("pincite.toml", 'version = "', 'version = "9.'),
        ("ontology/prefixes.ttl", "@prefix dcterms:", "@prefix zz: <https://example.org/zz#> .\n@prefix dcterms:"),
    ],
)
def test_a_dump_that_would_differ_is_written(
    publication: Publication, tmp_path: Path, path: str, old: str, new: str
) -> None:
    before = written(publication.out)
    publication.swap(path, old, new)
    outcome = publication.anew()
    assert outcome.code == 0, outcome.text
    after = written(publication.out)
    assert after["dump/SHA256SUMS"] != before["dump/SHA256SUMS"]
    assert after == made_anew(publication, tmp_path)


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("dump/graph.ttl", "same length"),
        ("dump/SHA256SUMS", "shorter"),
        ("dump/void.ttl", "gone"),
        ("entity", "same length"),
        ("entity", "gone"),
    ],
)
def test_a_file_that_was_touched_is_written_again(publication: Publication, name: str, harm: str) -> None:
    before = written(publication.out)
    data = sorted((publication.out / "site" / "id").glob("*/*/index.nt"))
    file = data[-1] if name == "entity" else publication.out / name
    content = file.read_bytes()
    file.unlink()
    if harm != "gone":
        file.write_bytes(b"#" * len(content) if harm == "same length" else content[:-1])
    assert publication.anew().code == 0
    assert written(publication.out) == before


@pytest.mark.parametrize("content", ["{", '{"key": "x"}', '{"key": "x", "looks": "y", "files": [1]}'])
def test_a_damaged_record_of_the_dump_is_made_anew(publication: Publication, content: str) -> None:
    record, before = publication.state()["build/reports/dump.json"], written(publication.out)
    publication.write("build/reports/dump.json", content)
    assert publication.anew().code == 0
    assert written(publication.out) == before
    assert publication.state()["build/reports/dump.json"] != content.encode()
    assert len(publication.state()["build/reports/dump.json"]) == len(record)


def test_where_nothing_can_be_linked_the_dump_is_written(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, numbers = written(publication.out), files(publication)
    left = 20

    def link(source: str, target: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(95, "Operation not supported")
        Path(target).hardlink_to(source)

    monkeypatch.setattr("pincite.dump.kept.os.link", link)
    assert publication.anew().code == 0
    assert left < 0
    assert written(publication.out) == before
    assert not set(files(publication)) & set(numbers)


def test_another_version_writes_its_own_dump(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(publication)
    monkeypatch.setattr("pincite.__version__", "0")
    assert publication.anew().code == 0
    # Of an entity's, which are written one by one, those that are the same are linked.
    assert not set(files(publication)[:3]) & set(before[:3])
    assert files(publication)[3:] == before[3:]


def test_what_is_the_same_keeps_its_file(publication: Publication, tmp_path: Path) -> None:
    site = publication.out / "site"
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in pages(site)}
    publication.swap("mappings/entities/all.yaml", "label: South Light", "label: New South Light")
    assert publication.build().code == 0
    assert set(pages(site)) == set(before)
    same = [path for path in before if path.read_bytes() == before[path][2]]
    # Most pages and data do not name it.
    assert len(before) > len(same) > len(before) / 3
    for path, (number, time, _) in before.items():
        about = path.stat()
        assert ((about.st_ino, about.st_mtime_ns) == (number, time)) == (path in same), path
        assert about.st_nlink == 1, "the old build is gone"
    assert written(publication.out) == made_anew(publication, tmp_path)


def test_a_build_that_fails_leaves_what_it_had_linked(publication: Publication) -> None:
    before = publication.state()
    # The page that is made last, when nearly all others are linked.
    publication.swap("site_templates/pages/downloads.html", "{% endblock", "{{ nothing }}{% endblock")
    outcome = publication.build()
    assert outcome.code == 1, outcome.text
    assert publication.state() == before
    assert {path.stat().st_nlink for path in pages(publication.out / "site")} == {1}


def pages(site: Path) -> list[Path]:
    """Return the pages of a site, and the data of its entities."""
    return [*site.rglob("*.html"), *(path for path in site.glob("id/*/*/index.*") if path.suffix != ".html")]
