"""How a matter is decided."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Mode, Ref


def procedure(
    fact: Fact,
    decision: Ref,
    body: tuple[Ref, ...] = (),
    rule: Ref | None = None,
    consent_of: tuple[Ref, ...] = (),
    during: tuple[Ref, ...] = (),
    basis: tuple[Ref, ...] = (),
    text: str | None = None,
) -> Iterator[Made]:
    """Say which body takes a decision, by what rule, with whose consent, in which period, on what basis.

    Without a `body` the document does not say who decides.

    Fact::

        procedure:
          decision: decision/deploy-rgf
          body: organisation/supreme-council-of-the-union
          rule: decision-rule/joint-decision-of-heads-of-state
          during: threat-period/threatened-period

    Gives::

        procedure/deploy-rgf-supreme-council-of-the-union-threatened-period a al:DecisionProcedure "{decision/deploy-rgf} by {organisation/supreme-council-of-the-union}, {threat-period/threatened-period}"
        procedure/deploy-rgf-supreme-council-of-the-union-threatened-period al:decision decision/deploy-rgf | provision
        procedure/deploy-rgf-supreme-council-of-the-union-threatened-period al:decidingBody organisation/supreme-council-of-the-union | provision
        procedure/deploy-rgf-supreme-council-of-the-union-threatened-period al:decisionRule decision-rule/joint-decision-of-heads-of-state | provision
        procedure/deploy-rgf-supreme-council-of-the-union-threatened-period al:during threat-period/threatened-period | provision
    """  # noqa: E501
    way = fact.thing("al:DecisionProcedure", decision, body, during, label="{} by {}, {}")
    yield way
    said: tuple[tuple[str, Ref | tuple[Ref, ...] | str | None], ...] = (
        ("al:decision", decision),
        ("al:decidingBody", body),
        ("al:decisionRule", rule),
        ("al:requiresConsentOf", consent_of),
        ("al:during", during),
        ("al:legalBasis", basis),
        ("al:description", text),
    )
    for property_, values in said:
        yield from fact.say_each(way, property_, values, default=Mode.PROVISION)
