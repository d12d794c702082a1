"""Templates: compiled once and kept; what is kept never stands in for another text."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from pincite.errors import ContentError, UsageError
from pincite.site.templates import Templates


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text("<p>{{ word }}</p>")
    return tmp_path


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that were compiled, and not read back."""
    names: list[str] = []
    original = Environment.compile

    def compile_(self: Environment, source: str, name: str, *others: object) -> object:
        names.append(name)
        return original(self, source, name, *others)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compile_)
    return names


def page(folder: Path, word: str = "A & B") -> str:
    templates = Templates(folder, "site_templates")
    return templates.render(templates.load("page.html"), {"word": word}, "index.html")


def kept(folder: Path) -> Path:
    (only,) = (folder / "__pycache__").iterdir()
    return only


def test_a_template_is_compiled_once(folder: Path, compiled: list[str]) -> None:
    assert page(folder) == "<p>A &amp; B</p>"
    assert page(folder) == "<p>A &amp; B</p>"
    assert compiled == ["page.html"]


def test_a_changed_template_is_compiled_anew(folder: Path, compiled: list[str]) -> None:
    page(folder)
    (folder / "page.html").write_text("<b>{{ word }}</b>")
    assert page(folder) == "<b>A &amp; B</b>"
    assert compiled == ["page.html"] * 2


@pytest.mark.parametrize(("name", "other"), [("__version__", "0.0.1"), ("FORM", 0)])
def test_what_another_version_has_kept_is_not_used(
    folder: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch, name: str, other: object
) -> None:
    page(folder)
    monkeypatch.setattr(f"pincite.site.templates.{name}", other)
    page(folder)
    assert compiled == ["page.html"] * 2


@pytest.mark.parametrize("left", [0, 3, 20, -5])
def test_a_damaged_file_is_compiled_anew(folder: Path, compiled: list[str], left: int) -> None:
    page(folder)
    whole = kept(folder).read_bytes()
    kept(folder).write_bytes(whole[:left])
    assert page(folder) == "<p>A &amp; B</p>"
    assert compiled == ["page.html"] * 2
    assert kept(folder).read_bytes() == whole


def test_where_nothing_can_be_kept_pages_are_made_all_the_same(folder: Path, compiled: list[str]) -> None:
    (folder / "__pycache__").write_text("a file, not a folder")
    assert page(folder) == "<p>A &amp; B</p>"
    assert page(folder) == "<p>A &amp; B</p>"
    assert compiled == ["page.html"] * 2


def test_a_broken_template_is_never_kept(folder: Path) -> None:
    (folder / "page.html").write_text("<p>{% if %}</p>")
    for _ in range(2):
        with pytest.raises(UsageError, match=r"site_templates/page\.html:1: not a template"):
            page(folder)
    assert not (folder / "__pycache__").exists()


def test_the_standard_templates_are_there_for_every_site(folder: Path) -> None:
    (folder / "page.html").write_text('{% set since = none %}[{% include "standard/partials/since.html" %}]{{ word }}')
    assert page(folder) == "[]A &amp; B"
    (folder / "page.html").write_text('{% include "partials/since.html" %}')
    with pytest.raises(ContentError, match=r"template 'partials/since\.html' is not there"):
        page(folder)


def test_a_fault_in_a_standard_template_is_told_with_its_name_there(folder: Path) -> None:
    (folder / "page.html").write_text('{% include "standard/partials/since.html" %}')
    with pytest.raises(ContentError, match=r"^site_templates/standard/partials/since\.html:2: 'since' is undefined"):
        page(folder)


def test_what_is_missing_is_told_where_it_is_asked_for(folder: Path) -> None:
    (folder / "base.html").write_text("<p>\n{% include 'nowhere.html' %}")
    (folder / "page.html").write_text("{% extends 'base.html' %}")
    with pytest.raises(ContentError, match=r"^site_templates/base\.html:2: template 'nowhere\.html' is not there"):
        page(folder)
