"""What one query may take, how many may run, and what none may do: each has a clear answer, and the server goes on."""

from __future__ import annotations

import http.client
import os
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.endpoint.conftest import COUNT, RUNAWAY, Answer, Served, serving

SECONDS, PLACES = 3, 6
DIRECT = {"Content_Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def tight(lights: Path) -> Iterator[Served]:
    """The example served with narrow limits."""
    options = ("--seconds", str(SECONDS), "--places", str(PLACES), "--answer-mb", "1", "--memory-mb", "128")
    with serving(lights, "--no-reload", *options) as one:
        yield one


def _works(served: Served) -> bool:
    return served.ask(COUNT, Accept="text/csv").text.split()[0] == "n"


def _timed(served: Served, query: str) -> tuple[Answer, float]:
    started = time.monotonic()
    return served.ask(query), time.monotonic() - started


def _running(pids: set[int]) -> set[int]:
    """Return those that are running, not dead and not waited for."""
    found = set()
    for pid in pids:
        with suppress(OSError):
            if Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z":
                found.add(pid)
    return found


def _below(pid: int) -> set[int]:
    """Return the processes below one, at any depth."""
    found: set[int] = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1]) == pid:
                found |= {int(path.parent.name)} | _below(int(path.parent.name))
    return found


def test_ten_runaway_queries_are_stopped_while_others_are_answered(tight: Served) -> None:
    assert _works(tight)
    with ThreadPoolExecutor(10) as pool:
        runaways = [pool.submit(_timed, tight, RUNAWAY) for _ in range(10)]
        time.sleep(1.5)
        small, pages = [], []
        for _ in range(4):
            answer, seconds = _timed(tight, COUNT)
            assert answer.status == 200
            small.append(seconds)
            started = time.monotonic()
            assert tight.send("GET", "/").status == 200
            pages.append(time.monotonic() - started)
        assert not all(one.done() for one in runaways)
        ended = [one.result() for one in runaways]
    # A place is free in a moment; the machine may be busy.
    assert max(small) < 3
    assert max(pages) < 2
    statuses = Counter(answer.status for answer, _ in ended)
    assert set(statuses) == {503, 504}
    assert statuses[504] >= PLACES // 2
    for answer, seconds in ended:
        assert seconds < 2 * SECONDS + 3
        if answer.status == 504:
            assert "stopped after 3 s" in answer.text
            assert "retry-after" not in answer.headers
        else:
            assert "others wait" in answer.text or "too many" in answer.text
            assert answer.headers["retry-after"] == "5"
    assert _works(tight)


def test_what_was_stopped_runs_no_more(tight: Served) -> None:
    answer, seconds = _timed(tight, RUNAWAY)
    assert answer.status == 504
    # Later the system itself would have ended it.
    assert seconds < SECONDS + 1.8
    _rests(tight)


