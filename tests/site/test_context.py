"""Templates use what their context has, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import meta
from jinja2.nodes import FromImport
from msgspec import Struct

from pincite.project import Project
from pincite.site.catalogue import COLUMNS
from pincite.site.manifest import read_site_map
from pincite.site.sources import sources
from pincite.site.templates import Templates
from pincite.site.views import VIEWS

if TYPE_CHECKING:
    from jinja2 import Environment

    from tests.site.conftest import Workshop


def used(environment: Environment, template: str, seen: set[str]) -> set[str]:
    """Return the variables of a template and of all that it extends and includes."""
    seen.add(template)
    assert environment.loader is not None
    tree = environment.parse(environment.loader.get_source(environment, template)[0])
    imported = {name if isinstance(name, str) else name[1] for node in tree.find_all(FromImport) for name in node.names}
    # What a template imports at its top is known in its blocks, which jinja2.meta does not see.
    found = set(meta.find_undeclared_variables(tree)) - imported
    for other in meta.find_referenced_templates(tree):
        assert other is not None, f"{template} chooses a template at run time"
        if other not in seen:
            found |= used(environment, other, seen)
    return found


def test_every_template_asks_only_for_fields_of_its_context(rendered: Workshop) -> None:
    folder = rendered.templates
    environment = Templates(folder, "site_templates").environment
    queries = list(sources(Project.open(rendered.root))[1])
    site_map = read_site_map(folder, "site_templates", VIEWS, queries, COLUMNS)
    seen: set[str] = set()
    for page in site_map.pages:
        fields = set(VIEWS[page.view].context.__struct_fields__)
        assert used(environment, page.template, set()) <= fields, page.template
        used(environment, page.template, seen)
    there = {path.relative_to(folder).as_posix() for path in folder.glob("**/*.html")}
    there |= {path.relative_to(folder).as_posix() for path in (folder / "pages").glob("*.js")}
    own = {name for name in seen if not name.startswith("standard/")}
    assert own == there, "templates that no page uses"


def test_every_view_is_used_and_fills_a_frozen_context(rendered: Workshop) -> None:
    queries = list(sources(Project.open(rendered.root))[1])
    site_map = read_site_map(rendered.templates, "site_templates", VIEWS, queries, COLUMNS)
    assert {page.view for page in site_map.pages} == set(VIEWS)
    for view in VIEWS.values():
        assert issubclass(view.context, Struct)
        assert view.context.__struct_config__.frozen
