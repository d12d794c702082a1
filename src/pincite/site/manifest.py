"""`site_templates/site.toml`, the map of the site: which pages there are, their outputs, queries and templates."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from msgspec import Struct

from pincite.errors import ContentError, Place, Problem
from pincite.files import read_text
from pincite.ids import PathError, safe_path
from pincite.site.layers import NOTHING, Lines, Standard, lines_of, over, parsed

__all__ = ["PageSpec", "SiteMap", "read_site_map"]

FILE = "site.toml"
_TEXTS = ("name", "output", "template", "view", "title", "description", "behind")
_PAGE_KEYS = {**dict.fromkeys(_TEXTS, str), "queries": list}
_SITE_KEYS = {
    "language": str, "assets": str, "scripts": str, "leads": str, "theme": bool,
    "data": dict, "schema": dict, "map": dict,
}  # fmt: skip
_MAP_KEYS = {"basemap": str, "reach": int}
_REACH = 3000
_SCHEMA_KEYS = {"types": dict, "properties": dict}
_VARIABLE = re.compile(r"\{(\w*)\}")


class PageSpec(Struct, frozen=True):
    """A kind of page.

    `output` may hold `{variables}`; the first of `queries` gives a row a page, the others the rows of each page.
    `behind` is the query that the page offers as the one behind it; it does not run at the build.
    """

    name: str
    output: str
    template: str
    view: str
    queries: tuple[str, ...]
    title: str
    description: str
    behind: str
    place: Place

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of the output."""
        return tuple(_VARIABLE.findall(self.output))


class SiteMap(Struct, frozen=True):
    """The whole map; `data` names the queries whose rows all pages can have, `scripts` is empty when there are none.

    `schema` has under `types` and `properties` which of schema.org's words stands for a term (a prefixed name): the
    word, and behind that of a property the types that can have it, when not all can. `basemap` is a file below the
    templates folder, empty when there is none; `reach` is how far from its middle a map goes at most, in km. `leads` is
    the file with the words for lead sentences, empty when pages have none. `theme` is whether the engine's style sheet
    and icon are wanted.
    """

    language: str
    assets: str
    scripts: str
    data: Mapping[str, str]
    pages: tuple[PageSpec, ...]
    schema: Mapping[str, Mapping[str, tuple[str, ...]]]
    basemap: str = ""
    reach: int = _REACH
    leads: str = ""
    theme: bool = False

    @property
    def queries(self) -> tuple[str, ...]:
        """All queries that the site runs, each once."""
        used = [*self.data.values(), *(query for page in self.pages for query in page.queries)]
        return tuple(dict.fromkeys(used))


def read_site_map(
    folder: Path,
    name: str,
    views: Collection[str],
    queries: Collection[str],
    data: Mapping[str, tuple[str, ...]],
    standard: Standard = NOTHING,
) -> SiteMap:
    """Return the site map of a templates folder; `name` is the folder as people know it.

    `data` are the queries that must stand under `[site.data]`, with their columns. With `standard` templates below it,
    the folder's own map, which may be missing, adds pages to the standard ones, or replaces those of the same name.
    Raises UsageError when the map is missing or not TOML; ContentError for such a query that is not there, an unknown
    key, view, query or template, an unsafe output, and queries or page templates that no page uses.
    """
    file = f"{name}/{FILE}"
    own = "" if standard.folder and not (folder / FILE).is_file() else read_text(folder / FILE, file)
    content, lines = parsed(own, file), lines_of(own)
    if standard.folder:
        content, lines = over(content, lines, parsed(read_text(standard.folder / FILE, file), file))
    reader = _Reader(folder, file, lines, views, queries, standard)
    site_map = reader.read(content)
    reader.need(site_map.data, data)
    if reader.problems:
        raise ContentError(reader.problems)
    return site_map


