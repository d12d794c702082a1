"""Makes a publication of any size: an invented register of ships, the same for the same seed.

    python -m benchmarks.synthesize build/bench/10k --triples 10000

What does not depend on the size (ontology, rules, shapes, questions, mapping scripts) stands in
benchmarks/publication; this adds documents, entities and fact tables. The pages are those of the standard site.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FIXED = ROOT / "benchmarks" / "publication"
SEED = 20261122

# Measured on what this generator makes; how many triples a vessel and all that belongs to it become.
_TRIPLES_A_VESSEL = 350
_SENTENCES_A_DOCUMENT = 160
_TYPES = ("Collier", "Ferry", "Trawler")
_RANKS = ("captain", "first mate", "skipper")
_COASTS = ("Northern", "Eastern", "Southern", "Western", "Inner")
_ONSETS = ("b", "br", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_AUTHOR = "person/the-registrar"


@dataclass
class Book:
    """What is written: sentences with their facts, document by document, and the entities they name."""

    random: random.Random
    entities: dict[str, tuple[str, str]] = field(default_factory=dict)
    lines: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)

    def entity(self, kind: str, type: str, label: str) -> str:  # noqa: A002
        """Add an entity; returns its id."""
        made = f"{kind}/{label.lower().replace(' ', '-')}"
        self.entities[made] = (type, label)
        return made

    def name(self, syllables: int = 3) -> str:
        """Return a new name that is no part of another."""
        while True:
            parts = (self.random.choice(_ONSETS) + self.random.choice(_VOWELS) for _ in range(syllables))
            made = ("".join(parts) + self.random.choice("nrsx")).capitalize()
            if made not in self._names:
                self._names.add(made)
                return made

    def write(self, sentence: str, *facts: dict[str, Any]) -> None:
        """Add a sentence and the facts it supports."""
        self.lines.append((sentence, list(facts)))

    def label(self, id: str) -> str:  # noqa: A002
        """Return an entity's label."""
        return self.entities[id][1]


