"""`pincite new`: what it writes builds and passes its own tests, whatever it is called; it writes over nothing."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from pincite.building import build
from pincite.project import Project
from pincite.site.sources import STANDARD
from pincite.starting import model
from pincite.starting.given import Given, given
from pincite.starting.model import MODEL, MODEL_BASE, MODEL_CREATOR, MODEL_DAY, MODEL_TITLE
from pincite.starting.write import start
from tests.starting.conftest import STRANGE, content, run

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 5, 4)


def answers(target: Path, **other: str) -> Given:
    """Return answers with defaults."""
    return given(target, **{"title": None, "base": None, "prefix": None, "creator": None, **other}, day=DAY)


def test_it_says_how_to_go_on(tmp_path: Path) -> None:
    code, said = run("new", str(tmp_path / "my bridges"))
    assert code == 0
    assert f"{len(content(tmp_path / 'my bridges'))} files" in said
    assert f"cd '{tmp_path / 'my bridges'}' && pincite build" in said


def test_its_own_tests_and_every_check_pass(started: Path) -> None:
    command = [sys.executable, "-m", "unittest", "discover", "--start-directory", "tests", "--verbose"]
    done = subprocess.run(command, cwd=started, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Ran 2 tests" in done.stderr
    code, said = run("check", "--project", str(started), "--no-reasoner")
    assert code == 0, said
    assert "0 warnings" in said


def test_its_own_tests_notice_a_wrong_fact(started: Path, tmp_path: Path) -> None:
    shutil.copytree(started, tmp_path / "spoilt", ignore=shutil.ignore_patterns("build"))
    facts = tmp_path / "spoilt" / "mappings" / "facts" / "letter.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("when: 2014/..", "when: 2015/.."), encoding="utf-8")
    command = [sys.executable, "-m", "unittest", "discover", "--start-directory", "tests"]
    done = subprocess.run(command, cwd=tmp_path / "spoilt", capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "['2015/..'] != ['2014/..']" in done.stderr


def test_title_creator_base_and_prefix_stand_where_they_belong(started: Path) -> None:
    project = Project.open(started)
    assert (project.title, project.settings["creator"]) == (STRANGE, 'O\'Neill & "Sons"')
    assert project.base == "https://пример.example/a-b/"
    assert project.prefixes.expand("br:Bridge") == "https://пример.example/a-b/ontology#Bridge"
    home = (started / "build" / "site" / "index.html").read_text(encoding="utf-8")
    assert "<h1>Мост &#34;&#34;&#34; of &lt;b&gt; \\ &#34;Ångström&#34; &amp; 橋" in home
    readme = (started / "README.md").read_text(encoding="utf-8")
    assert readme.startswith('# Мост """ of \\<b\\> \\\\ "Ångström" \\& 橋 $\\{x\\} ex:Bridge 2026-01-01\n')


def test_no_word_of_the_model_is_left(tmp_path: Path) -> None:
    start(tmp_path / "new", answers(tmp_path / "new", title="T", base="https://t.example/", prefix="te", creator="C"))
    for name, text in content(tmp_path / "new").items():
        for word in (MODEL_TITLE, MODEL_BASE, f'"{MODEL_CREATOR}"', MODEL_DAY):
            assert word.encode() not in text, (name, word)
        assert not re.search(rb"(?<![\w-])ex:", text), name
    assert b'recorded = "2026-05-04"' in (tmp_path / "new" / "pincite.toml").read_bytes()


def test_the_model_is_a_publication_and_holds_all_its_words(tmp_path: Path) -> None:
    """A word that the model no longer has is replaced nowhere, and nobody would notice."""
    built = build(MODEL, tmp_path / "build")
    assert built.written
    assert not built.warnings
    texts = "".join(
        path.read_text(encoding="utf-8") for path in MODEL.rglob("*") if path.suffix != ".pyc" and path.is_file()
    )
    known = model._words(answers(tmp_path / "new"))
    assert len(known) == 7
    for word in known:
        assert word in texts, word


def test_a_word_within_another_is_none_of_the_models(tmp_path: Path) -> None:
    words = model._words(answers(tmp_path / "new", prefix="br"))
    assert model._filled("index: ex:A, flex:b", words) == "index: br:A, flex:b"


def test_the_document_is_the_models_to_the_byte(started: Path) -> None:
    assert (started / "seeds" / "letter.txt").read_bytes() == (MODEL / "seeds" / "letter.txt").read_bytes()


def test_defaults_are_made_from_the_folders_name(tmp_path: Path) -> None:
    assert answers(tmp_path / "Łódź_letters") == Given(
        "Lodz letters", "https://example.org/lodz-letters/", "ex", "The authors", DAY
    )
    assert answers(tmp_path / "橋").base == "https://example.org/publication/"


def test_the_name_of_this_folder_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "harbour-notes").mkdir()
    monkeypatch.chdir(tmp_path / "harbour-notes")
    code, said = run("new", ".")
    assert code == 0, said
    # The folder is the same one: whoever stands in it still does.
    assert Path("pincite.toml").is_file()
    assert Project.open(Path()).title == "Harbour notes"


