"""What belongs to which whole."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def membership(fact: Fact, member: Ref, whole: Ref, role: str | None = None) -> Iterator[Made]:
    """Say that a unit is in a grouping, a formation in an army, a state in a union, a body in its parent.

    Fact::

        membership: {member: force/1st-guards-tank-army, whole: force/rgf}
        when: writing

    Gives::

        membership/1st-guards-tank-army-rgf a al:Membership "{force/1st-guards-tank-army} in {force/rgf}"
        membership/1st-guards-tank-army-rgf al:member force/1st-guards-tank-army | reported | writing
        membership/1st-guards-tank-army-rgf al:whole force/rgf | reported | writing
    """
    belonging = fact.thing("al:Membership", member, whole, label="{} in {}")
    yield belonging
    yield fact.say(belonging, "al:member", member)
    yield fact.say(belonging, "al:whole", whole)
    yield from fact.say_each(belonging, "al:role", role)
