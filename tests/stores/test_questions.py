"""The publication's questions and checks have the same answers in every store as in the embedded one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from pincite.asking import explanation
from pincite.checking import check_endpoint
from pincite.errors import ContentError
from pincite.graph.names import Names
from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project
from pincite.queries.ask import Answer, as_json, ask
from pincite.queries.endpoint import Endpoint
from pincite.stores import Job, load
from tests.stores.conftest import started
from tests.tools.stores import KINDS, Store

ROOT = Path(__file__).parents[2]
QUESTIONS = sorted(path.stem for path in (ROOT / "queries" / "questions").glob("**/*.rq"))
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/questions/cases.yaml").read_text(encoding="utf-8"))
# One store at a time: the machine has few cores, and each has its own share of memory.
SUBJECTS = ("Belarus", "Regional Group of Forces")


@dataclass(frozen=True)
class Both:
    """The publication's graph here, and a store that holds it."""

    made: Made
    names: Names
    store: Store
    endpoint: Endpoint

    def here(self, name: str, given: Mapping[str, str]) -> Answer:
        """The embedded store's answer."""
        return ask(self.made.questions[name], given, self.made.graph, self.names)

    def there(self, name: str, given: Mapping[str, str]) -> Answer:
        """The other's."""
        return ask(self.made.questions[name], given, self.endpoint, self.names)


@pytest.fixture(scope="session")
def made() -> Made:
    return make_graph(Project.open(ROOT), Timings(lambda _: None))


@pytest.fixture(scope="module", params=KINDS)
def both(request: pytest.FixtureRequest, made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("questions")
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in made.triples())
    (folder / "graph.nt").write_text(lines, encoding="utf-8")
    for store in started(str(request.param), folder):
        loaded = load(store.endpoint(), Job((folder / "graph.nt",)), lambda _: None)
        assert loaded.triples == made.graph.count()
        endpoint = Endpoint(store.query, made.project.prefixes, timeout=180)
        yield Both(made, Names(made.graph), store, endpoint)


def test_there_are_questions(made: Made) -> None:
    assert len(QUESTIONS) > 150
    assert set(QUESTIONS) == set(made.questions)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_the_same_rows_in_the_same_order(both: Both, name: str) -> None:
    assert as_json(both.there(name, {})) == as_json(both.here(name, {}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['ask']}-{'-'.join(map(str, case['with'].values()))}")
def test_a_question_with_other_parameters_too(both: Both, case: Mapping[str, Any]) -> None:
    given = {key: str(value) for key, value in case["with"].items()}
    assert as_json(both.there(case["ask"], given)) == as_json(both.here(case["ask"], given))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_explanation_is_the_same(both: Both, subject: str) -> None:
    there = explanation(ROOT, subject, None, None, both.store.query)
    assert there == explanation(ROOT, subject, None, None)
    assert there.count("sentence") > 10


def test_the_checks_pass_and_a_change_is_seen(both: Both) -> None:
    lines = list(check_endpoint(ROOT, both.store.query, (), lambda _: None))
    assert lines[0].endswith("the same as here")
    assert lines[1] == f"Checks: {len(both.made.checks)} queries return no rows on the store"
    # A triple instead of another: the count is right, the digest is not.
    statement, start = next((s, o) for s, p, o in both.made.triples() if p == "<https://w3id.org/pincite/ns#start>")
    other = start.replace('"', '"1', 1)
    swap = "DELETE DATA {{ {0} <https://w3id.org/pincite/ns#start> {1} }}"
    both.store.change(f"{swap.format(statement, start)} ; {swap.format(statement, other).replace('DELETE', 'INSERT')}")
    with pytest.raises(ContentError, match=r"the store holds [\d,]+ triples, digest [\w.]+; here are"):
        list(check_endpoint(ROOT, both.store.query, (), lambda _: None))
