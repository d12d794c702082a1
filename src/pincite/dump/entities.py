"""Writes the files beside each entity's page, so that its IRI leads to data as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path

from pincite import ids
from pincite.dump.content import Content
from pincite.dump.nodes import Pairs
from pincite.dump.turtle import header, ntriples
from pincite.errors import ContentError, Place, Problem
from pincite.graph.statements import pin
from pincite.output import Output
from pincite.workers import shares

NAMES = ("index.ttl", "index.nt", "index.jsonld")
"""The files of each entity."""

_EVIDENCE = pin("evidence")
_target = itemgetter(1)


def write_entities(site: Path, content: Content, last: Path | None = None) -> int:
    """Do all tasks of `entity_tasks`; return the number of entities."""
    tasks = entity_tasks(site, content, last)
    return sum(task() for task in tasks)


def entity_tasks(site: Path, content: Content, last: Path | None = None) -> list[Callable[[], int]]:
    """Return what writes `id/<kind>/<slug>/index.{ttl,nt,jsonld}` below the folder `site`, some entities a task.

    A task returns how many entities it has written. Files that are the same below `last` are linked.

    A file has the triples of the entity and of everything whose IRI is the entity's with a fragment (its
    statements; a document's passages), so that each of these IRIs leads to a file that describes it; then the
    passages that are evidence of its statements; then the labels of what all these point at, so that it reads
    alone. Raises ContentError for an id that is no safe path, OSError when a file cannot be written.
    """
    own = _by_entity(content)
    paths = _paths(content, own)
    labels, output = _Labels(content), Output.over(site, last)

    def write(entities: Sequence[str]) -> int:
        for entity in entities:
            blocks = [*own[entity], *_evidence(content, own[entity])]
            for name, file in labels.files(blocks).items():
                output.put(f"{paths[entity]}/{name}", file)
        return len(entities)

    return [partial(write, share) for share in shares(own)]


class _Labels:
    """Joins blocks with the labels of what they point at; a label's block is made once."""

    def __init__(self, content: Content) -> None:
        self._content = content
        flat, labels, writer = content.nodes.flat, content.nodes.labels(), content.writer
        self._turtle = _each(writer.block, labels)
        self._ntriples = _each(ntriples, labels)
        self._jsonld = _each(content.jsonld_writer.node, labels)
        self._prefixes = {subject: writer.prefixes(subject, pairs) for subject, pairs in flat.items()}
        self._label_prefixes = {subject: writer.prefixes(subject, pairs) for subject, pairs in labels.items()}
        labelled = frozenset(labels)
        self._targets = {subject: labelled.intersection(map(_target, pairs)) for subject, pairs in flat.items()}

    def files(self, subjects: list[str]) -> dict[str, bytes]:
        """Return each file with the blocks of the subjects."""
        content = self._content
        pointed: set[str] = set().union(*[self._targets[subject] for subject in subjects])
        labelled = sorted(pointed.difference(subjects))
        turtle = [content.turtle[s] for s in subjects] + [self._turtle[s] for s in labelled]
        triples = [content.ntriples[s] for s in subjects] + [self._ntriples[s] for s in labelled]
        nodes = [content.jsonld[s] for s in subjects] + [self._jsonld[s] for s in labelled]
        head = header(self._used(subjects, labelled)).encode()
        files = head + b"\n".join(turtle), b"".join(triples), content.jsonld_document(nodes)
        return dict(zip(NAMES, files, strict=True))

    def _used(self, subjects: list[str], labelled: list[str]) -> dict[str, str]:
        """Return the part of the prefix table that the blocks of the subjects and these labels use."""
        used = set().union(*[self._prefixes[s] for s in subjects], *[self._label_prefixes[s] for s in labelled])
        return {prefix: iri for prefix, iri in self._content.names.namespaces.items() if prefix in used}


def _each(make: Callable[[str, Pairs], str], nodes: Mapping[str, Pairs]) -> dict[str, bytes]:
    return {subject: make(subject, pairs).encode() for subject, pairs in nodes.items()}


def _by_entity(content: Content) -> dict[str, list[str]]:
    """Return for each entity the subjects whose IRI is the entity's, with or without a fragment."""
    nodes = content.nodes
    found: dict[str, list[str]] = {subject: [] for subject in nodes.flat if nodes.entity_id(subject) is not None}
    for subject in nodes.flat:
        before, mark, _ = subject.partition("#")
        entity = f"{before}>" if mark else subject
        if entity in found:
            found[entity].append(subject)
    return found


def _evidence(content: Content, subjects: list[str]) -> list[str]:
    flat = content.nodes.flat
    passages = {target for subject in subjects for predicate, target in flat[subject] if predicate == _EVIDENCE}
    return sorted(passage for passage in passages.difference(subjects) if passage in flat)


def _paths(content: Content, entities: Iterable[str]) -> dict[str, Path]:
    known = {entity: content.nodes.entity_id(entity) or "" for entity in entities}
    problems = [
        Problem(Place("dump"), f"the id '{known[entity]}' {wrong}", "Change it in mappings/entities.")
        for entity in known
        if (wrong := ids.check(known[entity])) is not None
    ]
    if problems:
        raise ContentError(problems)
    return {entity: Path("id", *entity_id.split("/")) for entity, entity_id in known.items()}
