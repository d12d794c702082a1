"""The answers of the application, request by request."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pincite.serve import app

THING = "/id/vessel/gull"


@pytest.fixture(params=["/", "/sub/path/"])
def base(request: pytest.FixtureRequest) -> str:
    """The site is the same at a host's root and below a path."""
    return str(request.param)


@pytest.fixture
def client(site: Path, base: str) -> TestClient:
    return TestClient(app(site, base), base_url=f"http://test{base}", follow_redirects=False)


def _path(base: str, path: str) -> str:
    return base.rstrip("/") + path


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("*/*", "index.html"),
        ("text/html", "index.html"),
        ("text/turtle", "index.ttl"),
        ("application/n-triples", "index.nt"),
        ("application/ld+json", "index.jsonld"),
        ("text/html;q=0.5, text/turtle;q=0.6", "index.ttl"),
    ],
)
def test_a_thing_leads_to_the_wanted_description(client: TestClient, base: str, accept: str, name: str) -> None:
    answer = client.get(THING[1:], headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["location"] == _path(base, f"{THING}/{name}")
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["access-control-allow-origin"] == "*"
    described = client.get(f"http://test{answer.headers['location']}")
    assert described.status_code == 200


def test_several_accept_headers_are_one(client: TestClient) -> None:
    answer = client.get(THING[1:], headers=[("Accept", "text/html;q=0.1"), ("Accept", "text/turtle")])
    assert answer.headers["location"].endswith(".ttl")


def test_nothing_acceptable(client: TestClient, base: str) -> None:
    answer = client.get(THING[1:], headers={"Accept": "application/rdf+xml"})
    assert answer.status_code == 406
    assert answer.headers["vary"] == "Accept"
    listed = [_path(base, f"{THING}/index.{end}") for end in ("html", "ttl", "nt", "jsonld")]
    assert all(url in answer.text for url in listed)
    assert all(f'<{url}>; rel="alternate"' in answer.headers["link"] for url in listed)


@pytest.mark.parametrize("name", ["index.html", "index.ttl", "index.nt", "index.jsonld", ""])
def test_a_description_names_the_others(client: TestClient, base: str, name: str) -> None:
    answer = client.get(f"{THING[1:]}/{name}")
    assert answer.status_code == 200
    thing = _path(base, THING)
    others = {"index.html", "index.ttl", "index.nt", "index.jsonld"} - {name or "index.html"}
    assert all(f"<{thing}/{other}>" in answer.headers["link"] for other in others)
    assert f"<{thing}/{name or 'index.html'}>" not in answer.headers["link"]
    assert f'<{thing}>; rel="describes"' in answer.headers["link"]


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("", "text/html; charset=utf-8"),
        ("data/graph.ttl", "text/turtle; charset=utf-8"),
        ("data/graph.nt", "application/n-triples"),
        ("data/graph.trig", "application/trig"),
        ("data/graph.jsonld", "application/ld+json"),
        ("data/graph.nt.gz", "application/gzip"),
        ("data/gr%C3%B6%C3%9Fe%201.csv", "text/csv; charset=utf-8"),
        ("data/strange.xyz", "application/octet-stream"),
    ],
)
def test_files(client: TestClient, path: str, media: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    assert answer.headers["x-content-type-options"] == "nosniff"
    # Anyone's page may read the data; our pages are for reading.
    assert ("access-control-allow-origin" in answer.headers) == (not media.startswith("text/html"))
    assert "content-encoding" not in answer.headers


def test_folder_without_slash(client: TestClient, base: str) -> None:
    answer = client.get("about")
    assert (answer.status_code, answer.headers["location"]) == (307, _path(base, "/about/"))
    assert "About" in client.get("about/").text
    assert client.get("data/").status_code == 404


def test_head_has_the_headers_and_no_body(client: TestClient) -> None:
    for path in ("", "data/graph.ttl", THING[1:], "missing"):
        got, asked = client.get(path), client.head(path)
        assert asked.content == b""
        assert asked.status_code == got.status_code
        assert dict(asked.headers) == dict(got.headers)


def test_unchanged_files_are_not_sent_again(client: TestClient, site: Path) -> None:
    first = client.get("data/void.ttl")
    tag, date = first.headers["etag"], first.headers["last-modified"]
    for headers in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'}, {"If-Modified-Since": date}):
        again = client.get("data/void.ttl", headers=headers)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    for headers in ({"If-None-Match": '"x"', "If-Modified-Since": date}, {"If-Modified-Since": "yesterday"}):
        assert client.get("data/void.ttl", headers=headers).status_code == 200
    (site / "data" / "void.ttl").write_text("# longer", encoding="utf-8")
    assert client.get("data/void.ttl", headers={"If-None-Match": tag}).status_code == 200


def test_part_of_a_file(client: TestClient) -> None:
    answer = client.get(f"{THING[1:]}/index.ttl", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.text) == (206, "<#a>")


def test_missing(client: TestClient, site: Path, base: str) -> None:
    for path in ("missing", "id/vessel/none", "index.html/", "-/changes", "-/changes.js"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
    lost = '<html><head><base href="/published/here/"></head><body><a href="about/">Lost</a></body></html>'
    (site / "404.html").write_text(lost, encoding="utf-8")
    answer = client.get("far/off")
    assert (answer.status_code, "Lost" in answer.text) == (404, True)
    assert f'<head><base href="{base}"></head>' in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(client: TestClient, method: str) -> None:
    answer = client.request(method, "data/graph.ttl")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_preflight(client: TestClient) -> None:
    answer = client.options(THING[1:])
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD"


def test_outside_the_base_path(site: Path) -> None:
    client = TestClient(app(site, "sub"), follow_redirects=False)
    for path in ("/", "/sub"):
        assert client.get(path).headers["location"] == "/sub/"
    assert client.get("/about/").status_code == 404
    assert client.get("/subabout/").status_code == 404


def test_pages_go_out_as_they_were_built(client: TestClient, site: Path) -> None:
    assert client.get("").content == (site / "index.html").read_bytes()
