"""The command line: help that holds, exit codes, silence when asked, plain text when nobody watches."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pincite import __version__
from pincite.cli import main

ROOT = Path(__file__).parents[1]
EXAMPLE = Path(__file__).parent / "example"
COMMANDS = {"build", "check", "ask", "explain", "coverage", "load", "serve", "diff", "new"}
ESCAPE = "\x1b"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture(scope="module")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example that commands may write into."""
    root = tmp_path_factory.mktemp("cli") / "lights"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build", "__pycache__"))
    return root


def test_the_commands_are_these() -> None:
    assert set(main.commands) == COMMANDS


def test_every_option_says_what_it_is_for() -> None:
    for command in main.commands.values():
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help or parameter.show_default, (command.name, parameter.name)


def examples(text: str) -> list[str]:
    """Return the command lines behind `Example:`."""
    lines = text.partition("Example:\n")[2].splitlines()
    return [line.strip() for line in lines if line.startswith("  pincite ")]


@pytest.mark.parametrize("name", ["", *sorted(COMMANDS)])
def test_every_help_has_an_example_that_is_understood(name: str) -> None:
    result = run(*filter(None, [name, "--help"]))
    assert result.exit_code == 0
    shown = examples("\n".join(line[2:] if line.startswith("  ") else line for line in result.output.splitlines()))
    assert shown
    for line in (part for one in shown for part in one.split("&&")):
        program, command, *arguments = shlex.split(line)
        assert program == "pincite"
        # Parses it, and does nothing.
        with main.commands[command].make_context(command, arguments):
            pass


def test_the_version_is_told() -> None:
    assert run("--version").output == f"pincite, version {__version__}\n"


def documents() -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    }


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_documents_speak_of_every_command(name: str) -> None:
    readme = documents()["README.md"]
    assert re.search(rf"\bpincite {name}\b", readme), f"README.md does not say what `pincite {name}` does"


def written(text: str) -> list[str]:
    """Return the command lines of a document: indented, fenced or between backticks."""
    fenced = [line for part in text.split("\n```")[1::2] for line in part.splitlines()[1:]]
    indented = re.findall(r"(?m)^ {4}(.*)", text)
    lines = [*fenced, *indented, *re.findall(r"`(pincite [^`\n]*)`", text)]
    return [line.removeprefix("$ ") for line in lines if line.removeprefix("$ ").startswith("pincite ")]


def test_the_documents_name_no_command_or_option_that_is_not_there() -> None:
    lines = [(path, line) for path, text in documents().items() for line in written(text)]
    assert len(lines) > 2
    for path, line in lines:
        name, *arguments = line.split()[1:]
        if name.startswith("-"):
            continue
        assert name in COMMANDS, (path, line)
        known = {"--help"} | {option for parameter in main.commands[name].params for option in parameter.opts}
        assert {one.partition("=")[0] for one in arguments if re.match("--?[a-z]", one)} <= known, (path, line)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", "--list"], 0),
        (["ask"], 0),
        (["ask", "keepers", "-p", "light=West Beacon", "--format", "json"], 0),
        (["ask", "keeper"], 2),
        (["ask", "keepers", "-p", "light"], 2),
        (["ask", "keepers", "-p", "=x"], 2),
        (["ask", "keepers", "--format", "xml"], 2),
        (["explain", "Ada Holm"], 0),
        (["explain", "Ada Holm", "li:builtIn"], 1),
        (["explain"], 2),
        (["coverage"], 0),
        (["coverage", "harbour-book"], 0),
        (["coverage", "harbor-book"], 2),
        (["check", "--no-reasoner"], 0),
        (["check", "--no-reasoning"], 2),
    ],
)
def test_exit_codes(lights: Path, arguments: list[str], code: int) -> None:
    result = run(*arguments, "--project", str(lights))
    assert result.exit_code == code, result.output
    assert result.output
    assert ESCAPE not in result.output


@pytest.mark.parametrize("command", ["build", "check", "ask", "explain x", "coverage", "load http://h", "serve"])
def test_a_folder_that_is_no_publication_is_wrong_usage(tmp_path: Path, command: str) -> None:
    where = [str(tmp_path)] if command in ("build", "serve") else ["--project", str(tmp_path)]
    result = run(*command.split(), *where)
    assert result.exit_code == 2
    assert "pincite.toml: no publication here." in result.output


def test_an_unknown_command_is_wrong_usage() -> None:
    assert run("biuld").exit_code == 2


