"""What the templates of a thing and of its long lists get."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup
from msgspec import Struct

from pincite.browse.parts import Group, Value
from pincite.browse.remarks import Remark
from pincite.browse.terms import Term


class Listing(Struct, frozen=True):
    """A long list: its folder below the site, and the values of a property or what points at a thing by it."""

    folder: str
    terms: Sequence[Term]
    predicate: Term
    incoming: bool


class EntityPage(Struct, frozen=True):
    """What the template of an entity gets; HTML is ready to be put in, and links lead from this page.

    `label` is what the thing is called and `language` that name's language, `iri` its IRI and `name` the IRI in short;
    `types`, `crumbs` (what is above it) and `lead` are HTML; `facts` are the groups of what is said of it, `further`
    the nodes that did not find room there; `below` is a tree with its heading; `incoming` are the groups of what points
    here, instances first. `uses` counts the triples that have it as property, with some of them as `examples`.
    `values` returns the values of a property, given as an IRI or as the prefixed name that pages show.
    """

    root: str
    label: str
    language: Markup
    iri: str
    name: str
    leads_out: bool
    types: tuple[Markup, ...]
    crumbs: tuple[Markup, ...]
    lead: Markup | None
    place: str | None
    facts: tuple[Group, ...]
    further: tuple[Markup, ...]
    below: tuple[str, Markup] | None
    incoming: tuple[Group, ...]
    uses: int
    examples: tuple[tuple[Markup, Markup], ...]
    remarks: tuple[Remark, ...]
    listings: tuple[Listing, ...]
    values: Callable[[str], tuple[Value, ...]]
