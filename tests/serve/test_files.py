"""Which file a path names, and that none leads out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pincite.serve.files import locate, media_type

_PARTS = st.sampled_from(
    ["..", ".", "", "id", "data", "outside.txt", "leak.txt", "\\", "..\\", "\0", ".secret", "%2e%2e"]
)


@pytest.mark.parametrize("path", ["", "id/", "id", "data/graph.ttl", "id/vessel/gull/index.nt", "data/größe 1.csv"])
def test_what_is_there(site: Path, path: str) -> None:
    assert locate(site, path) == (site / path).resolve()


@pytest.mark.parametrize(
    "path",
    [
        "missing",
        "../outside.txt",
        "id/../../outside.txt",
        "id/../index.html",
        "./index.html",
        "id//vessel",
        "/etc/passwd",
        "..\\outside.txt",
        "leak.txt",
        ".secret",
        "data/graph.ttl\0.html",
        "data/graph.ttl/more",
        "x" * 5000,
        "a/" * 3000,
    ],
)
def test_what_is_not(site: Path, path: str) -> None:
    assert locate(site, path) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PARTS, max_size=6).map("/".join) | st.text(max_size=30))
def test_nothing_outside_is_ever_found(site: Path, path: str) -> None:
    found = locate(site, path)
    assert found is None or found.is_relative_to(site.resolve())


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("graph.ttl", "text/turtle"),
        ("graph.nt", "application/n-triples"),
        ("graph.jsonld", "application/ld+json"),
        ("graph.trig", "application/trig"),
        ("graph.nt.gz", "application/gzip"),
        ("style.CSS", "text/css"),
        ("strange.xyz", "application/octet-stream"),
        ("none", "application/octet-stream"),
    ],
)
def test_media_types(name: str, media: str) -> None:
    assert media_type(Path(name)) == media
