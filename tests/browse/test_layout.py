"""Templates of one's own: for a class, for every page, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.browse.build import Options
from pincite.errors import PinciteError
from tests.browse.making import Made, make, text

TURTLE = """
ex:ann a ex:Person ; rdfs:label "Ann" ; ex:born "1990-01-01"^^xsd:date ; ex:knows ex:bob .
ex:bob a ex:Sailor . ex:Sailor rdfs:subClassOf ex:Person . ex:boat a ex:Vessel ; ex:owner ex:ann .
"""
PERSON = """{% extends "entity.html" %}
{% block lead %}
<p class="born">Born {% for v in page.values("ex:born") %}{{ v.text }} as {{ v.datatype }}{% endfor %}</p>
{% for v in page.values("https://example.org/ns#knows") %}<p class="knows">{{ v.html }} {{ v.href }}</p>{% endfor %}
{% endblock %}
"""


def _make(folder: Path, files: dict[str, str]) -> Made:
    templates = folder / "templates"
    for name, content in files.items():
        (templates / name).parent.mkdir(parents=True, exist_ok=True)
        (templates / name).write_text(content, encoding="utf-8")
    return make(folder, TURTLE, Options(templates=templates, jobs=1))


@pytest.mark.parametrize(
    "files",
    [
        {"classes/ex.Person.html": PERSON},
        {"people.html": PERSON, "site.toml": '[classes]\n"ex:Person" = "people.html"\n'},
        {"people.html": PERSON, "site.toml": '[classes]\n"https://example.org/ns#Person" = "people.html"\n'},
    ],
    ids=["by file name", "by prefixed name", "by IRI"],
)
def test_a_class_has_a_template_of_its_own(tmp_path: Path, files: dict[str, str]) -> None:
    made = _make(tmp_path, files)
    page = made.page("id/ex/ann")
    assert page.xpath("//p[@class='born']/text()") == ["Born 1990-01-01 as http://www.w3.org/2001/XMLSchema#date"]
    assert text(page.xpath("//p[@class='knows']")[0]) == "bob ../../../id/ex/bob/index.html"
    # Instances of a subclass have it, too; others have not.
    assert made.page("id/ex/bob").xpath("//p[@class='born']")
    assert not made.page("id/ex/boat").xpath("//p[@class='born']")
    assert made.facts("id/ex/ann")["knows"] == ["bob"]


def test_a_frame_and_a_style_of_ones_own(tmp_path: Path) -> None:
    base = '{% extends "frame.html" %}'
    frame = (
        "<!doctype html><title>{{ title }}</title><link rel=stylesheet href='{{ root }}assets/site.css'>"
        "{% for style in site.styles %}<link rel=stylesheet href='{{ root }}assets/{{ style }}'>{% endfor %}"
        "<main class=own>{% block content %}{% endblock %}</main>{% block aside %}{% endblock %}"
    )
    files = {
        "base.html": base,
        "frame.html": frame,
        "assets/own.css": "p { color: red }",
        "assets/site.css": "/* mine */",
    }
    made = _make(tmp_path, files)
    assert made.page("id/ex/ann").xpath("//main[@class='own']")
    assert made.page("index.html").xpath("//link/@href") == ["assets/site.css", "assets/own.css"]
    assert (made.site / "assets" / "site.css").read_text(encoding="utf-8") == "/* mine */"


def test_what_replaces_a_template_can_extend_it(tmp_path: Path) -> None:
    own = '{% extends "standard/entity.html" %}{% block use %}<p class="own">of mine</p>{% endblock %}'
    made = _make(tmp_path, {"entity.html": own})
    assert made.page("id/ex/ann").xpath("//p[@class='own']")
    assert made.facts("id/ex/ann")["knows"] == ["bob"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"classes/ex.Persn.html": PERSON}, r"templates/classes/ex\.Persn\.html: the data have no class 'ex:Persn'"),
        (
            {"a.html": "x", "site.toml": '[classes]\n"no:Way" = "a.html"\n'},
            r"templates/site\.toml: the data have no class",
        ),
        ({"a.html": "x", "site.toml": '[classes]\n"ex:Person" = "b.html"\n'}, r"template 'b\.html' is not there"),
        ({"a.html": "x", "site.toml": "[classes\n"}, r"templates/site\.toml: not TOML"),
        ({"a.html": "x", "site.toml": "[clases]\n"}, r"templates/site\.toml: has something else than"),
        ({"classes/ex.Person.html": "{% block %}"}, r"templates/classes/ex\.Person\.html:1: not a template"),
        ({"classes/ex.Person.html": "\n{{ page.nonsense }}"}, r"templates/classes/ex\.Person\.html:2: .*nonsense"),
        ({"readme.md": "x"}, r"templates/: holds no \*\.html template"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(PinciteError, match=message):
        _make(tmp_path, files)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PinciteError, match="is no folder"):
        make(tmp_path, TURTLE, Options(templates=tmp_path / "gone"))
