"""The file for w3id.org in a real Apache: lasting addresses lead to where the site is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pincite.hosts import Published, host_files
from pincite.serve.negotiate import choose
from tests.hosts.test_hosts import ACCEPTS, FORMS, REFUSED

if TYPE_CHECKING:
    from tests.hosts.conftest import Host

FAR = "https://host.example/far/"


@pytest.mark.parametrize("accept", ACCEPTS)
def test_a_thing_leads_to_the_form_that_is_liked_best(redirector: Host, accept: str) -> None:
    answer = redirector.ask("/lights/id/light/north-light", Accept=accept)
    wanted = FORMS[choose(accept, list(FORMS)) or ""]
    assert (answer.status, answer.headers["location"]) == (303, f"{FAR}id/light/north-light/{wanted}")
    assert answer.headers["vary"] == "Accept"


def test_what_nobody_has(redirector: Host) -> None:
    for accept in REFUSED:
        assert redirector.ask("/lights/id/light/north-light", Accept=accept).status == 406


@pytest.mark.parametrize("path", ["", "dump/graph.ttl", "id/light/", "id/light/north-light/index.ttl", "feed.xml"])
def test_everything_else_leads_to_its_file(redirector: Host, path: str) -> None:
    answer = redirector.ask(f"/lights/{path}")
    assert (answer.status, answer.headers["location"]) == (302, FAR + path)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_terms_lead_to_their_page_or_turtle(redirector: Host) -> None:
    there = {one: redirector.ask("/lights/ontology", Accept=one).headers["location"] for one in ("*/*", "text/turtle")}
    assert there == {"*/*": f"{FAR}ontology/index.html", "text/turtle": f"{FAR}ontology/index.ttl"}


def test_hosts_without_negotiation_say_so() -> None:
    files = host_files(Published("https://example.org/lights/", FAR, "https://example.org/licence"))
    assert files["github-pages/.nojekyll"] == ""
    assert "cannot look at the Accept header" in files["github-pages/README.txt"]
    assert "cannot look at the Accept header" in files["netlify/_redirects"]
    rules = [line.split() for line in files["netlify/_redirects"].splitlines() if line[:1] == "/"]
    assert [(rule[0], rule[2]) for rule in rules] == [("/.well-known/void", "302"), ("/far/*", "404")]
    headers = files["netlify/_headers"].splitlines()
    assert headers[headers.index("/far/*.ttl") + 1] == "  Content-Type: text/turtle; charset=utf-8"
    assert all(line.startswith(("/far/", "  ")) for line in headers)
