"""How long reading may take: each file, and the files of one zip together.

One bad file in a zip must not hide the good ones, and three hundred must not take an hour: a file in a zip has half of
what its zip has left, so that the first that hang cost the most. What every honest file takes is not counted.
"""

from __future__ import annotations

from pathlib import Path

from itaxl.core.filenames import container
from itaxl.core.problems import Problem
from itaxl.excel.serving import Wish

SECONDS = 12.0  # for one file; our largest takes a hundredth of one. On a busy machine the rest takes some more
ZIP_SECONDS = 16.0  # for all files of one zip, but for what is free: with the rest less than twenty
FREE_SECONDS = 0.5  # of each file in a zip, which are not counted: four times what our largest takes
LEAST_SECONDS = 2.0  # for a file in a zip, as long as the zip has any left
BEGINNING_SECONDS = 60.0  # for a fresh process until it can read: on a slow disk behind a virus scanner, say


class Allowances:
    """What is left to each zip of returns, as its files are read."""

    def __init__(self) -> None:
        self._left: dict[Path, float] = {}

    def seconds(self, wish: Wish) -> float:
        """How long this file may take; 0 for one in a zip that has nothing left."""
        if not wish.way:
            return SECONDS
        left = self._left.get(wish.path, ZIP_SECONDS)
        return min(SECONDS, max(left / 2, LEAST_SECONDS)) if left > 0 else 0

    def spend(self, wish: Wish, took: float) -> None:
        """Takes note of the seconds that a file took."""
        if wish.way:
            left = self._left.get(wish.path, ZIP_SECONDS)
            self._left[wish.path] = left - max(0.0, took - FREE_SECONDS)


def not_read(wish: Wish) -> Problem:
    """That a file was not read because its zip has no time left."""
    return Problem("zip-too-slow", wish.name, facts=(("zip", container(wish.name)), ("seconds", f"{ZIP_SECONDS:g}")))
