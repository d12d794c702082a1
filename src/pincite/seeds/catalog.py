"""`seeds/catalog.yaml`: the documents, byte for byte, with what is known of each and what is not stated."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from pincite import ids
from pincite.dates import DateError, bounds, check_day
from pincite.errors import ContentError, Place, Problem
from pincite.files import Located, read_text, read_yaml
from pincite.model import Ref
from pincite.seeds.sentences import Sentence, segment

NOT_STATED = "not stated"
CATALOG = "catalog.yaml"
_REQUIRED = ("id", "file", "sha256", "title", "author", "publisher", "published", "language", "rights")
_OPTIONAL = ("original", "span", "published_bounds", "published_quote")


class PublishedBounds(Struct, frozen=True):
    """Between which days an undated document can have been published, and the words that show it."""

    not_before: str | None
    not_after: str | None
    quote: str
    why: str


class Document(Struct, frozen=True, dict=True):
    """A document: its card, and its text as it stands in the file from `start` to `end` (code points).

    `published` and the other card fields are None when the document does not state them.
    """

    id: str
    file: str
    original: str | None
    sha256: str
    title: str
    author: Ref
    publisher: Ref | None
    published: str | None
    published_quote: str | None
    published_bounds: PublishedBounds | None
    language: str
    rights: str | None
    text: str
    start: int
    end: int
    place: Place

    @property
    def ref(self) -> Ref:
        """The document as an entity."""
        return Ref(f"document/{self.id}")

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, numbered from 1."""
        return segment(self.text[self.start : self.end], self.language, self.start)

    @cached_property
    def written(self) -> tuple[str | None, str | None]:
        """The earliest and the latest day it can have been published, ISO."""
        if self.published is not None:
            known = bounds(self.published)
            return known.from_earliest, known.until_latest
        if self.published_bounds is not None:
            return self.published_bounds.not_before, self.published_bounds.not_after
        return None, None


def read_catalog(folder: Path, name: str) -> dict[str, Document]:
    """Return the documents by id, in the catalogue's order; `name` is the folder as people know it.

    Raises ContentError for a field that is missing, unknown or wrong, an id given twice, a file whose SHA-256 is not
    the recorded one, and a span that is not found once; UsageError for a file that cannot be read.
    """
    place = f"{name}/{CATALOG}"
    content = read_yaml(folder / CATALOG, place)
    entries = content.get("documents") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not entries:
        raise ContentError(Problem(Place(place), "no documents", "Write `documents:` and a list of at least one."))
    texts: dict[str, tuple[str, str]] = {}
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for entry in entries:
        if isinstance(entry, Located) and isinstance(entry.get("published"), int):
            entry["published"] = str(entry["published"])  # a bare year
        wrong = _wrong(entry, documents, place)
        if not wrong:
            made = _document(entry, folder, place, texts, wrong)
            if made is not None:
                documents[made.id] = made
        problems += wrong
    if problems:
        raise ContentError(problems)
    return documents


def _wrong(entry: Any, known: dict[str, Document], file: str) -> list[Problem]:  # noqa: ANN401
    if not isinstance(entry, Located):
        return [Problem(Place(file), "an entry is not a mapping", "Write `- id: ...` and its fields.")]
    place = Place(file, entry.line)
    problems = [
        Problem(place, f"field '{field}' is missing", f"Write `{field}: ...`, or `{field}: {NOT_STATED}`.")
        for field in _REQUIRED
        if not isinstance(entry.get(field), str)
    ]
    problems += [
        Problem(place, f"unknown field '{field}'", f"Known: {', '.join(_REQUIRED + _OPTIONAL)}.")
        for field in entry
        if field not in _REQUIRED + _OPTIONAL
    ]
    if problems:
        return problems
    if reason := ids.check(f"document/{entry['id']}"):
        problems.append(Problem(place, f"id {entry['id']!r}: {reason}", "Give the document a short slug."))
    if entry["id"] in known:
        problems.append(Problem(place, f"document '{entry['id']}' is given twice", "Give each its own id."))
    if entry["published"] != NOT_STATED:
        try:
            bounds(entry["published"])
        except DateError as error:
            remedy = f"{error.remedy} When the document does not say, write `not stated`."
            problems.append(Problem(place, f"published: {error.what}", remedy))
    return problems


def _document(
    entry: Located, folder: Path, file: str, texts: dict[str, tuple[str, str]], problems: list[Problem]
) -> Document | None:
    place = Place(file, entry.line)
    if entry["file"] not in texts:
        if not _plain_name(entry["file"]):
            problems.append(
                Problem(place, f"file {entry['file']!r} is not a plain name", "Name a file in this folder.")
            )
            return None
        path = folder / entry["file"]
        text = read_text(path, f"{Path(file).parent.as_posix()}/{entry['file']}")
        texts[entry["file"]] = (text, hashlib.sha256(path.read_bytes()).hexdigest())
    text, digest = texts[entry["file"]]
    if digest != entry["sha256"]:
        what = f"'{entry['file']}' has changed: its SHA-256 is {digest}, recorded is {entry['sha256']}"
        remedy = "Restore the file; if the change is meant, check the facts and record the new SHA-256 here and there."
        problems.append(Problem(place, what, remedy))
        return None
    span = _span(entry, text, place, problems)
    known = entry.get("published_bounds")
    return Document(
        id=entry["id"],
        file=entry["file"],
        original=entry.get("original"),
        sha256=digest,
        title=entry["title"],
        author=Ref(entry["author"]),
        publisher=_stated(entry["publisher"], Ref),
        published=_stated(entry["published"], str),
        published_quote=entry.get("published_quote"),
        published_bounds=_published_bounds(known, place, problems) if known is not None else None,
        language=entry["language"],
        rights=_stated(entry["rights"], str),
        text=text,
        start=span[0],
        end=span[1],
        place=place,
    )


def _plain_name(file: str) -> bool:
    try:
        return len(ids.safe_path(file).parts) == 1
    except ids.PathError:
        return False


def _stated(value: str, made: Any) -> Any:  # noqa: ANN401
    return None if value == NOT_STATED else made(value)


def _span(entry: Located, text: str, place: Place, problems: list[Problem]) -> tuple[int, int]:
    span = entry.get("span")
    if span is None:
        return 0, len(text)
    first, last = (str(span.get(side, "")) if isinstance(span, dict) else "" for side in ("from", "to"))
    if text.count(first) != 1 or text.count(last) != 1 or text.find(first) >= text.find(last) + len(last):
        problems.append(
            Problem(
                place, "span: `from` and `to` are not each found once, in order", "Copy words that stand only there."
            )
        )
        return 0, len(text)
    return text.find(first), text.find(last) + len(last)


def _published_bounds(known: Any, place: Place, problems: list[Problem]) -> PublishedBounds | None:  # noqa: ANN401
    if (
        not isinstance(known, dict)
        or not known.get("quote")
        or not known.get("why")
        or not {"not_before", "not_after"} & set(known)
    ):
        problems.append(
            Problem(place, "published_bounds is incomplete", "Write not_before and/or not_after, with quote and why.")
        )
        return None
    days = [None if known.get(side) is None else str(known[side]) for side in ("not_before", "not_after")]
    try:
        for day in days:
            if day is not None:
                check_day(day)
        bounds(f"[{days[0] or ''}..{days[1] or ''}]")
    except DateError as error:
        problems.append(Problem(place, f"published_bounds: {error.what}", error.remedy))
    return PublishedBounds(days[0], days[1], str(known["quote"]), str(known["why"]))
