"""The consolidated round: one record that the JSON, the CSV and the summary workbook are written from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from itaxl.core.codes import UNCONFIRMED
from itaxl.core.counts import Counts, ItemCounts, UnitCounts
from itaxl.core.merging import Conflict
from itaxl.core.records import Catalogue, Outcome, Problem, Settings, Tally, Unit
from itaxl.core.score import Score, Standing
from itaxl.core.tracked import Tracked


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file, with the sums of its rows."""

    file: str
    outcome: Outcome
    reason: Problem | None
    tally: Tally
    sheets: Mapping[str, Tally]
    saved_at: dt.datetime | None
    saved_by: str


@dataclass(frozen=True, slots=True)
class Report:
    """The round as of a date. `score`, `standing` and `points` are empty for a year without scoring facts."""

    settings: Settings
    round: int
    as_of: dt.date
    units: tuple[Unit, ...]
    catalogue: Catalogue
    actions: tuple[Tracked, ...]
    totals: Counts
    by_unit: tuple[UnitCounts, ...]
    items: tuple[ItemCounts, ...]
    points: Mapping[str, float]
    last_items: Mapping[str, float]
    standing: Standing | None
    score: Score | None
    problems: tuple[Problem, ...]
    conflicts: tuple[Conflict, ...]
    files: tuple[FileReport, ...]

    @property
    def silent_units(self) -> tuple[str, ...]:
        """Short names of the units that were issued something and returned nothing."""
        return tuple(
            unit.unit.short
            for unit in self.by_unit
            if unit.own.actions and not unit.returned and unit.unit.short != UNCONFIRMED
        )
