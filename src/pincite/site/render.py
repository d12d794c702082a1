"""Rendering: read the site map, run its queries once each, make every page, write it, copy the assets."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from pincite import theme
from pincite.errors import ContentError, Place, Problem, content_error, usage_error
from pincite.graph.queries import Query
from pincite.graph.store import Graph, Rows
from pincite.output import Output
from pincite.project import Project
from pincite.site import discovery
from pincite.site.catalogue import COLUMNS, build_catalogue
from pincite.site.desk import Desk, Spot
from pincite.site.grammar import Grammar
from pincite.site.inputs import Inputs, SourceText
from pincite.site.leading import read_leads
from pincite.site.manifest import SiteMap, read_site_map
from pincite.site.reference import targets
from pincite.site.schema import Schema
from pincite.site.scripts import bundle
from pincite.site.sources import FOLDER, QUERIES, sources
from pincite.site.spots import list_spots
from pincite.site.templates import Templates
from pincite.site.views import VIEWS
from pincite.workers import Task, in_turn, shares

__all__ = ["Manifest", "render"]

Report = Callable[[str], None]
# Pages a task: a long document takes as long as fifty others, and nobody should wait for more.
_SHARE = 10


class Manifest(Struct, frozen=True):
    """What was written: pages by path below `out`, in order, with the name of their kind; assets; made from `desk`."""

    pages: Mapping[str, str]
    assets: tuple[str, ...]
    desk: Desk


def render(
    project: Project,
    graph: Graph,
    inputs: Callable[[], Inputs],
    out: Path,
    report: Report = lambda _: None,
    do: Callable[[Sequence[Task]], None] = in_turn,
    last: Path | None = None,
) -> Manifest:
    """Write the whole site below `out`, which is made when it is missing; files that are the same in `last` are linked.

    `inputs` is called once, when the page queries have been run. `report` is told what happens, a line a step; `do`
    does the tasks, each of which writes some pages. Raises UsageError for a missing folder or a broken file;
    ContentError for a fault in the site map, a query or a template, an unsafe output, or two pages for one output.
    """
    folder, queries, standard = sources(project)
    templates = Templates(folder, FOLDER, standard.folder)
    site_map = read_site_map(folder, FOLDER, VIEWS, queries, COLUMNS, standard)
    templates.check([page.template for page in site_map.pages])
    report(f"{len(site_map.queries)} page queries")
    answers = {name: _run(queries[name], graph) for name in site_map.queries}
    _check_columns(site_map, answers)
    behind = {page.behind: queries[page.behind] for page in site_map.pages if page.behind}
    shown = inputs()
    desk = _desk(project, shown, site_map, answers, behind)
    spots = list_spots(site_map, answers, shown, project.base)
    report(f"{len(spots)} pages")
    out.mkdir(parents=True, exist_ok=True)
    late = [spot for spot in spots if VIEWS[spot.spec.view].late]
    others = [spot for spot in spots if not VIEWS[spot.spec.view].late]
    output = Output.over(out, last)
    assets = _assets(folder, site_map, standard.folder)
    beside: list[Task] = [
        partial(_copy, assets, out / site_map.assets),
        partial(_put, output, partial(discovery.files, desk, [spot.path for spot in spots])),
    ]
    do([*beside, *[partial(_write, desk, share, templates, output) for share in _shares(others)]])
    _write(desk, late, templates, output)
    _put(output, partial(discovery.of_dump, desk))
    discovery.well_known(out)
    return Manifest(
        {spot.path: spot.spec.name for spot in spots},
        tuple(f"{site_map.assets}/{inner}" for inner in sorted(assets)),
        desk,
    )


def _shares(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Return the pages of each task; first those alone of their kind, which take longest, the map as long as fifty."""
    kinds = Counter(spot.spec.name for spot in spots)
    alone = [spot for spot in spots if kinds[spot.spec.name] == 1]
    return [*shares(alone, 1), *shares((spot for spot in spots if kinds[spot.spec.name] > 1), _SHARE)]


def _run(query: Query, graph: Graph) -> Rows:
    if query.form != "SELECT":
        raise content_error(query.file, "a page query is a SELECT", "Write SELECT ... WHERE { ... } ORDER BY ....")
    return graph.select(query.text)


