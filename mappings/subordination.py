"""Who is under whose command."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def subordination(fact: Fact, subordinate: Ref, superior: Ref, during: tuple[Ref, ...] = ()) -> Iterator[Made]:
    """Say that one is under the command of another, `during` some periods of threat or always.

    Fact::

        subordination:
          subordinate: force/urads
          superior: organisation/national-command-of-belarus
          during: threat-period/peacetime

    Gives::

        subordination/urads-national-command-of-belarus-peacetime a al:Subordination "{force/urads} under {organisation/national-command-of-belarus}, {threat-period/peacetime}"
        subordination/urads-national-command-of-belarus-peacetime al:subordinate force/urads | reported
        subordination/urads-national-command-of-belarus-peacetime al:superior organisation/national-command-of-belarus | reported
        subordination/urads-national-command-of-belarus-peacetime al:during threat-period/peacetime | reported
    """  # noqa: E501
    command = fact.thing("al:Subordination", subordinate, superior, during, label="{} under {}, {}")
    yield command
    yield fact.say(command, "al:subordinate", subordinate)
    yield fact.say(command, "al:superior", superior)
    yield from fact.say_each(command, "al:during", during)
