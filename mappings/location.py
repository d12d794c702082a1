"""Where something is."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def location(fact: Fact, thing: Ref, place: tuple[Ref, ...], text: str | None = None) -> Iterator[Made]:
    """Say that a thing is in one or several places; `text` gives the document's own description.

    Fact::

        location:
          thing: facility/43rd-communications-node
          place: place/minsk-region
          text: 7 km west of Vileika

    Gives::

        facility/43rd-communications-node al:locatedIn place/minsk-region | reported
        facility/43rd-communications-node al:locationText "7 km west of Vileika" | reported
    """
    yield from fact.say_each(thing, "al:locatedIn", place)
    yield from fact.say_each(thing, "al:locationText", text)
