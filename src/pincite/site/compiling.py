"""Quicker templates: Jinja2's own code, but for how a template puts out what it makes and looks attributes up.

A template collects its pieces in a list, and gives them joined, where Jinja2 hands each piece through every template
around it. An attribute is looked up as Python does, where Jinja2 calls two functions for each. Python then fails where
Jinja2 goes on: with `thing.name` for an item of a mapping, or with what is not there. Such a page is rendered by
the `exact` environment, which looks up as Jinja2 does and says what is wrong as it does.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable, MutableMapping
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call, Expr, Filter, Getattr, Getitem, Include, Node, Test
from jinja2.nodes import Name as Variable

from pincite.site.escaping import escaped

__all__ = ["FORM", "QuickEnvironment"]

FORM = 2
"""The form of the compiled templates; with another number, those that were kept are not read."""

# What is compiled to something that an attribute can be written behind.
_HOLDERS = (Variable, Getattr, Getitem, Call, Filter)
# What asks whether there is an attribute at all.
_ASKING = frozenset({"defined", "undefined", "default", "d"})


class _Generator(CodeGenerator):
    """Compiles templates so that what they put out is escaped by `escaped`, and joined once a function."""

    _whole: str | None = None
    _asked = 0

    def write_commons(self) -> None:
        """Give the functions of a template a short name for what they need most."""
        super().write_commons()
        self.writeline("escaped = environment.escaped")

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """Visit what is in a template, a block or a tag; the pieces of the first two are joined."""
        outermost = frame.buffer is None and (frame.rootlevel or frame.block_frame)
        if outermost:
            self.buffer(frame)
            self._whole = frame.buffer
        super().blockvisit(nodes, frame)
        if outermost:
            self.writeline(f"yield concat({frame.buffer})")
            self._whole = None

    def visit_Include(self, node: Include, frame: Frame) -> None:  # noqa: N802  # Jinja2's name
        """Put out what comes before a template that is included as it is for all, which bypasses the list."""
        if not node.with_context and self._whole:
            self.writeline(f"yield concat({self._whole})")
            self.writeline(f"{self._whole}.clear()")
        super().visit_Include(node, frame)

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802  # Jinja2's name
        """Look up an attribute, but where the question is whether it is there."""
        if self._asked or not self._is_direct(node):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _is_direct(self, node: Getattr) -> bool:
        environment = self.environment
        return (
            isinstance(environment, QuickEnvironment)
            and environment.direct
            and isinstance(node.node, _HOLDERS)
            and node.attr.isidentifier()
            and not keyword.iskeyword(node.attr)
        )

    def visit_Test(self, node: Test, frame: Frame) -> None:  # noqa: N802  # Jinja2's name
        """Apply a test."""
        self._asked += node.name in _ASKING
        super().visit_Test(node, frame)
        self._asked -= node.name in _ASKING

    def visit_Filter(self, node: Filter, frame: Frame) -> None:  # noqa: N802  # Jinja2's name
        """Apply a filter."""
        self._asked += node.name in _ASKING
        super().visit_Filter(node, frame)
        self._asked -= node.name in _ASKING

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("escaped(")
            if finalize.src is not None:
                self.write(finalize.src)
        else:
            super()._output_child_pre(node, frame, finalize)


class QuickEnvironment(Environment):
    """A Jinja2 environment with quicker templates; globals that are added once one is loaded do not reach it."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)
    direct = True
    """Whether attributes are looked up as Python does."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # Jinja2's own
        super().__init__(**options)
        self._loaded: dict[str, Template] = {}

    def exact(self, cache: BytecodeCache | None = None) -> QuickEnvironment:
        """Return the same environment, in which attributes are looked up as Jinja2 does."""
        made = self.overlay(cache_size=-1, bytecode_cache=cache)
        made.direct = False
        made._loaded = {}
        return made

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """Return a template; where none is loaded again, one that is there without all that Jinja2 asks."""
        if globals is not None or self.auto_reload or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if (known := self._loaded.get(name)) is None:
            known = self._loaded[name] = super().get_template(name, parent)
        return known

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template in one mapping: each page, and each include of it, copies them."""
        return {**self.globals, **(d or {})}
