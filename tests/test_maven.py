"""Java programs by name and SHA-256: what is fetched, from where it is taken, and what is refused."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from tests.tools import maven

TOML = '[tool]\nartifact = "commons-cli:commons-cli:1.4"\nmain = "a.B"\nalone = true\n'
PLACE = "commons-cli/commons-cli/1.4/commons-cli-1.4.jar"


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    """One small program, with the SHA-256 that ROBOT's lock has for the same file."""
    folder = tmp_path / "requirements"
    folder.mkdir()
    (folder / "maven.toml").write_text(TOML)
    jar = next(jar for jar in maven.locked("robot") if jar.path == PLACE)
    (folder / "maven.sha256").write_text(f"# A comment.\ntool {jar.path} {jar.sha256}\n")
    return folder


@pytest.fixture
def no_mvn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("mvn") is None


def test_the_lock_has_every_program_and_no_other() -> None:
    wanted = maven.programs()
    assert "robot" in wanted
    lines = (maven.REQUIREMENTS / "maven.sha256").read_text(encoding="utf-8").splitlines()
    assert {line.split()[0] for line in lines if not line.startswith("#")} == set(wanted)
    for name, program in wanted.items():
        jars = maven.locked(name)
        group, artifact, version = program.artifact.split(":")
        assert f"{group}:{artifact}:{program.type}:{version}" in {jar.coordinates for jar in jars}
        assert all(len(jar.sha256) == 64 for jar in jars)


def test_what_the_lock_says_names_no_server() -> None:
    for name in ("maven.toml", "maven.sha256"):
        assert "://" not in (maven.REQUIREMENTS / name).read_text(encoding="utf-8")


def test_a_classifier_is_part_of_the_coordinates() -> None:
    jar = maven.Jar("tool", "org/example/a/1.0/a-1.0-all.jar", "0")
    assert jar.coordinates == "org.example:a:jar:all:1.0"


def test_a_war_is_known_by_its_ending() -> None:
    assert maven.Jar("tool", "org/example/a/1.0/a-1.0.war", "0").coordinates == "org.example:a:war:1.0"
    program = maven.Program("tool", "org.example:a:1.0", alone=True, type="war")
    assert program.path == "org/example/a/1.0/a-1.0.war"
    assert "<type>war</type><exclusions>" in program.pom()


def test_a_file_that_is_there_is_taken(requirements: Path, tmp_path: Path) -> None:
    (requirements / "maven.sha256").write_text(f"tool {PLACE} {hashlib.sha256(b'jar').hexdigest()}\n")
    jar = tmp_path / "m2" / PLACE
    jar.parent.mkdir(parents=True)
    jar.write_bytes(b"jar")
    assert maven.class_path("tool", tmp_path / "m2", requirements) == str(jar)


def test_another_file_than_the_locks_is_refused_and_removed(requirements: Path, tmp_path: Path) -> None:
    jar = tmp_path / "m2" / PLACE
    jar.parent.mkdir(parents=True)
    jar.write_bytes(b"something else")
    with pytest.raises(maven.MavenError, match=r"jar:1\.4: its SHA-256 is .*, not .* as in .*maven\.sha256"):
        maven.class_path("tool", tmp_path / "m2", requirements)
    assert not jar.exists()


@pytest.mark.usefixtures("no_mvn")
def test_without_mvn_the_package_fetches(requirements: Path, tmp_path: Path) -> None:
    try:
        found = maven.class_path("tool", tmp_path / "m2", requirements)
    except maven.MavenError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    assert found == str(tmp_path / "m2" / PLACE)
    assert [path.name for path in Path(found).parent.iterdir()] == ["commons-cli-1.4.jar"]


@pytest.mark.usefixtures("no_mvn")
def test_what_nobody_has_is_an_error(requirements: Path, tmp_path: Path) -> None:
    place = "org/example/no-such/1.0/no-such-1.0.jar"
    (requirements / "maven.sha256").write_text(f"tool {place} {'0' * 64}\n")
    with pytest.raises(maven.MavenError, match=r"no-such:jar:1\.0: cannot be fetched\. Install Maven"):
        maven.class_path("tool", tmp_path / "m2", requirements)


def test_unknown_programs_and_an_empty_lock(requirements: Path, tmp_path: Path) -> None:
    with pytest.raises(maven.MavenError, match=r"maven\.toml: has no \[other\]"):
        maven.class_path("other", tmp_path, requirements)
    (requirements / "maven.sha256").write_text("# Nothing.\n")
    with pytest.raises(
        maven.MavenError, match=r"maven\.sha256: has nothing for tool\. Run python tests/tools/maven\.py"
    ):
        maven.class_path("tool", tmp_path, requirements)


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert maven.main([]) == 2
    assert maven.main(["nothing"]) == 1
    assert "has no [nothing]" in capsys.readouterr().err
