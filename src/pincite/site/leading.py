"""How lead sentences are worded: a file of the publication that says which properties lead, and in which words.

The file is TOML. `[words]` are single words, `[sentences]` and `[sayings]` how a sentence runs by how certain it is,
`[[names]]` how names stand in a sentence, and a table per class which phrases lead. A phrase is words with one
placeholder, a path: `"based at {ex:basedAt}"`, what points here, `"the place of {^ex:place}"`, or through it, `"held by
{^ex:post/ex:holder}"`; `{date ex:signed}` is a date with its preposition, `{time ex:signed}` one without,
`{quoted ex:role}` stands in quotation marks, `{ex:rotational=true}` shows nothing, but the phrase only then.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from pincite.errors import ContentError, Place, Problem, usage_error
from pincite.files import read_text
from pincite.graph.terms import Prefixes

__all__ = ["SORTS", "Leads", "NameRule", "Pattern", "Phrase", "read_leads"]

SORTS = (
    "certain", "possible", "planned", "proposed", "hypothetical", "claimed", "assessed", "predicted",
)  # fmt: skip
"""What a sentence can be, in the order in which they are told."""

_WORDS = (
    "a",
    "an",
    "vowel",
    "and",
    "or",
    "others",
    "on",
    "in",
    "from",
    "hedged",
    "denied",
    "contested",
    "relayed",
    "unknown",
)
_NUMBERS = {"values": 3, "phrases": 6, "sayings": 2, "sentences": 6}
_NAMES = ("class", "match", "put", "lower", "quote", "is", "it", "kind")
_CLASS = ("start", "kind", "phrases", "tell", "say", "unknown")
_PLACE = re.compile(r"\{(?:(date|time|quoted) )?(?:\^([\w-]+:[\w-]+))?/?([\w-]+:[\w-]+)?(?:=([^}]*))?\}")


class Phrase(Struct, frozen=True):
    """Words around the values of a property; `through` is a property that points here from what has `property`.

    Without `property` the values are what points here. `how` is empty, or `date`, `time` or `quoted`. `only` is the
    value that shows the phrase; then the value itself is not shown.
    """

    before: str
    through: str | None
    property: str | None
    how: str
    only: str | None
    after: str


class Pattern(Struct, frozen=True):
    """How the lead of a class runs: phrases in order (at most `phrases`, 0 for the usual number), and sayings.

    `unknown` are words for what is not stated when nothing tells it: each with the phrases that would, and the
    properties whose time would (an empty one for any).
    """

    start: str = ""
    kind: str = ""
    phrases: int = 0
    tell: tuple[Phrase, ...] = ()
    say: tuple[Phrase, ...] = ()
    unknown: tuple[tuple[str, tuple[Phrase, ...], tuple[str, ...]], ...] = ()


class NameRule(Struct, frozen=True):
    """How names stand in sentences; of several rules that fit, the first that has a word for something gives it."""

    class_: str
    match: re.Pattern[str]
    words: Mapping[str, Any]


class Leads(Struct, frozen=True):
    """All words for leads; classes and properties by IRI."""

    words: Mapping[str, str]
    most: Mapping[str, int]
    sentences: Mapping[str, str]
    sayings: Mapping[str, str]
    names: tuple[NameRule, ...]
    classes: Mapping[str, Pattern]
    vowel: re.Pattern[str]


def read_leads(folder: Path, inner: str, name: str, prefixes: Prefixes, known: Iterable[str]) -> Leads:
    """Return the words for leads from the file `inner` of `folder`; `name` is the folder as people know it.

    `known` are the IRIs of all terms. Raises UsageError when the file is missing or not TOML; ContentError for unknown
    keys, missing words, patterns that cannot be read and names that are no term.
    """
    file = f"{name}/{inner}"
    text = read_text(folder / inner, file)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise usage_error(Place(file), f"not TOML: {error}", "Mend it there.") from error
    reader = _Reader(file, prefixes, frozenset(known))
    made = reader.read(content)
    if reader.problems:
        raise ContentError(reader.problems)
    return made


class _Reader:
    def __init__(self, file: str, prefixes: Prefixes, known: frozenset[str]) -> None:
        self.place = Place(file)
        self.prefixes = prefixes
        self.known = known
        self.problems: list[Problem] = []

    def read(self, content: Mapping[str, Any]) -> Leads:
        self._keys("the file", content, ("words", "most", "sentences", "sayings", "names", "class"))
        words = self._texts("words", content.get("words", {}), _WORDS)
        most = {**_NUMBERS, **{k: int(v) for k, v in content.get("most", {}).items()}}
        self._keys("[most]", most, tuple(_NUMBERS))
        classes = {self._term(key): self._pattern(key, value) for key, value in content.get("class", {}).items()}
        return Leads(
            words,
            most,
            self._texts("sentences", content.get("sentences", {}), SORTS),
            self._texts("sayings", content.get("sayings", {}), SORTS),
            tuple(self._name(rule) for rule in content.get("names", ())),
            classes,
            self._regex(words.get("vowel", "")),
        )

    def _texts(self, part: str, given: Mapping[str, Any], wanted: tuple[str, ...]) -> dict[str, str]:
        self._keys(f"[{part}]", given, wanted)
        for key in wanted:
            if key not in given:
                self._problem(f"[{part}] lacks '{key}'", f'Write {key} = "...".')
        return {key: str(given.get(key, "")) for key in wanted}

    def _name(self, given: Mapping[str, Any]) -> NameRule:
        self._keys("[[names]]", given, _NAMES)
        class_ = self._term(str(given["class"])) if "class" in given else ""
        return NameRule(class_, self._regex(str(given.get("match", ""))), given)

    def _pattern(self, key: str, given: Mapping[str, Any]) -> Pattern:
        part = f"[class.{key}]"
        self._keys(part, given, _CLASS)
        tell, say = (tuple(self._phrases(part, given.get(name, ()))) for name in ("tell", "say"))
        unknown = tuple(self._unknown(part, words, paths) for words, paths in given.get("unknown", {}).items())
        start, kind = (str(given.get(name, "")) for name in ("start", "kind"))
        return Pattern(start, kind, int(given.get("phrases", 0)), tell, say, unknown)

    def _phrases(self, part: str, given: Iterable[str]) -> Iterator[Phrase]:
        for text in given:
            found = list(_PLACE.finditer(text))
            if len(found) != 1 or not (found[0][2] or found[0][3]):
                remedy = 'Write one {prefix:property} in it, as in "based at {ex:basedAt}".'
                self._problem(f"'{text}' of {part} has not one placeholder", remedy)
                continue
            how, through, property_, only = found[0].groups()
            start, end = found[0].span()
            yield Phrase(
                text[:start], self._term(through) if through else None, self._term(property_) if property_ else None,
                how or "", only, text[end:],
            )  # fmt: skip

    def _unknown(self, part: str, words: str, paths: Iterable[str]) -> tuple[str, tuple[Phrase, ...], tuple[str, ...]]:
        told, timed = [], []
        for path in paths:
            if path.startswith("@"):
                timed.append(self._term(path[1:]) if path != "@" else "")
            else:
                told.append("{" + path + "}")
        return words, tuple(self._phrases(part, told)), tuple(timed)

    def _term(self, name: str) -> str:
        prefix = name.partition(":")[0]
        iri = self.prefixes.expand(name) if prefix in self.prefixes.namespaces else name
        if iri not in self.known:
            self._problem(f"'{name}' is no term of the ontology", "Mend the name, or leave it out.")
        return iri

    def _regex(self, text: str) -> re.Pattern[str]:
        try:
            return re.compile(text)
        except re.error as error:
            self._problem(f"'{text}' is no regular expression: {error}", "Mend it.")
            return re.compile("")

    def _keys(self, part: str, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in given:
            if key not in known:
                self._problem(f"unknown key '{key}' in {part}", f"Known: {', '.join(known)}.")

    def _problem(self, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.place, what, remedy))
