"""Finds nginx, Apache httpd and Caddy for the tests, or gets them from Debian when root; nothing is started by that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# What a package brings is unpacked here: a package that is installed would start its server.
_FOLDER = Path(sys.prefix) / "servers"
_PROGRAMS = {"nginx": "nginx", "apache": "apache2", "caddy": "caddy"}
_APT = ("apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq")
_LONGEST = 600  # seconds for an installation on a slow line


def find(name: str) -> Path | None:
    """Return the program of a server, got from Debian when it is not here; None when that cannot be done."""
    return _here(name) or _got(name)


def _here(name: str) -> Path | None:
    program = _PROGRAMS[name]
    found = shutil.which(program) or shutil.which(program, path=f"/usr/sbin:/sbin:{_FOLDER}/usr/sbin:{_FOLDER}/usr/bin")
    return Path(found) if found else None


def _got(name: str) -> Path | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    _run(*_APT, "update")
    if name == "apache":
        # The program and its modules without the service, which is another package.
        _run(*_APT, "install", "-y", "--no-install-recommends", "apache2-bin")
        return _here(name)
    with tempfile.TemporaryDirectory() as folder:
        _run(*_APT, "download", name, folder=folder)
        for package in Path(folder).glob("*.deb"):
            _run("dpkg-deb", "-x", str(package), str(_FOLDER))
    return _here(name)


def _run(*command: str, folder: str | None = None) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, cwd=folder, env=environment, stdout=sys.stderr, timeout=_LONGEST, check=False)
