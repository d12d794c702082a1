"""Anything that one statement says."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref, Value


def statement(fact: Fact, about: Ref, property: str, value: Value) -> Iterator[Made]:  # noqa: A002
    """Say of an entity that a property has a value.

    Fact::

        statement: {about: light/north-light, property: li:heightMetres, value: 31}

    Gives::

        light/north-light li:heightMetres 31 | reported
    """
    yield fact.say(about, property, value)