def _ticks(pid: int) -> int:
    """Return the processor time that a process has taken, in hundredths of a second."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])
    return 0


def _rests(served: Served) -> None:
    """Wait until nothing below a server has worked for half a second."""
    end = time.monotonic() + SECONDS / 2
    while True:
        before = {pid: _ticks(pid) for pid in _below(served.process.pid)}
        time.sleep(0.5)
        if all(_ticks(pid) - ticks < 3 for pid, ticks in before.items()):
            return
        assert time.monotonic() < end


def test_who_goes_away_stops_the_query(tight: Served) -> None:
    with socket.create_connection(("127.0.0.1", tight.port)) as one:
        before = {pid: _ticks(pid) for pid in _below(tight.process.pid)}
        one.sendall(f"GET /sparql?{urlencode({'query': RUNAWAY})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        end = time.monotonic() + SECONDS / 2
        while not any(_ticks(pid) - before.get(pid, 0) > 10 for pid in _below(tight.process.pid)):
            assert time.monotonic() < end
            time.sleep(0.02)
    _rests(tight)


def test_an_answer_that_is_too_long(tight: Served) -> None:
    answer = tight.ask("SELECT * { ?s ?p ?o . ?a ?b ?c }")
    assert answer.status == 403
    assert "longer than the 1 MB" in answer.text
    assert tight.ask("CONSTRUCT { ?a ?q ?o } WHERE { ?s ?p ?o . ?a ?q ?c }").status == 403
    assert _works(tight)


def test_too_much_memory(tight: Served) -> None:
    answer = tight.ask("SELECT * { ?s ?p ?o . ?a ?b ?c } ORDER BY ?o")
    assert answer.status == 403, answer.text
    assert "more than the 128 MB" in answer.text
    assert _works(tight)


def test_nested_too_deep(tight: Served) -> None:
    query = "SELECT * " + "{" * 100_000 + "}" * 100_000
    answer = tight.send("POST", "/sparql", query.encode(), **DIRECT)
    assert (answer.status, answer.text) == (403, "query: it is nested too deep. Write it flatter.\n")
    assert _works(tight)


def test_too_long_a_query(tight: Served) -> None:
    long = "ASK {} #" + "x" * 300_000
    assert tight.send("GET", f"/sparql?query={'x' * 300_000}").status == 414
    answer = tight.send("POST", "/sparql", long.encode(), **DIRECT)
    assert (answer.status, answer.text) == (413, "request: longer than 262,144 bytes. Ask in a shorter way.\n")
    assert tight.ask("ASK {} #" + "x" * 200_000).status == 200


def test_a_worker_that_is_killed_from_outside(tight: Served) -> None:
    """The system may kill the largest process when memory is short."""
    with ThreadPoolExecutor(4) as pool:
        # Some that have nothing to do, when they are killed.
        assert all(pool.map(lambda _: _works(tight), range(8)))
        asked = pool.submit(tight.ask, RUNAWAY)
        time.sleep(0.7)
        keeper, *_ = (pid for pid in _below(tight.process.pid) if _parent(pid) == tight.process.pid)
        for pid in _below(keeper):
            os.kill(pid, 9)
        assert asked.result().status == 403
    assert _works(tight)
    os.kill(keeper, 9)
    end = time.monotonic() + 10
    while not any("has died; it is loaded anew" in line for line in tight.said):
        assert time.monotonic() < end
        # Until it is noticed there are workers that go on.
        assert _works(tight)
    assert _works(tight)
    assert keeper not in _below(tight.process.pid)


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])


def test_nobody_is_left_behind(lights: Path) -> None:
    with serving(lights, "--no-reload") as one, ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(_quietly, one) for _ in range(2)]
        time.sleep(1)
        assert _works(one)
        below = _below(one.process.pid)
        assert len(below) >= 3
        one.process.kill()
        one.process.wait()
        end = time.monotonic() + 5
        while _running(below) and time.monotonic() < end:
            time.sleep(0.1)
        assert _running(below) == set()
        one.process.returncode = 0
        one.stop = lambda: None  # type: ignore[method-assign]  # it has been killed
        for waiting in asked:
            waiting.result()


def _quietly(served: Served) -> None:
    with suppress(OSError, http.client.HTTPException):
        served.ask(RUNAWAY)


class Listener:
    """Somebody on this machine who must not be called."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                self.calls += 1
                connection.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.socket.close()


def test_nobody_is_called(tight: Served, listener: Listener) -> None:
    with socket.create_connection(("127.0.0.1", listener.port)):
        time.sleep(0.2)
    assert listener.calls == 1  # it would be noticed
    there = f"http://127.0.0.1:{listener.port}/sparql"
    refused = [
        f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ service silent <{there}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ VALUES ?e {{ <{there}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
        f"PREFIX e: <{there}> ASK {{ FILTER EXISTS {{ SERVICE e: {{ ?s ?p ?o }} }} }}",
        f"SELECT * {{ {{ SELECT * {{ SERVICE <{there}> {{}} }} }} }}",
    ]
    for query in refused:
        answer = tight.ask(query)
        assert (answer.status, "SERVICE calls another" in answer.text) == (403, True), query
    for query in (f"ASK FROM <{there}> {{}}", f"ASK FROM NAMED <{there}> {{}}"):
        assert tight.ask(query).status == 403
    assert tight.send("GET", "/sparql?" + urlencode({"query": "ASK {}", "default-graph-uri": there})).status == 403
    assert tight.ask(f"DESCRIBE <{there}>").status == 200
    time.sleep(0.2)
    assert listener.calls == 1


def test_no_file_is_read(tight: Served, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<a> <b> 'secret' .", encoding="utf-8")
    for query in (
        f"CONSTRUCT FROM <file://{secret}> WHERE {{ ?s ?p ?o }}",
        f"CONSTRUCT {{ ?s ?p ?o }} FROM NAMED <{secret.as_uri()}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"LOAD <{secret.as_uri()}>",
    ):
        answer = tight.ask(query)
        assert answer.status in (400, 403)
        assert "secret'" not in answer.text
