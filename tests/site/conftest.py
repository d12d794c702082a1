"""A small hand-made publication: every sort of statement, and names that try to break pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pyoxigraph as ox
import pytest
from msgspec.structs import replace

from pincite.changelog import Part, Release
from pincite.graph.store import Graph, Rows
from pincite.graph.terms import Prefixes
from pincite.project import Project
from pincite.site import Change, Download, Figure, Inputs, Manifest, Match, Question, Rule, Shape, Term, render
from pincite.workers import Task, in_turn

REPOSITORY = Path(__file__).parents[2]
FIXTURE = Path(__file__).parent / "fixture"
TEXT = (FIXTURE / "bridge.txt").read_bytes().decode("utf-8")
PIN = "https://w3id.org/pincite/ns#"
NASTY = '<script>alert("x")</script> & "son"'
LEADING = (
    "personnel", "strength", "equippedWith", "commands", "pays", "holder", "post", "built", "claimant", "concerns",
    "proposition",
)  # fmt: skip
"""The properties of the leads, beside those that the pages of terms show."""
ARABIC = "\u202eالحرس\u202c \u200bالإقليمي"


@dataclass(frozen=True)
class Sentence:
    """A sentence of the text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Covered:
    """What came of a sentence."""

    sentence: Sentence
    state: Literal["facts", "none", "undecided"]
    reason: str | None = None


