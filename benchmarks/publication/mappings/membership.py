"""Which vessel is counted in which fleet."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def membership(fact: Fact, member: Ref, whole: Ref) -> Iterator[Made]:
    """Say that a vessel is counted in a fleet, in the time of `when`.

    Fact::

        membership: {member: vessel/gull, whole: fleet/northern}
        when: 1990/..

    Gives::

        membership/gull-northern a reg:Membership "{vessel/gull} in {fleet/northern}"
        membership/gull-northern reg:member vessel/gull | reported | 1990/..
        membership/gull-northern reg:whole fleet/northern | reported | 1990/..
    """
    counted = fact.thing("reg:Membership", member, whole, label="{} in {}")
    yield counted
    yield fact.say(counted, "reg:member", member)
    yield fact.say(counted, "reg:whole", whole)
