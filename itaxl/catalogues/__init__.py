"""The ITA items of each fiscal year and each year's scoring facts, kept as CSV beside this file.

Every row of `catalogue_YEAR.csv`, `years.csv` and `grades.csv` names its sources; rows of one source only say so.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from itaxl.core.codes import Survey
from itaxl.core.records import Catalogue, Grade, Item, YearFacts

_HERE = Path(__file__).parent


@cache
def years() -> tuple[int, ...]:
    """The fiscal years (BE) whose catalogue is shipped."""
    names = (file.name for file in _HERE.iterdir())
    return tuple(sorted(int(name[10:14]) for name in names if name.startswith("catalogue_")))


@cache
def load(fiscal_year: int) -> Catalogue | None:
    """The catalogue of a fiscal year (BE) with its scoring facts, or None for a year that is not shipped."""
    if fiscal_year not in years():
        return None
    items = tuple(_item(row) for row in _rows(f"catalogue_{fiscal_year}.csv"))
    return Catalogue(fiscal_year, items, _facts(fiscal_year))


def _item(row: dict[str, str]) -> Item:
    return Item(
        code=row["code"],
        title=row["title"],
        indicator=int(row["indicator"]),
        sub_indicator=row["sub_indicator"],
        sub_indicator_title=row["sub_indicator_title"],
        group=row["group"],
        confirmed=row["confidence"] == "two-source",
        note=row["note"],
        sources=row["sources"],
    )


def _facts(fiscal_year: int) -> YearFacts | None:
    row = next((row for row in _rows("years.csv") if int(row["fiscal_year_be"]) == fiscal_year), None)
    if row is None:
        return None
    grades = (grade for grade in _rows("grades.csv") if int(grade["fiscal_year_be"]) == fiscal_year)
    return YearFacts(
        fiscal_year=fiscal_year,
        weights={survey: float(row[f"{survey.lower()}_weight"]) for survey in Survey},
        pass_mark=float(row["pass_mark"]),
        window_start=dt.date.fromisoformat(row["window_start"]),
        window_end=dt.date.fromisoformat(row["window_end"]),
        rule=row["rule"],
        grades=tuple(Grade(grade["grade"], float(grade["total"]), float(grade["each"])) for grade in grades),
        sources=row["sources"],
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
