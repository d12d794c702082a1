"""The example's site behind four servers, each asked the same questions: our own, nginx, Apache and Caddy."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pincite.building import build
from pincite.hosts import Published as Lights
from pincite.hosts import host_files
from tests.tools import servers

EXAMPLE = Path(__file__).parents[1] / "example"
SERVERS = ("serve", "nginx", "apache", "caddy")
MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "setenvif", "filter", "deflate")
PATIENCE = 30.0  # seconds for a server to listen
SERVE = """
import sys
from pathlib import Path
from pincite.serve import run
run(Path(sys.argv[1]), base_path="/lights/", port=int(sys.argv[2]))
"""


@dataclass(frozen=True)
class Answer:
    """An answer: its headers by their names in small letters, several of one name joined."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Host:
    """A server that serves the site at /lights/."""

    name: str
    port: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Send one request, its path as it is; a header's name has `_` for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in answer.getheaders():
                key = name.lower()
                found[key] = f"{found[key]}, {value}" if key in found else value
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()


@dataclass(frozen=True)
class Published:
    """The built example: `root` is a document root in which the site is at its path."""

    root: Path
    hosts: Path


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that anybody may read: servers started by root work as nobody, and pytest's folders are closed."""
    with tempfile.TemporaryDirectory(prefix="pincite-hosts-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="session")
def published(open_folder: Path) -> Published:
    """The example, built, and put where a server has it."""
    folder = open_folder / "published"
    build(EXAMPLE, folder / "build")
    root = folder / "root"
    shutil.copytree(folder / "build" / "site", root / "lights")
    shutil.copyfile(folder / "build" / "hosts" / "apache" / ".htaccess", root / "lights" / ".htaccess")
    _open_to_all(folder)
    return Published(root, folder / "build" / "hosts")


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture(scope="session", params=SERVERS)
def host(
    request: pytest.FixtureRequest, published: Published, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    """Each of the servers."""
    name = str(request.param)
    yield from _running(name, published, tmp_path_factory.mktemp(name))


@pytest.fixture(scope="session")
def redirector(published: Published, open_folder: Path) -> Iterator[Host]:
    """Apache with nothing but the file for w3id.org."""
    folder = open_folder / "w3id"
    target = folder / "root" / "lights" / ".htaccess"
    target.parent.mkdir(parents=True)
    elsewhere = Lights("https://example.org/lights/", "https://host.example/far/", "https://example.org/licence")
    target.write_text(host_files(elsewhere)["w3id/.htaccess"], encoding="utf-8")
    _open_to_all(folder)
    yield from _running("apache", Published(folder / "root", published.hosts), folder)


def _running(name: str, published: Published, folder: Path) -> Iterator[Host]:
    """Run a server with its configuration in `folder`, and end it afterwards."""
    port = _free_port()
    program = Path(sys.executable) if name == "serve" else servers.find(name)
    if program is None:
        message = f"{name} is not here and cannot be installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    command = COMMANDS[name](program, published, folder, port)
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=_environment(folder))
    try:
        _wait(process, port, folder / "log")
        yield Host(name, port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _serve(_program: Path, published: Published, _folder: Path, port: int) -> list[str]:
    return [sys.executable, "-c", SERVE, str(published.root / "lights"), str(port)]


def _nginx(program: Path, published: Published, folder: Path, port: int) -> list[str]:
    site = (published.hosts / "nginx" / "site.conf").read_text(encoding="utf-8")
    site = _swap(_swap(site, "listen 80;", f"listen 127.0.0.1:{port};"), "/var/www/html", str(published.root))
    (folder / "site.conf").write_text(site, encoding="utf-8")
    temporary = "".join(
        f"{one}_temp_path {folder}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log stderr warn; worker_processes 1;\n"
        f"events {{ worker_connections 64; }}\nhttp {{ access_log off; {temporary} include {folder}/site.conf; }}\n",
        encoding="utf-8",
    )
    return [str(program), "-c", str(folder / "nginx.conf")]


def _apache(program: Path, published: Published, folder: Path, port: int) -> list[str]:
    modules = Path("/usr/lib/apache2/modules")
    lines = [
        f"ServerRoot {folder}", f"PidFile {folder}/pid", "ErrorLog /dev/stderr", "LogLevel warn",
        f"Listen 127.0.0.1:{port}", "ServerName localhost",
        *(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in MODULES),
        "User nobody", "Group nogroup", "TypesConfig /dev/null", f"DocumentRoot {published.root}",
        "<Directory />", "AllowOverride All", "Require all granted", "</Directory>", "",
    ]  # fmt: skip
    (folder / "httpd.conf").write_text("\n".join(lines), encoding="utf-8")
    return [str(program), "-X", "-f", str(folder / "httpd.conf")]


def _caddy(program: Path, published: Published, folder: Path, port: int) -> list[str]:
    site = (published.hosts / "caddy" / "Caddyfile").read_text(encoding="utf-8")
    site = _swap(_swap(site, "\nexample.org {", f"\nhttp://127.0.0.1:{port} {{"), "/var/www/html", str(published.root))
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + site, encoding="utf-8")
    return [str(program), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


COMMANDS = {"serve": _serve, "nginx": _nginx, "apache": _apache, "caddy": _caddy}


def _swap(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new, 1)


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {"XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))
