"""Real stores in tests: Fuseki on TDB2, RDF4J Server in Jetty, Oxigraph; each on a free port, with data on disk."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pincite.ontology.java import find_java
from tests.tools import maven

KINDS = ("fuseki", "rdf4j", "oxigraph")
_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
_PATIENCE = 120.0  # seconds for a server to answer, on a busy machine
_REPOSITORY = """@prefix config: <tag:rdf4j.org,2023:config/> .
[] a config:Repository ; config:rep.id "test" ; config:rep.impl [
  config:rep.type "openrdf:SailRepository" ;
  config:sail.impl [ config:sail.type "openrdf:NativeStore" ; config:native.tripleIndexes "spoc,posc,cspo" ] ] .
"""


@dataclass
class Store:
    """A store that can be started, killed and started again on what it has on disk."""

    kind: str
    folder: Path
    login: tuple[str, str] | None = None
    memory: str = "1g"
    options: tuple[str, ...] = ()
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.port = self.port or free_port()

    @property
    def root(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    def endpoint(self, root: str = "") -> str:
        """What `pincite load` is given, perhaps by way of another address."""
        paths = {"fuseki": "/test", "rdf4j": "/rdf4j-server/repositories/test", "oxigraph": ""}
        return (root or self.root) + paths[self.kind]

    @property
    def query(self) -> str:
        """What is asked."""
        paths = {"fuseki": "/test/sparql", "rdf4j": "/rdf4j-server/repositories/test", "oxigraph": "/query"}
        return self.root + paths[self.kind]

    @property
    def update(self) -> str:
        """What takes updates."""
        paths = {"fuseki": "/test/update", "rdf4j": "/rdf4j-server/repositories/test/statements", "oxigraph": "/update"}
        return self.root + paths[self.kind]

    def start(self) -> None:
        """Start it and wait until it answers."""
        fresh = not self.folder.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        commands = {"fuseki": self._fuseki, "rdf4j": self._rdf4j, "oxigraph": self._oxigraph}
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self.process = subprocess.Popen(commands[self.kind](), stdout=log, stderr=log)
        self._wait(f"{self.root}/rdf4j-server/protocol" if self.kind == "rdf4j" else self.query)
        if self.kind == "rdf4j" and fresh:
            _call(self.endpoint(), _REPOSITORY.encode(), "text/turtle", "PUT")

    def kill(self) -> None:
        """End it as a loss of power would."""
        assert self.process
        self.process.kill()
        self.process.wait(30)

    def ask(self, query: str) -> list[dict[str, str]]:
        """Return the rows of a SELECT as text; asked in the plainest way, not by way of what is tested."""
        form = urllib.parse.urlencode({"query": query}).encode()
        found = json.loads(_call(self.query, form, "application/x-www-form-urlencoded", login=self.login))
        return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]

    def count(self, graph: str | None = None) -> int:
        """Return the number of triples in the default graph or a named one."""
        nil = "FROM <http://www.openrdf.org/schema/sesame#nil>" if self.kind == "rdf4j" else ""
        pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        return int(self.ask(f"SELECT (COUNT(*) AS ?n) {'' if graph else nil} {{ {pattern} }}")[0]["n"])

    def graphs(self) -> set[str]:
        """Return the names of all named graphs that hold something."""
        return {row["g"] for row in self.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}

    def clear(self) -> None:
        """Remove everything."""
        self.change("DROP SILENT ALL")
        if self.kind == "fuseki" and self.count():
            # TDB2 keeps decimals that are not written in its way.
            for row in self.ask("SELECT ?s ?p ?o { ?s ?p ?o }"):
                value = row["o"].removesuffix(".0")
                forms = " , ".join(f'"{value}{end}"^^<{_DECIMAL}>' for end in ("", "0", "00", ".00"))
                self.change(f"DELETE DATA {{ <{row['s']}> <{row['p']}> {forms} }}")
        assert self.count() == 0

    def change(self, update: str) -> None:
        """Send an update."""
        _call(self.update, update.encode(), "application/sparql-update", login=self.login)

    def _fuseki(self) -> list[str]:
        command = [*self._java(), "-cp", maven.class_path("fuseki"), maven.programs()["fuseki"].main]
        if self.login:
            passwords = self.folder.parent / "passwords"
            passwords.write_text(f"{self.login[0]}: {self.login[1]}\n", encoding="utf-8")
            command += [f"--passwd={passwords}", "--auth=basic"]
        return [*command, "--localhost", f"--port={self.port}", "--update", "--tdb2", f"--loc={self.folder}", "/test"]

    def _rdf4j(self) -> list[str]:
        data = f"-Dorg.eclipse.rdf4j.appdata.basedir={self.folder}"
        jetty = [*self._java(), data, "-cp", maven.class_path("jetty"), maven.programs()["jetty"].main]
        place = ["--host", "127.0.0.1", "--port", str(self.port), "--path", "/rdf4j-server"]
        return [*jetty, *place, maven.class_path("rdf4j")]

    def _oxigraph(self) -> list[str]:
        program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
        return [program, "serve", "--location", str(self.folder), "--bind", f"127.0.0.1:{self.port}", *self.options]

    def _java(self) -> list[str]:
        return [str(find_java()), f"-Xmx{self.memory}", "-XX:+UseSerialGC"]

    def _wait(self, url: str) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            assert self.process
            assert self.process.poll() is None, self._log()
            try:
                with urllib.request.urlopen(f"{url}?query=ASK%7B%7D", timeout=10):  # noqa: S310  # our own
                    return
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError(self._log())

    def _log(self) -> str:
        return (self.folder.parent / f"{self.folder.name}.log").read_text(encoding="utf-8")[-4000:]


@contextmanager
def running(
    kind: str,
    folder: Path,
    login: tuple[str, str] | None = None,
    memory: str = "1g",
    options: tuple[str, ...] = (),
) -> Iterator[Store]:
    """A store that runs, with its data in `folder`; it is gone afterwards. `options` are Oxigraph's."""
    store = Store(kind, folder / kind, login, memory, options)
    store.start()
    try:
        yield store
    finally:
        store.kill()
        shutil.rmtree(store.folder, ignore_errors=True)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _call(url: str, body: bytes, media: str, method: str = "POST", login: tuple[str, str] | None = None) -> bytes:
    request = urllib.request.Request(url, body, method=method)  # noqa: S310  # our own
    request.add_header("Content-Type", media)
    request.add_header("Accept", "application/sparql-results+json")
    if login:
        import base64  # noqa: PLC0415

        request.add_header("Authorization", "Basic " + base64.b64encode(":".join(login).encode()).decode())
    with urllib.request.urlopen(request, timeout=600) as answer:  # noqa: S310
        return bytes(answer.read())
