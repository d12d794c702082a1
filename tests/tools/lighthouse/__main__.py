"""Runs Lighthouse on the first page, an entity and a document of a built site, served as `pincite serve` does.

    python -m tests.tools.lighthouse --site build/site [--only entity] [--least 95] [--out build-lighthouse]

Each page is looked at as a phone on a slow line and as a desktop. Prints the four scores of each, and what keeps one
below the least. Exit codes: 0 fine, 1 a score is too low, 2 there is no site, no Chromium or no Lighthouse.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.tools.serving import serving

CLI = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FORMS = {"phone": (), "desktop": ("--preset=desktop",)}
# As root there is no sandbox; in a container /dev/shm may be small.
_BROWSER = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
_LONGEST = 300  # seconds for a page


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=Path("build/site"), help="the built site (default: build/site)")
    parser.add_argument("--out", type=Path, default=Path("build-lighthouse"), help="a folder for the reports")
    parser.add_argument("--node", default="node", help="the program node")
    parser.add_argument("--least", type=int, default=95, help="the least score, of 100")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    given = parser.parse_args(arguments)
    browser = os.environ.get("CHROMIUM")
    if not (given.site / "index.html").is_file() or not browser or not CLI.is_file():
        sys.stderr.write("lighthouse: there is no site, no Chromium or no Lighthouse. Run make lighthouse.\n")
        return 2
    given.out.mkdir(parents=True, exist_ok=True)
    low = False
    with serving(given.site) as address:
        for name, path in pages(given.site).items():
            for form in FORMS if given.only in name else ():
                report = given.out / f"{name}-{form}.json"
                run(given.node, browser, address + path, form, report)
                low |= tell(f"{name}, {form}", json.loads(report.read_text(encoding="utf-8")), given.least)
    return int(low)


def pages(site: Path) -> dict[str, str]:
    """Return the pages to measure, by name: of entities the heaviest, an average one; of documents the longest."""
    entities = sorted(site.glob("id/*/*/index.html"), key=lambda path: path.stat().st_size)
    documents = [path for path in entities if path.parts[-3] == "document"]
    others = [path for path in entities if path not in documents]
    found = {
        "home": site / "index.html", "entity": others[len(others) // 2], "entity-heaviest": others[-1],
        "document": documents[len(documents) // 2], "document-longest": documents[-1],
        "map": site / "map" / "index.html",
    }  # fmt: skip
    return {name: path.relative_to(site).as_posix() for name, path in found.items() if path.is_file()}


def run(node: str, browser: str, address: str, form: str, report: Path) -> None:
    """Write Lighthouse's report on a page. Raises CalledProcessError or TimeoutExpired when it does not end well."""
    command = [
        node, str(CLI), address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={_BROWSER}",
        f"--only-categories={','.join(CATEGORIES)}", *FORMS[form],
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": browser, "NODE_DISABLE_COLORS": "1"}
    subprocess.run(command, env=environment, timeout=_LONGEST, check=True)


def tell(name: str, report: dict[str, Any], least: int) -> bool:
    """Print the scores of a page, and why one is too low; returns whether one is."""
    scores = {key: round((report["categories"][key]["score"] or 0) * 100) for key in CATEGORIES}
    sys.stdout.write(f"{name}: {', '.join(f'{key} {score}' for key, score in scores.items())}\n")
    for key, score in scores.items():
        for one in report["categories"][key]["auditRefs"] if score < least else ():
            audit = report["audits"][one["id"]]
            if one["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                sys.stdout.write(f"    {key}: {audit['title']} {audit.get('displayValue', '')}\n")
    sys.stdout.flush()
    return min(scores.values()) < least


if __name__ == "__main__":
    sys.exit(main())
