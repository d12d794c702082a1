"""From statements to what pages show of them: a line of a list, somebody's words, and why it is so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pincite.graph.terms import Iri, Text
from pincite.site.links import Link, Linker
from pincite.site.modes import MODES
from pincite.site.notes import Notebook, sentence_words, speakers, words
from pincite.site.parts import Fact, Reason, Reference, Voice
from pincite.site.records import Statement, local_name

__all__ = ["Liner", "alike"]


class Liner:
    """Puts statements into lines for one page; the notes that it needs collect in `notebook`, in order of calls."""

    def __init__(self, linker: Linker, notebook: Notebook) -> None:
        self._linker = linker
        self._catalogue = linker.catalogue
        self._notebook = notebook

    def line(
        self,
        same: Sequence[Statement],
        value: Link,
        *,
        anchors: tuple[str, ...] = (),
        detail: tuple[tuple[str, Link], ...] = (),
        noted: bool = True,
        during: str | None = None,
    ) -> Fact:
        """Return the line of statements that show the same; `during` overrides the periods that they are limited to."""
        one = same[0]
        return Fact(
            anchors, value, one.hedge, one.negated, one.contested,
            None if one.mode == "reported" else MODES.get(one.mode), one.when, one.basis,
            self._linker.to(one.rule) if one.rule else None, self.references(same) if noted else (),
            tuple(dict.fromkeys(remark for statement in same for remark in self.remarks(statement))),
            bool(one.conflicts), detail, one.bounds, self.during(one) if during is None else during,
        )  # fmt: skip

    def voice(self, one: Statement) -> Voice:
        """Return a statement with who makes it, for pages where it is not at home."""
        linker = self._linker
        bare = one.about in self._catalogue.claims or _is_sentence(one.value)
        told = linker.show(one.value).text if bare else words(one, linker)
        return Voice(
            one.anchor, linker.to(one.about), told, not bare, linker.statement(one.iri), speakers(one, linker),
            MODES.get(one.mode, MODES["reported"]), one.hedge, one.negated, one.contested, one.when, one.basis,
            self.references((one,)), self.remarks(one), one.bounds, self.during(one),
        )  # fmt: skip

    def reason(self, one: Statement, above: frozenset[str] = frozenset()) -> Reason:
        """Return why it is so: the statement, its notes, and the same of its premises; what is `above` ends there."""
        known = self._catalogue.statements
        below = above | {one.iri}
        premises = tuple(self.reason(known[iri], below) for iri in one.premises if iri in known and iri not in below)
        quoted = tuple(
            Link(self._catalogue.passages[iri].exact, self._linker.passage(iri))
            for iri in one.evidence
            if iri in self._catalogue.passages
        )
        return Reason(
            sentence_words(one, self._linker), self._linker.statement(one.iri), MODES.get(one.mode, MODES["reported"]),
            speakers(one, self._linker)[:1] if one.mode != "derived" else (),
            self._linker.to(one.rule) if one.rule else None, quoted, self.references((one,)), premises,
        )  # fmt: skip

    def references(self, same: Iterable[Statement], most: int | None = None) -> tuple[Reference, ...]:
        """Return the references to the notes of statements, each once; of each statement at most so many."""
        found: dict[int, Reference] = {}
        for statement in same:
            for reference in self._notebook.refer(statement, most):
                found.setdefault(reference.number, reference)
        return tuple(found.values())

    def during(self, one: Statement) -> str:
        """Return the names of the periods to which a statement is limited by what it is about, or by its value."""
        during = self._catalogue.during
        limits = during.get(one.about) or (during.get(one.value, ()) if isinstance(one.value, Iri) else ())
        return " ".join(local_name(iri) for iri in limits)

    def remarks(self, one: Statement) -> tuple[str, ...]:
        """Return the remarks on a statement, without those that tell of a disagreement."""
        if not one.conflicts or not one.remarks:
            return one.remarks
        others = (self._catalogue.statements.get(iri) for iri in one.conflicts)
        shared = {remark for other in others if other for remark in other.remarks}
        return tuple(remark for remark in one.remarks if remark not in shared)


def alike(statements: Iterable[Statement], thing: Callable[[Statement], object]) -> list[list[Statement]]:
    """Return statements by what a line shows of them, in order; `thing` gives what the line is about to show."""
    found: dict[tuple[object, ...], list[Statement]] = {}
    for one in statements:
        shown = thing(one)
        datatype = shown.datatype if isinstance(shown, Text) else None
        key = (
            shown, datatype, one.hedge, one.negated, one.contested, one.mode, one.when, one.bounds, one.rule,
            bool(one.conflicts),
        )  # fmt: skip
        found.setdefault(key, []).append(one)
    return list(found.values())


def _is_sentence(value: Iri | Text) -> bool:
    """Whether a value is words that need no property before them."""
    return isinstance(value, Text) and value.rstrip().endswith((".", "!", "?", "”"))
