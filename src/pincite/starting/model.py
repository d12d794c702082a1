"""The publication that a new one is a copy of: whole as it stands, with words of its own for what will differ."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pincite.starting.given import Given

MODEL = Path(__file__).parent / "publication"
MODEL_PREFIX = "ex"
MODEL_BASE = "https://example.org/publication/"
MODEL_TITLE = "A new publication"
MODEL_CREATOR = "The authors"
MODEL_DAY = "2026-01-01"
# A name that no package or repository mistakes for a file of its own.
_NAMES = {"gitignore": ".gitignore"}
_SKIPPED = ("__pycache__", "build")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|&~])")


def files(given: Given) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a new publication: path, content. Those of `seeds/` are the model's to the byte."""
    for path in sorted(path for path in MODEL.rglob("*") if path.is_file()):
        inner = path.relative_to(MODEL)
        if any(part in _SKIPPED or part.startswith(".") for part in inner.parts):
            continue
        content = path.read_bytes()
        if inner.parts[0] != "seeds" or path.suffix == ".yaml":
            content = _filled(content.decode("utf-8"), _words(given)).encode()
        yield inner.with_name(_NAMES.get(inner.name, inner.name)).as_posix(), content


def _words(given: Given) -> Mapping[str, str]:
    """Return what stands for each of the model's own words. JSON's quotes and escapes are those of TOML and Turtle."""
    heading = _MARKDOWN.sub(r"\\\1", given.title)
    return {
        f"# {MODEL_TITLE}\n": f"# {heading}\n",
        f'"{MODEL_TITLE}"': json.dumps(given.title, ensure_ascii=False),
        f'"{MODEL_CREATOR}"': json.dumps(given.creator, ensure_ascii=False),
        f'"{MODEL_PREFIX}"': f'"{given.prefix}"',
        f"{MODEL_PREFIX}:": f"{given.prefix}:",
        MODEL_BASE: given.base,
        MODEL_DAY: given.day.isoformat(),
    }


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Return text with each word replaced, all at once, so that no answer is taken for a word of the model."""
    known = "|".join(rf"(?<![\w-]){re.escape(word)}" for word in words)
    return re.sub(known, lambda found: words[found[0]], text)
