"""When and where something happened, and who took part."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def event(
    fact: Fact,
    event: Ref,
    date: str | None = None,
    place: tuple[Ref, ...] = (),
    participants: tuple[Ref, ...] = (),
    organisers: tuple[Ref, ...] = (),
    text: str | None = None,
) -> Iterator[Made]:
    """Say when and where an event of the registry happened, who took part and who held it.

    Fact::

        event:
          event: exercise/zapad-2021-joint-strategic-exercise
          date: 2021-09-10/2021-09-16
          participants: [state/belarus, state/russia]

    Gives::

        exercise/zapad-2021-joint-strategic-exercise al:occurred "2021-09-10/2021-09-16" | reported | 2021-09-10/2021-09-16
        exercise/zapad-2021-joint-strategic-exercise al:participant state/belarus | reported
        exercise/zapad-2021-joint-strategic-exercise al:participant state/russia | reported
    """  # noqa: E501
    yield from fact.say_each(event, "al:occurred", date, when=date)
    yield from fact.say_each(event, "al:place", place)
    yield from fact.say_each(event, "al:participant", participants)
    yield from fact.say_each(event, "al:organiser", organisers)
    yield from fact.say_each(event, "al:description", text)
