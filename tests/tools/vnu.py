"""Runs the Nu HTML checker of the npm package `vnu-jar`: the one that is here, or one of a fixed version got by npm."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pincite.errors import UsageError
from pincite.ontology.java import QUICK, find_java

VERSION = "26.9.27"
_INTEGRITY = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
_JAR = Path(sys.prefix) / "vnu" / f"vnu-{VERSION}.jar"
_LONGEST = 300  # seconds for a download or a run

_TOLD = ("--exit-zero-always", "--format", "json", "--stdout")


def available() -> bool:
    """Return whether the checker can run here, got by npm when it is not here."""
    try:
        find_java()
    except UsageError:
        return False
    return _JAR.is_file() or _got()


def messages(pages: Sequence[Path]) -> list[str]:
    """Return what the checker says of pages, a line each: file, line, kind, words. Nothing means no fault."""
    command = [str(find_java()), *QUICK, "-Xss4m", "-jar", str(_JAR), *_TOLD]
    done = subprocess.run([*command, *map(str, pages)], capture_output=True, timeout=_LONGEST, check=True)
    found = json.loads(done.stdout)["messages"]
    return [f"{one['url']}:{one.get('lastLine')}: {one['type']}: {one['message']}" for one in found]


def _got() -> bool:
    npm = shutil.which("npm")
    if npm is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", f"vnu-jar@{VERSION}"]
        subprocess.run(command, cwd=folder, stdout=sys.stderr, timeout=_LONGEST, check=False)
        packed = next(iter(Path(folder).glob("*.tgz")), None)
        if packed is None:
            return False
        digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        if digest != _INTEGRITY:
            raise RuntimeError(f"vnu-jar {VERSION} is not what it was: its SHA-512 is {digest}")
        with tarfile.open(packed) as archive:
            jar = archive.extractfile("package/build/dist/vnu.jar")
            assert jar is not None
            _JAR.parent.mkdir(exist_ok=True)
            _JAR.write_bytes(jar.read())
    return True
