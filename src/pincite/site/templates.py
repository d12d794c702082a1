"""The templates: Jinja2 with autoescape, undefined variables as errors, and faults told with file and line."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateNotFound
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from pincite import __version__
from pincite.errors import ContentError, PinciteError, Place, Problem, UsageError, content_error, usage_error

__all__ = ["Templates"]

_EMPTY = "Add one; an empty folder is never a silent pass."
_CACHE = "__pycache__"
_FAULTS = (TemplateError, TypeError, ValueError, AttributeError, KeyError, IndexError, ArithmeticError)


class Templates:
    """The templates of a folder, compiled once each; `name` is the folder as people know it.

    What the folder lacks is looked for in the folder `behind`, if there is one.
    """

    def __init__(self, folder: Path, name: str, behind: Path | None = None) -> None:
        """Raise UsageError when the folder holds no template."""
        if not any(folder.glob("**/*.html")):
            raise usage_error(f"{name}/", "holds no *.html template", _EMPTY)
        self._folder = folder
        self._name = name
        self.environment = Environment(
            loader=FileSystemLoader([folder, behind] if behind else folder), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, auto_reload=False, bytecode_cache=_Compiled(folder / _CACHE),
        )  # fmt: skip

    def check(self, names: list[str]) -> None:
        """Compile templates. Raises UsageError for each that is no template, ContentError for one not there."""
        broken: list[Problem] = []
        for name in names:
            try:
                self.load(name)
            except UsageError as error:
                broken += error.problems
        if broken:
            raise UsageError(broken)

    def load(self, name: str) -> Template:
        """Return a compiled template. Raises UsageError when it is none, ContentError when it is not there."""
        try:
            return self.environment.get_template(name)
        except TemplateSyntaxError as error:
            place = self._place(error.filename or error.name or name, error.lineno)
            raise usage_error(place, f"not a template: {error.message}", "Mend the tag there.") from error
        except TemplateNotFound as error:
            raise self._missing(error, name) from error

    def render(self, template: Template, context: Mapping[str, Any], page: str) -> str:
        """Return a page's HTML; `page` is its path, for messages. Raises PinciteError."""
        try:
            return template.render(context)
        except TemplateNotFound as error:
            raise self._missing(error, template.name or page) from error
        except _FAULTS as error:
            raise self._fault(error, page, context) from error

    def _fault(self, error: Exception, page: str, context: Mapping[str, Any]) -> PinciteError:
        if isinstance(error, TemplateSyntaxError):
            place = self._place(error.filename or error.name or page, error.lineno)
            return usage_error(place, f"not a template: {error.message}", "Mend the tag there.")
        frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(self._folder)]
        place = self._place(frames[-1].filename, frames[-1].lineno) if frames else Place(page)
        if isinstance(error, UndefinedError):
            remedy = f"Page {page} gives: {', '.join(sorted(context))}."
            return content_error(place, f"{error.message}", remedy)
        return content_error(place, f"the template fails on page {page}: {error}", "Mend the expression there.")

    def _missing(self, error: TemplateNotFound, name: str) -> ContentError:
        what = f"template '{error.name}' is not there"
        return content_error(self._place(name, None), what, "Add it to the templates folder, or mend the name.")

    def _place(self, file: str, line: int | None) -> Place:
        path = Path(file)
        if path.is_absolute() and not path.is_relative_to(self._folder):
            return Place(path.name, line)
        inside = path.relative_to(self._folder).as_posix() if path.is_absolute() else path.as_posix()
        return Place(f"{self._name}/{inside}", line)


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept beside their sources as Python keeps its own; compiling takes longer than many pages.

    What cannot be kept or read back is compiled, as without.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), "%s.jinja")

    def get_source_checksum(self, source: str) -> str:
        """Return what a kept template must have been made from: this text, with these versions and their options."""
        return super().get_source_checksum(f"{jinja2.__version__} {__version__}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template back, if one is there that is whole."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # a damaged pickle can raise nearly anything
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template where files can be written."""
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
