"""Gets the Java programs of `requirements/maven.toml` and prints the command that runs one.

    python tests/tools/maven.py robot     get it, print the class path
    python tests/tools/maven.py --lock    resolve requirements/maven.sha256 anew (needs mvn and the network)

A file that is in Maven's local repository (`~/.m2/repository`, or `MAVEN_REPO_LOCAL`) is taken from there; the rest is
fetched by `mvn` where it is on the PATH, else by the package maven-artifact; from which server is their own setting. A
file with another SHA-256 than the lock's is an error, never used.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
_LONGEST = 900  # seconds for all downloads on a slow line
_AT_ONCE = 8
_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath"
_POM = """<project><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>local</artifactId><version>1</version><dependencies><dependency>
<groupId>{group}</groupId><artifactId>{name}</artifactId><version>{version}</version><type>{type}</type>{exclusions}
</dependency></dependencies></project>
"""
_EXCLUSIONS = "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>"


class MavenError(Exception):
    """A program cannot be had: `place: what is wrong. What to do.`"""


@dataclass(frozen=True)
class Jar:
    """A line of the lock: whose it is, where it is in a repository (`org/example/a/1.0/a-1.0.jar`), SHA-256 in hex."""

    program: str
    path: str
    sha256: str

    @property
    def coordinates(self) -> str:
        """`group:name:jar[:classifier]:version`."""
        *group, name, version, file = self.path.split("/")
        classifier, _, ending = file.removeprefix(f"{name}-{version}").removeprefix("-").rpartition(".")
        return ":".join(filter(None, (".".join(group), name, ending, classifier, version)))


@dataclass(frozen=True)
class Program:
    """An entry of `maven.toml`: `artifact` is `group:name:version`, `type` its file's ending, `main` the class to run.

    A `war` has no class to run: something else serves it.
    """

    name: str
    artifact: str
    main: str = ""
    alone: bool = False
    type: str = "jar"

    @property
    def path(self) -> str:
        """Where its own file is in a repository."""
        group, name, version = self.artifact.split(":")
        return f"{group.replace('.', '/')}/{name}/{version}/{name}-{version}.{self.type}"

    def pom(self) -> str:
        """Return a Maven project that needs just this."""
        group, name, version = self.artifact.split(":")
        exclusions = _EXCLUSIONS if self.alone else ""
        return _POM.format(group=group, name=name, version=version, type=self.type, exclusions=exclusions)


def programs(folder: Path = REQUIREMENTS) -> dict[str, Program]:
    """Return the entries of `maven.toml` by name."""
    table: dict[str, Any] = tomllib.loads((folder / "maven.toml").read_text(encoding="utf-8"))
    return {name: Program(name, **entry) for name, entry in table.items()}


def locked(name: str, folder: Path = REQUIREMENTS) -> tuple[Jar, ...]:
    """Return the files that a program needs. Raises MavenError when the lock has none."""
    lines = (folder / "maven.sha256").read_text(encoding="utf-8").splitlines()
    jars = tuple(Jar(*line.split()) for line in lines if line and not line.startswith("#"))
    found = tuple(jar for jar in jars if jar.program == name)
    if not found:
        raise MavenError(f"requirements/maven.sha256: has nothing for {name}. Run python tests/tools/maven.py --lock.")
    return found


def class_path(name: str, repository: Path | None = None, folder: Path = REQUIREMENTS) -> str:
    """Return a program's Java class path, every file of it checked; fetch what is missing.

    Raises MavenError when the program is unknown, when a file cannot be had, or has another SHA-256 than in the lock.
    """
    if name not in programs(folder):
        raise MavenError(f"requirements/maven.toml: has no [{name}]. Add it, or take one of: {', '.join(programs())}.")
    repository = repository or local_repository()
    jars = locked(name, folder)
    if missing(jars, repository):
        _by_maven(programs(folder)[name], repository)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        # A list, so that the first error is raised here.
        list(pool.map(lambda jar: _by_package(jar, repository), missing(jars, repository)))
    for jar in jars:
        _verify(jar, repository / jar.path)
    return os.pathsep.join(str(repository / jar.path) for jar in jars)


def local_repository() -> Path:
    """Return the folder in which Maven keeps what it has fetched."""
    named = os.environ.get("MAVEN_REPO_LOCAL")
    return Path(named) if named else Path.home() / ".m2" / "repository"


def missing(jars: Iterable[Jar], repository: Path) -> list[Jar]:
    """Return those that are not in the folder."""
    return [jar for jar in jars if not (repository / jar.path).is_file()]


def resolve(program: Program, repository: Path) -> list[Path]:
    """Return all files of a program, which `mvn` finds and fetches. Raises MavenError when it cannot."""
    mvn = shutil.which("mvn")
    if mvn is None:
        raise MavenError(f"{program.name}: there is no mvn to resolve it with. Install Maven.")
    with tempfile.TemporaryDirectory(prefix="pincite-maven-") as folder:
        (Path(folder) / "pom.xml").write_text(program.pom(), encoding="utf-8")
        command = (mvn, "-B", "-q", "-ntp", f"-Dmaven.repo.local={repository}", _GOAL, "-Dmdep.includeScope=runtime")
        done = _run(*command, "-Dmdep.outputFile=path.txt", folder=folder)
        path = Path(folder) / "path.txt"
        if done.returncode or not path.is_file():
            raise MavenError(f"{program.name}: mvn cannot get {program.artifact}. It says: {_last(done.stdout)}")
        found = [Path(one) for one in path.read_text(encoding="utf-8").strip().split(os.pathsep) if one]
        # What is no jar has been fetched, but is on no class path.
        return found if program.type == "jar" else [repository / program.path, *found]


def lock(folder: Path = REQUIREMENTS) -> None:
    """Write `maven.sha256`: every file of every program, with the SHA-256 that it has now."""
    repository = local_repository()
    lines = ["# Made by: python tests/tools/maven.py --lock. Program, place in a Maven repository, SHA-256.\n"]
    for program in programs(folder).values():
        paths = {path.relative_to(repository).as_posix(): _digest(path) for path in resolve(program, repository)}
        lines += [f"{program.name} {path} {digest}\n" for path, digest in paths.items()]
    (folder / "maven.sha256").write_text("".join(lines), encoding="utf-8")


def _by_maven(program: Program, repository: Path) -> None:
    if shutil.which("mvn") is None:
        return
    try:
        resolve(program, repository)
    except MavenError as error:
        # What it could not get, the other way may.
        sys.stderr.write(f"{error}\n")


def _by_package(jar: Jar, repository: Path) -> None:
    target = repository / jar.path
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{os.getpid()}.part")
    done = _run(sys.executable, "-m", "maven_artifact.main", jar.coordinates, str(partial))
    if partial.is_file():
        _verify(jar, partial)
        partial.replace(target)
    elif done.returncode or not target.is_file():
        raise MavenError(f"{jar.coordinates}: cannot be fetched. Install Maven, or look at: {_last(done.stdout)}")


def _verify(jar: Jar, path: Path) -> None:
    found = _digest(path)
    if found != jar.sha256:
        path.unlink()
        what = f"{jar.coordinates}: its SHA-256 is {found}, not {jar.sha256} as in requirements/maven.sha256"
        raise MavenError(f"{what}. It has been removed; run this again, and find out who served it.")


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _last(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "ERROR" in line or "Failed" in line]
    return ([*telling, *lines[-1:]] or ["nothing"])[0][:300]


def _run(*command: str, folder: str | None = None) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, f"no answer in {_LONGEST} seconds")


def main(arguments: Sequence[str]) -> int:
    """Print a class path or write the lock; returns the exit code."""
    try:
        if list(arguments) == ["--lock"]:
            lock()
        elif len(arguments) == 1 and not arguments[0].startswith("-"):
            sys.stdout.write(class_path(arguments[0]) + "\n")
        else:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    except MavenError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
