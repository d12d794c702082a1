"""Who proposed what to whom."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Mode, Ref


def proposal(
    fact: Fact,
    proposal: Ref,
    proposer: tuple[Ref, ...] = (),
    addressee: tuple[Ref, ...] = (),
    content: str | None = None,
    concerns: tuple[Ref, ...] = (),
    outcome: str | None = None,
    implemented_with: tuple[Ref, ...] = (),
) -> Iterator[Made]:
    """Say who made a proposal of the registry, to whom, what it is, whom it concerns and what came of it.

    That it was made is Reported; its content is Proposed, by the proposer when there is one only. Where its
    model was carried out elsewhere is `implemented_with`, or an `analogy` when there is more to say of it.

    Fact::

        proposal:
          proposal: proposal/joint-military-organization
          proposer: person/sergei-shoigu
          content: Complete the formation of a joint military organization of the Union State by 2018.
        when: 2015

    Gives::

        proposal/joint-military-organization al:proposer person/sergei-shoigu | reported | 2015
        proposal/joint-military-organization al:content "Complete the formation of a joint military organization of the Union State by 2018." | proposed | 2015 | by: person/sergei-shoigu
    """  # noqa: E501
    # `mode: proposed` is about the content; any other ("officials claim that he proposed") is about it all.
    frame = Mode.REPORTED if fact.qualifiers.mode is Mode.PROPOSED else None
    speaker = fact.qualifiers.by or (proposer[0] if len(proposer) == 1 else None)
    yield from fact.say_each(proposal, "al:proposer", proposer, frame)
    yield from fact.say_each(proposal, "al:addressee", addressee, frame)
    yield from fact.say_each(proposal, "al:content", content, default=Mode.PROPOSED, by=speaker)
    yield from fact.say_each(proposal, "al:concerns", concerns, frame)
    yield from fact.say_each(proposal, "al:outcome", outcome, frame)
    yield from fact.say_each(proposal, "al:implementedWith", implemented_with, frame)
