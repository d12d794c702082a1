"""What a unit has."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def equipped(fact: Fact, unit: Ref, equipment: tuple[Ref, ...]) -> Iterator[Made]:
    """Say that a unit or facility has equipment of some type.

    Fact::

        equipped: {unit: force/1st-anti-aircraft-missile-regiment, equipment: equipment/s-300ps}

    Gives::

        force/1st-anti-aircraft-missile-regiment al:equippedWith equipment/s-300ps | reported
    """
    yield from fact.say_each(unit, "al:equippedWith", equipment)
