"""Anything that has no kind of its own."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref, Value


def statement(fact: Fact, about: Ref, property: str, value: Value) -> Iterator[Made]:  # noqa: A002
    """Say one thing; the property's range decides what the value is.

    Fact::

        statement: {about: vessel/gull, property: reg:crew, value: 12}

    Gives::

        vessel/gull reg:crew 12 | reported
    """
    yield fact.say(about, property, value)
