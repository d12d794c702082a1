"""What one gives, sells or supplies to another."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def transfer(
    fact: Fact,
    supplier: Ref,
    recipient: Ref,
    equipment: tuple[Ref, ...] = (),
    what: str | None = None,
    terms: str | None = None,
    outcome: str | None = None,
) -> Iterator[Made]:
    """Say that one supplies equipment, or `what` the text names, to another, on what terms and outcome.

    Fact::

        transfer:
          supplier: state/russia
          recipient: state/belarus
          equipment: equipment/s-300sp
          terms: preferential

    Gives::

        transfer/russia-belarus-s-300sp a al:Transfer "{state/russia} to {state/belarus}: {equipment/s-300sp}"
        transfer/russia-belarus-s-300sp al:supplier state/russia | reported
        transfer/russia-belarus-s-300sp al:recipient state/belarus | reported
        transfer/russia-belarus-s-300sp al:equipment equipment/s-300sp | reported
        transfer/russia-belarus-s-300sp al:terms "preferential" | reported
    """
    if not equipment and what is None:
        raise ValueError("a transfer needs `equipment` or `what`")
    given = fact.thing("al:Transfer", supplier, recipient, equipment or what, label="{} to {}: {}")
    yield given
    yield fact.say(given, "al:supplier", supplier)
    yield fact.say(given, "al:recipient", recipient)
    yield from fact.say_each(given, "al:equipment", equipment)
    yield from fact.say_each(given, "al:description", what)
    yield from fact.say_each(given, "al:terms", terms)
    yield from fact.say_each(given, "al:outcome", outcome)
