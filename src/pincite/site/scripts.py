"""The site's scripts: each `*.js` in the folder is bundled by esbuild, with the modules and packages that it imports.

Bundles are classic scripts (browsers refuse modules on `file://`) and the same to the byte for the same sources. What
was bundled is kept beside the packages, under a key made of everything that a bundle depends on, so that a build
bundles only after a change. Style sheets go the same way, to lose comments and spaces. esbuild is called by itself; no
Node is needed here. Beside the bundles stands what the licences of the packages in them ask for: their names, versions
and licences.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pincite.errors import Place, content_error, usage_error

__all__ = ["bundle"]

_LOCK = "package-lock.json"
_NOTICES = "LICENSES.txt"
_KEPT = 8
_BINARIES = ("@esbuild/*/bin/esbuild", "@esbuild/*/esbuild.exe")
_OPTIONS = (
    "--bundle", "--format=iife", "--minify", "--charset=utf8", "--target=es2022", "--legal-comments=eof",
    "--loader:.wasm=file", "--asset-names=[name]", "--entry-names=[name]", "--log-level=error", "--color=false",
)  # fmt: skip
_PACKAGE = re.compile(r"(?:.*/)?node_modules/(?:@[^/]+/)?[^/]+(?=/)")
_LEGAL = re.compile(r"licen[cs]e|notice|copying", re.IGNORECASE)
_ERROR = re.compile(r"\[ERROR\] (?P<what>.+)\n(?:\n +(?P<file>.+?):(?P<line>\d+):\d+:)?")


def bundle(templates: Path, name: str, folder: str, styles: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the bundles of `templates/folder`, in order; `name` is the templates folder as people know it.

    The style sheets `styles` are among them.

    Raises UsageError when the folder has no script or esbuild is not installed, ContentError when it finds a fault.
    """
    scripts = templates / folder
    entries = sorted(path.relative_to(templates).as_posix() for path in scripts.glob("*.js"))
    if not entries:
        what = "holds no *.js file"
        raise usage_error(f"{name}/{folder}/", what, "Add one, or take 'scripts' out of site.toml.")
    entries += [_named(path, templates) for path in styles]
    kept = templates / "node_modules" / ".cache" / "pincite" / _key(templates, (*_sources(scripts), *styles))
    if not kept.is_dir():
        _bundle(templates, name, entries, kept)
    return tuple(sorted(path for path in kept.iterdir() if path.is_file()))


def _key(templates: Path, sources: Iterable[Path]) -> str:
    """Return a name for everything that a bundle depends on: sources, locked packages, options."""
    known = hashlib.sha256("\0".join((*_OPTIONS, _NOTICES)).encode())
    lock = templates / _LOCK
    for path in (*([lock] if lock.is_file() else []), *sources):
        content = path.read_bytes()
        known.update(f"\0{_named(path, templates)}\0{len(content)}\0".encode() + content)
    return known.hexdigest()[:16]


def _named(path: Path, templates: Path) -> str:
    """Return a file as esbuild is told of it: below the templates folder, or wherever it is."""
    return path.relative_to(templates).as_posix() if path.is_relative_to(templates) else str(path.resolve())


def _sources(scripts: Path) -> Iterator[Path]:
    yield from sorted(path for path in scripts.glob("**/*") if path.is_file())


def _bundle(templates: Path, name: str, entries: Sequence[str], kept: Path) -> None:
    program = _esbuild(templates, name, Path(entries[0]).parent.as_posix())
    kept.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="new-", dir=kept.parent))
    try:
        told = made / "meta.json"
        command = [str(program), *entries, *_OPTIONS, f"--outdir={made}", f"--metafile={told}"]
        done = subprocess.run(command, cwd=templates, capture_output=True, text=True, check=False)
        if done.returncode:
            fault = _ERROR.search(done.stderr)
            file, line = (fault["file"], fault["line"]) if fault else (None, None)
            place = Place(f"{name}/{file or Path(entries[0]).parent.as_posix() + '/'}", int(line) if line else None)
            what = f"esbuild: {fault['what'] if fault else done.stderr.strip()}"
            raise content_error(place, what, "Mend it there; a package that is missing goes into package.json.")
        inputs = json.loads(told.read_text(encoding="utf-8"))["inputs"]
        told.unlink()
        if notices := _notices(templates, inputs):
            (made / _NOTICES).write_text(notices, encoding="utf-8")
        _keep(made, kept)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _notices(templates: Path, inputs: Iterable[str]) -> str:
    """Return the notices of the packages that the input files belong to, by name; empty when there is none."""
    folders = {templates / found[0] for name in inputs if (found := _PACKAGE.match(name))}
    notices = []
    for folder in folders:
        about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        texts = sorted(path for path in folder.iterdir() if path.is_file() and _LEGAL.match(path.name))
        title = f"{about['name']} {about['version']}: {about.get('license', 'see its text')}"
        notices.append("\n\n".join((title, *(path.read_text(encoding="utf-8").strip() for path in texts))))
    rule = "\n\n" + "-" * 80 + "\n\n"
    return rule.join(sorted(notices)) + "\n" if notices else ""


def _keep(made: Path, kept: Path) -> None:
    # Of older states the last few stay: a build that runs beside this one may be reading them.
    states = sorted(kept.parent.glob("[0-9a-f]*"), key=lambda path: path.stat().st_mtime)
    for old in states[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    try:
        made.rename(kept)
    except OSError:
        if not kept.is_dir():
            raise


def _esbuild(templates: Path, name: str, folder: str) -> Path:
    modules = templates / "node_modules"
    found = next((path for pattern in _BINARIES for path in sorted(modules.glob(pattern))), None)
    if found is None:
        what = "esbuild, which bundles the scripts, is not installed"
        remedy = (
            f"Run make site, or npm ci --ignore-scripts in {name}/; without 'scripts' in site.toml a site has none."
        )
        raise usage_error(f"{name}/{folder}/", what, remedy)
    return found
