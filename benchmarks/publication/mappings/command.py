"""Who is master of which vessel."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def command(fact: Fact, person: Ref, vessel: Ref, rank: str | None = None) -> Iterator[Made]:
    """Say that a person commands a vessel, in the time of `when`; `rank` is the person's own.

    Fact::

        command: {person: person/ada-orme, vessel: vessel/gull}
        when: 1990/1995

    Gives::

        command/ada-orme-gull a reg:Command "{person/ada-orme} on {vessel/gull}"
        command/ada-orme-gull reg:holder person/ada-orme | reported | 1990/1995
        command/ada-orme-gull reg:ship vessel/gull | reported | 1990/1995
    """
    held = fact.thing("reg:Command", person, vessel, label="{} on {}")
    yield held
    yield fact.say(held, "reg:holder", person)
    yield fact.say(held, "reg:ship", vessel)
    if rank is not None:
        yield fact.say(person, "reg:rank", rank)
