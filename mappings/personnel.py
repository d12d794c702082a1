"""How many people serve at a facility."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def personnel(fact: Fact, facility: Ref, count: int, who: Ref | None = None, text: str | None = None) -> Iterator[Made]:
    """Say how many people serve at a facility, from whose force, and what they are in the document's words.

    A hedge and number bounds are the count's alone.

    Fact::

        personnel:
          facility: facility/43rd-communications-node
          count: 350
          who: force/russian-navy
          text: officers and midshipmen
        hedge: about

    Gives::

        facility/43rd-communications-node al:personnel 350 | reported | hedge: about
        facility/43rd-communications-node al:personnelFrom force/russian-navy | reported
        facility/43rd-communications-node al:personnelText "officers and midshipmen" | reported
    """
    yield fact.say(facility, "al:personnel", count)
    yield from fact.unhedged().say_each(facility, "al:personnelFrom", who)
    yield from fact.unhedged().say_each(facility, "al:personnelText", text)