@dataclass(frozen=True)
class Source:
    """The document's text."""

    id: str = "bridge"
    file: str = "bridge.txt"
    sha256: str = "0" * 64
    language: str = "en"
    text: str = TEXT
    start: int = 0
    end: int = len(TEXT)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, cut by hand."""
        ends = (
            "The Bridge Guard", "Northern Bridge.", "boats.", "letter.", "weak.", "2018.", "says 1999.", "& win.",
        )  # fmt: skip
        found, at = [], 0
        for number, last in enumerate(ends, 1):
            end = TEXT.index(last, at) + len(last)
            start = at + len(TEXT[at:end]) - len(TEXT[at:end].lstrip())
            found.append(Sentence(number, start, end))
            at = end
        return tuple(found)


def coverage() -> tuple[Covered, ...]:
    """Return the state of each sentence."""
    states: dict[int, tuple[Literal["facts", "none", "undecided"], str | None]] = {
        1: ("none", "heading"), 5: ("undecided", None), 8: ("none", "boilerplate: newsletter"),
    }  # fmt: skip
    return tuple(Covered(one, *states.get(one.number, ("facts", None))) for one in Source().sentences)


def turtle(prefixes: Prefixes, extra: int = 0) -> str:
    """Return the graph; `extra` is the number of further entities, each with three statements."""
    made = _Maker(prefixes)
    made.schema()
    made.entities()
    made.statements()
    made.outside()
    for number in range(extra):
        made.further(number)
    return prefixes.turtle() + "\n".join(made.lines)


class _Maker:
    def __init__(self, prefixes: Prefixes) -> None:
        self.base = prefixes.base
        self.lines: list[str] = []
        self.passages: set[tuple[int, int]] = set()
        self.guarding = ("", "")

    def schema(self) -> None:
        self.lines.append((FIXTURE / "schema.ttl").read_text(encoding="utf-8"))

    def entities(self) -> None:
        self.entity("force/guard", "al:Guard", "Regional Guard", names=(ARABIC, NASTY), note="Guards a bridge.")
        self.entity("person/ada", "al:Person", "Ada Łoś")
        self.entity("person/nasty", "al:Person", NASTY)
        self.entity("person/rtl", "al:Person", ARABIC)
        self.entity("person/author", "al:Person", "The author")
        self.entity("place/bridge", "al:Place", "Northern Bridge")
        self.entity("place/boats", "al:Place", "Boats")
        self.entity("post/commander", "al:Post", "Commander")
        self.entity("posting/ada-commander", "al:Posting", "Ada Łoś as Commander", types=("al:Relator",))
        self.entity("threat-period/alert", "al:ThreatPeriod", "Alert")
        self.lines.append("<id/posting/ada-commander> al:during <id/threat-period/alert> .")
        self.entity("claim/ready", "al:Claim", "The guard is ready")
        self.entity("document/bridge", "pin:Document", "The Bridge Guard")
        self.lines.append('<id/document/bridge> pin:author <id/person/author> ; pin:file "bridge.txt" .')
        names = [("force/guard", "Regional Guard"), ("place/bridge", "Northern Bridge"), ("person/ada", "Ada")]
        # A name within a name: no link may stand in a link.
        names += [("document/bridge", "The Bridge Guard"), ("place/bridge", "Bridge")]
        for id_, words in names:
            self.lines.append(f"<id/{id_}> pin:mention {self.passage(words)} .")

    def statements(self) -> None:
        say = self.say
        self.guarding = (
            say("force/guard", "al:guards", "<id/place/bridge>", "Regional Guard commands the Northern Bridge"),
            say("force/guard", "al:guards", "<id/place/bridge>", "Northern Bridge"),
        )
        say("force/guard", "al:personnel", 600, "The guard has about 600 soldiers", hedge="about")
        say("force/guard", "al:equippedWith", "<id/place/boats>", "no pre-deployed boats", polarity="Negated")
        weak = say("force/guard", "al:strength", '"weak"', "thinks that the guard is weak", mode="Assessed")
        say("force/guard", "al:strength", '"doubled"', "about 600 soldiers, and", mode="Planned")
        say("posting/ada-commander", "al:holder", "<id/person/ada>", "Ada has been commander", when="2018/..")
        say("posting/ada-commander", "al:post", "<id/post/commander>", "commander since 2018", when="2018/..")
        say("claim/ready", "al:claimant", "<id/person/ada>", "says the mayor, Ada Łoś")
        say("claim/ready", "al:concerns", "<id/force/guard>", '"The guard is ready,"')
        ready = say("claim/ready", "al:proposition", '"The guard is ready for <anything>."', '"The guard is ready,"',
                    mode="Claimed", by="person/ada")  # fmt: skip
        say("claim/ready", "al:concerns", "<id/place/boats>", "says the mayor, Ada Łoś")
        self.conflict(ready, weak, "Ready, or weak?")
        first = say("place/bridge", "al:built", '"1998"', "built in 1998", by="person/ada", mode="Claimed")
        other = say("place/bridge", "al:built", '"1999"', "a plaque says 1999", status="Contested")
        self.conflict(first, other, "One follows the mayor, the other a <plaque>.")
        premise = say("force/guard", "al:holder", "<id/person/nasty>", "Northern Bridge. The guard")
        say(
            "person/ada",
            "al:commands",
            "<id/force/guard>",
            None,
            mode="Derived",
            rule="rule:command",
            premises=(premise,),
        )

    def outside(self) -> None:
        ours = 'pin:release "Gazetteer 3" ; dcterms:license <https://creativecommons.org/licenses/by/4.0/>'
        point = "pin:source <https://gazetteer.example/7> ; wgs:lat 53.9 ; wgs:long 27.5"
        self.lines.append(
            f"<id/place/bridge#o-1> a pin:OutsideFact ; pin:locates <id/place/bridge> ; {ours} ; {point} ;"
            f' pin:sourceName {_text(NASTY)} ; pin:precision "settlement" .'
        )
        self.lines.append(
            f"<id/place/boats#o-2> a pin:OutsideFact ; pin:locates <id/place/boats> ; {ours} ;"
            ' pin:precision "not in the source" ; pin:note "Too small." .'
        )
        placed, also = self.guarding
        self.lines.append(
            f"<id/force/guard#o-3> a pin:OutsideFact ; pin:locates <id/force/guard> ; {ours} ; {point} ;"
            f' pin:sourceName "Bridgetown" ; pin:precision "placed near the settlement" ;'
            f" pin:placedBy <{placed}> , <{also}> ."
        )

    def conflict(self, one: str, other: str, note: str) -> None:
        self.lines.append(f"<{one}> pin:conflictsWith <{other}> ; pin:note {_text(note)} .")
        self.lines.append(f"<{other}> pin:conflictsWith <{one}> ; pin:note {_text(note)} .")

    def further(self, number: int) -> None:
        id_ = f"force/guard-{number}"
        self.entity(id_, "al:Force", f"Guard number {number}")
        self.say(id_, "al:guards", "<id/place/bridge>", "Regional Guard")
        self.say(id_, "al:personnel", number, "600 soldiers", hedge="about")
        self.say(id_, "al:strength", '"weak"', "the guard is weak", mode="Assessed")
        self.say(id_, "al:guards", "<id/place/boats>", "no pre-deployed boats", mode="Claimed")

    def entity(
        self, id_: str, type_: str, label: str, names: tuple[str, ...] = (), note: str = "", types: tuple[str, ...] = ()
    ) -> None:
        all_types = ", ".join((type_, *types))
        self.lines.append(f"<id/{id_}> a {all_types} ; pin:primaryType {type_} ; rdfs:label {_text(label)}@en .")
        for name in names:
            self.lines.append(f"<id/{id_}> skos:altLabel {_text(name)}@en .")
        if note:
            self.lines.append(f"<id/{id_}> skos:note {_text(note)}@en .")

    def passage(self, words: str) -> str:
        start = TEXT.index(words)
        end = start + len(words)
        node = f"<id/document/bridge#char={start},{end}>"
        if (start, end) not in self.passages:
            self.passages.add((start, end))
            number = max(one.number for one in Source().sentences if one.start <= start)
            self.lines.append(
                f"{node} a pin:Passage ; pin:document <id/document/bridge> ; pin:start {start} ; pin:end {end} ;"
                f" pin:exact {_text(words)} ; pin:sentence {number} ."
            )
        return node

    def say(
        self, about: str, property_: str, value: str | int, words: str | None, *, mode: str = "Reported",
        polarity: str = "Affirmed", status: str = "Accepted", hedge: str = "", by: str = "person/author",
        when: str = "", rule: str = "", premises: tuple[str, ...] = (),
    ) -> str:  # fmt: skip
        iri = f"{self.base}id/{about}#s-{len(self.lines):012x}"
        parts = [
            f"a pin:Statement ; pin:about <id/{about}> ; pin:property {property_} ; pin:value {value}",
            f"pin:mode pin:{mode} ; pin:polarity pin:{polarity} ; pin:status pin:{status}",
            f"pin:assertedBy <id/{by}>",
        ]
        parts += [f"pin:reportedBy <id/person/author> ; pin:evidence {self.passage(words)}"] if words else []
        parts += [f"pin:hedge {_text(hedge)}"] if hedge else []
        parts += [f'pin:when "{when}" ; pin:fromEarliest "2018-01-01"^^xsd:date'] if when else []
        parts += ['pin:fromLatest "2018-12-31"^^xsd:date'] if when else []
        parts += [f"pin:rule {rule}"] if rule else []
        parts += [f"pin:premise <{one}>" for one in premises]
        self.lines.append(f"<{iri}> " + " ; ".join(parts) + " .")
        return iri


def _text(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{quoted}"'


class Counting(Graph):
    """A graph that counts the queries it answers."""

    asked = 0

    def select(self, query: str) -> Rows:
        self.asked += 1
        return super().select(query)


@dataclass
class Workshop:
    """A publication in a folder that a test may change, and its graph."""

    root: Path
    extra: int = 0
    changes: tuple[Change, ...] = ()
    graph: Counting = field(init=False)

    @property
    def templates(self) -> Path:
        """The folder of templates."""
        return self.root / "site_templates"

    @property
    def out(self) -> Path:
        """Where the site goes."""
        return self.root / "out"

    def render(self, do: Callable[[Sequence[Task]], None] = in_turn) -> Manifest:
        """Render the site; `do` does the tasks."""
        project = Project.open(self.root)
        self.graph = Counting(project.prefixes)
        quads = ox.parse(turtle(project.prefixes, self.extra), format=ox.RdfFormat.TURTLE)
        self.graph.add((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)
        inputs = replace(_inputs(project, self.graph), changes=self.changes)
        return render(project, self.graph, lambda: inputs, self.out, do=do)

    def page(self, path: str) -> str:
        """Return a page as written."""
        return (self.out / path).read_bytes().decode("utf-8")


def _inputs(project: Project, graph: Graph) -> Inputs:
    al, pin = project.prefixes.namespaces["al"], PIN
    answer = graph.select(
        "SELECT ?who ?whoLabel ?built ?statement WHERE { ?statement pin:about ?who ; pin:property al:built ;"
        " pin:value ?built . ?who rdfs:label ?whoLabel } ORDER BY ?built"
    )
    query = "SELECT ?a WHERE { ?a ?b <c> } ORDER BY ?a # </code><script>"
    return Inputs(
        documents={"bridge": Source()},
        coverage={"bridge": coverage()},
        questions=[
            Question("when-built", "When was it built & by whom?", query, answer, "Q001", "Both years", featured=True),
            Question("nothing", "What does nobody say?", query, Rows(("x",), ())),
        ],
        domain=[
            Term(
                al + "Force",
                "class",
                "Force",
                "Armed people.",
                ("A guard.",),
                matches=(
                    Match("http://www.w3.org/2004/02/skos/core#closeMatch", "https://foreign.org/x#Army", "A <b>"),
                ),
            ),
            Term(al + "Person", "class", "Person", "A human being."),
            Term(al + "Guard", "class", "Guard", "A small force.", parents=(al + "Force",)),
            # Local names that pages might use as ids of their own.
            *(Term(al + name, "class", name, "A term.") for name in ("content", "main", "facts", "notes")),
            Term(al + "guards", "object property", "guards", "Protects.", domains=(al + "Force",)),
            *(Term(al + name, "class", name, "A thing.") for name in ("Place", "Post", "Posting", "Claim")),
            *(Term(al + name, "property", name, "A relation.") for name in LEADING),
        ],
        vocabulary=[Term(pin + "Fact", "class", "Fact", "What is said without reserve.")],
        rules=[Rule(project.prefixes.expand("rule:command"), "command", "Who holds, commands.", query, "r.rq", 1)],
        shapes=[
            Shape(project.prefixes.expand("shape:One"), "One", "One each.", "Has two.", "Violation", "[]", "s.ttl")
        ],
        downloads=lambda: [Download("graph.ttl", "dump/graph.ttl", "text/turtle", "everything", 12345, "ab" * 32)],
        changelog=[Part("Data", (Release("1.0.0", None, ("`<b>bold</b>` has `pin:Fact` now.", "A ` alone.")),))],
        figures=[Figure(1234, "statements"), Figure(1, "documents")],
    )


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A publication of its own for the test, not rendered yet."""
    return _workshop(tmp_path)


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The publication rendered; not to be changed."""
    made = _workshop(tmp_path_factory.mktemp("site"))
    made.render()
    return made


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Workshop]:
    """A maker of rendered publications with so many further entities."""

    def make(extra: int) -> Workshop:
        made = _workshop(tmp_path_factory.mktemp("site"))
        made.extra = extra
        made.render()
        return made

    return make


def _only_known_terms(site_map: Path) -> None:
    """Leave out of the map to schema.org what only the first publication has."""
    lines = site_map.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith('"') or line.startswith('"al:Person"')]
    assert len(kept) < len(lines)
    kept.insert(kept.index("[site.schema.properties]\n") + 1, '"al:guards" = "memberOf"\n')
    site_map.write_text("".join(kept), encoding="utf-8")


def _workshop(root: Path) -> Workshop:
    templates = REPOSITORY / "site_templates"
    shutil.copytree(templates, root / "site_templates", ignore=shutil.ignore_patterns("node_modules"))
    # What bundles the scripts is big, and only read.
    (root / "site_templates" / "node_modules").symlink_to(templates / "node_modules")
    _only_known_terms(root / "site_templates" / "site.toml")
    shutil.copyfile(FIXTURE / "leads.toml", root / "site_templates" / "leads.toml")
    shutil.copytree(REPOSITORY / "queries" / "pages", root / "queries" / "pages")
    (root / "ontology").mkdir()
    shutil.copyfile(REPOSITORY / "ontology" / "prefixes.ttl", root / "ontology" / "prefixes.ttl")
    settings = {
        "title": "A bridge & its guard", "description": "What one letter says.", "creator": "Test", "version": "1.0.0",
        "licence": "https://creativecommons.org/licenses/by/4.0/", "recorded": "2026-11-22",
    }  # fmt: skip
    lines = [f'{name} = "{value}"' for name, value in settings.items()]
    (root / "pincite.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Workshop(root)
