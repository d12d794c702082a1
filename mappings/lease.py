"""What is leased to whom."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def lease(
    fact: Fact,
    lessee: Ref,
    object: Ref,  # noqa: A002
    lessor: Ref | None = None,
    payment: str | None = None,
    term: str | None = None,
    years: int | None = None,
    expires: str | None = None,
) -> Iterator[Made]:
    """Say that one leases an object from another, in the time of `when`, for a `term` of `years`; it `expires` on a day.

    Fact::

        lease:
          lessee: state/russia
          object: facility/43rd-communications-node
          payment: free
          term: 25-year period
          years: 25
          expires: 2021-06-07
        when: ../2021-06-07

    Gives::

        lease/russia-43rd-communications-node a al:Lease "Lease of {facility/43rd-communications-node} to {state/russia}"
        lease/russia-43rd-communications-node al:lessee state/russia | reported | ../2021-06-07
        lease/russia-43rd-communications-node al:leasedObject facility/43rd-communications-node | reported | ../2021-06-07
        lease/russia-43rd-communications-node al:payment "free" | reported | ../2021-06-07
        lease/russia-43rd-communications-node al:term "25-year period" | reported | ../2021-06-07
        lease/russia-43rd-communications-node al:termYears 25 | reported | ../2021-06-07
        lease/russia-43rd-communications-node al:expires "2021-06-07" | reported | 2021-06-07
    """  # noqa: E501
    made = fact.thing("al:Lease", lessee, object, label=f"Lease of {{{object}}} to {{{lessee}}}")
    yield made
    yield fact.say(made, "al:lessee", lessee)
    yield from fact.say_each(made, "al:lessor", lessor)
    yield fact.say(made, "al:leasedObject", object)
    yield from fact.say_each(made, "al:payment", payment)
    yield from fact.say_each(made, "al:term", term)
    yield from fact.say_each(made, "al:termYears", years)
    yield from fact.say_each(made, "al:expires", expires, when=expires)
