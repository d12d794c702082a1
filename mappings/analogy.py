"""Where the model that a proposal follows was carried out."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def analogy(
    fact: Fact, proposal: Ref, counterpart: Ref, counterpart_force: Ref | None = None, text: str | None = None
) -> Iterator[Made]:
    """Say that the model of a proposal was carried out with another state or region, with which force.

    Fact::

        analogy:
          proposal: proposal/rgf-resubordination
          counterpart: state/armenia
          counterpart_force: force/russian-armenian-joint-group-of-forces
        when: 2016

    Gives::

        analogy/rgf-resubordination-armenia a al:Analogy "{proposal/rgf-resubordination}: the model in {state/armenia}"
        analogy/rgf-resubordination-armenia al:modelOf proposal/rgf-resubordination | reported | 2016
        analogy/rgf-resubordination-armenia al:implementedWith state/armenia | reported | 2016
        analogy/rgf-resubordination-armenia al:analogousForce force/russian-armenian-joint-group-of-forces | reported | 2016
    """  # noqa: E501
    likeness = fact.thing("al:Analogy", proposal, counterpart, label="{}: the model in {}")
    yield likeness
    yield fact.say(likeness, "al:modelOf", proposal)
    yield fact.say(likeness, "al:implementedWith", counterpart)
    yield from fact.say_each(likeness, "al:analogousForce", counterpart_force)
    yield from fact.say_each(likeness, "al:description", text)
