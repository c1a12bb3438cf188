"""What python-calamine does not give of a workbook: what the gate finds in the bytes of its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from itaxl.core.asides import Asides, Spot
from itaxl.core.problems import Problem

Found = dict[str, dict[Spot, str]]
"""By sheet, then by cell."""


class Look(StrEnum):
    """How a number looks to a person, where the reader gives it bare."""

    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Marks:
    """The error cells, the link targets, the numbers that look like something else and what stands beside the values,
    by sheet; the parts that must be changed before they can be read, and what was left out of them."""

    errors: Found = field(default_factory=dict)
    links: Found = field(default_factory=dict)
    looks: dict[str, dict[Spot, Look]] = field(default_factory=dict)
    asides: dict[str, Asides] = field(default_factory=dict)
    changed: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
