"""What an element of an exercise's scenario stands for."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def scenario(fact: Fact, element: Ref, stands_for: tuple[Ref, ...], scenario: Ref | None = None) -> Iterator[Made]:
    """Say which real states or forces a made-up one stands for, and of which scenario it is a part.

    Fact::

        scenario:
          element: scenario-element/30th-army
          stands_for: force/41st-combined-arms-army
          scenario: scenario/zapad-2021
        hedge: probably

    Gives::

        scenario-element/30th-army al:standsFor force/41st-combined-arms-army | reported | hedge: probably
        scenario-element/30th-army al:partOfScenario scenario/zapad-2021 | reported | hedge: probably
    """
    yield from fact.say_each(element, "al:standsFor", stands_for)
    yield from fact.say_each(element, "al:partOfScenario", scenario)
