"""Who took part in an event, as what."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def participation(fact: Fact, agent: Ref, event: Ref, role: str | None = None) -> Iterator[Made]:
    """Say that somebody took part in an event in a role of their own; without a role, `event` is enough.

    Fact::

        participation:
          agent: force/76th-airborne-assault-division
          event: exercise/zapad-2021-joint-strategic-exercise
          role: took an active part

    Gives::

        participation/76th-airborne-assault-division-zapad-2021-joint-strategic-exercise a al:Participation "{force/76th-airborne-assault-division} in {exercise/zapad-2021-joint-strategic-exercise}"
        participation/76th-airborne-assault-division-zapad-2021-joint-strategic-exercise al:participatingAgent force/76th-airborne-assault-division | reported
        participation/76th-airborne-assault-division-zapad-2021-joint-strategic-exercise al:inEvent exercise/zapad-2021-joint-strategic-exercise | reported
        participation/76th-airborne-assault-division-zapad-2021-joint-strategic-exercise al:role "took an active part" | reported
    """  # noqa: E501
    part = fact.thing("al:Participation", agent, event, label="{} in {}")
    yield part
    yield fact.say(part, "al:participatingAgent", agent)
    yield fact.say(part, "al:inEvent", event)
    yield from fact.say_each(part, "al:role", role)
