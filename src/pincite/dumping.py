"""The dump, and the data beside entities' pages; or those of the last build, when nothing differs."""

from __future__ import annotations

from pathlib import Path

from pincite.dump import Beside, Content, Description, write_dump, write_entities
from pincite.dump.kept import Kept, keep, key_of, take
from pincite.graph.terms import Prefixes, Triple
from pincite.ontology import aligned_triples, alignment_triples
from pincite.pipeline import Made
from pincite.reporting import carry

__all__ = ["aligned_files", "description", "dump"]


def dump(made: Made, out: Path, last: Path) -> Kept:
    """Write everything below the folder of a build, `out`; `last` is that of the build before, if there is one.

    Raises ContentError for an id that is no safe path, OSError when a file cannot be written.
    """
    key = _key(made)
    if (kept := take(last, out, key)) is None:
        content, ontology = Content(made.quads, made.project.prefixes), made.content.ontology
        about, aligned = description(made), aligned_files(made)
        files = write_dump(out / "dump", content, about, ontology.source, ontology.vocabulary, aligned)
        write_entities(out / "site", content, last / "site")
        kept = keep(out, key, files)
    carry(out / "dump", out / "site" / "dump", sorted(path.name for path in (out / "dump").iterdir()))
    return kept


def _key(made: Made) -> str:
    """Return the key of all that the files follow from."""
    ontology, key = made.content.ontology, key_of()
    for part in made.parts:
        key.add(part)
    key.add("\n".join([graph for *_, graph in made.quads]).encode())
    key.add(f"{description(made)} {made.content.alignments} {made.project.prefixes}".encode())
    key.add(f"{ontology.source}\n{ontology.vocabulary}\n{ontology.properties}".encode())
    return key.text


def description(made: Made) -> Description:
    """Return what the publication says of its data set."""
    project = made.project
    names = ("title", "description", "creator", "licence", "version", "recorded")
    return Description(
        **{name: str(project.settings[name]) for name in names},
        previous=project.setting("previous_version"),
        sources=tuple(project.prefixes.entity(f"document/{name}") for name in sorted(made.content.documents)),
        page=project.site_url,
        endpoint=project.setting("sparql_endpoint"),
    )


def aligned_files(made: Made) -> tuple[Beside, ...]:
    """Return the alignments and what follows from them as files beside the graph; none without alignments."""
    alignments, project = made.content.alignments, made.project
    if not alignments.mappings:
        return ()
    axioms = alignment_triples(
        alignments, made.content.ontology, project.prefixes, project.title, project.licence, project.version
    )
    parts = {
        "alignments": ("alignments", axioms),
        "aligned": ("in other vocabularies", aligned_triples(alignments, made.graph, made.triples())),
    }
    return tuple(_beside(part, title, triples, project.prefixes) for part, (title, triples) in parts.items())


def _beside(part: str, title: str, triples: list[Triple], prefixes: Prefixes) -> Beside:
    content = Content([(*triple, "") for triple in triples], prefixes)
    return Beside(part, title, content.turtle_file(content.nodes.flat), len(triples))
