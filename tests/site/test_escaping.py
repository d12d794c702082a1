from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from pincite.site.compiling import QuickEnvironment
from pincite.site.escaping import escaped


def environment(**templates: str) -> QuickEnvironment:
    return QuickEnvironment(loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined)


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.floats(), st.lists(st.text())))
def test_the_same_as_markupsafe(value: object) -> None:
    assert escaped(value) == str(escape(value))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<b>\"'&", "&lt;b&gt;&#34;&#39;&amp;"),
        (Markup("<b>"), "<b>"),
        (type("Name", (str,), {})("<b>"), "&lt;b&gt;"),
        (type("Number", (int,), {"__str__": lambda _: "<7>"})(7), "&lt;7&gt;"),
        (type("Thing", (), {"__html__": lambda _: "<i>"})(), "<i>"),
        (Decimal("1.5"), "1.5"),
    ],
)
def test_what_is_safe_stays_and_what_is_not_is_escaped(value: object, shown: str) -> None:
    assert environment(page="<p>{{ value }}</p>").get_template("page").render(value=value) == f"<p>{shown}</p>"


def test_values_are_escaped_once_through_macros_and_blocks() -> None:
    made = environment(
        base="{% block inner %}{% endblock %}{% include 'part' %}",
        part="{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{{ bold(name) }}",
        page="{% extends 'base' %}{% block inner %}{{ name }}, {{ name | e }}, {{ name ~ '<' }}, "
        "{{ name | safe }};{% endblock %}",
    )
    assert made.get_template("page").render(name="<&>") == (
        "&lt;&amp;&gt;, &lt;&amp;&gt;, &lt;&amp;&gt;&lt;, <&>;<b>&lt;&amp;&gt;</b>"
    )


def test_what_is_not_escaped_on_purpose_is_not() -> None:
    made = environment(page="{% autoescape false %}{{ name }}{% endautoescape %}{{ name }}")
    assert made.get_template("page").render(name="<") == "<&lt;"


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'nobody' is undefined"):
        environment(page="{{ nobody }}").get_template("page").render()


def test_globals_reach_templates_and_what_they_include() -> None:
    made = environment(page="{{ greeting }}{% include 'part' %}", part="{{ greeting }}{{ own }}")
    made.globals["greeting"] = "Hi"
    assert made.get_template("page", globals={"own": "!"}).render() == "HiHi!"
