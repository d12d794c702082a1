"""A contradiction as people need it: which facts and axioms clash, in labels, with places and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pincite.errors import Place, Problem
from pincite.explain import Explainer
from pincite.graph.names import Names
from pincite.graph.terms import RDF_TYPE, Iri, Triple
from pincite.ontology import Justification, Ontology, justify
from pincite.ontology.units import Unit
from pincite.ontology.words import Words
from pincite.pipeline import Made, places_of

_GROUNDS = """SELECT ?statement ?rule WHERE {{
  VALUES (?about ?property ?value) {{ ({triple}) }}
  ?statement a pin:Fact ; pin:about ?about ; pin:property ?property ; pin:value ?value
  OPTIONAL {{ ?statement pin:rule ?rule }}
}} ORDER BY ?statement"""
_UNKNOWN = Place("the graph")


def explain_contradiction(made: Made, data: Iterable[Triple]) -> list[Problem]:
    """Return the problems that tell of one contradiction: what it is, then each fact and axiom in it.

    Raises UsageError as `justify` does.
    """
    return _Story(made).problems(justify(made.content.ontology, data))


def explain_empty(ontology: Ontology, term: str) -> str:
    """Return the axioms by which a class can have no member, or a property hold between no two things, in words."""
    one, other = "<urn:pincite:one>", "<urn:pincite:other>"
    assumed = (one, RDF_TYPE, f"<{term}>") if term in ontology.classes else (one, f"<{term}>", other)
    words = Words(ontology)
    return "; ".join(words.axiom(axiom) for axiom in justify(ontology, [assumed]).axioms)


class _Story:
    def __init__(self, made: Made) -> None:
        self._graph = made.graph
        self._places = places_of(made)
        self._names = Names(made.graph)
        self._explainer = Explainer(made.graph, self._names)
        self._words = Words(made.content.ontology)

    def problems(self, found: Justification) -> list[Problem]:
        about = dict.fromkeys(self._label(fact.root[0]) for fact in found.facts)
        of = f" on {', '.join(about)}" if about else ""
        what = f"the ontology and the data contradict each other{of}: "
        what += f"{_count(found.facts, 'fact')} and {_count(found.axioms, 'axiom')} cannot all be true"
        remedy = "Correct one of those that follow; without any of them there is no contradiction."
        head = Problem(Place("ontology/"), what, remedy)
        facts = [problem for fact in found.facts for problem in self._fact(fact)]
        return [head, *facts, *(self._axiom(axiom) for axiom in found.axioms)]

    def _fact(self, fact: Unit) -> Iterator[Problem]:
        subject, predicate, value = fact.root
        if predicate == RDF_TYPE:
            said = f"{self._label(subject)} is a {self._label(value)}"
            remedy = "Its type is given there, or follows from it; correct it if it is wrong."
            yield Problem(self._places.get(subject[1:-1], _UNKNOWN), f"clashes: {said}", remedy)
            return
        said = f"{self._label(subject)} - {self._label(predicate)} - {self._label(value)}"
        grounds = self._graph.select(_GROUNDS.format(triple=" ".join(fact.root)))
        if not len(grounds):
            yield Problem(_UNKNOWN, f"clashes: {said}", "No statement says it; look for what writes it.")
        for row in grounds:
            statement, rule = str(row["statement"]), str(row["rule"])
            how = self._explainer.statement(statement).how
            words = "; ".join(str(evidence) for evidence in self._explainer.evidence(statement))
            place = self._places.get(statement) or self._places.get(rule, _UNKNOWN)
            yield Problem(place, f"clashes: {said} {how}", f"It rests on {words}. Correct the fact if it is wrong.")

    def _axiom(self, axiom: Unit) -> Problem:
        place = self._places.get(axiom.root[0].strip("<>"), Place("ontology/"))
        return Problem(place, f"clashes: {self._words.axiom(axiom)}", "Correct the axiom if it is wrong.")

    def _label(self, term: str) -> str:
        return self._names.label(Iri(term[1:-1])) if term.startswith("<") else term


def _count(units: tuple[Unit, ...], name: str) -> str:
    return f"{len(units)} {name}{'' if len(units) == 1 else 's'}"
