"""`mappings/*.py`: loading the scripts, checking a fact's fields against them, and running them."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable, Iterable, Mapping
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, get_type_hints

from msgspec import Struct

from pincite.errors import ContentError, PinciteError, Place, Problem, UsageError
from pincite.files import read_text
from pincite.mapping import Fact, Made, Said, Thing
from pincite.mappings.fields import ANNOTATIONS, Field, bind, field_type

__all__ = ["Script", "load"]


class Script(Struct, frozen=True):
    """One kind of fact: its fields, and the function that makes statements of them.

    `place` is where the function begins, its file as shown to people.
    """

    kind: str
    fields: tuple[Field, ...]
    function: Callable[..., Iterable[object]]
    place: Place

    def bind(self, fields: Mapping[str, object], place: Place) -> tuple[dict[str, object], tuple[Problem, ...]]:
        """Return the arguments made of a fact's fields, and all that is wrong with these.

        A field that is not given (or empty) is left out, so that the function's own default holds. `place` is
        the fact's; where the fields know their lines, a problem names the field's own.
        """
        return bind(self.kind, self.fields, fields, place)

    def run(self, fact: Fact, bound: Mapping[str, object]) -> tuple[Made, ...]:
        """Return what the script makes of a fact whose fields are bound.

        Raises ContentError when the script finds that the fields do not go together, fails, or says nothing.
        """
        try:
            made = tuple(self.function(fact, **bound))
        except PinciteError:
            raise
        except ValueError as error:
            raise self._wrong(fact, str(error), f"See the docstring of {self.place}.") from error
        except Exception as error:
            what = f"the script of '{self.kind}' failed: {type(error).__name__}: {error}"
            raise self._wrong(fact, what, f"Mend it ({self._where(error)}), or the fact.") from error
        return self._checked(fact, made)

    def _checked(self, fact: Fact, made: tuple[object, ...]) -> tuple[Made, ...]:
        good = tuple(item for item in made if isinstance(item, Thing | Said))
        if len(good) != len(made):
            other = next(item for item in made if not isinstance(item, Thing | Said))
            what = f"the script of '{self.kind}' made {other!r}, which is neither a Thing nor a Said"
            raise self._wrong(fact, what, f"Yield what `fact.thing` and `fact.say` return ({self.place}).")
        if not any(isinstance(item, Said) for item in good):
            optional = ", ".join(field.name for field in self.fields if not field.required) or "its fields"
            raise self._wrong(fact, f"this '{self.kind}' says nothing", f"Give at least one of: {optional}.")
        return good

    def _wrong(self, fact: Fact, what: str, remedy: str) -> ContentError:
        return ContentError(Problem(fact.place, what, remedy))

    def _where(self, error: BaseException) -> Place:
        return Place(self.place.file, _line(error, self.function.__code__.co_filename) or self.place.line)


def load(files: Iterable[Path], name: Callable[[Path], str]) -> dict[str, Script]:
    """Return the scripts by kind, in the order of the files; `name` gives a file as people know it.

    Each file is run once, apart from the others: it is put in no table of modules, and nothing is written
    beside it. Raises UsageError with all that is wrong: a file that is not Python or fails when run, one
    without a function of its own name, a kind given twice, a parameter without a usable annotation, a first
    parameter that is not `fact`.
    """
    scripts: dict[str, Script] = {}
    problems: list[Problem] = []
    for path in files:
        made = _load(path, name(path), problems)
        if made is None:
            continue
        if made.kind in scripts:
            what = f"kind '{made.kind}' is already given by {scripts[made.kind].place.file}"
            problems.append(Problem(made.place, what, "Rename one file and its function."))
        scripts.setdefault(made.kind, made)
    if problems:
        raise UsageError(problems)
    return scripts


class _Uncached(SourceFileLoader):
    """Compiles the source each time, so that an edit always counts and no cache is written."""

    def path_stats(self, path: str) -> Mapping[str, Any]:
        """Raise OSError, which tells the import system that it cannot cache."""
        raise OSError(path)


def _load(path: Path, file: str, problems: list[Problem]) -> Script | None:
    module = _run(path, file, problems)
    if module is None:
        return None
    function = vars(module).get(path.stem)
    if not isinstance(function, FunctionType):
        remedy = f"Write `def {path.stem}(fact: Fact, ...)`, or rename the file."
        problems.append(Problem(Place(file), f"no function named '{path.stem}'", remedy))
        return None
    place = Place(file, function.__code__.co_firstlineno)
    before = len(problems)
    fields = _fields(function, place, problems)
    return Script(path.stem, fields, function, place) if len(problems) == before else None


def _run(path: Path, file: str, problems: list[Problem]) -> ModuleType | None:
    title = f"pincite_script_{path.stem}"
    spec = spec_from_file_location(title, path, loader=_Uncached(title, str(path)))
    if spec is None or spec.loader is None:
        problems.append(Problem(Place(file), "cannot be loaded", "Check that it is a Python file."))
        return None
    module = module_from_spec(spec)
    try:
        read_text(path, file)
        spec.loader.exec_module(module)
    except PinciteError as error:
        problems.extend(error.problems)
    except SyntaxError as error:
        problems.append(Problem(Place(file, error.lineno), f"not Python: {error.msg}", "Mend the script there."))
    except (Exception, SystemExit) as error:
        place = Place(file, _line(error, str(path)))
        what = f"the script fails when loaded: {type(error).__name__}: {error}"
        problems.append(Problem(place, what, "Mend it there; a script only defines functions."))
    else:
        return module
    return None


def _line(error: BaseException, file: str) -> int | None:
    """Return the last line of a file that an error went through."""
    frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return frames[-1] if frames else None


def _fields(function: FunctionType, place: Place, problems: list[Problem]) -> tuple[Field, ...]:
    parameters = list(inspect.signature(function).parameters.values())
    try:
        hints = get_type_hints(function)
    except Exception as error:  # an annotation can be any expression
        problems.append(Problem(place, f"an annotation means nothing here: {error}", "Import or correct the name."))
        return ()
    if not parameters or parameters[0].name != "fact" or hints.get("fact") is not Fact:
        remedy = f"Write `def {function.__name__}(fact: Fact, ...)`."
        problems.append(Problem(place, "the first parameter is not the fact", remedy))
        return ()
    made = [_field(parameter, hints.get(parameter.name), place, problems) for parameter in parameters[1:]]
    return tuple(field for field in made if field is not None)


def _field(parameter: inspect.Parameter, hint: object, place: Place, problems: list[Problem]) -> Field | None:
    if parameter.kind not in {parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY}:
        what = f"parameter '{parameter}' is not one field"
        problems.append(Problem(place, what, "Give each field a parameter of its own."))
        return None
    type_ = None if hint is None else field_type(hint)
    if type_ is None:
        has = "no annotation" if hint is None else f"the annotation {_written(hint)}, which no field can have"
        remedy = f"Use one of: {', '.join(ANNOTATIONS)}; each may be `| None`."
        problems.append(Problem(place, f"parameter '{parameter.name}' has {has}", remedy))
        return None
    return Field(parameter.name, type_, parameter.default is parameter.empty)


def _written(hint: object) -> str:
    return f"`{inspect.formatannotation(hint)}`"