WRONG = {
    "a folder with something": (["."], "is not empty: it holds kept.txt"),
    "a file": (["kept.txt"], "is a file"),
    "below a file": (["kept.txt/new"], "cannot be written"),
    "no title": (["new", "--title", " "], "--title: is empty"),
    "two lines": (["new", "--title", "a\nb"], "--title: holds a line break"),
    "no text": (["new", "--title", "a\udcffb"], "--title: holds a line break or another control"),
    "a long title": (["new", "--title", "a" * 201], "has 201 characters"),
    "a creator of two lines": (["new", "--creator", "a\u2028b"], "--creator: holds a line break"),
    "no slash": (["new", "--base", "https://a.example/b"], "does not end in a slash. Write https://a.example/b/."),
    "no scheme": (["new", "--base", "a.example/"], "is no base IRI. Write the address"),
    "another scheme": (["new", "--base", "ftp://a.example/"], "is no base IRI"),
    "no host": (["new", "--base", "https:///"], "is no base IRI"),
    "a fragment": (["new", "--base", "https://a.example/#/"], "is no base IRI"),
    "a query": (["new", "--base", "https://a.example/?a/"], "is no base IRI"),
    "a space": (["new", "--base", "https://a.example/a b/"], "is no base IRI"),
    "a quote": (["new", "--base", 'https://a.example/"/'], "is no base IRI"),
    "brackets": (["new", "--base", "https://a.example/> ./"], "is no base IRI"),
    "a hidden sign": (["new", "--base", "https://a.example/\u202eb/"], "is no base IRI"),
    "dots": (["new", "--base", "https://a.example/../b/"], "has a part between slashes that is empty, '.' or '..'"),
    "two slashes": (["new", "--base", "https://a.example//b/"], "has a part between slashes that is empty"),
    "another's place": (["new", "--base", "http://www.w3.org/"], "is where the vocabulary dcat: stands"),
    "the engine's place": (["new", "--base", "https://w3id.org/pincite/"], "is where the vocabulary pin: stands"),
    "no prefix": (["new", "--prefix", "1 a"], "is no prefix"),
    "a taken prefix": (["new", "--prefix", "rdfs"], "is a prefix of another vocabulary"),
    "a prefix of the publication's": (["new", "--prefix", "rule"], "is a prefix of another vocabulary"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_told_and_nothing_is_written(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, message = WRONG[case]
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, said = run("new", *arguments)
    assert (code, message in said) == (2, True), said
    assert content(tmp_path) == {"kept.txt": b"kept"}
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing(there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "deep" / "new"
    if there:
        (target / ".git").mkdir(parents=True)
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    write, written = Path.write_bytes, []

    def fails(path: Path, text: bytes) -> int:
        written.append(path)
        if len(written) == 9:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, text)

    monkeypatch.setattr(Path, "write_bytes", fails)
    code, said = run("new", str(target))
    assert (code, "cannot be written (No space left on device)" in said) == (2, True), said
    assert len(written) == 9
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before


def test_a_move_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder was there: what has been moved into it already goes again."""
    (tmp_path / "new").mkdir()
    rename, moved = Path.rename, []

    def fails(path: Path, target: Path) -> Path:
        moved.append(path)
        if len(moved) == 5:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(KeyboardInterrupt):
        start(tmp_path / "new", answers(tmp_path / "new"))
    assert list((tmp_path / "new").iterdir()) == []


def test_a_repository_that_was_made_first_is_no_content(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    code, said = run("new", str(tmp_path))
    assert code == 0, said
    assert (tmp_path / ".gitignore").is_file()


def test_the_standard_pages_can_be_had_as_ones_own(tmp_path: Path) -> None:
    """The copies give the same site to the byte, and what is changed in them shows."""
    for name, extra in (("plain", []), ("own", ["--templates"])):
        code, said = run("new", str(tmp_path / name), *extra, "--title", "T", "--base", "https://t.example/")
        assert code == 0, said
        assert run("build", str(tmp_path / name))[0] == 0
    own = content(tmp_path / "own" / "site_templates")
    assert own == content(STANDARD / "site_templates")
    assert content(tmp_path / "own" / "queries" / "pages") == content(STANDARD / "queries" / "pages")
    plain = content(tmp_path / "plain" / "build" / "site")
    assert len(plain) > 60
    assert content(tmp_path / "own" / "build" / "site") == plain


EXPECTED = {
    "pincite.toml", "README.md", "Makefile", ".gitignore", "seeds/letter.txt", "seeds/catalog.yaml",
    "mappings/statement.py", "mappings/entities/all.yaml", "mappings/facts/letter.yaml", "ontology/prefixes.ttl",
    "ontology/terms.ttl", "ontology/rules/looks-after.rq", "shapes/bridges.shapes.ttl",
    "queries/questions/who-looks-after.rq", "queries/questions/how-long.rq", "queries/checks/lengths-are-possible.rq",
    "tests/test_publication.py",
}  # fmt: skip


def test_it_is_small(tmp_path: Path) -> None:
    start(tmp_path / "new", answers(tmp_path / "new"))
    assert set(content(tmp_path / "new")) == EXPECTED


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True)
    (packed,) = folder.glob("*.whl")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_has_the_model_and_the_standard_site(wheel: Path) -> None:
    for inner in ("starting/publication", "site/standard"):
        packed = set(content(wheel / "pincite" / inner))
        there = {name for name in content(ROOT / "src" / "pincite" / inner) if "__pycache__" not in name}
        assert len(there) > 15
        assert packed == there


def test_an_installed_wheel_starts_builds_and_checks_a_publication(wheel: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(wheel)}

    def pincite(*arguments: str) -> str:
        command = [sys.executable, "-m", "pincite.cli", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = "import pincite.site.sources as s; print(s.STANDARD)"
    told = subprocess.run([sys.executable, "-c", where], env=environment, capture_output=True, text=True, check=True)
    assert Path(told.stdout.strip()).is_relative_to(wheel)
    pincite("new", "mine")
    pincite("build", "mine")
    assert "all right" in pincite("check", "--project", "mine", "--no-reasoner")
    answer = pincite("ask", "how-long", "--project", "mine", "--format", "csv")
    assert [row["metres"] for row in csv.DictReader(io.StringIO(answer))] == ["42"]
