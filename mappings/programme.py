"""Who takes part in a programme, what for and when."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def programme(
    fact: Fact,
    programme: Ref,
    participants: tuple[Ref, ...] = (),
    purpose: str | None = None,
    text: str | None = None,
    years: str | None = None,
) -> Iterator[Made]:
    """Say who takes part in a programme of the registry, what it is for, what it is, and the years it covers.

    Fact::

        programme:
          programme: programme/enhanced-forward-presence
          participants: organisation/nato
          text: On a rotational basis.

    Gives::

        programme/enhanced-forward-presence al:participant organisation/nato | reported
        programme/enhanced-forward-presence al:description "On a rotational basis." | reported
    """
    yield from fact.say_each(programme, "al:participant", participants)
    yield from fact.say_each(programme, "al:purpose", purpose)
    yield from fact.say_each(programme, "al:description", text)
    yield from fact.say_each(programme, "al:years", years)
