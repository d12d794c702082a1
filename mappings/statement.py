"""Anything that one statement says."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref, Value


def statement(fact: Fact, about: Ref, property: str, value: Value) -> Iterator[Made]:  # noqa: A002
    """Say of an entity that a property has a value; the property's range decides what the value is.

    Fact::

        statement: {about: facility/gantsevichi-ortu, property: al:supportStaff, value: 200}
        hedge: up to

    Gives::

        facility/gantsevichi-ortu al:supportStaff 200 | reported | hedge: up to

    A value that is an entity is written as its id. What the document denies is `polarity: negated`.

    Fact::

        statement:
          about: facility/43rd-communications-node
          property: al:legalStatus
          value: foreign military base
        polarity: negated

    Gives::

        facility/43rd-communications-node al:legalStatus "foreign military base" | reported | negated
    """
    yield fact.say(about, property, value)
