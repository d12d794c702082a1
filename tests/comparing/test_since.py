"""`pincite build --since`: the site, the feed and the reports tell what changed since another build."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pincite.cli import main
from pincite.starting.given import given
from pincite.starting.write import start

LETTER = "mappings/facts/letter.yaml"
PAGE = "build/site/downloads/index.html"


def run(*arguments: str | Path) -> tuple[int, str]:
    """Run the command; an exception that is no message for people fails the test."""
    result = CliRunner().invoke(main, list(map(str, arguments)))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def swap(file: Path, old: str, new: str) -> None:
    """Replace some text of a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A publication with a build of version 0.1.0 in `old`, and another date and version since."""
    root = tmp_path / "letters"
    start(root, given(root, None, None, None, None, date(2026, 5, 4)))
    assert run("build", root, "--out", root / "old")[0] == 0
    swap(root / LETTER, "when: 2014/..", "when: 2014-03/..")
    swap(root / "pincite.toml", 'version = "0.1.0"', 'version = "0.2.0"')
    return root


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_site_the_feed_and_the_reports_tell_it(letters: Path) -> None:
    code, told = run("build", letters, "--since", letters / "old")
    assert code == 0, told
    page = (letters / PAGE).read_text(encoding="utf-8")
    assert '<h2 id="since">What changed since version 0.1.0</h2>' in page
    assert "0 added, 0 withdrawn, 2 changed." in page
    link = re.search(r'href="\.\./(id/bridge/alder-mill/index\.html)#(s-[0-9a-f]+)"><bdi>Footbridge', page)
    assert link
    assert f'id="{link[2]}"' in (letters / "build/site" / link[1]).read_text(encoding="utf-8")
    assert "when: 2014/.. -&gt; 2014-03/.." in page
    feed = (letters / "build/site/feed.xml").read_text(encoding="utf-8")
    assert "<title>Version 0.2.0, since version 0.1.0</title>" in feed
    assert "downloads/#since" in feed
    for folder in ("build/reports", "build/site/reports"):
        report = json.loads((letters / folder / "changes.json").read_text(encoding="utf-8"))
        assert report["statements"]["counts"]["changed"] == 2
        assert report["questions"]["changed"] == 1
        assert (letters / folder / "changes.md").read_text(encoding="utf-8").startswith("# What changed\n")
    assert run("check", "--project", letters, "--no-reasoner")[0] == 0


def test_no_path_of_this_machine_is_told(letters: Path) -> None:
    swap(letters / "pincite.toml", 'version = "0.2.0"', 'version = "0.1.0"')
    assert run("build", letters, "--since", letters / "old" / "dump" / "graph.nt.gz")[0] == 0
    assert "What changed since old<" in (letters / PAGE).read_text(encoding="utf-8")
    here = str(letters.parent).encode()
    told = [name for name, text in files(letters / "build").items() if here in text]
    assert told == []


def test_the_setting_does_the_same_to_the_byte(letters: Path) -> None:
    assert run("build", letters, "--since", letters / "old")[0] == 0
    first = files(letters / "build" / "site")
    swap(letters / "pincite.toml", "require_decided = true", 'require_decided = true\nsince = "old/dump"')
    assert run("build", letters)[0] == 0
    assert files(letters / "build" / "site") == first
    assert run("build", letters, "--out", letters.parent / "elsewhere")[0] == 0
    assert files(letters.parent / "elsewhere" / "site") == first


def test_the_same_state_says_that_nothing_changed(letters: Path) -> None:
    assert run("build", letters)[0] == 0
    shutil.copytree(letters / "build", letters / "same")
    assert "since" not in (letters / PAGE).read_text(encoding="utf-8")
    assert not (letters / "build/reports/changes.json").exists()
    assert run("build", letters, "--since", letters / "same")[0] == 0
    assert "Nothing: all triples are the same." in (letters / PAGE).read_text(encoding="utf-8")


def test_what_is_withdrawn_leads_nowhere(letters: Path) -> None:
    facts = (letters / LETTER).read_text(encoding="utf-8")
    start_, end = facts.index("  # That something is not so"), facts.index("  - quote: The parish plans")
    none = "  - quote: No cars are allowed on it\n    none: no-content\n"
    (letters / LETTER).write_text(facts[:start_] + none + facts[end:], encoding="utf-8")
    code, told = run("build", letters, "--since", letters / "old")
    assert code == 0, told
    page = (letters / PAGE).read_text(encoding="utf-8")
    assert '<span class="mode">withdrawn</span> <bdi>not: Footbridge at Alder Mill - allows - cars' in page
    assert run("check", "--project", letters, "--no-reasoner")[0] == 0


def test_what_cannot_be_read_fails_the_build_and_changes_nothing(letters: Path) -> None:
    assert run("build", letters)[0] == 0
    before = files(letters / "build")
    code, told = run("build", letters, "--since", "nowhere")
    assert (code, "nowhere: is not there. Name a build" in told) == (2, True), told
    assert files(letters / "build") == before
