"""The graph rendered: each subject's text in each syntax, made once when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from pincite.dump.jsonld import JsonLd, names_for
from pincite.dump.names import Names
from pincite.dump.nodes import Nodes, Pairs, gather
from pincite.dump.turtle import Turtle, header, ntriples, trig_graph
from pincite.graph.terms import Prefixes, Quad


class Content:
    """A graph ready to be written. Raises ContentError for an empty graph or one with blank nodes."""

    def __init__(self, quads: Sequence[Quad], prefixes: Prefixes) -> None:
        self.prefixes = prefixes
        self.names = Names(prefixes)
        self.nodes: Nodes = gather(quads, prefixes)
        self.writer = Turtle(self.names)

    @cached_property
    def turtle(self) -> dict[str, str]:
        """Each subject's Turtle block."""
        return self._each(self.writer.block)

    @cached_property
    def ntriples(self) -> dict[str, str]:
        """Each subject's N-Triples lines."""
        return self._each(ntriples)

    @cached_property
    def jsonld_writer(self) -> JsonLd:
        """What makes JSON-LD nodes of this graph."""
        return JsonLd(names_for(self.nodes, self.names))

    @cached_property
    def jsonld(self) -> dict[str, str]:
        """Each subject's JSON-LD node."""
        return self._each(self.jsonld_writer.node)

    def turtle_file(self, nodes: Mapping[str, Pairs]) -> str:
        """Return a Turtle file with these triples, which must be of this graph."""
        return header(self.names.namespaces) + "\n".join(self._blocks(nodes))

    def jsonld_file(self) -> str:
        """Return a JSON-LD file with all triples."""
        return self.jsonld_writer.document(self.jsonld.values())

    def trig_file(self) -> str:
        """Return a TriG file with every named graph."""
        graphs = [trig_graph(name, self._blocks(nodes)) for name, nodes in self.nodes.graphs.items()]
        return header(self.names.namespaces) + "\n".join(graphs)

    def _blocks(self, nodes: Mapping[str, Pairs]) -> Iterator[str]:
        whole = self.nodes.flat
        for subject, pairs in nodes.items():
            # Most subjects have all their triples in one file or graph, and then the same block.
            shared = len(pairs) == len(whole[subject])
            yield self.turtle[subject] if shared else self.writer.block(subject, pairs)

    def _each(self, make: Callable[[str, Pairs], str]) -> dict[str, str]:
        return {subject: make(subject, pairs) for subject, pairs in self.nodes.flat.items()}
