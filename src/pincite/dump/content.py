"""The graph rendered: each subject's text in each syntax, made once when first asked for.

Texts are UTF-8: joining the bytes of all blocks is far cheaper than encoding every file they go into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from pincite.dump.jsonld import JsonLd, names_for
from pincite.dump.names import Names
from pincite.dump.nodes import Nodes, Pairs, gather
from pincite.dump.turtle import TRIG_CLOSE, Turtle, header, ntriples, trig_open
from pincite.graph.terms import Prefixes, Quad


class Content:
    """A graph ready to be written. Raises ContentError for an empty graph or one with blank nodes."""

    def __init__(self, quads: Sequence[Quad], prefixes: Prefixes) -> None:
        self.prefixes = prefixes
        self.names = Names(prefixes)
        self.nodes: Nodes = gather(quads, prefixes)
        self.writer = Turtle(self.names)

    @cached_property
    def turtle(self) -> dict[str, bytes]:
        """Each subject's Turtle block."""
        return self._each(self.writer.block)

    @cached_property
    def ntriples(self) -> dict[str, bytes]:
        """Each subject's N-Triples lines."""
        return self._each(ntriples)

    @cached_property
    def jsonld_writer(self) -> JsonLd:
        """What makes JSON-LD nodes of this graph."""
        return JsonLd(names_for(self.nodes, self.names))

    @cached_property
    def jsonld(self) -> dict[str, bytes]:
        """Each subject's JSON-LD node."""
        return self._each(self.jsonld_writer.node)

    def turtle_file(self, nodes: Mapping[str, Pairs]) -> bytes:
        """Return a Turtle file with these triples, which must be of this graph."""
        return header(self.names.namespaces).encode() + b"\n".join(self._blocks(nodes))

    def jsonld_file(self) -> bytes:
        """Return a JSON-LD file with all triples."""
        return self.jsonld_document(self.jsonld.values())

    def jsonld_document(self, nodes: Iterable[bytes]) -> bytes:
        """Return a JSON-LD file with these nodes."""
        before, between, after = self._jsonld_frame
        return b"".join([before, between.join(nodes), after])

    def trig_file(self) -> bytes:
        """Return a TriG file with every named graph."""
        graphs = [
            b"".join([trig_open(name).encode(), *self._blocks(nodes), TRIG_CLOSE.encode()])
            for name, nodes in self.nodes.graphs.items()
        ]
        return header(self.names.namespaces).encode() + b"\n".join(graphs)

    @cached_property
    def _jsonld_frame(self) -> tuple[bytes, ...]:
        return tuple(part.encode() for part in self.jsonld_writer.frame)

    def _blocks(self, nodes: Mapping[str, Pairs]) -> list[bytes]:
        whole, blocks = self.nodes.flat, self.turtle
        # Most subjects have all their triples in one file or graph, and then the same block.
        return [
            blocks[subject] if len(pairs) == len(whole[subject]) else self.writer.block(subject, pairs).encode()
            for subject, pairs in nodes.items()
        ]

    def _each(self, make: Callable[[str, Pairs], str]) -> dict[str, bytes]:
        return {subject: make(subject, pairs).encode() for subject, pairs in self.nodes.flat.items()}
