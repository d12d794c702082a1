"""Templates compiled our way give what Jinja2's own give: the same text, or the same error at the same line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from pincite.errors import ContentError
from pincite.site.compiling import QuickEnvironment
from pincite.site.templates import Templates


class Thing(NamedTuple):
    """What a page may have."""

    name: str
    parts: tuple[Thing, ...] = ()
    items: str = "own"

    def shout(self, mark: str = "!") -> str:
        """Return the name with a mark."""
        return self.name.upper() + mark


TEMPLATES = {
    "plain": "<p>{{ thing.name }}</p>{% for part in thing.parts %}{{ loop.index }}{{ part.name }}{% endfor %}",
    "call": "{{ thing.shout() }}{{ thing.shout('<') | lower }}{{ thing.parts[0].name }}"
    "{{ (thing.parts | first).name }}",
    "mapping": "{{ row.name }} {{ row.nested.name }} {{ row['name'] }}{% for key in row.keys() %}{{ key }}{% endfor %}",
    "asked": "{% if thing.nothing is defined %}a{% endif %}{{ row.nothing | default('none') }}"
    "{{ thing.parts[0].nothing | d('b') }}{% if row.name is undefined %}c{% endif %}",
    "word": "{{ row.class }}{{ row['is'] }}",
    "number": "{{ 7.0.real }}{{ 'a,b'.split(',')[1] }}{{ none.real is defined }}",
    "set": "{% set ns = namespace(n=0) %}{% for p in thing.parts %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}",
    "macro": "{% macro show(one, deep=false) %}<b>{{ one.name }}</b>{% if deep %}{{ caller() }}{% endif %}"
    "{% endmacro %}{{ show(thing) }}{% call show(thing, true) %}{{ thing.name }}{% endcall %}",
    "recursive": "{% for one in [thing] recursive %}({{ one.name }}{{ loop(one.parts) }}){% endfor %}",
    "filtered": "a{% filter upper %}x{{ thing.name }}{% include 'part' %}{% endfilter %}b",
    "captured": "{% set made %}<i>{{ thing.name }}</i>{% endset %}{{ made }}{{ made }}",
    "include": "1{% include 'part' %}2{% include 'part' without context %}3"
    "{% for p in thing.parts %}{% include 'alone' without context %}{{ p.name }}{% endfor %}"
    "{% include 'missing' ignore missing %}4",
    "import": "{% from 'macros' import bold with context %}{{ bold('<') }}",
    "child": "{% extends 'parent' %}ignored{% block inner %}[{{ super() }}{{ thing.name }}]{% endblock %}",
    "maybe": "{% if thing %}{% extends 'parent' %}{% endif %}{% block inner %}{{ thing.name }}{% endblock %}",
    "scoped": "{% for p in thing.parts %}{% block row scoped %}{{ p.name }}{{ loop.last }}{% endblock %}{% endfor %}"
    "{{ self.row is defined }}",
    "off": "{% autoescape false %}{{ thing.name }}{% endautoescape %}{{ thing.name }}{{ safe }}",
    "part": "({{ greeting }})",
    "alone": "[{{ greeting }}]",
    "macros": "{% macro bold(text) %}<b>{{ text }}{{ thing.name }}</b>{% endmacro %}",
    "parent": "<{% block inner %}parent {{ thing.name }}{% endblock %}>{% block last %}{{ row.name }}{% endblock %}",
}
CONTEXT = {
    "thing": Thing("a<b", (Thing("c&d"), Thing("e", (Thing("f"),)))),
    "row": {"name": "n", "nested": {"name": Markup("<m>")}, "class": "k", "is": 1},
    "safe": Markup("<s>"),
}


def made(kind: type[Environment]) -> Environment:
    environment = kind(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.globals["greeting"] = "Hi & hello"
    return environment


@pytest.mark.parametrize("name", sorted(TEMPLATES.keys() - {"macros"}))
def test_the_same_as_jinja(name: str) -> None:
    wanted = made(Environment).get_template(name).render(CONTEXT)
    environment = made(QuickEnvironment)
    assert isinstance(environment, QuickEnvironment)
    assert environment.exact().get_template(name).render(CONTEXT) == wanted
    try:
        assert environment.get_template(name).render(CONTEXT) == wanted
    except AttributeError:
        # Nothing but an item of a mapping that is written as an attribute needs the exact one.
        assert name in {"mapping", "child", "maybe", "parent"}


def test_an_attribute_is_looked_up_as_python_does() -> None:
    environment = made(QuickEnvironment)
    code = str(environment.compile("{{ a.b.c }}{{ a.class }}{{ a.d is defined }}", raw=True))
    assert re.search(r"l_0_a\)\.b\.c\b", code)
    assert environment.getattr.__name__ in code
    assert ".class" not in code
    assert ".d" not in code


def test_pieces_are_joined_once_a_function() -> None:
    template = made(QuickEnvironment).get_template("plain")
    assert list(template.generate(CONTEXT)) == ["<p>a&lt;b</p>1c&amp;d2e"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a page."""
    (tmp_path / "page.html").write_text("<p>{{ row.name }}</p>\n{{ thing.name }}\n", encoding="utf-8")
    return tmp_path


def test_an_item_of_a_mapping_may_be_written_as_an_attribute(folder: Path) -> None:
    templates = Templates(folder, "site_templates")
    page = templates.load("page.html")
    for _ in range(2):
        assert templates.render(page, CONTEXT, "p") == "<p>n</p>\na&lt;b"


def test_what_makes_a_page_is_asked_no_more_often_than_it_must(folder: Path) -> None:
    templates = Templates(folder, "site_templates")
    page = templates.load("page.html")
    asked: list[str] = []

    class Row(dict[str, Any]):
        def __getattribute__(self, name: str) -> object:
            asked.append(name)
            return super().__getattribute__(name)

    for _ in range(3):
        templates.render(page, {**CONTEXT, "row": Row(name="n")}, "p")
    # Once in vain, then exactly; and, now that this is known, only so.
    assert asked.count("name") == 4


def test_what_is_not_there_is_told_as_jinja_does(folder: Path) -> None:
    (folder / "page.html").write_text("\n<p>{{ thing.nothing }}</p>\n", encoding="utf-8")
    templates = Templates(folder, "site_templates")
    with pytest.raises(ContentError, match="has no attribute 'nothing'") as caught:
        templates.render(templates.load("page.html"), CONTEXT, "p")
    (problem,) = caught.value.problems
    assert str(problem.place) == "site_templates/page.html:2"
    with pytest.raises(UndefinedError, match="has no attribute 'nothing'"):
        made(Environment).from_string("{{ thing.nothing }}").render(CONTEXT)


def test_an_attribute_that_fails_within_is_no_reason_to_go_on(folder: Path) -> None:
    class Broken:
        @property
        def name(self) -> str:
            raise AttributeError("the pencil is broken")

    templates = Templates(folder, "site_templates")
    with pytest.raises(ContentError, match="has no attribute 'name'"):
        templates.render(templates.load("page.html"), {**CONTEXT, "thing": Broken()}, "p")
