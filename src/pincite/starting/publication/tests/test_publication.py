"""What must stay true of this publication. Run by `make test`; pytest runs it, too."""

import csv
import io
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def pincite(*arguments: str) -> str:
    """Run the command, and return what it prints; a command that fails fails the test with its message."""
    command = [sys.executable, "-m", "pincite.cli", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout


class Publication(unittest.TestCase):
    """It builds, and its questions have the answers that the documents give."""

    def test_it_builds_and_each_document_has_a_page(self) -> None:
        """Everything passes: quotations, facts, shapes, checks."""
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "build"
            pincite("build", str(ROOT), "--out", str(out), "--quiet")
            self.assertTrue((out / "site" / "id" / "document" / "letter" / "index.html").is_file())

    def test_the_bridge_has_a_caretaker(self) -> None:
        """An answer that must not change unnoticed."""
        answer = pincite("ask", "who-looks-after", "--format", "csv", "--project", str(ROOT))
        rows = list(csv.DictReader(io.StringIO(answer)))
        self.assertEqual([row["when"] for row in rows], ["2014/.."])


if __name__ == "__main__":
    unittest.main()
