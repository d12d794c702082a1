"""Makes the environment that `make` runs in, or leaves it alone when it is as the lock file says.

    python requirements/environment.py site    what builds and serves a publication
    python requirements/environment.py test    the same, with the tools for tests
    python requirements/environment.py lock    resolve the lock files anew (needs the network)

Only the standard library is used. Nothing is fetched when nothing has changed: a stamp in the environment
keeps the SHA-256 of everything the installation depends on. The test lock holds the site lock's
versions and more.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = "uv==0.13.9"
_PIP = ("--disable-pip-version-check", "--no-input", "--quiet")
_COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"),
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock", "--upgrade"),
)
_PROJECT = ("pyproject.toml", "requirements/build.in")
_TEST = (
    "--group",
    "test",
    "--extra",
    "java",
    "--extra",
    "keyring",
    "--extra",
    "parquet",
    "-c",
    "requirements/site.lock",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the environment; returns the exit code: 0 fine, 2 it cannot be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("goal", choices=("site", "test", "lock"))
    parser.add_argument("--folder", type=Path, default=ROOT / ".venv", help="where the environment is (default: .venv)")
    given = parser.parse_args(arguments)
    folder = given.folder.absolute()
    try:
        if given.goal == "lock":
            lock(folder.with_name(folder.name + "-lock"))
        else:
            ensure(given.goal, folder)
    except subprocess.CalledProcessError as error:
        _say(f"make: {Path(error.cmd[0]).name} ended with {error.returncode}; its own message stands above.")
        return 2
    except OSError as error:
        _say(f"make: the environment cannot be made in {folder}: {error}")
        return 2
    return 0


def ensure(goal: str, folder: Path) -> None:
    """Install the lock file of `goal` (site or test) and this project into `folder`, unless that is done."""
    # Whoever has the test environment has the site's, too.
    if any(_stamp(folder, name) == _key(name, folder) for name in {goal, "test"}):
        return
    for name in ("site", "test"):
        (folder / f"pincite-{name}.stamp").unlink(missing_ok=True)
    if not _works(folder):
        _create(folder)
    _say(f"Installing requirements/{goal}.lock into {folder.name} (once; a minute or two) ...")
    pip = (str(_python(folder)), "-m", "pip", "install", *_PIP)
    # The lock names every package with its hash, so there is nothing left to resolve.
    _run(
        *pip,
        "--no-deps",
        "--require-hashes",
        "--prefer-binary",
        "-r",
        str(ROOT / "requirements" / f"{goal}.lock"),
    )
    _run(*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    (folder / f"pincite-{goal}.stamp").write_text(_key(goal, folder), encoding="utf-8")


def lock(folder: Path) -> None:
    """Resolve the lock files with uv, which gets an environment of its own unless it is installed."""
    uv = shutil.which("uv")
    if uv is None:
        if not _works(folder):
            _create(folder)
        _run(str(_python(folder)), "-m", "pip", "install", *_PIP, UV)
        uv = str(_python(folder).with_name("uv"))
    _run(uv, *_COMPILE, *_PROJECT, "-o", "requirements/site.lock")
    _run(uv, *_COMPILE, *_PROJECT, *_TEST, "-o", "requirements/test.lock")
    # Node for a machine without; see scripts.py.
    _run(uv, *_COMPILE, "requirements/node.in", "-o", "requirements/node.lock")


def _create(folder: Path) -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise OSError(_no_venv())
    _say(f"Making {folder.name} with Python {sys.version.split()[0]} ...")
    _run(sys.executable, "-m", "venv", "--clear", str(folder))


def _no_venv() -> str:
    debian = shutil.which("apt-get")
    install = f"apt-get install python{sys.version_info.major}.{sys.version_info.minor}-venv"
    how = ("Run: " if _is_root() else "Run: sudo ") + install if debian else "Install a Python that has them"
    return f"this Python has no venv or no ensurepip. {how}, then make again."


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _python(folder: Path) -> Path:
    return folder / "bin" / "python"


def _works(folder: Path) -> bool:
    """Whether the folder is an environment of this Python that can install (an upgrade breaks it)."""
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
    probe = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([str(_python(folder)), "-c", probe], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == wanted


def _key(goal: str, folder: Path) -> str:
    """Everything the installation depends on: lock, project metadata, Python, where the folder is."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [
        (ROOT / "requirements" / f"{goal}.lock").read_text(encoding="utf-8"),
        json.dumps([project["build-system"], project["project"], project["tool"]["hatch"]], sort_keys=True),
        sys.version,
        str(folder),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _stamp(folder: Path, goal: str) -> str | None:
    path = folder / f"pincite-{goal}.stamp"
    return path.read_text(encoding="utf-8") if path.is_file() and _python(folder).exists() else None


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")


if __name__ == "__main__":
    sys.exit(main())
