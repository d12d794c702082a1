"""Writes literals as HTML: their text, language and datatype, and what geometries draw."""

from __future__ import annotations

from markupsafe import Markup

from pincite.browse import geometry, literals
from pincite.browse.catalogue import Catalogue, tag
from pincite.browse.html import EMPTY, html
from pincite.browse.labels import readable
from pincite.browse.remarks import Remark
from pincite.browse.terms import LANG_STRING, STRING, Literal, linked

ILL_TYPED = "Literals that are not written as their datatype wants"
CUT = "Literals of which a page shows the beginning only"
NO_GEOMETRY = "Geometries that cannot be read"

_SENTENCES = 400  # characters from which on text is set as such
_OUTLINE = '<svg class="outline" viewBox="0 0 200 200" aria-hidden="true"><path d="%s"/></svg>'
_GEOMETRY = '%s<span>%s</span>%s<details><summary>As written</summary><p class="iri">%s</p></details>'


class Texts:
    """Writes the literals of one page, which remarks call `place`."""

    def __init__(self, catalogue: Catalogue, place: str, remarks: list[Remark]) -> None:
        self._namespaces = catalogue.namespaces
        self._place = place
        self._remarks = remarks

    def write(self, parts: Literal) -> Markup:
        """Return a literal; what is wrong with it becomes a remark."""
        if not literals.valid(parts):
            self._remark(ILL_TYPED, f"{parts.text[:200]} ({self._short(parts.datatype)})")
        drawn = geometry.geometry(parts)
        if drawn is not None:
            outline = html(_OUTLINE, drawn.path) if drawn.path else EMPTY
            return html(_GEOMETRY, outline, drawn.words, self._tags(parts), self._text(parts))
        if geometry.is_geometry(parts):
            self._remark(NO_GEOMETRY, parts.text[:200])
        return self._text(parts) + self._tags(parts)

    def _text(self, parts: Literal) -> Markup:
        whole = len(parts.text) <= literals.SHOWN
        text = literals.visible(parts.text[: literals.SHOWN])
        if not whole:
            text += "…"
            self._remark(CUT, f"{literals.SHOWN:,} of {len(parts.text):,} characters")
        if not text.strip():
            return html('<span class="hint">%s</span>', "empty text" if not text else "white space only")
        if linked(parts.text):
            return html('<a class="outside" rel="external" href="%s">%s</a>', parts.text, text)
        if literals.is_markup(parts):
            return html("<code>%s</code>", text)
        long = "\n" in text.strip() or len(text) > _SENTENCES
        direction = parts.direction or ("auto" if long else "")
        attributes = tag(parts.language) + (html(' dir="%s"', direction) if direction else EMPTY)
        return html('<span class="prose"%s>%s</span>' if long else "<bdi%s>%s</bdi>", attributes, text)

    def _tags(self, parts: Literal) -> Markup:
        if parts.datatype == LANG_STRING:
            return html(' <span class="tag">%s</span>', parts.language)
        made = EMPTY
        if parts.datatype != STRING:
            made = html(' <span class="tag" title="%s">%s</span>', parts.datatype, self._short(parts.datatype))
        if not literals.valid(parts):
            made += html(' <span class="tag wrong">not a valid value of its datatype</span>')
        return made

    def _short(self, iri: str) -> str:
        shortened = self._namespaces.short(iri)
        return readable(iri) if shortened == iri else shortened

    def _remark(self, sort: str, text: str) -> None:
        self._remarks.append(Remark(sort, self._place, text))
