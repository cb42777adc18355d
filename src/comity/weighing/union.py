"""Things that belong together, because each is linked with another of them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Union(Generic[T]):
    """Disjoint sets with path halving; the roots depend only on the links, not on their order."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def __contains__(self, item: T) -> bool:
        return item in self._parent

    def find(self, item: T) -> T:
        """The root of the set that holds ``item``."""
        parent = self._parent
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def link(self, a: T, b: T) -> None:
        """Put the sets of ``a`` and ``b`` together."""
        x, y = self.find(a), self.find(b)
        if x != y:
            low, high = (x, y) if x < y else (y, x)  # type: ignore[operator]
            self._parent[high] = low

    def groups(self) -> dict[T, list[T]]:
        """Root -> members, sorted."""
        out: dict[T, list[T]] = {}
        for item in sorted(self._parent):  # type: ignore[type-var]
            out.setdefault(self.find(item), []).append(item)
        return out
