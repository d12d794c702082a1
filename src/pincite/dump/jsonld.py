"""JSON-LD 1.1 text: a context of prefixes and one node a line, keys sorted.

Written here because pyoxigraph gives expanded JSON-LD without a context, and rdflib takes far longer. The JSON of
a term is made once; a node is joined from these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import chain

from pincite.dump.names import Names
from pincite.dump.nodes import Nodes, Pairs
from pincite.graph.terms import RDF_TYPE, XSD

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_NAMED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
# JSON numbers are exact up to 2**53 in every reader; this keeps below it.
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_quote = json.JSONEncoder(ensure_ascii=False).encode


def names_for(nodes: Nodes, names: Names) -> Names:
    """Return the prefixes that no IRI of the graph has as its scheme.

    JSON-LD reads `urn:x` with the prefix `urn` where there is one; only `//` behind the colon prevents that.
    """
    starts = tuple(f"<{prefix}:" for prefix in names.namespaces)
    terms = set(chain.from_iterable(chain.from_iterable(nodes.flat.values())))
    datatypes = {term.rpartition("^^")[2] for term in terms if term[0] == '"' and term[-1] == ">"}
    iris = chain(nodes.flat, terms, datatypes)
    shadowed = (term[1:].partition(":") for term in iris if term.startswith(starts))
    return names.without(scheme for scheme, _, rest in shadowed if not rest.startswith("//"))


class JsonLd:
    """Makes the nodes; terms come as N-Triples text."""

    def __init__(self, names: Names) -> None:
        self._context = json.dumps(names.namespaces, ensure_ascii=False)
        self._names = names
        self._values: dict[str, str] = {}
        self._keys: dict[str, str] = {}

    def node(self, subject: str, pairs: Pairs) -> str:
        """Return a subject's triples as a JSON object on one line."""
        members: dict[str, list[str]] = {'"@id"': [_quote(self._short(subject))]}
        for predicate, target in pairs:
            if predicate == RDF_TYPE and target[0] == "<":
                members.setdefault('"@type"', []).append(self._type(target))
            else:
                members.setdefault(self._key(predicate), []).append(self._value(target))
        # "@" sorts before small letters, so that @id and @type stay in front.
        return f"{{{', '.join([f'{key}: {_one_or_list(members[key])}' for key in sorted(members)])}}}"

    def document(self, nodes: Iterable[str]) -> str:
        """Return a whole document."""
        return "".join(['{"@context": ', self._context, ',\n"@graph": [\n', ",\n".join(nodes), "\n]}\n"])

    def _key(self, predicate: str) -> str:
        made = self._keys.get(predicate)
        if made is None:
            made = self._keys[predicate] = _quote(self._short(predicate))
        return made

    def _type(self, target: str) -> str:
        return _quote(self._short(target))

    def _value(self, term: str) -> str:
        made = self._values.get(term)
        if made is None:
            made = f'{{"@id": {_quote(self._short(term))}}}' if term[0] == "<" else self._literal(term)
            self._values[term] = made
        return made

    def _literal(self, term: str) -> str:
        end = term.rindex('"')
        text, rest = unescape(term[1:end]), term[end + 1 :]
        if not rest:
            return _quote(text)
        if rest[0] == "@":
            return f'{{"@language": {_quote(rest[1:])}, "@value": {_quote(text)}}}'
        datatype = rest[3:-1]
        if datatype == XSD + "integer" and _NUMBER.fullmatch(text):
            return text
        if datatype == XSD + "boolean" and text in {"true", "false"}:
            return text
        return f'{{"@type": {_quote(self._short(rest[2:]))}, "@value": {_quote(text)}}}'

    def _short(self, term: str) -> str:
        return self._names.short(term[1:-1]) or term[1:-1]


def _one_or_list(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def unescape(text: str) -> str:
    r"""Return the text of an N-Triples literal without its escapes.

    >>> unescape(r'say \"no\"\u0021')
    'say "no"!'
    """
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _NAMED.get(match[3], match[3])
