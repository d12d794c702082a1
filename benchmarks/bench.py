"""What `make bench` runs: our build against the plain way, on the same data, in the same run.

    python -m benchmarks.bench                   the publication here, then 10,000 and 100,000 triples
    python -m benchmarks.bench --sizes 10000     only that size beside it
    python -m benchmarks.bench --full            no samples: the plain way does everything, which takes minutes

Each way runs in a process of its own, whose seconds and peak memory are taken; ours runs three times, each into no
folder, and the median counts, then once more over its own build. The plain way is a careful one: it gets what people
wrote as ready triples and neither reads documents nor finds quotations, it reads each query once, and its pages show
less. Seconds differ from machine to machine, and with what else runs there; ratios less. Everything is left in
build-bench, the tables in report.md and report.json.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from benchmarks.synthesize import ROOT, synthesize
from pincite.content import read_queries_of, read_shapes_of
from pincite.project import Project

OWN = "own"
_RUNS = 3
# Seconds after which a stage of the plain way is stopped; it then counts as having taken that long.
_LIMIT = 60
# From so many triples the plain way makes one page in ten, and pySHACL, whose time grows as the triples do, is
# reckoned from the size before. (It can look at chosen nodes only, but then searches a list for each it meets.)
_SAMPLED_FROM = 50_000
_PAGES_SAMPLE = 10
_OLD = "old-"
# Our stages, each beside what the plain way does for the same end.
_STAGES = (
    ("seeds", ""),
    ("mappings", ""),
    ("graph", "load"),
    ("rules", "rules"),
    ("shapes", "shapes"),
    ("queries", "queries"),
    ("dump", "dump"),
    ("site", "site"),
)


@dataclass(frozen=True)
class Run:
    """One way, measured: the whole process by the clock and in processor seconds, its peak in MB; stages by clock."""

    seconds: float
    cpu: float
    peak_mb: float
    stages: dict[str, float]


@dataclass(frozen=True)
class Comparison:
    """Both ways on one publication; `notes` tells of the plain way's stages that were not done whole.

    `again` is ours once more, over the build of the same graph; `unchanged` what it takes to find nothing to do.
    """

    name: str
    triples: int
    pages: int
    ours: Run
    again: Run
    unchanged: Run
    plain: Run
    notes: dict[str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000", help="triples, with commas (default: %(default)s)")
    parser.add_argument("--full", action="store_true", help="no samples")
    parser.add_argument("--synthetic", action="store_true", help="leave the publication here out")
    parser.add_argument("--folder", type=Path, default=ROOT / "build-bench", help="where to work")
    given = parser.parse_args()
    folder = given.folder.resolve()
    found: list[Comparison] = []
    for name, root in _publications(folder, [int(size) for size in given.sizes.split(",") if size]):
        if name == OWN and given.synthetic:
            continue
        print(f"{name} ...", file=sys.stderr, flush=True)
        before = next((one for one in reversed(found) if one.name != OWN), None)
        found.append(_compare(name, root, folder / name, before, full=given.full))
    report = "\n\n".join([about(), *map(table, found)]) + "\n"
    print(report)
    (folder / "report.md").write_text(report, encoding="utf-8")
    figures = json.dumps([asdict(one) for one in found], indent=2)
    (folder / "report.json").write_text(figures + "\n", encoding="utf-8")
    for old in folder.glob(f"*/{_OLD}*"):
        shutil.rmtree(old)


def _publications(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[str, Path]]:
    yield OWN, ROOT
    for size in sizes:
        root = folder / f"{size}" / "publication"
        synthesize(root, size)
        yield f"{size}", root


def _compare(name: str, root: Path, folder: Path, before: Comparison | None, *, full: bool) -> Comparison:
    """Measure both ways; with the comparison `before` it, large ones are not done whole the plain way."""
    folder.mkdir(parents=True, exist_ok=True)
    runs = [_anew(root, folder / f"build-{number}") for number in range(_RUNS)]
    out = folder / f"build-{_RUNS - 1}"
    again = _ours(root, out, "--anew")
    unchanged = _ours(root, out)
    stages = {stage: statistics.median(run.stages[stage] for run in runs) for stage in runs[0].stages}
    ours = Run(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.cpu for run in runs),
        max(run.peak_mb for run in runs),
        stages,
    )
    triples = json.loads((out / "reports" / "build.json").read_text(encoding="utf-8"))["counts"]["triples"]
    _prepare(Project.open(root), out, folder / "plain")
    limit = ("--limit", "0" if full else str(_LIMIT))
    if full or triples < _SAMPLED_FROM:
        plain, pages, notes = _plain(folder / "plain", *limit)
        return Comparison(name, triples, pages, ours, again, unchanged, plain, notes)
    known = before.plain.stages["shapes"] * triples / before.triples if before else None
    skip = ("--no-shapes",) if known else ()
    plain, pages, notes = _plain(folder / "plain", *limit, *skip, "--pages-sample", str(_PAGES_SAMPLE))
    notes["site"] = notes.get("site", f"from 1 page in {_PAGES_SAMPLE}")
    if before and known:
        notes["shapes"] = f"from {before.triples:,} triples"
        plain = Run(plain.seconds + known, plain.cpu + known, plain.peak_mb, plain.stages | {"shapes": known})
    return Comparison(name, triples, pages, ours, again, unchanged, plain, notes)


def _anew(root: Path, out: Path) -> Run:
    """Measure a build into a folder that is not there; nothing is removed for it, which makes ext4 slow for a while."""
    if out.exists():
        old = out.with_name(f"{_OLD}{out.name}")
        shutil.rmtree(old, ignore_errors=True)
        out.rename(old)
    return _ours(root, out)


def _ours(root: Path, out: Path, *options: str) -> Run:
    seconds, cpu, peak, _ = _process("-m", "pincite.cli", "build", str(root), "--out", str(out), "--quiet", *options)
    told = json.loads((out / "reports" / "build.json").read_text(encoding="utf-8"))
    return Run(seconds, cpu, peak, {stage["name"]: stage["seconds"] for stage in told["stages"]})


def _plain(folder: Path, *arguments: str) -> tuple[Run, int, dict[str, str]]:
    """Measure the plain way; returns the run, the publication's number of pages, and which stages were stopped."""
    seconds, cpu, peak, output = _process("-m", "benchmarks.plain", str(folder), *arguments)
    told = json.loads(output)
    run = Run(seconds + told["more_seconds"], cpu + told["more_cpu"], peak, told["seconds"])
    return run, told["pages"], dict.fromkeys(told["stopped"], "stopped")