def test_a_build_tells_its_figures_and_where_it_is(lights: Path, tmp_path: Path) -> None:
    result = run("build", str(lights), "--out", str(tmp_path / "out"))
    assert result.exit_code == 0
    figures, site, dump = result.stdout.splitlines()
    assert re.match(r"2 documents, 11 entities, .* triples; \d+\.\d s, \d+ MB$", figures)
    for line, start in ((site, "Site: "), (dump, "Dump: ")):
        assert line.startswith(start)
        assert Path(line.removeprefix(start)).is_file()
    assert ESCAPE not in result.output


@pytest.mark.parametrize("stage", ["seeds", "mappings", "graph", "rules", "shapes", "queries", "dump"])
def test_a_build_until_a_stage_writes_nothing(lights: Path, tmp_path: Path, stage: str) -> None:
    result = run("build", str(lights), "--out", str(tmp_path / "out"), "--until", stage)
    assert result.exit_code == 0
    assert "Site:" not in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--quiet", "{}"],
        ["build", "-q", "--until", "graph", "{}"],
        ["check", "-q", "--no-reasoner", "--project", "{}"],
    ],
)
def test_quiet_prints_nothing(lights: Path, arguments: list[str]) -> None:
    result = run(*(part.format(lights) for part in arguments))
    assert result.exit_code == 0
    assert result.output == ""


def test_quiet_still_tells_what_is_wrong(tmp_path: Path) -> None:
    result = run("build", "-q", str(tmp_path))
    assert result.exit_code == 2
    assert "no publication here" in result.stderr
    assert result.stdout == ""


def test_problems_go_to_standard_error_and_many_are_counted(lights: Path, tmp_path: Path) -> None:
    root = tmp_path / "lights"
    shutil.copytree(lights, root)
    entry = "  - id: light/UPPER-{}\n    type: li:Light\n    label: Light\n"
    with (root / "mappings/entities/all.yaml").open("a", encoding="utf-8") as file:
        file.write("".join(entry.format(number) for number in range(60)))
    result = run("build", str(root))
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 51
    assert lines[-1] == "... and 10 more problems"


def on_terminal(*arguments: str) -> tuple[int, str]:
    """Run a command whose output is a terminal; return its exit code and all that the terminal got."""
    import pty  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pincite.cli", *arguments]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL) as process:
        os.close(theirs)
        got = b""
        while select.select([ours], [], [], 60)[0]:
            try:
                data = os.read(ours, 65536)
            except OSError:  # Linux says so when the other side is closed
                break
            if not data:
                break
            got += data
    os.close(ours)
    return process.returncode, got.decode()


def test_a_command_ends_at_once_with_its_code_and_all_its_words(lights: Path) -> None:
    # What stays in memory is not given back value by value, so nothing that waits for the end of Python is run.
    script = (
        "import atexit, sys; from pincite.cli import run; atexit.register(print, 'given back'); "
        "sys.argv = ['pincite', *sys.argv[1:]]; run()"
    )

    def ended(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-c", script, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout

    assert ended("--version") == (0, f"pincite, version {__version__}\n")
    assert ended("coverage", "--project", str(lights / "nothing")) == (2, "")
    code, told = ended("ask", "--help")
    assert (code, told.endswith("Show this message and exit.\n")) == (0, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_an_answer_that_cannot_be_written_is_a_failure(lights: Path) -> None:
    command = [sys.executable, "-m", "pincite.cli", "coverage", "--project", str(lights)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "No space left on device" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
def test_progress_on_a_terminal_is_one_line_that_goes_away(lights: Path, tmp_path: Path) -> None:
    code, shown = on_terminal("build", str(lights), "--out", str(tmp_path / "out"))
    assert code == 0
    stages = re.findall(r"\r\x1b\[K(\w+) \.\.\.", shown)
    # Dump, answers and shapes are made beside the rest; what is shown of them is the waiting, then what waited.
    begun = ["seeds", "mappings", "graph", "rules", "dump"]
    assert stages == [*begun, "site", "queries", "site", "dump", "site", "shapes"]
    last = shown.rpartition("\r\x1b[K")[2]
    assert last.startswith("2 documents, ")
    assert ESCAPE not in last
    code, shown = on_terminal("build", "--quiet", str(lights), "--out", str(tmp_path / "out"))
    assert (code, shown) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
def test_an_error_on_a_terminal_stands_on_a_line_of_its_own(lights: Path, tmp_path: Path) -> None:
    root = tmp_path / "lights"
    shutil.copytree(lights, root, ignore=shutil.ignore_patterns("build"))
    (root / "mappings/facts/more.yml").write_text("", encoding="utf-8")
    code, shown = on_terminal("build", str(root))
    assert code == 2
    assert "\r\x1b[Kmappings/facts/more.yml: nothing reads this file" in shown
