"""The refs of the actions that units add."""

from __future__ import annotations

from collections.abc import Iterable

from itaxl.core.records import ADDED


class AddedRefs:
    """Gives each action that a unit added the first ref of that unit (its short name) that is not taken yet."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def take(self, unit: str, wanted: str = "") -> str:
        """The wanted ref, or where that is taken or none is wanted, the unit's next; each is given once."""
        ref = wanted
        while not ref or ref in self._taken:
            number = self._last[unit] = self._last.get(unit, 0) + 1
            ref = f"{ADDED}{unit}-{number}"
        self._taken.add(ref)
        return ref
