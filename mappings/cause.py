"""Why something is so, in the document's own account."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def cause(fact: Fact, of: Ref, because: tuple[str, ...]) -> Iterator[Made]:
    """Say the reason that the document, or somebody in it, gives for a thing, event or instrument.

    Fact::

        cause:
          of: instrument/urads-agreement
          because: Prolonged political wrangling delayed its entry into force.

    Gives::

        instrument/urads-agreement al:because "Prolonged political wrangling delayed its entry into force." | reported
    """
    yield from fact.say_each(of, "al:because", because)