class _Reader:
    def __init__(
        self,
        folder: Path,
        file: str,
        lines: Lines,
        views: Collection[str],
        queries: Collection[str],
        standard: Standard,
    ) -> None:
        self.folder, self.file, self.views, self.queries = folder, file, views, queries
        self.problems: list[Problem] = []
        self._lines = lines
        self._standard = standard

    def read(self, content: dict[str, Any]) -> SiteMap:
        site = content.get("site", {})
        self._keys(Place(self.file), content, {"site": dict, "page": list})
        if not isinstance(site, dict) or not isinstance(content.get("page", []), list):
            raise ContentError(self.problems)
        self._keys(Place(self.file), site, _SITE_KEYS)
        entries = [entry for entry in content.get("page", []) if isinstance(entry, dict)]
        if not entries:
            self._problem(Place(self.file), "no pages", "Write at least one [[page]].")
        pages = tuple(self._page(entry, index) for index, entry in enumerate(entries))
        data = {str(key): str(value) for key, value in site.get("data", {}).items()}
        for query in data.values():
            self._known(Place(self.file), "query", query, self.queries, "queries/pages")
        language, assets, scripts = (
            str(site.get(key, default)) for key, default in (("language", "en"), ("assets", "assets"), ("scripts", ""))
        )
        basemap, reach = self._map(site.get("map", {}))
        schema = self._schema(site.get("schema", {}))
        leads = self._inside(str(site.get("leads", "")), "leads")
        theme = bool(site.get("theme"))
        made = SiteMap(language, assets, scripts, data, pages, schema, basemap, reach, leads, theme)
        self._unused(made)
        return made

    def _schema(self, given: dict[str, Any]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        self._keys(Place(self.file), given, _SCHEMA_KEYS)
        return {key: {str(a): _words(b) for a, b in given.get(key, {}).items()} for key in _SCHEMA_KEYS}

    def _map(self, given: dict[str, Any]) -> tuple[str, int]:
        self._keys(Place(self.file), given, _MAP_KEYS)
        reach = given.get("reach", _REACH)
        return self._inside(str(given.get("basemap", "")), "basemap"), reach if isinstance(reach, int) else _REACH

    def _inside(self, path: str, key: str) -> str:
        try:
            safe_path(path or "x")
        except PathError as error:
            self._problem(Place(self.file), str(error), f"Name a file below the templates folder as '{key}'.")
        return path

    def need(self, given: Mapping[str, str], wanted: Mapping[str, tuple[str, ...]]) -> None:
        """Note a problem for each wanted query that is not given."""
        for key, columns in wanted.items():
            if key not in given:
                remedy = f'Write {key} = "..."; it returns {", ".join(columns)}.'
                self._problem(Place(self.file), f"no query '{key}' under [site.data]", remedy)

    def _page(self, entry: dict[str, Any], index: int) -> PageSpec:
        place = Place(self.file, self._lines[index] if index < len(self._lines) else None)
        self._keys(place, entry, _PAGE_KEYS)
        for key in ("name", "output", "template"):
            if not isinstance(entry.get(key), str) or not entry[key]:
                self._problem(place, f"a page without {key}", f'Write {key} = "...".')
        spec = PageSpec(
            name=str(entry.get("name", "")),
            output=str(entry.get("output", "")),
            template=str(entry.get("template", "")),
            view=str(entry.get("view", "rows")),
            queries=tuple(map(str, entry.get("queries", ()))),
            title=str(entry.get("title", "")),
            description=str(entry.get("description", "")),
            behind=str(entry.get("behind", "")),
            place=place,
        )
        self._check(spec)
        return spec

    def _check(self, spec: PageSpec) -> None:
        self._known(spec.place, "view", spec.view, self.views, "the engine")
        for query in (*spec.queries, *([spec.behind] if spec.behind else [])):
            self._known(spec.place, "query", query, self.queries, "queries/pages")
        folders = (self.folder, self._standard.folder) if self._standard.folder else (self.folder,)
        if spec.template and not any((folder / spec.template).is_file() for folder in folders):
            what = f"template '{spec.template}' of page '{spec.name}' is not there"
            self._problem(spec.place, what, "Name a file of the templates folder.")
        try:
            safe_path(_VARIABLE.sub("x", spec.output) or "x")
        except PathError as error:
            self._problem(spec.place, str(error), "Write a plain relative path, with {variables} as names.")

    def _unused(self, made: SiteMap) -> None:
        used = {*made.queries, *(page.behind for page in made.pages), *self._standard.queries}
        for query in sorted(set(self.queries) - used):
            self._problem(
                Place(f"queries/pages/{query}.rq"), "no page uses this query", f"Name it in {self.file}, or delete it."
            )
        used = {page.template for page in made.pages}
        for path in sorted((self.folder / "pages").glob("**/*.*")):
            template = path.relative_to(self.folder).as_posix()
            if path.is_file() and template not in used:
                place = Place(f"{Path(self.file).parent.as_posix()}/{template}")
                self._problem(place, "no page uses this template", f"Name it in {self.file}, or delete it.")

    def _keys(self, place: Place, entry: Mapping[str, Any], known: Mapping[str, type]) -> None:
        for key, value in entry.items():
            if key not in known:
                self._problem(place, f"unknown key '{key}'", f"Known: {', '.join(known)}.")
            elif not isinstance(value, known[key]):
                self._problem(place, f"'{key}' is not of type {known[key].__name__}", "Mend its value.")

    def _known(self, place: Place, what: str, name: str, known: Collection[str], where: str) -> None:
        if name in known:
            return
        near = get_close_matches(name, known, 1)
        remedy = f"Did you mean '{near[0]}'?" if near else f"In {where}: {', '.join(sorted(known)) or 'none'}."
        self._problem(place, f"unknown {what} '{name}'", remedy)

    def _problem(self, place: Place, what: str, remedy: str) -> None:
        self.problems.append(Problem(place, what, remedy))


def _words(given: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(map(str, given)) if isinstance(given, list) else (str(given),)
