"""Sheets as small text tables, so that input and expectation share a screen."""

from __future__ import annotations

import datetime as dt

from itaxl import catalogues
from itaxl.core.consolidation import counted
from itaxl.core.reading import Cell, CellError
from itaxl.core.records import Action, Catalogue, Issue, Settings, Signer, Unit, Value
from itaxl.core.report import Report
from itaxl.core.score import item_points
from itaxl.core.statuses import Status
from itaxl.core.table import Grid
from itaxl.core.tracked import Tracked, placed

AS_OF = dt.date(2022, 5, 10)  # after the window of FY2565


def cell(text: str) -> Cell:
    """A cell from its text: `#5` a number, `@2022-04-30` a date, `!#REF!` an error, `¶` a line break, else a text."""
    text = text.strip()
    if text.startswith("!#"):
        return CellError(text[1:])
    if text.startswith("#") and not text.startswith("##"):
        return float(text[1:])
    if text.startswith("@"):
        return dt.date.fromisoformat(text[1:])
    return text.replace("¶", "\n")


def grid(text: str, sheet: str = "กองคลัง", file: str = "กองคลัง.xlsx", **more: object) -> Grid:
    """A grid from lines of cells between bars; a blank line of the text is no row, a row of bars is a blank one."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = [[cell(part) for part in line.strip("|").split("|")] for line in lines if line]
    return Grid(file, sheet, rows, **more)  # type: ignore[arg-type]


def settings(**more: object) -> Settings:
    """Settings of a small office in FY2565."""
    return Settings("อบต.ทดสอบ", 2565, **more)  # type: ignore[arg-type]


def action(item: str | None = "O1", title: str = "โครงสร้าง", unit: str = "กองคลัง", **more: object) -> Action:
    """An issued action, due on 30 April 2022 unless said otherwise."""
    values: dict[str, object] = {
        "ref": f"2565-{unit}-{item}-1",
        "unit": unit,
        "no": 1,
        "survey": "OIT",
        "indicator": 9,
        "item": item,
        "title": title,
        "method": "เผยแพร่บนเว็บไซต์",
        "start_on": dt.date(2022, 3, 1),
        "due_on": dt.date(2022, 4, 30),
        "due_text": "",
        "follow_up": "",
    }
    return Action(**{**values, **more})  # type: ignore[arg-type]


def issued(*actions: Action, units: tuple[str, ...] = ("กองคลัง", "กองช่าง"), **more: object) -> Issue:
    """What was issued to a small office."""
    shares = {unit: sum(each.unit == unit for each in actions) for unit in units}
    return Issue(settings(**more), 1, "0123", tuple(Unit(unit) for unit in units), actions, shares)


def tracked(
    item: str | None = "O1", status: Status = Status.COMPLETED, *, as_of: dt.date = AS_OF, reported: bool = True,
    added: bool = False, answers: dict[str, Value] | None = None, **more: object,
) -> Tracked:  # fmt: skip
    """An action with its answers as of a day; `more` is the action's own."""
    return placed(
        action(item, **more),
        status,
        answers or {},
        settings(),
        as_of,
        None,
        reported=reported,
        source=None,
        added=added,
    )  # type: ignore[arg-type]


def report_of(
    *actions: Tracked, as_of: dt.date = AS_OF, catalogue: Catalogue | None = None, signers: tuple[Signer, ...] = (),
    last_items: dict[str, float] | None = None, silent: tuple[str, ...] = (), **more: object,
) -> Report:  # fmt: skip
    """The report of these actions, all their units but the silent ones having returned something."""
    catalogue = catalogue or catalogues.load(2565)
    assert catalogue
    units = dict.fromkeys(each.action.unit for each in actions)
    of_year = settings(**more)._replace(fiscal_year=catalogue.fiscal_year)
    empty = Report(
        of_year, 1, as_of, tuple(map(Unit, units)), catalogue, item_points(catalogue), last_items or {}, (), (), (),
        signers=signers,
    )  # fmt: skip
    return counted(empty, actions, frozenset(units) - set(silent))
