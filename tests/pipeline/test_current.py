"""A build of what has been built: it is left as it is, unless anything that it is made from, or of it, has changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pincite import building, pipeline
from pincite.current import current, inputs
from pincite.project import Project

if TYPE_CHECKING:
    from tests.pipeline.conftest import Publication

REPOSITORY = Path(__file__).parents[2]
NOTHING = "nothing has changed since the last build"
# Tells what was opened and listed below a folder, and by an import of what is installed elsewhere.
DRIVER = """
import os, sys
seen = set()
def hear(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes, os.PathLike)):
        seen.add(os.path.abspath(os.fsdecode(arguments[0])))
sys.addaudithook(hear)
from pathlib import Path
from pincite import current
from pincite.building import build
current.key_of = lambda root: ""
build(Path(sys.argv[1]), Path(sys.argv[2]), jobs=1)
print("\\n".join(sorted(seen)))
"""


def times(publication: Publication) -> dict[str, int]:
    """Return when each file of a build was written."""
    return {path.as_posix(): path.stat().st_mtime_ns for path in (publication.out, *publication.out.rglob("*"))}


def test_what_has_not_changed_is_not_built_again(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publication.anew()
    assert NOTHING not in first.text
    before, written = publication.state(), times(publication)
    monkeypatch.setattr(building, "build", lambda *_, **__: pytest.fail("it was built"))
    again = publication.build()
    assert (again.code, publication.state(), times(publication)) == (0, before, written)
    # It says the same as the first, but for how long that took.
    figures, rest = again.text.split("; ", 1)
    assert first.text.startswith(f"{figures}; ")
    assert rest.splitlines() == [NOTHING, *first.text.splitlines()[1:]]
    assert publication.run("build", str(publication.root), "--quiet").text == ""


def test_remarks_are_told_again(publication: Publication) -> None:
    shape = "li:HeightRemark\n    a sh:NodeShape ;\n    sh:severity sh:Info ;"
    publication.append(
        "shapes/lights.shapes.ttl",
        f'\n{shape}\n    rdfs:label "a light has a height" ;\n    sh:targetClass li:Light ;\n'
        '    sh:property [ sh:path li:heightMetres ; sh:minCount 9 ] ;\n    sh:message "Few heights. Add some." .\n',
    )
    told = [publication.build(), publication.build()]
    assert [outcome.code for outcome in told] == [0, 0], told[0].text
    assert NOTHING in told[1].text
    first, again = ([line for line in outcome.text.splitlines() if "remarks" in line] for outcome in told)
    assert first == again != []


def test_it_is_built_when_asked_to(publication: Publication) -> None:
    for options in (["--anew"], ["--since", str(publication.out)]):
        outcome = publication.run("build", str(publication.root), *options)
        assert (outcome.code, NOTHING in outcome.text) == (0, False), outcome.text
    # What tells of a change is no build of the folder alone.
    assert NOTHING not in publication.build().text
    assert NOTHING in publication.build().text


def test_a_stage_before_the_last_is_not_left_out(publication: Publication) -> None:
    outcome = publication.run("build", str(publication.root), "--until", "rules")
    assert (outcome.code, NOTHING in outcome.text) == (0, False)


@pytest.mark.parametrize("folder", ["", "mappings/", "queries/questions/", "site_templates/assets/", "shapes/"])
def test_another_output_is_another_build(publication: Publication, folder: str) -> None:
    """A copy of everything is of the same files; one file more in any folder, or one less, is something else."""
    copy = publication.root.with_name("copy")
    shutil.copytree(publication.root, copy)
    assert current(copy)
    assert current(copy, copy / "elsewhere") is None
    if folder:
        (copy / folder / "notes.txt").write_text("", encoding="utf-8")
        assert current(copy) is None
        (copy / folder / "notes.txt").unlink()
        assert current(copy)
        next(path for path in (copy / folder).rglob("*") if path.is_file()).unlink()
        assert current(copy) is None


def every_input() -> list[str]:
    example = REPOSITORY / "tests" / "example"
    return [path.relative_to(example).as_posix() for path in inputs(example) if path.is_file()]


@pytest.mark.parametrize("name", every_input())
def test_any_change_of_any_file_counts(publication: Publication, name: str) -> None:
    file = publication.root / name
    content, written = file.read_bytes(), file.stat()
    assert current(publication.root)
    # As long as before, and as old.
    file.write_bytes(content[:-1] + (b" " if content[-1:] != b" " else b"\n"))
    os.utime(file, ns=(written.st_atime_ns, written.st_mtime_ns))
    assert current(publication.root) is None
    file.write_bytes(content)
    assert current(publication.root), "the words count, not when they were written"
    file.rename(file.with_name(f"{file.name}x"))
    assert current(publication.root) is None


@pytest.mark.parametrize("folder", ["mappings/outside", "queries/questions/more"])
def test_an_empty_folder_counts(publication: Publication, folder: str) -> None:
    (publication.root / folder).mkdir()
    assert current(publication.root) is None


def remove(path: Path) -> None:
    path.unlink()


def edit(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def replace(path: Path) -> None:
    path.with_name("other").write_bytes(b"")
    path.with_name("other").replace(path)


def beside(path: Path) -> None:
    path.with_name("other").write_bytes(b"")


@pytest.mark.parametrize("harm", [remove, edit, replace, beside])
@pytest.mark.parametrize(
    "name", ["site/index.html", "site/id/light/north-light/index.html", "dump/graph.ttl", "reports/coverage.json"]
)
def test_what_was_touched_is_built_again(publication: Publication, name: str, harm: Callable[[Path], None]) -> None:
    before = publication.state()
    harm(publication.out / name)
    assert publication.state() != before
    assert NOTHING not in publication.build().text
    after = publication.state()
    for state in (before, after):
        del state["build/reports/build.json"]
    assert after == before
    assert NOTHING in publication.build().text


@pytest.mark.parametrize("content", ["", "{", "[]", '{"key": 1}', "null"])
def test_a_damaged_record_is_no_build(publication: Publication, content: str) -> None:
    publication.write("build/reports/inputs.json", content)
    assert NOTHING not in publication.build().text
    assert NOTHING in publication.build().text


def test_another_engine_builds_anew(publication: Publication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("pincite.__version__", "9.9.9")
        assert current(publication.root) is None
    assert current(publication.root)
    # So does another version of a package.
    (tmp_path / "elsewhere" / "jinja2-9.9.9.dist-info").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.syspath_prepend(tmp_path / "elsewhere")
        assert current(publication.root) is None
    assert current(publication.root)


def test_what_a_killed_build_left_is_cleared_away(publication: Publication) -> None:
    (publication.root / ".build.new-dead").mkdir()
    assert NOTHING in publication.build().text
    assert not list(publication.root.glob(".build*"))


@pytest.mark.parametrize("moment", [(Project, "open"), (pipeline, "cover")])
def test_what_changes_during_a_build_is_built_by_the_next(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, moment: tuple[object, str]
) -> None:
    real = getattr(*moment)

    def then(*arguments: Any) -> Any:
        """Do what is done at that moment; then somebody changes a file that has been read."""
        made = real(*arguments)
        publication.append("pincite.toml", "# later\n")
        return made

    with monkeypatch.context() as patch:
        patch.setattr(*moment, then)
        assert publication.anew().code == 0
    assert NOTHING not in publication.build().text


@pytest.mark.parametrize("example", [True, False])
def test_a_build_reads_nothing_else(publication: Publication, tmp_path: Path, example: bool) -> None:
    """What is opened and listed is known to be an input, or belongs to Python, the engine or the build."""
    root = publication.root if example else REPOSITORY
    out = tmp_path / "out"
    command = [sys.executable, "-c", DRIVER, str(root), str(out)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    known, seen = set(inputs(root)), {Path(line) for line in done.stdout.splitlines()}
    engine = Path(building.__file__).parent
    python = {Path(place) for place in (sys.prefix, sys.base_prefix, "/proc", "/sys", "/dev", "/etc", "/usr")}
    allowed = python | {engine, out} | set(tmp_path.glob(".out.new-*"))
    # Templates are kept compiled, of packages it counts which are installed; the folder around a build is locked.
    unknown = {
        path
        for path in seen - known - {tmp_path, engine.parent, root}
        if not {"__pycache__", "node_modules"} & set(path.parts)
        and not allowed & {path, *path.parents}
        and not str(path).startswith(f"{tmp_path}/.out.new-")
    }
    assert unknown == set()
    assert len(known & seen) > len(known) * 0.9


def test_the_record_says_what_the_build_has(publication: Publication) -> None:
    known = json.loads((publication.out / "reports" / "inputs.json").read_text(encoding="utf-8"))
    counts = json.loads((publication.out / "reports" / "build.json").read_text(encoding="utf-8"))["counts"]
    assert known["figures"] == counts
    found = current(publication.root)
    assert found
    assert (found.out, found.figures, found.remarks) == (publication.out, counts, 0)
