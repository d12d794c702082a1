"""Where the page of each IRI is: a path that is safe and its own on every file system, the same at each build.

`id/<namespace>/<name>/`, both halves of small letters, digits and hyphens. Names that are the same but for case or
for what has no place in a path are told apart by part of a hash of the IRI; so the address of a thing does not depend
on the order of the data.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

from pincite import ids
from pincite.browse.namespaces import Namespaces
from pincite.browse.terms import Term, split

_FOLDER = 40
_NAME = 60
_OTHER = re.compile(r"[^a-z0-9]+")


def addresses(terms: Iterable[Term], namespaces: Namespaces) -> dict[Term, str]:
    """Return for each IRI (a term) the folder of its page, relative to the site, ending in a slash."""
    groups: dict[str, list[Term]] = defaultdict(list)
    exact: dict[str, Term] = {}
    for term in terms:
        namespace, local = split(term[1:-1])
        folder, name = _folder(namespace, namespaces), _slug(unquote(local), _NAME)
        path = f"{folder}/{name or 'x'}"
        groups[path].append(term)
        # Where the name is the very one of the IRI, it keeps it; others that come to the same give way.
        if name == local and ids.check(path) is None:
            exact[path] = min(term, exact.get(path, term))
    made: dict[Term, str] = {}
    for path, group in groups.items():
        alone = len(group) == 1 and _may_stand(path, group[0])
        for term in group:
            keeps = alone or exact.get(path) == term
            made[term] = f"id/{path}/" if keeps else f"id/{path}-{digest(term)}/"
    return made


def _may_stand(path: str, term: Term) -> bool:
    """Whether a name says enough, and cannot be taken for one that a hash ends."""
    name = path.rpartition("/")[2]
    local = unquote(split(term[1:-1])[1])
    return (
        ids.check(path) is None and name != "x" and len(name) < _NAME and not _HASHED.search(name) and local.isascii()
    )


_HASHED = re.compile(r"-[0-9a-f]{10}$")


def _folder(namespace: str, namespaces: Namespaces) -> str:
    prefix = namespaces.prefix(namespace)
    if prefix is not None:
        folder = _slug(prefix, _FOLDER)
    else:
        bare = re.sub(r"^[a-z]+:(?://)?(?:www\.)?", "", namespace)
        whole = _slug(unquote(bare), 200)
        folder = whole if len(whole) <= _FOLDER else f"{whole[: _FOLDER - 11].strip('-')}-{digest(namespace)}"
    return folder if folder and ids.check(f"{folder}/x") is None else f"n-{digest(namespace)}"


def _slug(text: str, longest: int) -> str:
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain).strip("-")[:longest].strip("-")


def digest(text: str) -> str:
    """Return the part of a hash by which names that are alike are told apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]
