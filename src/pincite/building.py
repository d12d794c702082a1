"""`pincite build`: the whole flow into a folder that is replaced only when everything has passed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from pincite import current, reporting, workers
from pincite.checks import run_checks
from pincite.content import read_content
from pincite.errors import Problem, usage_error
from pincite.pipeline import (
    STAGES,
    Made,
    Report,
    Timings,
    as_problems,
    judge,
    make_graph,
    validate_graph,
    validation_jobs,
)
from pincite.project import Project, reads_long
from pincite.reporting import MARK, PUBLISHED, beside, carry
from pincite.shapes import Finding
from pincite.shapes.apart import Apart
from pincite.shapes.recall import RECORD, record
from pincite.workers import peak_mb
from pincite.workspace import BUILD, REPORTS, replace_folder, settle, workspace

if TYPE_CHECKING:
    from pincite.dump.kept import Kept
    from pincite.graph.store import Rows
    from pincite.site.inputs import Inputs, Since

T = TypeVar("T")
_MANY = 200
_FEW = 2


class Built(Struct, frozen=True):
    """What a build made: figures for people, seconds by stage, peak memory, findings that do not fail it.

    `held` is what it was made from: to take that apart value by value takes longer than to end the process that has it.
    """

    out: Path
    written: bool
    figures: dict[str, int]
    seconds: dict[str, float]
    warnings: tuple[Problem, ...]
    peak_mb: float
    held: tuple[object, ...] = ()


def build(
    root: Path,
    out: Path | None = None,
    until: str = STAGES[-1],
    report: Report = lambda _: None,
    jobs: int | None = None,
    since: str | None = None,
    validation: Apart | None = None,
) -> Built:
    """Build a publication into `out` (default: its folder `build`), which keeps its last state if anything fails.

    With `until` before the last stage, everything up to that stage is done and nothing is written. At most `jobs`
    processes write the site (default: one a core, and only this one for a small site). With `since` (default: the
    setting of that name) the site tells what changed since that build, dump or revision. `validation` is a process that
    has been begun for this build. Raises ContentError for wrong content, UsageError for wrong usage, an unreadable file
    or a full disk.
    """
    # A build only adds; looking for garbage among its many small values costs a fifth of the time.
    looking = gc.isenabled()
    gc.disable()
    try:
        return _build(root, out, until, Timings(report), jobs, since, validation)
    finally:
        if looking:
            gc.enable()


def _build(
    root: Path, out: Path | None, until: str, times: Timings, jobs: int | None, since: str | None, begun: Apart | None
) -> Built:
    key = _key(root.resolve()) if until == STAGES[-1] else ""
    project = Project.open(root)
    target = (out or project.root / BUILD).resolve()
    if until == STAGES[-1]:
        settle(target)
    _check_target(target, project)
    if until in STAGES[:2]:
        content = read_content(project, times)
        figures = {"statements": len(content.statements), "entities": len(content.entities)}
        return Built(target, written=False, figures=figures, seconds=times.seconds, warnings=(), peak_mb=peak_mb())
    if until != STAGES[-1]:
        made = make_graph(project, times, jobs)
        with times.stage("shapes"):
            findings = validate_graph(made) if until not in STAGES[:4] else []
        return _built(target, made, times, findings, written=False)
    with begun or Apart(at_once=reads_long(project.root)) as validation:
        made = make_graph(project, times, jobs, shapes=True, meanwhile=_load_writers)
        with workspace(target) as folder:
            since = since or project.setting("since")
            plan = _Plan(folder, target, times, jobs or _fitting_jobs(made), since, validation, "" if since else key)
            validation.give(validation_jobs(made), folder / "validation", target / REPORTS / RECORD)
            findings = _whole(made, plan)
            replace_folder(folder, target)
    return _built(target, made, times, findings, written=True, held=plan.held)


def _key(root: Path) -> str:
    """Return the key of what is going to be read; none when something cannot be, which is told where it is."""
    try:
        return current.key_of(root)
    except OSError:
        return ""


class _Plan(Struct, frozen=True):
    """How a build is made: the folder to write into, that of the build before (if there is one), and by whom.

    `key` is that of all it is made from; none when it is compared with another, which may change without it.
    """

    out: Path
    last: Path
    times: Timings
    jobs: int
    since: str | None
    validation: Apart
    key: str
    held: list[object] = field(default_factory=list)

    @property
    def reports(self) -> Path:
        return self.out / REPORTS


class _Asked(Struct, frozen=True):
    """What the checks have found, and the answers of the questions by name."""

    problems: list[Problem]
    answers: dict[str, Rows]


def _whole(made: Made, plan: _Plan) -> list[Finding]:
    """Write everything; return the findings that fail nothing. Raises as `judge` does."""
    validation = plan.validation
    # What a fork costs is mostly what both then write: all that is asked is asked in one; and in this one, where
    # validation and dump keep two cores at work.
    with workers.Beside(partial(_ask, made), 1 if validation.begun and plan.jobs <= _FEW else plan.jobs) as asking:
        try:
            kept = _write(made, plan, asking.result)
        except Exception:
            # What the shapes say explains more than a page that could not be made.
            judge(made, validation.findings(), run_checks(made.checks, made.graph))
            raise
        with plan.times.stage("shapes"):
            findings = judge(made, validation.findings(), asking.result().problems)
    reporting.write(made, findings, plan.reports, plan.times.seconds)
    record(plan.reports / RECORD, validation.key, findings)
    kept.record(plan.reports)
    carry(plan.reports, plan.out / "site" / REPORTS, PUBLISHED)
    if plan.key:
        current.record(plan.reports, plan.key, made.figures, len(findings))
    return findings


def _load_writers() -> None:
    """Import what writes, which takes a tenth of a second; a graph that is only asked needs none of it."""
    import pincite.dumping  # noqa: PLC0415
    import pincite.hosts  # noqa: PLC0415
    import pincite.publishing  # noqa: PLC0415
    import pincite.site  # noqa: F401, PLC0415


def _ask(made: Made) -> _Asked:
    # Imported in the process that needs it.
    from pincite.publishing import answers  # noqa: PLC0415

    return _Asked(run_checks(made.checks, made.graph), answers(made))


def _write(made: Made, plan: _Plan, asked: Callable[[], _Asked]) -> Kept:
    # Only a whole build needs the writers; questions and checks start faster without.
    from pincite.hosts import Published, write_hosts  # noqa: PLC0415

    out = plan.out
    with plan.times.stage("dump"):
        dumping = workers.Beside(partial(_dump, made, plan), plan.jobs)
    with dumping:
        try:
            _site(made, plan, _waiting(plan.times, "dump", dumping.result), asked)
        except Exception:
            # What fails in the dump fails before the site.
            dumping.result()
            raise
        kept = dumping.result()
    for folder, name in (("ontology", "ontology.ttl"), ("vocabulary", "vocabulary.ttl")):
        beside(out / "dump" / name, out / "site" / folder / "index.ttl")
    project = made.project
    write_hosts(out / "hosts", Published(project.base, project.site_url, project.licence))
    return kept


def _dump(made: Made, plan: _Plan) -> Kept:
    # Imported in the process that needs it.
    from pincite.dumping import dump  # noqa: PLC0415

    return dump(made, plan.out, plan.last)


def _site(made: Made, plan: _Plan, kept: Callable[[], Kept], asked: Callable[[], _Asked]) -> None:
    from pincite.publishing import site_inputs  # noqa: PLC0415
    from pincite.site import render  # noqa: PLC0415

    with plan.times.stage("site"):
        # They are found while the queries of the pages are run.
        answered = _waiting(plan.times, "queries", asked)
        findings = _waiting(plan.times, "shapes", plan.validation.findings)

        def inputs() -> Inputs:
            changes = _since(made, plan.since, plan.reports) if plan.since else None
            return site_inputs(made, answered().answers, lambda: kept().files, made.figures, findings, changes)

        do, last = partial(workers.run, jobs=plan.jobs), plan.last / "site"
        plan.held.append(render(made.project, made.graph, inputs, plan.out / "site", do=do, last=last))
        kept()


def _waiting(times: Timings, stage: str, wait: Callable[[], T]) -> Callable[[], T]:
    """Return what waits, once, for something that is made beside, and counts the waiting to its stage."""

    @cache
    def waited() -> T:
        with times.stage(stage):
            return wait()

    return waited


def _since(made: Made, source: str, reports: Path) -> Since:
    """Return what changed since another version, once it is in the reports."""
    from pincite.comparing.since import changes_since  # noqa: PLC0415

    since, files = changes_since(made, source)
    reports.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (reports / name).write_text(text, encoding="utf-8")
    return since


def _fitting_jobs(made: Made) -> int:
    """Return how many processes are worth starting: a fork takes as long as some dozen entities."""
    return workers.cores() if len(made.content.entities) >= _MANY else 1


def _built(
    out: Path, made: Made, times: Timings, findings: Sequence[Finding], *, written: bool, held: Sequence[object] = ()
) -> Built:
    warnings = tuple(as_problems(made, findings))
    return Built(out, written, made.figures, times.seconds, warnings, peak_mb(), (made, *held))


def _check_target(target: Path, project: Project) -> None:
    if target == project.root or target in project.root.parents:
        raise usage_error(
            str(target), "the output folder would replace the publication", "Name another folder with --out."
        )
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file()):
        raise usage_error(
            str(target), "is there already and is not a build", "Name another folder with --out, or remove it."
        )
