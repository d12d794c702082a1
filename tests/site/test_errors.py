"""What is wrong with a site's files is told with file, line and remedy, and nothing is written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pincite.errors import ContentError, PinciteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.conftest import Workshop

PAGE = '\n[[page]]\nname = "more"\noutput = "more.html"\ntemplate = "pages/404.html"\n'


def add(text: str) -> Callable[[Workshop], object]:
    """Return a change that appends to the site map."""

    def change(workshop: Workshop) -> None:
        file = workshop.templates / "site.toml"
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    return change


def write(path: str, text: str) -> Callable[[Workshop], object]:
    """Return a change that writes a file."""
    return lambda workshop: (workshop.root / path).write_text(text, encoding="utf-8")


def swap(path: str, old: str, new: str) -> Callable[[Workshop], object]:
    """Return a change that replaces text that is there."""

    def change(workshop: Workshop) -> None:
        file = workshop.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change


def drop(path: str) -> Callable[[Workshop], object]:
    """Return a change that removes a folder."""
    return lambda workshop: shutil.rmtree(workshop.root / path)


TOML = "site_templates/site.toml"
CASES = {
    "two pages for one output": (
        add(PAGE.replace("more.html", "index.html")),
        ContentError,
        f"{TOML}:",
        "two pages for one output 'index.html'",
    ),
    "outputs that differ in case": (
        add(PAGE.replace("more.html", "INDEX.html")),
        ContentError,
        f"{TOML}:",
        "two pages for one output",
    ),
    "unknown query": (
        add(PAGE + 'queries = ["kindz"]\n'),
        ContentError,
        f"{TOML}:",
        "unknown query 'kindz'. Did you mean 'kinds'?",
    ),
    "unknown view": (
        add(PAGE + 'view = "entitty"\n'),
        ContentError,
        f"{TOML}:",
        "unknown view 'entitty'. Did you mean 'entity'?",
    ),
    "unknown key": (add(PAGE + 'querys = ["kinds"]\n'), ContentError, f"{TOML}:", "unknown key 'querys'"),
    "unknown template": (
        add(PAGE.replace("pages/404", "pages/405")),
        ContentError,
        f"{TOML}:",
        "template 'pages/405.html'",
    ),
    "output outside": (
        add(PAGE.replace("more.html", "../more.html")),
        ContentError,
        f"{TOML}:",
        "'../more.html' has '..'",
    ),
    "output without value": (
        add(PAGE.replace("more.html", "{nothing}.html")),
        ContentError,
        f"{TOML}:",
        "no value for 'nothing'",
    ),
    "unsafe value": (
        add(PAGE.replace("more.html", "more/{name}.html") + 'queries = ["names"]\n'),
        ContentError,
        f"{TOML}:",
        "output path",
    ),
    "not TOML": (add("[[page\n"), UsageError, f"{TOML}:", "not TOML"),
    "missing data": (
        swap(TOML, 'evidence = "evidence"\n', ""),
        ContentError,
        TOML,
        "no query 'evidence' under [site.data]",
    ),
    "missing column": (
        write("queries/pages/names.rq", "#+ summary: N\nSELECT ?page WHERE { ?page ?b ?c } ORDER BY ?page\n"),
        ContentError,
        "queries/pages/names.rq",
        "does not return ?name",
    ),
    "missing column of a view": (
        write("queries/pages/topics-of-things.rq", "#+ summary: N\nSELECT ?thing { ?thing ?b ?c } ORDER BY ?thing\n"),
        ContentError,
        "queries/pages/topics-of-things.rq",
        "does not return ?topic",
    ),
    "unused query": (
        write("queries/pages/spare.rq", "#+ summary: Spare\nSELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a\n"),
        ContentError,
        "queries/pages/spare.rq",
        "no page uses this query",
    ),
    "unused template": (
        write("site_templates/pages/spare.html", "x"),
        ContentError,
        "site_templates/pages/spare.html",
        "no page uses",
    ),
    "no ORDER BY": (
        swap("queries/pages/topics-of-things.rq", "ORDER BY ?thing ?topic", ""),
        ContentError,
        "queries/pages/topics-of-things.rq",
        "ORDER BY",
    ),
    "not SPARQL": (
        swap("queries/pages/topics-of-things.rq", "WHERE {", "WHERE {{{"),
        UsageError,
        "queries/pages/topics-of-things.rq",
        "not SPARQL",
    ),
    "template syntax": (
        swap("site_templates/pages/kind.html", "{% endfor %}\n</ul>", "{% endfo %}\n</ul>"),
        UsageError,
        "site_templates/pages/kind.html:16",
        "not a template",
    ),
    "template variable": (
        swap("site_templates/pages/kind.html", "<h1>{{ heading }}", "<h1>{{ headline }}"),
        ContentError,
        "site_templates/pages/kind.html:4",
        "'headline' is undefined. Page id/",
    ),
    "template field": (
        swap("site_templates/partials/entity_head.html", "card.label", "card.lable"),
        ContentError,
        "site_templates/partials/entity_head.html:2",
        "has no attribute 'lable'",
    ),
    "template include": (
        swap("site_templates/pages/entity.html", "entity_head", "entity_foot"),
        ContentError,
        "site_templates/",
        "is not there",
    ),
    "template failure": (
        swap("site_templates/pages/kind.html", "<h1>{{ heading }}", "<h1>{{ heading + 1 }}"),
        ContentError,
        "site_templates/pages/kind.html:4",
        "fails on page",
    ),
    "no templates": (drop("site_templates/pages"), ContentError, TOML, "is not there"),
    "no assets": (drop("site_templates/assets"), UsageError, "site_templates/assets/", "holds no file"),
    "no templates at all": (drop("site_templates"), UsageError, "site_templates/", "missing"),
    "no queries": (drop("queries/pages"), UsageError, "queries/pages/", "missing"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_told_where_and_what_to_do(workshop: Workshop, case: str) -> None:
    change, kind, place, what = CASES[case]
    change(workshop)
    with pytest.raises(PinciteError) as caught:
        workshop.render()
    assert type(caught.value) is kind
    problem = next(one for one in caught.value.problems if what in str(one))
    assert str(problem).startswith(place)
    assert problem.remedy
    assert str(workshop.root) not in str(caught.value)


def test_an_empty_folder_of_templates_is_an_error(workshop: Workshop) -> None:
    for path in list(workshop.templates.glob("**/*.html")):
        path.unlink()
    with pytest.raises(UsageError, match="holds no"):
        workshop.render()


def test_a_page_of_its_own_needs_no_code(workshop: Workshop) -> None:
    """A site map may add a page from a query and a template; the first query gives a page a row."""
    write("site_templates/pages/mine.html", "{{ row.label }}: {% for r in rows.names %}{{ r.name }}|{% endfor %}")(
        workshop
    )
    add(
        '\n[[page]]\nname = "mine"\noutput = "mine/{kind}-{slug}.html"\ntemplate = "pages/mine.html"\n'
        'queries = ["entities", "names"]\n'
    )(workshop)
    workshop.render()
    assert (workshop.out / "mine" / "place-bridge.html").read_text(encoding="utf-8") == "Northern Bridge: "
    assert "&lt;script&gt;" in Path(workshop.out / "mine" / "force-guard.html").read_text(encoding="utf-8")
