"""Prints the path of a Chromium that tests can drive, and installs one when there is none.

    python tests/tools/chromium.py          find it or install it
    python tests/tools/chromium.py --find   only find it

Order: the environment variable CHROMIUM; a browser on the PATH or among the applications; the one Playwright
keeps. Installing: Debian's package when root, else Playwright's own download. Without a browser nothing is
printed; with CI set that is an error (1), for a browser test is never skipped there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_PLAYWRIGHTS = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
_APT = ("apt-get", "-o", "DPkg::Lock::Timeout=300")
_LONGEST = 900  # seconds for an installation on a slow line


def main(arguments: list[str]) -> int:
    """Print the path; returns the exit code."""
    found = find() or (None if "--find" in arguments else install())
    if found:
        sys.stdout.write(f"{found}\n")
        return 0
    sys.stderr.write("There is no Chromium for the browser tests. Install it, or set CHROMIUM to its path.\n")
    return 1 if os.environ.get("CI") else 0


def find() -> str | None:
    """Return the path of an installed browser, or None."""
    named = os.environ.get("CHROMIUM")
    candidates = [shutil.which(named)] if named else [*map(shutil.which, _NAMES), *_APPLICATIONS, _playwrights()]
    return next((path for path in candidates if path and Path(path).is_file()), None)


def install() -> str | None:
    """Install a browser and return its path, or None when that cannot be done here."""
    sys.stderr.write("Installing Chromium for the browser tests ...\n")
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run(*_APT, "update", "-qq")
        _run(*_APT, "install", "-y", "-qq", "--no-install-recommends", "chromium")
    else:
        _run(sys.executable, "-m", "playwright", "install", "chromium")
    return find()


def _playwrights() -> str | None:
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PLAYWRIGHTS], capture_output=True, text=True, timeout=60, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.strip() or None


def _run(*command: str) -> None:
    # What an installer prints must not get between the caller and the path.
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, stdout=sys.stderr, env=environment, timeout=_LONGEST, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        sys.stderr.write(f"{error}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
