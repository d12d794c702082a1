"""The rendered site: well-formed, escaped, linked, and true to the difference between facts and claims."""

from __future__ import annotations

import base64
import hashlib
import importlib
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pincite.workers import Task
    from tests.site.conftest import Workshop

# Neither has types.
html5rdf = importlib.import_module("html5rdf")
html = importlib.import_module("lxml.html")

VOID = {"meta", "link", "br", "input", "base", "rect", "line", "circle", "stop", "use", "path"}
DATA = {"index.ttl", "index.nt", "index.jsonld"}
SCRIPT = '<script>alert("x")</script> & "son"'
# What a name must not carry into a page: controls, directions, zero widths.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


LINKS = "//a/@href | //link[not(contains(@rel, 'alternate'))]/@href | //img/@src | //script/@src"
# A script comes from a file of the site; the policy of every page forbids one within it.
# Data is no script, and is not run.
WITHIN = (
    "//script[not(@type='application/ld+json')][not(@src) or normalize-space()] | //*[@onclick or @style]"
    " | //script[@type='application/ld+json'][@src]"
)


class Balance(HTMLParser):
    """Fails on a tag that is not closed where it must be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), self.getpos()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID, self.getpos()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, self.getpos()
        assert self.open.pop() == tag, self.getpos()


def pages(workshop: Workshop) -> dict[str, str]:
    found = {
        path.relative_to(workshop.out).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(workshop.out.glob("**/*.html"))
    }
    assert len(found) > 20
    return found


def section(page: str, heading: str) -> str:
    found = html.fromstring(page).xpath(f"//section[@aria-labelledby='{heading}']")
    return str(html.tostring(found[0], encoding="unicode")) if found else ""


def words(page: str) -> str:
    return " ".join(html.fromstring(page or "<p></p>").text_content().split())


def test_every_page_is_html_without_a_fault(rendered: Workshop) -> None:
    for path, text in pages(rendered).items():
        html5rdf.HTMLParser(strict=True).parse(text)
        checker = Balance()
        checker.feed(text)
        assert checker.open == [], path


def test_every_page_has_one_of_what_it_needs(rendered: Workshop) -> None:
    titles = set()
    for path, text in pages(rendered).items():
        tree = html.fromstring(text)
        for once in (
            "//h1",
            "//main",
            "//title",
            "//html[@lang='en']",
            "//meta[@name='description']",
            "//header",
            "//footer",
        ):
            assert len(tree.xpath(once)) == 1, (path, once)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert tree.xpath("string(//h1)").strip()
        titles.add(tree.xpath("string(//title)"))
        within = tree.xpath(WITHIN)
        if path == "404.html":
            # Its one line of script cannot be a file: where files lie is what it finds out. The policy has its hash.
            [line] = within
            digest = base64.b64encode(hashlib.sha256(line.text.encode()).digest()).decode()
            assert f"script-src 'self' 'sha256-{digest}';" in text
        else:
            assert not within, path
    assert len(titles) == len(pages(rendered))


def test_every_link_leads_somewhere_below_the_site(rendered: Workshop) -> None:
    ids = {path: set(html.fromstring(text).xpath("//@id")) for path, text in pages(rendered).items()}
    checked = 0
    for path, text in pages(rendered).items():
        for link in html.fromstring(text).xpath(LINKS):
            if urlsplit(link).scheme:
                assert link.startswith("https://"), link
                continue
            # What follows a question mark is for the page's script.
            target, fragment = urlsplit(link).path, urlsplit(link).fragment
            file = (rendered.out / path).parent / unquote(target) if target else rendered.out / path
            inside = Path(*file.parts).resolve()
            if {"dump", "reports"} & set(inside.parts) or inside.name in DATA:
                continue  # the dump's own files
            assert inside.is_file(), (path, link)
            if fragment:
                assert unquote(fragment) in ids[inside.relative_to(rendered.out.resolve()).as_posix()], (path, link)
            checked += 1
    assert checked > 500


def test_nothing_comes_from_elsewhere(rendered: Workshop) -> None:
    for text in pages(rendered).values():
        tree = html.fromstring(text)
        loaded = tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //*/@src | //*/@srcset")
        assert loaded
        assert not any(urlsplit(link).scheme or link.startswith("/") for link in loaded)
    style = (rendered.out / "assets" / "site.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style


def test_labels_are_text_and_nothing_else(rendered: Workshop) -> None:
    whole = pages(rendered)
    guard = whole["id/force/guard/index.html"]
    assert "<script>" not in "".join(text for path, text in whole.items() if path != "404.html")
    assert SCRIPT in words(guard)
    assert "<bdi>الحرس الإقليمي</bdi>" in guard
    for path, text in whole.items():
        tree = html.fromstring(text)
        assert not INVISIBLE.search(tree.xpath("string(//title)")), path
        assert not any(INVISIBLE.search(name) for name in tree.xpath("//bdi//text()")), path


def test_facts_hold_no_claims(rendered: Workshop) -> None:
    page = rendered.page("id/force/guard/index.html")
    facts, claims = words(section(page, "facts")), words(section(page, "claims"))
    assert "Northern Bridge" in facts
    assert "about 600" in facts
    assert "not Boats" in facts
    for claimed in ("weak", "ready for <anything>"):
        assert claimed not in facts
        assert claimed in claims
    assert "doubled" not in facts
    assert "doubled planned" in re.sub(r"\d", "", words(section(page, "plans")))
    # The speaker comes first.
    assert re.search(r"Ada Łoś says reported by The author The guard is ready", claims)
    for path, text in pages(rendered).items():
        for mode in ("claimed", "assessed", "predicted"):
            assert mode not in section(text, "facts"), path
            assert f'class="mode {mode}' not in section(text, "incoming"), path


def test_every_statement_has_its_anchor_and_its_note(rendered: Workshop) -> None:
    for path, text in pages(rendered).items():
        tree = html.fromstring(text)
        for anchored in tree.xpath("//*[starts-with(@id, 's-')]"):
            # Statements that a line has in common have an empty element each.
            line = anchored.getparent() if anchored.tag == "span" else anchored
            numbers = line.xpath(".//sup/a/@href")
            assert numbers, path
            assert all(tree.xpath(f"//li[@id='{number[1:]}']") for number in numbers)
    guard = html.fromstring(rendered.page("id/force/guard/index.html"))
    assert len(guard.xpath("//*[starts-with(@id, 's-')]")) == 7


def test_a_note_marks_the_exact_words_in_their_sentence(rendered: Workshop) -> None:
    notes = html.fromstring(rendered.page("id/force/guard/index.html")).xpath("//ol[@class='notes']/li")
    quoted = {note.xpath("string(.//mark)"): note for note in notes}
    note = quoted["no pre-deployed boats"]
    assert note.xpath("string(.//blockquote)") == "The guard has about 600 soldiers, and it has no pre-deployed boats."
    start = rendered.page("id/document/bridge/index.html").index("no pre-deployed boats")
    assert start > 0
    assert re.search(r"document/bridge/index.html#char=\d+,\d+$", note.xpath("string(.//a/@href)"))
    said = quoted['"The guard is ready,"']
    assert "claimed by Ada Łoś, reported by The author" in " ".join(said.text_content().split())


def test_what_is_derived_shows_its_rule_and_its_premises(rendered: Workshop) -> None:
    tree = html.fromstring(rendered.page("id/person/ada/index.html"))
    note = next(n for n in tree.xpath("//ol[@class='notes']/li") if "Derived by the rule" in n.text_content())
    assert note.xpath(".//a[contains(@href, 'rules/index.html#command')]")
    premise = note.xpath(".//li/a/@href")[0]
    assert re.search(r"force/guard/index.html#s-[0-9a-f]{12}$", premise)
    number = note.xpath("string(.//li/sup/a/@href)")
    assert "Northern Bridge. The guard" in tree.xpath(f"string(//li[@id='{number[1:]}']//mark)")


def test_relators_are_looked_through(rendered: Workshop) -> None:
    incoming = words(section(rendered.page("id/post/commander/index.html"), "incoming"))
    assert "Ada Łoś as Commander" in incoming
    assert "since 2018" in incoming


def test_what_many_point_to_has_links_instead_of_notes(larger: Callable[[int], Workshop]) -> None:
    few, many = (section(larger(extra).page("id/place/bridge/index.html"), "incoming") for extra in (3, 60))
    assert "<sup>" in few
    assert "<sup>" not in many
    assert "with the sentence it rests on" in words(many)
    assert many.count("#s-") > 60


def test_a_term_shows_what_it_is_in_other_vocabularies(rendered: Workshop) -> None:
    page = pages(rendered)["ontology/index.html"]
    assert 'close to <a href="https://foreign.org/x#Army">Army</a>. A &lt;b&gt;' in page
    assert page.count("In other vocabularies") == 1


def test_disagreements_stand_side_by_side(rendered: Workshop) -> None:
    for path, place in (
        ("id/place/bridge/index.html", "//ul[@class='disputes']/li"),
        ("disagreements/index.html", "//article[@class='quarrel']"),
    ):
        tree = html.fromstring(rendered.page(path))
        pair = " ".join(tree.xpath(f"string({place}[contains(., 'built')])").split())
        assert "built: 1998" in pair
        assert "built: 1999" in pair
        assert "One follows the mayor, the other a <plaque>." in pair
    assert "contested" in words(section(rendered.page("id/place/bridge/index.html"), "facts"))
    # A claim about a third thing leads to its own page, where the disagreement is told.
    link = html.fromstring(rendered.page("id/place/boats/index.html")).xpath("//a[@class='disputed']/@href")
    assert link == ["../../../id/claim/ready/index.html#disagreements"]
    assert "Ready, or weak?" in words(section(rendered.page("id/claim/ready/index.html"), "disagreements"))


def test_answers_have_links_and_notes_instead_of_statements(rendered: Workshop) -> None:
    tree = html.fromstring(rendered.page("questions/when-built/index.html"))
    assert [cell.text_content() for cell in tree.xpath("//thead//th")] == ["who", "built", "notes"]
    rows = tree.xpath("//tbody/tr")
    assert [row.xpath("string(td[2])") for row in rows] == ["1998", "1999"]
    assert all(row.xpath("td[1]/a[contains(@href, 'id/place/bridge/index.html')]") for row in rows)
    assert all(row.xpath("td[3]/sup/a") for row in rows)
    assert "</code><script>" in tree.xpath("string(//pre)")
    assert "The documents do not say." in words(rendered.page("questions/nothing/index.html"))


def test_entity_pages_offer_their_data(rendered: Workshop) -> None:
    tree = html.fromstring(rendered.page("id/force/guard/index.html"))
    offered = set(tree.xpath("//link[@rel='alternate describedby']/@href"))
    assert offered == DATA
    assert offered <= set(tree.xpath("//aside//a/@href"))
    assert tree.xpath("string(//link[@rel='canonical']/@href)") == "https://w3id.org/pincite/alliance/id/force/guard/"
    assert tree.xpath("string(//link[@rel='cite-as']/@href)") == "https://w3id.org/pincite/alliance/id/force/guard"


def test_what_is_from_outside_stands_apart_with_its_source(rendered: Workshop) -> None:
    (bridge,) = html.fromstring(rendered.page("id/place/bridge/index.html")).xpath("//section[h2/@id='outside']")
    assert "Latitude 53.9, longitude 27.5 (WGS 84); precision: settlement." in words(html.tostring(bridge).decode())
    assert bridge.xpath(".//li/@id") == ["o-1"]
    assert SCRIPT in bridge.xpath("string(.//a[@href='https://gazetteer.example/7']/bdi)")
    (boats,) = html.fromstring(rendered.page("id/place/boats/index.html")).xpath("//section[h2/@id='outside']")
    assert "Coordinates: not stated. Too small." in words(html.tostring(boats).decode())
    (guard,) = html.fromstring(rendered.page("id/force/guard/index.html")).xpath("//section[h2/@id='outside']")
    assert len(guard.xpath(".//li")) == 1
    assert "placed near the settlement that a document names, Northern Bridge" in words(html.tostring(guard).decode())
    assert "outside" not in html.fromstring(rendered.page("id/person/ada/index.html")).xpath("//h2/@id")


def test_kinds_without_entities_have_no_page(rendered: Workshop) -> None:
    assert not (rendered.out / "id" / "unused").exists()
    assert "Regional Guard" in words(rendered.page("id/force/index.html"))


def test_the_number_of_queries_does_not_depend_on_the_number_of_entities(larger: Callable[[int], Workshop]) -> None:
    few, many = larger(5), larger(50)
    assert few.graph.asked == many.graph.asked > 10
    assert len(pages(many)) == len(pages(few)) + 45


def test_pages_alone_of_their_kind_are_begun_first(larger: Callable[[int], Workshop]) -> None:
    workshop, written = larger(40), []
    shutil.rmtree(workshop.out)

    def pages() -> set[str]:
        return {path.relative_to(workshop.out).as_posix() for path in workshop.out.rglob("*.html")}

    def do(tasks: Sequence[Task]) -> None:
        for task in tasks:
            before = pages()
            task()
            written.append(pages() - before)

    kinds = workshop.render(do).pages
    sizes = Counter(kinds.values())
    shares = [share for share in written if share]
    alone = [all(sizes[kinds[page]] == 1 for page in share) for share in shares]
    assert 5 < sum(alone) < len(alone), "some are alone of their kind, not all"
    assert alone == sorted(alone, reverse=True)
    assert {len(share) for share, first in zip(shares, alone, strict=True) if first} == {1}


def test_rendering_twice_gives_the_same_bytes(workshop: Workshop, rendered: Workshop) -> None:
    workshop.render()
    assert pages(workshop) == pages(rendered)


@pytest.mark.parametrize("path", ["id/force/guard/index.html", "id/document/bridge/index.html"])
def test_colour_is_never_the_only_sign(rendered: Workshop, path: str) -> None:
    for mode in html.fromstring(rendered.page(path)).xpath("//*[contains(@class, 'mode ')]"):
        assert mode.text_content().strip(), path
