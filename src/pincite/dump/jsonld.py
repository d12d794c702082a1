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
from pincite.dump.once import Once
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
    typed = {term.rpartition("^^")[2] for term in nodes.objects if term[0] == '"' and term[-1] == ">"}
    terms = chain(nodes.flat, nodes.predicates, nodes.objects, typed)
    # Most have one of two schemes and `//`; the question of all prefixes is dear.
    others = (term for term in terms if not term.startswith(('"', "<http://", "<https://")))
    shadowed = (term[1:].partition(":") for term in others if term.startswith(starts))
    return names.without(scheme for scheme, _, rest in shadowed if not rest.startswith("//"))


class JsonLd:
    """Makes the nodes; terms come as N-Triples text."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._values = Once(self._value)
        self._keys = Once(self._key)
        context = json.dumps(names.namespaces, ensure_ascii=False)
        # What stands before, between and after the nodes of a document.
        self.frame = (f'{{"@context": {context},\n"@graph": [\n', ",\n", "\n]}\n")

    def node(self, subject: str, pairs: Pairs) -> str:
        """Return a subject's triples as a JSON object on one line."""
        values, keys = self._values, self._keys
        types: list[str] = []
        members: dict[str, list[str]] = {}
        told, before = types, None
        for predicate, target in pairs:
            if predicate == RDF_TYPE and target[0] == "<":
                types.append(keys[target])
                continue
            if predicate != before:
                told, before = members.setdefault(keys[predicate], []), predicate
            told.append(values[target])
        # "@" sorts before letters.
        parts = [f'"@id": {_quote(self._short(subject))}', *([f'"@type": {_one_or_list(types)}'] if types else [])]
        parts += [f"{key}: {_one_or_list(members[key])}" for key in sorted(members)]
        return f"{{{', '.join(parts)}}}"

    def document(self, nodes: Iterable[str]) -> str:
        """Return a whole document."""
        before, between, after = self.frame
        return "".join([before, between.join(nodes), after])

    def _key(self, term: str) -> str:
        """Return a predicate or a type in JSON."""
        return _quote(self._short(term))

    def _value(self, term: str) -> str:
        return f'{{"@id": {_quote(self._short(term))}}}' if term[0] == "<" else self._literal(term)

    def _short(self, term: str) -> str:
        return self._names.short(term[1:-1]) or term[1:-1]

    def _literal(self, term: str) -> str:
        end = term.rindex('"')
        text, rest = term[1:end], term[end + 1 :]
        quoted = _quote(unescape(text)) if "\\" in text else term[: end + 1]
        if not rest:
            return quoted
        if rest[0] == "@":
            return f'{{"@language": {_quote(rest[1:])}, "@value": {quoted}}}'
        datatype = rest[3:-1]
        if datatype == XSD + "integer" and _NUMBER.fullmatch(text):
            return text
        if datatype == XSD + "boolean" and text in {"true", "false"}:
            return text
        return f'{{"@type": {_quote(self._short(rest[2:]))}, "@value": {quoted}}}'


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
