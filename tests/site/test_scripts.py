"""The site's scripts are bundled once for the same sources, and a fault is told with its place."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from pincite.errors import ContentError, UsageError
from pincite.site.scripts import bundle

TEMPLATES = Path(__file__).parents[2] / "site_templates"
MODULES = TEMPLATES / "node_modules"


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A templates folder with a script, a module that it imports, and esbuild."""
    if not MODULES.is_dir() and not os.environ.get("CI"):
        pytest.skip("nothing bundles scripts here; make test installs it")
    (tmp_path / "scripts" / "lib").mkdir(parents=True)
    (tmp_path / "scripts" / "page.js").write_text('import { word } from "./lib/word.js";\nconsole.log(word);\n')
    (tmp_path / "scripts" / "lib" / "word.js").write_text('export const word = "lighthouse";\n')
    (tmp_path / "node_modules").mkdir()
    for package in MODULES.glob("@esbuild"):
        (tmp_path / "node_modules" / package.name).symlink_to(package)
    return tmp_path


def _bundled(templates: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in bundle(templates, "site_templates", "scripts")}


def test_a_bundle_is_one_classic_script(templates: Path) -> None:
    made = _bundled(templates)
    assert list(made) == ["page.js"]
    assert "lighthouse" in made["page.js"]
    assert not re.search(r"\b(import|export)\b|sourceMappingURL", made["page.js"])
    assert made["page.js"].startswith("(()=>{")
    assert str(templates) not in made["page.js"]


def test_the_licences_of_packages_go_along(templates: Path) -> None:
    for name, licence in (("@keepers/wick", "Permission is granted."), ("oil", "")):
        package = templates / "node_modules" / name
        package.mkdir(parents=True)
        (package / "package.json").write_text(f'{{"name": "{name}", "version": "1.2.3", "license": "MIT"}}')
        (package / "index.js").write_text("export const burns = true;\n")
        if licence:
            (package / "LICENSE").write_text(licence)
    (templates / "scripts" / "lib" / "word.js").write_text(
        'import { burns } from "@keepers/wick";\nexport const word = burns;\n'
    )
    made = _bundled(templates)
    assert list(made) == ["LICENSES.txt", "page.js"]
    assert made["LICENSES.txt"] == "@keepers/wick 1.2.3: MIT\n\nPermission is granted.\n"


def test_bundled_again_only_after_a_change(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _bundled(templates)
    ran: list[object] = []
    real = subprocess.run

    def run(*command: object, **options: object) -> object:
        ran.append(command)
        return real(*command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", run)
    assert _bundled(templates) == first
    assert ran == []
    (templates / "scripts" / "lib" / "word.js").write_text('export const word = "beacon";\n')
    assert "beacon" in _bundled(templates)["page.js"]
    (templates / "package-lock.json").write_text("{}")
    _bundled(templates)
    assert len(ran) == 2


def test_the_same_sources_give_the_same_bytes(templates: Path) -> None:
    first = _bundled(templates)
    for path in (templates / "node_modules" / ".cache" / "pincite").glob("*/*"):
        path.write_text("another build's")
        path.unlink()
        path.parent.rmdir()
    assert _bundled(templates) == first


def test_a_fault_is_told_with_file_and_line(templates: Path) -> None:
    (templates / "scripts" / "lib" / "word.js").write_text("export const word = 1;\nexport const = 2;\n")
    with pytest.raises(ContentError, match=r"^site_templates/scripts/lib/word\.js:2: esbuild: Expected identifier"):
        _bundled(templates)
    (templates / "scripts" / "lib" / "word.js").write_text('import "no-such-package";\n')
    with pytest.raises(ContentError, match=r'word\.js:1: esbuild: Could not resolve "no-such-package".*package\.json'):
        _bundled(templates)
    # What failed is not kept.
    (templates / "scripts" / "lib" / "word.js").write_text('export const word = "buoy";\n')
    assert "buoy" in _bundled(templates)["page.js"]


def test_without_esbuild_or_scripts_the_remedy_is_told(templates: Path) -> None:
    (templates / "node_modules" / "@esbuild").unlink()
    with pytest.raises(UsageError, match=r"^site_templates/scripts/: esbuild, which bundles .* Run make site"):
        _bundled(templates)
    (templates / "scripts" / "page.js").unlink()
    with pytest.raises(UsageError, match=r"^site_templates/scripts/: holds no \*\.js file"):
        _bundled(templates)
