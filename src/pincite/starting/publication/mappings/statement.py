"""Anything that one statement says. For facts of another form, add a script beside this one (see docs/facts.md)."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref, Value


def statement(fact: Fact, about: Ref, property: str, value: Value) -> Iterator[Made]:  # noqa: A002
    """Say of an entity that a property has a value.

    Fact::

        statement: {about: bridge/alder-mill, property: ex:lengthMetres, value: 42}

    Gives::

        bridge/alder-mill ex:lengthMetres 42 | reported
    """
    yield fact.say(about, property, value)
