"""What was parsed is kept beside its file, in `__pycache__`, as Python keeps its own.

To parse takes longer than to read. It is kept under the digest of the file's content and of what parsed it, so that
time and name do not matter. What cannot be written is not kept; what cannot be read is parsed.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["FOLDER", "digest", "parsed"]

T = TypeVar("T")
FOLDER = "__pycache__"
"""Where things are kept beside their sources; nothing in it is content."""

# Bytes that are parsed before a file with what was parsed is found and read.
_LONG = 8_000


def parsed(path: Path, content: bytes, parse: Callable[[bytes], T], form: str, kinds: Sequence[type] = ()) -> T:
    """Return what `parse` makes of the content of a file, which is `path`; and raise what it raises.

    What it makes is plain values and instances of `kinds`: nothing else is read back, so that a file of somebody else's
    making runs nothing. `form` changes with what makes it, or with what it makes.
    """
    if len(content) < _LONG:
        return parse(content)
    file = path.parent / FOLDER / f"{path.name}.parsed"
    key = hashlib.sha256(form.encode() + b"\0" + content).digest()
    with suppress(OSError):
        kept = file.read_bytes()
        if kept.startswith(key):
            with suppress(Exception):  # a damaged pickle can raise nearly anything
                made: T = _Reader(kept[len(key) :], kinds).load()
                return made
    made = parse(content)
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        # Two may write at once: each its own, and the last one stays.
        beside = file.with_name(f"{file.name}.{os.getpid()}")
        beside.write_bytes(key + pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        beside.replace(file)
    return made


@cache
def digest(file: str) -> str:
    """Return the digest of a file of code, `__file__`: another one parses otherwise, it may be."""
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()


class _Reader(pickle.Unpickler):
    """Reads plain values, and instances of a few classes."""

    def __init__(self, content: bytes, kinds: Sequence[type]) -> None:
        super().__init__(io.BytesIO(content))
        self._kinds = {(kind.__module__, kind.__qualname__): kind for kind in kinds}

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  # the base class's
        """Return one of the classes."""
        if (module, name) not in self._kinds:
            what = f"{module}.{name} is not read"
            raise pickle.UnpicklingError(what)
        return self._kinds[module, name]
