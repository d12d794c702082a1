"""The classes as a picture: broader ones to the left, each as high as what is below it, with how often it is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pincite.site.reference import ClassNode

__all__ = ["Box", "Hierarchy", "hierarchy_of"]

_WIDE, _HIGH, _GAP = 220, 22, 2


class Box(Struct, frozen=True):
    """A class: its place and size in units, its name, and the uses of it and of all below; `part` of the most used."""

    x: int
    y: int
    width: int
    height: int
    name: str
    uses: int
    part: float


class Hierarchy(Struct, frozen=True):
    """The picture: its size in units, and the boxes."""

    width: int
    height: int
    boxes: tuple[Box, ...]


def hierarchy_of(tree: Sequence[ClassNode]) -> Hierarchy | None:
    """Return the picture of a tree of classes; none when no class has several below it, which words tell as well."""
    if not any(map(_branches, tree)):
        return None
    # Those with something below them first: the others are a list, not a hierarchy, and stand in the tree.
    roots = [node for node in tree if node.children]
    most = max(map(_uses, roots)) or 1
    boxes = tuple(_boxes(roots, 0, 0, most))
    return Hierarchy(
        max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes) + _GAP, boxes
    )  # fmt: skip


def _boxes(nodes: Sequence[ClassNode], depth: int, top: int, most: int) -> Iterator[Box]:
    for node in nodes:
        high, uses = _HIGH * _leaves(node), _uses(node)
        yield Box(
            depth * _WIDE, top, _WIDE - _GAP, high - _GAP, node.link.text, uses, round(uses / most, 3)
        )  # fmt: skip
        yield from _boxes(node.children, depth + 1, top, most)
        top += high


def _branches(node: ClassNode) -> bool:
    return len(node.children) > 1 or any(map(_branches, node.children))


def _leaves(node: ClassNode) -> int:
    return sum(map(_leaves, node.children)) or 1


def _uses(node: ClassNode) -> int:
    return node.uses + sum(map(_uses, node.children))
