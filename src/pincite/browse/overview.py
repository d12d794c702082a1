"""The pages that are not of one thing: home, classes, properties, concepts, names, nodes without a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from pincite.browse.catalogue import NAMELESS, Catalogue
from pincite.browse.hierarchies import SCHEME, Tree, concept_roots, grow
from pincite.browse.reading import Data
from pincite.browse.terms import OWL, TYPE, Term, is_iri, literal, split
from pincite.browse.trees import tree_html
from pincite.browse.values import Writer
from pincite.wording import number

NAMES = 1_000
"""Names on one page."""

_TREE = 3_000
_TOP = 24
_HEADS = (f"<{OWL}Ontology>", SCHEME, "<http://www.w3.org/ns/dcat#Dataset>", "<http://rdfs.org/ns/void#Dataset>")


class Page(NamedTuple):
    """A page: its path below the site, its template, its title, and what the template gets besides."""

    path: str
    template: str
    title: str
    context: dict[str, Any]


class Counted(NamedTuple):
    """Something with a number."""

    html: Markup
    size: int


class Figure(NamedTuple):
    """A number of things, with their name in the singular and in the plural."""

    one: str
    many: str
    size: int


class Namespace(NamedTuple):
    """A namespace: its prefix or "", its IRI, how many things of it are described and how many of its terms used."""

    prefix: str
    iri: str
    described: int
    used: int


def head(catalogue: Catalogue) -> Term | None:
    """Return what the data say of themselves: their ontology, concept scheme or data set; of several the one that has
    a label and to which most else points, if there is one."""
    index = catalogue.index
    for kind in _HEADS:
        found = [one for one in index.sources(kind, TYPE) if is_iri(one) and catalogue.labels.best(one) is not None]
        ranked = sorted(((len(index.into.get(one, ())), one) for one in found), reverse=True)
        if len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] > ranked[1][0]):
            return ranked[0][1]
    return None


def pages(catalogue: Catalogue, data: Data, title: str) -> list[Page]:
    """Return all of these pages."""
    return [
        _home(catalogue, data, title),
        *_trees(catalogue),
        *_names(catalogue),
        *_nameless(catalogue),
    ]


def _home(catalogue: Catalogue, data: Data, title: str) -> Page:
    index, writer = catalogue.index, Writer(catalogue, "", "")
    about = head(catalogue)
    lead = catalogue.labels.lead(about) if about is not None else None
    languages: Counter[str] = Counter(
        literal(target).language for pairs in index.out.values() for _, target in pairs if target[0] == '"'
    )
    languages.pop("", None)
    things = sum(map(is_iri, index.out))
    context = {
        "about": writer.link(about) if about is not None else None,
        "lead": writer.value(lead, lead).html if lead is not None else None,
        "figures": [
            Figure("triple", "triples", index.size),
            Figure("thing", "things", things),
            Figure("class", "classes", len(index.classes)),
            Figure("property", "properties", len(index.properties)),
            Figure("language", "languages", len(languages)),
            Figure("source", "sources", len(data.files)),
        ],
        "classes": _most(writer, index.instances),
        "properties": _most(writer, index.uses),
        "schemes": [writer.link(one) for one in catalogue.schemes[:_TOP]],
        "namespaces": _namespaces(catalogue),
        "languages": sorted(languages.items(), key=lambda one: (-one[1], one[0])),
        "files": data.files,
        "graphs": [Counted(writer.term(graph), count) for graph, count in sorted(index.graphs.items()) if graph][:200],
        "nameless": len(index.nameless),
    }  # fmt: skip
    return Page("index.html", "home.html", title, context)


def _most(writer: Writer, counts: Mapping[Term, int]) -> list[Counted]:
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [Counted(writer.told_apart(term), count) for term, count in ordered[:_TOP]]


def _namespaces(catalogue: Catalogue) -> list[Namespace]:
    described = Counter(split(term[1:-1])[0] for term in catalogue.index.out if is_iri(term))
    used = Counter(split(term[1:-1])[0] for term in (*catalogue.index.uses, *catalogue.index.instances))
    rows = [
        Namespace(catalogue.namespaces.prefix(iri) or "", iri, described[iri], used[iri]) for iri in {*described, *used}
    ]
    return sorted(rows, key=lambda row: (-row.described - row.used, row.iri))[:200]


def _trees(catalogue: Catalogue) -> Iterator[Page]:
    index, hierarchies = catalogue.index, catalogue.hierarchies
    for name, listed, counts in (
        ("classes", index.classes, index.instances),
        ("properties", index.properties, index.uses),
    ):
        every = sorted(
            {*listed, *filter(is_iri, hierarchies[name].above), *hierarchies[name].below}, key=catalogue.order
        )
        if every:
            tree = grow(hierarchies[name], hierarchies[name].roots(every), _TREE, every)
            what = (
                "The number is how many instances each has."
                if name == "classes"
                else "The number is how often each is used."
            )
            yield _tree_page(catalogue, name, what, [("", tree)], len(every), counts)
    if catalogue.concepts or catalogue.schemes:
        trees = list(_schemes(catalogue))
        yield _tree_page(catalogue, "concepts", "", trees, len(catalogue.concepts), {})


def _schemes(catalogue: Catalogue) -> Iterator[tuple[Term | str, Tree]]:
    concepts, schemes = catalogue.hierarchies["concepts"], catalogue.schemes
    shown: set[Term] = set()
    for scheme in schemes:
        roots = concept_roots(catalogue.index, scheme, catalogue.order)
        shown.update(roots)
        if roots:
            yield scheme, grow(concepts, roots, _TREE // max(1, min(len(schemes), 10)))
    held = {one for root in shown for one in _reached(concepts.below, root)}
    others = [one for one in catalogue.concepts if one not in held]
    if others:
        yield "", grow(concepts, concepts.roots(others), _TREE, others)


def _reached(below: Any, root: Term) -> set[Term]:  # noqa: ANN401
    found, queue = {root}, [root]
    while queue:
        for one in below.get(queue.pop(), ()):
            if one not in found:
                found.add(one)
                queue.append(one)
    return found


def _tree_page(
    catalogue: Catalogue,
    name: str,
    what: str,
    trees: list[tuple[Term | str, Tree]],
    size: int,
    counts: Mapping[Term, int],
) -> Page:
    writer = Writer(catalogue, "../", f"{name}/")
    shown = [(writer.link(of) if of else None, tree_html(tree, writer, counts)) for of, tree in trees]
    whole = all(tree.whole for _, tree in trees)
    context = {"trees": shown, "size": size, "what": what, "whole": whole}
    return Page(f"{name}/index.html", "tree.html", name.capitalize(), context)


def _names(catalogue: Catalogue) -> Iterator[Page]:
    writer = Writer(catalogue, "../", "names/")
    every = sorted(catalogue.addresses, key=catalogue.order)
    parts = [every[start : start + NAMES] for start in range(0, len(every), NAMES)]
    ranges = [(_path(place), _ends(catalogue, part)) for place, part in enumerate(parts, 1)]
    for place, part in enumerate(parts, 1):
        lines = [(writer.link(term), catalogue.namespaces.short(term[1:-1]), _kind(writer, term)) for term in part]
        context = {"lines": lines, "ranges": ranges, "place": place, "size": len(every)}
        yield Page(f"names/{_path(place)}", "names.html", "Names A–Z", context)


def _ends(catalogue: Catalogue, part: Sequence[Term]) -> tuple[str, str]:
    first, last = (catalogue.labels.text(one)[:12] for one in (part[0], part[-1]))
    return first, last


def _kind(writer: Writer, term: Term) -> str:
    types = [one for one in writer.catalogue.index.values(term, TYPE) if is_iri(one)]
    return writer.catalogue.labels.text(types[0]) if types else ""


def _nameless(catalogue: Catalogue) -> Iterator[Page]:
    tops = catalogue.index.nameless
    parts = [tops[start : start + NAMELESS] for start in range(0, len(tops), NAMELESS)]
    for place, part in enumerate(parts, 1):
        writer = Writer(catalogue, "../", f"nameless/{_path(place)}")
        nodes = [(catalogue.labels.text(one), writer.node(one)) for one in part]
        context = {
            "nodes": nodes,
            "further": list(writer.further()),
            "pages": [_path(one) for one in range(1, len(parts) + 1)],
            "place": place,
            "size": number(len(tops), "node"),
            "found": writer.remarks,
        }
        yield Page(f"nameless/{_path(place)}", "nameless.html", "Nodes without a name", context)


def _path(place: int) -> str:
    return "index.html" if place == 1 else f"{place}.html"
