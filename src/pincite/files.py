"""Reading files so that an error can name the line."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from pincite.errors import Place, usage_error
from pincite.parsed import digest, parsed

_TEXT = "tag:yaml.org,2002:str"
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Located(dict[str, Any]):
    """A YAML mapping that knows its line (1-based) and the line of each key."""

    line: int = 0
    lines: dict[str, int]


class _LineLoader(_Loader):  # type: ignore[misc]
    """Keeps text as written (a date stays `2021-09-09`), keeps lines, and refuses a key given twice."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401
        # Most of a file is text, for which PyYAML looks up constructors that give it back as it is.
        if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
            return node.value
        return super().construct_object(node, deep)

    def construct_located(self, node: yaml.MappingNode) -> Located:
        made = Located()
        made.line = node.start_mark.line + 1
        made.lines = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable) or key in made:
                problem = f"key {key!r} is given twice" if isinstance(key, Hashable) else "a key must be text"
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            made[str(key)] = self.construct_object(value_node, deep=True)
            made.lines[str(key)] = key_node.start_mark.line + 1
        return made


# Only what cannot be mistaken: true and false, null, plain decimal integers. Dates, 0123 and 1e3 stay text.
_LineLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:null", r"null|~", "n~"),
    ("tag:yaml.org,2002:int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
):
    _LineLoader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), list(_first))
_LineLoader.add_constructor("tag:yaml.org,2002:map", _LineLoader.construct_located)


def read_text(path: Path, name: str) -> str:
    """Return a UTF-8 file's text, its own line ends kept.

    Raises UsageError when it is missing or not UTF-8 (with the byte's offset).
    """
    return _text(_read(path, name), name)


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise usage_error(name, f"not UTF-8 at byte {error.start}", "Save the file as UTF-8.") from error


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise usage_error(
            name, f"cannot be read ({error.strerror})", "Check that the file is there and readable."
        ) from error


def read_yaml(path: Path, name: str) -> Any:  # noqa: ANN401
    """Return a YAML file's content: `Located` mappings, lists, str, int, bool, None; dates stay text.

    Raises UsageError with the line when it is not YAML or gives a key twice.
    """
    form = f"{yaml.__version__} {digest(__file__)}"
    return parsed(path, _read(path, name), lambda content: _yaml(_text(content, name), name), form, (Located,))


def _yaml(text: str, name: str) -> Any:  # noqa: ANN401
    try:
        return yaml.load(text, Loader=_LineLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(name, mark.line + 1 if mark else None)
        raise usage_error(
            place, f"not YAML: {error.problem}", "Mend the indentation, quotes or colons there."
        ) from error
    except yaml.YAMLError as error:
        raise usage_error(name, f"not YAML: {error}", "Mend the file.") from error
