"""The templates: Jinja2 with autoescape, undefined variables as errors, and faults told with file and line."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
)
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from pincite import __version__
from pincite.errors import ContentError, PinciteError, Place, Problem, UsageError, content_error, usage_error
from pincite.parsed import FOLDER
from pincite.site.compiling import FORM, QuickEnvironment

__all__ = ["Templates"]

STANDARD = "standard"
_STANDARD = Path(__file__).parent / "standard" / "site_templates"
_EMPTY = "Add one; an empty folder is never a silent pass."
_FAULTS = (TemplateError, TypeError, ValueError, AttributeError, KeyError, IndexError, ArithmeticError)


class Templates:
    """The templates of a folder, compiled once each; `name` is the folder as people know it.

    Below it may lie another: what the one above does not have comes from there, and `standard/base.html` is its
    `base.html` even where the one above has its own. Without, `standard/base.html` is that of the standard site.
    """

    def __init__(self, folder: Path, name: str, below: Path | None = None) -> None:
        """Raise UsageError when there is no template."""
        self._folders = (folder,) if below is None else (folder, below)
        self._standard = below or _STANDARD
        if not any(path for one in self._folders for path in one.glob("**/*.html")):
            raise usage_error(f"{name}/", "holds no *.html template", _EMPTY)
        self._name = name
        standard = PrefixLoader({STANDARD: FileSystemLoader(self._standard)})
        # Where there is nothing of the publication's own, that of all publications.
        self._kept = (folder if folder.is_dir() else self._standard) / FOLDER
        self._exact_only: set[str] = set()
        self.environment = QuickEnvironment(
            loader=ChoiceLoader([FileSystemLoader(self._folders), standard]), autoescape=True,
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
            # Never cleaned, and so without a lock.
            cache_size=-1, bytecode_cache=_Compiled(self._kept, "%s.jinja"),
        )  # fmt: skip

    @cached_property
    def _exact(self) -> QuickEnvironment:
        return self.environment.exact(_Compiled(self._kept, "%s.exact.jinja"))

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
            raise self._missing(error, self._place(name, None)) from error

    def render(self, template: Template, context: Mapping[str, Any], page: str) -> str:
        """Return a page's HTML; `page` is its path, for messages. Raises PinciteError."""
        try:
            return self._rendered(template, context)
        except TemplateNotFound as error:
            raise self._missing(error, self._line(error) or self._place(template.name or page, None)) from error
        except _FAULTS as error:
            raise self._fault(error, page, context) from error

    def _rendered(self, template: Template, context: Mapping[str, Any]) -> str:
        name = template.name or ""
        if name not in self._exact_only:
            try:
                return template.render(context)
            except AttributeError:
                # An item of a mapping, or nothing at all: the exact one tells.
                made = self._exact.get_template(name).render(context)
                self._exact_only.add(name)
                return made
        return self._exact.get_template(name).render(context)

    def _fault(self, error: Exception, page: str, context: Mapping[str, Any]) -> PinciteError:
        if isinstance(error, TemplateSyntaxError):
            place = self._place(error.filename or error.name or page, error.lineno)
            return usage_error(place, f"not a template: {error.message}", "Mend the tag there.")
        place = self._line(error) or Place(page)
        if isinstance(error, UndefinedError):
            remedy = f"Page {page} gives: {', '.join(sorted(context))}."
            return content_error(place, f"{error.message}", remedy)
        return content_error(place, f"the template fails on page {page}: {error}", "Mend the expression there.")

    def _line(self, error: Exception) -> Place | None:
        """Return the line of a template at which it failed."""
        frames = [f for f in traceback.extract_tb(error.__traceback__) if self._inside(Path(f.filename)) is not None]
        return self._place(frames[-1].filename, frames[-1].lineno) if frames else None

    def _missing(self, error: TemplateNotFound, place: Place) -> ContentError:
        what = f"template '{error.name}' is not there"
        return content_error(place, what, "Add it to the templates folder, or mend the name.")

    def _place(self, file: str, line: int | None) -> Place:
        path = Path(file)
        return Place(f"{self._name}/{self._inside(path) or path.as_posix()}", line)

    def _inside(self, path: Path) -> str | None:
        """Return a template's name; a standard one that lies below is told as where its own copy would stand."""
        for folder in self._folders:
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        own = self._standard
        return f"{STANDARD}/{path.relative_to(own).as_posix()}" if path.is_relative_to(own) else None


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept beside their sources as Python keeps its own; compiling takes longer than many pages.

    What cannot be kept or read back is compiled, as without.
    """

    def __init__(self, folder: Path, names: str) -> None:
        super().__init__(str(folder), names)

    def get_source_checksum(self, source: str) -> str:
        """Return what a kept template must have been made from: this text, with these versions and their options."""
        return super().get_source_checksum(f"{jinja2.__version__} {__version__} {FORM}\n{source}")

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
