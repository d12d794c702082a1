"""What a mapping script needs: `Fact` in, `Thing` and `Said` out.

A script `mappings/KIND.py` holds one function of the same name::

    def posting(fact: Fact, person: Ref, post: Ref, rank: str | None = None) -> Iterator[Made]:
        held = fact.thing("ex:Posting", person, post, label="{} as {}")
        yield held
        yield fact.say(held, "ex:holder", person)
        yield fact.say(held, "ex:post", post)

Its parameters behind `fact` are the fields of the fact: one without a default is required; the annotation
says what the file must hold: `Ref` an entity id, `tuple[Ref, ...]` one or several, `str` text,
`tuple[str, ...]` one or several texts, `int`, `Decimal`, `bool`, or `Value` for any of them; each may be
`| None`.

The function is pure: it reads nothing but its arguments and keeps nothing, so that it gives the same in one
process, in several or on a cluster. It raises `ValueError`, with a sentence for the fact's writer, when the
fields do not go together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from pincite.errors import Place
from pincite.ids import LONGEST
from pincite.model import Mode, Polarity, Qualifiers, Ref, Said, Thing

Value: TypeAlias = Ref | str | int | bool | Decimal
Made: TypeAlias = Thing | Said
Part: TypeAlias = Ref | str | tuple[Ref, ...] | None

__all__ = ["Fact", "Made", "Mode", "Part", "Ref", "Said", "Thing", "Value", "slug"]

# Letters that Unicode does not take apart into a basic letter and a mark.
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_APOSTROPHES = re.compile("['’‘ʼ]")


def slug(text: str, longest: int = LONGEST) -> str:
    """Return text as a slug: a to z, digits, single hyphens, at most `longest` characters, cut between words.

    It is empty when the text has no letter or digit that can be written so.

    >>> slug("Apollo–11 Mission Report")
    'apollo-11-mission-report'
    >>> slug("Stanisław Żółć"), slug("The “West” Wing"), slug("Ada’s notes")
    ('stanislaw-zolc', 'the-west-wing', 'adas-notes')
    """
    words = _words(text)
    if len(words) <= longest:
        return words
    return words[: longest + 1].rpartition("-")[0] or words[:longest]


def _words(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    plain = _APOSTROPHES.sub("", plain).casefold().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class Fact(Struct, frozen=True):
    """One fact as it stands in a file: kind, qualifiers and place, and who speaks when it names nobody."""

    kind: str
    qualifiers: Qualifiers
    author: Ref
    place: Place

    @property
    def speaker(self) -> Ref:
        """Who says it: `by`, or the document's author."""
        return self.qualifiers.by or self.author

    def thing(self, type: str, *parts: Part, label: str, kind: str | None = None) -> Thing:  # noqa: A002
        """Return the thing that this fact is about, with the id given in the fact or one made from its parts.

        `kind` is the first half of that id (default: the fact's kind). In `label`, `{}` stands for the part
        in that position: an entity's label, several joined by "and", or the text. A part that is not given
        takes the words before its `{}` along. Raises ValueError when no id can be made from the parts.
        """
        made = self.qualifiers.id or f"{kind or self.kind}/{_joined(parts)}"
        return Thing(Ref(made), type, _fill(label, parts), self.place)

    def named(self, type: str, label: str, kind: str | None = None) -> Thing:  # noqa: A002
        """Return a thing whose id is made from its label."""
        return self.thing(type, label, label="{}", kind=kind)

    def say(
        self, about: Ref | Thing, property: str, value: Value | Thing, mode: Mode | None = None,  # noqa: A002
        default: Mode = Mode.REPORTED, **changes: str | Ref | None,
    ) -> Said:  # fmt: skip
        """Return a statement with this fact's qualifiers.

        `mode` sets the mode whatever the fact says; `default` is used when the fact gives none.
        `changes` replaces qualifiers, for example `when="2013/.."` or `hedge=None`.
        """
        subject = about.ref if isinstance(about, Thing) else about
        said = value.ref if isinstance(value, Thing) else value
        qualifiers = replace(self.qualifiers, **changes) if changes else self.qualifiers
        return Said(subject, property, said, qualifiers, mode or qualifiers.mode or default)

    def say_each(
        self, about: Ref | Thing, property: str, values: Value | tuple[Value, ...] | None,  # noqa: A002
        mode: Mode | None = None, default: Mode = Mode.REPORTED, **changes: str | Ref | None,
    ) -> Iterator[Said]:  # fmt: skip
        """Yield a statement for each value: none for a field not given, one, or several."""
        for value in values if isinstance(values, tuple) else (values,):
            if value is not None:
                yield self.say(about, property, value, mode, default, **changes)

    def unhedged(self) -> Fact:
        """Return this fact without hedge and number bounds: for what is said beside the number they hedge."""
        return replace(self, qualifiers=replace(self.qualifiers, hedge=None, min=None, max=None, exact=None))

    def framed(self) -> Fact:
        """Return this fact as the document vouches for it: Reported by its author, affirmed, not hedged, undated.

        The date of a fact is that of its content: what somebody says of 2008 was not said in 2008.

        Only for the frame of what is said (that somebody said it, on what topic), never for its content.
        """
        beside = self.unhedged()
        plain = replace(beside.qualifiers, by=None, via=None, when=None, when_basis=None)
        return replace(beside, qualifiers=replace(plain, mode=Mode.REPORTED, polarity=Polarity.AFFIRMED))


def _joined(parts: tuple[Part, ...]) -> str:
    words = "-".join(filter(None, (_words(_slugs(part)) for part in parts)))
    if not words:
        raise ValueError("no id can be made from the fields; give the fact an `id`")
    if len(words) <= LONGEST:
        return words
    # Two things must not become one because their ids are cut in the same place.
    return f"{slug(words, LONGEST - 7)}-{sha256(words.encode()).hexdigest()[:6]}"


def _slugs(part: Part) -> str:
    refs = part if isinstance(part, tuple) else (part,)
    return " ".join(ref.slug if isinstance(ref, Ref) else ref or "" for ref in refs)


def _fill(label: str, parts: tuple[Part, ...]) -> str:
    before = label.split("{}")
    if len(before) > len(parts) + 1:
        raise ValueError(f"label {label!r} has more gaps than parts")
    shown = zip(before[:-1], map(_shown, parts), strict=False)
    return "".join(words + part for words, part in shown if part) + before[-1]


def _shown(part: Part) -> str:
    # Labels of entities are not known to a pure function; the engine replaces {id} afterwards.
    refs = part if isinstance(part, tuple) else (part,)
    return " and ".join(f"{{{ref.id}}}" if isinstance(ref, Ref) else ref for ref in refs if ref)
