"""Loading and running mapping scripts: small ones, written for each test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pincite.errors import ContentError, Place, UsageError
from pincite.mapping import Fact, Ref, Said, Thing
from pincite.mappings.scripts import Script, load
from pincite.model import Qualifiers

HEAD = """from collections.abc import Iterator
from decimal import Decimal
from pincite.mapping import Fact, Made, Ref, Value
"""
GOOD = HEAD + (
    "def note(fact: Fact, about: Ref, text: str | None = None) -> Iterator[Made]:\n"
    '    made = fact.thing("ex:Note", about, label="Note on {}")\n'
    "    yield made\n"
    '    yield fact.say(made, "ex:text", text or "none")\n'
)
FACT = Fact("note", Qualifiers(), Ref("person/a"), Place("facts.yaml", 7))


def _load(folder: Path, **sources: str) -> dict[str, Script]:
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    return load(sorted(folder.glob("*.py")), lambda path: f"mappings/{path.name}")


def _problems(folder: Path, **sources: str) -> list[str]:
    with pytest.raises(UsageError) as raised:
        _load(folder, **sources)
    return [str(problem) for problem in raised.value.problems]


def _note(folder: Path, body: str) -> Script:
    return _load(folder, note=f"{HEAD}def note(fact: Fact) -> Iterator[Made]:\n{body}")["note"]


def _failure(script: Script) -> str:
    with pytest.raises(ContentError) as raised:
        script.run(FACT, {})
    return str(raised.value)


def test_script_knows_kind_fields_and_place(tmp_path: Path) -> None:
    fields = "a: Ref, b: tuple[Ref, ...], c: str, d: tuple[str, ...], e: int, f: Decimal, g: bool, h: Value"
    source = f"{HEAD}def every(fact: Fact, {fields}, *, i: Value | None = None) -> Iterator[Made]:\n    yield\n"
    script = _load(tmp_path, every=source)["every"]
    assert script.kind == "every"
    assert script.place == Place("mappings/every.py", 4)
    assert "".join(field.name for field in script.fields) == "abcdefghi"
    types = ["ref", "refs", "text", "texts", "integer", "decimal", "boolean", "value", "value"]
    assert [field.type.value for field in script.fields] == types
    assert [field.required for field in script.fields] == [True] * 8 + [False]


def test_annotations_may_be_postponed(tmp_path: Path) -> None:
    script = _load(tmp_path, note="from __future__ import annotations\n" + GOOD)["note"]
    assert [field.type.value for field in script.fields] == ["ref", "text"]


def test_script_makes_things_and_statements(tmp_path: Path) -> None:
    script = _load(tmp_path, note=GOOD)["note"]
    bound, wrong = script.bind({"about": "book/x"}, FACT.place)
    assert not wrong
    thing, said = script.run(FACT, bound)
    assert thing == Thing(Ref("note/x"), "ex:Note", "Note on {book/x}", FACT.place)
    assert isinstance(said, Said)
    assert (said.about, said.property, said.value) == (Ref("note/x"), "ex:text", "none")


def test_loading_leaves_no_trace_and_sees_every_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    modules, path = set(sys.modules), list(sys.path)
    assert len(_load(tmp_path, note=GOOD)["note"].fields) == 2
    # Same size, same second: a cache by date and size would give the old one.
    assert _load(tmp_path, note=GOOD.replace("text:", "word:"))["note"].fields[1].name == "word"
    assert [item.name for item in tmp_path.iterdir()] == ["note.py"]
    assert {name for name in set(sys.modules) - modules if "note" in name} == set()
    assert sys.path == path


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("def note(:\n", ":1: not Python: invalid syntax. Mend the script there."),
        (
            "\nx = 1 / 0\n",
            ":2: the script fails when loaded: ZeroDivisionError: division by zero. Mend it there; ",
        ),
        (
            "import no_such\n",
            ":1: the script fails when loaded: ModuleNotFoundError: No module named 'no_such'. ",
        ),
        ("raise SystemExit('bye')\n", ":1: the script fails when loaded: SystemExit: bye. "),
        (HEAD, ": no function named 'note'. Write `def note(fact: Fact, ...)`, or rename the file."),
        ("note = 4\n", ": no function named 'note'. "),
        (
            "def note():\n    pass\n",
            ":1: the first parameter is not the fact. Write `def note(fact: Fact, ...)`.",
        ),
        ("\ndef note(fact):\n    pass\n", ":2: the first parameter is not the fact. "),
        (HEAD + "def note(a: Ref, fact: Fact): pass\n", ":4: the first parameter is not the fact. "),
        (HEAD + "def note(fact: Ref): pass\n", ":4: the first parameter is not the fact. "),
        (
            HEAD + "def note(fact: Fact, a): pass\n",
            ":4: parameter 'a' has no annotation. Use one of: Ref, tuple[Ref, ...], str, tuple[str, ...], "
            "int, Decimal, bool, Value; each may be `| None`.",
        ),
        (
            HEAD + "def note(fact: Fact, a: list[str]): pass\n",
            ":4: parameter 'a' has the annotation `list[str]`, which no field can have. Use one of: Ref, ",
        ),
        (HEAD + "def note(fact: Fact, a: str | Ref): pass\n", ":4: parameter 'a' has the annotation `str | "),
        (HEAD + "def note(fact: Fact, a: None): pass\n", ":4: parameter 'a' has the annotation "),
        (
            HEAD + "def note(fact: Fact, a: 'Reff'): pass\n",
            ":4: an annotation means nothing here: name 'Reff' is ",
        ),
        (HEAD + "def note(fact: Fact, *a: Ref): pass\n", ":4: parameter '*a: "),
        (HEAD + "def note(fact: Fact, **a: Ref): pass\n", ":4: parameter '**a: "),
    ],
)
def test_broken_script(source: str, problem: str, tmp_path: Path) -> None:
    (message,) = _problems(tmp_path, note=source)
    assert message.startswith(f"mappings/note.py{problem}")


def test_script_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "note.py").write_bytes(b"\xff")
    assert _problems(tmp_path) == ["mappings/note.py: not UTF-8 at byte 0. Save the file as UTF-8."]


def test_script_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^note: cannot be read \(No such file or directory\)"):
        load([tmp_path / "note.py"], lambda path: path.stem)


def test_all_problems_at_once(tmp_path: Path) -> None:
    found = _problems(tmp_path, a=HEAD, b=HEAD + "def b(fact: Fact, x, y): pass\n", note=GOOD)
    assert len(found) == 3


def test_kind_given_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "note.py").write_text(GOOD, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        load(sorted(tmp_path.glob("*/*.py")), lambda path: path.relative_to(tmp_path).as_posix())
    expected = "two/note.py:4: kind 'note' is already given by one/note.py. Rename one file and its function."
    assert str(raised.value) == expected


def test_fields_that_the_script_refuses(tmp_path: Path) -> None:
    script = _note(tmp_path, "    raise ValueError('a note needs words')\n    yield\n")
    expected = "facts.yaml:7: a note needs words. See the docstring of mappings/note.py:4."
    assert _failure(script) == expected


def test_script_that_fails(tmp_path: Path) -> None:
    script = _note(tmp_path, "    yield fact.thing('ex:A', label='x').nothing\n")
    assert _failure(script).startswith("facts.yaml:7: no id can be made from the fields; give the fact an `id`. ")
    script = _note(tmp_path, "    yield from {}['key']\n")
    what = "the script of 'note' failed: KeyError: 'key'"
    assert _failure(script) == f"facts.yaml:7: {what}. Mend it (mappings/note.py:5), or the fact."


def test_script_that_makes_something_else(tmp_path: Path) -> None:
    script = _note(tmp_path, "    yield 'note'\n")
    expected = (
        "facts.yaml:7: the script of 'note' made 'note', which is neither a Thing nor a Said. "
        "Yield what `fact.thing` and `fact.say` return (mappings/note.py:4)."
    )
    assert _failure(script) == expected


def test_script_that_returns_nothing(tmp_path: Path) -> None:
    script = _note(tmp_path, "    return None\n")
    assert "the script of 'note' failed: TypeError: 'NoneType' object is not iterable" in _failure(script)


def test_fact_that_says_nothing(tmp_path: Path) -> None:
    script = _load(tmp_path, note=GOOD.replace("    yield fact.say", "    fact.say"))["note"]
    with pytest.raises(ContentError) as raised:
        script.run(FACT, {"about": Ref("book/x")})
    assert str(raised.value) == "facts.yaml:7: this 'note' says nothing. Give at least one of: text."
