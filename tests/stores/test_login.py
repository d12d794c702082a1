"""Who asks: from the environment or the keyring, on no command line, in no message; and whom to trust."""

from __future__ import annotations

import http.server
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import keyring.credentials
import pytest
import trustme
from click.testing import CliRunner, Result

from pincite.cli import main
from pincite.errors import UsageError
from pincite.remote import checked, credentials_for
from pincite.stores import Job, load
from tests.stores.conftest import started
from tests.tools.proxy import Says, proxy
from tests.tools.stores import Store

USER, PASSWORD, TOKEN = "editor", "ünsecret-9431", "tok.en-2187~x"
EXAMPLE = Path(__file__).parents[1] / "example"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Fuseki, which wants a login."""
    yield from started("fuseki", tmp_path_factory.mktemp("guarded"), (USER, "plain-5821"))


def told(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, arguments, env=dict(environment))


def test_a_right_password_loads_and_asks(guarded: Store, few: Path) -> None:
    login = {"PINCITE_USER": USER, "PINCITE_PASSWORD": "plain-5821"}
    result = told("load", guarded.endpoint(), "--file", str(few), "--replace", **login)
    assert result.exit_code == 0, result.output
    assert guarded.count() == 2000
    asked = ("ask", "keepers", "--project", str(EXAMPLE), "--endpoint", guarded.query)
    assert told(*asked, **login).output == "No row: the documents do not say.\n"
    result = told(*asked)
    assert (result.exit_code, "does not know this login" in result.output) == (2, True)


@pytest.mark.parametrize("password", [PASSWORD, ""])
def test_a_wrong_password_is_told_and_not_shown(guarded: Store, few: Path, password: str) -> None:
    login = {"PINCITE_USER": USER, "PINCITE_PASSWORD": password} if password else {}
    for command in (
        ("load", guarded.endpoint(), "--file", str(few)),
        ("load", guarded.endpoint(), "--file", str(few), "--store", "fuseki"),
        ("ask", "keepers", "--project", str(EXAMPLE), "--endpoint", guarded.query),
    ):
        result = told(*command, **login)
        assert result.exit_code == 2
        assert "login" in result.output
        assert PASSWORD not in result.output
        assert result.exception is None or PASSWORD not in repr(result.exception)


def test_what_a_server_says_back_is_shown_without_the_login(few: Path) -> None:
    """A careless one repeats what it was sent."""
    with proxy("http://127.0.0.1:9") as careless:
        careless.before = lambda asked: Says(400, {}, f"no: {asked.headers['authorization']} {TOKEN}".encode())
        result = told("load", careless.url, "--file", str(few), PINCITE_TOKEN=TOKEN)
        asked = told("ask", "keepers", "--project", str(EXAMPLE), "--endpoint", careless.url, PINCITE_TOKEN=TOKEN)
        assert careless.asked[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert "no: Bearer *** ***" in result.output
    for output in (result.output, asked.output):
        assert TOKEN not in output


def test_a_redirect_does_not_take_the_login_along(few: Path) -> None:
    with proxy("http://127.0.0.1:9") as elsewhere, proxy("http://127.0.0.1:9") as first:
        elsewhere.before = lambda _: Says(200, {"Content-Type": "application/sparql-results+json"}, b"{}")
        first.before = lambda _: Says(302, {"Location": f"{elsewhere.url}/there"})
        result = told("load", first.url, "--file", str(few), "--store", "fuseki", PINCITE_TOKEN=TOKEN)
        assert f"answered 302. Give the address that it leads to: {elsewhere.url}/there" in result.output
        assert elsewhere.asked == []
        told("ask", "keepers", "--project", str(EXAMPLE), "--endpoint", first.url, PINCITE_TOKEN=TOKEN)
        assert first.asked[-1].headers["authorization"] == f"Bearer {TOKEN}"
        assert all("authorization" not in asked.headers for asked in elsewhere.asked)
        assert elsewhere.asked


@pytest.mark.parametrize("command", ["load", "ask keepers --endpoint", "explain x --endpoint", "check --endpoint"])
def test_an_address_with_a_login_is_refused(command: str) -> None:
    result = told(*command.split(), f"http://{USER}:{PASSWORD}@127.0.0.1:9/x", "--project", str(EXAMPLE))
    assert result.exit_code == 2
    assert "http://127.0.0.1:9/x: the address has a user or a password in it." in result.output
    assert PASSWORD not in result.output


@pytest.mark.parametrize("url", ["ftp://x/y", "x", "http://", "http://h:99999/", "file:///etc/passwd", "http://h/a b"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="not the address of an endpoint"):
        checked(url)


def test_an_address_is_taken_without_what_does_not_matter() -> None:
    assert checked("https://h:1/a/?x=1#y") == "https://h:1/a/?x=1"
    assert checked("https://h/a/") == "https://h/a"


def test_the_environment_says_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_credential", lambda *_: None)
    url = "https://h:1/x"
    assert credentials_for(url, {}) is None
    basic = credentials_for(url, {"PINCITE_USER": "Aladdin", "PINCITE_PASSWORD": "open sesame"})
    assert basic
    assert basic.header == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="  # RFC 7617
    assert basic.hide("QWxhZGRpbjpvcGVuIHNlc2FtZQ== open sesame") == "*** ***"
    assert "sesame" not in repr(basic)
    for wrong in (
        {"PINCITE_PASSWORD": "x"},
        {"PINCITE_USER": "a:b", "PINCITE_PASSWORD": "x"},
        {"PINCITE_USER": "a", "PINCITE_PASSWORD": "x", "PINCITE_TOKEN": "y"},
        {"PINCITE_TOKEN": "a\r\nX-Evil: 1"},
    ):
        with pytest.raises(UsageError) as caught:
            credentials_for(url, wrong)
        assert "Evil" not in str(caught.value)


class Drawer(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self, entries: dict[tuple[str, str], str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries = entries

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def get_credential(self, service: str, username: str | None) -> keyring.credentials.Credential | None:
        for (where, name), password in self.entries.items():
            if where == service and username in (None, name):
                return keyring.credentials.SimpleCredential(name, password)
        return None


@pytest.fixture
def drawer() -> Iterator[dict[tuple[str, str], str]]:
    """The entries of a keyring that is used while the test runs."""
    before = keyring.get_keyring()
    entries: dict[tuple[str, str], str] = {}
    keyring.set_keyring(Drawer(entries))
    yield entries
    keyring.set_keyring(before)


def test_the_keyring_says_who_asks(guarded: Store, few: Path, drawer: dict[tuple[str, str], str]) -> None:
    drawer[guarded.root, USER] = "plain-5821"
    assert load(guarded.endpoint(), Job((few,), replace=True), lambda _: None).triples == 2000
    drawer[guarded.root, USER] = "wrong"
    with pytest.raises(UsageError, match="answered 401"):
        load(guarded.endpoint(), Job((few,), replace=True), lambda _: None)


def test_the_keyring_has_tokens_and_is_asked_last(drawer: dict[tuple[str, str], str]) -> None:
    drawer["https://h:1", "token"] = TOKEN
    found = credentials_for("https://h:1/x", {})
    assert found
    assert found.header == f"Bearer {TOKEN}"
    assert credentials_for("https://other:1/x", {}) is None
    given = credentials_for("https://h:1/x", {"PINCITE_USER": "a", "PINCITE_PASSWORD": "b"})
    assert given
    assert given.header.startswith("Basic ")


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server with a certificate of an authority that nobody knows; its address, and the authority's certificate."""
    authority = trustme.CA()
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = b'{"head": {"vars": []}, "results": {"bindings": []}, "boolean": true}'
            self.send_response(418)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}/x", path
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("command", ["load --store fuseki", "ask keepers --endpoint"])
def test_a_certificate_is_verified(secure: tuple[str, Path], few: Path, command: str) -> None:
    url, authority = secure
    more = ["--file", str(few)] if command.startswith("load") else []
    line = [sys.executable, "-m", "pincite.cli", *command.split(), url, "--project", str(EXAMPLE), *more]
    # In a process of its own, for the authorities are read once.
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "certificate" in done.stderr.lower()
    trusting = subprocess.run(line, capture_output=True, text=True, check=False, env={"SSL_CERT_FILE": str(authority)})
    assert "418" in trusting.stderr