def _desk(
    project: Project, inputs: Inputs, site_map: SiteMap, answers: Mapping[str, Rows], behind: Mapping[str, Query]
) -> Desk:
    data = {name: answers[query].rows for name, query in site_map.data.items()}
    texts: dict[str, SourceText] = {
        project.prefixes.entity(f"document/{name}"): source for name, source in inputs.documents.items()
    }
    catalogue = build_catalogue(data, project.base)
    schema = _schema(project, inputs, site_map)
    terms = {term.iri: term.parents for term in (*inputs.domain, *inputs.vocabulary)}
    leads = site_map.leads and read_leads(project.folder(FOLDER), site_map.leads, FOLDER, project.prefixes, terms)
    inner = site_map.basemap
    basemap = (project.folder(FOLDER) / inner, f"{FOLDER}/{inner}") if inner else None
    return Desk(
        project, catalogue, inputs, targets(inputs), site_map.language, data, texts, schema, behind, basemap,
        site_map.reach, Grammar(leads, terms) if leads else None,
    )  # fmt: skip


def _schema(project: Project, inputs: Inputs, site_map: SiteMap) -> Schema:
    """Return what stands for each term in schema.org. Raises ContentError for a name that is no term."""
    terms = (*inputs.domain, *inputs.vocabulary)
    known = {term.iri for term in terms}
    problems = []
    mapped: dict[str, dict[str, tuple[str, ...]]] = {}
    for part, names in site_map.schema.items():
        mapped[part] = {}
        for name, words in names.items():
            prefix = name.partition(":")[0]
            iri = project.prefixes.expand(name) if prefix in project.prefixes.namespaces else name
            mapped[part][iri] = words
            if iri not in known:
                what = f"'{name}' under [site.schema.{part}] is no term of the ontology"
                problems.append(Problem(Place(f"{FOLDER}/site.toml"), what, "Mend the name, or leave it out."))
    if problems:
        raise ContentError(problems)
    types = {iri: words[0] for iri, words in mapped["types"].items()}
    return Schema.of(types, mapped["properties"], terms)


def _check_columns(site_map: SiteMap, answers: Mapping[str, Rows]) -> None:
    """Raise ContentError unless the queries that pages are made from have their columns."""
    needed = [(site_map.data[name], columns) for name, columns in COLUMNS.items()]
    needed += [need for page in site_map.pages for need in zip(page.queries, VIEWS[page.view].columns, strict=False)]
    problems: dict[Problem, None] = {}
    for query, columns in needed:
        missing = [column for column in columns if column not in answers[query].variables]
        if missing:
            what = f"does not return {', '.join('?' + column for column in missing)}"
            problems[Problem(Place(f"{QUERIES}/{query}.rq"), what, f"Pages need {', '.join(columns)}.")] = None
    if problems:
        raise ContentError(list(problems))


def _write(desk: Desk, spots: Iterable[Spot], templates: Templates, output: Output) -> None:
    # Threads were measured: they cost more than the waiting that they save.
    for spot in spots:
        template = templates.load(spot.spec.template)
        context: Mapping[str, Any] = asdict(VIEWS[spot.spec.view].build(desk, spot))
        html = templates.render(template, context, spot.path)
        # A lone surrogate, which JSON can smuggle into a graph, is no character.
        output.put(spot.path, html.encode("utf-8", "replace"))


def _put(output: Output, make: Callable[[], Mapping[str, str]]) -> None:
    for path, text in make().items():
        output.put(path, text.encode("utf-8", "replace"))


def _assets(templates: Path, site_map: SiteMap, below: Path | None) -> dict[str, Path]:
    """Return the assets by their name, over those of the theme where it is wanted, and the bundled scripts.

    Where scripts are bundled, style sheets are made small.
    """
    name = site_map.assets
    folders = (below / name, templates / name) if below else (templates / name,)
    files = {
        path.relative_to(folder).as_posix(): path
        for folder in folders
        for path in sorted(folder.glob("**/*"))
        if path.is_file()
    }
    if not files:
        raise usage_error(
            f"{FOLDER}/{name}/", "holds no file", "Add the style sheet, or name another folder in site.toml."
        )
    files = theme.files() | files if site_map.theme else files
    sheets = [path for inner, path in files.items() if inner.endswith(".css")]
    for path in bundle(templates, FOLDER, site_map.scripts, sheets) if site_map.scripts else ():
        if path.name in files and path.suffix != ".css":
            what = f"a script and a file are both {name}/{path.name}"
            raise content_error(f"{FOLDER}/{name}/{path.name}", what, "Give one of them another name.")
        files[path.name] = path
    return files


def _copy(assets: Mapping[str, Path], out: Path) -> None:
    for inner, path in assets.items():
        target = out / inner
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
