"""The lead of an entity's page: what is certain, possible, planned, claimed and not stated, each told as what it is."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING

import pytest

from pincite.errors import ContentError, UsageError
from pincite.site.text import shorten

if TYPE_CHECKING:
    from tests.site.conftest import Workshop

html = importlib.import_module("lxml.html")


def lead(workshop: Workshop, id_: str) -> str:
    """Return the lead of a page as text, with the numbers of its notes in brackets."""
    [found] = html.fromstring(workshop.page(f"id/{id_}/index.html")).xpath("//p[contains(@class, 'opening')]")
    for note in found.xpath(".//sup/a"):
        note.text = f"[{note.text}]"
    return str(found.text_content())


def test_each_sort_of_statement_is_told_as_what_it_is(rendered: Workshop) -> None:
    assert lead(rendered, "force/guard") == (
        "The Regional Guard is a guard of the bridge the Northern Bridge[1][2], commanded by Ada Łoś[3]. "
        "It is not equipped with boats[5]. "
        "Possibly, it is a guard, with about 600[6] people. "
        "By a plan, it is a guard, with a strength that is “doubled”[7]. "
        "The author thinks that it is a guard, with a strength that is “weak”[8]. "
        "Not stated: who pays it, when it began."
    )


def test_what_is_contested_is_possible_and_a_claim_has_its_speaker(rendered: Workshop) -> None:
    assert lead(rendered, "place/bridge") == (
        "The Northern Bridge is a place, guarded by the Regional Guard[1][2]. "
        "Possibly, it is a place, built in 1999[3] (contested). "
        "Ada Łoś says that it is a place, built in 1998[4]."
    )
    assert lead(rendered, "claim/ready") == (
        "This is a claim by Ada Łoś[1], about boats[1] and the Regional Guard[2]. "
        "Ada Łoś says: The guard is ready for <anything>.[3]"
    )


def test_a_relation_is_told_through_and_with_its_time(rendered: Workshop) -> None:
    assert (
        lead(rendered, "person/ada") == "Ada Łoś is a person, holding the post of Commander[1][2] (Alert, since 2018)."
    )
    assert lead(rendered, "posting/ada-commander") == "This is the posting of Ada Łoś[1] as Commander[2] (since 2018)."
    assert lead(rendered, "place/boats") == "Boats are places."


def test_every_number_of_a_lead_leads_to_its_note_and_back(rendered: Workshop) -> None:
    pages = sorted(rendered.out.glob("id/*/*/index.html"))
    assert pages
    numbers = 0
    for page in pages:
        tree = html.fromstring(page.read_bytes())
        for number in tree.xpath("//p[contains(@class, 'opening')]//sup/a"):
            numbers += 1
            [note] = tree.xpath(f"//li[@id='{number.get('href')[1:]}']")
            [back] = note.xpath(".//a[@class='back']/@href") or [""]
            assert tree.xpath(f"//*[@id='{back[1:]}']"), f"{page}: note {number.text} has no way back"
    assert numbers > 15


def test_the_description_is_the_lead_and_that_of_machines_its_facts(rendered: Workshop) -> None:
    told = re.sub(r"\[\d+\]", "", lead(rendered, "place/bridge"))
    tree = html.fromstring(rendered.page("id/place/bridge/index.html"))
    assert tree.xpath("//meta[@name='description']/@content") == [shorten(told)]
    [data] = tree.xpath("//script[@type='application/ld+json']/text()")
    assert '"The Northern Bridge is a place, guarded by the Regional Guard."' in data
    assert "1998" not in data


def test_a_publication_without_words_for_leads_has_none(workshop: Workshop) -> None:
    site_map = workshop.templates / "site.toml"
    site_map.write_text(site_map.read_text(encoding="utf-8").replace('leads = "leads.toml"\n', ""), encoding="utf-8")
    workshop.render()
    page = workshop.page("id/force/guard/index.html")
    assert "opening" not in page
    assert '<p class="lede"><bdi>Guards a bridge.</bdi></p>' in page


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"al:Person"', '"al:Persn"', "'al:Persn' is no term of the ontology"),
        ("{al:personnel}", "{al:personel}", "'al:personel' is no term of the ontology"),
        ("of {al:holder}", "of the holder", "'of the holder' of .class.al:Posting. has not one placeholder"),
        ("of {al:holder}", "{al:holder} {al:post}", "has not one placeholder"),
        ('or = " or "\n', "", "'or'"),
        ("put = ", "puts = ", "unknown key 'puts'"),
        ('match = "Bridge$"', 'match = "(Bridge"', "no regular expression"),
    ],
)
def test_a_fault_in_the_words_is_told(workshop: Workshop, old: str, new: str, problem: str) -> None:
    words = workshop.templates / "leads.toml"
    text = words.read_text(encoding="utf-8")
    assert old in text
    words.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"leads\.toml: .*{problem}"):
        workshop.render()


def test_words_that_are_not_there_or_no_toml(workshop: Workshop) -> None:
    (workshop.templates / "leads.toml").write_text("[words\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"leads\.toml: not TOML"):
        workshop.render()
    (workshop.templates / "leads.toml").unlink()
    with pytest.raises(UsageError, match=r"leads\.toml"):
        workshop.render()
