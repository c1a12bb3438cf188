"""The consolidated round: one record that the JSON, the CSV and the summary workbook are written from."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from itaxl.core.changes import Change
from itaxl.core.codes import UNCONFIRMED
from itaxl.core.counts import Counts, ItemCounts, UnitCounts
from itaxl.core.history import Point
from itaxl.core.merging import Conflict
from itaxl.core.onconflict import OnConflict
from itaxl.core.previous import Previous
from itaxl.core.problems import Problem
from itaxl.core.records import Catalogue, Outcome, Settings, Signer, Tally, Unit
from itaxl.core.score import Score, Standing
from itaxl.core.tracked import Tracked


class FileReport(NamedTuple):
    """What became of one file, with the sums of its rows, and of those of each unit's sheet; `unread` are the sheets
    that are not read."""

    file: str
    outcome: Outcome
    reason: Problem | None
    tally: Tally
    sheets: Mapping[str, Tally]
    saved_at: dt.datetime | None
    saved_by: str
    unread: Mapping[str, Tally] = {}

    @property
    def sums(self) -> Mapping[str, Tally]:
        """The sums of every sheet, those that are not read at the end."""
        return {**self.sheets, **self.unread}


class Report(NamedTuple):
    """The round as of a date: who was asked for what, and what became of it.

    `points` is what each item (by code) is worth, of 100; `last_items` are last year's scores, 0–100; `signers`, of the
    memo, are the plan's. `actions` holds one record per issued or added action; what follows it is derived from it by
    `consolidation.counted`. `points`, `standing` and `score` are empty for a year without scoring facts. `previous` is
    the earlier summary, if one was given; `changes` are those since, and `history` ends with this report's own point.
    `mended` are the problems of returns that a later return of the same unit has answered.
    """

    settings: Settings
    round: int
    as_of: dt.date
    units: tuple[Unit, ...]
    catalogue: Catalogue
    points: Mapping[str, float]
    last_items: Mapping[str, float]
    problems: tuple[Problem, ...]
    conflicts: tuple[Conflict, ...]
    files: tuple[FileReport, ...]
    on_conflict: OnConflict = "newest"
    previous: Previous | None = None
    signers: tuple[Signer, ...] = ()
    actions: tuple[Tracked, ...] = ()
    totals: Counts = Counts.of(())
    by_unit: tuple[UnitCounts, ...] = ()
    items: tuple[ItemCounts, ...] = ()
    standing: Standing | None = None
    score: Score | None = None
    mended: frozenset[Problem] = frozenset()
    changes: tuple[Change, ...] = ()
    history: tuple[Point, ...] = ()

    @property
    def silent_units(self) -> tuple[str, ...]:
        """Short names of the units that were issued something and returned nothing."""
        return tuple(
            unit.unit.short
            for unit in self.by_unit
            if unit.own.actions and not unit.returned and unit.unit.short != UNCONFIRMED
        )
