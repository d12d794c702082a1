"""How to cite a page or one fact: plain text, BibTeX, and CSL-JSON (csl-data of citationstyles.org, version 1.0)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring as _quote

from msgspec import Struct

from pincite.dates import describe

__all__ = ["Citations", "Citer"]

_UNSAFE = re.compile(r"[^a-z0-9]+")
_TEX = {"{": r"\{", "}": r"\}", "\\": r"\textbackslash{}"} | {c: f"\\{c}" for c in "&%$#_"}
# An address stands as it is but for what would end the field or start a comment.
_TEX_ADDRESS = _TEX | {"{": "%7B", "}": "%7D", "\\": "%5C"}
# Searched for: str.translate looks at each character of a text that has one beyond ASCII, and takes ten times as long.
_SPECIAL = re.compile(r"[{}\\&%$#_]")


class Citations(Struct, frozen=True):
    """One citation in three forms; `bibtex` and `csl` are the text of a file."""

    plain: str
    bibtex: str
    csl: str


class Citer:
    """Cites the pages of one publication; `recorded` is the ISO day that dates it."""

    def __init__(self, title: str, creator: str, version: str, recorded: str, base: str) -> None:
        self._base = base
        self._key = f"{_slug(creator)}-{recorded[:4]}-"
        self._title = title
        whole = f"{title}, version {version}"
        self._plain = f"{creator}. ", f"In {whole}, {describe(recorded)}. ", f"{whole}, {describe(recorded)}. "
        self._bibtex = (
            f"  author = {{{{{_tex(creator)}}}}},\n  title = {{{{",
            f"  howpublished = {{In: {_tex(title)}}},\n",
            f"  edition = {{Version {_tex(version)}}},\n  date = {{{recorded}}},\n  year = {recorded[:4]},\n",
        )
        day = ", ".join(str(int(part)) for part in recorded.split("-"))
        self._csl = (
            f'  "container-title": {_quote(title)},\n',
            f'  "author": [{{"literal": {_quote(creator)}}}],\n  "issued": {{"date-parts": [[{day}]]}},\n'
            f'  "version": {_quote(version)},\n  "URL": ',
        )

    def page(self, title: str, address: str) -> Citations:
        """Return the citations of a page; `address` is the IRI of what it is about, which stays."""
        return self._inside(title, address, "")

    def fact(self, words: str, address: str, basis: str) -> Citations:
        """Return the citations of one statement in words; `address` is its IRI, `basis` the words it rests on."""
        # Quotation marks within the words become inner ones; a full stop at their end is not written twice.
        shown = words.replace("“", "‘").replace("”", "’").rstrip(".")
        return self._inside(words, address, basis, shown)

    def _inside(self, title: str, address: str, basis: str, shown: str | None = None) -> Citations:
        author, whole, _ = self._plain
        page, mark, statement = address.partition("#")
        slug, tex_address = _address(page.removeprefix(self._base).removeprefix("id/"), page)
        key = self._key + slug
        if mark:
            key += f"-{_slug(statement)}"
            tex_address += f"\\#{_tex(statement, _TEX_ADDRESS)}"
        head, container, rest = self._bibtex
        inside, tail = self._csl
        plain_note = f" {basis}" if basis else ""
        tex_note = f",\n  note = {{{_tex(basis)}}}" if basis else ""
        csl_note = f',\n  "note": {_quote(basis)}' if basis else ""
        return Citations(
            f"{author}“{title if shown is None else shown}.” {whole}{address}{plain_note}",
            f"@misc{{{key},\n{head}{_tex(title)}}}}},\n{container}{rest}  url = {{{tex_address}}}{tex_note}\n}}",
            f'[{{\n  "id": "{key}",\n  "type": "webpage",\n  "title": {_quote(title)},\n{inside}{tail}'
            f"{_quote(address)}{csl_note}\n}}]",
        )

    def whole(self) -> Citations:
        """Return the citations of the publication as a data set."""
        author, _, whole = self._plain
        key = self._key + "data"
        head, _, rest = self._bibtex
        _, tail = self._csl
        return Citations(
            f"{author}{whole}{self._base}",
            f"@misc{{{key},\n{head}{_tex(self._title)}}}}},\n{rest}  url = {{{_tex(self._base, _TEX_ADDRESS)}}}\n}}",
            f'[{{\n  "id": "{key}",\n  "type": "dataset",\n  "title": {_quote(self._title)},\n{tail}'
            f"{_quote(self._base)}\n}}]",
        )


def _tex(text: str, table: Mapping[str, str] = _TEX) -> str:
    return _SPECIAL.sub(lambda found: table[found[0]], text)


@lru_cache(maxsize=16)
def _address(path: str, address: str) -> tuple[str, str]:
    """Return what all facts of a page share: the page's part of their keys, and of their addresses in TeX."""
    return _slug(path), _tex(address, _TEX_ADDRESS)


def _slug(text: str) -> str:
    return _UNSAFE.sub("-", text.lower()).strip("-")
