"""Who holds which post."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def posting(fact: Fact, person: Ref, post: Ref, rank: str | None = None) -> Iterator[Made]:
    """Say that a person holds a post, in the time of `when`; `rank` is the person's own.

    Fact::

        posting: {person: person/igor-golub, post: post/urads-commander}
        when: 2018/..

    Gives::

        posting/igor-golub-urads-commander a al:Posting "{person/igor-golub} as {post/urads-commander}"
        posting/igor-golub-urads-commander al:holder person/igor-golub | reported | 2018/..
        posting/igor-golub-urads-commander al:post post/urads-commander | reported | 2018/..
    """
    held = fact.thing("al:Posting", person, post, label="{} as {}")
    yield held
    yield fact.say(held, "al:holder", person)
    yield fact.say(held, "al:post", post)
    yield from fact.say_each(person, "al:rank", rank)
