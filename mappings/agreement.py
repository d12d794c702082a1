"""Parties, dates and purpose of an instrument: a treaty, an agreement, a doctrine, a plan."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def agreement(
    fact: Fact,
    instrument: Ref,
    parties: tuple[Ref, ...] = (),
    signatories: tuple[Ref, ...] = (),
    signed: str | None = None,
    adopted: str | None = None,
    agreed: str | None = None,
    in_force: str | None = None,
    expires: str | None = None,
    purpose: str | None = None,
    subject: tuple[Ref, ...] = (),
) -> Iterator[Made]:
    """Say who is party to an instrument, when it was signed, adopted or came into force, and what for.

    Each date is a statement of its own, held at that date. `in_force` also says that the instrument is in
    force from then on, until it `expires` if that is given.

    Fact::

        agreement:
          instrument: instrument/urads-agreement
          parties: [state/belarus, state/russia]
          in_force: 2013

    Gives::

        instrument/urads-agreement al:party state/belarus | reported
        instrument/urads-agreement al:party state/russia | reported
        instrument/urads-agreement al:enteredIntoForce "2013" | reported | 2013
        instrument/urads-agreement al:legalState "in force" | reported | 2013/..
    """
    yield from fact.say_each(instrument, "al:party", parties)
    yield from fact.say_each(instrument, "al:signatory", signatories)
    yield from fact.say_each(instrument, "al:signed", signed, when=signed)
    yield from fact.say_each(instrument, "al:adopted", adopted, when=adopted)
    yield from fact.say_each(instrument, "al:agreed", agreed, when=agreed)
    yield from fact.say_each(instrument, "al:enteredIntoForce", in_force, when=in_force)
    if in_force is not None:
        if "/" in in_force:
            raise ValueError("`in_force` is the day, month or year when it began; write its end as `expires`")
        yield fact.say(instrument, "al:legalState", "in force", when=f"{in_force}/{expires or '..'}")
    yield from fact.say_each(instrument, "al:expires", expires, when=expires)
    yield from fact.say_each(instrument, "al:purpose", purpose)
    yield from fact.say_each(instrument, "al:subject", subject)