def synthesize(folder: Path, triples: int, seed: int = SEED) -> None:
    """Make a publication of about so many triples in `folder`, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(FIXED, folder, ignore=shutil.ignore_patterns("__pycache__"))
    book = Book(random.Random(seed))
    vessels = max(10, triples // _TRIPLES_A_VESSEL)
    book.entity("person", "reg:Person", "The Registrar")
    fleets, ports = _frame(book, vessels)
    for _ in range(vessels):
        _vessel(book, fleets, ports)
    _save(book, folder)


def _frame(book: Book, vessels: int) -> tuple[list[str], list[str]]:
    """Write the coasts, ports and fleets among which the vessels are spread."""
    coasts = [book.entity("region", "reg:Region", f"{name} Coast") for name in _COASTS]
    ports = []
    for number in range(max(5, vessels // 15)):
        port = book.entity("port", "reg:Port", f"{book.name()} Harbour")
        coast = coasts[number % len(coasts)]
        ports.append(port)
        fact = _statement(port, "reg:inRegion", coast)
        book.write(f"{book.label(port)} lies on the {book.label(coast)}.", fact)
    fleets: list[str] = []
    for number in range(max(4, vessels // 20)):
        fleet = book.entity("fleet", "reg:Fleet", f"Fleet {number + 1}")
        if number:
            whole = fleets[(number - 1) // 4]
            book.write(f"{book.label(fleet)} is part of {book.label(whole)}.", _statement(fleet, "reg:partOf", whole))
        fleets.append(fleet)
    return fleets, ports


def _vessel(book: Book, fleets: list[str], ports: list[str]) -> None:
    """Write what the register knows of one vessel: launch, size, port, fleet, masters, and what they say."""
    choose = book.random
    type_ = choose.choice(_TYPES)
    vessel = book.entity("vessel", f"reg:{type_}", book.name())
    name, year, tons = book.label(vessel), choose.randint(1950, 1999), choose.randint(90, 9000)
    hedge = {"hedge": "about"} if choose.random() < 0.3 else {}
    book.write(
        f"The {type_.lower()} {name}, launched in {year}, measures {'about ' if hedge else ''}{tons} tons.",
        _statement(vessel, "reg:built", str(year), when=str(year)),
        _statement(vessel, "reg:tonnage", tons, **hedge),
    )
    port, fleet = choose.choice(ports), choose.choice(fleets)
    since = year + choose.randint(0, 5)
    book.write(
        f"Since {since} {name} has had her home at {book.label(port)} and sailed with {book.label(fleet)}.",
        _statement(vessel, "reg:homePort", port, when=f"{since}/.."),
        {"kind": "membership", "member": vessel, "whole": fleet, "when": f"{since}/.."},
    )
    for _ in range(choose.choice((1, 1, 2))):
        person = book.entity("person", "reg:Person", f"{book.name(2)} {book.name(2)}")
        rank, until = choose.choice(_RANKS), since + choose.randint(1, 12)
        who = book.label(person)
        fact = {
            "kind": "command",
            "person": person,
            "vessel": vessel,
            "rank": rank,
            "when": f"{since}/{until}",
        }
        book.write(f"From {since} to {until} {name} was under {rank} {who}.", fact)
        if choose.random() < 0.2:
            crew = choose.randint(3, 60)
            claim = _statement(vessel, "reg:crew", crew, mode="claimed", by=person)
            book.write(f"{who} maintains that {name} needs {crew} hands.", claim)
        since = until + 1


def _statement(about: str, property_: str, value: str | int, **qualifiers: str) -> dict[str, Any]:
    return {"kind": "statement", "about": about, "property": property_, "value": value, **qualifiers}


def _save(book: Book, folder: Path) -> None:
    (folder / "seeds").mkdir()
    (folder / "mappings" / "entities").mkdir()
    (folder / "mappings" / "facts").mkdir()
    by_kind: dict[str, list[str]] = {}
    for id_, (type_, label) in book.entities.items():
        entry = f"  - id: {id_}\n    type: {type_}\n    label: {label}\n"
        by_kind.setdefault(id_.partition("/")[0], []).append(entry)
    for kind, entries in by_kind.items():
        _write(folder / "mappings" / "entities" / f"{kind}.yaml", "entities:\n" + "".join(entries))
    catalogue = ["documents:\n"]
    for number, lines in enumerate(_chunks(book.lines, _SENTENCES_A_DOCUMENT), 1):
        slug = f"volume-{number}"
        year = 2030 + number // 12
        title = f"Register of ships, volume {number}"
        published = f"Printed in {year}."
        text = "\n\n".join([title, published, *_paragraphs([sentence for sentence, _ in lines])]) + "\n"
        _write(folder / "seeds" / f"{slug}.txt", text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        catalogue.append(
            f"  - id: {slug}\n    file: {slug}.txt\n    sha256: {digest}\n    title: {title}\n"
            f"    author: {_AUTHOR}\n    publisher: not stated\n"
            f'    published: "{year}"\n    published_quote: {published}\n'
            "    language: en\n    rights: not stated\n"
        )
        rows = [{"document": slug, "quote": quote, **fact} for quote, facts in lines for fact in facts]
        table = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        _write(folder / "mappings" / "facts" / f"{slug}.jsonl", table)
    _write(folder / "seeds" / "catalog.yaml", "".join(catalogue))


def _chunks(lines: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(lines), size):
        yield lines[start : start + size]


def _paragraphs(sentences: list[str]) -> list[str]:
    return [" ".join(part) for part in _chunks(sentences, 5)]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Make a publication from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--triples", type=int, default=10_000, help="about how many (default: 10000)")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    synthesize(given.folder, given.triples, given.seed)
    print(f"{given.folder}: about {given.triples} triples")


if __name__ == "__main__":
    main()
