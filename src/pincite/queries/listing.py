"""The questions of a publication as people look for them: listed by topic, found by a word, told one by one."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from pincite.graph.queries import Parameter, Query

_WORD = re.compile(r"\w+")
_OTHER = "other"
_MOST = 5  # suggestions that people still read


def as_list(queries: Mapping[str, Query], wanted: str | None = None) -> str:
    """Return the questions as lines, those of a topic together and in it by kind and name; with `wanted`, the fitting.

    Topic and kind are what the headers say; where no header has a topic, the questions stand in one list.
    A name of `wanted` gives that question's card.
    """
    for query in queries.values():
        if wanted in (query.name, query.header.get("question", query.name)):
            return card(query)
    chosen = [query for query in queries.values() if wanted is None or _fits(query, wanted)]
    if not chosen:
        return ""
    topics = sorted({_topic(query) for query in chosen}, key=lambda topic: (topic == _OTHER, topic))
    grouped = topics != [_OTHER]
    columns = [(_name(query, grouped), str(query.header.get("kind", "")), query.summary) for query in chosen]
    widths = [max(len(row[column]) for row in columns) for column in (0, 1)]
    lines = []
    for topic in topics:
        of_it = [query for query in chosen if _topic(query) == topic]
        lines += [f"{topic} ({len(of_it)})"] if grouped else []
        for query in sorted(of_it, key=lambda query: (str(query.header.get("kind", "")), query.name)):
            kind = str(query.header.get("kind", "")).ljust(widths[1] + 2) if widths[1] else ""
            lines.append(f"{_name(query, grouped).ljust(widths[0])}  {kind}{query.summary}".rstrip())
    return "\n".join(lines) + "\n"


def card(query: Query) -> str:
    """Return all that people need to ask a question: what it asks, its parameters with their defaults, an example."""
    head = [query.name, f"  {query.header.get('asks', query.summary)}"]
    facts = [f"{key}: {query.header[key]}" for key in ("kind", "topic", "question") if key in query.header]
    head += [f"  {', '.join(facts)}"] if facts else []
    given = [
        f"  -p {one.name}={value}  ({one.type}: {one.label})"
        if (value := default(query, one)) is not None
        else f"  -p {one.name}=...  ({one.type}: {one.label}; any, when left out)"
        for one in query.parameters
    ]
    defaults = ((one, default(query, one)) for one in query.parameters)
    example = [shlex.quote(f"{one.name}={value}") for one, value in defaults if value is not None]
    call = " ".join([query.name, *(f"-p {one}" for one in example)])
    return "\n".join([*head, *given, f"  pincite ask {call}"]) + "\n"


def default(query: Query, parameter: Parameter) -> str | None:
    """Return a parameter's default as people write it: an id, a term's name or the bare value; None when it is any."""
    block = re.search(rf"VALUES\s+\?{re.escape(parameter.name)}\s*\{{([^{{}}]*)\}}", query.text)
    term = block[1].strip() if block else "UNDEF"
    if term == "UNDEF":
        return None
    literal = re.match(r'"((?:[^"\\]|\\.)*)"', term)
    return literal[1] if literal else term.removeprefix("<").removesuffix(">").removeprefix("id/")


def near(queries: Mapping[str, Query], wanted: str) -> list[str]:
    """Return names of questions that may be meant, the likeliest first: spelt alike, then sharing rare words."""
    spelt = get_close_matches(wanted, queries, 3)
    words = {name: _words((name, query.summary, str(query.header.get("asks", "")))) for name, query in queries.items()}
    held = Counter(word for found in words.values() for word in found)
    # A word that half of the questions have tells nothing.
    rare = {word for word in _words([wanted]) if 0 < held[word] <= max(1, len(queries) // 4)}
    scores = {name: sum(1 / held[word] for word in found & rare) for name, found in words.items() if found & rare}
    ranked = sorted(scores, key=lambda name: (-len(words[name] & rare), -scores[name], name))
    return list(dict.fromkeys([*spelt, *ranked]))[:_MOST]


def _fits(query: Query, wanted: str) -> bool:
    told = (
        query.name,
        query.summary,
        *(str(query.header.get(key, "")) for key in ("asks", "kind", "topic", "question")),
    )
    text = " ".join(told).casefold()
    return all(word in text for word in wanted.casefold().split())


def _topic(query: Query) -> str:
    return str(query.header.get("topic", _OTHER))


def _name(query: Query, indented: bool) -> str:
    return f"  {query.name}" if indented else query.name


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text.casefold())}
