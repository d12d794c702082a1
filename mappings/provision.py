"""One rule that an instrument lays down."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Mode, Ref


def provision(
    fact: Fact,
    instrument: Ref,
    label: str,
    text: str,
    permits: tuple[str, ...] = (),
    forbids: tuple[str, ...] = (),
    obliges: tuple[str, ...] = (),
    during: tuple[Ref, ...] = (),
    addressee: tuple[Ref, ...] = (),
    subject: tuple[Ref, ...] = (),
) -> Iterator[Made]:
    """Say what an instrument lays down: `label` is a short title of our own, `text` the rule in one sentence.

    Fact::

        provision:
          instrument: instrument/military-infrastructure-agreement-1998
          label: Upkeep of jointly used infrastructure
          text: The sides undertake to preserve and develop the jointly used facilities.
          obliges: preserve and develop the facilities
          addressee: [state/belarus, state/russia]

    Gives::

        provision/upkeep-of-jointly-used-infrastructure a al:Provision "Upkeep of jointly used infrastructure"
        provision/upkeep-of-jointly-used-infrastructure al:partOfInstrument instrument/military-infrastructure-agreement-1998 | provision
        provision/upkeep-of-jointly-used-infrastructure al:provisionText "The sides undertake to preserve and develop the jointly used facilities." | provision
        provision/upkeep-of-jointly-used-infrastructure al:obliges "preserve and develop the facilities" | provision
        provision/upkeep-of-jointly-used-infrastructure al:addressee state/belarus | provision
        provision/upkeep-of-jointly-used-infrastructure al:addressee state/russia | provision
    """  # noqa: E501
    rule = fact.named("al:Provision", label)
    yield rule
    said: tuple[tuple[str, Ref | tuple[Ref, ...] | str | tuple[str, ...]], ...] = (
        ("al:partOfInstrument", instrument),
        ("al:provisionText", text),
        ("al:permits", permits),
        ("al:forbids", forbids),
        ("al:obliges", obliges),
        ("al:during", during),
        ("al:addressee", addressee),
        ("al:subject", subject),
    )
    for property_, values in said:
        yield from fact.say_each(rule, property_, values, default=Mode.PROVISION)
