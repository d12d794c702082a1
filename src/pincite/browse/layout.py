"""The templates: those of this package, those that people put before them, and which class has one of its own."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from pincite import theme
from pincite.browse.catalogue import Catalogue, shorten_middle
from pincite.browse.literals import visible
from pincite.browse.terms import TYPE, Term
from pincite.errors import Place, Problem, UsageError, usage_error
from pincite.files import read_text
from pincite.site.templates import Templates

_OWN = Path(__file__).parent / "templates"
_ASSETS = Path(__file__).parent / "assets"
_ENTITY = "entity.html"
_TABLE = "site.toml"


class Layout(Struct, frozen=True):
    """Templates by name and by class; `assets` are the files that every page may use, by name."""

    templates: Templates
    by_class: Mapping[Term, str]
    assets: Mapping[str, Path]

    @classmethod
    def of(cls, folder: Path | None, catalogue: Catalogue) -> Layout:
        """Return the layout, with the templates of `folder` before those of this package.

        Raises UsageError for a folder without templates, a broken template, a broken site.toml, and a template of a
        class that is not in the data; ContentError for a template that is named and is not there.
        """
        assets = _built_in()
        if folder is None:
            return cls(_filtered(Templates(_OWN, "templates")), {}, assets)
        if not folder.is_dir():
            raise usage_error(str(folder), "is no folder", "Name the folder with the templates.")
        if not any(folder.glob("**/*.html")):
            raise usage_error(f"{folder.name}/", "holds no *.html template", "Add one, or leave out --templates.")
        templates = _filtered(Templates(folder, folder.name, _OWN))
        by_class = dict(_by_class(folder, catalogue))
        own = (path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
        templates.check(sorted({*own, *by_class.values()}))
        return cls(templates, by_class, {**assets, **_assets(folder / "assets")})

    @property
    def styles(self) -> list[str]:
        """The style sheets that a folder brings besides those that are always there."""
        return sorted(name for name in self.assets if name.endswith(".css") and name not in _built_in())

    def template(self, catalogue: Catalogue, term: Term) -> str:
        """Return the template for a thing: that of its first class that has one, or of the nearest class above."""
        types = [target for predicate, target in catalogue.index.pairs(term) if predicate == TYPE]
        if self.by_class:
            for kind in (*types, *(up for one in types for up in reversed(catalogue.hierarchies["classes"].path(one)))):
                if kind in self.by_class:
                    return self.by_class[kind]
        return _ENTITY

    def render(self, template: str, context: Mapping[str, Any], page: str) -> str:
        """Return a page's HTML. Raises ContentError for a fault of a template."""
        return self.templates.render(self.templates.load(template), context, page)

    def copy_assets(self, out: Path) -> None:
        """Copy the assets into the folder `out`."""
        for name, path in sorted(self.assets.items()):
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _filtered(templates: Templates) -> Templates:
    templates.environment.filters |= {"visible": visible, "middle": lambda text: shorten_middle(visible(text))}
    return templates


def _built_in() -> dict[str, Path]:
    return {**theme.files(), **_assets(_ASSETS)}


def _assets(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def _by_class(folder: Path, catalogue: Catalogue) -> Iterator[tuple[Term, str]]:
    """Yield classes with their templates: files `classes/<prefix>.<name>.html`, then the table in site.toml."""
    named = [
        (
            path.name.removesuffix(".html").replace(".", ":", 1),
            f"classes/{path.name}",
            Place(f"{folder.name}/classes/{path.name}"),
        )
        for path in sorted(folder.glob("classes/*.html"))
    ]
    named += [(name, template, Place(f"{folder.name}/{_TABLE}")) for name, template in _table(folder).items()]
    problems = []
    for name, template, place in named:
        iri = name if "://" in name else catalogue.namespaces.expand(name)
        if iri is not None and f"<{iri}>" in catalogue.index.into:
            yield f"<{iri}>", template
        else:
            problems.append(
                Problem(place, f"the data have no class '{name}'", "Mend the name; pages show prefixed names.")
            )
    if problems:
        raise UsageError(problems)


def _table(folder: Path) -> dict[str, str]:
    path, name = folder / _TABLE, f"{folder.name}/{_TABLE}"
    if not path.is_file():
        return {}
    try:
        given = tomllib.loads(read_text(path, name))
    except tomllib.TOMLDecodeError as error:
        raise usage_error(name, f"not TOML: {error}", "Mend the line.") from error
    classes = given.get("classes", {})
    if (
        set(given) - {"classes"}
        or not isinstance(classes, dict)
        or not all(isinstance(v, str) for v in classes.values())
    ):
        raise usage_error(name, "has something else than [classes] with names and templates",
                          'Write for example "schema:Person" = "person.html" under [classes].')  # fmt: skip
    return classes
