"""What measures must run: the comparison of both ways, on a small made-up publication."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_both_ways_are_compared(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.bench", "--synthetic", "--sizes", "1500", "--folder", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "## Synthetic, asked for 1,500 triples: 4,178 triples, 60 pages" in done.stdout
    (told,) = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert {*told["plain"]["stages"]} <= {*told["ours"]["stages"], "load"}
    # What both made is there.
    assert told["again"]["seconds"] > told["unchanged"]["seconds"] > 0
    assert told["again"]["stages"] != told["ours"]["stages"], "it was built again"
    assert len(list((tmp_path / "1500" / "plain").rglob("*.html"))) >= 60
