"""The same requests to our own server, nginx, Apache and Caddy: the same answers."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from pincite.serve.negotiate import choose

if TYPE_CHECKING:
    from tests.hosts.conftest import Answer, Host, Published

THING = "/lights/id/light/north-light"
FORMS = {
    "text/html": "index.html",
    "text/turtle": "index.ttl",
    "application/n-triples": "index.nt",
    "application/ld+json": "index.jsonld",
}
ACCEPTS = (
    "*/*",
    "text/html",
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "TEXT/TURTLE",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
    "text/turtle, application/rdf+xml;q=0.9, */*;q=0.1",
    "text/html;q=0.5, text/turtle;q=0.6",
    "text/html;q=0.85, text/turtle;q=0.9",
    "text/html;q=0.9, text/turtle;q=0.85",
    "text/html;q=0.5, text/turtle;q=0.501",
    "text/turtle;q=0.5, text/html;q=0.5",
    "text/turtle;q=1.0, text/html;q=0.999",
    "text/*;q=0.3, application/ld+json",
    "text/*, text/html;q=0.2",
    "*/*;q=0.1, application/n-triples;q=0.2",
    "text/html;q=0, */*",
    "application/ld+json;profile=x;q=0.9, text/html;q=0.8",
    'application/ld+json; profile="http://www.w3.org/ns/json-ld#compacted"',
    "text/turtle; q=0.3 , application/n-triples ; q=0.7",
    "text/turtle;charset=utf-8",
    "text/html;level=1;q=0.3, text/turtle;q=0.4",
)
REFUSED = ("application/rdf+xml", "image/png, application/json;q=0.5", "text/html;q=0", "*/*;q=0.0", "text/turtlenecks")


def leads_to(answer: Answer) -> str:
    return urlsplit(answer.headers["location"]).path


@pytest.mark.parametrize("accept", ACCEPTS)
def test_a_thing_leads_to_the_form_that_is_liked_best(host: Host, accept: str) -> None:
    wanted = choose(accept, list(FORMS))
    assert wanted
    answer = host.ask(THING, Accept=accept)
    assert (answer.status, leads_to(answer)) == (303, f"{THING}/{FORMS[wanted]}")
    assert "accept" in answer.headers["vary"].lower().split(", ")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert all(f"<{THING}/{name}>" in answer.headers["link"] for name in FORMS.values())


def test_without_a_wish_it_leads_to_the_page(host: Host) -> None:
    for headers in ({}, {"Accept": ""}):
        answer = host.ask(THING, **headers)
        assert (answer.status, leads_to(answer)) == (303, f"{THING}/index.html")


@pytest.mark.parametrize("accept", REFUSED)
def test_what_nobody_has(host: Host, accept: str) -> None:
    assert choose(accept, list(FORMS)) is None
    answer = host.ask(THING, Accept=accept)
    assert answer.status == 406
    assert "accept" in answer.headers["vary"].lower().split(", ")


def test_a_page_of_terms_is_turtle_too(host: Host) -> None:
    for page in ("ontology", "vocabulary"):
        there = {
            accept: leads_to(host.ask(f"/lights/{page}", Accept=accept))
            for accept in ("text/html", "text/turtle", "text/turtle, application/ld+json", "*/*")
        }
        assert list(there.values()) == [f"/lights/{page}/index.{end}" for end in ("html", "ttl", "ttl", "html")]
        assert host.ask(f"/lights/{page}", Accept="application/ld+json").status == 406
        assert host.ask(f"/lights/{page}/index.ttl").body.startswith(b"@")


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("/lights/", "text/html; charset=utf-8"),
        (f"{THING}/", "text/html; charset=utf-8"),
        (f"{THING}/index.ttl", "text/turtle; charset=utf-8"),
        (f"{THING}/index.nt", "application/n-triples"),
        (f"{THING}/index.jsonld", "application/ld+json"),
        ("/lights/dump/graph.trig", "application/trig"),
        ("/lights/dump/graph.nt.gz", "application/gzip"),
        ("/lights/assets/site.css", "text/css; charset=utf-8"),
        ("/lights/feed.xml", "application/atom+xml"),
        ("/lights/sitemap.xml", "application/xml"),
        ("/lights/robots.txt", "text/plain; charset=utf-8"),
        ("/lights/linkset.json", "application/linkset+json"),
        ("/lights/id/light/linkset.json", "application/linkset+json"),
        ("/lights/reports/coverage.json", "application/json"),
        ("/lights/.well-known/void", "text/turtle; charset=utf-8"),
        ("/.well-known/void", "text/turtle; charset=utf-8"),
    ],
)
def test_media_types(host: Host, published: Published, path: str, media: str) -> None:
    answer = host.ask(path, Accept="*/*")
    if host.name == "apache" and path == "/.well-known/void":
        # An .htaccess file reaches no further than its folder (docs/hosting.md).
        assert answer.status == 404
        return
    assert answer.status == 200
    assert answer.headers["content-type"] == media
    assert "content-encoding" not in answer.headers
    file = published.root / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
    if path.startswith("/."):
        file = published.root / "lights" / path.lstrip("/")
    assert answer.body == file.read_bytes()
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"]
    assert answer.headers.get("access-control-allow-origin") == (None if media.startswith("text/html") else "*")


def test_head_is_get_without_the_body(host: Host) -> None:
    for path in ("/lights/", f"{THING}/index.ttl", THING, "/lights/missing"):
        got, asked = host.ask(path), host.ask(path, "HEAD")
        assert asked.body == b""
        assert asked.status == got.status
        for name in ("content-type", "etag", "link", "vary", "location", "access-control-allow-origin"):
            assert asked.headers.get(name) == got.headers.get(name), (path, name)


def test_what_is_not_there(host: Host) -> None:
    for path in ("missing", "id/light/none", "far/away/", ".nojekyll", ".htaccess"):
        answer = host.ask(f"/lights/{path}", Accept="text/turtle")
        assert answer.status == 404, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        # Below any address its links count from the site's own.
        assert b'<base href="/lights/">' in answer.body
        assert b'href="index.html"' in answer.body


def test_a_folder_gets_its_slash(host: Host) -> None:
    answer = host.ask("/lights/questions")
    assert answer.status in {301, 307, 308}
    assert leads_to(answer) == "/lights/questions/"


def test_preflight(host: Host) -> None:
    for path in (THING, f"{THING}/index.ttl", "/lights/dump/graph.ttl"):
        answer = host.ask(path, "OPTIONS", Origin="https://elsewhere.example", Access_Control_Request_Method="GET")
        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["access-control-allow-methods"] == "GET, HEAD"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(host: Host, method: str) -> None:
    assert host.ask("/lights/dump/graph.ttl", method).status == 405
    assert host.ask(THING, method).status == 405


def test_what_is_known_is_not_sent_again(host: Host) -> None:
    for path in ("/lights/", f"{THING}/index.ttl", "/lights/dump/graph.ttl"):
        for encoding in ("identity", "gzip"):
            first = host.ask(path, Accept_Encoding=encoding)
            again = host.ask(path, Accept_Encoding=encoding, If_None_Match=first.headers["etag"])
            assert (again.status, again.body) == (304, b""), (path, encoding)
        assert host.ask(path, If_None_Match='"something"').status == 200


def test_compressed_for_who_can_read_it(host: Host, published: Published) -> None:
    for name in ("index.html", "dump/graph.ttl", "dump/graph.jsonld", "linkset.json"):
        answer = host.ask(f"/lights/{name}", Accept_Encoding="gzip")
        assert answer.headers["content-encoding"] == "gzip", name
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert gzip.decompress(answer.body) == (published.root / "lights" / name).read_bytes()
    packed = host.ask("/lights/dump/graph.nt.gz", Accept_Encoding="gzip")
    assert "content-encoding" not in packed.headers
    assert packed.body == (published.root / "lights/dump/graph.nt.gz").read_bytes()


def test_signposts_in_headers(host: Host) -> None:
    iri = "https://example.org/lights/id/light/north-light"
    for path in (f"{THING}/", f"{THING}/index.html"):
        links = links_of(host.ask(path))
        assert (iri, "cite-as") in links
        assert ("https://schema.org/AboutPage", "type") in links
        assert ("https://creativecommons.org/publicdomain/zero/1.0/", "license") in links
        assert ("/lights/id/light/linkset.json", "linkset") in links
        assert {(f"{THING}/{name}", "describedby") for name in list(FORMS.values())[1:]} <= links
    for name in list(FORMS.values())[1:]:
        links = links_of(host.ask(f"{THING}/{name}"))
        assert (f"{THING}/", "describes") in links
    home = links_of(host.ask("/lights/"))
    assert {("https://example.org/lights/", "cite-as"), ("/lights/linkset.json", "linkset")} <= home
    assert ("/lights/dump/void.ttl", "describedby") in home
    assert "link" not in host.ask("/lights/questions/").headers


def links_of(answer: Answer) -> set[tuple[str, str]]:
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"', answer.headers["link"])
    return {(target, relation) for target, relations in found for relation in relations.split()}
