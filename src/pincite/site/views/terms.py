"""Pages of the ontology, the statement vocabulary, the rules and the shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pincite.site.desk import FORMATS, Desk, Spot
from pincite.site.hierarchy import hierarchy_of
from pincite.site.inputs import Term
from pincite.site.records import local_name
from pincite.site.reference import class_tree, rule_entries, shape_entries, term_entries
from pincite.site.term_pages import RulesPage, ShapesPage, TermsPage
from pincite.wording import number

__all__ = ["ontology", "rules", "shapes", "vocabulary"]


def ontology(desk: Desk, spot: Spot) -> TermsPage:
    """Return the page of the publication's own terms."""
    return _terms(desk, spot, desk.inputs.domain)


def vocabulary(desk: Desk, spot: Spot) -> TermsPage:
    """Return the page of the statement vocabulary's terms."""
    return _terms(desk, spot, desk.inputs.vocabulary)


def rules(desk: Desk, spot: Spot) -> RulesPage:
    """Return the page of rules."""
    entries = rule_entries(desk.inputs.rules, desk.uses)
    description = f"{number(len(entries), 'rule')} to derive statements from what the documents say."
    return RulesPage(**desk.common(spot, spot.spec.title or "Rules", description), rules=entries)


def shapes(desk: Desk, spot: Spot) -> ShapesPage:
    """Return the page of shapes."""
    entries = shape_entries(desk.inputs.shapes)
    description = f"{number(len(entries), 'shape')} that every build checks the data against."
    return ShapesPage(**desk.common(spot, spot.spec.title or "Shapes", description), shapes=entries)


def _terms(desk: Desk, spot: Spot, terms: Sequence[Term]) -> TermsPage:
    linker = desk.linker(spot.path)
    entries = term_entries(terms, linker, desk.project.prefixes, desk.uses)
    spaces = Counter(term.iri.removesuffix(local_name(term.iri)) for term in terms)
    namespace = spaces.most_common(1)[0][0] if spaces else ""
    prefixes = {iri: prefix for prefix, iri in desk.project.prefixes.namespaces.items()}
    classes = tuple(entry for entry in entries if entry.kind == "class")
    properties = tuple(entry for entry in entries if "property" in entry.kind)
    tree = class_tree(terms, linker, desk.uses)
    title = spot.spec.title or "Ontology"
    sizes = f"{number(len(classes), 'class', 'classes')} and {number(len(properties), 'property', 'properties')}"
    description = f"{sizes}, each with its definition and how often it is used."
    return TermsPage(
        **desk.common(
            spot,
            title,
            description,
            formats=FORMATS[:1],
            schema={"@type": "DefinedTermSet", "@id": namespace.rstrip("#"), "name": title, "url": desk.url(spot.path)},
        ),
        namespace=namespace,
        prefix=prefixes.get(namespace, ""),
        picture=hierarchy_of(tree),
        tree=tree,
        classes=classes,
        properties=properties,
        individuals=tuple(entry for entry in entries if entry not in classes and entry not in properties),
    )
