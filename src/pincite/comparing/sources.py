"""What can be compared: a build, a dump, a publication's folder, or a revision of it in git."""

from __future__ import annotations

import gzip
import io
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from pincite.errors import usage_error
from pincite.graph.store import Graph
from pincite.graph.terms import Prefixes
from pincite.project import SETTINGS, Project

_FORMS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES}
# Everything, the form that is read fastest first.
_WHOLE = ("graph.nt.gz", "graph.ttl")
_REMEDY = "Name a build, its dump, graph.ttl, graph.nt.gz, statements.ttl, a publication's folder or a git revision."


def open_graph(source: str, root: Path) -> Graph:
    """Return the graph of a build's or dump's folder, a dump file, a publication, or a git revision of that in `root`.

    A publication and a revision are read and reasoned over, not validated. Raises UsageError for what is none of these
    or cannot be read, ContentError for a publication that is wrong.
    """
    path = Path(source)
    if path.is_file():
        return _of_file(path, source)
    if path.is_dir():
        for folder in (path, path / "dump"):
            for name in _WHOLE:
                if (folder / name).is_file():
                    return _of_file(folder / name, str(folder / name))
        if (path / SETTINGS).is_file():
            return _of_project(path)
        raise usage_error(source, "holds no dump and no publication", _REMEDY)
    if not source.startswith("-") and (
        revision := _git(root, "rev-parse", "--verify", "--quiet", f"{source}^{{commit}}")
    ):
        with _checked_out(root, revision.decode().strip()) as folder:
            return _of_project(folder)
    raise usage_error(source, "is not there", _REMEDY)


def _of_file(path: Path, name: str) -> Graph:
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    form = _FORMS.get(plain.suffix)
    if form is None:
        raise usage_error(name, "is no Turtle and no N-Triples file", _REMEDY)
    graph = Graph(Prefixes("", {}))
    try:
        content = path.read_bytes()
        graph.load(gzip.decompress(content) if path.suffix == ".gz" else content, form)
    except SyntaxError as error:
        raise usage_error(name, f"cannot be read: {error}", "Build it again, or mend the file.") from error
    except (OSError, EOFError, zlib.error) as error:
        raise usage_error(name, f"cannot be read ({error})", "Check that the file is there and whole.") from error
    return graph


def _of_project(root: Path) -> Graph:
    # Most compare builds, and need nothing of this.
    from pincite.pipeline import Timings, make_graph  # noqa: PLC0415

    return make_graph(Project.open(root), Timings(lambda _: None)).graph


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git prints; nothing when it fails or is not there."""
    try:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""


@contextmanager
def _checked_out(root: Path, revision: str) -> Iterator[Path]:
    """Give the publication as it was in a revision, in a folder that is gone afterwards."""
    top = _git(root, "rev-parse", "--show-toplevel").decode().strip()
    inner = root.resolve().relative_to(Path(top).resolve())
    packed = _git(Path(top), "archive", "--format=tar", f"{revision}:{inner.as_posix()}" if inner.parts else revision)
    if not packed:
        raise usage_error(revision, "has no publication in this folder", _REMEDY)
    with tempfile.TemporaryDirectory(prefix="pincite-") as folder, tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
        yield Path(folder)
