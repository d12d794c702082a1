"""What a page shows of a thing: values, grouped by property."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from pincite.browse.terms import Term


class Value(NamedTuple):
    """A value as a page shows it (`html`), and for templates what it is made of.

    `kind` is "iri", "literal", "node" or "triple"; `text` is a label or a literal's text, `href` where a link leads.
    """

    html: Markup
    kind: str
    text: str
    href: str | None = None
    language: str = ""
    datatype: str = ""


class Group(NamedTuple):
    """The values of a property: a link to the property, the values shown first and those folded away.

    `size` is of all; `more` leads to where all are when they are not all here; links that are `many` and nothing else
    can stand in columns.
    """

    property: Term
    label: Markup
    values: tuple[Value, ...]
    folded: tuple[Value, ...]
    size: int
    more: str | None
    many: bool


def grouped(pairs: Iterable[tuple[Term, Term]]) -> dict[Term, list[Term]]:
    """Return the objects by predicate, predicates in their order."""
    found: dict[Term, list[Term]] = {}
    for predicate, target in pairs:
        found.setdefault(predicate, []).append(target)
    return found


def triple(term: Term) -> tuple[Term, Term, Term] | None:
    """Return the parts of a triple term, None when it cannot be taken apart.

    >>> triple('<<( <a:s> <a:p> "x y"@en )>>')
    ('<a:s>', '<a:p>', '"x y"@en')
    """
    inner = term[4:-4]
    if inner.startswith("<<("):
        return None
    subject, _, rest = inner.partition(" ")
    predicate, _, target = rest.partition(" ")
    return (subject, predicate, target) if target else None
