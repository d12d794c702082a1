"""Wrong content is told with file, line and remedy, ends with 1, and leaves the last good build as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from tests.pipeline.conftest import Publication

FACTS = "mappings/facts/notice.yaml"
TABLE = "mappings/facts/harbour.csv"
ENTITIES = "mappings/entities/all.yaml"
CATALOG = "seeds/catalog.yaml"
QUESTION = "queries/questions/keepers.rq"
KEEPING = "keeping: {keeper: person/ada-holm, light: light/north-light}"
SHA = "fe984922ab7b2a3b5604883aa407a2296df1311d507d355a6a31acaa5fe5169f"
LONG = "light/" + "a" * 300


class Case(NamedTuple):
    """A change to the publication, the beginning of the message, and what its remedy says."""

    change: Callable[[Publication], object]
    message: str
    remedy: str


def facts(old: str, new: str) -> Callable[[Publication], object]:
    return lambda one: one.swap(FACTS, old, new)


def entity(id_: str, type_: str = "li:Light") -> Callable[[Publication], object]:
    return lambda one: one.append(ENTITIES, f"  - id: {id_}\n    type: {type_}\n    label: Another\n")


def conflict(text: str) -> Callable[[Publication], object]:
    return lambda one: one.write("mappings/conflicts.yaml", f"conflicts:\n  - {text}\n")


def both_changed(one: Publication) -> None:
    """The document and its catalogue entry change, the facts do not."""
    one.swap("seeds/notice-to-mariners.txt", "Notice", "notice")
    one.swap(CATALOG, SHA, "59752b905c07931b6eeb179ed5e49806148e386fa9a1f370627f870e1f2ff525")


QUOTATIONS = {
    "one character altered": Case(
        facts("quote: The North Light was finished", "quote: The North Light was finishid"),
        f"{FACTS}:7: quotation is not in the document",
        'the nearest text is "The North Light was finished in 1870"',
    ),
    "one character altered in a table": Case(
        lambda one: one.swap(TABLE, "Bjørn Lund kept", "Bjorn Lund kept"),
        f"{TABLE}:3: quotation is not in the document", 'the nearest text is "Bjørn Lund kept the West Beacon',
    ),
    "ambiguous": Case(
        facts("quote: The North Light was finished in 1870", "quote: Light"),
        f"{FACTS}:7: quotation is ambiguous: it stands 2 times in the document", "add `prefix:` or `occurrence:`",
    ),
    "no such occurrence": Case(
        facts("- quote: Its lamp", "- occurrence: 3\n    quote: Its lamp"),
        f"{FACTS}:12: quotation has no occurrence 3: it stands 1 times", "Write occurrence: 1 to 1",
    ),
    "occurrence in words": Case(
        lambda one: (one.swap(TABLE, "document,", "occurrence,document,"), one.swap(TABLE, "\nharbour", "\nfirst,harbour"),
                     one.swap(TABLE, "\nharbour", "\n1,harbour"), one.swap(TABLE, "\nharbour", "\n1,harbour")),
        f"{TABLE}:2: occurrence 'first' is not a number from 1", "Write 1, 2, ...",
    ),
    "prefix that is no text": Case(
        facts("- quote: Its lamp", "- prefix: 12\n    quote: Its lamp"),
        f"{FACTS}:12: quotation is not in the document", "Copy it exactly",
    ),
    "reason that is no text": Case(facts("none: heading", "none: 3"), f"{FACTS}:5: reason 3 is not known", "Begin with one of"),
    "recorded on no day": Case(facts("2026-11-22", "2026-11-31"), f"{FACTS}:3: recorded: '2026-11-31' is impossible", "Correct"),
    "document changed, catalogue not": Case(
        lambda one: one.swap("seeds/notice-to-mariners.txt", "Notice", "notice"),
        f"{CATALOG}:2: 'notice-to-mariners.txt' has changed", "record the new SHA-256",
    ),
    "document changed since its facts were written": Case(
        both_changed, f"{FACTS}:2: document 'notice-to-mariners' is not the one these facts were written against",
        "Read the facts against the document again",
    ),
    "document changed since its table was written": Case(
        lambda one: one.swap(TABLE, "1902,,8b19", "1902,,8b18"),
        f"{TABLE}:2: document 'harbour-book' is not the one these facts", "Read the facts against the document again",
    ),
    "unknown document": Case(
        facts("document: notice-to-mariners", "document: notice"),
        f"{FACTS}:1: document 'notice' is not in seeds/catalog.yaml", "Name one of: notice-to-mariners, harbour-book",
    ),
}  # fmt: skip

IDS = {
    "unknown entity": Case(
        facts("person/ada-holm", "person/ada-holn"), f"{FACTS}:18: unknown entity 'person/ada-holn'",
        "Did you mean 'person/ada-holm'?",
    ),
    "unknown entity in a table": Case(
        lambda one: one.swap(TABLE, "light/west-beacon", "light/east-beacon"), f"{TABLE}:2: unknown entity 'light/east-beacon'",
        "Did you mean 'light/west-beacon'?",
    ),
    "given twice": Case(
        entity("light/north-light"), f"{ENTITIES}:26: id 'light/north-light' is already given at {ENTITIES}:2", "Give each its own",
    ),
    "that of a document": Case(
        entity("document/harbour-book", "pin:Document"), f"{ENTITIES}:26: id 'document/harbour-book' is already given at {CATALOG}",
        "Leave the document's card to the catalogue",
    ),
    "of a document given twice": Case(
        lambda one: one.swap(CATALOG, "id: harbour-book", "id: notice-to-mariners"),
        f"{CATALOG}:15: document 'notice-to-mariners' is given twice", "Give each its own id",
    ),
    "with two full stops": Case(entity("light/.."), f"{ENTITIES}:26: id 'light/..': has '..'", "Write kind/slug"),
    "that climbs": Case(entity("light/../../x"), f"{ENTITIES}:26: id 'light/../../x': is not of the form", "Write kind/slug"),
    "that differs in case": Case(
        entity("light/North-Light"), f"{ENTITIES}:26: id 'light/North-Light': has upper case", "Write kind/slug"
    ),
    "percent-encoded": Case(
        entity("light/north%2Dlight"), f"{ENTITIES}:26: id 'light/north%2Dlight': has percent-encoding", "Write kind/slug"
    ),
    "of 300 characters": Case(entity(LONG), f"{ENTITIES}:26: id '{LONG[:100]}': has 300 characters", "Write kind/slug"),
    "of a device": Case(entity("light/con"), f"{ENTITIES}:26: id 'light/con': has 'con', a name that Windows", "Write kind/slug"),
    "of a letter that looks alike": Case(entity("light/n\u043erth"), f"{ENTITIES}:26: id 'light/n", "Write kind/slug"),
    "made by a fact, unsafe": Case(
        facts("        when: 1901/..", "        when: 1901/..\n        id: keeping/../../x"),
        f"{FACTS}:18: id 'keeping/../../x': is not of the form", "Give the fact another `id`",
    ),
    "made by a fact, of another kind": Case(
        facts("        when: 1901/..", "        when: 1901/..\n        id: light/x"),
        f"{FACTS}:18: 'light/x' is of class li:Keeping, whose kind is 'keeping'", "Name it keeping/x",
    ),
    "made by a fact, another's": Case(
        facts("        when: 1901/..", "        when: 1901/..\n        id: person/ada-holm"),
        f"{FACTS}:18: 'person/ada-holm' is already a li:Person ({ENTITIES}:13)", "another `id`",
    ),
    "of a document, unsafe": Case(
        lambda one: one.swap(CATALOG, "id: harbour-book", "id: harbour/book"), f"{CATALOG}:15: id 'harbour/book'", "short slug",
    ),
    "of the wrong kind": Case(
        entity("person/mole", "li:Light"), f"{ENTITIES}:26: 'person/mole' is of class li:Light, whose kind is 'light'",
        "Name it light/mole",
    ),
    "of an unknown class": Case(entity("light/mole", "li:Lihgt"), f"{ENTITIES}:26: class 'li:Lihgt' is not in the", "Use one of"),
    "of a class without a kind": Case(
        lambda one: (entity("light/mole", "li:Light")(one), one.swap("ontology/lights.ttl", '    pin:kind "light" ;\n', "")),
        f"{ENTITIES}:2: class li:Light has no kind", "Give it `pin:kind`",
    ),
    "without an author": Case(
        lambda one: one.swap(CATALOG, "author: person/harbour-master", "author: person/nobody"),
        f"{CATALOG}:15: author 'person/nobody' is not an entity", "Add it to mappings/entities",
    ),
    "a name in no document": Case(
        lambda one: one.swap(ENTITIES, "names: [harbour master]", "names: [harbor master]"),
        f"{ENTITIES}:19: name 'harbor master' of 'person/harbour-master' is in no document", "put it under `also`",
    ),
    "a note that is no text": Case(
        lambda one: one.swap(ENTITIES, "note: Called a beacon, and kept like a light.", "note: 12"),
        f"{ENTITIES}:12: field 'note' is not text", "quotation marks",
    ),
}  # fmt: skip

FIELDS = {
    "unknown kind": Case(
        facts("- keeping:", "- keepin:"), f"{FACTS}:18: unknown kind of fact 'keepin'", "Did you mean 'keeping'?"
    ),
    "missing field": Case(
        facts(", light: light/north-light}", "}"), f"{FACTS}:18: 'keeping' lacks the field 'light'", "Its fields: keeper (ref)"
    ),
    "unknown field": Case(facts("keeper: person", "keper: person"), f"{FACTS}:18: 'keeping' has no field 'keper'", "Did you mean"),
    "missing cell": Case(
        lambda one: one.swap(TABLE, "harbour-book,Bjørn", ",Bjørn"), f"{TABLE}:3: no document", "Fill the cell"
    ),
    "impossible date": Case(
        facts("when: 1901/..", "when: 1901-02-30"), f"{FACTS}:18: when: '1901-02-30' is impossible", "February 1901 has 28 days"
    ),
    "end before start": Case(
        facts("when: 1901/..", "when: 1901/1900"), f"{FACTS}:18: when: '1901/1900' ends before it starts", "Swap the two dates"
    ),
    "end before start in a table": Case(
        lambda one: one.swap(TABLE, "1902/1911", "1911/1902"), f"{TABLE}:3: when: '1911/1902' ends before", "Swap"
    ),
    "date that is none": Case(facts("when: 1901/..", "when: yesterday"), f"{FACTS}:18: when: 'yesterday' is not a date", "Write"),
    "published on no day": Case(
        lambda one: one.swap(CATALOG, "not_before: 1901-01-01", "not_before: 1901-13-01"),
        f"{CATALOG}:2: published_bounds: '1901-13-01' is impossible", "Correct",
    ),
    "published before it was": Case(
        lambda one: one.swap(CATALOG, "not_before: 1901-01-01", "not_before: 1901-01-01\n      not_after: 1900-01-01"),
        f"{CATALOG}:2: published_bounds", "ends before it starts",
    ),
    "publication quotation": Case(
        lambda one: one.swap(CATALOG, "quote: Ada Holm has kept", "quote: Ada Holm had kept"),
        f"{CATALOG}:2: quotation is not in the document", "the nearest text is",
    ),
    "unknown mode": Case(facts("mode: claimed", "mode: claim"), f"{FACTS}:22: mode 'claim' is not known", "Use one of: reported"),
    "claim without speaker": Case(
        facts("        by: person/harbour-master\n", ""), f"{FACTS}:22: a claim without a speaker", "Add `by:`"
    ),
    "bound that is no number": Case(
        facts("hedge: about", "hedge: about\n        min: NaN"), f"{FACTS}:27: min 'NaN' is not known", "Write a number"
    ),
    "value of the wrong type": Case(
        facts("value: 31", "value: tall"), f"{FACTS}:14: value 'tall' of li:heightMetres is not integer", "property's range"
    ),
    "unknown property": Case(
        facts("li:heightMetres, value: 31", "li:heightMeters, value: 31"),
        f"{FACTS}:14: property 'li:heightMeters' is not in the ontology", "Did you mean 'li:heightMetres'?",
    ),
    "conflict with nothing": Case(
        conflict("{between: [one, two], note: They differ.}"), "mappings/conflicts.yaml:2: key 'one' is of no fact", "`key:`"
    ),
    "conflict that may be contested": Case(
        conflict("{between: [one, two], note: They differ., contested: yes}"),
        "mappings/conflicts.yaml:2: contested 'yes' is neither true nor false", "Write true or false",
    ),
    "conflict between lists": Case(
        conflict("{between: [[one], [two]], note: They differ.}"), "mappings/conflicts.yaml:2: a conflict is not between", "Write"
    ),
    "undecided sentence": Case(
        lambda one: one.swap("mappings/facts/harbour-rest.yaml", "  - quote: Printed by the harbour office\n    none: boilerplate\n", ""),
        "harbour-book: 1 sentences are undecided", "Run `pincite coverage harbour-book`",
    ),
}  # fmt: skip

GRAPH = {
    "shape violated": Case(
        lambda one: one.swap("mappings/keeping.py", '    yield fact.say(kept, "li:keptLight", light)\n', ""),
        f"{FACTS}:18: https://example.org/lights/id/keeping/ada-holm-north-light: The keeping names no light",
        "Say where the keeper served",
    ),
    "check returns a row": Case(
        lambda one: one.swap("queries/checks/heights-are-possible.rq", "> 200", "> 20"),
        "queries/checks/heights-are-possible.rq: a light is higher than any tower: North Light, 31", "Check the number",
    ),
    "no ORDER BY": Case(
        lambda one: one.swap(QUESTION, "\nORDER BY ?light ?when ?keeper", ""), f"{QUESTION}: no ORDER BY", "Add one"
    ),
    "no ORDER BY in a check": Case(
        lambda one: one.swap("queries/checks/heights-are-possible.rq", " ORDER BY ?light", ""),
        "queries/checks/heights-are-possible.rq: no ORDER BY", "Add one",
    ),
    "undeclared variable": Case(
        lambda one: (one.swap(QUESTION, "keeper, when", "keeper, since, when"), one.swap(QUESTION, "?keeper ?when", "?keeper ?since ?when")),
        f"{QUESTION}: variable ?since is returned but never bound", "Bind it",
    ),
    "undeclared parameter": Case(
        lambda one: one.swap(QUESTION, "VALUES ?light", "VALUES ?lamp"), f"{QUESTION}: parameter 'light' has no VALUES block", "Write VALUES"
    ),
    "header that differs": Case(
        lambda one: one.swap(QUESTION, "keeper, when", "keeper"), f"{QUESTION}: returns ['light', 'keeper', 'statement'] but", "the same"
    ),
    "parameters in a list": Case(
        lambda one: one.swap(QUESTION, "params: {light: {type: entity, label: light}}", "params: [light]"),
        f"{QUESTION}: params is not a mapping", "type: entity",
    ),
    "question that asks nothing": Case(
        lambda one: one.write("queries/questions/any.rq", "#+ summary: Any\nASK { ?light a li:Light }\n"),
        "queries/questions/any.rq: not a SELECT query", "Write SELECT",
    ),
    "rule that selects": Case(
        lambda one: one.write("ontology/rules/any.rq", "#+ summary: Any\nSELECT ?a { ?a a li:Light } ORDER BY ?a\n"),
        "ontology/rules/any.rq: a rule is a CONSTRUCT query", "Write CONSTRUCT",
    ),
    "two pages for one output": Case(
        lambda one: one.swap("site_templates/site.toml", "downloads/index.html", "rules/index.html"),
        "site_templates/site.toml:84: two pages for one output 'rules/index.html'", "another output",
    ),
    "template variable": Case(
        lambda one: one.swap("site_templates/pages/kind.html", "<h1>{{ heading }}", "<h1>{{ headline }}"),
        "site_templates/pages/kind.html:4: 'headline' is undefined", "heading",
    ),
}  # fmt: skip

CASES = {f"{group}: {name}": case for group, cases in {
    "quotation": QUOTATIONS, "id": IDS, "field": FIELDS, "graph": GRAPH,
}.items() for name, case in cases.items()}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_wrong_content_is_told_and_changes_nothing(publication: Publication, name: str) -> None:
    case = CASES[name]
    before = publication.state()
    case.change(publication)
    outcome = publication.build()
    told = [line for line in outcome.text.splitlines() if line.startswith(case.message)]
    assert told, outcome.text
    assert case.remedy in told[0]
    assert outcome.code == 1
    assert publication.state() == before
    assert str(publication.root) not in outcome.text


def test_all_that_is_wrong_is_told_at_once(publication: Publication) -> None:
    publication.swap(FACTS, "person/ada-holm", "person/ada-holn")
    publication.swap(FACTS, "mode: claimed", "mode: claim")
    publication.swap(TABLE, "Bjørn Lund kept", "Bjorn Lund kept")
    outcome = publication.build()
    assert outcome.code == 1
    assert [line.partition(": ")[0] for line in outcome.text.splitlines()] == [f"{TABLE}:3", f"{FACTS}:18", f"{FACTS}:22"]
