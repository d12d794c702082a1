"""Who is responsible for which task."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def responsibility(
    fact: Fact,
    bearers: tuple[Ref, ...],
    task: Ref,
    over: tuple[Ref, ...] = (),
    during: tuple[Ref, ...] = (),
    text: str | None = None,
) -> Iterator[Made]:
    """Say that some bear a task together, `over` a grouping or facility, `during` some periods of threat.

    Fact::

        responsibility:
          bearers: [organisation/general-staff-of-belarus, organisation/general-staff-of-russia]
          task: task/planning-use-of-forces
          over: force/rgf
        id: responsibility/planning-use-of-the-rgf

    Gives::

        responsibility/planning-use-of-the-rgf a al:Responsibility "{organisation/general-staff-of-belarus} and {organisation/general-staff-of-russia}: {task/planning-use-of-forces}, {force/rgf}"
        responsibility/planning-use-of-the-rgf al:bearer organisation/general-staff-of-belarus | reported
        responsibility/planning-use-of-the-rgf al:bearer organisation/general-staff-of-russia | reported
        responsibility/planning-use-of-the-rgf al:task task/planning-use-of-forces | reported
        responsibility/planning-use-of-the-rgf al:over force/rgf | reported
    """  # noqa: E501
    duty = fact.thing("al:Responsibility", bearers, task, over, during, label="{}: {}, {}, {}")
    yield duty
    yield from fact.say_each(duty, "al:bearer", bearers)
    yield fact.say(duty, "al:task", task)
    yield from fact.say_each(duty, "al:over", over)
    yield from fact.say_each(duty, "al:during", during)
    yield from fact.say_each(duty, "al:description", text)
