"""`pincite build --from`: a site of any RDF, in a folder that is replaced only when everything has passed."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from pincite import __version__, workers
from pincite.browse.catalogue import Catalogue
from pincite.browse.data import Files
from pincite.browse.endpoint import read_endpoint
from pincite.browse.layout import Layout
from pincite.browse.literals import visible
from pincite.browse.overview import head
from pincite.browse.reading import Data, Naming, read_files
from pincite.browse.remarks import Remarks
from pincite.browse.sources import find_sources
from pincite.browse.writing import Site, write_entities, write_overview
from pincite.errors import usage_error
from pincite.pipeline import Timings
from pincite.workers import peak_mb
from pincite.workspace import replace_folder, settle, workspace

_MARK = Path("reports") / "build.json"
_MANY = 200  # things from which on it is worth starting processes


class Browsed(Struct, frozen=True):
    """What a build made: figures for people, seconds by stage, what could not be shown, peak memory in MB."""

    out: Path
    figures: dict[str, int]
    seconds: dict[str, float]
    remarks: Remarks
    peak_mb: float


class Options(Struct, frozen=True):
    """How a site is made: languages in the order in which they are wanted, a title, the base of relative IRIs,
    a folder of templates, and how many processes write."""

    languages: tuple[str, ...] = ("en",)
    title: str | None = None
    base: str | None = None
    templates: Path | None = None
    jobs: int | None = None


def build_from(
    given: Sequence[str], out: Path, options: Options | None = None, report: Callable[[str], None] = lambda _: None
) -> Browsed:
    """Build a site of files, folders or endpoints (addresses) into `out`, which keeps its last state if anything fails.

    Raises UsageError for what cannot be read, ContentError for a fault of a template.
    """
    # A build only adds; looking for garbage among its many small values costs a fifth of the time.
    gc.disable()
    try:
        return _build(given, out.resolve(), options or Options(), Timings(report))
    finally:
        gc.enable()


def _build(given: Sequence[str], target: Path, options: Options, times: Timings) -> Browsed:
    settle(target)
    _check_target(target, given)
    remarks = Remarks()
    with times.stage("read"):
        data = _read(given, options, remarks, times.report)
    if not data.quads:
        raise usage_error(", ".join(given), "holds no triple", "Name a file, folder or endpoint that has some.")
    with times.stage("index"):
        catalogue = Catalogue.of(data, options.languages)
        layout = Layout.of(options.templates, catalogue)
    with workspace(target) as folder:
        _write(catalogue, data, layout, remarks, folder, options, times)
        _reports(folder / "reports", catalogue, remarks, times)
        replace_folder(folder, target)
    return Browsed(target, _figures(catalogue), times.seconds, remarks, peak_mb())


def _read(given: Sequence[str], options: Options, remarks: Remarks, tell: Callable[[str], None]) -> Data:
    addresses = [one for one in given if one.startswith(("http://", "https://"))]
    sources = find_sources([Path(one) for one in given if one not in addresses], remarks)
    naming = Naming(remarks)
    data = read_files(sources, naming, options.base, tell)
    for address in addresses:
        read_endpoint(address, data, naming, tell)
    return data


def _write(
    catalogue: Catalogue, data: Data, layout: Layout, remarks: Remarks, folder: Path, options: Options, times: Timings
) -> None:
    title = options.title or _title(catalogue, data)
    files = Files(catalogue, remarks)
    with times.stage("dump"):
        dumped = files.dump(folder / "dump", data, title)
        _carry(folder / "dump", folder / "site" / "dump")
    site = Site(catalogue, data, layout, files, folder / "site", title, dumped)
    with times.stage("site"):
        layout.copy_assets(folder / "site" / "assets")
        jobs = options.jobs or (workers.cores() if len(catalogue.addresses) >= _MANY else 1)
        told = folder / "remarks"
        told.mkdir()
        write_entities(site, told, remarks, lambda tasks: workers.run(tasks, jobs))
        told.rmdir()
        write_overview(site, remarks)


def _title(catalogue: Catalogue, data: Data) -> str:
    about = head(catalogue)
    if about is not None and catalogue.labels.best(about) is not None:
        return visible(catalogue.labels.text(about))
    names = [file.name for file in data.files]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _carry(dump: Path, site: Path) -> None:
    """Give the site the files of the dump; links where the file system can."""
    site.mkdir(parents=True)
    for path in sorted(dump.iterdir()):
        try:
            (site / path.name).hardlink_to(path)
        except OSError:
            shutil.copyfile(path, site / path.name)


def _reports(out: Path, catalogue: Catalogue, remarks: Remarks, times: Timings) -> None:
    out.mkdir()
    (out / "remarks.json").write_text(remarks.json(), encoding="utf-8")
    stages = [{"name": name, "seconds": round(seconds, 4)} for name, seconds in times.seconds.items()]
    made = {"pincite": __version__, "counts": _figures(catalogue), "stages": stages, "remarks": remarks.count}
    (out / _MARK.name).write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")


def _figures(catalogue: Catalogue) -> dict[str, int]:
    index = catalogue.index
    return {
        "triples": index.size,
        "pages of things": len(catalogue.addresses),
        "classes": len(index.classes),
        "properties": len(index.properties),
    }


def _check_target(target: Path, given: Sequence[str]) -> None:
    for one in given:
        source = Path(one).resolve()
        if target == source or target in source.parents:
            what = "the output folder would replace what is read"
            raise usage_error(str(target), what, "Name another folder with --out.")
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / _MARK).is_file()):
        what = "is there already and is not a build"
        raise usage_error(str(target), what, "Name another folder with --out, or remove it.")
