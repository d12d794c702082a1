"""Who kept a light."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def keeping(fact: Fact, keeper: Ref, light: Ref) -> Iterator[Made]:
    """Say that a person serves at a light, for a time.

    Fact::

        keeping: {keeper: person/ada-holm, light: light/north-light}
        when: 1901/..

    Gives::

        keeping/ada-holm-north-light a li:Keeping "{person/ada-holm} at {light/north-light}"
        keeping/ada-holm-north-light li:keeper person/ada-holm | reported | 1901/..
        keeping/ada-holm-north-light li:keptLight light/north-light | reported | 1901/..
    """
    kept = fact.thing("li:Keeping", keeper, light, label="{} at {}")
    yield kept
    yield fact.say(kept, "li:keeper", keeper)
    yield fact.say(kept, "li:keptLight", light)
