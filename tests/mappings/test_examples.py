"""The publication's mapping scripts: what their docstrings show is what they give."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pincite.errors import Place
from pincite.files import read_yaml
from pincite.mapping import Fact, Made, Ref, Said, Thing
from pincite.mappings.convert import read_qualifiers
from pincite.mappings.facts import QUALIFIERS, RawFact
from pincite.mappings.scripts import Script, load
from pincite.model import Polarity

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "mappings").glob("*.py"))
SCRIPTS = load(FILES, lambda path: path.relative_to(ROOT).as_posix())
AUTHOR = Ref("person/author")
BLOCK = re.compile(r"^(?P<title>Fact|Gives)::\n\n(?P<body>(?: {4}.*\n)+)", re.MULTILINE)


def _examples(script: Script) -> Iterator[tuple[str, list[str]]]:
    """Yield each fact of a script's docstring, as YAML, with the lines it gives."""
    blocks = BLOCK.findall(_docstring(script))
    titles = [title for title, _ in blocks]
    assert titles
    assert titles == ["Fact", "Gives"] * (len(blocks) // 2)
    bodies = ["\n".join(line[4:] for line in body.splitlines()) for _, body in blocks]
    for fact, gives in zip(bodies[::2], bodies[1::2], strict=True):
        yield fact, gives.splitlines()


def _docstring(script: Script) -> str:
    tree = ast.parse((ROOT / script.place.file).read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == script.kind]
    return (ast.get_docstring(found[0]) or "") + "\n"


def _bound(text: str, folder: Path) -> tuple[Fact, dict[str, object]]:
    """Return an example's fact and arguments, read as the files of the publication are."""
    path = folder / "example.yaml"
    path.write_text(text, encoding="utf-8")
    content = read_yaml(path, "example.yaml")
    (kind,) = [key for key in content if key not in QUALIFIERS]
    given = {key: value for key, value in content.items() if key in QUALIFIERS}
    problems: list[object] = []
    raw = RawFact(kind, content[kind], given, (), Place("example.yaml", 1))
    qualifiers = read_qualifiers(raw, problems)  # type: ignore[arg-type]
    arguments, wrong = SCRIPTS[kind].bind(raw.fields, raw.place)
    assert not problems
    assert not wrong
    assert qualifiers is not None
    return Fact(kind, qualifiers, AUTHOR, raw.place), arguments


def _line(made: Made) -> str:
    """Return a thing or statement as the docstrings write it."""
    if isinstance(made, Thing):
        return f"{made.ref} a {made.type} {_quoted(made.label)}"
    given = made.qualifiers
    beside: dict[str, object] = {"by": given.by, "via": given.via, "hedge": given.hedge}
    beside |= {"min": given.min, "max": given.max, "exact": given.exact}
    parts = [f"{made.about} {made.property} {_quoted(made.value)}", made.mode.value]
    parts += [given.when] if given.when else []
    parts += ["negated"] if given.polarity is Polarity.NEGATED else []
    parts += [f"{name}: {value}" for name, value in beside.items() if value is not None]
    return " | ".join(parts)


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def _refs(value: object) -> Iterator[Ref]:
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Ref):
            yield item


def test_every_file_of_the_folder_is_a_kind() -> None:
    assert FILES
    assert set(SCRIPTS) == {path.stem for path in FILES}


@pytest.mark.parametrize("kind", SCRIPTS)
def test_docstring_shows_what_the_script_gives(kind: str, tmp_path: Path) -> None:
    for fact, gives in _examples(SCRIPTS[kind]):
        read, arguments = _bound(fact, tmp_path)
        assert read.kind == kind
        assert [_line(made) for made in SCRIPTS[kind].run(read, arguments)] == gives


@pytest.mark.parametrize("kind", SCRIPTS)
def test_examples_name_entities_of_the_publication(kind: str, tmp_path: Path) -> None:
    files = sorted((ROOT / "mappings" / "entities").glob("*.yaml"))
    known = {entry["id"] for path in files for entry in read_yaml(path, path.name)["entities"]}
    for fact, _ in _examples(SCRIPTS[kind]):
        read, arguments = _bound(fact, tmp_path)
        named = {ref.id for value in (read.qualifiers.by, *arguments.values()) for ref in _refs(value)}
        assert named <= known


