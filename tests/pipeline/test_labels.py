"""Names that try to break pages: the data keeps them to the letter, the pages show them as text and nothing else."""

from __future__ import annotations

import importlib
import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.pipeline.conftest import Publication

html = importlib.import_module("lxml.html")  # it has no types

SCRIPT = "<script>alert(\"x\")</script> & 'son'"
# Right-to-left override, a mark, a zero width space, a joiner and a byte order mark, around Arabic letters.
TURNED = "\u202eالحرس\u202c\u200f \u200bمنارة\u200d\ufeff"
INVISIBLE = re.compile("[\u200b\u200d\u200e\u200f\u202a-\u202e\ufeff]")


def test_a_label_is_text_and_nothing_else(publication: Publication) -> None:
    label, turned = json.dumps(SCRIPT), json.dumps(TURNED)
    entities = "mappings/entities/all.yaml"
    publication.swap(entities, "    label: South Light", f"    label: {label}\n    also: [{turned}]\n    note: {label}")
    publication.swap(entities, "    label: Ada Holm", f"    label: {turned}\n    also: [{label}]")
    publication.swap("seeds/catalog.yaml", "title: Notice to Mariners", f"title: {label}")
    publication.swap("pincite.toml", 'title = "Lights of the Skerry coast"', f"title = {label}")
    outcome = publication.build()
    assert outcome.code == 0, outcome.text
    for path in publication.out.rglob("*.html"):
        tree = html.fromstring(path.read_text(encoding="utf-8"))
        assert not tree.xpath("//script[not(@type='application/ld+json')] | //son"), path
        assert not any(INVISIBLE.search(text) for text in tree.xpath("//bdi//text() | //title/text() | //@title")), path
    page = html.fromstring((publication.out / "site/id/light/south-light/index.html").read_bytes())
    assert page.xpath("string(//h1)") == SCRIPT
    person = html.fromstring((publication.out / "site/id/person/ada-holm/index.html").read_bytes())
    assert person.xpath("string(//h1/bdi)") == "الحرس منارة"


def test_the_data_keeps_every_character(publication: Publication) -> None:
    publication.swap("mappings/entities/all.yaml", "    label: Ada Holm", f"    label: {json.dumps(TURNED)}")
    assert publication.build().code == 0
    assert f'"{TURNED}"@en' in (publication.out / "dump" / "graph.ttl").read_text(encoding="utf-8")
