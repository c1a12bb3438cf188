"""What python-calamine does not give of a workbook: what the gate finds in the bytes of its parts."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from itaxl.core.asides import Asides, Spot
from itaxl.core.problems import Problem

Found = dict[str, dict[Spot, str]]
"""By sheet, then by cell."""


class Look(StrEnum):
    """How a number looks to a person, where the reader gives it bare."""

    PERCENT = "percent"
    DATE = "date"


class Marks(NamedTuple):
    """The error cells, the link targets, the numbers that look like something else and what stands beside the values,
    by sheet; the parts that may be read, by name, each looked at and fit for it, and what was left out of them."""

    errors: Found
    links: Found
    looks: dict[str, dict[Spot, Look]]
    asides: dict[str, Asides]
    parts: dict[str, bytes]
    problems: list[Problem]

    @classmethod
    def none(cls) -> Marks:
        """Nothing found yet."""
        return cls({}, {}, {}, {}, {}, [])
