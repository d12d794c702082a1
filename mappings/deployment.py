"""What was brought where."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def deployment(
    fact: Fact,
    to: tuple[Ref, ...],
    equipment: Ref | None = None,
    unit: Ref | None = None,
    count: int | None = None,
    from_place: Ref | None = None,
    owner: Ref | None = None,
    arrived: str | None = None,
    withdrew: str | None = None,
    text: str | None = None,
) -> Iterator[Made]:
    """Say that equipment or a unit was brought to a place, from where, whose it is, when it came and left.

    With a `count`, a hedge and number bounds are the count's alone.

    Fact::

        deployment:
          equipment: equipment/su-30sm
          count: 4
          to: force/61st-fighter-air-base
          arrived: 2021-09-08
        hedge: at least

    Gives::

        deployment/su-30sm-61st-fighter-air-base a al:Deployment "{equipment/su-30sm} to {force/61st-fighter-air-base}"
        deployment/su-30sm-61st-fighter-air-base al:equipment equipment/su-30sm | reported
        deployment/su-30sm-61st-fighter-air-base al:count 4 | reported | hedge: at least
        deployment/su-30sm-61st-fighter-air-base al:destination force/61st-fighter-air-base | reported
        deployment/su-30sm-61st-fighter-air-base al:occurred "2021-09-08" | reported | 2021-09-08
    """
    if equipment is None and unit is None:
        raise ValueError("a deployment needs `equipment` or `unit`")
    moved = tuple(part for part in (equipment, unit) if part)
    brought = fact.thing("al:Deployment", moved, to, label="{} to {}")
    beside = fact if count is None else fact.unhedged()
    yield brought
    yield from beside.say_each(brought, "al:equipment", equipment)
    yield from beside.say_each(brought, "al:deployedUnit", unit)
    yield from fact.say_each(brought, "al:count", count)
    yield from beside.say_each(brought, "al:origin", from_place)
    yield from beside.say_each(brought, "al:destination", to)
    yield from beside.say_each(brought, "al:owner", owner)
    yield from beside.say_each(brought, "al:occurred", arrived, when=arrived)
    yield from beside.say_each(brought, "al:withdrawn", withdrew, when=withdrew)
    yield from beside.say_each(brought, "al:description", text)