def _process(*arguments: str) -> tuple[float, float, float, str]:
    """Run Python in a process of its own; returns seconds, processor seconds, peak MB, and what it printed."""
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True) as process:
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}")
    megabyte = 2**20 if sys.platform == "darwin" else 2**10
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / megabyte, output


def _prepare(project: Project, out: Path, folder: Path) -> None:
    """Write what the plain way starts from: the triples before the rules, shapes, rules and questions."""
    folder.mkdir(parents=True, exist_ok=True)
    derived = f"{project.base}graph/derived"
    quads = ox.parse(path=out / "dump" / "graph.trig", format=ox.RdfFormat.TRIG)
    written = dict.fromkeys(quad.triple for quad in quads if not _in(quad, derived))
    ox.serialize(written, folder / "input.ttl", format=ox.RdfFormat.TURTLE, prefixes=dict(project.prefixes.namespaces))
    data_rules, _ = read_shapes_of(project)
    (folder / "shapes.nt").write_bytes(data_rules.ntriples)
    questions, _, rules = read_queries_of(project)
    prologue = project.prefixes.sparql()
    strata = {rule.stratum: [one for one in rules if one.stratum == rule.stratum] for rule in rules}
    texts = {
        "rules": [[prologue + rule.query.text for rule in strata[number]] for number in sorted(strata)],
        "questions": [prologue + query.text for query in questions.values()],
    }
    (folder / "queries.json").write_text(json.dumps(texts), encoding="utf-8")


def _in(quad: ox.Quad, graph: str) -> bool:
    return isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == graph


def about() -> str:
    """Return what was measured where, in a sentence or two."""
    busy = f", load average {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return (
        f"Python {sys.version.split()[0]}, {os.cpu_count()} cores{busy}. "
        f"What the plain way did in part is reckoned for the whole, as noted; what it had not done after {_LIMIT} s "
        "was stopped and counts as done. Our shapes run in a process beside the other stages: their seconds are those "
        "that the build waited for them at its end, and its peak memory is that of the larger of the two processes."
    )


def table(one: Comparison) -> str:
    """Return a comparison as a Markdown table."""
    title = "This publication" if one.name == OWN else f"Synthetic, asked for {int(one.name):,} triples"
    lines = [
        f"## {title}: {one.triples:,} triples, {one.pages:,} pages",
        "",
        "| stage | ours, s | plain, s | times faster |",
        "|---|---:|---:|---:|",
    ]
    for stage, other in _STAGES:
        seconds, theirs = one.ours.stages.get(stage, 0.0), one.plain.stages.get(other)
        mark = f" ({one.notes[stage]})" if stage in one.notes else ""
        compared = "| |" if theirs is None else f"| {theirs:.2f}{mark} | {theirs / max(seconds, 0.001):.1f} |"
        lines.append(f"| {stage} | {seconds:.3f} {compared}")
    ours, plain = one.ours, one.plain
    whole = (f"{ours.seconds:.2f}", f"{plain.seconds:.1f}", f"{plain.seconds / ours.seconds:.1f}")
    lines.append(f"| **whole** | {' | '.join(f'**{text}**' for text in whole)} |")
    lines.append(f"| again, the same graph | {one.again.seconds:.2f} | | |")
    lines.append(f"| again, nothing changed | {one.unchanged.seconds:.2f} | | |")
    lines.append(f"| processor seconds | {ours.cpu:.2f} | {plain.cpu:.1f} | {plain.cpu / ours.cpu:.1f} |")
    memory = f"{ours.peak_mb:.0f} | {plain.peak_mb:.0f} | {plain.peak_mb / ours.peak_mb:.1f}"
    lines.append(f"| peak memory, MB | {memory} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