@pytest.mark.parametrize("kind", SCRIPTS)
def test_every_term_is_in_the_ontology(kind: str) -> None:
    files = sorted((ROOT / "ontology").glob("*.ttl"))
    terms = {term for path in files for term in re.findall(r"^(\w+:\w+)$", path.read_text("utf-8"), re.M)}
    used = set(re.findall(r'"(al:[a-z]\w+)"', (ROOT / SCRIPTS[kind].place.file).read_text("utf-8")))
    assert used or kind == "statement"
    assert used <= terms


# What the kinds promise beyond their examples.


def _make(text: str, folder: Path) -> list[Said]:
    fact, arguments = _bound(text, folder)
    return [made for made in SCRIPTS[fact.kind].run(fact, arguments) if isinstance(made, Said)]


@pytest.mark.parametrize("mode", ["claimed", "assessed", "predicted", "planned", "proposed", "hypothetical"])
def test_what_a_claim_says_is_never_reported(mode: str, tmp_path: Path) -> None:
    text = (
        "claim: {label: L, says: S, concerns: state/x, topic: topic/y, addressee: state/z}\n"
        f"mode: {mode}\nby: person/p\nvia: person/q\nhedge: perhaps\npolarity: negated\n"
    )
    *frame, proposition = _make(text, tmp_path)
    assert [said.property for said in frame] == ["al:claimant", "al:concerns", "al:onTopic", "al:addressee"]
    assert {said.mode.value for said in frame} == {"reported"}
    assert {(q.polarity, q.hedge, q.by, q.via) for q in (said.qualifiers for said in frame)} == {
        (Polarity.AFFIRMED, None, None, None)
    }
    assert frame[0].value == Ref("person/p")
    assert proposition.mode.value == mode
    assert proposition.qualifiers.hedge == "perhaps"
    assert proposition.qualifiers.polarity is Polarity.NEGATED


@pytest.mark.parametrize(
    ("beside", "mode", "by"),
    [
        ("", {"reported", "proposed"}, "person/p"),
        ("mode: proposed\n", {"reported", "proposed"}, "person/p"),
        ("mode: claimed\nby: person/q\n", {"claimed"}, "person/q"),
    ],
)
def test_proposal_that_is_only_claimed_is_claimed_in_all(beside: str, mode: set[str], by: str, tmp_path: Path) -> None:
    text = f"proposal: {{proposal: proposal/x, proposer: person/p, content: C, outcome: none}}\n{beside}"
    made = _make(text, tmp_path)
    assert {said.mode.value for said in made} == mode
    assert [said.qualifiers.by for said in made if said.property == "al:content"] == [Ref(by)]
    assert all(said.mode.value != "proposed" for said in made if said.property != "al:content")


def test_hedge_without_a_count_is_about_the_whole_deployment(tmp_path: Path) -> None:
    made = _make("deployment: {unit: force/x, to: place/y}\nhedge: presumably\n", tmp_path)
    assert {said.qualifiers.hedge for said in made} == {"presumably"}


def test_dates_are_held_at_themselves(tmp_path: Path) -> None:
    text = "agreement: {instrument: instrument/x, signed: 1995, in_force: 1996, expires: 2021-06}\nwhen: 1990\n"
    assert [(said.property, said.value, said.qualifiers.when) for said in _make(text, tmp_path)] == [
        ("al:signed", "1995", "1995"),
        ("al:enteredIntoForce", "1996", "1996"),
        ("al:legalState", "in force", "1996/2021-06"),
        ("al:expires", "2021-06", "2021-06"),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("deployment: {to: place/y}", "a deployment needs `equipment` or `unit`"),
        ("transfer: {supplier: state/x, recipient: state/y}", "a transfer needs `equipment` or `what`"),
        ("agreement: {instrument: instrument/x, in_force: 2013/..}", "`in_force` is the day, month or year"),
        ("claim: {label: L, says: S}\nmode: reported", "a claim cannot be reported"),
        ("claim: {label: L, says: S, type: rumour}", "type 'rumour' is none of claim, assessment"),
        (f"claim: {{label: {'x' * 81}, says: S}}", "the label has 81 characters"),
        ("event: {event: event/x}", "this 'event' says nothing"),
    ],
)
def test_fields_that_do_not_go_together(text: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=f"^example.yaml:1: {re.escape(what)}"):
        _make(text, tmp_path)
