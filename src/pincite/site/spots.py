"""From the site map and the answers of its queries to the pages that are to be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pincite.errors import ContentError, Problem, content_error
from pincite.graph.store import Row, Rows
from pincite.graph.terms import Iri
from pincite.ids import PathError, safe_path
from pincite.site.desk import Spot
from pincite.site.inputs import Inputs
from pincite.site.manifest import PageSpec, SiteMap
from pincite.site.views import VIEWS

__all__ = ["list_spots"]

_PAGE = "page"


def list_spots(site_map: SiteMap, answers: Mapping[str, Rows], inputs: Inputs, base: str) -> list[Spot]:
    """Return the pages in the order of the map; `answers` are those of its queries, `base` is the base IRI.

    Raises ContentError for an output that lacks a value, an unsafe one, and two pages for one output.
    """
    spots = list(_spots(site_map, answers, inputs, base))
    _check_outputs(spots)
    return spots


def _spots(site_map: SiteMap, answers: Mapping[str, Rows], inputs: Inputs, base: str) -> Iterator[Spot]:
    for spec in site_map.pages:
        source = VIEWS[spec.view].source
        further = {name: _by_page(answers[name]) for name in spec.queries[1:]}
        if source == "questions":
            for item in inputs.questions:
                yield Spot(spec, _fill(spec, {"name": item.name}), {}, item, {})
        elif source == "rows" and spec.queries:
            yield from _spots_of_rows(spec, answers[spec.queries[0]], further, base)
        else:
            rows = {name: answers[name].rows for name in spec.queries}
            yield Spot(spec, _fill(spec, {}), {}, None, rows)


def _spots_of_rows(
    spec: PageSpec, main: Rows, further: Mapping[str, Mapping[str, tuple[Row, ...]]], base: str
) -> Iterator[Spot]:
    """Yield a spot for each row; rows of one page, one after the other, are one."""
    last: str | None = None
    for row in main:
        values = {name: str(value) for name, value in row.items() if value is not None}
        page = values.get(_PAGE)
        if page is not None:
            if page == last or not page.startswith(f"{base}id/"):
                continue
            last = page
            values["kind"], _, values["slug"] = page.removeprefix(f"{base}id/").partition("/")
        rows = {name: grouped.get(page or "", ()) for name, grouped in further.items()}
        yield Spot(spec, _fill(spec, values), row, None, rows)


def _by_page(answer: Rows) -> dict[str, tuple[Row, ...]]:
    grouped: dict[str, list[Row]] = {}
    for row in answer:
        value = row.get(_PAGE)
        grouped.setdefault(str(value) if isinstance(value, Iri) else "", []).append(row)
    return {page: tuple(rows) for page, rows in grouped.items()}


def _fill(spec: PageSpec, values: Mapping[str, str]) -> str:
    missing = [name for name in spec.variables if not values.get(name)]
    if missing:
        known = ", ".join(sorted(values)) or "none"
        what = f"output '{spec.output}' of page '{spec.name}' has no value for '{missing[0]}'"
        raise content_error(spec.place, what, f"Known here: {known}.")
    path = spec.output.format(**values)
    try:
        return safe_path(path).as_posix()
    except PathError as error:
        raise content_error(spec.place, str(error), "Mend the id or the output.") from error


def _check_outputs(spots: Iterable[Spot]) -> None:
    seen: dict[str, Spot] = {}
    problems = []
    for spot in spots:
        # Names that differ only in case are one file on some file systems.
        other = seen.setdefault(spot.path.casefold(), spot)
        if other is not spot:
            pair = f"'{other.spec.name}' ({other.spec.place}) and '{spot.spec.name}'"
            what = f"two pages for one output '{spot.path}': {pair}"
            problems.append(Problem(spot.spec.place, what, "Give one of them another output."))
    if problems:
        raise ContentError(problems)
