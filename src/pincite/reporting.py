"""What a build says of itself: figures, seconds and memory, findings and coverage, as files beside dump and site."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pincite import __version__
from pincite.pipeline import Made
from pincite.shapes import Finding
from pincite.shapes.report import write_reports
from pincite.workers import peak_mb
from pincite.workspace import REPORTS

MARK = Path(REPORTS) / "build.json"
"""What every build has, and no other folder."""
# The report on the build itself has its seconds, which differ; what the validation found is on a page of the site.
PUBLISHED = ("coverage.json", "validation.ttl", "changes.json", "changes.md")


def write(made: Made, findings: Sequence[Finding], out: Path, seconds: Mapping[str, float]) -> None:
    """Write the reports into a folder, which is made; `seconds` are those of the stages, in order."""
    out.mkdir(parents=True, exist_ok=True)
    write_reports(out, findings, made.project.title)
    _json(out / "coverage.json", [one.as_json() for one in made.coverage])
    stages = [{"name": name, "seconds": round(took, 4)} for name, took in seconds.items()]
    _json(
        out / "build.json",
        {
            "pincite": __version__,
            "title": made.project.title,
            "version": made.project.version,
            "counts": made.figures,
            "stages": stages,
            "seconds": round(sum(seconds.values()), 4),
            "peak_mb": round(peak_mb(), 1),
        },
    )


def _json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def carry(made: Path, site: Path, names: Iterable[str]) -> None:
    """Give the site files of another folder, so that any host has them; links where the file system can."""
    site.mkdir(parents=True, exist_ok=True)
    for name in names:
        beside(made / name, site / name)


def beside(made: Path, target: Path) -> None:
    """Put a file where its page or folder is, if both are there."""
    if made.is_file() and target.parent.is_dir():
        try:
            target.hardlink_to(made)
        except OSError:
            shutil.copyfile(made, target)
